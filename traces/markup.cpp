#include "traces/markup.hpp"

#include <fmt/format.h>

#include <cmath>

namespace snapcheck::markup {

std::string escaped(std::string_view text) {
    std::string result;
    for (const char letter : text) {
        switch (letter) {
            case '&':
                result += "&amp;";
                break;
            case '<':
                result += "&lt;";
                break;
            case '>':
                result += "&gt;";
                break;
            case '"':
                result += "&quot;";
                break;
            default:
                result += letter;
        }
    }
    return result;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
    std::vector<std::string> lines(1);
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (!lines.back().empty() && lines.back().size() + 1 + word.size() > width)
            lines.emplace_back();
        lines.back().append(lines.back().empty() ? "" : " ").append(word);
    }
    return lines;
}

double distance(Point a, Point b) {
    return std::hypot(b.x - a.x, b.y - a.y);
}

Point between(Point a, Point b, double share) {
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

Point short_of(Point a, Point b, double gap) {
    const double length = distance(a, b);
    return length <= gap ? a : between(a, b, 1 - gap / length);
}

std::optional<Point> crossing(Point a, Point b, Point c, Point d) {
    const double area = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
    if (std::abs(area) < 1e-9) return std::nullopt;
    const double along = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / area;
    const double other = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / area;
    if (along < 0 || along > 1 || other < 0 || other > 1) return std::nullopt;
    return between(a, b, along);
}

std::string points(const std::vector<Point>& points) {
    std::string list;
    for (const Point& point : points)
        list += fmt::format("{}{:.1f},{:.1f}", list.empty() ? "" : " ", point.x, point.y);
    return list;
}

std::string line(std::string_view css_class, Point from, Point to) {
    return fmt::format(R"(<line class="{}" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>)",
                       css_class, from.x, from.y, to.x, to.y);
}

std::string circle(std::string_view css_class, Point centre, double radius) {
    return fmt::format(R"(<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="{:.1f}"/>)", css_class,
                       centre.x, centre.y, radius);
}

std::string cross(Point centre, double radius) {
    return fmt::format(R"(<path class="cross" d="M{:.1f} {:.1f}l{} {}m0 -{}l-{} {}"/>)",
                       centre.x - radius, centre.y - radius, 2 * radius, 2 * radius, 2 * radius,
                       2 * radius, 2 * radius);
}

std::string text(std::string_view css_class, Point at, std::string_view words) {
    return fmt::format(R"(<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>)", css_class, at.x, at.y,
                       escaped(words));
}

std::string arrow_head(Point from, Point tip) {
    constexpr double length = 10;
    constexpr double half_width = 3.6;
    const Point base = short_of(from, tip, length);
    const double whole = std::max(distance(base, tip), 1e-9);
    const Point aside{(tip.y - base.y) / whole * half_width, (base.x - tip.x) / whole * half_width};
    return fmt::format(
        R"(<polygon class="head" points="{}"/>)",
        points({tip, {base.x + aside.x, base.y + aside.y}, {base.x - aside.x, base.y - aside.y}}));
}

}  // namespace snapcheck::markup
