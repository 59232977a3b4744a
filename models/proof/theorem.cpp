#include "models/proof/theorem.hpp"

#include <algorithm>
#include <cassert>

namespace snapcheck {

namespace {

class Demonstrator {
  public:
    Demonstrator(const std::vector<Event>& events, const std::vector<ChannelCut>& cut,
                 Transport transport)
        : events_(events), transport_(transport) {
        proof_.recorded = recorded_state(cut);
    }

    Demonstration demonstrate() && {
        tell_sides_apart();
        retrace();
        swap_neighbours();
        if (!proof_.failure) execute();
        return std::move(proof_);
    }

  private:
    const Event& event(unsigned step) const { return events_[step - 1]; }
    Side side(unsigned step) const { return proof_.sides[step - 1]; }
    Application fresh() const {
        return {static_cast<unsigned>(proof_.recorded.size()), transport_};
    }

    // What happened before a process recorded is what its recorded state contains. Said so, it also
    // holds of a process that records once more.
    Side side_of(const Event& event) const {
        if (!of_application(event)) return Side::neither;
        const Traffic& channel = proof_.recorded[event.channel];
        const bool sends = event.kind == Event::Kind::send;
        const bool contained = (sends ? channel.sent : channel.received).contains(event.message);
        return contained ? Side::prerecording : Side::postrecording;
    }

    void tell_sides_apart() {
        for (const Event& event : events_) proof_.sides.push_back(side_of(event));
    }

    void retrace() {
        Application application = fresh();
        const auto look = [&](unsigned step) {
            if (!proof_.occurred && application.state() == proof_.recorded) proof_.occurred = step;
        };
        look(0);
        for (unsigned step = 1; step <= events_.size(); ++step) {
            if (!of_application(event(step))) continue;
            application.take(event(step));
            look(step);
        }
        proof_.end = application.state();
    }

    // Each prerecording event, as it comes, moves forward past the postrecording ones.
    void swap_neighbours() {
        std::vector<unsigned>& order = proof_.order;
        for (unsigned step = 1; step <= events_.size(); ++step) {
            if (side(step) == Side::neither) continue;
            order.push_back(step);
            if (side(step) == Side::postrecording) continue;
            for (std::size_t at = order.size() - 1; at > proof_.prerecording; --at)
                if (!swap(order[at - 1], order[at])) return;
            ++proof_.prerecording;
        }
    }

    bool swap(unsigned& postrecording, unsigned& prerecording) {
        const Swap swap{postrecording, prerecording};
        if (receives_from(event(swap.postrecording), event(swap.prerecording))) {
            proof_.failure = ForbiddenSwap{swap};
            return false;
        }
        proof_.swaps.push_back(swap);
        std::swap(postrecording, prerecording);
        return true;
    }

    static bool receives_from(const Event& sending, const Event& receipt) {
        return sending.kind == Event::Kind::send && receipt.kind == Event::Kind::receive &&
               sending.channel == receipt.channel && sending.message == receipt.message;
    }

    void execute() {
        Application application = fresh();
        const auto half = proof_.order.begin() + static_cast<std::ptrdiff_t>(proof_.prerecording);
        if (!execute(application, {proof_.order.begin(), half})) return;
        proof_.between = application.state();
        const auto other = std::ranges::mismatch(proof_.between, proof_.recorded).in1;
        if (other != proof_.between.end()) {
            proof_.failure = OtherState{static_cast<unsigned>(other - proof_.between.begin())};
            return;
        }
        if (!execute(application, {half, proof_.order.end()})) return;
        assert(application.state() == proof_.end);  // the same events
    }

    bool execute(Application& application, std::span<const unsigned> steps) {
        for (const unsigned step : steps) {
            if (const auto obstacle = application.obstacle(event(step))) {
                proof_.failure = ImpossibleStep{step, *obstacle};
                return false;
            }
            application.take(event(step));
        }
        return true;
    }

    const std::vector<Event>& events_;
    Transport transport_;
    Demonstration proof_;
};

}  // namespace

Demonstration demonstrate(const std::vector<Event>& events, const std::vector<ChannelCut>& cut,
                          Transport transport) {
    return Demonstrator(events, cut, transport).demonstrate();
}

}  // namespace snapcheck
