#include "models/event.hpp"

namespace snapcheck {

std::string to_string(const Event& event, const Network& network) {
    const std::string actor = network.name(event.actor);
    if (event.kind == Event::Kind::initiate)
        return actor + " initiates " +
               (event.snapshot == 0 ? "the snapshot"
                                    : "snapshot " + std::to_string(event.snapshot));
    if (event.kind == Event::Kind::act) return actor + " " + event.own_step;
    const auto [source, target] = network.ends(event.channel);
    const std::string what =
        event.control.empty() ? "m" + std::to_string(event.message) : "the " + event.control;
    const std::string copy = event.stays ? ", and a copy stays in the channel" : "";
    switch (event.kind) {
        case Event::Kind::send:
            return actor + " sends " + what + " to " + network.name(target);
        case Event::Kind::lose:
            return what + " from " + network.name(source) + " to " + network.name(target) +
                   " is lost";
        case Event::Kind::transmit:
            return what + " to " + network.name(target) + " leaves the outbox of " + actor;
        default:
            return actor + " receives " + what + " from " + network.name(source) + copy;
    }
}

}  // namespace snapcheck
