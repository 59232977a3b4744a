#include "traces/files.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "checker/input_error.hpp"
#include "traces/json.hpp"
#include "traces/output_file.hpp"
#include "traces/text.hpp"

namespace snapcheck {

namespace {

std::string all_as_text(const std::vector<Trace>& traces) {
    std::string text;
    for (const Trace& trace : traces)
        text += (text.empty() ? "" : "\n") + to_text(trace, Detail::diff);
    return text.empty() ? "no counterexample\n" : text;
}

std::string all_as_json(const std::vector<Trace>& traces) {
    nlohmann::ordered_json document{{"schema", "snapcheck-traces/1"},
                                    {"traces", nlohmann::ordered_json::array()}};
    for (const Trace& trace : traces) {
        nlohmann::ordered_json json{{"algorithm", trace.algorithm},
                                    {"topology", trace.topology},
                                    {"channels", trace.channels}};
        json.update(to_json(trace));
        document["traces"].push_back(json);
    }
    return document.dump(2) + "\n";
}

constexpr std::array formats{
    TraceFormat{".txt", "numbered steps, what each changed, and the reason", all_as_text},
    TraceFormat{".json", "the same for programs", all_as_json},
};

const TraceFormat& format_of(const std::string& path) {
    const std::string extension = std::filesystem::path(path).extension().string();
    std::vector<std::string_view> known;
    for (const TraceFormat& format : formats) {
        if (format.extension == extension) return format;
        known.push_back(format.extension);
    }
    throw InputError(fmt::format("--trace-out {}: {}", path,
                                 unknown_word("trace format", extension, known).what()));
}

}  // namespace

std::span<const TraceFormat> trace_formats() {
    return formats;
}

void require_trace_file(const std::string& path) {
    format_of(path);
    require_writable(path, "--trace-out");
}

void write_traces(const std::string& path, const std::vector<Trace>& traces) {
    write_whole(path, format_of(path).render(traces), "--trace-out");
}

}  // namespace snapcheck
