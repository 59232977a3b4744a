// Networks, and the sentences for words that nobody knows.
#include "models/topology/network.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "tests/catch.hpp"

using snapcheck::ChannelEnds;
using snapcheck::InputError;
using snapcheck::Network;
using snapcheck::Process;

namespace {

Network network(unsigned processes, std::vector<ChannelEnds> channels) {
    std::vector<std::string> names;
    for (unsigned p = 0; p < processes; ++p)
        names.push_back(std::string("p").append(std::to_string(p)));
    return {names, std::move(channels)};
}

std::string refusal(unsigned processes, const std::vector<ChannelEnds>& channels) {
    try {
        network(processes, channels);
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

std::vector<unsigned> listed(std::span<const unsigned> numbers) {
    return {numbers.begin(), numbers.end()};
}

constexpr std::array<std::string_view, 4> kinds = {"fifo", "bag", "causal", "lossy"};

}  // namespace

TEST_CASE("a network sorts its channels by source, then target", "[network]") {
    const Network diamond = network(4, {{2, 3}, {0, 2}, {1, 3}, {0, 1}});
    REQUIRE(diamond.processes() == 4);
    REQUIRE(diamond.channels() == 4);
    CHECK(diamond.ends(0) == ChannelEnds{0, 1});
    CHECK(diamond.ends(1) == ChannelEnds{0, 2});
    CHECK(diamond.ends(2) == ChannelEnds{1, 3});
    CHECK(diamond.ends(3) == ChannelEnds{2, 3});
    CHECK(diamond.channel_name(1) == "p0->p2");
    CHECK(listed(diamond.outputs(0)) == std::vector<unsigned>{0, 1});
    CHECK(listed(diamond.inputs(0)).empty());
    CHECK(listed(diamond.inputs(3)) == std::vector<unsigned>{2, 3});
    CHECK(listed(diamond.outputs(3)).empty());
}

TEST_CASE("a channel goes by the names of its ends", "[network]") {
    const Network pair({"alice", "bob"}, {{1, 0}});
    CHECK(pair.name(1) == "bob");
    CHECK(pair.channel_name(0) == "bob->alice");
}

TEST_CASE("a process is reachable along channels, not against them", "[network]") {
    const Network path = network(4, {{0, 1}, {1, 2}});
    const auto from = [&](std::vector<Process> sources) { return path.unreachable_from(sources); };
    CHECK(from({0}) == std::vector<Process>{3});
    CHECK(from({1}) == std::vector<Process>{0, 3});
    CHECK(from({2, 0}) == std::vector<Process>{3});
    CHECK(from({3, 1}) == std::vector<Process>{0});
    CHECK(from({0, 0, 3}).empty());
    CHECK(from({}) == std::vector<Process>{0, 1, 2, 3});
}

TEST_CASE("a channel from a process to itself, to nowhere, or twice is refused", "[network]") {
    CHECK(refusal(2, {{0, 1}}) == "accepted");
    CHECK(refusal(2, {}) == "accepted");
    CHECK(refusal(2, {{1, 1}}) == "channel p1->p1 leads back to the same process");
    CHECK(refusal(2, {{0, 2}}) == "a channel from process 0 to 2, in a network of 2");
    CHECK(refusal(0, {{0, 0}}) == "a channel from process 0 to 0, in a network of 0");
    CHECK(refusal(3, {{2, 0}, {0, 1}, {2, 0}}) ==
          "channel p2->p0 is given twice: one for each ordered pair of processes is the most");
    CHECK(refusal(0, {}) == "a network needs at least two processes");
    CHECK(refusal(1, {}) == "a network needs at least two processes");
}

TEST_CASE("a network has limits", "[network]") {
    CHECK(refusal(64, {{63, 0}}) == "accepted");
    CHECK(refusal(65, {}) == "65 processes, where 64 are the most");
    CHECK(refusal(2, std::vector<ChannelEnds>(1025)) == "1025 channels, where 1024 are the most");
}

TEST_CASE("the nearest word is a few slips of the finger away", "[input_error]") {
    using snapcheck::nearest;
    CHECK(nearest("fifo", kinds) == "fifo");
    CHECK(nearest("fife", kinds) == "fifo");
    CHECK(nearest("FIFO", kinds) == "fifo");
    CHECK(nearest("bug", kinds) == "bag");
    CHECK(nearest("cuasal", kinds) == "causal");
    CHECK(nearest("losy", kinds) == "lossy");
    CHECK(nearest("lossyy", kinds) == "lossy");
    CHECK(nearest("", kinds).empty());
    CHECK(nearest("b", kinds).empty());
    CHECK(nearest("random", kinds).empty());
    CHECK(nearest(std::string(1'000'000, 'f'), kinds).empty());
    CHECK(nearest("fifo", {}).empty());
}

TEST_CASE("the first of two words equally near is taken", "[input_error]") {
    constexpr std::array<std::string_view, 2> pair = {"cat", "car"};
    CHECK(snapcheck::nearest("cab", pair) == "cat");
}

TEST_CASE("an unknown word comes with the known ones", "[input_error]") {
    using snapcheck::unknown_word;
    CHECK(std::string(unknown_word("channels", "fife", kinds).what()) ==
          "unknown channels 'fife': did you mean 'fifo'?");
    CHECK(std::string(unknown_word("channels", "x", kinds).what()) ==
          "unknown channels 'x': choose from fifo, bag, causal, lossy");
    CHECK(std::string(unknown_word("channels", "a\nb", kinds).what()) ==
          "unknown channels 'a?b': choose from fifo, bag, causal, lossy");
    CHECK(std::string(unknown_word("channels", "x", {}).what()) == "unknown channels 'x'");
}

TEST_CASE("what is printed is one line of UTF-8", "[printable]") {
    using snapcheck::printable;
    CHECK(printable("plain text") == "plain text");
    CHECK(printable("Zürich €𝄞") == "Zürich €𝄞");
    CHECK(printable("a\tb\r\nc\x1b[0m\x7f") == "a?b??c?[0m?");
    CHECK(printable("\xC2\x85") == "??");            // a control character of two bytes
    CHECK(printable("\xC0\xAF|\xFF") == "??|?");     // overlong; never a first byte
    CHECK(printable("\xED\xA0\x80") == "???");       // a surrogate
    CHECK(printable("\xF4\x90\x80\x80") == "????");  // beyond U+10FFFF
    CHECK(printable("\xE2\x82") == "??");            // cut off
    CHECK(printable("\xE2(\x82") == "?(?");          // no continuation
    CHECK(printable("\xF0\x80\x80\x80|\xE0\x80\x80") == "????|???");
}

TEST_CASE("a long quotation is cut between characters", "[printable]") {
    using snapcheck::in_quotes;
    CHECK(in_quotes("") == "''");
    const std::string eighty(80, 'x');
    CHECK(in_quotes(eighty) == std::string("'").append(eighty).append("'"));
    CHECK(in_quotes(eighty + "x") == std::string("'").append(eighty).append("...'"));
    const std::string shorter = eighty.substr(1);
    CHECK(in_quotes(shorter + "ü.") == std::string("'").append(shorter).append("...'"));
}
