#include "cli/suite/suite_json.hpp"

#include <nlohmann/json.hpp>

#include "cli/memory.hpp"
#include "cli/report_json.hpp"
#include "cli/version.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;
using Fate = SuiteItem::Fate;

ordered_json item_json(const SuiteItem& item) {
    ordered_json json{{"name", item.check.name},       {"file", item.check.file},
                      {"line", item.check.line},       {"fate", name_of(item.fate)},
                      {"command", item.check.command}, {"mismatches", ordered_json::array()}};
    for (const Mismatch& mismatch : item.mismatches)
        json["mismatches"].push_back({{"what", mismatch.what},
                                      {"expected", mismatch.expected},
                                      {"got", mismatch.got},
                                      {"cut_off", mismatch.cut_off}});
    if (!item.complaint.empty()) json["complaint"] = item.complaint;
    json["instance"] = instance_json(item.check.request);
    if (!item.result) return json;
    json.update(result_json(*item.result));
    json["properties"] = properties_json(*item.result, item.traces);
    return json;
}

}  // namespace

std::string json_of(const SuiteReport& report) {
    ordered_json document{{"schema", "snapcheck/1"}, {"version", version}, {"command", "suite"}};
    document["interrupted"] = report.interrupted;
    document["total"] = report.items.size();
    document["met"] = report.count(Fate::met);
    document["missed"] = report.count(Fate::missed);
    document["cut_off"] = report.count(Fate::cut_off);
    document["not_run"] = report.count(Fate::not_run);
    document["seconds"] = report.seconds;
    document["peak_bytes"] = peak_memory();
    document["workers"] = report.workers;
    document["checks"] = ordered_json::array();
    for (const SuiteItem& item : report.items) document["checks"].push_back(item_json(item));
    return document.dump(2) + "\n";
}

}  // namespace snapcheck
