#include "traces/space_time.hpp"

#include <algorithm>
#include <map>

namespace snapcheck::space_time {

namespace {

// What is delivered and stays begins once more at its delivery.
enum class Begun { by_application, by_delivery, by_algorithm };

// By step and manner; those that begin alike keep their order.
using Flights = std::multimap<std::pair<unsigned, Begun>, Flight>;

void add_flights(Flights& all, const Arrow& arrow, const Run& run) {
    Flight flight;
    flight.channel = arrow.channel;
    flight.message = arrow.parcel.message;
    flight.control = arrow.parcel.control;
    flight.sent = arrow.entered.value_or(arrow.sent);
    flight.lost = arrow.lost.has_value();
    flight.arrives = arrow.lost;
    for (const unsigned step : arrow.arrived) {
        if (!run.events[step - 1].stays) {
            flight.arrives = step;
            continue;
        }
        Flight copy = flight;
        copy.arrives = step;
        copy.lost = false;
        copy.copy = true;
        all.emplace(std::pair(step, Begun::by_delivery), copy);
    }
    const Begun how = arrow.is_control() ? Begun::by_algorithm : Begun::by_application;
    all.emplace(std::pair(flight.sent, how), flight);
}

std::vector<Flight> flights_of(const Run& run) {
    Flights all;
    for (const Arrow& arrow : arrows_of(run)) add_flights(all, arrow, run);
    std::vector<Flight> flights;
    for (auto& [begun, flight] : all) flights.push_back(std::move(flight));
    return flights;
}

/// Of a list of pairs with channels, whether message m of channel c is in it.
bool puts_on_record(const Event& event, const Flight& flight) {
    return std::ranges::count(event.records, std::pair(flight.channel, flight.message)) != 0;
}

/// That a message is missing shows when the snapshot is complete, that it is an orphan when it
/// arrives, all else when it is put on record.
unsigned decided(const Flight& flight, const Run& run) {
    const auto last = static_cast<unsigned>(run.events.size());
    if (flight.standing == Standing::lost) return last;
    if (flight.standing == Standing::orphan) return flight.arrives.value_or(last);
    for (unsigned step = last; step > 0; --step)
        if (puts_on_record(run.events[step - 1], flight)) return step;
    return last;
}

void judge(std::vector<Flight>& flights, const Run& run) {
    for (Flight& flight : flights) {
        if (!flight.application()) continue;
        flight.standing = standing_of(flight.channel, flight.message, run);
        flight.decided = decided(flight, run);
    }
}

/// Whether anything that is taken for the flight arrives while the run goes round: of equal things
/// that are on their way, it is never told which one it is.
bool moves(const Flight& flight, const Trace& trace) {
    const Run& run = trace.run;
    const auto arrives = [&](const Event& event) {
        const bool receives =
            event.kind == Event::Kind::receive || event.kind == Event::Kind::receive_control;
        return receives && event.channel == flight.channel &&
               (run.cut[flight.channel].ordered || event.control == flight.control);
    };
    return std::any_of(run.events.begin() + static_cast<std::ptrdiff_t>(*trace.loop),
                       run.events.end(), arrives);
}

void find_starving(std::vector<Flight>& flights, const Trace& trace) {
    if (!trace.loop) return;
    for (Flight& flight : flights)
        flight.starves = !flight.arrives && flight.sent <= *trace.loop && !moves(flight, trace);
}

/// Whether `late` was sent after `early` and arrives first; what is lost or doubled on its way
/// overtakes nothing.
bool overtakes(const Flight& late, const Flight& early) {
    if (late.channel != early.channel || late.sent <= early.sent || !late.arrives) return false;
    if (late.lost || early.lost || late.copy || early.copy) return false;
    return !early.arrives || *early.arrives > *late.arrives;
}

std::vector<Overtaking> overtakings_of(const std::vector<Flight>& flights) {
    const auto is_doubled = [&](const Flight& flight) {
        return std::ranges::any_of(flights, [&](const Flight& a) {
            return a.copy && a.channel == flight.channel && a.sent == flight.sent;
        });
    };
    std::vector<Overtaking> all;
    for (std::size_t late = 0; late < flights.size(); ++late)
        for (std::size_t early = 0; early < flights.size(); ++early)
            if (overtakes(flights[late], flights[early]) && !is_doubled(flights[early]))
                all.push_back({late, early});
    return all;
}

/// A process that records in a step with a message may record before the message or after it: what
/// is recorded of the message's channel tells.
bool records_after_message(const Event& event, const Run& run) {
    if (event.kind == Event::Kind::send) return run.cut[event.channel].sent.contains(event.message);
    return event.kind == Event::Kind::receive &&
           run.cut[event.channel].received.contains(event.message);
}

std::vector<CutPoint> cut_of(const Trace& trace) {
    std::vector<CutPoint> cut(trace.network.processes());
    for (unsigned step = 1; step <= trace.run.events.size(); ++step) {
        const Event& event = trace.run.events[step - 1];
        if (event.records_state) cut[event.actor] = {step, records_after_message(event, trace.run)};
    }
    return cut;
}

std::vector<std::vector<unsigned>> follows(const Trace& trace, const std::vector<Flight>& flights) {
    std::vector<std::vector<unsigned>> all(trace.run.events.size());
    std::vector<unsigned> last(trace.network.processes());  // step of each process; 0: none yet
    for (unsigned step = 1; step <= trace.run.events.size(); ++step) {
        const Event& event = trace.run.events[step - 1];
        if (event.kind == Event::Kind::lose) continue;  // happens at no process
        if (last[event.actor] != 0) all[step - 1].push_back(last[event.actor]);
        last[event.actor] = step;
    }
    for (const Flight& flight : flights)
        if (flight.arrives) all[*flight.arrives - 1].push_back(flight.sent);
    for (auto& steps : all) {
        std::ranges::sort(steps);
        steps.erase(std::ranges::unique(steps).begin(), steps.end());
    }
    return all;
}

}  // namespace

Diagram diagram_of(const Trace& trace) {
    Diagram diagram;
    diagram.flights = flights_of(trace.run);
    judge(diagram.flights, trace.run);
    find_starving(diagram.flights, trace);
    diagram.overtakings = overtakings_of(diagram.flights);
    diagram.cut = cut_of(trace);
    diagram.follows = follows(trace, diagram.flights);
    return diagram;
}

}  // namespace snapcheck::space_time
