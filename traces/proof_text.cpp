#include <fmt/format.h>

#include "traces/proof.hpp"

namespace snapcheck {

namespace {

std::string_view short_name(Side side) {
    switch (side) {
        case Side::prerecording:
            return "pre";
        case Side::postrecording:
            return "post";
        default:
            return "";
    }
}

class ProofText {
  public:
    ProofText(const Proof& proof, const Network& network)
        : proof_(proof), shown_(proof.demonstration), network_(network) {}

    std::string text() const {
        std::string text = "  the run\n";
        for (unsigned step = 1; step <= proof_.run.events.size(); ++step) text += line(step);
        text += exchanges();
        const bool forbidden =
            shown_.failure && std::holds_alternative<ForbiddenSwap>(*shown_.failure);
        if (!forbidden) text += permuted_run();
        return text + "  " + conclusion() + "\n";
    }

  private:
    std::string line(unsigned step) const {
        const Event& event = proof_.run.events[step - 1];
        const std::string records =
            event.records_state ? fmt::format("; {} records", network_.name(event.actor)) : "";
        return fmt::format("  {:4} {:4} {}{}\n", step, short_name(shown_.sides[step - 1]),
                           to_string(event, network_), records);
    }

    std::string exchanges() const {
        std::string text;
        for (const Swap& swap : shown_.swaps)
            text += fmt::format("       steps {} and {}: {}\n", swap.postrecording,
                                swap.prerecording, reason(swap, proof_.run, network_));
        return text.empty() ? "" : "  neighbours that change places\n" + text;
    }

    std::string permuted_run() const {
        std::string text = "  the application alone, prerecording events first\n";
        text += "            S_init: nothing is sent\n" + half(0, shown_.prerecording);
        if (shown_.between.empty()) return text;
        text += state("S*", shown_.between);
        if (shown_.failure) return text;
        return text + half(shown_.prerecording, shown_.order.size()) + state("S_end", shown_.end);
    }

    std::string half(std::size_t from, std::size_t to) const {
        std::string text;
        for (std::size_t i = from; i < to; ++i)
            text += fmt::format("  {:4} {:4} {}\n", shown_.order[i],
                                short_name(shown_.sides[shown_.order[i] - 1]),
                                to_string(proof_.run.events[shown_.order[i] - 1], network_));
        return text;
    }

    // Channels on which nothing is ever sent are left out.
    std::string state(std::string_view name, const ApplicationState& state) const {
        std::string text = fmt::format("            {}:", name);
        for (unsigned c = 0; c < state.size(); ++c)
            if (!shown_.end[c].sent.empty())
                text += fmt::format(
                    "\n              {} sent {{{}}}, received {{{}}}, in transit [{}]",
                    network_.channel_name(c), in_words(numbers_in(state[c].sent)),
                    in_words(numbers_in(state[c].received)), in_words(state[c].transit));
        return text + "\n";
    }

    std::string conclusion() const {
        if (shown_.failure) return "reachable is violated: " + failure_in_words(proof_, network_);
        if (!shown_.occurred) return "S* is what was recorded; in the run itself it never occurred";
        const std::string when =
            *shown_.occurred == 0 ? "at the start" : fmt::format("after step {}", *shown_.occurred);
        return fmt::format("S* is what was recorded; in the run itself it occurred {}", when);
    }

    const Proof& proof_;
    const Demonstration& shown_;
    const Network& network_;
};

}  // namespace

std::string to_text(const Proof& proof, const Network& network) {
    return ProofText(proof, network).text();
}

}  // namespace snapcheck
