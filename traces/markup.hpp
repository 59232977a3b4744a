// Pieces of SVG and HTML: escaped text, points, shapes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace snapcheck::markup {

/// What means something in XML and HTML, spelled out; good inside and outside of quotes.
std::string escaped(std::string_view text);

/// The words of a text in lines of at most `width` letters, unless one word is longer.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

struct Point {
    double x = 0;
    double y = 0;
};

double distance(Point a, Point b);
/// From a to b: 0 is a, 1 is b.
Point between(Point a, Point b, double share);
/// On the way from a to b, so far before b.
Point short_of(Point a, Point b, double gap);
/// Where the segments from a to b and from c to d meet.
std::optional<Point> crossing(Point a, Point b, Point c, Point d);

/// "12.5,7.0 80.0,7.0"
std::string points(const std::vector<Point>& points);

std::string line(std::string_view css_class, Point from, Point to);
std::string circle(std::string_view css_class, Point centre, double radius);
std::string cross(Point centre, double radius);
std::string text(std::string_view css_class, Point at, std::string_view words);
/// The head of an arrow from `from`, with its tip at `tip`.
std::string arrow_head(Point from, Point tip);

}  // namespace snapcheck::markup
