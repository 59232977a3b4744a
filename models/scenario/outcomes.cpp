#include "models/scenario/outcomes.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "checker/path_finder.hpp"
#include "checker/search.hpp"
#include "models/scenario/scenario_model.hpp"
#include "properties/consistency.hpp"

namespace snapcheck {

namespace {

constexpr std::array<std::string_view, 7> judged = {
    "no-lost",   "no-orphan", "no-orphan-in-channel", "no-duplicate", "exact-channels",
    "conserved", "terminates"};

using Record = std::vector<Tokens>;  // of a complete snapshot: what a .snap file would say

/// Judges the cut of the one snapshot, and remembers what it came to.
class OutcomeJudge {
  public:
    explicit OutcomeJudge(const ScenarioRules& rules) : rules_(&rules) {}

    Observations operator()(View words, bool terminal, unsigned) {
        if (!rules_->finished(words)) return terminal && rules_->all_read(words) ? stuck() : 0;
        records_.insert(record(words));
        return Observations{1} << finished_bit | faults(words);
    }

    const std::set<Record>& records() const { return records_; }

  private:
    static Observations stuck() { return Observations{1} << property_bit("terminates"); }

    Observations faults(const std::uint64_t* words) const {
        const std::vector<ChannelCut> cut = cut_of(words);
        Observations faults = 0;
        for (const std::string_view name : judged) {
            const unsigned bit = property_bit(name);
            const bool holds = name == "conserved"    ? conserves(words)
                               : name == "terminates" ? true
                                                      : catalogue()[bit].holds(cut);
            if (!holds) faults |= Observations{1} << bit;
        }
        return faults;
    }

    std::vector<ChannelCut> cut_of(const std::uint64_t* words) const {
        std::vector<ChannelCut> cut(rules_->network().channels());
        for (unsigned c = 0; c < cut.size(); ++c) {
            const Process source = rules_->network().ends(c).source;
            const unsigned received = rules_->layout().receipts_at(words, c, 0);
            cut[c].sent = MessageSet::first(
                rules_->timeline().carried(c, rules_->layout().sends_at(words, source, 0)));
            cut[c].received = MessageSet::first(received);
            cut[c].recorded.resize(rules_->layout().end_of_record(words, c) - received);
            std::iota(cut[c].recorded.begin(), cut[c].recorded.end(), received + 1);
        }
        return cut;
    }

    bool conserves(const std::uint64_t* words) const {
        Tokens recorded = 0;
        for (Process p = 0; p < rules_->network().processes(); ++p)
            recorded += rules_->recorded_tokens(words, p, 0);
        for (unsigned c = 0; c < rules_->network().channels(); ++c)
            recorded += rules_->timeline().sum(c, rules_->layout().end_of_record(words, c)) -
                        rules_->timeline().sum(c, rules_->layout().receipts_at(words, c, 0));
        const std::vector<Tokens>& tokens = rules_->timeline().script().servers.tokens;
        return recorded == std::accumulate(tokens.begin(), tokens.end(), Tokens{0});
    }

    Record record(const std::uint64_t* words) const {
        Record record;
        const Network& network = rules_->network();
        std::vector<unsigned> next;
        for (unsigned c = 0; c < network.channels(); ++c)
            next.push_back(rules_->layout().receipts_at(words, c, 0));
        for (Process p = 0; p < network.processes(); ++p) {
            record.push_back(rules_->recorded_tokens(words, p, 0));
            const auto arrivals = rules_->layout().arrivals(words, p);
            record.push_back(arrivals.size());
            for (const unsigned c : arrivals) {
                record.push_back(c);
                record.push_back(rules_->timeline().amount(c, next[c]++));
            }
        }
        return record;
    }

    const ScenarioRules* rules_;
    std::set<Record> records_;
};

Finding::Verdict verdict_on(const Report& report, std::string_view property) {
    if (report.observed[property_bit(property)].states != 0) return Finding::Verdict::violated;
    if (!report.complete()) return Finding::Verdict::unknown;
    const bool never = report.observed[finished_bit].states == 0;
    return never && property != "terminates" ? Finding::Verdict::vacuous : Finding::Verdict::holds;
}

std::vector<std::string> find_run(Generator& model, const Finding& finding,
                                  const SearchOptions& options) {
    if (finding.verdict != Finding::Verdict::violated) return {};
    try {
        const auto finder = explore_for_paths(model, finding.steps, options);
        const Path path = finder->find(Observations{1} << finding.property,
                                       finder->first_depth(finding.property));
        const auto states = replay(model, path);
        std::vector<std::string> told;
        for (std::size_t i = 0; i < path.steps.size(); ++i)
            told.push_back(model.describe(states[i].data(), path.steps[i]));
        return told;
    } catch (const SearchStopped&) {
        return {};
    }
}

Outcomes explore_rules(const ScenarioRules& rules, const SearchOptions& options) {
    const ScenarioModel<OutcomeJudge> model(rules);
    if (model.words() > max_words) throw too_many_words(model.words());
    ModelGenerator generator(model, options.workers);
    Outcomes outcomes;
    outcomes.snapshot = rules.timeline().id(0);
    outcomes.report = explore(generator, options);
    std::set<Record> records;
    for (const auto& judge : generator.judges())
        records.insert(judge->records().begin(), judge->records().end());
    outcomes.distinct = records.size();
    for (const std::string_view name : judged) {
        const Sighting& seen = outcomes.report.observed[property_bit(name)];
        const Finding finding{
            property_bit(name), verdict_on(outcomes.report, name), seen.states, seen.depth, {}};
        outcomes.findings.push_back({finding, find_run(generator, finding, options)});
    }
    return outcomes;
}

void check_size(const Timeline& timeline) {
    for (unsigned c = 0; c < timeline.network().channels(); ++c)
        if (timeline.messages(c) > 64)
            throw InputError("the scenario is too large to explore: more than 64 messages on " +
                             timeline.network().channel_name(c) +
                             "; ask about single snapshots with --expect");
}

}  // namespace

Outcomes explore_outcomes(const Script& script, unsigned snapshot, const SearchOptions& options) {
    const Timeline timeline(script, {snapshot});
    check_size(timeline);
    return explore_rules(ScenarioRules(timeline, nullptr), options);
}

}  // namespace snapcheck
