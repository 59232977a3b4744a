#include "traces/xz.hpp"

#include <lzma.h>

#include <new>

namespace snapcheck {

std::string to_xz(std::string_view bytes) {
    constexpr std::uint32_t preset = 6;
    std::string packed(lzma_stream_buffer_bound(bytes.size()), '\0');
    std::size_t size = 0;
    const lzma_ret ended = lzma_easy_buffer_encode(
        preset, LZMA_CHECK_SHA256, nullptr, reinterpret_cast<const std::uint8_t*>(bytes.data()),
        bytes.size(), reinterpret_cast<std::uint8_t*>(packed.data()), &size, packed.size());
    if (ended != LZMA_OK) throw std::bad_alloc();
    packed.resize(size);
    return packed;
}

}  // namespace snapcheck
