// Where cells go that memory has no room for: one after the other, each compressed by zstd, into a
// file that has no name and so is gone with the process, however that ends.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "checker/packed_file.hpp"

namespace snapcheck {

/// One worker's means to compress and to unpack.
class Packer {
  public:
    Packer();
    ~Packer();
    Packer(Packer&&) noexcept;

  private:
    friend class SpillFile;
    struct Contexts;
    std::unique_ptr<Contexts> contexts_;
};

class SpillFile {
  public:
    struct Place {
        std::uint64_t offset = 0;
        std::uint64_t bytes = 0;
    };

    /// Throws DiskFull where no file can be made in that folder.
    explicit SpillFile(const std::string& folder);
    ~SpillFile();
    SpillFile(const SpillFile&) = delete;
    SpillFile& operator=(const SpillFile&) = delete;

    /// Of several workers at a time. Throws DiskFull.
    Place write(const std::uint64_t* words, std::size_t count, Packer& packer);
    /// Of several workers at a time: as many words as were written there. Throws
    /// std::runtime_error where they are no longer the same.
    void read(const Place& place, std::uint64_t* words, std::size_t count, Packer& packer) const;

    std::uint64_t bytes() const { return end_; }
    /// Throws DiskFull before the disk is so full that others suffer.
    void watch_disk() const;

  private:
    int file_;
    std::atomic<std::uint64_t> end_ = 0;
};

}  // namespace snapcheck
