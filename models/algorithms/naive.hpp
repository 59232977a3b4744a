// No algorithm: each process records its state when it likes, and nobody tells anybody. The control
// experiment, which shows what the others are for.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

struct Naive {
    static constexpr std::string_view name = "naive";
    static constexpr std::string_view about = "no coordination at all: the control experiment";
    static constexpr std::array trials{Trial{"ring:2", "1,1", "0,1"}};
    using Site = snapcheck::Site<>;

    void initiate(Site& site) { site.record_state(); }
    void receive(Site&, Channel, Message) {}
    bool done(const Site&) const { return true; }
};

}  // namespace snapcheck
