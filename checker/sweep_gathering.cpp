// The next layer, cell by cell.
#include "checker/few_rows.hpp"
#include "checker/sweep.hpp"

namespace snapcheck {

namespace {

constexpr std::size_t batches = 16;        // of a layer: between them it is looked at the limits
constexpr std::size_t fetched_ahead = 40;  // parents: memory takes as long as to follow so many

}  // namespace

// False where a limit was reached.
template <class State>
bool Sweep<State>::gather() {
    const std::size_t batch = (next_.cells() + batches - 1) / batches;
    for (std::size_t first = 0; first < next_.cells(); first += batch) {
        if (ledger_.limit_reached(progress(first))) return false;
        if (next_.spilled() != nullptr && next_.spilled()->bytes() != 0)
            next_.spilled()->watch_disk();
        workers_.for_each(
            std::min(batch, next_.cells() - first),
            [&](std::size_t i, unsigned worker) { gather(first + i, desks_[worker]); });
    }
    return true;
}

template <class State>
void Sweep<State>::gather(std::size_t cell, Desk& desk) {
    desk.gathering.start(size_ / next_.cells(), next_.run_words());
    for (unsigned kind = 0; kind < model_.kinds(); ++kind)
        for_each_few(layer_.rows(cell - stride_of(kind), desk.unpacked), [&](const Rows& parents) {
            desk.successors.clear();
            model_.list(parents, kind, desk.successors);
            if (options_.sleep != nullptr) leave_out_sleeping(parents, kind, desk);
            follow(parents, desk.memories[kind], desk.successors);
            assert(lead_on_by(stride_of(kind), parents, desk.successors));
            desk.tally.level(depth_).transitions += desk.successors.parents.size();
            take_in(parents, desk);
        });
    next_[cell] = finish(desk);
    settle(next_, cell, desk);
}

template <class State>
void Sweep<State>::take_in(const Rows& parents, Desk& desk) const {
    if (options_.sleep != nullptr)
        desk.gathering.join(desk.successors, desk.awake);
    else
        desk.gathering.add(desk.successors, parents);
}

template <class State>
Cell Sweep<State>::finish(Desk& desk) const {
    if (!heredity_.knows_enabled() || options_.sleep != nullptr) find_enabled(desk);
    assert(all_enabled_known(desk));
    return desk.gathering.finish();
}

// Which kinds of steps each state that was gathered has.
template <class State>
void Sweep<State>::find_enabled(Desk& desk) const {
    Gathering<State>& gathering = desk.gathering;
    for_each_enabled(gathering.rows(), [&](std::size_t row, Kinds enabled) {
        add_in_column(gathering.column(), row, traits_of(enabled));
        if (options_.sleep != nullptr) gathering.row(row)[State::count + 1] = enabled;
    });
}

template <class State>
bool Sweep<State>::all_enabled_known(Desk& desk) const {
    const Rows rows = desk.gathering.rows();
    bool known = true;
    for_each_enabled(rows, [&](std::size_t row, Kinds enabled) {
        known &= steps_in(rows.traits(row)) == traits_of(enabled);
    });
    return known;
}

// Calls visit(row, enabled), in the order of rows.
template <class State>
template <class Visit>
void Sweep<State>::for_each_enabled(const Rows& rows, Visit&& visit) const {
    for (std::size_t first = 0; first < rows.count; first += Rows::at_most) {
        const Rows few = rows.part(first);
        std::array<Kinds, Rows::at_most> enabled{};
        model_.find_enabled(few, ~Kinds{0}, enabled.data());
        for (std::size_t i = 0; i < few.count; ++i) visit(first + i, enabled[i]);
    }
}

// Of the steps of one kind that were listed, keeps those that are awake.
template <class State>
void Sweep<State>::leave_out_sleeping(const Rows& parents, unsigned kind, Desk& desk) const {
    auto& from = desk.successors.parents;
    auto& steps = desk.successors.steps;
    desk.awake.clear();
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const std::uint64_t* const known = parents[from[i]] + State::count;
        if ((known[0] >> kind & 1) == 0) continue;
        from[desk.awake.size()] = from[i];
        steps[desk.awake.size()] = steps[i];
        desk.awake.push_back(options_.sleep->awake_after(kind, known[1], known[0]));
    }
    from.resize(desk.awake.size());
    steps.resize(desk.awake.size());
}

// Takes the steps that were listed, from memory where they are known.
template <class State>
void Sweep<State>::follow(const Rows& parents, RememberedSteps& memory,
                          Successors& successors) const {
    constexpr std::integral_constant<unsigned, State::count> words{};
    const auto take = [&](std::uint64_t* state, Step step) { return model_.take(state, step); };
    const auto change = [&](View before, View after) {
        return heredity_.change(before, after, words);
    };
    std::uint64_t* next = successors.states.extend(successors.steps.size() * words);
    successors.traits.resize(successors.steps.size());
    for (std::size_t i = 0; i < successors.steps.size(); ++i, next += words) {
        const std::size_t parent = successors.parents[i];
        __builtin_prefetch(
            parents[successors.parents[std::min(i + fetched_ahead, successors.steps.size() - 1)]]);
        successors.traits[i] = memory.take(parents[parent], parents.traits(parent),
                                           successors.steps[i], next, words, take, change);
    }
}

// Whether they count what they should: addresses are sums of strides.
template <class State>
bool Sweep<State>::lead_on_by(std::uint64_t stride, const Rows& parents,
                              const Successors& successors) const {
    const std::uint64_t* next = successors.states.begin();
    for (const std::uint16_t parent : successors.parents) {
        if (model_.address(next) != model_.address(parents[parent]) + stride) return false;
        next += State::count;
    }
    return true;
}

template class Sweep<Words<1>>;
template class Sweep<Words<2>>;
template class Sweep<Words<3>>;
template class Sweep<Words<4>>;
template class Sweep<Words<6>>;
template class Sweep<Words<8>>;
template class Sweep<Words<max_words>>;

}  // namespace snapcheck
