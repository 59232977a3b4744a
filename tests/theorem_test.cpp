// Theorem 1 of Chandy and Lamport: on runs made by hand, with what has to come out worked out on
// paper; and on all that the algorithms do.
#include "models/proof/theorem.hpp"

#include "models/proof/prove.hpp"
#include "tests/catch.hpp"
#include "tests/checks.hpp"
#include "traces/proof.hpp"

namespace snapcheck::testing {

namespace {

// Two processes: channel 0 leads from p0 to p1, channel 1 from p1 to p0.
Event send(unsigned channel, unsigned message) {
    Event event;
    event.kind = Event::Kind::send;
    event.actor = channel;
    event.channel = channel;
    event.message = message;
    return event;
}

Event receive(unsigned channel, unsigned message) {
    Event event = send(channel, message);
    event.kind = Event::Kind::receive;
    event.actor = 1 - channel;
    return event;
}

Event initiate(Process process) {
    Event event;
    event.actor = process;
    event.records_state = true;
    return event;
}

Event marker(unsigned channel, bool records = false) {
    Event event = receive(channel, 0);
    event.kind = Event::Kind::receive_control;
    event.control = "marker";
    event.records_state = records;
    return event;
}

ChannelCut cut(unsigned sent, unsigned received, std::vector<unsigned> recorded) {
    return {MessageSet::first(sent), MessageSet::first(received), std::move(recorded), 0, true};
}

Proofs prove_on(const Asked& asked, ProveOptions options = {},
                std::optional<std::vector<unsigned>> budget = {}) {
    Instance instance = instance_of(asked);
    instance.budget = std::move(budget);
    options.search.workers = asked.workers;
    return prove(algorithm(asked.algorithm), instance, options);
}

ProveOptions every_run() {
    ProveOptions options;
    options.every_run = true;
    return options;
}

}  // namespace

// The run of section 4 of the paper, with message numbers: p0 records, sends M; p1 sends M' and
// then records; p0 receives M'. S* has M' in its channel, and is none of the states of the run.
TEST_CASE("the paper's own example: a recorded state that never occurred") {
    const std::vector<Event> events{initiate(0),     send(0, 1),    send(1, 1),
                                    marker(0, true), receive(1, 1), marker(1)};
    const Demonstration proof = demonstrate(events, {cut(0, 0, {}), cut(1, 0, {1})}, {});
    CHECK_FALSE(proof.failure);
    CHECK(proof.swaps == std::vector<Swap>{{2, 3}});
    CHECK(proof.order == std::vector<unsigned>{3, 2, 5});
    CHECK(proof.prerecording == 1);
    CHECK(proof.between == proof.recorded);
    CHECK_FALSE(proof.occurred.has_value());
    CHECK(proof.end[0].transit == std::vector<unsigned>{1});
    CHECK(proof.end[1].received == MessageSet::first(1));
}

TEST_CASE("a run whose halves are in order needs no exchange, and S* occurs in it") {
    const std::vector<Event> events{send(1, 1), initiate(0), marker(0, true), receive(1, 1),
                                    marker(1)};
    const Demonstration proof = demonstrate(events, {cut(0, 0, {}), cut(1, 0, {1})}, {});
    CHECK_FALSE(proof.failure);
    CHECK(proof.swaps.empty());
    CHECK(proof.occurred == 1U);
}

// On a bag a message overtakes the marker: received before the cut, sent behind it.
TEST_CASE("an orphan cannot change places with its sending") {
    const std::vector<Event> events{initiate(0), send(0, 1), receive(0, 1), marker(0, true),
                                    marker(1)};
    const Demonstration proof =
        demonstrate(events, {cut(0, 1, {}), cut(0, 0, {})}, {.ordered = false});
    REQUIRE(proof.failure.has_value());
    const auto* forbidden = std::get_if<ForbiddenSwap>(&*proof.failure);
    REQUIRE(forbidden != nullptr);
    CHECK(forbidden->swap == Swap{2, 3});
}

TEST_CASE("what is recorded of a channel has to be what is there, in order") {
    const std::vector<Event> events{send(1, 1),    send(1, 2),    initiate(0), marker(0, true),
                                    receive(1, 1), receive(1, 2), marker(1)};
    const auto failure = [&](std::vector<unsigned> recorded, bool ordered) {
        return demonstrate(events, {cut(0, 0, {}), cut(2, 0, std::move(recorded))},
                           {.ordered = ordered})
            .failure;
    };
    CHECK_FALSE(failure({1, 2}, true));
    for (const std::vector<unsigned>& wrong :
         std::vector<std::vector<unsigned>>{{2, 1}, {1}, {}, {1, 2, 2}}) {
        const auto found = failure(wrong, true);
        REQUIRE(found.has_value());
        REQUIRE(std::holds_alternative<OtherState>(*found));
        CHECK(std::get<OtherState>(*found).channel == 1);
    }
}

// p1 records before it receives m1, p0 after it has sent m2: two messages where one has room.
TEST_CASE("a channel of one place never holds the two messages that are recorded of it") {
    const std::vector<Event> events{initiate(1), send(0, 1),      receive(0, 1),
                                    send(0, 2),  marker(1, true), receive(0, 2)};
    const std::vector<ChannelCut> recorded{cut(2, 0, {1, 2}), cut(0, 0, {})};
    CHECK_FALSE(demonstrate(events, recorded, {}).failure);
    const auto failure = demonstrate(events, recorded, {.places = 1}).failure;
    REQUIRE(failure.has_value());
    const auto* impossible = std::get_if<ImpossibleStep>(&*failure);
    REQUIRE(impossible != nullptr);
    CHECK(impossible->step == 4);
    CHECK(impossible->obstacle == Obstacle::no_place);
}

TEST_CASE("the application on its own keeps to its channels") {
    Application fifo(1, {});
    fifo.take(send(0, 1));
    fifo.take(send(0, 2));
    CHECK(fifo.obstacle(receive(0, 2)) == Obstacle::not_at_the_head);
    CHECK(fifo.obstacle(receive(0, 3)) == Obstacle::not_in_transit);
    CHECK_FALSE(fifo.obstacle(receive(0, 1)));
    Application bag(1, {.ordered = false});
    bag.take(send(0, 1));
    bag.take(send(0, 2));
    CHECK_FALSE(bag.obstacle(receive(0, 2)));
}

// How many of all maximal runs never were in the state that they recorded, as counted by
// tests/second_source/never_occurred.py.
TEST_CASE("runs whose recorded state never occurred") {
    struct Row {
        Asked asked;
        std::optional<std::vector<unsigned>> budget;
        std::uint64_t never, runs;
    };
    const std::vector<Row> rows{
        {{.topology = "ring:2"}, {}, 8, 102},
        {{.topology = "ring:2", .initiators = {0, 1}}, {}, 46, 876},
        {{.topology = "ring:2"}, std::vector<unsigned>{2, 1}, 146, 944},
        {{.topology = "ring:3"}, std::vector<unsigned>{1, 1, 0}, 29, 206},
    };
    for (const Row& row : rows) {
        const Proofs proofs = prove_on(row.asked, every_run(), row.budget);
        CHECK(proofs.never_occurred == row.never);
        CHECK(proofs.judged == row.runs);
        CHECK(proofs.failed == 0);
        CHECK(proofs.judged_all);
    }
}

TEST_CASE("one run for each distinct snapshot says the same as every run") {
    const Proofs fifo = prove_on({.topology = "line:3"});
    CHECK(fifo.judged == 36);
    CHECK(fifo.failed == 0);
    const Proofs bag = prove_on({.channels = "bag"});
    const Proofs every = prove_on({.channels = "bag"}, every_run());
    CHECK(bag.judged == 20);
    CHECK(every.judged == 210);
    CHECK(every.failed > 0);
    CHECK(bag.fewest_steps == 4);  // of no-lost, docs/semantics.md
    // Both record p0->p1 as empty, so that those of fifo are the only ones without a fault.
    CHECK(bag.failed == 20 - prove_on({}).judged);
}

// The shortest one has 7 steps: all runs of this instance do.
TEST_CASE("a full run whose recorded state never occurs is found by search") {
    ProveOptions options;
    options.never_occurred = true;
    const Proofs found = prove_on({}, options);
    REQUIRE(found.unreached.has_value());
    CHECK(found.unreached->run.events.size() == 7);
    CHECK_FALSE(found.unreached->demonstration.occurred.has_value());
    CHECK_FALSE(found.unreached->demonstration.failure.has_value());
    const Proofs none = prove_on({.messages = 0}, options);
    CHECK_FALSE(none.unreached.has_value());
    CHECK(none.sought_everywhere);
}

TEST_CASE("what breaks a rule breaks the theorem") {
    for (const char* mutant : {"chandy-lamport:no-chan", "chandy-lamport:no-init-chan",
                               "chandy-lamport:done-at-record", "chandy-lamport:discard-on-marker"})
        CHECK(prove_on({.algorithm = mutant}).failed > 0);
    for (const char* mutant : {"chandy-lamport:prepend", "chandy-lamport:late-marker"})
        CHECK(prove_on({.algorithm = mutant, .messages = 2}).failed > 0);
    CHECK(prove_on({.algorithm = "chandy-lamport:impatient", .topology = "line:3"}).failed > 0);
}

TEST_CASE("runs and their proofs are the same for any number of workers") {
    for (const char* channels : {"fifo", "bag"}) {
        Asked asked{.topology = "ring:3", .channels = channels, .initiators = {0, 1}};
        asked.workers = 1;
        const Network network = instance_of(asked).network;
        const std::string alone = to_text(prove_on(asked).shown.value(), network);
        for (const unsigned workers : {2U, 5U}) {
            asked.workers = workers;
            CHECK(to_text(prove_on(asked).shown.value(), network) == alone);
        }
    }
}

TEST_CASE("exchanges and failures are told with step numbers") {
    ProveOptions options;
    options.never_occurred = true;
    const Network network = instance_of({}).network;
    const Proof found = prove_on({}, options).unreached.value();
    CHECK_THAT(reason(found.demonstration.swaps.at(0), found.run, network),
               contains("are different processes, and what step"));
    const Proof lost = prove_on({.channels = "bag"}).shown.value();
    CHECK_THAT(
        failure_in_words(lost, network),
        contains("channel p1->p0 was recorded as [], but there it is [m1]. m1 was sent (step 2)"));
}

TEST_CASE("only reliable channels, and no more runs than can be gone through") {
    CHECK_THROWS_WITH(prove_on({.channels = "lossy"}), contains("reliable channels"));
    CHECK_THROWS_WITH(prove_on({.channels = "causal"}), contains("causal"));
    CHECK_THROWS_WITH(prove_on({.topology = "complete:3"}, every_run()), contains("runs"));
    ProveOptions far;
    far.number = 7;
    CHECK_THROWS_WITH(prove_on({}, far), contains("--show 7: there are 6 snapshots"));
}

}  // namespace snapcheck::testing
