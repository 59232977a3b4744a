// The lemmas of the proof: where they hold, on which runs they are at work, and what breaks each.
// Lengths of shortest runs are worked out by hand, beside them.
#include "models/proof/lemmas.hpp"

#include <algorithm>

#include "models/proof/foils.hpp"
#include "models/proof/lemma_judge.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "traces/lemma.hpp"

namespace snapcheck::testing {

namespace {

using Verdict = LemmaFinding::Verdict;

LemmaResult lemmas_on(const Asked& asked, const Instance& instance, Limits limits = {}) {
    CheckOptions options;
    options.workers = asked.workers;
    options.limits = limits;
    return check_lemmas(algorithm(asked.algorithm), instance, options);
}
LemmaResult lemmas_on(const Asked& asked) {
    return lemmas_on(asked, instance_of(asked));
}

std::vector<std::string> names_with(const LemmaResult& result, Verdict verdict) {
    std::vector<std::string> names;
    for (const LemmaFinding& finding : result.findings)
        if (finding.verdict == verdict) names.emplace_back(lemmas()[finding.lemma].name);
    return names;
}

using Names = std::vector<std::string>;

const Run& broken(const LemmaResult& result, unsigned lemma) {
    REQUIRE(result.findings[lemma].verdict == Verdict::violated);
    REQUIRE(result.findings[lemma].broken.has_value());
    return *result.findings[lemma].broken;
}

std::string words_of_broken(const Asked& asked, unsigned lemma) {
    return broken_in_words(lemma, broken(lemmas_on(asked), lemma), instance_of(asked).network);
}

}  // namespace

TEST_CASE("on FIFO all lemmas hold, and each is at work in a shortest run") {
    const LemmaResult result = lemmas_on({});
    REQUIRE(result.findings.size() == lemma::count);
    CHECK(result.report.states == 65);  // as docs/semantics.md has it: looking changes nothing
    CHECK(result.report.transitions == 101);
    // 0: p0 initiates. 1: and p1 gets the marker. 2: as 1, p0 sends behind its marker, p1 receives.
    // 3: as 1, p1 sends, p0 gets its marker, and then the message. 4: p1 sends in time, p0 records
    // it. 5: two markers arrive. 6: as 1. 7: as 4, and p0's message is sent and received before.
    const std::vector<std::size_t> steps{1, 2, 4, 5, 5, 3, 2, 7};
    for (const LemmaFinding& finding : result.findings) {
        CAPTURE(lemmas()[finding.lemma].name);
        CHECK(finding.verdict == Verdict::holds);
        CHECK_FALSE(finding.broken.has_value());
        REQUIRE(finding.at_work.has_value());
        CHECK(finding.at_work->events.size() == steps[finding.lemma]);
    }
}

TEST_CASE("a lemma at work is told with the steps of its run") {
    const LemmaResult result = lemmas_on({});
    const Network network = instance_of(Asked{}).network;
    const auto told = [&](unsigned k) {
        return at_work_in_words(k, *result.findings[k].at_work, network);
    };
    CHECK(told(lemma::markers_at_recording) ==
          "p0 records (step 1), and its markers to p1 leave in the same step.");
    CHECK(told(lemma::first_marker_records) ==
          "the first marker of p1 comes from p0 (step 2), and p1 records in that step.");
    CHECK(told(lemma::all_record) == "all have recorded: p0 (step 1) and p1 (step 2).");
    CHECK(told(lemma::no_marker_stays) ==
          "every marker has left its channel: that on p0->p1 (sent in step 1, here in step 2) and "
          "that on p1->p0 (sent in step 2, here in step 3).");
}

TEST_CASE("without order, what rests on order fails") {
    // Process 0 initiates and sends; the message arrives first: 3 steps. Process 0 initiates, the
    // marker arrives, process 1 sends, and its message arrives first: 4 steps. For the last, see
    // docs/semantics.md.
    const LemmaResult result = lemmas_on({.channels = "bag"});
    CHECK(names_with(result, Verdict::violated) ==
          Names{"records-in-time", "post-marker-unrecorded", "recorded-before-marker",
                "exact-channels"});
    CHECK(broken(result, lemma::records_in_time).events.size() == 3);
    CHECK(broken(result, lemma::post_marker_unrecorded).events.size() == 4);
    CHECK(broken(result, lemma::recorded_before_marker) ==
          broken(result, lemma::post_marker_unrecorded));
    CHECK(broken(result, lemma::exact_channels).events.size() == 4);
}

TEST_CASE("each rule that is broken breaks its lemma") {
    CHECK(
        words_of_broken({.algorithm = "chandy-lamport:late-marker"}, lemma::markers_at_recording) ==
        "p0 records (step 1), and sends no marker to p1 in that step.");
    CHECK(words_of_broken({.algorithm = "chandy-lamport:no-relay"}, lemma::markers_at_recording) ==
          "p1 records (step 2), and sends no marker to p0 in that step.");
    CHECK(words_of_broken({.algorithm = "chandy-lamport:record-later"},
                          lemma::markers_at_recording) ==
          "p0 sends a marker (step 1), and does not record in that step.");
    CHECK(words_of_broken({.algorithm = "chandy-lamport:record-later"},
                          lemma::first_marker_records) ==
          "a marker has reached p1 (step 2), and p1 has not recorded.");
    const LemmaResult omitted = lemmas_on({.algorithm = "chandy-lamport:omit-one"});
    CHECK_FALSE(broken(omitted, lemma::all_record).complete);
    CHECK(names_with(lemmas_on({.algorithm = "chandy-lamport:no-chan"}), Verdict::violated) ==
          Names{"exact-channels"});
}

TEST_CASE("markers stay for ever where two processes block each other") {
    // Both send, and then both initiate: each waits for room, and receives nothing meanwhile.
    const Asked asked{.channels = "bounded-blocking:1", .initiators = {0, 1}};
    CHECK(
        words_of_broken(asked, lemma::no_marker_stays) ==
        "no step is left, and the marker to p1 is still in the outbox of p0, since channel p0->p1 "
        "holds [m1] and has no room.");
    CHECK(broken(lemmas_on(asked), lemma::no_marker_stays).events.size() == 4);
    const LemmaResult moving = lemmas_on({.channels = "bounded:1"});
    CHECK(names_with(moving, Verdict::violated).empty());
    CHECK(names_with(moving, Verdict::holds).size() == lemma::count);
}

TEST_CASE("what has nothing to say is neither green nor red") {
    const LemmaResult silent = lemmas_on({.messages = 0});
    CHECK(names_with(silent, Verdict::vacuous) == Names{"records-in-time", "post-marker-unrecorded",
                                                        "recorded-before-marker",
                                                        "exact-channels"});
    const LemmaResult unmarked = lemmas_on({.algorithm = "lai-yang"});
    CHECK(names_with(unmarked, Verdict::not_applicable).size() == 6);
    CHECK(names_with(unmarked, Verdict::holds) == Names{"all-record", "exact-channels"});
    // Its acknowledgements are no markers.
    const LemmaResult counted = lemmas_on({.algorithm = "helary"});
    CHECK(counted.findings[lemma::markers_at_recording].verdict == Verdict::holds);
    const LemmaResult mixed = lemmas_on({.algorithm = "helary", .channels = "bounded:1"});
    CHECK(mixed.findings[lemma::markers_at_recording].verdict == Verdict::not_applicable);
}

TEST_CASE("a limit leaves what is not violated undecided") {
    Limits limits;
    limits.max_depth = 3;
    const LemmaResult result =
        lemmas_on({.channels = "bag"}, instance_of({.channels = "bag"}), limits);
    CHECK(names_with(result, Verdict::violated) == Names{"records-in-time"});
    CHECK(names_with(result, Verdict::unknown).size() == lemma::count - 1);
}

TEST_CASE("each snapshot is asked, where there are several") {
    const Asked asked{.algorithm = "chandy-lamport:log-one", .snapshots = 2};
    Instance instance = instance_of(asked);
    instance.budget = {0, 1};
    const LemmaResult result = lemmas_on(asked, instance);
    // The message is given to the first snapshot only.
    CHECK(broken(result, lemma::exact_channels).snapshot == 2);
    const LemmaResult right = lemmas_on({.snapshots = 2}, instance);
    CHECK(names_with(right, Verdict::violated).empty());
    CHECK(right.findings[lemma::markers_at_recording].verdict == Verdict::holds);
    CHECK(right.findings[lemma::first_marker_records].verdict == Verdict::holds);
}

TEST_CASE("the number of workers changes no lemma") {
    const LemmaResult one = lemmas_on({.topology = "line:3", .channels = "bag", .workers = 1});
    const LemmaResult many = lemmas_on({.topology = "line:3", .channels = "bag", .workers = 4});
    for (unsigned k = 0; k < lemma::count; ++k) {
        CHECK(one.findings[k].verdict == many.findings[k].verdict);
        CHECK(one.findings[k].at_work == many.findings[k].at_work);
        CHECK(one.findings[k].broken == many.findings[k].broken);
    }
}

TEST_CASE("every lemma has something that takes its reason away") {
    CheckOptions options;
    options.workers = 2;
    const auto foils =
        find_foils(algorithm("chandy-lamport"), instance_of(Asked{}), algorithms(), options);
    REQUIRE(foils.size() == lemma::count);
    for (unsigned k = 0; k < lemma::count; ++k) {
        const Foil& foil = foils[k];
        CAPTURE(lemmas()[k].name, foil.algorithm);
        CHECK(foil.lemma == k);
        const Trace trace = trace_of_lemma(k, false, foil.run, foil.instance, foil.algorithm, "x");
        CHECK_FALSE(trace.shown->reason.empty());
        CHECK(algorithm(foil.algorithm).replay(foil.instance, foil.run).faithful());
    }
}

}  // namespace snapcheck::testing
