// Places for labels: they cover neither what must stay visible nor each other.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "traces/markup.hpp"

namespace snapcheck::svg {

class Labels {
  public:
    /// Nothing is put there; `wide` from the left to the right.
    void keep_clear(markup::Point at, double wide) { boxes_.push_back({at, wide}); }

    /// A place on the way between two points, near the wanted share of it; where there is no room,
    /// there all the same.
    markup::Point free_place(markup::Point from, markup::Point to, double wanted, double wide) {
        markup::Point at = markup::between(from, to, wanted);
        for (int attempt = 0; attempt < 20; ++attempt) {
            const int ring = (attempt + 1) / 2;
            const double shift = 0.05 * ring;
            const double share = attempt % 2 == 0 ? wanted - shift : wanted + shift;
            if (share < 0.12 || share > 0.88 || taken(markup::between(from, to, share), wide))
                continue;
            at = markup::between(from, to, share);
            break;
        }
        boxes_.push_back({at, wide});
        return at;
    }

  private:
    struct Box {
        markup::Point at;
        double wide;
    };

    bool taken(markup::Point at, double wide) const {
        return std::ranges::any_of(boxes_, [&](const Box& box) {
            return std::abs(box.at.x - at.x) < (box.wide + wide) / 2 &&
                   std::abs(box.at.y - at.y) < 19;
        });
    }

    std::vector<Box> boxes_;
};

}  // namespace snapcheck::svg
