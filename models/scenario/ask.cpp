#include "models/scenario/ask.hpp"

#include "models/scenario/decide.hpp"
#include "models/scenario/order.hpp"
#include "models/scenario/reason.hpp"
#include "models/topology/named_graph.hpp"

namespace snapcheck {

namespace {

void check_different(const std::vector<SnapFile>& files) {
    for (std::size_t i = 0; i < files.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (files[i].snapshot == files[k].snapshot)
                throw error_at(files[i].file, 0,
                               "snapshot " + std::to_string(files[i].snapshot) + " again, which '" +
                                   files[k].file + "' is of");
    if (files.size() > OrderCodes::most)
        throw InputError("--expect: " + std::to_string(files.size()) +
                         " snapshots, where 20 together are the most");
}

// A snapshot whose markers do not reach everybody is no outcome, whatever the file says.
std::string unreachable(const Script& script, const SnapFile& file) {
    const Process initiator = script.initiators[file.snapshot];
    const auto missed = script.network().unreachable_from(std::vector<Process>{initiator});
    if (missed.empty()) return "";
    return error_at(file.file, 0,
                    "snapshot " + std::to_string(file.snapshot) +
                        " is never complete: no path leads from " +
                        script.network().name(initiator) + " to " +
                        script.network().name(missed.front()))
        .what();
}

Answer decide_files(const Script& script, const std::vector<SnapFile>& files,
                    const SearchOptions& options) {
    std::vector<Claims> claims;
    for (const SnapFile& file : files) claims.push_back(claims_of(file, script.network()));
    return decide(Timeline(script, ids_of(files)), claims, options);
}

// One file alone, and two together, are answered quickly, and are what is wrong if anything is.
std::vector<std::vector<SnapFile>> smaller_questions(const std::vector<SnapFile>& files) {
    std::vector<std::vector<SnapFile>> questions;
    if (files.size() > 1)
        for (const SnapFile& file : files) questions.push_back({file});
    if (files.size() > 2)
        for (std::size_t i = 0; i < files.size(); ++i)
            for (std::size_t k = 0; k < i; ++k) questions.push_back({files[k], files[i]});
    return questions;
}

}  // namespace

Answer ask(const Script& script, const std::vector<SnapFile>& files, const SearchOptions& options) {
    check_different(files);
    for (const SnapFile& file : files)
        if (const std::string why = unreachable(script, file); !why.empty())
            return {Answer::Verdict::impossible, {}, {}, why};
    for (const auto& some : smaller_questions(files)) {
        Answer answer = decide_files(script, some, options);
        if (answer.verdict != Answer::Verdict::impossible) continue;
        answer.reason = why_impossible(script, some, options);
        return answer;
    }
    Answer answer = decide_files(script, files, options);
    if (answer.verdict == Answer::Verdict::impossible)
        answer.reason = why_impossible(script, files, options);
    return answer;
}

}  // namespace snapcheck
