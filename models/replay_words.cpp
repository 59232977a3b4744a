#include "models/replay_words.hpp"

#include <algorithm>

namespace snapcheck {

std::string difference(const std::vector<Fact>& facts, const std::vector<Fact>& told) {
    for (const Fact& fact : facts) {
        const auto same = std::ranges::find(told, fact.subject, &Fact::subject);
        if (same == told.end())
            return fact.subject + ": " + fact.value + ", of which nothing is told";
        if (*same != fact) return fact.subject + ": " + fact.value + ", not " + same->value;
    }
    return "it is told otherwise";
}

std::string difference(const Run& run, const Run& told) {
    const bool as_told[] = {run.events == told.events,         run.cut == told.cut,
                            run.complete == told.complete,     run.waiting == told.waiting,
                            run.in_transit == told.in_transit, run.channels == told.channels,
                            run.observed == told.observed};
    constexpr std::string_view what[] = {
        "what steps send and record",         "the cut",
        "whether the snapshot is complete",   "what processes wait for",
        "what is in transit at the end",      "what channels hold",
        "which properties are violated where"};
    for (std::size_t i = 0; i < std::size(what); ++i)
        if (!as_told[i])
            return "the steps can be taken, but another thing is not as told: " +
                   std::string(what[i]);
    return {};
}

}  // namespace snapcheck
