#include "models/replay.hpp"

#include <algorithm>

#include "models/replay_words.hpp"

namespace snapcheck {

namespace {

using State = std::vector<std::uint64_t>;

/// A step that could be taken next, and where it leads.
struct Way {
    Step step;
    State after;
    std::string words;
    std::vector<Fact> facts;
};

class Walk {
  public:
    Walk(Subject& subject, const Network& network, const Run& told)
        : subject_(subject),
          model_(subject.generator()),
          network_(network),
          told_(told),
          snapshot_(told.snapshot == 0 ? 0 : told.snapshot - 1) {}

    Replay walk() {
        start();
        while (replay_.faithful() && steps_.size() < told_.events.size()) go_on();
        replay_.run = tell_with_verdicts(subject_, states_, steps_, snapshot_);
        if (replay_.faithful()) replay_.objection = difference(replay_.run, told_);
        return replay_;
    }

  private:
    void start() {
        model_.for_each_initial(
            [&](View words) { states_.assign(1, State(words, words + model_.words())); });
        const auto facts = subject_.tell({states_[0].data()}, {}, snapshot_).facts[0];
        if (facts != told_.facts[0])
            object("the initial state is another one: " + difference(facts, told_.facts[0]));
    }

    void go_on() {
        const std::vector<Way> all = ways();
        const std::string wanted = words_of(told_.events[steps_.size()]);
        const std::vector<Fact>& facts = told_.facts[steps_.size() + 1];
        const auto same = std::ranges::find_if(
            all, [&](const Way& way) { return way.words == wanted && way.facts == facts; });
        if (same != all.end()) {
            steps_.push_back(same->step);
            states_.push_back(same->after);
            return;
        }
        const auto named = std::ranges::find(all, wanted, &Way::words);
        const std::string step = "step " + std::to_string(steps_.size() + 1) + ", " + wanted;
        if (named != all.end())
            return object(step + ", changes something else: " + difference(named->facts, facts));
        object(step + ", is not enabled");
        for (const Way& way : all)
            if (std::ranges::count(replay_.enabled, way.words) == 0)
                replay_.enabled.push_back(way.words);
    }

    // Steps that differ in the order of what is alike are told in the same words.
    std::vector<Way> ways() const {
        std::vector<Way> all;
        const View here = states_.back().data();
        model_.for_each_step(here, [&](Step step) {
            State after = model_.after(states_.back(), step);
            const Run one = subject_.tell({here, after.data()}, {step}, snapshot_);
            all.push_back({step, std::move(after), words_of(one.events[0]), one.facts[1]});
        });
        return all;
    }

    void object(std::string why) { replay_.objection = std::move(why); }
    std::string words_of(const Event& event) const { return to_string(event, network_); }

    Subject& subject_;
    Generator& model_;
    const Network& network_;
    const Run& told_;
    unsigned snapshot_;  // that it is told of
    std::vector<State> states_;
    std::vector<Step> steps_;
    Replay replay_;
};

}  // namespace

Replay replay(Subject& subject, const Network& network, const Run& told) {
    return Walk(subject, network, told).walk();
}

}  // namespace snapcheck
