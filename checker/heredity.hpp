// What of the traits of a state its successors have too. A kind of steps is enabled as before
// unless the bits that guard it have changed, and what is observed is the same unless the bits that
// are judged have.
#pragma once

#include <vector>

#include "checker/generator.hpp"

namespace snapcheck {

class Heredity {
  public:
    /// For states of so many words.
    Heredity(const Generator& model, unsigned words) : model_(model), judged_(model.judged()) {
        judged_.resize(words);
        knows_enabled_ = model.kinds() <= exact_kinds;
        for (unsigned kind = 0; knows_enabled_ && kind < model.kinds(); ++kind) {
            guards_.push_back(model.guard(kind));
            knows_enabled_ = !guards_.back().empty();
            guards_.back().resize(words);
        }
        for (unsigned kind = 0; knows_enabled_ && kind < model.kinds(); ++kind)
            knows_enabled_ = guards_depend_on(model.reach(kind));
        if (!knows_enabled_) guards_.clear();
    }

    /// Whether it can tell which kinds are enabled; if not, they have to be found out.
    bool knows_enabled() const { return knows_enabled_; }

    /// What a step does to the traits. If it is confined, this depends on what it reads and changes
    /// and on nothing else.
    TraitsChange change(View before, View after, unsigned words) const {
        Kinds touched = 0;
        for (unsigned kind = 0; kind < guards_.size(); ++kind)
            touched |= Kinds{differ(before, after, guards_[kind], words)} << kind;
        Kinds found = 0;
        if (touched != 0) model_.find_enabled({after, 1, words}, touched, &found);
        const Traits seen =
            differ(before, after, judged_, words) ? 0 : shows_nothing | shows_settled;
        const Traits enabled = knows_enabled_ ? steps_in(~traits_of(touched)) : 0;
        return {seen | enabled, traits_of(found)};
    }

  private:
    static bool differ(View before, View after, const std::vector<std::uint64_t>& bits,
                       unsigned words) {
        std::uint64_t changed = 0;
        for (unsigned i = 0; i < words; ++i) changed |= (before[i] ^ after[i]) & bits[i];
        return changed != 0;
    }

    // Whether each guard reads only bits that such a step reads or changes, or none of them.
    bool guards_depend_on(const std::vector<std::uint64_t>& reach) const {
        return std::ranges::all_of(guards_, [&](const std::vector<std::uint64_t>& guard) {
            bool meets = false, contained = true;
            for (std::size_t i = 0; i < reach.size(); ++i) {
                meets |= (guard[i] & reach[i]) != 0;
                contained &= (guard[i] & ~reach[i]) == 0;
            }
            return contained || !meets;
        });
    }

    const Generator& model_;
    bool knows_enabled_;
    std::vector<std::vector<std::uint64_t>> guards_;  // of each kind, by word
    std::vector<std::uint64_t> judged_;
};

}  // namespace snapcheck
