#include "traces/files.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>

#include "checker/input_error.hpp"
#include "traces/html.hpp"
#include "traces/json.hpp"
#include "traces/output_file.hpp"
#include "traces/svg.hpp"
#include "traces/text.hpp"

namespace snapcheck {

std::string all_as_text(const std::vector<Trace>& traces) {
    std::string text;
    for (const Trace& trace : traces)
        text += (text.empty() ? "" : "\n") + to_text(trace, Detail::diff);
    return text.empty() ? "no counterexample\n" : text;
}

namespace {

constexpr std::array formats{
    TraceFormat{".txt", "numbered steps, what each changed, and the reason", all_as_text},
    TraceFormat{".json", "everything, for programs, for `render` and for `replay`",
                to_json_document},
    TraceFormat{".svg", "a space-time diagram with the cut, and the reason", to_svg},
    TraceFormat{".html", "a page to step through, offline", to_html},
};

const TraceFormat& format_of(const std::string& path, std::string_view option) {
    const std::string extension = std::filesystem::path(path).extension().string();
    std::vector<std::string_view> known;
    for (const TraceFormat& format : formats) {
        if (format.extension == extension) return format;
        known.push_back(format.extension);
    }
    throw InputError(fmt::format("{} {}: {}", option, path,
                                 unknown_word("trace format", extension, known).what()));
}

}  // namespace

std::span<const TraceFormat> trace_formats() {
    return formats;
}

void require_trace_file(const std::string& path, std::string_view option) {
    format_of(path, option);
    require_writable(path, option);
}

void write_traces(const std::string& path, const std::vector<Trace>& traces,
                  std::string_view option) {
    write_whole(path, format_of(path, option).render(traces), option);
}

}  // namespace snapcheck
