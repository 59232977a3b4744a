// What is drawn is in coordinates of (step, process); how it looks is said once, in the styles of
// the preamble, for whoever wants it otherwise.
#include "traces/tikz.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "traces/arrows.hpp"

namespace snapcheck {

namespace {

constexpr std::string_view preamble = R"(\documentclass{article}
\usepackage[utf8]{inputenc}
\usepackage{tikz}
\usetikzlibrary{arrows.meta}
\tikzset{
  every picture/.style={x=1.25cm, y=-1.5cm, font=\small},
  line/.style={thick},
  guide/.style={black!15, very thin},
  tick/.style={font=\scriptsize, black!60},
  cut/.style={line width=4pt, line cap=round, blue!22},
  record/.style={circle, fill=blue!65!black, inner sep=0pt, minimum size=6.5pt},
  event/.style={circle, fill=black, inner sep=0pt, minimum size=2.6pt},
  own/.style={circle, draw, fill=white, inner sep=0pt, minimum size=4pt},
  message/.style={-{Stealth[length=5pt]}, semithick, shorten >=1.3pt},
  marker/.style={-{Stealth[length=4.5pt, open]}, dashed, black!70, shorten >=1.3pt},
  across/.style={very thick, blue!65!black},
  lost/.style={very thick, red!75!black},
  orphan/.style={very thick, red!75!black, double, double distance=1pt},
  twice/.style={very thick, red!75!black, densely dash dot},
  unfinished/.style={-{Circle[open, length=3.5pt]}},
  cycle frame/.style={rounded corners, densely dotted, thick, fill=black!5},
  way back/.style={-{Stealth[length=5pt]}, thick, rounded corners=2pt},
  gone/.style={-{Rays[length=7pt, n=4]}},
  name/.style={sloped, above, pos=0.32, inner sep=1pt, outer sep=2.5pt, font=\scriptsize,
    fill=white, fill opacity=0.8, text opacity=1},
}
% The page becomes as large as the figure.
\ifdefined\pdfpagewidth\else\let\pdfpagewidth\pagewidth\let\pdfpageheight\pageheight\fi
\newcommand\figurepage[1]{\setbox0=\hbox{#1}%
  \pdfpagewidth=\dimexpr\wd0+1cm\relax \pdfpageheight=\dimexpr\ht0+\dp0+1cm\relax
  \hoffset=\dimexpr-1in+5mm\relax \voffset=\hoffset \shipout\box0 }
\begin{document}
)";

/// Text as LaTeX prints it, in its oldest fonts too: they are drawn without steps in every
/// installation.
std::string escaped(std::string_view text) {
    static const std::map<char, std::string_view> spelled{
        {'\\', "$\\backslash$"},
        {'~', "\\textasciitilde{}"},
        {'^', "\\textasciicircum{}"},
        {'<', "$<$"},
        {'>', "$>$"},
        {'|', "$|$"},
        {'-', "{-}"},
        {'#', "\\#"},
        {'$', "\\$"},
        {'%', "\\%"},
        {'&', "\\&"},
        {'_', "\\_"},
        {'{', "\\{"},
        {'}', "\\}"},
    };
    std::string tex;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text.substr(i, 2) == "->") {
            tex += "$\\to$";
            ++i;
        } else if (const auto found = spelled.find(text[i]); found != spelled.end()) {
            tex += found->second;
        } else {
            tex += text[i];
        }
    }
    return tex;
}

std::string_view style_of(Standing standing) {
    switch (standing) {
        case Standing::across:
            return "across";
        case Standing::lost:
            return "lost";
        case Standing::orphan:
        case Standing::orphan_in_channel:
            return "orphan";
        case Standing::twice:
            return "twice";
        default:
            return "";
    }
}

class Figure {
  public:
    explicit Figure(const Trace& trace)
        : trace_(trace),
          run_(trace.run),
          network_(trace.network),
          arrows_(arrows_of(run_)),
          recorded_(recording_steps(run_, network_)),
          steps_(static_cast<double>(run_.events.size())) {
        for (const Arrow& arrow : arrows_)
            if (arrow.is_control()) controls_.insert(short_name(arrow.parcel));
    }

    std::string page() const {
        return "\\figurepage{\\sbox1{%\n\\begin{tikzpicture}\n" + loop() + cut() + lines() +
               arrows() + events() +
               "\\end{tikzpicture}}%\n"
               "\\begin{minipage}{\\ifdim\\wd1<11cm 11cm\\else\\wd1\\fi}\n"
               "\\centering\\usebox1\\par\\medskip\n" +
               legend() + "\\par\\medskip\\raggedright\n" + caption() + "\\end{minipage}}\n";
    }

  private:
    static std::string at(double x, double y) { return fmt::format("({:.4g},{:.4g})", x, y); }
    double end() const { return steps_ + 0.8; }

    // What is repeated for ever: a frame, and the way back above it.
    std::string loop() const {
        if (!trace_.loop) return "";
        const double right = steps_ + 0.45;
        const double bottom = network_.processes() - 0.5;
        if (!trace_.repeats())
            return fmt::format("  \\node[tick, anchor=west] at {} {{and nothing more}};\n",
                               at(right, -0.65));
        const double left = static_cast<double>(*trace_.loop) + 0.55;
        return fmt::format(
            "  \\draw[cycle frame] {} rectangle {};\n"
            "  \\draw[way back] {} -- {} -- node[above, font=\\scriptsize] {{again and again}} {} "
            "-- "
            "{};\n",
            at(left, -0.5), at(right, bottom), at(right, -0.5), at(right, -0.85), at(left, -0.85),
            at(left, -0.5));
    }

    std::string lines() const {
        std::string tex;
        for (std::size_t i = 0; i < run_.events.size(); ++i) {
            const double x = static_cast<double>(i) + 1;
            tex += fmt::format("  \\draw[guide] {} -- {};\n  \\node[tick] at {} {{{}}};\n",
                               at(x, -0.5), at(x, run_.events[i].actor), at(x, -0.65), i + 1);
        }
        for (Process p = 0; p < network_.processes(); ++p)
            tex += fmt::format("  \\draw[line] {} node[left] {{{}}} -- {};\n", at(0.3, p),
                               escaped(network_.name(p)), at(end(), p));
        return tex;
    }

    /// What records before it receives has its mark in front of the event.
    double mark(unsigned step) const {
        return step - (records_before_receipt(run_.events[step - 1], run_) ? 0.25 : 0.0);
    }

    // A process that has not recorded is passed at its end.
    std::string cut() const {
        const auto x = [&](Process p) { return recorded_[p] ? mark(*recorded_[p]) : end() + 0.2; };
        const Process last = network_.processes() - 1;
        std::string points = at(x(0), -0.4);
        for (Process p = 0; p <= last; ++p) points += " " + at(x(p), p);
        points += " " + at(x(last), last + 0.4);
        return fmt::format("  \\draw[cut] plot[smooth, tension=0.25] coordinates {{{}}};\n",
                           points);
    }

    // Messages above markers, for their names to be read.
    std::string arrows() const {
        std::string markers;
        std::string messages;
        for (const Arrow& arrow : arrows_)
            (arrow.is_control() ? markers : messages) += drawn(arrow);
        return markers + messages;
    }

    std::string drawn(const Arrow& arrow) const {
        std::string tex;
        for (const unsigned step : arrow.arrived)
            tex += draw(arrow, "", step, network_.ends(arrow.channel).target);
        if (arrow.lost) tex += draw(arrow, "gone", *arrow.lost, stopping_point(arrow));
        if (!arrow.ended()) tex += draw(arrow, "unfinished", end(), stopping_point(arrow));
        return tex;
    }

    /// Short of the process that it never reached.
    double stopping_point(const Arrow& arrow) const {
        const auto [source, target] = network_.ends(arrow.channel);
        return 0.35 * source + 0.65 * target;
    }

    std::string draw(const Arrow& arrow, std::string_view ending, double x, double y) const {
        std::string styles = arrow.is_control() ? "marker" : "message";
        for (const std::string_view style :
             {arrow.is_control() ? "" : style_of(standing_of(arrow, run_)), ending})
            if (!style.empty()) styles += fmt::format(", {}", style);
        const bool again = !arrow.arrived.empty() && x > arrow.arrived.front();
        const std::string name = again ? "" : name_of_arrow(arrow);
        return fmt::format("  \\draw[{}] {} -- {}{};\n", styles,
                           at(arrow.sent, network_.ends(arrow.channel).source),
                           name.empty() ? "" : fmt::format("node[name] {{{}}} ", name), at(x, y));
    }

    // A control message is named only where there are several kinds of them.
    std::string name_of_arrow(const Arrow& arrow) const {
        if (arrow.is_control())
            return controls_.size() == 1 ? "" : escaped(short_name(arrow.parcel));
        const std::string_view standing = snapcheck::name_of(standing_of(arrow, run_));
        const std::string name = arrow.parcel.control.empty()
                                     ? fmt::format("$m_{{{}}}$", arrow.parcel.message)
                                     : escaped(short_name(arrow.parcel));
        return fmt::format("{}{}", name, standing.empty() ? "" : fmt::format(" {}", standing));
    }

    std::string events() const {
        std::string tex;
        for (unsigned step = 1; step <= run_.events.size(); ++step) {
            const Event& event = run_.events[step - 1];
            if (event.kind == Event::Kind::lose || event.kind == Event::Kind::transmit) continue;
            const std::string_view style = event.kind == Event::Kind::act ? "own" : "event";
            const bool records = recorded_[event.actor] == step;
            if (!records || mark(step) < step)
                tex += fmt::format("  \\node[{}] at {} {{}};\n", style, at(step, event.actor));
            if (records)
                tex += fmt::format("  \\node[record] at {} {{}};\n", at(mark(step), event.actor));
        }
        return tex;
    }

    std::string legend() const {
        std::set<Standing> seen;
        for (const Arrow& arrow : arrows_)
            if (!arrow.is_control()) seen.insert(standing_of(arrow, run_));
        std::string tex =
            "\\footnotesize\n\\mbox{\\tikz[baseline=-.6ex]\\node[record] {};~records its "
            "state}\\quad\n" +
            sample("cut", "the cut");
        if (!seen.empty()) tex += sample("message", "message");
        if (!controls_.empty())
            tex += sample("marker",
                          controls_.size() == 1 ? escaped(*controls_.begin()) : "control message");
        for (const Standing standing : seen)
            if (!style_of(standing).empty())
                tex += sample(fmt::format("message, {}", style_of(standing)), meaning_of(standing));
        return tex;
    }

    static std::string sample(std::string_view style, std::string_view meaning) {
        return fmt::format(
            "\\mbox{{\\tikz[baseline=-.6ex]\\draw[{}] (0,0) -- (0.6,0);~{}}}\\quad\n", style,
            meaning);
    }

    std::string caption() const {
        std::string tex = fmt::format(
            "\\small\\textbf{{{} on {}, {} channels.}} A{}, {}.", escaped(trace_.algorithm),
            escaped(trace_.topology), escaped(trace_.channels),
            escaped(subject_of(trace_).substr(1)),
            trace_.loop ? length_of(trace_) : fmt::format("in {} steps", run_.events.size()));
        for (const std::string& reason : conclusions_of(trace_)) tex += "\\\\\n" + escaped(reason);
        return tex + "\n";
    }

    const Trace& trace_;
    const Run& run_;
    const Network& network_;
    std::vector<Arrow> arrows_;
    std::vector<std::optional<unsigned>> recorded_;
    std::set<std::string> controls_;
    double steps_;
};

}  // namespace

std::string to_tikz(const std::vector<Trace>& traces) {
    std::string tex(preamble);
    for (const Trace& trace : traces) tex += Figure(trace).page();
    if (traces.empty()) tex += "no counterexample\n";
    return tex + "\\end{document}\n";
}

}  // namespace snapcheck
