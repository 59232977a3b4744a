// Trace files. What was accepted is read back the same once written, and can be rendered in every
// format.
#include "tests/fuzz/oracle.hpp"
#include "traces/files.hpp"
#include "traces/json.hpp"
#include "traces/read.hpp"

using namespace snapcheck;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const auto traces = fuzz::accepted([&] { return parse_traces(text, "input"); });
    if (!traces) return 0;
    for (const Trace& trace : *traces) fuzz::demand_sound(trace.network);
    const std::string written = to_json_document(*traces);
    const auto again = parse_traces(written, "written");
    fuzz::demand(again.size() == traces->size());
    for (std::size_t i = 0; i < again.size(); ++i)
        fuzz::demand(again[i].run == (*traces)[i].run && again[i].terms == (*traces)[i].terms &&
                     again[i].application == (*traces)[i].application &&
                     again[i].loop == (*traces)[i].loop);
    fuzz::demand(to_json_document(again) == written);
    for (const TraceFormat& format : trace_formats()) {
        if (format.render != nullptr) fuzz::demand(!format.render(*traces).empty());
        for (const Trace& trace : *traces)
            if (format.render_one != nullptr)
                fuzz::demand(!format.render_one(&trace, "written").empty());
    }
    return 0;
}
