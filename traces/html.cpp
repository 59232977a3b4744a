#include "traces/html.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "traces/assets.hpp"
#include "traces/json.hpp"
#include "traces/markup.hpp"
#include "traces/svg.hpp"
#include "traces/svg_loop.hpp"

namespace snapcheck {

namespace {

using nlohmann::ordered_json;

std::string_view when(Judged judged) {
    switch (judged) {
        case Judged::when_complete:
            return "when-complete";
        case Judged::at_the_end:
            return "at-the-end";
        default:
            return "always";
    }
}

// What an algorithm claims of itself is shown where it is violated: whether it claims anything, a
// trace does not say.
ordered_json properties() {
    ordered_json list = ordered_json::array();
    for (const Property& property : catalogue())
        list.push_back(
            {{"name", property.name},
             {"meaning", property.meaning},
             {"judged", when(property.judged)},
             {"usual", property.part_of_all && property.judged != Judged::by_the_algorithm}});
    return list;
}

/// JSON that cannot end the element it stands in.
std::string data_of(const std::vector<Trace>& traces) {
    ordered_json data{{"properties", properties()}, {"traces", ordered_json::array()}};
    for (const Trace& trace : traces) data["traces"].push_back(to_json(trace));
    std::string text;
    for (const char letter : data.dump())
        text += letter == '<' ? std::string("\\u003c") : std::string(1, letter);
    return text;
}

std::string title_of(const std::vector<Trace>& traces) {
    if (traces.empty()) return "No counterexample";
    const Trace& trace = traces.front();
    return fmt::format("{} on {}, {} channels", trace.algorithm, trace.topology, trace.channels);
}

/// The page with each "{{name}}" replaced by what `value` has for the name.
template <class Value>
std::string filled(std::string_view page, Value value) {
    std::string text;
    for (std::size_t open = page.find("{{"); open != page.npos; open = page.find("{{")) {
        const std::size_t close = page.find("}}", open);
        text.append(page.substr(0, open)).append(value(page.substr(open + 2, close - open - 2)));
        page.remove_prefix(close + 2);
    }
    return text.append(page);
}

}  // namespace

std::string to_html(const std::vector<Trace>& traces) {
    return filled(assets::player_html(), [&](std::string_view name) -> std::string {
        if (name == "style") return std::string(svg_style()).append(svg::loop_style());
        if (name == "data") return data_of(traces);
        if (name == "title") return markup::escaped(title_of(traces));
        std::string figures;
        for (const Trace& trace : traces)
            figures +=
                "<div class=\"figure\">\n" + svg_element(trace, Caption::legend) + "</div>\n";
        return figures;
    });
}

}  // namespace snapcheck
