// Each verb that an algorithm may use, the values that it is made of, and how they are packed.
#include "models/algorithm.hpp"
#include "models/channels/sequence.hpp"
#include "models/spelling.hpp"
#include "models/surroundings.hpp"
#include "tests/catch.hpp"

namespace snapcheck::testing {

namespace {

enum class Colour : std::uint8_t { white, red, blue };
struct Greeting {
    Count times;
    Colour colour{};
};
struct Everything {
    bool flag = false;
    Colour colour{};
    Count count;
    ChannelSet set;
    PerChannel<Count> counts;
};
struct Derived : Everything {};
struct Memory {
    Count more;
};
struct Grown : With<Greeting, Memory> {};

const Extent extent{2, 1, Assumptions{.count_bits = 3}};

}  // namespace

TEST_CASE("a site knows its process, its channels and whether it has recorded") {
    Effects<Greeting> effects;
    const Surroundings around{.process = 4, .processes = 5, .inputs = 2, .outputs = 3};
    Site<Greeting> site(around, {.recorded = false, .all_recorded = false}, effects);
    CHECK(site.self() == ProcessId{4});
    CHECK(site.inputs().bits == 0b00011);
    CHECK(site.outputs().bits == 0b11100);
    CHECK_FALSE(site.recorded());
    site.record_state();
    CHECK(site.recorded());
    CHECK(effects.record_state);
}

TEST_CASE("a site sends and records what it is told, in order") {
    Effects<Greeting> effects;
    const Surroundings around{.inputs = 1, .outputs = 2};
    Site<Greeting> site(around, {.recorded = true, .all_recorded = false}, effects);
    site.send(Channel{1}, {Count{7}, Colour::red});
    site.send_to_all({Count{1}, Colour::white});
    site.record(Channel{0}, Message{3});
    CHECK(effects.sent.size() == 3);
    CHECK(effects.sent[0].channel == Channel{1});
    CHECK(effects.sent[0].control.times == Count{7});
    CHECK(effects.sent[1].channel == Channel{1});
    CHECK(effects.sent[2].channel == Channel{2});
    CHECK(effects.recorded.size() == 1);
    CHECK(effects.recorded[0].message.number == 3);
    CHECK_FALSE(effects.record_state);
}

TEST_CASE("a site says who is where, and what is not there is the algorithm's fault") {
    const Network network({"p0", "p1", "p2"}, {{0, 1}, {1, 0}, {1, 2}, {2, 0}});
    const Instance instance{network, {}, 1, {}, {0}};
    const Surroundings around = surroundings(instance, 1);  // input 0->1, outputs 1->0, 1->2
    Effects<Greeting> effects;
    Site<Greeting> site(around, {.recorded = false, .all_recorded = true}, effects);
    CHECK(site.processes() == 3);
    CHECK_FALSE(site.initiator());
    CHECK(site.all_recorded());
    CHECK(site.neighbour(Channel{0}) == ProcessId{0});
    CHECK(site.reverse(Channel{0}) == Channel{1});
    CHECK(site.towards(ProcessId{2}) == Channel{2});
    CHECK(site.parent() == Channel{1});
    CHECK(site.children().bits == 0b100);  // 0 -> 1 -> 2 is the tree, breadth first
    CHECK(site.back_edges().empty());
    CHECK_THROWS_AS(site.reverse(Channel{2}), AlgorithmFault);  // there is no 2->1
    CHECK_THROWS_AS(site.towards(ProcessId{1}), AlgorithmFault);
    const Surroundings root = surroundings(instance, 0);
    Site<Greeting> at_root(root, {}, effects);
    CHECK(at_root.initiator());
    CHECK(at_root.back_edges().bits == 0b011);  // 1->0 and 2->0 lead back to the root
    CHECK_THROWS_AS(at_root.parent(), AlgorithmFault);
}

TEST_CASE("what is forgotten is neither kept nor recorded in the same step") {
    Effects<Greeting> effects;
    const Surroundings around{.inputs = 2};
    Site<Greeting> site(around, {.recorded = true, .all_recorded = false}, effects);
    site.record(Channel{0}, Message{1});
    site.record(Channel{1}, Message{2});
    site.forget(Channel{0});
    site.record(Channel{0}, Message{3});
    CHECK(effects.forgotten.bits == 0b01);
    CHECK(effects.recorded.size() == 2);
    CHECK(effects.recorded[0].message.number == 2);
    CHECK(effects.recorded[1].message.number == 3);
}

TEST_CASE("a site can overtake, and tell all at once") {
    using Manner = Effects<Greeting>::Manner;
    Effects<Greeting> effects;
    const Surroundings around{.outputs = 2};
    Site<Greeting> site(around, {.recorded = true, .all_recorded = false}, effects);
    site.record_queue(Channel{1});
    site.send_ahead(Channel{1}, {});
    site.multicast({});
    CHECK(effects.queues.bits == 0b10);
    CHECK(effects.sent.size() == 3);
    CHECK(effects.sent[0].manner == Manner::ahead);
    CHECK(effects.sent[1].manner == Manner::together);
    CHECK(effects.sent[2].channel == Channel{1});
}

TEST_CASE("a channel set is a set") {
    ChannelSet set;
    CHECK(set.empty());
    set.insert(Channel{5});
    set.insert(Channel{2});
    set.insert(Channel{5});
    CHECK(set.size() == 2);
    std::vector<unsigned> ports;
    for (const Channel channel : set) ports.push_back(channel.port);
    CHECK(ports == std::vector<unsigned>{2, 5});
    set.erase(Channel{2});
    CHECK_FALSE(set.contains(Channel{2}));
    CHECK(set.contains(Channel{5}));
}

TEST_CASE("members are counted and named, those of a base too") {
    CHECK(member_count<Everything> == 5);
    CHECK(member_count<Derived> == 5);
    CHECK(member_name<Everything, 0>() == "flag");
    CHECK(member_name<Derived, 4>() == "counts");
    CHECK(enumerator_bound<Colour> == 3);
    CHECK(enumerator_name(Colour::blue) == "blue");
    CHECK(type_name<Greeting>() == "Greeting");
}

TEST_CASE("what is packed is unpacked") {
    Everything value;
    value.flag = true;
    value.colour = Colour::blue;
    value.count = 5;
    value.set.insert(Channel{1});
    value.counts[Channel{0}] = 7;
    value.counts[Channel{2}] = 1;
    CHECK(Codec<Everything>::bits(extent) == 1 + 2 + 3 + 2 + 9);
    const Everything back = decoded<Everything>(Codec<Everything>::encode(value, extent), extent);
    CHECK(back.flag);
    CHECK(back.colour == Colour::blue);
    CHECK(back.count == Count{5});
    CHECK(back.set == value.set);
    CHECK(back.counts[Channel{0}] == Count{7});
    CHECK(back.counts[Channel{1}] == Count{0});
    CHECK(back.counts[Channel{2}] == Count{1});
}

TEST_CASE("what does not fit is said, never cut off") {
    CHECK_THROWS_AS(Codec<Count>::encode(Count{8}, extent), AssumptionFailed);
    CHECK_NOTHROW(Codec<Count>::encode(Count{7}, extent));
    ChannelSet output;
    output.insert(Channel{2});
    CHECK_THROWS_AS(Codec<ChannelSet>::encode(output, extent), AssumptionFailed);
    Extent relaxed = extent;
    relaxed.assumed = relax(extent.assumed, Assumption::only_inputs);
    CHECK(Codec<ChannelSet>::encode(output, relaxed) == 0b100);
    CHECK(relax(relaxed.assumed, Assumption::count_bits).count_bits == 4);
}

TEST_CASE("a sequence keeps order, a sorted one does not") {
    LayoutBuilder layout;
    layout.add(13);
    const Sequence sequence(layout, 4, 2);
    const Field neighbour = layout.add(5);
    std::uint64_t word = 0;
    neighbour.set(&word, 21);
    sequence.start(&word);
    CHECK(sequence.empty(&word));
    for (const std::uint64_t item : {3U, 0U, 1U}) sequence.push(&word, item, Assumption::controls);
    CHECK(sequence.items(&word) == std::vector<std::uint64_t>{3, 0, 1});
    CHECK(sequence.front(&word) == 3);
    sequence.pop(&word);
    CHECK(sequence.items(&word) == std::vector<std::uint64_t>{0, 1});
    for (const std::uint64_t item : {0U, 3U})
        sequence.insert_sorted(&word, item, Assumption::controls);
    CHECK(sequence.items(&word) == std::vector<std::uint64_t>{0, 0, 1, 3});
    CHECK_THROWS_AS(sequence.push(&word, 0, Assumption::controls), AssumptionFailed);
    CHECK_THROWS_AS(sequence.insert_sorted(&word, 0, Assumption::controls), AssumptionFailed);
    std::vector<unsigned> positions;
    sequence.for_each_new_item(&word, [&](unsigned position) { positions.push_back(position); });
    CHECK(positions == std::vector<unsigned>{0, 2, 3});
    sequence.erase(&word, 2);
    CHECK(sequence.items(&word) == std::vector<std::uint64_t>{0, 0, 3});
    CHECK(neighbour.get(&word) == 21);
}

TEST_CASE("no part of a state crosses a word, and none may be larger than one") {
    LayoutBuilder layout;
    CHECK(layout.add(60).word == 0);
    CHECK(layout.add(10).word == 1);
    CHECK(layout.add(4).word == 0);
    CHECK(layout.add(64).word == 2);
    CHECK(layout.words() == 3);
    CHECK_THROWS_AS(layout.add(65), InputError);
}

TEST_CASE("balances, processes and sets of messages are packed and unpacked") {
    const Extent wide{2, 1, Assumptions{.count_bits = 3}, 5, 4};
    for (const std::int32_t value : {-8, -1, 0, 1, 7}) {
        const std::uint64_t code = Codec<Balance>::encode({value}, wide);
        CHECK(code < std::uint64_t{1} << Codec<Balance>::bits(wide));
        CHECK(decoded<Balance>(code, wide).value == value);
    }
    CHECK_THROWS_AS(Codec<Balance>::encode({8}, wide), AssumptionFailed);
    CHECK_THROWS_AS(Codec<Balance>::encode({-9}, wide), AssumptionFailed);
    CHECK(Codec<ProcessId>::bits(wide) == 3);
    CHECK_THROWS_AS(Codec<ProcessId>::encode({5}, wide), AlgorithmFault);
    CHECK(Codec<MessageSet>::bits(wide) == 4);
    CHECK_THROWS_AS(Codec<MessageSet>::encode({0b10000}, wide), AlgorithmFault);
    PerProcess<ProcessId> leads;
    leads[ProcessId{4}] = {3};
    const auto code = Codec<PerProcess<ProcessId>>::encode(leads, wide);
    CHECK(code == std::uint64_t{3} << 12);
    CHECK(decoded<PerProcess<ProcessId>>(code, wide)[ProcessId{4}] == ProcessId{3});
}

TEST_CASE("a struct that is put together of several has the members of all") {
    CHECK(member_count<Grown> == 3);
    CHECK(member_name<Grown, 1>() == "colour");
    CHECK(member_name<Grown, 2>() == "more");
}

TEST_CASE("values are spelled for people") {
    const Network network({"p0", "p1", "p2"}, {{0, 1}, {1, 2}});
    const std::vector<unsigned> channels{0, 1};
    const Speller speller(network, channels);
    ChannelSet set;
    set.insert(Channel{1});
    PerChannel<Count> counts;
    counts[Channel{0}] = 2;
    CHECK(speller.spell(set) == "{p1->p2}");
    CHECK(speller.spell(counts) == "{p0->p1: 2}");
    CHECK(speller.spell(true) == "yes");
    CHECK(Speller(network).spell(Greeting{Count{2}, Colour::red}) ==
          "greeting (times 2, colour red)");
    CHECK(in_words("LastRed") == "last red");
}

}  // namespace snapcheck::testing
