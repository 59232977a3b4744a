#include <nlohmann/json.hpp>

#include "checker/decimal.hpp"
#include "cli/memory.hpp"
#include "cli/prove_report.hpp"
#include "cli/report_json.hpp"
#include "cli/words.hpp"
#include "traces/proof.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

ordered_json search_json(const Report& report) {
    return {{"ending", name_of(report.ending)},
            {"states", report.states},
            {"transitions", report.transitions},
            {"depth", report.depth},
            {"interleavings",
             report.runs.empty() ? ordered_json() : ordered_json(decimal(report.runs))},
            {"left", report.left},
            {"seconds", report.seconds}};
}

ordered_json judged_json(const ProofAnswer& answer) {
    const Proofs& proofs = answer.proofs;
    ordered_json json{{"of", answer.options.every_run ? "runs" : "snapshots"},
                      {"judged", proofs.judged},
                      {"failed", proofs.failed},
                      {"swaps", proofs.swaps},
                      {"most_swaps", proofs.most_swaps}};
    if (!answer.options.every_run) return json;
    json["incomplete"] = proofs.incomplete;
    json["never_occurred"] = proofs.never_occurred;
    return json;
}

}  // namespace

std::string prove_json(const ProofAnswer& answer) {
    const Proofs& proofs = answer.proofs;
    const Network& network = answer.request.instance.network;
    const auto told = [&](const std::optional<Proof>& proof) {
        return proof ? to_json(*proof, network) : ordered_json();
    };
    ordered_json document = document_of("prove");
    document["instance"] = instance_json(answer.request);
    document["property"] = "reachable";
    document["verdict"] = name_of(outcome_of(proofs));
    document["complete"] = proofs.judged_all;
    document.update(search_json(proofs.report));
    document["peak_bytes"] = peak_memory();
    document["workers"] = answer.request.options.workers;
    document["judged"] = judged_json(answer);
    document["shown"] = told(proofs.shown);
    if (answer.options.never_occurred) {
        document["never_occurred"] = told(proofs.unreached);
        document["never_occurred_sought_everywhere"] = proofs.sought_everywhere;
    }
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
