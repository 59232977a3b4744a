#include "models/event.hpp"

namespace snapcheck {

std::string to_string(const Event& event, const Network& network) {
    const std::string actor = network.name(event.actor);
    if (event.kind == Event::Kind::initiate) return actor + " initiates the snapshot";
    const auto [source, target] = network.ends(event.channel);
    const std::string message = "m" + std::to_string(event.message);
    switch (event.kind) {
        case Event::Kind::send:
            return actor + " sends " + message + " to " + network.name(target);
        case Event::Kind::receive:
            return actor + " receives " + message + " from " + network.name(source);
        default:
            return actor + " receives the " + event.control + " from " + network.name(source);
    }
}

}  // namespace snapcheck
