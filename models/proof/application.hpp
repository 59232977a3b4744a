// The application on its own, as if there were no snapshot: sends and receipts on channels, each
// possible or not. It shares nothing with the model that is explored, so that it can contradict it.
#pragma once

#include <optional>

#include "models/event.hpp"
#include "models/instance.hpp"

namespace snapcheck {

/// What the application knows of one channel.
struct Traffic {
    MessageSet sent, received;
    std::vector<unsigned> transit;  // in the order of sending
    bool operator==(const Traffic&) const = default;
};

/// A global state of the free application: by channel.
using ApplicationState = std::vector<Traffic>;

/// What a recorded cut says that the state was.
ApplicationState recorded_state(const std::vector<ChannelCut>& cut);

/// Why an event cannot happen.
enum class Obstacle { not_in_transit, not_at_the_head, no_place };

/// What channels do with messages that is not left open.
struct Transport {
    bool ordered = true;
    unsigned places = 0;  // in each channel; 0: as many as it takes
};

/// Of a discipline that neither loses nor repeats messages; nullopt for others, and for causal
/// order, which is a matter of more than one channel.
std::optional<Transport> transport_of(const ChannelSpec& channels);

/// The same in a sentence: why nothing can be proved there.
std::string why_not_proved_on(const ChannelSpec& channels);

class Application {
  public:
    Application(unsigned channels, Transport transport) : transport_(transport), state_(channels) {}

    /// What stands in the way of an event of the application's; nullopt where nothing does.
    std::optional<Obstacle> obstacle(const Event& event) const;
    /// Takes an event that nothing stands in the way of.
    void take(const Event& event);
    const ApplicationState& state() const { return state_; }

  private:
    Transport transport_;
    ApplicationState state_;
};

}  // namespace snapcheck
