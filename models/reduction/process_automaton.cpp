#include "models/reduction/process_automaton.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

namespace {

constexpr unsigned most_steps = 64;  // of one process: they are kept as bits of a word
constexpr std::size_t most_comparisons = std::size_t{1} << 21;  // of two steps: a second or two

void cover(std::vector<std::uint64_t>& words, const Field& field, std::uint64_t values) {
    if (field.bits != 0) words[field.word] |= (field.mask & values) << field.shift;
}

}  // namespace

template <class Channels>
ProcessAutomaton<Channels>::ProcessAutomaton(const SnapshotState<Channels>& rules,
                                             const Generator& steps, Process process)
    : rules_(rules),
      generator_(steps),
      process_(process),
      initial_(rules.words()),
      mask_(rules.words()),
      masked_(rules.words()) {
    generator_.for_each_initial(
        [&](View state) { std::copy_n(state, rules.words(), initial_.data()); });
    number_steps();
    find_mask();
    if (obstacle_.empty()) explore();
    if (obstacle_.empty()) spread_dependence();
}

template <class Channels>
void ProcessAutomaton<Channels>::number_steps() {
    const auto& [stamp_bits, control_bits] = rules_.plan().content_bits;
    if (stamp_bits > 6 || control_bits > 6) {
        obstacle_ = "its messages carry too much to look at all that may arrive";
        return;
    }
    first_of_.resize(rules_.network().channels());
    steps_.push_back({LocalStep::Kind::initiate, 0, {}});
    for (const unsigned c : rules_.network().outputs(process_)) {
        first_of_[c] = static_cast<unsigned>(steps_.size());
        steps_.push_back({LocalStep::Kind::send, c, {}});
    }
    for (const unsigned c : rules_.network().inputs(process_)) {
        first_of_[c] = static_cast<unsigned>(steps_.size());
        for (std::uint64_t code = 0; code < std::uint64_t{1} << control_bits; ++code)
            steps_.push_back({LocalStep::Kind::deliver, c, {true, 0, code}});
        for (unsigned number = 1; number <= rules_.plan().channels[c].capacity; ++number)
            for (std::uint64_t code = 0; code < std::uint64_t{1} << stamp_bits; ++code)
                steps_.push_back({LocalStep::Kind::deliver, c, {false, number, code}});
    }
    if (steps_.size() > most_steps) obstacle_ = "a process has too many different steps";
}

// In the order in which they were numbered.
template <class Channels>
unsigned ProcessAutomaton<Channels>::arrival(unsigned channel, const Content& content) const {
    const auto& [stamp_bits, control_bits] = rules_.plan().content_bits;
    const unsigned first = first_of_[channel];
    if (content.control) return first + static_cast<unsigned>(content.code);
    return first + (1U << control_bits) + (content.number - 1) * (1U << stamp_bits) +
           static_cast<unsigned>(content.code);
}

template <class Channels>
void ProcessAutomaton<Channels>::find_mask() {
    const auto& plan = rules_.plan();
    cover(mask_, plan.recorded, std::uint64_t{1} << process_);
    for (const Field& member : plan.processes[process_].parts[0].members)
        cover(mask_, member, ~std::uint64_t{0});
    for (const unsigned c : rules_.network().outputs(process_))
        cover(mask_, plan.channels[c].sent, ~std::uint64_t{0});
    for (const unsigned c : rules_.network().inputs(process_))
        cover(mask_, rules_.content().received_field(c), ~std::uint64_t{0});
}

template <class Channels>
void ProcessAutomaton<Channels>::explore() {
    place_of(initial_.data());
    for (std::size_t place = 0; place < masked_.size() && obstacle_.empty(); ++place) {
        if (masked_.size() * steps_.size() * steps_.size() > most_comparisons)
            obstacle_ = "a process has too many different states";
        else
            explore(place);
    }
}

// Where its steps lead, and which of them do not commute there.
template <class Channels>
void ProcessAutomaton<Channels>::explore(std::size_t place) {
    Place found{std::vector<std::optional<std::size_t>>(steps_.size()),
                std::vector<LocalSteps>(steps_.size())};
    LocalSteps enabled = 0;
    LocalSteps failing = 0;
    for (unsigned i = 0; i < steps_.size(); ++i) {
        const auto outcome = after(words_at(place), steps_[i]);
        look_beyond(place, steps_[i], outcome);
        if (!outcome) continue;
        enabled |= LocalSteps{1} << i;
        if (outcome->failed) {
            failing |= LocalSteps{1} << i;
            continue;
        }
        look_for_obstacles(place, steps_[i], outcome->words);
        found.next[i] = place_of(outcome->words.data());
    }
    for (unsigned i = 0; i < steps_.size(); ++i)
        for (unsigned j = 0; j < i; ++j) {
            const LocalSteps both = LocalSteps{1} << i | LocalSteps{1} << j;
            if ((enabled & both) != both || never_meet(steps_[i], steps_[j])) continue;
            if ((failing & both) == 0 && commute(place, steps_[i], steps_[j])) continue;
            found.dependent[i] |= LocalSteps{1} << j;
            found.dependent[j] |= LocalSteps{1} << i;
        }
    places_.push_back(std::move(found));
}

// Until nothing changes: what may be met later is met, if not on the way over the step itself.
template <class Channels>
void ProcessAutomaton<Channels>::spread_dependence() {
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t place = places_.size(); place-- > 0;) changed |= spread_dependence(place);
    }
}

template <class Channels>
bool ProcessAutomaton<Channels>::spread_dependence(std::size_t place) {
    bool changed = false;
    for (unsigned step = 0; step < steps_.size(); ++step) {
        LocalSteps dependent = places_[place].dependent[step];
        for (unsigned other = 0; other < steps_.size(); ++other)
            if (const auto next = places_[place].next[other]; next && other != step)
                dependent |= places_[*next].dependent[step];
        changed |= dependent != places_[place].dependent[step];
        places_[place].dependent[step] = dependent;
    }
    return changed;
}

// --- one place

// A state in which nothing is but the process.
template <class Channels>
typename ProcessAutomaton<Channels>::Words ProcessAutomaton<Channels>::words_at(
    std::size_t place) const {
    Words words = initial_;
    for (std::size_t i = 0; i < words.size(); ++i)
        words[i] = (words[i] & ~mask_[i]) | masked_[place][i];
    return words;
}

template <class Channels>
typename ProcessAutomaton<Channels>::Words ProcessAutomaton<Channels>::own(View words) const {
    Words own(mask_.size());
    for (std::size_t i = 0; i < own.size(); ++i) own[i] = words[i] & mask_[i];
    return own;
}

template <class Channels>
std::size_t ProcessAutomaton<Channels>::place_of(View words) {
    return masked_.insert(own(words).data()).index;
}

template <class Channels>
std::optional<std::size_t> ProcessAutomaton<Channels>::place_in(View state) const {
    std::array<std::uint64_t, max_words> own;
    for (std::size_t i = 0; i < mask_.size(); ++i) own[i] = state[i] & mask_[i];
    return masked_.find(own.data());
}

template <class Channels>
void ProcessAutomaton<Channels>::for_each_case(const std::function<void(View)>& visit) const {
    for (std::size_t place = 0; place < places_.size(); ++place)
        for (const LocalStep& step : steps_) {
            Words words = words_at(place);
            put(words, step);
            const bool arrives = step.kind == LocalStep::Kind::deliver;
            if (!arrives || find(words.data(), step)) visit(words.data());
        }
}

// Puts into its channel what a step delivers.
template <class Channels>
void ProcessAutomaton<Channels>::put(Words& words, const LocalStep& step) const {
    if (step.kind != LocalStep::Kind::deliver) return;
    const Content& content = step.content;
    if (content.control) {
        rules_.content().put_control(words.data(), step.channel, content.code);
        return;
    }
    const Field& sent = rules_.plan().channels[step.channel].sent;
    sent.set(words.data(), std::max(sent.get(words.data()), std::uint64_t{content.number}));
    rules_.content().put_message(words.data(), step.channel, content.number, content.code);
}

template <class Channels>
std::optional<Step> ProcessAutomaton<Channels>::find(View words, const LocalStep& wanted) const {
    using Rules = SnapshotState<Channels>;
    constexpr std::array kinds{Rules::Kind::initiate, Rules::Kind::send, Rules::Kind::deliver};
    const typename Rules::Kind kind = kinds[static_cast<std::size_t>(wanted.kind)];
    const bool initiation = wanted.kind == LocalStep::Kind::initiate;
    std::optional<Step> found;
    generator_.for_each_step(words, [&](Step step) {
        if (found || Rules::kind_of(step) != kind ||
            Rules::subject_of(step) != (initiation ? process_ : wanted.channel))
            return;
        if (wanted.kind != LocalStep::Kind::deliver ||
            rules_.delivered(words, step) == wanted.content)
            found = step;
    });
    return found;
}

// Nothing where the step is not enabled, or where its content cannot arrive.
template <class Channels>
std::optional<typename ProcessAutomaton<Channels>::Outcome> ProcessAutomaton<Channels>::after(
    Words words, const LocalStep& step) const {
    put(words, step);
    const auto found = find(words.data(), step);
    if (!found) return std::nullopt;
    try {
        generator_.take(words.data(), *found);
    } catch (const AssumptionFailed&) {
        return Outcome{{}, true};
    } catch (const AlgorithmFault&) {
        return Outcome{{}, true};
    }
    return Outcome{std::move(words), false};
}

// What waits behind the head of an ordered channel cannot arrive before it.
template <class Channels>
bool ProcessAutomaton<Channels>::never_meet(const LocalStep& one, const LocalStep& other) const {
    return Channels::ordered && one.kind == LocalStep::Kind::deliver &&
           other.kind == LocalStep::Kind::deliver && one.channel == other.channel;
}

// Whether two steps lead to the same state in either order.
template <class Channels>
bool ProcessAutomaton<Channels>::commute(std::size_t place, const LocalStep& one,
                                         const LocalStep& other) const {
    Words words = words_at(place);
    put(words, one);
    put(words, other);
    const auto in_turn = [&](const LocalStep& first, const LocalStep& second) {
        Words reached = words;
        for (const LocalStep* step : {&first, &second}) {
            const auto found = find(reached.data(), *step);
            if (!found) return Words{};
            generator_.take(reached.data(), *found);
        }
        return reached;
    };
    try {
        const Words reached = in_turn(one, other);
        return !reached.empty() && reached == in_turn(other, one);
    } catch (const AssumptionFailed&) {
        return false;
    } catch (const AlgorithmFault&) {
        return false;
    }
}

// --- what a reduction must not meet

template <class Channels>
void ProcessAutomaton<Channels>::look_for_obstacles(std::size_t place, const LocalStep& step,
                                                    const Words& after) {
    const Words before = words_at(place);
    const bool had_recorded = rules_.recorded(before.data(), process_, 0);
    if (!had_recorded && rules_.recorded(after.data(), process_, 0))
        recording_ |= LocalSteps{1} << (&step - steps_.data());
    if (!recorded_content_grows_only(place, step))
        obstacle_ = "a process drops what it has recorded";
    // What a collector computes follows from what the processes remember.
    const bool settled = had_recorded && (rules_.computes_channels() ||
                                          rules_.process_done(before.data(), process_, 0));
    if (settled) {
        const bool as_before =
            std::ranges::all_of(rules_.network().inputs(process_),
                                [&](unsigned c) {
                                    return rules_.recorded_content(before.data(), c, 0) ==
                                           rules_.recorded_content(after.data(), c, 0);
                                }) &&
            std::ranges::all_of(rules_.plan().processes[process_].parts[0].members,
                                [&](const Field& member) {
                                    return member.get(before.data()) == member.get(after.data());
                                });
        if (!as_before) obstacle_ = "a process goes on with the snapshot after it is done";
    }
}

// Nothing may depend on who else has recorded, or on what is in the channels to others.
template <class Channels>
void ProcessAutomaton<Channels>::look_beyond(std::size_t place, const LocalStep& step,
                                             const std::optional<Outcome>& alone) {
    const auto outcome = after(among_others(place), step);
    if (outcome.has_value() != alone.has_value() || (outcome && !alike(*outcome, *alone)))
        obstacle_ = "what a process does depends on how far the others are";
    else if (outcome && !outcome->failed && has_recorded_outputs(outcome->words))
        obstacle_ = "a process records what is in its outputs";
}

// The same when all others have recorded, and have not yet received what was sent last.
template <class Channels>
typename ProcessAutomaton<Channels>::Words ProcessAutomaton<Channels>::among_others(
    std::size_t place) const {
    Words words = words_at(place);
    const Field& recorded = rules_.plan().recorded;
    const std::uint64_t others =
        low_bits(rules_.network().processes()) & ~(std::uint64_t{1} << process_);
    recorded.set(words.data(), recorded.get(words.data()) | others);
    for (const unsigned c : rules_.network().outputs(process_))
        if (const unsigned sent = rules_.sent(words.data(), c); sent != 0)
            rules_.content().put_message(words.data(), c, sent, 0);
    return words;
}

template <class Channels>
bool ProcessAutomaton<Channels>::alike(const Outcome& one, const Outcome& other) const {
    if (one.failed || other.failed) return one.failed == other.failed;
    return own(one.words.data()) == own(other.words.data()) &&
           rules_.process_done(one.words.data(), process_, 0) ==
               rules_.process_done(other.words.data(), process_, 0);
}

template <class Channels>
bool ProcessAutomaton<Channels>::has_recorded_outputs(const Words& words) const {
    return std::ranges::any_of(rules_.network().outputs(process_), [&](unsigned c) {
        return !rules_.content().recorded(words.data(), c, 0).empty();
    });
}

// Whatever was recorded is still there, also where something else takes its place.
template <class Channels>
bool ProcessAutomaton<Channels>::recorded_content_grows_only(std::size_t place,
                                                             const LocalStep& step) const {
    const auto keeps = [&](unsigned c, unsigned number) {
        Words words = words_at(place);
        rules_.content().record(words.data(), c, 0, number);
        const auto outcome = after(std::move(words), step);
        if (!outcome || outcome->failed) return true;
        const auto recorded = rules_.content().recorded(outcome->words.data(), c, 0);
        return std::ranges::find(recorded, number) != recorded.end();
    };
    for (const unsigned c : rules_.network().inputs(process_))
        for (unsigned number = 1; number <= rules_.plan().channels[c].capacity; ++number)
            if (!keeps(c, number)) return false;
    return true;
}

template class ProcessAutomaton<Bag>;
template class ProcessAutomaton<Bounded>;
template class ProcessAutomaton<Causal>;
template class ProcessAutomaton<Duplicating>;
template class ProcessAutomaton<Fifo>;
template class ProcessAutomaton<Lossy>;

}  // namespace snapcheck
