#include "traces/svg_caption.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "traces/svg_looks.hpp"

namespace snapcheck::svg {

namespace {

/// Line by line, downwards.
class Writer {
  public:
    Writer(const Trace& trace, const Diagram& diagram, const Sheet& sheet)
        : trace_(trace), diagram_(diagram), sheet_(sheet) {}

    Lines write(Caption caption) {
        legend();
        if (caption == Caption::whole) {
            recorded_channels();
            for_ever();
            explanation();
        }
        return {body_, y_};
    }

  private:
    void add(const std::string& shape) { body_ += shape + "\n"; }

    /// A sample, 36 wide and centred on its line, and what it means.
    void legend_entry(const std::string& sample, const std::string& words) {
        const double wide = 36 + 10 + letter * static_cast<double>(words.size()) + 26;
        if (legend_x_ > margin && legend_x_ + wide > sheet_.width() - margin + 26) {
            legend_x_ = margin;
            y_ += line_height + 4;
        }
        add(fmt::format(R"xml(<g transform="translate({:.1f} {:.1f})">{}{}</g>)xml", legend_x_, y_,
                        sample, text("", {46, 4.5}, words)));
        legend_x_ += wide;
    }

    static std::string sample_arrow(std::string_view css_class, std::string_view end) {
        std::string shape = fmt::format(R"xml(<g class="{}">)xml", css_class);
        shape += line("shaft", {0, 0}, {27, 0}) + line("core", {0, 0}, {27, 0});
        if (end == "head") shape += arrow_head({0, 0}, {36, 0});
        if (end == "cross") shape += cross({29, 0}, 6);
        if (end == "open") shape += circle("end", {30, 0}, 4);
        return shape + "</g>";
    }

    bool any(auto test) const { return std::ranges::any_of(diagram_.flights, test); }

    void legend() {
        y_ = sheet_.bottom() + 32;
        legend_x_ = margin;
        for (const Look& look : looks) {
            const auto first = std::ranges::find_if(diagram_.flights, [&](const Flight& a) {
                return a.application() && &look_of(a.standing) == &look;
            });
            if (first != diagram_.flights.end())
                legend_entry(sample_arrow(look.css_class, "head"),
                             fmt::format(fmt::runtime(look.meaning), first->name()));
        }
        if (any([](const Flight& a) { return !a.application(); }))
            legend_entry(sample_arrow("control", "head"), control_names_differ(diagram_)
                                                              ? "control message"
                                                              : first_control(diagram_));
        if (any([](const Flight& a) { return !a.arrives.has_value(); }))
            legend_entry(sample_arrow("ordinary", "open"),
                         trace_.repeats() ? "in transit when the cycle ends, and when it begins"
                                          : "in transit when the run ends");
        if (any([](const Flight& a) { return a.lost; }))
            legend_entry(sample_arrow("ordinary", "cross"), "lost by the channel");
        if (!diagram_.overtakings.empty())
            legend_entry(circle("overtaking", {18, 0}, 9), "overtakes on its channel");
        legend_entry(
            line("cut", {0, 0}, {36, 0}) +
                R"xml(<rect class="cut-point" x="11.5" y="-6.5" width="13" height="13"/>)xml",
            "the cut: where processes record themselves");
        y_ += line_height + 14;
    }

    void paragraph(std::string_view css_class, const std::string& words) {
        const double wide = css_class == "strong" ? bold_letter : letter;
        const auto letters = static_cast<std::size_t>((sheet_.width() - 2 * margin) / wide);
        for (const std::string& words_of_line : wrapped(words, letters)) {
            add(text(css_class, {margin, y_}, words_of_line));
            y_ += line_height;
        }
    }

    void recorded_channels() {
        std::string list;
        for (unsigned c = 0; c < trace_.run.cut.size(); ++c) {
            std::string messages;
            for (const unsigned number : trace_.run.cut[c].recorded)
                messages += fmt::format("{}{}", messages.empty() ? "" : ", ",
                                        message_name(trace_, c, number));
            if (!messages.empty())
                list += fmt::format("{}{} [{}]", list.empty() ? "" : ", ", channel_name(trace_, c),
                                    messages);
        }
        paragraph("quiet",
                  fmt::format("Recorded channels: {}",
                              list.empty()
                                  ? "all empty"
                                  : list + (trace_.network.channels() > 1 ? "; else empty" : "")));
        y_ += 4;
    }

    // Who starves, and what it is that never comes.
    void for_ever() {
        if (!trace_.loop) return;
        std::string words = trace_.repeats() ? fmt::format("Repeats for ever: steps {} to {}",
                                                           *trace_.loop + 1, sheet_.steps())
                                             : std::string("Nothing more need happen");
        for (unsigned c = 0; c < trace_.network.channels(); ++c) words += starved_on(c);
        paragraph("strong", words + ".");
        y_ += 6;
    }

    // "; starves q: M, marker on c never arrive"
    std::string starved_on(unsigned channel) const {
        std::string names;
        bool many = false;
        for (const Flight& flight : diagram_.flights) {
            if (!flight.starves || flight.channel != channel) continue;
            many = !names.empty();
            names += (many ? ", " : "") + flight.name();
        }
        if (names.empty()) return "";
        return fmt::format("; starves {}: {} on {} never {}",
                           trace_.network.name(trace_.network.ends(channel).target), names,
                           channel_name(trace_, channel), many ? "arrive" : "arrives");
    }

    void explanation() {
        for (const Violation& violation : trace_.violations)
            section(violation.property + " is violated", violation.reason);
        if (!trace_.shown) return;
        section(trace_.shown->lemma + (trace_.shown->holds ? ": " : " is violated: ") +
                    trace_.shown->meaning,
                trace_.shown->reason);
    }

    void section(const std::string& heading, const std::string& words) {
        paragraph("strong", heading);
        paragraph("", words);
        y_ += 6;
    }

    const Trace& trace_;
    const Diagram& diagram_;
    const Sheet& sheet_;
    std::string body_;
    double y_ = 0;  // the next line
    double legend_x_ = 0;
};

}  // namespace

Lines caption_of(const Trace& trace, const Diagram& diagram, const Sheet& sheet, Caption caption) {
    return Writer(trace, diagram, sheet).write(caption);
}

}  // namespace snapcheck::svg
