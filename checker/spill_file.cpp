#include "checker/spill_file.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include <zstd.h>

#include <cerrno>
#include <stdexcept>

namespace snapcheck {

namespace {

constexpr int quick = 1;                   // zstd's level: a worker waits
constexpr std::uint64_t spared_part = 64;  // this part of a disk is left to others

template <class Move>
void move_all(char* bytes, std::size_t count, std::uint64_t offset, Move move) {
    while (count != 0) {
        const ssize_t done = move(bytes, count, static_cast<off_t>(offset));
        if (done < 0 && errno == EINTR) continue;
        if (done <= 0) throw DiskFull{};
        bytes += done;
        count -= static_cast<std::size_t>(done);
        offset += static_cast<std::uint64_t>(done);
    }
}

}  // namespace

struct Packer::Contexts {
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> packer{ZSTD_createCCtx(), &ZSTD_freeCCtx};
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> unpacker{ZSTD_createDCtx(),
                                                                  &ZSTD_freeDCtx};
    std::vector<char> packed;
};

Packer::Packer() : contexts_(std::make_unique<Contexts>()) {
    if (!contexts_->packer || !contexts_->unpacker) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(contexts_->packer.get(), ZSTD_c_compressionLevel, quick);
    ZSTD_CCtx_setParameter(contexts_->packer.get(), ZSTD_c_checksumFlag, 1);
}

Packer::~Packer() = default;
Packer::Packer(Packer&&) noexcept = default;

// Not every file system has files without a name; then it loses its name at once.
SpillFile::SpillFile(const std::string& folder) {
    std::string name = folder + "/snapcheck-XXXXXX";
    file_ = mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) throw DiskFull{};
    unlink(name.c_str());
}

SpillFile::~SpillFile() {
    close(file_);
}

SpillFile::Place SpillFile::write(const std::uint64_t* words, std::size_t count, Packer& packer) {
    auto& [context, unpacker, packed] = *packer.contexts_;
    const std::size_t bytes = count * sizeof(std::uint64_t);
    if (packed.size() < ZSTD_compressBound(bytes)) packed.resize(ZSTD_compressBound(bytes));
    const std::size_t size =
        ZSTD_compress2(context.get(), packed.data(), packed.size(), words, bytes);
    if (ZSTD_isError(size) != 0) throw std::bad_alloc();
    const Place place{end_.fetch_add(size), size};
    move_all(packed.data(), size, place.offset, [this](const char* from, std::size_t n, off_t at) {
        return pwrite(file_, from, n, at);
    });
    return place;
}

void SpillFile::read(const Place& place, std::uint64_t* words, std::size_t count,
                     Packer& packer) const {
    auto& [context, unpacker, packed] = *packer.contexts_;
    const std::size_t bytes = count * sizeof(std::uint64_t);
    if (packed.size() < place.bytes) packed.resize(place.bytes);
    std::size_t size = 0;
    try {
        move_all(packed.data(), place.bytes, place.offset,
                 [this](char* to, std::size_t n, off_t at) { return pread(file_, to, n, at); });
        size = ZSTD_decompressDCtx(unpacker.get(), words, bytes, packed.data(), place.bytes);
    } catch (const DiskFull&) {
        size = 0;
    }
    if (size != bytes) throw std::runtime_error("what was spilled to disk cannot be read again");
}

void SpillFile::watch_disk() const {
    struct statvfs disk{};
    if (fstatvfs(file_, &disk) == 0 && disk.f_bavail < disk.f_blocks / spared_part)
        throw DiskFull{};
}

}  // namespace snapcheck
