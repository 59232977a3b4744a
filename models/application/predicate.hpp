// What can be asked of a global state: an expression over local states and the content of channels.
//
//   p.A        1 where process p is in local state A, else 0
//   c.M        how many messages M are in channel c
//   messages   how many messages are in all channels
//   deadlocked 1 where no process can take a step, be it on its own or with a message, else 0
//   numbers, + - *, == != < <= > >=, and, or, not, ( )
#pragma once

#include "models/application/application.hpp"

namespace snapcheck {

class Predicate {
  public:
    /// `ordered`: of what is in a channel, only the first can be received. Throws InputError with
    /// what is wrong in `text`, and the nearest name for one that is none.
    Predicate(std::string_view text, const Application& application, bool ordered = true);

    std::int64_t value(const GlobalState& state) const { return value(root_, state); }
    bool holds(const GlobalState& state) const { return value(state) != 0; }
    const std::string& text() const { return text_; }

    enum class Operation : std::uint8_t {
        number,
        in_state,
        in_channel,
        in_all_channels,
        in_deadlock,
        invert,
        add,
        subtract,
        multiply,
        equal,
        differ,
        less,
        less_or_equal,
        both,
        either
    };
    struct Node {
        Operation operation{};
        std::int64_t left = 0, right = 0;  // nodes; or a number; or a process or channel, and what
    };

  private:
    std::int64_t value(std::size_t node, const GlobalState& state) const;
    bool can_go_on(const GlobalState& state) const;

    std::string text_;
    std::vector<Node> nodes_;
    std::size_t root_ = 0;
    std::vector<std::vector<Transition>> transitions_;  // by process, where they matter
    bool ordered_;
};

/// A predicate by the name that the application has for it, or else an expression.
Predicate parse_predicate(std::string_view text, const Application& application,
                          bool ordered = true);

}  // namespace snapcheck
