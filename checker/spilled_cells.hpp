// Of one layer, the cells that memory has no room for.
#pragma once

#include "checker/generator.hpp"
#include "checker/spill_file.hpp"

namespace snapcheck {

/// Rows that were on disk, while they are at hand: one worker's.
struct Unpacked {
    Packer packer = {};
    std::vector<std::uint64_t> words = {};
};

class SpilledCells {
  public:
    SpilledCells(const std::string& folder, std::size_t cells) : file_(folder), places_(cells) {}

    void put(std::size_t cell, const Rows& rows, Packer& packer) {
        places_[cell] = file_.write(rows.words, rows.count * rows.stride, packer);
    }
    Rows get(std::size_t cell, std::size_t rows, unsigned stride, Unpacked& to) const {
        to.words.resize(rows * stride);
        file_.read(places_[cell], to.words.data(), to.words.size(), to.packer);
        return {to.words.data(), rows, stride};
    }

    std::uint64_t bytes() const { return file_.bytes(); }
    void watch_disk() const { file_.watch_disk(); }

  private:
    SpillFile file_;
    std::vector<SpillFile::Place> places_;
};

}  // namespace snapcheck
