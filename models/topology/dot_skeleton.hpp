// A DOT file reduced to what makes a topology, and written so that boost::read_graphviz gets it
// right. Boost's parser alone would not do (1.74; some of it is mended since 1.86):
// - it knows `subgraph {a b}`, and stops at the same group without the keyword: a -> {b c};
// - it takes in `subgraph {a -> b} -> c`, but forgets that a and b are in the group;
// - it recurses without bound, and default attributes or groups can multiply a small file into
//   gigabytes. Every attribute is copied to every edge, and we need none of them.
#pragma once

#include <string>
#include <string_view>

namespace snapcheck {

struct DotSkeleton {
    std::string text;  // what stood in line n of the file stands in line n
    bool directed;
};

/// Throws InputError with file and line.
DotSkeleton dot_skeleton(std::string_view text, std::string_view where);

}  // namespace snapcheck
