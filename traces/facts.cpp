#include "traces/facts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace snapcheck {

namespace {

const Fact* same_subject(const std::vector<Fact>& facts, const Fact& wanted) {
    const auto found = std::ranges::find(facts, wanted.subject, &Fact::subject);
    return found == facts.end() ? nullptr : &*found;
}

}  // namespace

std::string changes(const std::vector<Fact>& before, const std::vector<Fact>& after) {
    std::string text;
    for (const Fact& fact : after) {
        const Fact* old = same_subject(before, fact);
        if (old != nullptr && *old == fact) continue;
        text += old == nullptr
                    ? fmt::format("         {}: {}\n", fact.subject, fact.value)
                    : fmt::format("         {}: {} -> {}\n", fact.subject, old->value, fact.value);
    }
    return text;
}

std::string everything(const std::vector<Fact>& facts) {
    std::string text;
    for (const Fact& fact : facts)
        text += fmt::format("         {}: {}\n", fact.subject, fact.value);
    return text;
}

}  // namespace snapcheck
