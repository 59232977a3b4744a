#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <optional>

#include "cli/rough.hpp"
#include "cli/words.hpp"

namespace snapcheck {

namespace {

// Nothing where it cannot be told.
std::optional<double> seconds_left(const Progress& now, double seconds) {
    const auto done = static_cast<double>(now.states);
    if (done == 0 || now.all_states <= done) return std::nullopt;
    return (now.all_states - done) * seconds / done;
}

std::string line(const Progress& now, double seconds) {
    const double rate = static_cast<double>(now.states) / seconds;
    std::string text = fmt::format("{} states, {} a second, {} in the frontier, depth {}, {} MiB",
                                   grouped(now.states), grouped(static_cast<std::uint64_t>(rate)),
                                   grouped(now.frontier), now.depth, grouped(now.bytes >> 20));
    if (now.disk_bytes != 0) text += fmt::format(" and {} on disk", grouped(now.disk_bytes >> 20));
    if (const auto left = seconds_left(now, seconds))
        text += fmt::format(", about {} left", rough_time(*left));
    return text;
}

std::string event(const Progress& now, double seconds) {
    const auto left = seconds_left(now, seconds);
    return fmt::format(
        R"({{"event":"progress","states":{},"frontier":{},"depth":{},"bytes":{},"disk_bytes":{},"seconds":{:.3f},"seconds_left":{}}})",
        now.states, now.frontier, now.depth, now.bytes, now.disk_bytes, seconds,
        left ? fmt::format("{:.1f}", *left) : "null");
}

std::string line(const ManyProgress& now, double) {
    const Network& network = now.latest.network;
    return fmt::format("{} of {} ({}, {}, {} a channel), {}", grouped(now.done),
                       counted(now.instances, "instance"), counted(network.processes(), "process"),
                       counted(network.channels(), "channel"),
                       counted(now.latest.messages, "message"), counted(now.states, "state"));
}

std::string event(const ManyProgress& now, double seconds) {
    const Network& network = now.latest.network;
    return fmt::format(
        R"({{"event":"progress","done":{},"instances":{},"processes":{},"channels":{},"messages":{},"states":{},"seconds":{:.3f}}})",
        now.done, now.instances, network.processes(), network.channels(), now.latest.messages,
        now.states, seconds);
}

}  // namespace

ProgressLine::ProgressLine(bool as_events, bool silent)
    : as_events_(as_events),
      silent_(silent && !as_events),
      on_terminal_(isatty(STDERR_FILENO) != 0) {}

void ProgressLine::show(const Progress& now) {
    show_at(now, now.seconds);
}

void ProgressLine::show(const ManyProgress& now) {
    show_at(now, std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count());
}

template <class Now>
void ProgressLine::show_at(const Now& now, double seconds) {
    const double pause = as_events_ || on_terminal_ ? 0.2 : 30;
    if (silent_ || seconds < 0.5 || seconds - last_ < pause) return;
    last_ = seconds;
    if (as_events_)
        fmt::print(stderr, "{}\n", event(now, seconds));
    else if (on_terminal_)
        fmt::print(stderr, "\r\x1b[K{}", line(now, seconds));
    else
        fmt::print(stderr, "{}\n", line(now, seconds));
    drawn_ = on_terminal_ && !as_events_;
    std::fflush(stderr);
}

void ProgressLine::clear() {
    if (drawn_) fmt::print(stderr, "\r\x1b[K");
    drawn_ = false;
    last_ = 0;
}

}  // namespace snapcheck
