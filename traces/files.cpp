#include "traces/files.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "checker/input_error.hpp"
#include "traces/dot.hpp"
#include "traces/html.hpp"
#include "traces/itf.hpp"
#include "traces/json.hpp"
#include "traces/mermaid.hpp"
#include "traces/output_file.hpp"
#include "traces/shiviz.hpp"
#include "traces/svg.hpp"
#include "traces/text.hpp"
#include "traces/tikz.hpp"
#include "traces/tla.hpp"

namespace snapcheck {

std::string all_as_text(const std::vector<Trace>& traces) {
    std::string text;
    for (const Trace& trace : traces)
        text += (text.empty() ? "" : "\n") + to_text(trace, Detail::diagram_and_diff);
    return text.empty() ? "no counterexample\n" : text;
}

namespace {

constexpr std::array formats{
    TraceFormat{".txt", "a diagram, numbered steps, what each changed, and the reason",
                all_as_text},
    TraceFormat{".json", "everything, for programs, for `render` and for `replay`",
                to_json_document},
    TraceFormat{".svg", "a space-time diagram with the cut, and the reason", to_svg},
    TraceFormat{".html", "a page to step through, offline", to_html},
    TraceFormat{".tex", "a figure for a paper: LaTeX with TikZ, which compiles alone", to_tikz},
    TraceFormat{".dot", "events and what happened before what: a graph for Graphviz", to_dot},
    TraceFormat{".shiviz.log", "vector clocks: a log for ShiViz", to_shiviz},
    TraceFormat{".mmd", "a Mermaid sequence diagram, without overtaking", nullptr, to_mermaid},
    TraceFormat{".itf.json", "states: the Informal Trace Format of Apalache and Quint", nullptr,
                to_itf},
    TraceFormat{".tla", "states, the snapshot and the violated properties: a TLA+ module", nullptr,
                to_tla, require_module_name},
};

std::string file_name(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

// Of several extensions that fit, the longest: ".itf.json" is not ".json".
const TraceFormat& format_of(const std::string& path, std::string_view option) {
    const TraceFormat* longest = nullptr;
    std::vector<std::string_view> known;
    for (const TraceFormat& format : formats) {
        known.push_back(format.extension);
        if (file_name(path).ends_with(format.extension) &&
            (longest == nullptr || longest->extension.size() < format.extension.size()))
            longest = &format;
    }
    if (longest != nullptr) return *longest;
    const std::string extension = std::filesystem::path(path).extension().string();
    throw InputError(fmt::format("{} {}: {}", option, path,
                                 unknown_word("trace format", extension, known).what()));
}

std::string without(std::string_view extension, const std::string& path) {
    return path.substr(0, path.size() - extension.size());
}

void write_one(const TraceFormat& format, const std::string& path, const Trace* trace,
               std::string_view option) {
    write_whole(path, format.render_one(trace, file_name(without(format.extension, path))), option);
}

}  // namespace

std::span<const TraceFormat> trace_formats() {
    return formats;
}

void require_trace_file(const std::string& path, std::string_view option) {
    const TraceFormat& format = format_of(path, option);
    if (format.require_name != nullptr)
        format.require_name(path, file_name(without(format.extension, path)));
    require_writable(path, option);
}

void write_traces(const std::string& path, const std::vector<Trace>& traces,
                  std::string_view option) {
    const TraceFormat& format = format_of(path, option);
    if (format.render != nullptr) return write_whole(path, format.render(traces), option);
    write_one(format, path, traces.empty() ? nullptr : traces.data(), option);
    for (std::size_t i = 1; i < traces.size(); ++i)
        write_one(format,
                  fmt::format("{}_{}{}", without(format.extension, path), i + 1, format.extension),
                  &traces[i], option);
}

}  // namespace snapcheck
