#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "cli/words.hpp"

namespace snapcheck {

namespace {

std::string line(const Progress& now) {
    const double rate = static_cast<double>(now.states) / now.seconds;
    return fmt::format("{} states, {} a second, {} in the frontier, depth {}, {} MiB",
                       grouped(now.states), grouped(static_cast<std::uint64_t>(rate)),
                       grouped(now.frontier), now.depth, grouped(now.bytes >> 20));
}

std::string event(const Progress& now) {
    return fmt::format(
        R"({{"event":"progress","states":{},"frontier":{},"depth":{},"bytes":{},"seconds":{:.3f}}})",
        now.states, now.frontier, now.depth, now.bytes, now.seconds);
}

}  // namespace

ProgressLine::ProgressLine(bool as_events, bool silent)
    : as_events_(as_events),
      silent_(silent && !as_events),
      on_terminal_(isatty(STDERR_FILENO) != 0) {}

void ProgressLine::show(const Progress& now) {
    const double pause = as_events_ || on_terminal_ ? 0.2 : 30;
    if (silent_ || now.seconds < 0.5 || now.seconds - last_ < pause) return;
    last_ = now.seconds;
    if (as_events_)
        fmt::print(stderr, "{}\n", event(now));
    else if (on_terminal_)
        fmt::print(stderr, "\r\x1b[K{}", line(now));
    else
        fmt::print(stderr, "{}\n", line(now));
    drawn_ = on_terminal_ && !as_events_;
    std::fflush(stderr);
}

void ProgressLine::clear() {
    if (drawn_) fmt::print(stderr, "\r\x1b[K");
    drawn_ = false;
    last_ = 0;
}

}  // namespace snapcheck
