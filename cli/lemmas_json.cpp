#include <nlohmann/json.hpp>

#include "checker/decimal.hpp"
#include "cli/lemmas_report.hpp"
#include "cli/memory.hpp"
#include "cli/report_json.hpp"
#include "traces/json.hpp"
#include "traces/lemma.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

std::string_view name_of(LemmaFinding::Verdict verdict) {
    switch (verdict) {
        case LemmaFinding::Verdict::holds:
            return "holds";
        case LemmaFinding::Verdict::violated:
            return "violated";
        case LemmaFinding::Verdict::vacuous:
            return "vacuous";
        case LemmaFinding::Verdict::not_applicable:
            return "not-applicable";
        default:
            return "unknown";
    }
}

ordered_json run_json(const Request& request, unsigned lemma, bool holds,
                      const std::optional<Run>& run) {
    if (!run) return {};
    const Trace trace = trace_of_lemma(lemma, holds, *run, request.instance, request.algorithm.name,
                                       request.topology);
    return {{"reason", trace.shown->reason}, {"steps", steps_json(trace)}};
}

ordered_json lemma_json(const Request& request, const LemmaFinding& finding) {
    const Lemma& lemma = lemmas()[finding.lemma];
    return {{"name", lemma.name},
            {"meaning", lemma.meaning},
            {"because", lemma.because},
            {"verdict", name_of(finding.verdict)},
            {"at_work", run_json(request, finding.lemma, true, finding.at_work)},
            {"violated", run_json(request, finding.lemma, false, finding.broken)}};
}

}  // namespace

std::string lemmas_json(const LemmasAnswer& answer) {
    const Report& report = answer.result.report;
    ordered_json document = document_of("prove");
    document["instance"] = instance_json(answer.request);
    document["verdict"] = name_of(outcome_of(answer.result));
    document["complete"] = report.complete();
    document["ending"] = name_of(report.ending);
    document["states"] = report.states;
    document["transitions"] = report.transitions;
    document["depth"] = report.depth;
    document["interleavings"] =
        report.runs.empty() ? ordered_json() : ordered_json(decimal(report.runs));
    document["left"] = report.left;
    document["seconds"] = report.seconds;
    document["peak_bytes"] = peak_memory();
    document["workers"] = answer.request.options.workers;
    document["lemmas"] = ordered_json::array();
    for (const LemmaFinding& finding : answer.result.findings)
        document["lemmas"].push_back(lemma_json(answer.request, finding));
    if (!answer.files.empty()) document["files"] = answer.files;
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
