#include "checker/packed_file.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

#include "checker/input_error.hpp"

namespace snapcheck {

namespace {

constexpr int quick = 1;  // zstd's level: the search waits
constexpr std::size_t chunk = 1 << 16;
constexpr std::size_t longest_text = 1 << 20;

void demand(bool written) {
    if (!written) throw DiskFull{};
}

void write_all(int file, const char* bytes, std::size_t count) {
    while (count != 0) {
        const ssize_t done = write(file, bytes, count);
        demand(done > 0 || (done < 0 && errno == EINTR));
        if (done < 0) continue;
        bytes += done;
        count -= static_cast<std::size_t>(done);
    }
}

// What a rename did is kept by the folder.
void sync_folder(const std::filesystem::path& folder) {
    const int file = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0) return;
    fsync(file);
    close(file);
}

}  // namespace

struct PackedWriter::Stream {
    std::filesystem::path path;
    std::filesystem::path temporary = path.string() + ".tmp";
    int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> packer{ZSTD_createCCtx(), &ZSTD_freeCCtx};
    std::array<char, chunk> packed{};
    bool finished = false;

    // Until zstd has taken everything in, or has nothing left to give.
    void pack(const void* bytes, std::size_t count, ZSTD_EndDirective how) {
        ZSTD_inBuffer in{bytes, count, 0};
        for (bool more = true; more;) {
            ZSTD_outBuffer out{packed.data(), packed.size(), 0};
            const std::size_t left = ZSTD_compressStream2(packer.get(), &out, &in, how);
            if (ZSTD_isError(left) != 0) throw std::bad_alloc();
            write_all(file, packed.data(), out.pos);
            more = how == ZSTD_e_end ? left != 0 : in.pos != in.size;
        }
    }
};

PackedWriter::PackedWriter(const std::filesystem::path& path)
    : stream_(std::make_unique<Stream>(path)) {
    demand(stream_->file >= 0);
    if (!stream_->packer) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(stream_->packer.get(), ZSTD_c_compressionLevel, quick);
    ZSTD_CCtx_setParameter(stream_->packer.get(), ZSTD_c_checksumFlag, 1);
}

PackedWriter::~PackedWriter() {
    if (stream_->file >= 0) close(stream_->file);
    if (!stream_->finished) unlink(stream_->temporary.c_str());
}

void PackedWriter::put(const std::uint64_t* words, std::size_t count) {
    stream_->pack(words, count * sizeof(std::uint64_t), ZSTD_e_continue);
}

void PackedWriter::put_list(const std::vector<std::uint64_t>& words) {
    put(words.size());
    put(words.data(), words.size());
}

void PackedWriter::put_text(std::string_view text) {
    put(text.size());
    stream_->pack(text.data(), text.size(), ZSTD_e_continue);
}

void PackedWriter::finish() {
    stream_->pack(nullptr, 0, ZSTD_e_end);
    demand(fsync(stream_->file) == 0);
    demand(rename(stream_->temporary.c_str(), stream_->path.c_str()) == 0);
    stream_->finished = true;
    sync_folder(stream_->path.has_parent_path() ? stream_->path.parent_path() : ".");
}

struct PackedReader::Stream {
    std::filesystem::path path;
    std::ifstream file{path, std::ios::binary};
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> unpacker{ZSTD_createDCtx(),
                                                                  &ZSTD_freeDCtx};
    std::array<char, chunk> packed{};
    ZSTD_inBuffer in{packed.data(), 0, 0};
    bool ended = false;  // with the last byte that belongs to it

    [[noreturn]] void refuse(std::string_view why) const {
        throw InputError(path.string() + " " + std::string(why));
    }

    void begin() {
        file.clear();
        file.seekg(0);
        ZSTD_DCtx_reset(unpacker.get(), ZSTD_reset_session_only);
        in.pos = in.size = 0;
        ended = false;
    }

    // As many bytes as there are, up to `count`.
    std::size_t read(char* bytes, std::size_t count) {
        ZSTD_outBuffer out{bytes, count, 0};
        while (out.pos < out.size && !ended) {
            const bool dry = in.pos == in.size;
            if (dry) refill();
            const std::size_t before = out.pos;
            const std::size_t hint = ZSTD_decompressStream(unpacker.get(), &out, &in);
            if (ZSTD_isError(hint) != 0) refuse("is damaged");
            ended = hint == 0;
            if (dry && in.size == 0 && out.pos == before && !ended) refuse("is cut off");
        }
        return out.pos;
    }

    void refill() {
        file.read(packed.data(), static_cast<std::streamsize>(packed.size()));
        in.size = static_cast<std::size_t>(file.gcount());
        in.pos = 0;
    }

    void demand_end() {
        char more = 0;
        if (read(&more, 1) != 0 || in.pos != in.size ||
            file.peek() != std::ifstream::traits_type::eof())
            refuse("goes on where it should end");
    }
};

PackedReader::PackedReader(const std::filesystem::path& path)
    : stream_(std::make_unique<Stream>(path)) {
    if (!stream_->unpacker) throw std::bad_alloc();
    if (!stream_->file) stream_->refuse("cannot be read");
    std::vector<char> ignored(chunk);
    while (stream_->read(ignored.data(), ignored.size()) != 0) {
    }
    stream_->demand_end();
    stream_->begin();
}

PackedReader::~PackedReader() = default;

void PackedReader::get(std::uint64_t* words, std::size_t count) {
    const std::size_t bytes = count * sizeof(std::uint64_t);
    if (stream_->read(reinterpret_cast<char*>(words), bytes) != bytes)
        stream_->refuse("ends too early");
}

std::uint64_t PackedReader::get() {
    std::uint64_t word = 0;
    get(&word, 1);
    return word;
}

std::uint64_t PackedReader::get_up_to(std::uint64_t most) {
    const std::uint64_t word = get();
    if (word > most) stream_->refuse("has a number that is too large");
    return word;
}

// Piece by piece: how long it claims to be need not be true.
std::vector<std::uint64_t> PackedReader::get_list() {
    std::vector<std::uint64_t> words;
    for (std::uint64_t left = get(); left != 0;) {
        const std::size_t piece = std::min<std::uint64_t>(left, chunk);
        words.resize(words.size() + piece);
        get(words.data() + words.size() - piece, piece);
        left -= piece;
    }
    return words;
}

std::string PackedReader::get_text() {
    std::string text(get_up_to(longest_text), '\0');
    if (stream_->read(text.data(), text.size()) != text.size()) stream_->refuse("ends too early");
    return text;
}

void PackedReader::finish() {
    stream_->demand_end();
}

}  // namespace snapcheck
