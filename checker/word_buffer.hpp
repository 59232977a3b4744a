// Words that are appended, read once and forgotten; the memory stays.
#pragma once

#include <cstdint>
#include <cstring>
#include <memory>

namespace snapcheck {

class WordBuffer {
  public:
    std::uint64_t* extend(std::size_t words) {
        if (size_ + words > capacity_) grow(words);
        std::uint64_t* const at = words_.get() + size_;
        size_ += words;
        return at;
    }

    std::size_t size() const { return size_; }
    std::uint64_t* data() { return words_.get(); }
    const std::uint64_t* begin() const { return words_.get(); }
    const std::uint64_t* end() const { return words_.get() + size_; }
    std::size_t bytes() const { return capacity_ * sizeof(std::uint64_t); }
    void clear() { size_ = 0; }

  private:
    void grow(std::size_t words) {
        capacity_ = capacity_ * 2 + words + 30;
        auto larger = std::make_unique_for_overwrite<std::uint64_t[]>(capacity_);
        if (size_ != 0) std::memcpy(larger.get(), words_.get(), size_ * sizeof(std::uint64_t));
        words_ = std::move(larger);
    }

    std::unique_ptr<std::uint64_t[]> words_;
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
};

}  // namespace snapcheck
