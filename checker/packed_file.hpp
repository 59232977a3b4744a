// Files of words that another process is to read: compressed by zstd, with its checksum, and either
// complete or not there at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace snapcheck {

/// There was no room for what was to be written, or no right to write it.
struct DiskFull {};

/// Writes a temporary file beside `path`, which takes its place when it is finished: whatever
/// happens in between, what was there before is still there. Throws DiskFull.
class PackedWriter {
  public:
    explicit PackedWriter(const std::filesystem::path& path);
    ~PackedWriter();
    PackedWriter(const PackedWriter&) = delete;
    PackedWriter& operator=(const PackedWriter&) = delete;

    void put(const std::uint64_t* words, std::size_t count);
    void put(std::uint64_t word) { put(&word, 1); }
    void put_list(const std::vector<std::uint64_t>& words);
    void put_text(std::string_view text);

    /// Once this returns, the file survives a loss of power too.
    void finish();

  private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

/// Throws InputError where a file is not what a PackedWriter has written, whole and unchanged.
class PackedReader {
  public:
    /// Reads all of it once, for its checksum, before anything in it is believed.
    explicit PackedReader(const std::filesystem::path& path);
    ~PackedReader();
    PackedReader(const PackedReader&) = delete;
    PackedReader& operator=(const PackedReader&) = delete;

    void get(std::uint64_t* words, std::size_t count);
    std::uint64_t get();
    /// A number up to `most`.
    std::uint64_t get_up_to(std::uint64_t most);
    std::vector<std::uint64_t> get_list();
    std::string get_text();

    /// Throws InputError unless all of it was read.
    void finish();

  private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

}  // namespace snapcheck
