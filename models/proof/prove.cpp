#include "models/proof/prove.hpp"

#include <algorithm>
#include <map>

#include "checker/path_finder.hpp"
#include "checker/search.hpp"
#include "checker/watched.hpp"

namespace snapcheck {

namespace {

/// Numbers the distinct cuts of complete states.
class CutNumbers {
  public:
    explicit CutNumbers(const Subject& subject) : subject_(subject) {}

    std::optional<std::size_t> operator()(View state) {
        if (!subject_.complete(state)) return std::nullopt;
        std::vector<std::uint64_t> words;
        for (const ChannelCut& cut : subject_.cut(state)) {
            words.insert(words.end(), {cut.sent.bits, cut.received.bits, cut.recorded.size()});
            words.insert(words.end(), cut.recorded.begin(), cut.recorded.end());
        }
        return numbers_.try_emplace(std::move(words), numbers_.size()).first->second;
    }

  private:
    const Subject& subject_;
    std::map<std::vector<std::uint64_t>, std::size_t> numbers_;
};

/// Notices a prerecording event behind a postrecording one: S* is then no state on the way. For S*
/// occurs when all prerecording events have happened, and no other.
class Overtaking final : public Watcher {
  public:
    explicit Overtaking(const Subject& subject) : subject_(subject) {}

    std::uint64_t remember(std::uint64_t memory, View before, Step step,
                           View after) const override {
        const Side side = subject_.side(before, step, after);
        if (side == Side::postrecording) return memory | behind_the_cut;
        const bool overtaken = side == Side::prerecording && (memory & behind_the_cut) != 0;
        return overtaken ? memory | overtaken_since : memory;
    }
    Observations observe(std::uint64_t memory, Observations seen, bool terminal) const override {
        const bool complete = (seen >> complete_bit & 1) != 0;
        return terminal && complete && (memory & overtaken_since) != 0 ? 1 : 0;
    }

  private:
    static constexpr std::uint64_t behind_the_cut = 1, overtaken_since = 2;

    const Subject& subject_;
};

class Prover {
  public:
    Prover(Subject& subject, Transport transport, const ProveOptions& options)
        : subject_(subject), transport_(transport), options_(options) {}

    Proofs prove() && {
        SearchOptions search = search_options_of(options_.search);
        search.stop_at = 0;
        proofs_.report = explore(subject_.generator(), search);
        if (options_.every_run)
            go_through_runs();
        else
            go_through_snapshots();
        const unsigned number = options_.number.value_or(0);
        if (number > proofs_.judged && proofs_.judged_all)
            throw InputError("--show " + std::to_string(number) + ": there are " +
                             std::to_string(proofs_.judged) +
                             (options_.every_run ? " runs" : " snapshots"));
        const std::optional<Judged>& chosen = options_.number || !failing_ ? asked_ : failing_;
        if (chosen) proofs_.shown = tell(chosen->path, chosen->number);
        if (options_.never_occurred) seek_unreached();
        return std::move(proofs_);
    }

  private:
    /// A run, by its steps and its place in the order.
    struct Judged {
        Path path;
        std::uint64_t number;
    };

    Generator& model() { return subject_.generator(); }

    // --- one run for each snapshot

    void go_through_snapshots() {
        const Ending ending = proofs_.report.ending;
        if (ending != Ending::exhausted && ending != Ending::depth_limit) return;
        try {
            const auto finder = explore_for_paths(model(), proofs_.report.depth,
                                                  search_options_of(options_.search));
            for (const Path& path : finder->find_each(CutNumbers(subject_))) judge(path);
            proofs_.judged_all = ending == Ending::exhausted;
        } catch (const SearchStopped& stopped) {
            proofs_.report.ending = stopped.ending;
        }
    }

    void judge(const Path& path) {
        const auto states = replay(model(), path);
        judge(path, events_of(states, path.steps), states.back());
    }

    std::vector<Event> events_of(const std::vector<std::vector<std::uint64_t>>& states,
                                 const std::vector<Step>& steps) const {
        std::vector<Event> events;
        events.reserve(steps.size());
        for (std::size_t i = 0; i < steps.size(); ++i)
            events.push_back(subject_.event(states[i].data(), steps[i], states[i + 1].data()));
        return events;
    }

    // --- every run

    void go_through_runs() {
        const Report& report = proofs_.report;
        if (!report.complete()) return;
        if (!report.acyclic)
            throw InputError("--every-run: the graph of states has a cycle, so runs have no end");
        if (report.runs.size() > 1 || report.runs.front() > most_runs)
            throw InputError("--every-run: more than " + std::to_string(most_runs) +
                             " runs; without it, one for each distinct snapshot is judged");
        model().for_each_initial([&](View start) {
            walked_.start.assign(start, start + model().words());
            walk();
        });
        proofs_.judged_all = !stopped_;
    }

    /// A state of the run at hand, and which of its steps have been taken from there.
    struct Fork {
        std::vector<std::uint64_t> state;
        std::vector<Step> steps;
        std::size_t taken = 0;
    };

    Fork fork_at(std::vector<std::uint64_t> state) {
        Fork fork{std::move(state), {}};
        model().list_steps(fork.state.data(), fork.steps);
        return fork;
    }

    // Depth first, so that no more than the run at hand is kept.
    void walk() {
        std::vector<Fork> forks{fork_at(walked_.start)};
        while (!forks.empty() && !stopped_) {
            Fork& fork = forks.back();
            if (fork.steps.empty()) end_of_run(fork.state);
            if (fork.taken < fork.steps.size()) {
                forks.push_back(fork_at(go(fork.state, fork.steps[fork.taken++])));
                continue;
            }
            forks.pop_back();
            if (!forks.empty()) go_back();
        }
    }

    std::vector<std::uint64_t> go(const std::vector<std::uint64_t>& state, Step step) {
        std::vector<std::uint64_t> after = state;
        model().take(after.data(), step);
        events_.push_back(subject_.event(state.data(), step, after.data()));
        walked_.steps.push_back(step);
        return after;
    }

    void go_back() {
        events_.pop_back();
        walked_.steps.pop_back();
    }

    void end_of_run(const std::vector<std::uint64_t>& state) {
        if (subject_.complete(state.data()))
            judge(walked_, events_, state);
        else
            ++proofs_.incomplete;
        const Limits& limits = options_.search.limits;
        if (limits.interrupt != nullptr && limits.interrupt->load())
            stop(Ending::interrupted);
        else if (std::chrono::steady_clock::now() > limits.deadline)
            stop(Ending::time_limit);
    }

    void stop(Ending ending) {
        stopped_ = true;
        proofs_.report.ending = ending;
    }

    // --- a run

    void judge(const Path& path, const std::vector<Event>& events,
               const std::vector<std::uint64_t>& last) {
        const Demonstration proof = demonstrate(events, subject_.cut(last.data()), transport_);
        ++proofs_.judged;
        proofs_.failed += proof.failure ? 1U : 0U;
        proofs_.never_occurred += proof.occurred ? 0U : 1U;
        proofs_.swaps += proof.swaps.size();
        proofs_.most_swaps = std::max<std::uint64_t>(proofs_.most_swaps, proof.swaps.size());
        choose(path, proof);
    }

    void choose(const Path& path, const Demonstration& proof) {
        const std::pair rank(proof.swaps.size(), path.steps.size());
        const bool best = !asked_ || rank > rank_;
        if (options_.number ? proofs_.judged == *options_.number : best) {
            asked_ = {path, proofs_.judged};
            rank_ = rank;
        }
        const bool shorter = !failing_ || path.steps.size() < failing_->path.steps.size();
        if (!proof.failure || !shorter) return;
        failing_ = {path, proofs_.judged};
        proofs_.fewest_steps = static_cast<unsigned>(path.steps.size());
    }

    Proof tell(const Path& path, std::uint64_t number) {
        const auto states = replay(model(), path);
        std::vector<View> views;
        views.reserve(states.size());
        for (const auto& state : states) views.push_back(state.data());
        Proof proof{number, subject_.tell(views, path.steps, 0), {}};
        proof.demonstration =
            demonstrate(proof.run.events, subject_.cut(states.back().data()), transport_);
        return proof;
    }

    // --- a run in which S* never occurs

    void seek_unreached() {
        const Overtaking overtaking(subject_);
        Watched watched(model(), overtaking);
        if (watched.words() > max_words) throw too_many_words(watched.words());
        SearchOptions search = search_options_of(options_.search);
        search.stop_at = 1;
        search.count_runs = false;
        const Report report = explore(watched, search);
        proofs_.sought_everywhere = report.complete() && report.observed[0].states == 0;
        if (report.observed[0].states == 0) return;
        try {
            const auto finder = explore_for_paths(watched, report.observed[0].depth, search);
            Path path = finder->find(1, finder->first_depth(0));
            path.start.pop_back();
            Proof proof = tell(path, 0);
            // Where a process records once more, what was behind the cut may be before it again.
            if (!proof.demonstration.occurred) proofs_.unreached = std::move(proof);
        } catch (const SearchStopped&) {
            return;
        }
    }

    Subject& subject_;
    Transport transport_;
    const ProveOptions& options_;
    Proofs proofs_;
    std::optional<Judged> asked_, failing_;
    std::pair<std::size_t, std::size_t> rank_;  // of the one asked for: swaps, steps
    Path walked_;                               // so far, and its events
    std::vector<Event> events_;
    bool stopped_ = false;
};

}  // namespace

Proofs prove(const AlgorithmEntry& algorithm, const Instance& instance,
             const ProveOptions& options) {
    const auto transport = transport_of(instance.channels);
    if (!transport) throw InputError(why_not_proved_on(instance.channels));
    Proofs proofs;
    algorithm.explore_with(instance, options.search.workers, [&](Subject& subject) {
        proofs = Prover(subject, *transport, options).prove();
    });
    return proofs;
}

}  // namespace snapcheck
