// What an algorithm remembers at one process, taken out of a packed state and put back.
#pragma once

#include "models/codec.hpp"

namespace snapcheck {

/// `field`: of the first member; those of the others follow, in the order of declaration.
template <class Algorithm>
Algorithm load_part(const std::uint64_t* state, const Field* field, const Extent& extent) {
    Algorithm algorithm{};
    for_each_member(algorithm, [&]<class Member>(Member& member) {
        Codec<Member>::decode(member, (field++)->get(state), extent);
    });
    return algorithm;
}

template <class Algorithm>
void store_part(std::uint64_t* state, const Field* field, const Extent& extent,
                const Algorithm& algorithm) {
    for_each_member(algorithm, [&]<class Member>(const Member& member) {
        (field++)->set(state, Codec<Member>::encode(member, extent));
    });
}

}  // namespace snapcheck
