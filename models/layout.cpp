#include "models/layout.hpp"

#include <algorithm>

namespace snapcheck {

Field LayoutBuilder::add(unsigned bits) {
    constexpr unsigned word_bits = 64;
    if (bits > word_bits)
        throw InstanceTooLarge(
            "the instance is too large: one part of its state needs " + std::to_string(bits) +
            " bits, and at most 64 are supported (fewer messages or channels? or does "
            "the algorithm count or send without end?)");
    const auto room = [&](unsigned used) { return used + bits <= word_bits; };
    auto word = std::ranges::find_if(used_, room);
    if (word == used_.end()) word = used_.insert(used_.end(), 0);
    const Field field{static_cast<std::uint32_t>(word - used_.begin()), bits == 0 ? 0 : *word,
                      bits == word_bits ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1, bits};
    *word += bits;
    return field;
}

InstanceTooLarge too_many_words(unsigned words) {
    return InstanceTooLarge(
        "the instance is too large: a state needs " + std::to_string(words * 8) +
        " bytes, and at most 128 are supported (fewer processes, channels or messages?)");
}

Assumptions relax(Assumptions assumptions, Assumption failed) {
    switch (failed) {
        case Assumption::count_bits:
            ++assumptions.count_bits;
            break;
        case Assumption::controls:
            ++assumptions.controls;
            break;
        case Assumption::repeats:
            ++assumptions.repeats;
            break;
        case Assumption::only_inputs:
            assumptions.only_inputs = false;
            break;
        case Assumption::floods:
            assumptions.floods = false;
            break;
        case Assumption::records_once:
            assumptions.records_once = false;
            break;
    }
    return assumptions;
}

}  // namespace snapcheck
