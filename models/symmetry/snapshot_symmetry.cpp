#include "models/symmetry/snapshot_symmetry.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

namespace {

// Of a large group a part will do, and each state is held against all of it.
constexpr std::size_t most_permutations = 120;

}  // namespace

template <class Channels>
SnapshotSymmetry<Channels>::SnapshotSymmetry(const Rules& rules, const Generator& steps,
                                             const AlgorithmAnatomy& algorithm, Kept kept,
                                             unsigned workers)
    : rules_(rules), generator_(steps), collected_(algorithm.collected) {
    const auto& plan = rules.plan();
    if (algorithm.stamp(plan.message_extent).names_ports() ||
        algorithm.control(plan.message_extent).names_ports()) {
        obstacle_ = "its messages name channels as only their sender counts them";
        return;
    }
    for (Renaming& renaming : automorphisms(plan.instance, kept, most_permutations)) {
        Rewriting rewriting = rewriting_of(plan, algorithm, renaming);
        Member member{std::move(renaming), std::move(rewriting)};
        if (fixes_initial_states(member)) group_.push_back(std::move(member));
    }
    if (group_.size() < 2) obstacle_ = "no two processes can change places";
    for (const auto& process : plan.processes) {
        Words mask(rules.words());
        for (const auto& part : process.parts)
            for (const Field& field : part.members)
                mask[field.word] |= field.bits == 0 ? 0 : field.mask << field.shift;
        memories_of_.push_back(std::move(mask));
    }
    for (Process p = 0; p < plan.processes.size(); ++p) everybody_.push_back(p);
    for (unsigned worker = 0; worker < workers; ++worker) memories_.emplace_back(rules.words() + 3);
}

template <class Channels>
bool SnapshotSymmetry<Channels>::fixes_initial_states(const Member& member) const {
    bool fixes = true;
    generator_.for_each_initial([&](View state) {
        fixes &= std::ranges::equal(image(member, state), std::span(state, rules_.words()));
    });
    return fixes;
}

template <class Channels>
typename SnapshotSymmetry<Channels>::Words SnapshotSymmetry<Channels>::image(const Member& member,
                                                                             View state) const {
    Words image;
    for (unsigned i = 0; i < rules_.words(); ++i) image.push_back(member.rewriting.word(i, state));
    return image;
}

// The least of all images, word by word.
template <class Channels>
void SnapshotSymmetry<Channels>::represent(std::uint64_t* state) const {
    const unsigned words = rules_.words();
    std::array<std::uint64_t, max_words> least;
    std::copy_n(state, words, least.begin());
    for (std::size_t g = 1; g < group_.size(); ++g) {
        const Rewriting& rewriting = group_[g].rewriting;
        for (unsigned i = 0; i < words; ++i) {
            const std::uint64_t word = rewriting.word(i, state);
            if (word > least[i]) break;
            if (word == least[i]) continue;
            least[i] = word;
            while (++i < words) least[i] = rewriting.word(i, state);
        }
    }
    std::copy_n(least.begin(), words, state);
}

// As many as there are permutations for each that leaves the state as it is (Lagrange).
template <class Channels>
std::uint64_t SnapshotSymmetry<Channels>::alike(View state) const {
    std::size_t fixing = 0;
    for (const Member& member : group_) {
        unsigned i = 0;
        while (i < rules_.words() && member.rewriting.word(i, state) == state[i]) ++i;
        if (i == rules_.words()) ++fixing;
    }
    if (fixing == 0 || group_.size() % fixing != 0)
        throw ReductionFault("the permutations of a state are no group");
    return group_.size() / fixing;
}

template <class Channels>
CutsAlike SnapshotSymmetry<Channels>::count(const WordSet& cuts) const {
    WordSet classes(rules_.words());
    CutsAlike counted;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        Words cut(cuts[i], cuts[i] + rules_.words());
        represent(cut.data());
        if (classes.insert(cut.data()).fresh) counted.cuts += alike(cut.data());
    }
    counted.classes = classes.size();
    return counted;
}

// --- whether the algorithm treats alike what has got other names
//
// Where a process acts, all that its algorithm can see is what it remembers, how far it knows the
// snapshot to be, and what arrives. So each such sight is looked at once, under every permutation.

template <class Channels>
void SnapshotSymmetry<Channels>::examine(View state, unsigned worker) {
    WordSet& seen = memories_[worker].seen;
    for (Process p = 0; p < rules_.network().processes(); ++p) {
        Sight sight = sight_of(state, p);
        bool fresh = seen.insert(sight.data()).fresh;
        for (const unsigned c : rules_.network().inputs(p))
            rules_.content().arrivals(c)(state, rules_.sent(state, c), [&](unsigned detail) {
                add_arrival(state, c, detail, sight);
                fresh |= seen.insert(sight.data()).fresh;
            });
        if (fresh) examine_process(state, p);
    }
    if (rules_.computes_channels())
        for (unsigned c = 0; c < rules_.network().channels(); ++c) {
            const auto [source, target] = rules_.network().ends(c);
            for (unsigned s = 0; s < rules_.snapshots(); ++s)
                if (rules_.both_recorded(state, c, s) &&
                    seen.insert(
                            sight_together(state, std::array{source, target}, Kind::content, c, s)
                                .data())
                        .fresh)
                    examine_content(state, c, s);
        }
    if (collected_)
        for (unsigned s = 0; s < rules_.snapshots(); ++s)
            if (rules_.all_recorded(state, s) &&
                seen.insert(sight_together(state, everybody_, Kind::collection, 0, s).data()).fresh)
                examine_completion(state, s);
}

template <class Channels>
void SnapshotSymmetry<Channels>::examine_all(View state) const {
    for (Process p = 0; p < rules_.network().processes(); ++p) examine_process(state, p);
    for (unsigned s = 0; s < rules_.snapshots(); ++s) {
        examine_completion(state, s);
        for (unsigned c = 0; c < rules_.network().channels(); ++c) examine_content(state, c, s);
    }
}

// What is beside the memory: which process, how far the snapshots are, which outputs have room.
template <class Channels>
typename SnapshotSymmetry<Channels>::Sight SnapshotSymmetry<Channels>::sight_of(View state,
                                                                                Process p) const {
    Sight sight = sight_together(state, {&p, 1}, Kind::process, p, 0);
    const unsigned words = rules_.words();
    std::uint64_t& so_far = sight[words + 1];
    for (unsigned s = 0; s < rules_.snapshots(); ++s)
        so_far = so_far << 2 | (rules_.recorded(state, p, s) ? 2U : 0U) |
                 (rules_.all_recorded(state, s) ? 1U : 0U);
    so_far = so_far << 1 | (rules_.content().blocked(state, p) ? 1U : 0U);
    for (const unsigned c : rules_.network().outputs(p))
        sight[words + 2] = sight[words + 2] << 1 | (may_enter(state, c) ? 1U : 0U);
    return sight;
}

template <class Channels>
void SnapshotSymmetry<Channels>::add_arrival(View state, unsigned c, unsigned detail,
                                             Sight& sight) const {
    const Content content = rules_.content().peek(state, c, rules_.sent(state, c), detail);
    const unsigned words = rules_.words();
    sight[words] = label(content.control ? Kind::control : Kind::message, c, content.number);
    sight[words + 2] = content.code;
}

template <class Channels>
typename SnapshotSymmetry<Channels>::Sight SnapshotSymmetry<Channels>::sight_together(
    View state, std::span<const Process> processes, Kind kind, unsigned subject,
    unsigned snapshot) const {
    Sight sight{};
    const unsigned words = rules_.words();
    for (const Process p : processes)
        for (unsigned i = 0; i < words; ++i) sight[i] |= state[i] & memories_of_[p][i];
    sight[words] = label(kind, subject, snapshot);
    return sight;
}

// Whether the model would let a message into a channel; whether the algorithm does is what is
// asked.
template <class Channels>
bool SnapshotSymmetry<Channels>::may_enter(View state, unsigned c) const {
    const auto& channel = rules_.plan().channels[c];
    if (rules_.sent(state, c) >= channel.capacity) return false;
    const auto& budget = rules_.plan().instance.budget;
    unsigned total = 0;
    for (const unsigned output : rules_.network().outputs(channel.ends.source))
        total += rules_.sent(state, output);
    return (!budget || total < (*budget)[channel.ends.source]) &&
           rules_.content().may_send(state, c);
}

// All steps of a process, and whether it is done.
template <class Channels>
void SnapshotSymmetry<Channels>::examine_process(View state, Process p) const {
    const std::vector<Outcome> own = outcomes(state, p);
    if (!std::ranges::equal(image(group_.front(), state), std::span(state, rules_.words())))
        throw ReductionFault("a state does not survive being written down again");
    for (std::size_t g = 1; g < group_.size(); ++g) {
        const Process q = group_[g].renaming.processes[p];
        const Words other = image(group_[g], state);
        if (images(group_[g], own) != outcomes(other.data(), q)) throw NotAlike{};
        for (unsigned s = 0; s < rules_.snapshots(); ++s)
            if (rules_.process_done(state, p, s) != rules_.process_done(other.data(), q, s))
                throw NotAlike{};
    }
}

template <class Channels>
void SnapshotSymmetry<Channels>::examine_content(View state, unsigned c, unsigned s) const {
    const MessageSet content = rules_.computed_content(state, c, s);
    for (std::size_t g = 1; g < group_.size(); ++g) {
        const Words other = image(group_[g], state);
        const unsigned renamed = group_[g].renaming.channels[c];
        if (rules_.computed_content(other.data(), renamed, s).bits != content.bits)
            throw NotAlike{};
    }
}

template <class Channels>
void SnapshotSymmetry<Channels>::examine_completion(View state, unsigned s) const {
    const bool complete = rules_.snapshot_complete(state, s);
    for (std::size_t g = 1; g < group_.size(); ++g)
        if (rules_.snapshot_complete(image(group_[g], state).data(), s) != complete)
            throw NotAlike{};
}

// In an order that does not depend on how steps are numbered.
template <class Channels>
std::vector<typename SnapshotSymmetry<Channels>::Outcome> SnapshotSymmetry<Channels>::outcomes(
    View state, Process p) const {
    std::vector<Outcome> outcomes;
    generator_.for_each_step(state, [&](Step step) {
        if (rules_.actor(step) != p) return;
        Words after(state, state + rules_.words());
        try {
            generator_.take(after.data(), step);
        } catch (const AssumptionFailed&) {
            after.clear();
        } catch (const AlgorithmFault&) {
            after.clear();
        }
        outcomes.push_back({rules_.kind_of(step), rules_.subject_of(step), std::move(after)});
    });
    std::ranges::sort(outcomes);
    return outcomes;
}

template <class Channels>
std::vector<typename SnapshotSymmetry<Channels>::Outcome> SnapshotSymmetry<Channels>::images(
    const Member& member, std::vector<Outcome> outcomes) const {
    using StepKind = typename Rules::Kind;
    for (Outcome& outcome : outcomes) {
        const bool of_process = outcome.kind == StepKind::initiate || outcome.kind == StepKind::act;
        outcome.subject = of_process ? member.renaming.processes[outcome.subject]
                                     : member.renaming.channels[outcome.subject];
        if (!outcome.after.empty()) outcome.after = image(member, outcome.after.data());
    }
    std::ranges::sort(outcomes);
    return outcomes;
}

template <class Channels>
SymmetryFound symmetry_on(const SnapshotState<Channels>& rules, const Generator& steps,
                          const AlgorithmAnatomy& algorithm, Kept kept, unsigned workers) {
    auto symmetry =
        std::make_unique<SnapshotSymmetry<Channels>>(rules, steps, algorithm, kept, workers);
    if (!symmetry->obstacle().empty()) return {nullptr, symmetry->obstacle()};
    return {std::move(symmetry), {}};
}

template SymmetryFound symmetry_on(const SnapshotState<Bag>&, const Generator&,
                                   const AlgorithmAnatomy&, Kept, unsigned);
template SymmetryFound symmetry_on(const SnapshotState<Bounded>&, const Generator&,
                                   const AlgorithmAnatomy&, Kept, unsigned);
template SymmetryFound symmetry_on(const SnapshotState<Causal>&, const Generator&,
                                   const AlgorithmAnatomy&, Kept, unsigned);
template SymmetryFound symmetry_on(const SnapshotState<Duplicating>&, const Generator&,
                                   const AlgorithmAnatomy&, Kept, unsigned);
template SymmetryFound symmetry_on(const SnapshotState<Fifo>&, const Generator&,
                                   const AlgorithmAnatomy&, Kept, unsigned);
template SymmetryFound symmetry_on(const SnapshotState<Lossy>&, const Generator&,
                                   const AlgorithmAnatomy&, Kept, unsigned);

}  // namespace snapcheck
