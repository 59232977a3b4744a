#include "traces/output_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "checker/input_error.hpp"

namespace snapcheck {

void require_writable(const std::string& path, std::string_view option) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path folder =
        fs::path(path).has_parent_path() ? fs::path(path).parent_path() : fs::path(".");
    if (!fs::is_directory(folder, error))
        throw InputError(
            fmt::format("{} {}: there is no folder '{}'", option, path, folder.string()));
    if (fs::is_directory(path, error))
        throw InputError(fmt::format("{} {}: is a folder", option, path));
    if (access(folder.c_str(), W_OK) != 0)
        throw InputError(fmt::format("{} {}: cannot write in '{}'", option, path, folder.string()));
}

void write_whole(const std::string& path, const std::string& text, std::string_view option) {
    const std::string temporary = fmt::format("{}.{}.tmp", path, getpid());
    std::ofstream file(temporary, std::ios::binary);
    file << text;
    file.close();
    std::error_code error;
    if (file) std::filesystem::rename(temporary, path, error);
    if (file && !error) return;
    std::filesystem::remove(temporary, error);
    throw InputError(fmt::format("{} {}: cannot be written", option, path));
}

}  // namespace snapcheck
