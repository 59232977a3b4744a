#include "cli/survey/survey.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>

#include "checker/input_error.hpp"
#include "checker/parallel.hpp"
#include "cli/interrupt.hpp"
#include "cli/outcome.hpp"
#include "cli/program.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

using Fate = SurveyCell::Fate;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

// How many are done, on standard error: as often as the progress of a single check.
class DoneLine {
  public:
    DoneLine(std::size_t all, bool silent)
        : all_(all), silent_(silent), on_terminal_(isatty(STDERR_FILENO) != 0) {}

    void one_more() {
        const std::lock_guard lock(mutex_);
        ++done_;
        const double now = seconds_since(began_);
        if (silent_ || now < 0.5 || now - last_ < (on_terminal_ ? 0.2 : 30)) return;
        last_ = now;
        drawn_ = on_terminal_;
        fmt::print(stderr, "{}{} of {} checks{}", on_terminal_ ? "\r\x1b[K" : "", done_, all_,
                   on_terminal_ ? "" : "\n");
        std::fflush(stderr);
    }

    void clear() const {
        if (drawn_) fmt::print(stderr, "\r\x1b[K");
    }

  private:
    std::mutex mutex_;
    std::size_t all_;
    bool silent_;
    bool on_terminal_;
    bool drawn_ = false;
    std::size_t done_ = 0;
    Clock::time_point began_ = Clock::now();
    double last_ = 0;  // seconds
};

// Why a check that was run did not decide everything; empty where it did.
std::string left_open(const CheckResult& result) {
    const Report& report = result.report;
    if (!report.complete())
        return fmt::format("{}: {} seen, {} left to explore", limit_name(report.ending),
                           counted(report.states, "state"), grouped(report.left));
    const std::string unknown = names_of(result, Finding::Verdict::unknown);
    if (unknown.empty()) return "";
    return unknown + ": no run gets stuck, but the graph has a cycle, so a run may go on for ever";
}

// Asked for the invariants of an algorithm that has none, a check has nothing to do.
std::optional<std::string> nothing_claimed(const Request& request) {
    const Observations own = Observations{1} << property_bit("keeps-invariants");
    if (request.algorithm.claims || request.options.properties != own) return std::nullopt;
    return fmt::format("{} claims no invariants of its own", request.algorithm.name);
}

void judge(SurveyCell& cell) {
    const Request& request = cell.request;
    auto why_not = request.algorithm.inapplicable(request.instance);
    if (!why_not) why_not = nothing_claimed(request);
    cell.fate = why_not ? Fate::not_applicable : Fate::undecided;
    cell.reason = why_not.value_or("");
    if (why_not) return;
    const CheckResult& result =
        cell.result.emplace(request.algorithm.check(request.instance, start_clock(request)));
    cell.traces = traces_of(result, request.instance, request.algorithm.name, request.topology);
    cell.reason = left_open(result);
    if (cell.reason.empty()) cell.fate = Fate::judged;
    if (result.report.ending == Ending::interrupted) cell.fate = Fate::not_run;
}

// One check that comes to nothing keeps nobody from the others.
void run(SurveyCell& cell) {
    try {
        judge(cell);
    } catch (const InputError& error) {
        cell.reason = error.what();
    } catch (const std::bad_alloc&) {
        cell.reason = "out of memory";
    }
    if (!cell.result) return;
    for (Finding& finding : cell.result->findings) finding.run.reset();  // large, and told by now
}

}  // namespace

bool Survey::has(Fate fate) const {
    return std::ranges::find(cells, fate, &SurveyCell::fate) != cells.end();
}

Survey run_survey(const std::vector<Request>& requests, unsigned workers, bool silent) {
    const auto began = Clock::now();
    Survey survey;
    survey.workers = workers;
    for (const Request& request : requests)
        survey.cells.push_back({request, Fate::not_run, "", {}, {}});
    DoneLine progress(requests.size(), silent);
    Workers(workers).for_each(survey.cells.size(), [&](std::size_t cell, unsigned) {
        if (interrupted()) return;
        run(survey.cells[cell]);
        progress.one_more();
    });
    progress.clear();
    survey.seconds = seconds_since(began);
    return survey;
}

int exit_code_of(const Survey& survey) {
    if (survey.has(Fate::not_run)) return exit_interrupted;
    return survey.has(Fate::undecided) ? exit_inconclusive : exit_holds;
}

std::vector<Finding> findings_of(const SurveyCell& cell, Finding::Verdict verdict) {
    std::vector<Finding> findings;
    if (!cell.result) return findings;
    for (const Finding& finding : cell.result->findings)
        if (finding.verdict == verdict) findings.push_back(finding);
    return findings;
}

std::string in_words(const Finding& violation) {
    return fmt::format("{} {}", catalogue()[violation.property].name, violation.steps);
}

std::vector<std::string> words_of(const Request& request) {
    const Instance& instance = request.instance;
    const std::string load = instance.budget ? fmt::format("{}", fmt::join(*instance.budget, ","))
                                             : fmt::format("{} a channel", instance.messages);
    const std::string snapshots =
        instance.snapshots == 1 ? "" : fmt::format("; {} snapshots", instance.snapshots);
    return {request.topology,
            fmt::format("({}; {}{})", load, fmt::join(instance.initiators, ","), snapshots)};
}

std::pair<std::string, std::string> legend_of(const Request& request) {
    const Instance& instance = request.instance;
    const std::string load =
        instance.budget
            ? fmt::format("processes 0, 1, ... may send {} messages in all",
                          fmt::join(*instance.budget, ", "))
            : fmt::format("each channel may carry {}", counted(instance.messages, "message"));
    return {fmt::format("{}", fmt::join(words_of(request), " ")),
            fmt::format("on {}, {}, and {} may be started by process {}", request.topology, load,
                        instance.snapshots == 1 ? "the snapshot"
                                                : fmt::format("{} snapshots", instance.snapshots),
                        fmt::join(instance.initiators, ", "))};
}

}  // namespace snapcheck
