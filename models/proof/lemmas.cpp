#include "models/proof/lemmas.hpp"

#include <array>
#include <atomic>
#include <bit>
#include <limits>

#include "checker/observed.hpp"
#include "checker/path_finder.hpp"
#include "checker/search.hpp"
#include "models/proof/lemma_judge.hpp"

namespace snapcheck {

namespace {

constexpr std::array<Lemma, lemma::count> all_lemmas{{
    {"markers-at-recording",
     "a process that records sends one marker on each of its outputs in the same step, and no "
     "other at any time",
     "the Marker-Sending Rule says so", true},
    {"first-marker-records", "a process records at its first marker at the latest",
     "the Marker-Receiving Rule says so", true},
    {"records-in-time", "what is sent behind a marker is not received before its receiver records",
     "channels are FIFO: the marker arrives first, and makes the receiver record", true},
    {"post-marker-unrecorded",
     "what is sent behind a marker is not in the recorded content of its channel",
     "channels are FIFO: the marker arrives first, and closes the channel", true},
    {"recorded-before-marker",
     "what is in the recorded content of a channel was sent before the marker on it",
     "this is the contraposition of post-marker-unrecorded: both fail in the same states", true},
    {"no-marker-stays", "no marker stays in a channel for ever",
     "whatever is in a channel can be delivered, and a process refuses no marker", true},
    {"all-record", "every process records",
     "a path leads from an initiator to every process, each process on it sends a marker to the "
     "next as it records, and the marker arrives",
     false},
    {"exact-channels",
     "what is recorded of a channel is what was recorded as sent and not as received: C(c) = S(c) "
     "without R(c)",
     "the receiver puts on record what arrives between its own recording and the marker: what was "
     "sent before the marker, and no other",
     false},
}};

/// The smallest depth at which each thing was observed; what lies deeper need not be looked at.
class Nearest {
  public:
    Nearest() {
        for (auto& depth : depths_) depth = nowhere;
    }

    /// What is not known to be so nearer to the start.
    Observations wanted_at(unsigned depth) const {
        Observations wanted = 0;
        for (unsigned bit = 0; bit < max_observations; ++bit)
            if (depths_[bit] >= depth) wanted |= Observations{1} << bit;
        return wanted;
    }
    void note(Observations found, unsigned depth) {
        for (unsigned bit = 0; bit < max_observations; ++bit)
            if ((found >> bit & 1) != 0) lower(depths_[bit], depth);
    }

  private:
    static constexpr unsigned nowhere = std::numeric_limits<unsigned>::max();

    static void lower(std::atomic<unsigned>& least, unsigned depth) {
        unsigned now = least;
        while (depth < now && !least.compare_exchange_weak(now, depth)) {
        }
    }

    std::array<std::atomic<unsigned>, max_observations> depths_;
};

class LemmaCheck {
  public:
    LemmaCheck(Subject& subject, const Instance& instance, const CheckOptions& options)
        : subject_(subject),
          model_(subject.generator()),
          instance_(instance),
          options_(options),
          judge_(subject, instance),
          observed_(model_, [this](View state, Observations seen, unsigned depth) {
              return look(state, seen, depth);
          }) {}

    LemmaResult check() && {
        SearchOptions search = search_options_of(options_);
        search.stop_at = 0;
        result_.report = explore(observed_, search);
        for (unsigned k = 0; k < lemma::count; ++k)
            result_.findings.push_back({k, verdict_on(k), {}, {}});
        if (options_.with_runs) find_runs();
        return std::move(result_);
    }

  private:
    // --- what is observed

    Observations look(View state, Observations seen, unsigned depth) {
        const Observations wanted = nearest_.wanted_at(depth);
        std::vector<Step> steps;
        model_.list_steps(state, steps);
        Observations found = 0;
        for (unsigned s = 0; s < instance_.snapshots; ++s) {
            found |= judge_.of_state(state, seen, steps.empty(), s, wanted);
            if ((wanted & LemmaJudge::of_steps) != 0)
                for (const Step step : steps) found |= of_step(state, step, s, wanted);
        }
        nearest_.note(found, depth);
        return found;
    }

    Observations of_step(View state, Step step, unsigned snapshot, Observations wanted) const {
        std::vector<std::uint64_t> after(state, state + model_.words());
        model_.take(after.data(), step);
        return judge_.of_step(state, step, after.data(), snapshot, wanted);
    }

    bool was(Observations observation) const {
        for (unsigned bit = 0; bit < max_observations; ++bit)
            if ((observation >> bit & 1) != 0 && result_.report.observed[bit].states != 0)
                return true;
        return false;
    }
    bool was_bit(unsigned bit) const { return was(Observations{1} << bit); }

    // --- what that says

    LemmaFinding::Verdict verdict_on(unsigned k) const {
        using enum LemmaFinding::Verdict;
        const Report& report = result_.report;
        if (all_lemmas[k].of_markers && !was_bit(lemma::marker_bit))
            return report.complete() ? not_applicable : unknown;
        if (k == lemma::markers_at_recording && outboxes_are_mixed()) return not_applicable;
        if (was(lemma::violated(k))) return violated;
        // Where runs may go on for ever, that none ends wrongly does not say that all end well.
        const bool at_the_end = k == lemma::no_marker_stays || k == lemma::all_record;
        if (!report.complete() || (at_the_end && !report.acyclic)) return unknown;
        return was(lemma::at_work(k)) ? holds : vacuous;
    }

    // An outbox does not say which control messages it holds, or of which snapshot they are.
    bool outboxes_are_mixed() const {
        const bool outboxes = instance_.channels.kind == ChannelKind::bounded ||
                              instance_.channels.kind == ChannelKind::bounded_blocking;
        return outboxes && (was_bit(lemma::other_control_bit) || instance_.snapshots > 1);
    }

    // --- runs that show it

    /// The observation of which a run is shown, for each lemma: that it is violated, that it works.
    std::vector<Observations> shown() const {
        std::vector<Observations> all;
        for (unsigned k = 0; k < lemma::count; ++k) {
            all.push_back(lemma::violated(k));
            all.push_back(was(lemma::well_at_work(k)) ? lemma::well_at_work(k) : lemma::at_work(k));
        }
        return all;
    }

    unsigned depth_of(Observations observation) const {
        return result_.report.observed[static_cast<unsigned>(std::countr_zero(observation))].depth;
    }

    // None, where the second search runs into a limit.
    void find_runs() {
        const std::vector<Observations> wanted = shown();
        unsigned depth = 0;
        for (const Observations one : wanted)
            if (was(one)) depth = std::max(depth, depth_of(one));
        try {
            const auto finder = explore_for_paths(observed_, depth, search_options_of(options_));
            for (LemmaFinding& finding : result_.findings) {
                if (finding.verdict == LemmaFinding::Verdict::not_applicable) continue;
                finding.broken = find_run(*finder, wanted[2 * finding.lemma], finding.lemma);
                finding.at_work = find_run(*finder, wanted[2 * finding.lemma + 1], finding.lemma);
            }
        } catch (const SearchStopped&) {
            return;
        }
    }

    std::optional<Run> find_run(PathFinder& finder, Observations wanted, unsigned k) {
        if (!was(wanted)) return std::nullopt;
        Path path = finder.find(wanted, depth_of(wanted));
        const std::vector<std::uint64_t> end = replay(model_, path).back();
        const View last = end.data();
        unsigned snapshot = 0;
        if ((wanted & LemmaJudge::of_steps) != 0)
            snapshot = add_step(path, last, wanted);
        else
            snapshot = snapshot_of(last, wanted, k);
        return tell_with_verdicts(subject_, replay(model_, path), path.steps, snapshot);
    }

    // The first step that shows it, and for which snapshot.
    unsigned add_step(Path& path, View last, Observations wanted) const {
        std::vector<Step> steps;
        model_.list_steps(last, steps);
        for (const Step step : steps)
            for (unsigned s = 0; s < instance_.snapshots; ++s)
                if ((of_step(last, step, s, wanted) & wanted) != 0) {
                    path.steps.push_back(step);
                    return s;
                }
        throw ReplayFailure("no step shows what a step was to show");
    }

    unsigned snapshot_of(View state, Observations wanted, unsigned k) const {
        const std::optional<unsigned> property = property_of(k);
        if (property && wanted == lemma::violated(k)) return subject_.culprit(state, *property);
        std::vector<Step> steps;
        model_.list_steps(state, steps);
        const Observations all = Observations{1} << complete_bit;
        for (unsigned s = 0; s < instance_.snapshots; ++s)
            if ((judge_.of_state(state, all, steps.empty(), s, wanted) & wanted) != 0) return s;
        return 0;
    }

    static std::optional<unsigned> property_of(unsigned k) {
        if (k == lemma::records_in_time || k == lemma::exact_channels)
            return property_bit(all_lemmas[k].name);
        if (k == lemma::post_marker_unrecorded || k == lemma::recorded_before_marker)
            return property_bit(all_lemmas[lemma::post_marker_unrecorded].name);
        return std::nullopt;
    }

    Subject& subject_;
    Generator& model_;
    const Instance& instance_;
    const CheckOptions& options_;
    LemmaJudge judge_;
    Nearest nearest_;
    Observed observed_;
    LemmaResult result_;
};

}  // namespace

std::span<const Lemma> lemmas() {
    return all_lemmas;
}

bool is_marker(std::string_view control) {
    return control.starts_with("marker") || control.starts_with("barrier") ||
           control.starts_with("control (kind marker");
}

LemmaResult check_lemmas(const AlgorithmEntry& algorithm, const Instance& instance,
                         const CheckOptions& options) {
    LemmaResult result;
    algorithm.explore_with(instance, options.workers, [&](Subject& subject) {
        result = LemmaCheck(subject, instance, options).check();
    });
    return result;
}

}  // namespace snapcheck
