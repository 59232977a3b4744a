#include "traces/read_application.hpp"

#include "models/application/application_check.hpp"
#include "models/application/application_judge.hpp"

namespace snapcheck {

namespace {

constexpr std::size_t most_transitions = 4095;  // a step has twelve bits for its number

OfApplication::Table read_table(const JsonNode& node) {
    return {node["states"].list_of_words(Application::max_states), node["initial"].words(),
            node["transitions"].list_of_words(most_transitions)};
}

}  // namespace

OfApplication read_application(const JsonNode& instance, const Network& network) {
    OfApplication application;
    const auto tables = instance["tables"].list(network.processes());
    if (tables.size() != network.processes())
        instance["tables"].complain("not a table for each process");
    for (const JsonNode& table : tables) application.processes.push_back(read_table(table));
    application.contents = instance["contents"].list_of_words(Application::max_contents);
    application.conserved = instance["conserved"].words();
    application.channels = instance["channel_names"].list_of_words(network.channels());
    if (application.channels.size() != network.channels())
        instance["channel_names"].complain("not a name for each channel");
    application.invariants = instance["invariants"].list_of_words(max_invariants);
    application.fairness = instance.words_if("fairness");
    if (!application.fairness.empty())
        instance["fairness"].blame([&] { return parse_fairness(application.fairness); });
    return application;
}

}  // namespace snapcheck
