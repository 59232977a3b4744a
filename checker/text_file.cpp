#include "checker/text_file.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {

namespace {

constexpr std::size_t most_bytes = std::size_t{16} << 20U;

/// What is wrong with reading it; empty where nothing is. Asks what it is first: reading a pipe or
/// a device might never end.
std::string obstacle(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (status.type() == std::filesystem::file_type::not_found) return "no such file";
    if (!status_known(status)) return error.message();
    if (is_directory(status)) return "a directory, where a file is wanted";
    if (!is_regular_file(status)) return "not a regular file";
    if (std::filesystem::file_size(path, error) > most_bytes) return "larger than 16 MiB";
    return "";
}

}  // namespace

std::string read_text_file(std::string_view path, std::string_view what) {
    const auto unreadable = [&](const std::string& why) {
        return InputError(
            std::string(what).append(" ").append(in_quotes(path)).append(": ").append(why));
    };
    if (const std::string why = obstacle(path); !why.empty()) throw unreadable(why);
    std::ifstream file{std::filesystem::path(path), std::ios::binary};
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw unreadable("cannot be read; is it permitted?");
    return text;
}

}  // namespace snapcheck
