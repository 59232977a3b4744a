// Of one layer, the cells that memory has no room for.
#pragma once

#include <vector>

#include "checker/spill_file.hpp"

namespace snapcheck {

/// Words that were on disk, while they are at hand: one worker's.
struct Unpacked {
    Packer packer = {};
    std::vector<std::uint64_t> words = {};
};

class SpilledCells {
  public:
    SpilledCells(const std::string& folder, std::size_t cells) : file_(folder), places_(cells) {}

    void put(std::size_t cell, const std::uint64_t* words, std::size_t count, Packer& packer) {
        places_[cell] = file_.write(words, count, packer);
    }
    const std::uint64_t* get(std::size_t cell, std::size_t count, Unpacked& to) const {
        to.words.resize(count);
        file_.read(places_[cell], to.words.data(), count, to.packer);
        return to.words.data();
    }

    std::uint64_t bytes() const { return file_.bytes(); }
    void watch_disk() const { file_.watch_disk(); }

  private:
    SpillFile file_;
    std::vector<SpillFile::Place> places_;
};

}  // namespace snapcheck
