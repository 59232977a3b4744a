#include "traces/svg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "traces/assets.hpp"
#include "traces/markup.hpp"
#include "traces/space_time.hpp"

namespace snapcheck {

namespace {

using namespace markup;
using namespace space_time;

constexpr double margin = 24;
constexpr double row = 78;      // from the line of a process to the next
constexpr double letter = 7.2;  // how wide one is, on the average
constexpr double line_height = 19;
constexpr double least_width = 680;

/// How a fate is called, in the picture and in the legend. The class is in the style sheet.
struct Look {
    Fate fate;
    std::string_view css_class;
    std::string_view pill;  // "m1 lost"
    std::string_view meaning;
};

constexpr std::array looks{
    Look{Fate::ordinary, "ordinary", "", "message"},
    Look{Fate::on_record, "on-record", "[m{}]",
         "crosses the cut, and is recorded in its channel: [m1]"},
    Look{Fate::missing, "missing", "m{} lost", "crosses the cut, and is in nobody's record: lost"},
    Look{Fate::orphan, "orphan", "m{} orphan", "received before the cut, sent after it: orphan"},
    Look{Fate::invented, "invented", "[m{}] not sent",
         "recorded in its channel, but sent after the cut"},
    Look{Fate::doubled, "doubled", "m{} twice", "recorded more than once"},
};

const Look& look_of(const Arrow& arrow) {
    return *std::ranges::find(looks, arrow.fate, &Look::fate);
}

/// Where everything lies.
class Sheet {
  public:
    Sheet(const Trace& trace, const Diagram& diagram, Caption caption)
        : trace_(trace), diagram_(diagram), top_(caption == Caption::whole ? 104 : 48) {
        std::size_t longest = 0;
        for (Process p = 0; p < trace.network.processes(); ++p)
            longest = std::max(longest, trace.network.name(p).size());
        left_ = margin + 8.6 * static_cast<double>(longest) + 14;
        const double steps = static_cast<double>(trace.run.events.size()) + 1.2;
        column_ = std::clamp((least_width - left_ - margin) / steps, 58.0, 130.0);
        width_ = std::max(least_width, left_ + steps * column_ + margin);
    }

    double width() const { return width_; }
    double left() const { return left_; }
    double right() const { return left_ + (static_cast<double>(steps()) + 1.2) * column_; }
    double top() const { return top_; }
    double bottom() const { return y(trace_.network.processes() - 1) + 40; }
    double column() const { return column_; }
    unsigned steps() const { return static_cast<unsigned>(trace_.run.events.size()); }

    double x(unsigned step) const { return left_ + (step - 0.25) * column_; }
    double y(Process p) const { return top() + 38 + row * p; }

    Point event(unsigned step, Process p) const { return {x(step), y(p)}; }
    Point start(const Arrow& arrow) const {
        return event(arrow.sent, trace_.network.ends(arrow.channel).source);
    }
    /// What is in transit in the end is on its way to a step that never came.
    Point end(const Arrow& arrow) const {
        const Process target = trace_.network.ends(arrow.channel).target;
        if (arrow.arrives && !arrow.lost) return event(*arrow.arrives, target);
        const unsigned step = arrow.arrives.value_or(steps() + 1);
        return between(start(arrow), event(step, target), arrow.lost ? 0.6 : 0.86);
    }

    /// The cut, from above the first process to below the last one.
    std::vector<Point> cut() const {
        std::vector<Point> line;
        for (Process p = 0; p < diagram_.cut.size(); ++p) line.push_back(cut_point(p));
        line.insert(line.begin(), {line.front().x, top()});
        line.push_back({line.back().x, bottom()});
        return line;
    }
    // A process records first and then does what else the step does, so that its markers stay on
    // one side of the cut.
    Point cut_point(Process p) const {
        const auto& [step, after_message] = diagram_.cut[p];
        if (!step) return {right() - 8, y(p)};
        const double aside = std::clamp(column_ / 5, 14.0, 20.0);
        return {x(*step) + (after_message ? aside : -aside), y(p)};
    }

  private:
    const Trace& trace_;
    const Diagram& diagram_;
    double top_;
    double left_ = 0;
    double column_ = 0;
    double width_ = 0;
};

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
        lines();
        body_ += "<g class=\"reveal\">\n";
        for (const Arrow& arrow : diagram_.arrows) draw_arrow(arrow);
        cut();
        for (unsigned step = 1; step <= sheet_.steps(); ++step) draw_event(step);
        for (const Overtaking& pair : diagram_.overtakings) draw_overtaking(pair);
        for (const Arrow& arrow : diagram_.arrows) label(arrow);
        body_ += "</g>\n";
        legend();
        if (caption_ == Caption::whole) {
            recorded_channels();
            explanation();
        }
        return element();
    }

  private:
    void add(const std::string& shape) { body_ += shape + "\n"; }

    std::string element() const {
        std::string description;
        for (const Violation& violation : trace_.violations)
            description += violation.property + " is violated: " + violation.reason + " ";
        std::string columns;
        for (unsigned step = 0; step <= sheet_.steps(); ++step)
            columns += fmt::format("{}{:.1f}", step == 0 ? "" : " ", sheet_.x(step));
        return fmt::format(
            "<svg class=\"trace\" xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" "
            "height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" data-columns=\"{2}\" "
            "data-left=\"{3:.1f}\" data-right=\"{4:.1f}\" data-top=\"{5:.1f}\" "
            "data-bottom=\"{6:.1f}\">\n<title>{7}</title>\n<desc>{8}</desc>\n"
            "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n{9}</svg>\n",
            sheet_.width(), y_ + 14, columns, sheet_.left(), sheet_.right(), sheet_.top(),
            sheet_.bottom(), escaped(heading()), escaped(description), body_);
    }

    std::string heading() const {
        return fmt::format("{} on {}, {} channels", trace_.algorithm, trace_.topology,
                           trace_.channels);
    }

    void title() {
        std::string violated;
        for (const Violation& violation : trace_.violations)
            violated += (violated.empty() ? "" : ", ") + violation.property;
        const std::size_t steps = sheet_.steps();
        add(text("title", {margin, 34}, heading()));
        add(text("quiet", {margin, 55},
                 fmt::format("violated after {} {}: {}", steps, steps == 1 ? "step" : "steps",
                             violated)));
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

    static std::string group(const Arrow& arrow) {
        const std::string_view kind =
            arrow.application() ? look_of(arrow).css_class : std::string_view("control");
        return fmt::format(R"xml(<g class="arrow {0}" data-fate="{0}" data-decided="{1}">)xml",
                           kind, arrow.decided);
    }

    void draw_arrow(const Arrow& arrow) {
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

    std::string words_of(const Arrow& arrow) const {
        const std::string what =
            arrow.application() ? "m" + std::to_string(arrow.message) : arrow.control;
        const std::string start =
            fmt::format("{} on channel {}, sent in step {}", what,
                        trace_.network.channel_name(arrow.channel), arrow.sent);
        if (!arrow.arrives) return start + ", in transit when the run ends";
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
                                              escaped(to_string(event, trace_.network)));
        add("<g>" + words + circle(quiet ? "event quiet-step" : "event", at, 4.6) + "</g>");
    }

    std::optional<Point> meeting(const Overtaking& pair) const {
        const Arrow& late = diagram_.arrows[pair.overtaker];
        const Arrow& early = diagram_.arrows[pair.overtaken];
        return crossing(sheet_.start(late), sheet_.end(late), sheet_.start(early),
                        sheet_.end(early));
    }

    void draw_overtaking(const Overtaking& pair) {
        const Arrow& late = diagram_.arrows[pair.overtaker];
        const auto at = meeting(pair);
        if (!at) return;
        add(fmt::format(
                R"xml(<g class="decided" data-decided="{}"><title>overtaking on channel {}</title>)xml",
                *late.arrives, escaped(trace_.network.channel_name(late.channel))) +
            circle("overtaking", *at, 9) + "</g>");
    }

    // --- labels: the name of a message on its arrow, in a frame where it says more

    void label(const Arrow& arrow) {
        if (arrow.application() && arrow.fate != Fate::ordinary) return pill(arrow);
        if (!arrow.application() && !control_names_differ()) return;
        const std::string words =
            arrow.application() ? "m" + std::to_string(arrow.message) : arrow.control;
        const Point at = free_place(sheet_.start(arrow), sheet_.end(arrow), 0.3,
                                    8 * static_cast<double>(words.size()));
        add(group(arrow) + text("label", {at.x, at.y + 4.5}, words) + "</g>");
    }

    void pill(const Arrow& arrow) {
        const std::string words = fmt::format(fmt::runtime(look_of(arrow).pill), arrow.message);
        const double wide = 8 * static_cast<double>(words.size()) + 10;
        const Point wanted =
            crossing_with_cut(arrow).value_or(between(sheet_.start(arrow), sheet_.end(arrow), 0.5));
        const double length = distance(sheet_.start(arrow), sheet_.end(arrow));
        const double share = distance(sheet_.start(arrow), wanted) / length;
        // On a short arrow there would be more label than arrow: then it stands beside it.
        const double aside = length < 2.2 * wide ? wide / 2 + 10 : 0;
        const Point at =
            free_place({sheet_.start(arrow).x + aside, sheet_.start(arrow).y},
                       {sheet_.end(arrow).x + aside, sheet_.end(arrow).y}, share, wide);
        add(fmt::format(
            R"xml(<g class="{} decided" data-decided="{}"><rect class="pill" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="21" rx="6"/>{}</g>)xml",
            look_of(arrow).css_class, arrow.decided, at.x - wide / 2, at.y - 10.5, wide,
            text("pill-text", {at.x, at.y + 4.5}, words)));
    }

    std::optional<Point> crossing_with_cut(const Arrow& arrow) const {
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
            boxes_.push_back({sheet_.event(step, trace_.run.events[step - 1].actor), 12});
        for (Process p = 0; p < diagram_.cut.size(); ++p)
            boxes_.push_back({sheet_.cut_point(p), 16});
        for (const Overtaking& pair : diagram_.overtakings)
            if (const auto at = meeting(pair)) boxes_.push_back({*at, 20});
    }

    bool taken(Point at, double wide) const {
        return std::ranges::any_of(boxes_, [&](const Box& box) {
            return std::abs(box.at.x - at.x) < (box.wide + wide) / 2 &&
                   std::abs(box.at.y - at.y) < 19;
        });
    }

    /// On the way between two points, near the wanted share of it; where there is no room, there.
    Point free_place(Point from, Point to, double wanted, double wide) {
        Point at = between(from, to, wanted);
        for (int attempt = 0; attempt < 20; ++attempt) {
            const int ring = (attempt + 1) / 2;
            const double shift = 0.05 * ring;
            const double share = attempt % 2 == 0 ? wanted - shift : wanted + shift;
            if (share < 0.12 || share > 0.88 || taken(between(from, to, share), wide)) continue;
            at = between(from, to, share);
            break;
        }
        boxes_.push_back({at, wide});
        return at;
    }

    bool control_names_differ() const {
        return std::ranges::any_of(diagram_.arrows, [&](const Arrow& arrow) {
            return !arrow.application() && arrow.control != first_control();
        });
    }
    std::string first_control() const {
        for (const Arrow& arrow : diagram_.arrows)
            if (!arrow.application()) return arrow.control;
        return {};
    }

    // --- below the diagram

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

    bool any(auto test) const { return std::ranges::any_of(diagram_.arrows, test); }

    void legend() {
        y_ = sheet_.bottom() + 32;
        legend_x_ = margin;
        for (const Look& look : looks)
            if (any([&](const Arrow& a) { return a.application() && a.fate == look.fate; }))
                legend_entry(sample_arrow(look.css_class, "head"), std::string(look.meaning));
        if (any([](const Arrow& a) { return !a.application(); }))
            legend_entry(sample_arrow("control", "head"),
                         control_names_differ() ? "control message" : first_control());
        if (any([](const Arrow& a) { return !a.arrives.has_value(); }))
            legend_entry(sample_arrow("ordinary", "open"), "in transit when the run ends");
        if (any([](const Arrow& a) { return a.lost; }))
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
        const auto letters = static_cast<std::size_t>((sheet_.width() - 2 * margin) / letter);
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
                messages += fmt::format("{}m{}", messages.empty() ? "" : ", ", number);
            if (!messages.empty())
                list += fmt::format("{}{} [{}]", list.empty() ? "" : ", ",
                                    trace_.network.channel_name(c), messages);
        }
        paragraph("quiet",
                  fmt::format("Recorded channels: {}",
                              list.empty()
                                  ? "all empty"
                                  : list + (trace_.network.channels() > 1 ? "; else empty" : "")));
        y_ += 4;
    }

    void explanation() {
        for (const Violation& violation : trace_.violations) {
            paragraph("strong", violation.property + " is violated");
            paragraph("", violation.reason);
            y_ += 6;
        }
    }

    struct Box {
        Point at;
        double wide;
    };

    const Trace& trace_;
    Diagram diagram_;
    Sheet sheet_;
    Caption caption_;
    std::string body_;
    std::vector<Box> boxes_;  // of labels, so that none covers another
    double y_ = 0;            // the next line below the diagram
    double legend_x_ = 0;
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
        "viewBox=\"0 0 {0} {1}\">\n<style>\n{2}</style>\n{3}</svg>\n",
        width, height, svg_style(), body);
}

}  // namespace snapcheck
