// Suites. What was accepted expects only of properties that it asks for, and can be told in one
// line.
#include <array>

#include "cli/suite/suite_file.hpp"
#include "tests/fuzz/oracle.hpp"

using namespace snapcheck;

namespace {

// Nothing is checked here, so that no algorithm has to be compiled.
const std::array algorithms{AlgorithmEntry{"chandy-lamport", "", {}, {}, {}, false, {}, nullptr}};

void demand_asked(const SuiteCheck& check, unsigned property) {
    fuzz::demand((check.request.options.properties >> property & 1) != 0);
}

void demand_sound_check(const SuiteCheck& check) {
    fuzz::demand(printable(check.name) == check.name);
    fuzz::demand(printable(check.command) == check.command && check.line > 0);
    for (const auto& [property, verdict] : check.expected.verdicts) demand_asked(check, property);
    for (const auto& [property, steps] : check.expected.steps_of) demand_asked(check, property);
    for (const auto& [name, digits] : check.expected.figures)
        fuzz::demand(!digits.empty() &&
                     digits.find_first_not_of("0123456789") == std::string::npos);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto suite = fuzz::accepted([&] { return parse_suite(text, "input", algorithms); });
    if (!suite) return 0;
    fuzz::demand(!suite->empty());
    for (const SuiteCheck& check : *suite) demand_sound_check(check);
    return 0;
}
