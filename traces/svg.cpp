#include "traces/svg.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "traces/assets.hpp"
#include "traces/svg_caption.hpp"
#include "traces/svg_labels.hpp"
#include "traces/svg_looks.hpp"
#include "traces/svg_loop.hpp"

namespace snapcheck {

namespace {

using namespace svg;

/// Draws one trace. Later parts lie on top of earlier ones.
class Drawing {
  public:
    Drawing(const Trace& trace, Caption caption)
        : trace_(trace),
          diagram_(diagram_of(trace)),
          sheet_(trace, diagram_, caption),
          caption_(caption) {
        keep_clear();
    }

    std::string draw() {
        if (caption_ == Caption::whole) title();
        shades();
        if (trace_.loop) add(loop_of(trace_, sheet_));
        lines();
        body_ += "<g class=\"reveal\">\n";
        for (const Flight& arrow : diagram_.flights) draw_arrow(arrow);
        cut();
        for (unsigned step = 1; step <= sheet_.steps(); ++step) draw_event(step);
        for (const Overtaking& pair : diagram_.overtakings) draw_overtaking(pair);
        for (const Flight& arrow : diagram_.flights) label(arrow);
        body_ += "</g>\n";
        const Lines below = caption_of(trace_, diagram_, sheet_, caption_);
        body_ += below.body;
        return element(below.bottom);
    }

  private:
    void add(const std::string& shape) { body_ += shape + "\n"; }

    std::string element(double bottom) const {
        std::string description;
        for (const Violation& violation : trace_.violations)
            description += violation.property + " is violated: " + violation.reason + " ";
        if (trace_.shown) description += conclusions_of(trace_).back() + " ";
        std::string columns;
        for (unsigned step = 0; step <= sheet_.steps(); ++step)
            columns += fmt::format("{}{:.1f}", step == 0 ? "" : " ", sheet_.x(step));
        return fmt::format(
            "<svg class=\"trace\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" "
            "height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" data-columns=\"{2}\" "
            "data-left=\"{3:.1f}\" data-right=\"{4:.1f}\" data-top=\"{5:.1f}\" "
            "data-bottom=\"{6:.1f}\"{10}>\n<title>{7}</title>\n<desc>{8}</desc>\n"
            "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n{9}</svg>\n",
            sheet_.width(), bottom + 14, columns, sheet_.left(), sheet_.right(), sheet_.top(),
            sheet_.bottom(), escaped(heading()), escaped(description), body_,
            trace_.loop ? fmt::format(" data-loop=\"{}\"", *trace_.loop) : "");
    }

    std::string heading() const {
        return fmt::format("{} on {}, {} channels", trace_.algorithm, trace_.topology,
                           trace_.channels);
    }

    void title() {
        add(text("title", {margin, 34}, heading()));
        add(text("quiet", {margin, 55}, subheading()));
    }

    std::string subheading() const {
        const std::string length = length_of(trace_);
        if (trace_.loop)
            return fmt::format("violated{} by {}: {}", under_fairness(trace_), length,
                               names_of(trace_));
        if (!trace_.shown) return fmt::format("violated after {}: {}", length, names_of(trace_));
        return fmt::format("{} {}, {}", trace_.shown->lemma,
                           trace_.shown->holds ? "at work" : "violated", length);
    }

    void shades() {
        const std::vector<Point> cut = sheet_.cut();
        std::vector<Point> past{{sheet_.left(), sheet_.bottom()}, {sheet_.left(), sheet_.top()}};
        std::vector<Point> future{{sheet_.right(), sheet_.bottom()},
                                  {sheet_.right(), sheet_.top()}};
        past.insert(past.end(), cut.begin(), cut.end());
        future.insert(future.end(), cut.begin(), cut.end());
        add(fmt::format(R"xml(<polygon class="past" points="{}"/>)xml", points(past)));
        add(fmt::format(R"xml(<polygon class="future" points="{}"/>)xml", points(future)));
        add(text("quiet past-word", {sheet_.left() + 6, sheet_.bottom() - 7}, "before the cut"));
        add(fmt::format(
            R"xml(<text class="quiet future-word" text-anchor="end" x="{:.1f}" y="{:.1f}">after the cut</text>)xml",
            sheet_.right() - 6, sheet_.top() + 16));
    }

    void lines() {
        for (unsigned step = 1; step <= sheet_.steps(); ++step) {
            const double x = sheet_.x(step);
            add(line("guide", {x, sheet_.top()}, {x, sheet_.bottom()}));
            add(fmt::format(
                R"xml(<text class="quiet" text-anchor="middle" x="{:.1f}" y="{:.1f}">{}</text>)xml",
                x, sheet_.top() - 8, step));
        }
        add(fmt::format(
            R"xml(<text class="quiet" text-anchor="end" x="{:.1f}" y="{:.1f}">step</text>)xml",
            sheet_.left() - 12, sheet_.top() - 8));
        for (Process p = 0; p < trace_.network.processes(); ++p) {
            add(fmt::format(
                R"xml(<text class="name" text-anchor="end" x="{:.1f}" y="{:.1f}">{}</text>)xml",
                sheet_.left() - 12, sheet_.y(p) + 5, escaped(trace_.network.name(p))));
            add(line("world", {sheet_.left(), sheet_.y(p)}, {sheet_.right(), sheet_.y(p)}));
        }
    }

    static std::string group(const Flight& arrow) {
        const std::string_view kind =
            arrow.application() ? look_of(arrow.standing).css_class : std::string_view("control");
        return fmt::format(R"xml(<g class="arrow {0}" data-fate="{0}" data-decided="{1}">)xml",
                           kind, arrow.decided);
    }

    void draw_arrow(const Flight& arrow) {
        const Point from = sheet_.start(arrow);
        const Point tip = sheet_.end(arrow);
        const bool arrived = arrow.arrives && !arrow.lost;
        const Point to = arrived ? short_of(from, tip, 6) : tip;
        const Point shaft_end = arrived ? short_of(from, to, 7) : to;
        std::string shape = group(arrow);
        shape += fmt::format("<title>{}</title>", escaped(words_of(arrow)));
        shape += line("shaft", from, shaft_end) + line("core", from, shaft_end);
        shape += arrived ? arrow_head(from, to) : arrow.lost ? cross(to, 6) : circle("end", to, 4);
        add(shape + "</g>");
    }

    std::string words_of(const Flight& arrow) const {
        const std::string start = fmt::format("{} on channel {}, sent in step {}", arrow.name(),
                                              channel_name(trace_, arrow.channel), arrow.sent);
        if (arrow.starves) return start + ", in transit for ever";
        if (!arrow.arrives)
            return start + (trace_.repeats() ? ", in transit when the cycle begins again"
                                             : ", in transit when the run ends");
        return fmt::format("{}, {} in step {}", start, arrow.lost ? "lost" : "received",
                           *arrow.arrives);
    }

    void cut() {
        add(fmt::format(R"xml(<polyline class="cut" points="{}"/>)xml", points(sheet_.cut())));
        for (Process p = 0; p < diagram_.cut.size(); ++p) {
            const Point at = sheet_.cut_point(p);
            const auto& step = diagram_.cut[p].step;
            add(fmt::format(
                "<rect class=\"cut-point{}\" data-step=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" "
                "width=\"13\" height=\"13\"><title>{} {}</title></rect>",
                step ? "" : " missing-point", step.value_or(0), at.x - 6.5, at.y - 6.5,
                escaped(trace_.network.name(p)),
                step ? fmt::format("records itself in step {}", *step)
                     : "has not recorded itself"));
        }
    }

    void draw_event(unsigned step) {
        const Event& event = trace_.run.events[step - 1];
        if (event.kind == Event::Kind::lose) return;  // happens at no process
        const Point at = sheet_.event(step, event.actor);
        const bool quiet = event.kind == Event::Kind::act || event.kind == Event::Kind::transmit;
        const std::string words = fmt::format("<title>step {}: {}</title>", step,
                                              escaped(step_in_words(trace_, step - 1)));
        add("<g>" + words + circle(quiet ? "event quiet-step" : "event", at, 4.6) + "</g>");
    }

    std::optional<Point> meeting(const Overtaking& pair) const {
        const Flight& late = diagram_.flights[pair.overtaker];
        const Flight& early = diagram_.flights[pair.overtaken];
        return crossing(sheet_.start(late), sheet_.end(late), sheet_.start(early),
                        sheet_.end(early));
    }

    void draw_overtaking(const Overtaking& pair) {
        const Flight& late = diagram_.flights[pair.overtaker];
        const auto at = meeting(pair);
        if (!at) return;
        add(fmt::format(
                R"xml(<g class="decided" data-decided="{}"><title>overtaking on channel {}</title>)xml",
                *late.arrives, escaped(channel_name(trace_, late.channel))) +
            circle("overtaking", *at, 9) + "</g>");
    }

    // --- labels: the name of a message on its arrow, in a frame where it says more

    void label(const Flight& arrow) {
        if (arrow.application() && !looks_ordinary(arrow)) return pill(arrow);
        const bool named = arrow.application() || control_names_differ(diagram_);
        if (!named && !arrow.starves) return;
        const std::string words = arrow.name() + (arrow.starves ? " waits for ever" : "");
        const Point at =
            labels_.free_place(sheet_.start(arrow), sheet_.end(arrow), arrow.starves ? 0.6 : 0.3,
                               8 * static_cast<double>(words.size()));
        add(group(arrow) + text("label", {at.x, at.y + 4.5}, words) + "</g>");
    }

    void pill(const Flight& arrow) {
        const std::string words =
            fmt::format(fmt::runtime(look_of(arrow.standing).pill), arrow.name());
        const double wide = 8 * static_cast<double>(words.size()) + 10;
        const Point wanted =
            crossing_with_cut(arrow).value_or(between(sheet_.start(arrow), sheet_.end(arrow), 0.5));
        const double length = distance(sheet_.start(arrow), sheet_.end(arrow));
        const double share = distance(sheet_.start(arrow), wanted) / length;
        // On a short arrow there would be more label than arrow: then it stands beside it.
        const double aside = length < 2.2 * wide ? wide / 2 + 10 : 0;
        const Point at =
            labels_.free_place({sheet_.start(arrow).x + aside, sheet_.start(arrow).y},
                               {sheet_.end(arrow).x + aside, sheet_.end(arrow).y}, share, wide);
        add(fmt::format(
            R"xml(<g class="{} decided" data-decided="{}"><rect class="pill" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="21" rx="6"/>{}</g>)xml",
            look_of(arrow.standing).css_class, arrow.decided, at.x - wide / 2, at.y - 10.5, wide,
            text("pill-text", {at.x, at.y + 4.5}, words)));
    }

    std::optional<Point> crossing_with_cut(const Flight& arrow) const {
        const std::vector<Point> cut = sheet_.cut();
        for (std::size_t i = 1; i < cut.size(); ++i)
            if (const auto at =
                    crossing(sheet_.start(arrow), sheet_.end(arrow), cut[i - 1], cut[i]))
                return at;
        return std::nullopt;
    }

    // Labels cover neither events nor recording points nor rings nor each other.
    void keep_clear() {
        for (unsigned step = 1; step <= sheet_.steps(); ++step)
            labels_.keep_clear(sheet_.event(step, trace_.run.events[step - 1].actor), 12);
        for (Process p = 0; p < diagram_.cut.size(); ++p)
            labels_.keep_clear(sheet_.cut_point(p), 16);
        for (const Overtaking& pair : diagram_.overtakings)
            if (const auto at = meeting(pair)) labels_.keep_clear(*at, 20);
    }

    const Trace& trace_;
    Diagram diagram_;
    Sheet sheet_;
    Caption caption_;
    std::string body_;
    Labels labels_;
};

/// What an attribute of the root of an element says.
double attribute(std::string_view element, std::string_view name) {
    const std::size_t at = element.find(fmt::format(" {}=\"", name)) + name.size() + 3;
    return std::stod(std::string(element.substr(at, element.find('"', at) - at)));
}

}  // namespace

std::string_view svg_style() {
    return assets::diagram_css();
}

std::string svg_element(const Trace& trace, Caption caption) {
    return Drawing(trace, caption).draw();
}

std::string to_svg(const std::vector<Trace>& traces) {
    std::string body;
    double width = least_width;
    double height = 0;
    const bool any_loop =
        std::ranges::any_of(traces, [](const Trace& trace) { return trace.loop.has_value(); });
    for (const Trace& trace : traces) {
        const std::string element = svg_element(trace, Caption::whole);
        body += fmt::format("<g transform=\"translate(0 {})\">\n{}</g>\n", height, element);
        width = std::max(width, attribute(element, "width"));
        height += attribute(element, "height");
    }
    if (traces.empty()) {
        height = 60;
        body = text("trace", {margin, 34}, "no counterexample") + "\n";
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" "
        "viewBox=\"0 0 {0} {1}\">\n<style>\n{2}{4}</style>\n{3}</svg>\n",
        width, height, svg_style(), body, any_loop ? loop_style() : "");
}

}  // namespace snapcheck
