#include "traces/certificate.hpp"

#include <nlohmann/json.hpp>

#include "traces/xz.hpp"

namespace snapcheck {

namespace {

using nlohmann::json;  // with its keys in alphabetical order: so a document has one text

json instance_json(const Instance& instance) {
    json document{
        {"channels", to_string(instance.channels)},  {"fall_silent", instance.may_fall_silent},
        {"initiators", instance.initiators},         {"network", json::array()},
        {"processes", instance.network.processes()}, {"snapshots", instance.snapshots}};
    if (instance.budget)
        document["budget"] = *instance.budget;
    else
        document["messages"] = instance.messages;
    for (unsigned c = 0; c < instance.network.channels(); ++c) {
        const auto [source, target] = instance.network.ends(c);
        document["network"].push_back({source, target});
    }
    return document;
}

json parsed(const std::vector<std::string>& texts) {
    json values = json::array();
    for (const std::string& text : texts) values.push_back(json::parse(text));
    return values;
}

// --- a violation

json runs_json(const CheckResult& result) {
    json runs = json::array();
    for (const Finding& finding : result.findings) {
        if (finding.verdict != Finding::Verdict::violated) continue;
        json states = json::array();
        for (const auto& state : finding.evidence.states) states.push_back(parsed(state));
        runs.push_back({{"property", catalogue()[finding.property].name},
                        {"states", std::move(states)},
                        {"steps", parsed(finding.evidence.steps)}});
    }
    return runs;
}

bool has_all_runs(const CheckResult& result) {
    for (const Finding& finding : result.findings)
        if (finding.verdict == Finding::Verdict::violated && finding.evidence.states.empty())
            return false;
    return true;
}

// --- all states

json properties_json(const CheckResult& result) {
    json properties = json::object();
    for (const Finding& finding : result.findings)
        properties[std::string(catalogue()[finding.property].name)] =
            finding.verdict == Finding::Verdict::vacuous ? "vacuous" : "holds";
    return properties;
}

json figures_json(const CheckResult& result) {
    const Report& report = result.report;
    return {{"depth", report.depth},       {"snapshots", result.snapshots},
            {"states", report.states},     {"stuck", result.stuck},
            {"terminal", report.terminal}, {"transitions", report.transitions}};
}

json columns_json(const StateTable& table) {
    json columns = json::array();
    for (std::size_t c = 0; c < table.columns(); ++c) columns.push_back(parsed(table.texts(c)));
    return columns;
}

// The bytes that a place among so many texts takes.
unsigned width_for(std::size_t texts) {
    if (texts <= 1U << 8) return 1;
    return texts <= 1U << 16 ? 2 : 4;
}

// Column after column: neighbours in a column are alike, since states are sorted.
std::string places(const StateTable& table) {
    std::string bytes;
    for (std::size_t c = 0; c < table.columns(); ++c) {
        const unsigned width = width_for(table.texts(c).size());
        for (std::size_t state = 0; state < table.states(); ++state)
            for (unsigned byte = 0; byte < width; ++byte)
                bytes += static_cast<char>(table.at(state, c) >> 8 * byte & 0xff);
    }
    return bytes;
}

}  // namespace

std::optional<std::string> certificate(const CheckResult& result, const Instance& instance,
                                       std::string_view algorithm) {
    json document{{"schema", certificate_schema},
                  {"algorithm", algorithm},
                  {"instance", instance_json(instance)}};
    if (result.all_states) {
        document["verdict"] = "holds";
        document["properties"] = properties_json(result);
        document["figures"] = figures_json(result);
        document["columns"] = columns_json(*result.all_states);
        return to_xz(document.dump() + "\n" + places(*result.all_states));
    }
    const bool violated = verdict_on_all(result) == Finding::Verdict::violated;
    if (!violated || !has_all_runs(result)) return std::nullopt;
    document["verdict"] = "violated";
    document["runs"] = runs_json(result);
    return to_xz(document.dump() + "\n");
}

}  // namespace snapcheck
