// Runs the body of a fuzz target on every file of its corpus: the regression test that any compiler
// can build. Fails when there is nothing to replay, so that a wrong folder is not taken for
// success.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void replay(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

std::size_t replay_folder(const std::filesystem::path& folder) {
    std::size_t replayed = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        replay(entry.path());
        ++replayed;
    }
    return replayed;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " FOLDER\n";
        return EXIT_FAILURE;
    }
    const std::size_t replayed = replay_folder(argv[1]);
    std::cout << replayed << " inputs replayed\n";
    return replayed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
