// There is no standard; this keeps to what Jenkins' schema, GitLab and GitHub's actions have in
// common. A missed expectation is a failure, one that could not be judged an error.
#include "cli/suite/junit.hpp"

#include <fmt/format.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <filesystem>
#include <sstream>

#include "traces/text.hpp"

namespace snapcheck {

namespace {

using boost::property_tree::ptree;
using Fate = SuiteItem::Fate;

bool is_error(const SuiteItem& item) {
    return item.fate == Fate::cut_off || !item.complaint.empty();
}

struct Totals {
    std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
    double seconds = 0;

    void add(const SuiteItem& item) {
        ++tests;
        if (item.fate == Fate::not_run)
            ++skipped;
        else if (is_error(item))
            ++errors;
        else if (item.fate == Fate::missed)
            ++failures;
        seconds += item.result ? item.result->report.seconds : 0;
    }
};

void put_totals(ptree& node, const Totals& totals) {
    node.put("<xmlattr>.tests", totals.tests);
    node.put("<xmlattr>.failures", totals.failures);
    node.put("<xmlattr>.errors", totals.errors);
    node.put("<xmlattr>.skipped", totals.skipped);
    node.put("<xmlattr>.time", fmt::format("{:.3f}", totals.seconds));
}

// What to read after the headline: everything that differs, how to see it, and the counterexamples.
std::string details(const SuiteItem& item) {
    std::string text = fmt::format("{}\n{}:{}\n{}\n", fmt::join(complaints_of(item), "\n"),
                                   item.check.file, item.check.line, item.check.command);
    for (const Trace& trace : item.traces) text += "\n" + to_text(trace, Detail::diff);
    return text;
}

ptree testcase(const SuiteItem& item) {
    const std::string& file = item.check.file;
    ptree node;
    node.put("<xmlattr>.name", item.check.name);
    node.put("<xmlattr>.classname", std::filesystem::path(file).stem().string());
    node.put("<xmlattr>.file", file);
    node.put("<xmlattr>.line", item.check.line);
    node.put("<xmlattr>.time",
             fmt::format("{:.3f}", item.result ? item.result->report.seconds : 0));
    if (item.fate == Fate::not_run) node.put("skipped.<xmlattr>.message", "interrupted");
    if (item.fate != Fate::missed && item.fate != Fate::cut_off) return node;
    ptree& miss = node.put(is_error(item) ? "error" : "failure", details(item));
    miss.put("<xmlattr>.message", fmt::format("{}", fmt::join(complaints_of(item), "; ")));
    miss.put("<xmlattr>.type", name_of(item.fate));
    return node;
}

}  // namespace

std::string junit_of(const SuiteReport& report) {
    ptree suites;
    Totals all;
    for (auto item = report.items.begin(); item != report.items.end();) {
        const std::string& file = item->check.file;
        ptree suite;
        ptree cases;
        Totals totals;
        for (; item != report.items.end() && item->check.file == file; ++item) {
            totals.add(*item);
            all.add(*item);
            cases.push_back({"testcase", testcase(*item)});
        }
        suite.put("<xmlattr>.name", file);
        put_totals(suite, totals);
        suite.insert(suite.end(), cases.begin(), cases.end());
        suites.push_back({"testsuite", suite});
    }
    ptree root;
    root.put("<xmlattr>.name", "snapcheck");
    put_totals(root, all);
    root.insert(root.end(), suites.begin(), suites.end());
    ptree document;
    document.add_child("testsuites", root);
    std::ostringstream out;
    write_xml(out, document, boost::property_tree::xml_writer_settings<std::string>(' ', 2));
    return out.str();
}

}  // namespace snapcheck
