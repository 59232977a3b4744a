#include "models/check.hpp"

#include <algorithm>

#include "checker/checkpoints.hpp"
#include "checker/path_finder.hpp"
#include "checker/search.hpp"

namespace snapcheck {

namespace {

Finding::Verdict verdict_on(const Report& report, unsigned property) {
    if (report.observed[property].states != 0) return Finding::Verdict::violated;
    if (!report.complete()) return Finding::Verdict::unknown;
    // Where runs may go on for ever, that none of them gets stuck does not mean that all of them
    // end.
    const bool judged_at_the_end = catalogue()[property].judged == Judged::at_the_end;
    if (judged_at_the_end && !report.acyclic) return Finding::Verdict::unknown;
    const bool judged_when_complete = catalogue()[property].judged == Judged::when_complete;
    const bool never_complete = report.observed[complete_bit].states == 0;
    return judged_when_complete && never_complete ? Finding::Verdict::vacuous
                                                  : Finding::Verdict::holds;
}

bool violated(const Finding& finding) {
    return finding.verdict == Finding::Verdict::violated;
}

// What a search that ended so says about each property that was asked for.
CheckResult result_of(Report report, std::uint64_t snapshots, const CheckOptions& options) {
    CheckResult result;
    result.snapshots = snapshots;
    result.stuck = report.observed[property_bit("terminates")].states;
    for (unsigned bit = 0; bit < catalogue().size(); ++bit) {
        if ((options.properties >> bit & 1) == 0) continue;
        const Sighting& sighting = report.observed[bit];
        result.findings.push_back(
            {bit, verdict_on(report, bit), sighting.states, sighting.depth, {}});
    }
    result.report = std::move(report);
    return result;
}

void tell(Subject& subject, const Path& path, Finding& finding) {
    const auto states = replay(subject.generator(), path);
    finding.run = tell_with_verdicts(subject, states, path.steps,
                                     subject.culprit(states.back().data(), finding.property));
    for (const auto& state : states)
        finding.evidence.states.push_back(subject.portrait(state.data()));
    for (std::size_t i = 0; i < path.steps.size(); ++i)
        finding.evidence.steps.push_back(subject.step_portrait(states[i].data(), path.steps[i]));
}

// The counterexamples of violated properties; none if the second search runs into a limit.
void find_runs(Subject& subject, const CheckOptions& options, std::span<Finding> findings) {
    unsigned depth = 0;
    for (const Finding& finding : findings)
        if (violated(finding)) depth = std::max(depth, finding.steps);
    if (std::ranges::none_of(findings, violated)) return;
    try {
        const auto finder =
            explore_for_paths(subject.generator(), depth, search_options_of(options));
        for (Finding& finding : findings)
            if (violated(finding)) {
                finding.steps = finder->first_depth(finding.property);
                tell(subject, finder->find(Observations{1} << finding.property, finding.steps),
                     finding);
            }
    } catch (const SearchStopped&) {
        return;
    } catch (const std::bad_alloc&) {
        return;
    }
}

// A reduced search may come upon a violation late, so for each property the shortest way is looked
// for among all steps.
void find_shortest_runs(Subject& subject, CheckOptions options, std::span<Finding> findings) {
    options.go_on = false;
    for (Finding& finding : findings) {
        options.properties = Observations{1} << finding.property;
        find_runs(subject, options, {&finding, 1});
        finding.shortest = !violated(finding) || finding.run;
        if (!options.with_runs) finding.run.reset();
    }
}

/// What spares a search steps and states, as far as it was asked for.
struct Reductions {
    Reduction steps;
    SymmetryFound states;
    SleepSetsFound sleep;

    /// Whether the search meets every state itself.
    bool keep_states() const { return steps.reducer == nullptr && states.symmetry == nullptr; }
    bool any() const { return !keep_states() || sleep.sets; }
};

Reductions reductions_of(Subject& subject, const CheckOptions& options, Kept kept) {
    Reductions found;
    if (options.reduce) found.steps = subject.reduction();
    if (options.sleep) found.sleep = subject.sleep_sets();
    if (options.symmetry && kept != Kept::everything)
        found.states = subject.symmetry(kept, options.workers);
    if (options.symmetry && kept != Kept::topology && !found.states.symmetry)
        found.states.obstacle = "processes that could change places are not treated alike";
    // Of steps that are left out, the search sees nothing.
    if (found.states.symmetry && found.steps.reducer)
        found.steps.for_each_case([&](View state) { found.states.symmetry->examine(state, 0); });
    return found;
}

std::string obstacle_to(const Reductions& reductions, const CheckOptions& options) {
    const std::string& steps = reductions.steps.obstacle;
    const std::string& states = reductions.states.obstacle;
    if (!options.reduce || !options.symmetry) return steps + states + reductions.sleep.obstacle;
    std::string both = steps.empty() ? "" : "no steps are left out: " + steps;
    if (!states.empty()) both += (both.empty() ? "" : "; ") + ("no symmetry: " + states);
    return both;
}

CheckResult search(Subject& subject, const CheckOptions& options, const Reductions& reductions) {
    StateSymmetry* const symmetry = reductions.states.symmetry.get();
    SearchOptions search = search_options_of(options);
    search.reducer = reductions.steps.reducer.get();
    search.symmetry = symmetry;
    search.sleep = reductions.sleep.sets ? &*reductions.sleep.sets : nullptr;
    search.checkpoints = options.checkpoints;
    Report report = explore(subject.generator(), search);
    if (symmetry == nullptr) {
        const std::uint64_t snapshots = subject.count_snapshots(report.depth);
        return result_of(std::move(report), snapshots, options);
    }
    const CutsAlike alike = subject.count_snapshots(report.depth, *symmetry);
    CheckResult result = result_of(std::move(report), alike.cuts, options);
    result.folded = {symmetry->size(), alike.classes};
    return result;
}

/// Makes no two states alike, and looks in every state whether some could have been. (As a symmetry
/// and not as a reducer, so that interleavings are counted.)
class Onlooker final : public Symmetry {
  public:
    explicit Onlooker(const StateSymmetry& symmetry) : symmetry_(symmetry) {}
    void represent(std::uint64_t*) const override {}
    std::uint64_t alike(View) const override { return 1; }
    void examine(View state, unsigned) override {
        try {
            symmetry_.examine_all(state);
        } catch (const NotAlike&) {
            throw ReductionFault("processes were taken to be alike and are not");
        }
    }

  private:
    const StateSymmetry& symmetry_;
};

CheckResult search_everything(Subject& subject, const CheckOptions& options,
                              const Reductions& reductions) {
    std::optional<Onlooker> onlooker;
    if (reductions.states.symmetry) onlooker.emplace(*reductions.states.symmetry);
    SearchOptions search = search_options_of(options);
    search.reducer = reductions.steps.witness.get();
    search.symmetry = onlooker ? &*onlooker : nullptr;
    Report report = explore(subject.generator(), search);
    const std::uint64_t snapshots = subject.count_snapshots(report.depth);
    return result_of(std::move(report), snapshots, options);
}

// What a full search has to come to. Where no step was left out, that is every figure.
bool agree(const CheckResult& all, const CheckResult& reduced) {
    if (all.snapshots != reduced.snapshots || all.stuck != reduced.stuck ||
        all.report.terminal != reduced.report.terminal)
        return false;
    if (reduced.reduced) return true;
    for (std::size_t i = 0; i < all.findings.size(); ++i)
        if (all.findings[i].violations != reduced.findings[i].violations) return false;
    if (reduced.slept)
        return all.report.states == reduced.report.states &&
               all.report.depth == reduced.report.depth;
    return all.report.states == reduced.report.unfolded->states &&
           all.report.transitions == reduced.report.unfolded->transitions &&
           all.report.depth == reduced.report.depth && all.report.runs == reduced.report.runs;
}

// Without the reduction nothing else may come out. What the judges have seen in the reduced search
// they still know, so there are no more snapshots either. Where a limit ends the full search, its
// result takes the place of one that holds: a comparison that was not made must not pass for one
// that was.
void compare_with_everything(Subject& subject, CheckOptions options, const Reductions& reductions,
                             CheckResult& reduced) {
    if (!reduced.report.complete()) return;
    options.go_on = true;
    CheckResult all = search_everything(subject, options, reductions);
    const bool finished = all.report.complete();
    bool agreed = !finished || agree(all, reduced);
    for (std::size_t i = 0; i < all.findings.size(); ++i)
        agreed &= all.findings[i].verdict == reduced.findings[i].verdict ||
                  (!finished && !violated(all.findings[i]));
    if (!agreed) throw ReductionFault("the reduced search and the full one do not agree");
    if (finished || std::ranges::any_of(reduced.findings, violated)) return;
    all.reduced = reduced.reduced;
    all.slept = reduced.slept;
    all.folded = reduced.folded;
    reduced = std::move(all);
}

// All states, where that is what there is to show and they can be kept.
std::optional<StateTable> evidence(Subject& subject, const CheckOptions& options,
                                   const CheckResult& result) {
    if (!options.with_evidence || verdict_on_all(result) != Finding::Verdict::holds)
        return std::nullopt;
    try {
        StateTable table;
        for_each_state(subject.generator(), search_options_of(options),
                       [&](View state) { table.add(subject.portrait(state)); });
        table.sort();
        return table;
    } catch (const SearchStopped&) {
        return std::nullopt;
    } catch (const std::bad_alloc&) {
        return std::nullopt;
    }
}

// For a reader of checkpoints, which has to lay states out alike, and keep the same ones.
std::vector<std::uint64_t> words_of(const Assumptions& assumed, Kept kept) {
    return {assumed.count_bits,
            assumed.controls,
            assumed.repeats,
            assumed.only_inputs,
            assumed.floods,
            assumed.records_once,
            static_cast<std::uint64_t>(kept)};
}

constexpr std::size_t layout_words = 7;

Assumptions assumptions_from(const std::vector<std::uint64_t>& words) {
    if (words.size() != layout_words) throw InputError("a checkpoint has another layout of states");
    const auto number = [&](std::size_t i) { return static_cast<unsigned>(words[i]); };
    return {number(0), number(1), number(2), words[3] != 0, words[4] != 0, words[5] != 0};
}

// What is spilled are cells.
void require_cells(Subject& subject, const CheckOptions& options) {
    if (options.spill_folder.empty()) return;
    if (options.reduce || options.symmetry || subject.generator().kinds() == 0)
        throw InputError(
            "--spill is for instances that are swept in layers: with one initiator, an algorithm "
            "that floods and does not act on its own, and all states kept");
}

CheckResult check_subject(Subject& subject, const CheckOptions& options, Kept kept) {
    require_cells(subject, options);
    const Reductions reductions = reductions_of(subject, options, kept);
    CheckResult result = search(subject, options, reductions);
    result.reduced = reductions.steps.reducer != nullptr;
    result.slept = reductions.sleep.sets.has_value();
    result.obstacle = obstacle_to(reductions, options);
    if (options.self_check && reductions.any())
        compare_with_everything(subject, options, reductions, result);
    if (!reductions.keep_states())
        find_shortest_runs(subject, options, result.findings);
    else if (options.with_runs)
        find_runs(subject, options, result.findings);
    if (!reductions.any()) result.all_states = evidence(subject, options, result);
    return result;
}

// A checkpoint has states as they were laid out in the end.
Assumptions first_guess(const Instance& instance, const Checkpoints* checkpoints) {
    if (checkpoints != nullptr && checkpoints->saved_layout())
        return assumptions_from(*checkpoints->saved_layout());
    Assumptions assumed;
    assumed.controls = instance.snapshots;
    return assumed;
}

// What a checkpoint's search had found to rest on no symmetry is not tried again.
Kept first_kept(const Checkpoints* checkpoints) {
    if (checkpoints == nullptr || !checkpoints->saved_layout()) return Kept::topology;
    const std::vector<std::uint64_t>& words = *checkpoints->saved_layout();
    for (const Kept kept : {Kept::topology, Kept::surroundings})
        if (words.empty() || words.back() == static_cast<std::uint64_t>(kept)) return kept;
    return Kept::everything;
}

void explore_from(Assumptions assumed, const AlgorithmEntry& algorithm, const Instance& instance,
                  const CheckOptions& options, Kept kept,
                  const std::function<void(Subject&)>& job) {
    if (const auto reason = algorithm.inapplicable(instance)) throw InputError(*reason);
    for (;;) {
        try {
            if (options.checkpoints != nullptr)
                options.checkpoints->lay_out(words_of(assumed, kept));
            const auto subject = algorithm.make(instance, assumed, options.workers);
            const unsigned words = subject->generator().words();
            if (words > max_words) throw too_many_words(words);
            return job(*subject);
        } catch (const AssumptionFailed& failed) {
            assumed = relax(assumed, failed.which);
        }
    }
}

}  // namespace

Finding::Verdict verdict_on_all(const CheckResult& result) {
    using enum Finding::Verdict;
    const auto any = [&](Finding::Verdict verdict) {
        return std::ranges::find(result.findings, verdict, &Finding::verdict) !=
               result.findings.end();
    };
    if (any(violated)) return violated;
    if (!result.report.complete() || any(unknown)) return unknown;
    return any(holds) ? holds : vacuous;
}

SearchOptions search_options_of(const CheckOptions& options) {
    SearchOptions search;
    search.workers = options.workers;
    search.limits = options.limits;
    search.on_progress = options.on_progress;
    search.spill_folder = options.spill_folder;
    if (!options.go_on) search.stop_at = options.properties;
    return search;
}

std::optional<std::string> AlgorithmEntry::inapplicable(const Instance& instance) const {
    for (unsigned s = 0; s < instance.snapshots; ++s)
        for (const Need need : needs)
            if (const auto lack = missing(need, instance.with_only(s)))
                return std::string(name) + " needs " + *lack;
    return std::nullopt;
}

CheckResult AlgorithmEntry::check(const Instance& instance, const CheckOptions& asked) const {
    CheckOptions options = asked;
    const Observations own = Observations{1} << property_bit("keeps-invariants");
    if (!claims && options.properties == own)
        throw InputError(std::string(name) + " claims no invariants of its own");
    if (!claims) options.properties &= ~own;
    CheckResult result;
    const auto check_once = [&](Kept kept) {
        explore_from(first_guess(instance, options.checkpoints), *this, instance, options, kept,
                     [&](Subject& subject) { result = check_subject(subject, options, kept); });
    };
    // What a search has found that turns out to rest on no symmetry is forgotten.
    const Kept first = first_kept(options.checkpoints);
    for (const Kept kept : {Kept::topology, Kept::surroundings}) try {
            if (kept < first) continue;
            check_once(kept);
            return result;
        } catch (const NotAlike&) {
        }
    check_once(Kept::everything);
    return result;
}

void AlgorithmEntry::explore_with(const Instance& instance, unsigned workers,
                                  const std::function<void(Subject&)>& job) const {
    CheckOptions options;
    options.workers = workers;
    explore_from(first_guess(instance, nullptr), *this, instance, options, Kept::everything, job);
}

Replay AlgorithmEntry::replay(const Instance& instance, const Run& run) const {
    Replay replayed;
    explore_with(instance, 1, [&](Subject& subject) {
        replayed = snapcheck::replay(subject, instance.network, run);
    });
    return replayed;
}

}  // namespace snapcheck
