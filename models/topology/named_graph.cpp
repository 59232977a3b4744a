// From the names in a file to processes 0, 1, ...: people count p2, p10, computers p10, p2.
#include "models/topology/named_graph.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "checker/printable.hpp"

namespace snapcheck {
namespace {

constexpr std::string_view digits = "0123456789";
constexpr std::size_t longest_name = 64;

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// Takes the digits off the front of `text`; leading zeros do not count.
std::string_view take_number(std::string_view& text) {
    std::string_view number = text.substr(0, text.find_first_not_of(digits));
    text.remove_prefix(number.size());
    number.remove_prefix(std::min(number.find_first_not_of('0'), number.size()));
    return number;
}

/// Negative, zero or positive, as `a` comes before, with or after `b`.
int compare_numbers(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
    return a.compare(b);
}

int compare_naturally(std::string_view a, std::string_view b) {
    while (!a.empty() && !b.empty()) {
        int order = 0;
        if (is_number(a.substr(0, 1)) && is_number(b.substr(0, 1))) {
            order = compare_numbers(take_number(a), take_number(b));
        } else {
            order = a.substr(0, 1).compare(b.substr(0, 1));
            a.remove_prefix(1);
            b.remove_prefix(1);
        }
        if (order != 0) return order;
    }
    return a.compare(b);
}

void check_name(const std::string& name) {
    if (name.empty()) throw InputError("a process without a name");
    if (name.size() > longest_name) {
        throw InputError("process name " + in_quotes(name) + " has more than " +
                         std::to_string(longest_name) + " bytes");
    }
    if (printable(name) != name) {
        throw InputError("process name " + in_quotes(name) + " has characters that do not print");
    }
}

/// A bare number would read badly in a trace: "7 sends m1 to 2".
std::string shown_name(const std::string& name, const std::vector<std::string>& all) {
    if (!is_number(name)) return name;
    std::string prefixed = "p" + name;
    return std::ranges::find(all, prefixed) == all.end() ? prefixed : name;
}

/// The nodes by name: element `p` is the node that becomes process `p`.
std::vector<std::size_t> in_natural_order(const std::vector<std::string>& names) {
    std::vector<std::size_t> order(names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, naturally_before, [&](std::size_t node) { return names[node]; });
    return order;
}

Network relabelled(const NamedGraph& graph) {
    std::ranges::for_each(graph.names, check_name);
    const std::vector<std::size_t> order = in_natural_order(graph.names);
    std::vector<std::string> names;
    std::vector<Process> process_of(order.size());
    for (std::size_t node : order) {
        process_of[node] = static_cast<Process>(names.size());
        names.push_back(shown_name(graph.names[node], graph.names));
    }
    std::vector<ChannelEnds> channels;
    std::ranges::transform(graph.channels, std::back_inserter(channels), [&](ChannelEnds ends) {
        return ChannelEnds{process_of[ends.source], process_of[ends.target]};
    });
    return {std::move(names), std::move(channels)};
}

}  // namespace

bool naturally_before(std::string_view a, std::string_view b) {
    const int order = compare_naturally(a, b);
    return order != 0 ? order < 0 : a < b;  // "p1" and "p01" are two names
}

Network to_network(const NamedGraph& graph, std::string_view where) {
    try {
        return relabelled(graph);
    } catch (const InputError& error) {
        throw error_at(where, 0, error.what());
    }
}

void check_is_text(std::string_view text, std::string_view where) {
    if (text.size() > max_graph_text) throw error_at(where, 0, "larger than 16 MiB");
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw error_at(where, 0, "nothing in it");
    }
    if (text.find('\0') != std::string_view::npos) {
        throw error_at(where, 0, "not a text file: it has zero bytes");
    }
}

InputError error_at(std::string_view where, std::size_t line, std::string_view what) {
    std::string message = printable(where);
    if (line != 0) message.append(":").append(std::to_string(line));
    return InputError(message.append(": ").append(printable(what)));
}

}  // namespace snapcheck
