#include <fmt/format.h>

#include <filesystem>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"
#include "cli/lemmas_report.hpp"
#include "traces/files.hpp"
#include "traces/lemma.hpp"

namespace snapcheck {

namespace {

constexpr std::string_view option = "--output";

/// Writes one trace in every format that a page needs.
class Shelf {
  public:
    explicit Shelf(std::string folder) : folder_(std::move(folder)) {}

    void put(const std::string& name, const Trace& trace) {
        for (const char* extension : {".svg", ".txt", ".json"})
            write_traces(path(name + extension), {trace}, option);
        pictures_.push_back(path(name + ".svg"));
    }
    std::vector<std::string> pictures() && { return std::move(pictures_); }

  private:
    std::string path(const std::string& file) const {
        return (std::filesystem::path(folder_) / file).string();
    }

    std::string folder_;
    std::vector<std::string> pictures_;
};

}  // namespace

void require_folder(const std::string& folder) {
    std::error_code failed;
    std::filesystem::create_directory(folder, failed);
    if (failed || !std::filesystem::is_directory(folder))
        throw InputError(fmt::format("{} {}: the folder cannot be made: {}", option,
                                     printable(folder),
                                     failed ? failed.message() : "it is something else"));
    require_trace_file((std::filesystem::path(folder) / "all-record.json").string(), option);
}

std::vector<std::string> write_lemmas(const std::string& folder, const Request& request,
                                      const LemmaResult& result, const std::vector<Foil>& foils) {
    Shelf shelf(folder);
    for (const LemmaFinding& finding : result.findings) {
        const std::string name(lemmas()[finding.lemma].name);
        const auto put = [&](const std::string& file, bool holds, const Run& run) {
            shelf.put(file, trace_of_lemma(finding.lemma, holds, run, request.instance,
                                           request.algorithm.name, request.topology));
        };
        if (finding.at_work) put(name, true, *finding.at_work);
        if (finding.broken) put(name + "-violated", false, *finding.broken);
        for (const Foil& foil : foils)
            if (foil.lemma == finding.lemma && !finding.broken)
                shelf.put(name + "-violated",
                          trace_of_lemma(foil.lemma, false, foil.run, foil.instance, foil.algorithm,
                                         request.topology));
    }
    return std::move(shelf).pictures();
}

}  // namespace snapcheck
