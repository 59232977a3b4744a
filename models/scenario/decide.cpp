#include "models/scenario/decide.hpp"

#include <algorithm>
#include <functional>

#include "checker/path_finder.hpp"
#include "checker/search.hpp"
#include "models/scenario/scenario_model.hpp"

namespace snapcheck {

namespace {

/// Sees the end, and nothing else.
class EndJudge {
  public:
    explicit EndJudge(const ScenarioRules& rules) : rules_(&rules) {}

    Observations operator()(View state, bool, unsigned) const {
        return rules_->finished(state) ? Observations{1} << finished_bit : 0;
    }

  private:
    const ScenarioRules* rules_;
};

// A run without the step at `left_out`, if that is one that ends well.
bool runs_without(const ScenarioRules& rules, std::vector<std::uint64_t> state,
                  const std::vector<Step>& steps, std::size_t left_out) {
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (i == left_out) continue;
        if (!rules.enabled(state.data(), steps[i])) return false;
        rules.take(state.data(), steps[i]);
    }
    return rules.finished(state.data());
}

// Messages that arrive when all is recorded are there so that somebody can send them on. They are
// delivered as early as can be; what turns out not to have been needed is left out again.
void leave_out_spare(const ScenarioRules& rules, const std::vector<std::uint64_t>& start,
                     std::vector<Step>& steps) {
    std::vector<bool> spare;
    std::vector<std::uint64_t> state = start;
    for (const Step step : steps) {
        spare.push_back(step != ScenarioRules::next_line &&
                        !rules.matters(state.data(), ScenarioRules::channel_of(step)));
        rules.take(state.data(), step);
    }
    for (std::size_t i = steps.size(); i-- > 0;)
        if (spare[i] && runs_without(rules, start, steps, i))
            steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(i));
}

std::vector<std::string> tell_all(const ScenarioRules& rules, std::vector<std::uint64_t> state,
                                  const std::vector<Step>& steps) {
    std::vector<std::string> told;
    for (const Step step : steps) {
        told.push_back(tell(rules, state.data(), step));
        rules.take(state.data(), step);
    }
    return told;
}

std::vector<std::string> find_witness(const ScenarioRules& rules, Generator& model, unsigned depth,
                                      const SearchOptions& options) {
    try {
        Path path =
            explore_for_paths(model, depth, options)->find(Observations{1} << finished_bit, depth);
        leave_out_spare(rules, path.start, path.steps);
        return tell_all(rules, path.start, path.steps);
    } catch (const SearchStopped&) {
        return {};
    }
}

Answer search(const ScenarioRules& rules, SearchOptions options) {
    const ScenarioModel<EndJudge> model(rules);
    if (model.words() > max_words) throw too_many_words(model.words());
    ModelGenerator generator(model, options.workers);
    options.stop_at = Observations{1} << finished_bit;
    options.count_runs = false;
    Answer answer;
    answer.report = explore(generator, options);
    const Sighting& end = answer.report.observed[finished_bit];
    if (end.states != 0) {
        answer.verdict = Answer::Verdict::possible;
        answer.witness = find_witness(rules, generator, end.depth, options);
    } else if (answer.report.complete()) {
        answer.verdict = Answer::Verdict::impossible;
    }
    return answer;
}

// Where snapshots can come out, a run that hardly ever waits mostly shows it (after W. D. Harvey,
// M. L. Ginsberg: Limited discrepancy search. IJCAI 1995). Only the whole search can deny it.
constexpr unsigned most_detours = 5;
constexpr std::uint64_t states_for_detours = 200'000;

}  // namespace

Answer decide(const Timeline& timeline, const std::vector<Claims>& claims,
              const SearchOptions& options) {
    std::vector<Places> places;
    for (unsigned s = 0; s < timeline.asked(); ++s) {
        places.emplace_back(timeline, s, claims[s]);
        if (places.back().none()) return {Answer::Verdict::impossible, {}, {}, {}};
    }
    for (unsigned detours = 0; detours <= most_detours; ++detours) {
        SearchOptions bounded = options;
        bounded.limits.max_states = std::min(options.limits.max_states, states_for_detours);
        Answer answer = search(ScenarioRules(timeline, &places, detours), bounded);
        if (answer.verdict == Answer::Verdict::possible) return answer;
    }
    return search(ScenarioRules(timeline, &places), options);
}

}  // namespace snapcheck
