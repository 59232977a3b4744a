// Escaped as the toolkit's own command.ts does it: a value may hold no line break, and a property
// neither the comma nor the colon that end it.
#include "cli/suite/github.hpp"

#include <fmt/format.h>

#include <boost/algorithm/string/replace.hpp>

namespace snapcheck {

namespace {

std::string message(std::string text) {
    boost::replace_all(text, "%", "%25");
    boost::replace_all(text, "\r", "%0D");
    boost::replace_all(text, "\n", "%0A");
    return text;
}

std::string property(std::string text) {
    text = message(std::move(text));
    boost::replace_all(text, ":", "%3A");
    boost::replace_all(text, ",", "%2C");
    return text;
}

}  // namespace

std::string annotation_of(const SuiteItem& item) {
    if (item.fate != SuiteItem::Fate::missed && item.fate != SuiteItem::Fate::cut_off) return "";
    const std::string text =
        fmt::format("{}\n{}", fmt::join(complaints_of(item), "\n"), item.check.command);
    return fmt::format("::error file={},line={},title={}::{}\n", property(item.check.file),
                       item.check.line, property(item.check.name), message(text));
}

}  // namespace snapcheck
