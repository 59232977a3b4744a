// Checkpoints. As a file the input is nearly always refused for its checksum; so the same bytes are
// also packed as a PackedWriter would, and read as what a checkpoint begins with.
#include <unistd.h>

#include <fstream>

#include "checker/checkpoints.hpp"
#include "tests/fuzz/oracle.hpp"

using namespace snapcheck;

namespace {

struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("snapcheck-fuzz-" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

bool resumes(const std::filesystem::path& folder) {
    const auto read = [&] {
        auto checkpoints = Checkpoints::resume({folder, {}, {{"topology", "0-1"}}});
        const auto saved = checkpoints.take_saved();
        fuzz::demand(saved && checkpoints.saved_layout());
        saved->get_up_to(1);
        saved->get_list();
        saved->finish();
        return true;
    };
    return fuzz::accepted(read).has_value();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Folder folder;
    const auto file = folder.path / "checkpoint";
    std::ofstream(file, std::ios::binary) << fuzz::text_of(data, size);
    resumes(folder.path);

    {
        PackedWriter writer(file);
        for (std::size_t i = 0; i < size; ++i) writer.put(std::uint64_t{data[i]});
        writer.finish();
    }
    resumes(folder.path);
    PackedReader reader(file);
    for (std::size_t i = 0; i < size; ++i) fuzz::demand(reader.get() == std::uint64_t{data[i]});
    reader.finish();

    std::filesystem::remove(file);
    {
        auto fresh = Checkpoints::begin({folder.path, {}, {{"topology", "0-1"}}});
        fresh.lay_out({1, 2});
        fresh.save([&](PackedWriter& out) {
            out.put(1);
            out.put_list(std::vector<std::uint64_t>(data, data + size));
        });
    }
    fuzz::demand(resumes(folder.path));
    return 0;
}
