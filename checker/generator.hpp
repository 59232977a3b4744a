// The seam between models, of which there are many, and the search, which is compiled for each
// width of a state and knows none of them: one indirect call for a few dozen states, none inside
// it.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "checker/reducer.hpp"
#include "checker/traits.hpp"
#include "checker/word_buffer.hpp"

namespace snapcheck {

/// States to expand, one after the other, `stride` words each, and their distances.
struct Parents {
    const std::uint64_t* states;
    const std::uint16_t* depths;
    std::size_t count;
    unsigned stride;
    unsigned horizon;                  // states this deep are judged and not expanded
    const Reducer* reducer = nullptr;  // leaves out steps; none: all are taken

    View state(std::size_t i) const { return states + i * stride; }
    bool expanded(std::size_t i) const { return depths[i] < horizon; }
};

/// What became of a few states.
struct Offspring {
    struct Fate {
        unsigned steps;     // that are to be taken: those that are enabled, or fewer
        Observations seen;  // in the state
    };
    std::vector<Fate> fates;
    WordBuffer successors;            // stride words each, in the order of parents and steps
    std::vector<std::uint8_t> rises;  // of each successor; empty where every step rises alike
    std::vector<Step> steps;          // of the parent at hand

    void clear() {
        fates.clear();
        successors.clear();
        rises.clear();
    }
};

/// Words of states and of what is known of each, `stride` words apart, and a column of their traits
/// where these are known.
struct Rows {
    static constexpr std::size_t at_most = 1024;  // at a time

    const std::uint64_t* words;
    std::size_t count;
    unsigned stride;
    const std::uint64_t* column = nullptr;

    View operator[](std::size_t i) const { return words + i * stride; }
    Traits traits(std::size_t i) const { return in_column(column, i); }
    /// A few of them, from an even one on.
    Rows part(std::size_t first) const {
        return {words + first * stride, std::min(at_most, count - first), stride,
                column == nullptr ? nullptr : column + first / 2};
    }
};

/// The steps of one kind that are enabled in a few states, in the order of states, and where they
/// lead to.
struct Successors {
    std::vector<std::uint16_t> parents;  // of each: the row
    std::vector<Step> steps;
    WordBuffer states;           // as wide as is wanted
    std::vector<Traits> traits;  // of each of them

    void clear() {
        parents.clear();
        steps.clear();
        states.clear();
        traits.clear();
    }
};

/// What is to be said of a state.
struct Sight {
    bool terminal;
    Observations seen;
};

/// Where the states lie that are reached by so many steps of each kind: each kind has a stride of
/// its own, and addresses are sums of strides. So a step of one kind leads from all addresses as
/// far.
constexpr std::uint64_t stride_of(unsigned kind) {
    std::uint64_t z = (kind + 1) * 0x9e3779b97f4a7c15;  // splitmix64
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
    z = (z ^ z >> 27) * 0x94d049bb133111eb;
    return z ^ z >> 31;
}

/// A model, as the search and the path finder see it. Only expand() is called often.
class Generator {
  public:
    using VisitState = std::function<void(View)>;

    virtual ~Generator() = default;
    virtual unsigned words() const = 0;
    virtual unsigned max_rise() const = 0;
    virtual void expand(const Parents& parents, unsigned worker, Offspring& offspring) = 0;

    // Of models that count their steps; the others, of no kinds, are never asked the rest.
    virtual unsigned kinds() const { return 0; }
    virtual std::uint64_t address(View) const { return 0; }
    /// The bits that confined steps of a kind read or change, by word; none where nothing is known.
    virtual std::vector<std::uint64_t> reach(unsigned /*kind*/) const { return {}; }
    /// The bits that say whether there are steps of a kind, by word; none where nothing is known.
    virtual std::vector<std::uint64_t> guard(unsigned /*kind*/) const { return {}; }
    /// Adds to `found`, for each state, those of the kinds asked for that it has steps of, by
    /// bit_of_kind().
    virtual void find_enabled(const Rows&, Kinds /*asked*/, Kinds* /*found*/) const {}
    /// The bits that what is observed in a state depends on, beside whether it is an end.
    virtual std::vector<std::uint64_t> judged() const {
        return std::vector<std::uint64_t>(words(), ~std::uint64_t{0});
    }
    /// What is observed in many states where something is, so many that it has a trait.
    virtual Observations settled_sight() const { return 0; }
    /// Lists parents and steps. What the parents have is known.
    virtual void list(const Rows&, unsigned /*kind*/, Successors&) const {}
    /// Judges states, whose traits are known, that are `depth` steps deep.
    virtual void look_at(const Rows&, unsigned /*depth*/, unsigned /*worker*/,
                         std::vector<Sight>&) {}
    /// What the judges have gathered, and will need to know when another process goes on.
    virtual std::vector<std::uint64_t> memory() const { return {}; }
    /// Throws std::out_of_range for what memory() cannot have returned.
    virtual void recall(const std::vector<std::uint64_t>&) {}

    virtual void for_each_initial(const VisitState& visit) const = 0;
    virtual void list_steps(View state, std::vector<Step>& steps) const = 0;
    /// Whether the step was confined, where the model can tell.
    virtual bool take(std::uint64_t* state, Step step) const = 0;
    virtual unsigned rise(View before, Step step, View after) const = 0;
    virtual unsigned actors() const = 0;
    virtual unsigned actor(Step step) const = 0;
    virtual Observations observe(View state, unsigned depth) const = 0;
    virtual std::string describe(View state, Step step) const = 0;

    /// Calls visit(step) for every enabled step, in increasing order.
    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        std::vector<Step> steps;
        list_steps(state, steps);
        for (const Step step : steps) visit(step);
    }

    /// The state that an enabled step leads to.
    template <class State>
    State after(State state, Step step) const {
        take(state.data(), step);
        return state;
    }
};

/// The hot loop, compiled for each model.
template <Model M>
class ModelGenerator final : public Generator {
  public:
    using Judge = decltype(std::declval<const M&>().judge());

    ModelGenerator(const M& model, unsigned workers) : model_(model) {
        for (unsigned i = 0; i < workers; ++i)
            judges_.push_back(std::make_unique<Judge>(model.judge()));
    }

    unsigned words() const override { return model_.words(); }
    unsigned max_rise() const override { return snapcheck::max_rise(model_); }

    void expand(const Parents& parents, unsigned worker, Offspring& offspring) override {
        Judge& judge = *judges_[worker];
        const bool uneven = max_rise() > 1;
        for (std::size_t i = 0; i < parents.count; ++i) {
            const View state = parents.state(i);
            list_steps(state, offspring.steps);
            const bool terminal = offspring.steps.empty();
            offspring.fates.push_back({static_cast<unsigned>(offspring.steps.size()),
                                       judge(state, terminal, parents.depths[i])});
            if (!parents.expanded(i)) continue;
            if (parents.reducer != nullptr) parents.reducer->reduce(state, offspring.steps);
            offspring.fates.back().steps = static_cast<unsigned>(offspring.steps.size());
            for (const Step step : offspring.steps) {
                std::uint64_t* const next = offspring.successors.extend(parents.stride);
                for (unsigned word = 0; word < parents.stride; ++word) next[word] = state[word];
                model_.take(next, step);
                const unsigned rise = snapcheck::rise(model_, state, step, next);
                if (uneven) offspring.rises.push_back(static_cast<std::uint8_t>(rise));
            }
        }
    }

    unsigned kinds() const override { return snapcheck::kinds(model_); }

    std::uint64_t address([[maybe_unused]] View state) const override {
        std::uint64_t address = 0;
        if constexpr (Counted<M>)
            for (unsigned kind = 0; kind < model_.kinds(); ++kind)
                address += model_.count(kind, state) * stride_of(kind);
        return address;
    }

    std::vector<std::uint64_t> reach([[maybe_unused]] unsigned kind) const override {
        if constexpr (Counted<M>) return model_.reach(kind);
        return {};
    }

    std::vector<std::uint64_t> guard([[maybe_unused]] unsigned kind) const override {
        if constexpr (requires { model_.guard(kind); }) return model_.guard(kind);
        return {};
    }

    std::vector<std::uint64_t> judged() const override {
        if constexpr (requires { judges_[0]->reads(); }) return judges_[0]->reads();
        return Generator::judged();
    }

    void find_enabled([[maybe_unused]] const Rows& states, [[maybe_unused]] Kinds asked,
                      [[maybe_unused]] Kinds* found) const override {
        if constexpr (Counted<M>)
            for (unsigned kind = 0; kind < model_.kinds(); ++kind)
                if ((asked >> bit_of_kind(kind) & 1) != 0) find_enabled(states, kind, found);
    }

    void list([[maybe_unused]] const Rows& parents, [[maybe_unused]] unsigned kind,
              [[maybe_unused]] Successors& successors) const override {
        if constexpr (Counted<M>) {
            std::array<std::uint16_t, Rows::at_most + 1> able;
            const std::size_t count = able_parents(parents, kind, able.data());
            if (const std::optional<Step> only = only_step(kind)) {
                successors.parents.assign(able.data(), able.data() + count);
                successors.steps.assign(count, *only);
                return;
            }
            model_.with_steps_of(kind, [&](const auto& for_each) {
                for (std::size_t i = 0; i < count; ++i)
                    for_each(parents[able[i]], [&](Step step) {
                        successors.parents.push_back(able[i]);
                        successors.steps.push_back(step);
                    });
            });
        }
    }

    void look_at(const Rows& states, unsigned depth, unsigned worker,
                 std::vector<Sight>& sights) override {
        Judge& judge = *judges_[worker];
        for (std::size_t i = 0; i < states.count; ++i) {
            const Traits traits = states.traits(i);
            const bool terminal = steps_in(traits) == 0;
            const bool to_be_judged = terminal || (traits & (shows_nothing | shows_settled)) == 0;
            const Observations usual = (traits & shows_settled) != 0 ? settled_sight() : 0;
            assert(to_be_judged || judge(states[i], false, depth) == usual);
            sights.push_back({terminal, to_be_judged ? judge(states[i], terminal, depth) : usual});
        }
    }
    Observations settled_sight() const override {
        if constexpr (requires { Judge::settled; }) return Judge::settled;
        return 0;
    }

    std::vector<std::uint64_t> memory() const override {
        std::vector<std::uint64_t> words;
        if constexpr (requires(const Judge& judge) { judge.memory(words); })
            for (const auto& judge : judges_) judge->memory(words);
        return words;
    }

    void recall([[maybe_unused]] const std::vector<std::uint64_t>& words) override {
        if constexpr (requires(Judge& judge) { judge.recall(words); }) judges_[0]->recall(words);
    }

    // The memory of `steps` is used again, so nothing is allocated.
    void list_steps(View state, std::vector<Step>& steps) const override {
        steps.clear();
        model_.for_each_step(state, [&](Step step) { steps.push_back(step); });
    }

    void for_each_initial(const VisitState& visit) const override {
        model_.for_each_initial(visit);
    }
    bool take(std::uint64_t* state, Step step) const override {
        if constexpr (Counted<M>) return model_.take(state, step);
        model_.take(state, step);
        return false;
    }
    unsigned rise(View before, Step step, View after) const override {
        return snapcheck::rise(model_, before, step, after);
    }
    unsigned actors() const override { return model_.actors(); }
    unsigned actor(Step step) const override { return model_.actor(step); }
    Observations observe(View state, unsigned depth) const override {
        std::vector<Step> steps;
        list_steps(state, steps);
        return model_.judge()(state, steps.empty(), depth);
    }
    std::string describe(View state, Step step) const override {
        return model_.describe(state, step);
    }

    /// One a worker, with all that they have gathered.
    const std::vector<std::unique_ptr<Judge>>& judges() const { return judges_; }

  private:
    // Whether a state has a step of some kind is as good as random, so nothing branches on it.
    void find_enabled(const Rows& states, unsigned kind, Kinds* found) const {
        model_.with_steps_of(kind, [&](const auto& for_each) {
            for (std::size_t i = 0; i < states.count; ++i) {
                bool enabled = false;
                for_each(states[i], [&](Step) { enabled = true; });
                found[i] |= Kinds{enabled} << bit_of_kind(kind);
            }
        });
    }

    // Where a kind has but one step, and a bit of its own, who is able takes it.
    std::optional<Step> only_step([[maybe_unused]] unsigned kind) const {
        if constexpr (requires { model_.only_step(kind); })
            if (kinds() <= exact_kinds) return model_.only_step(kind);
        return std::nullopt;
    }

    static std::size_t able_parents(const Rows& parents, unsigned kind, std::uint16_t* able) {
        const unsigned bit = trait_of(kind);
        std::size_t count = 0;
        for (std::size_t i = 0; i < parents.count; i += 2) {  // there is always a second half
            const std::uint64_t two = parents.column[i / 2];
            able[count] = static_cast<std::uint16_t>(i);
            count += two >> bit & 1;
            able[count] = static_cast<std::uint16_t>(i + 1);
            count += two >> (bit + trait_bits) & 1;
        }
        return count;
    }

    const M& model_;
    std::vector<std::unique_ptr<Judge>> judges_;  // apart from each other: each is one worker's
};

}  // namespace snapcheck
