// The seam between models, of which there are many, and the search, which is compiled for each
// width of a state and knows none of them: one indirect call for a few dozen states, none inside
// it.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "checker/model.hpp"
#include "checker/reducer.hpp"
#include "checker/remembered.hpp"
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

/// Words of states and of what is known of each, `stride` words apart.
struct Rows {
    static constexpr std::size_t at_most = 256;  // at a time

    const std::uint64_t* words;
    std::size_t count;
    unsigned stride;

    View operator[](std::size_t i) const { return words + i * stride; }
};

/// The successors of a few states by steps of one kind.
struct Successors {
    WordBuffer states;                   // as wide as asked for, in the order of parents and steps
    std::vector<std::uint16_t> parents;  // of each

    void clear() {
        states.clear();
        parents.clear();
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
    /// Adds what steps of one kind lead to; `width` words a state.
    virtual void advance(const Rows&, unsigned /*kind*/, unsigned /*width*/, unsigned /*worker*/,
                         Successors&) {}
    /// Judges states that are `depth` steps deep.
    virtual void look_at(const Rows&, unsigned /*depth*/, unsigned /*worker*/,
                         std::vector<Sight>&) {}
    /// What the judges have gathered, and will need to know when another process goes on.
    virtual std::vector<std::uint64_t> memory() const { return {}; }
    /// Throws std::out_of_range for what memory() cannot have returned.
    virtual void recall(const std::vector<std::uint64_t>&) {}

    virtual void for_each_initial(const VisitState& visit) const = 0;
    virtual void list_steps(View state, std::vector<Step>& steps) const = 0;
    virtual void take(std::uint64_t* state, Step step) const = 0;
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

    ModelGenerator(const M& model, unsigned workers) : model_(model), memories_(workers) {
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

    void advance([[maybe_unused]] const Rows& parents, [[maybe_unused]] unsigned kind,
                 [[maybe_unused]] unsigned width, [[maybe_unused]] unsigned worker,
                 [[maybe_unused]] Successors& successors) override {
        if constexpr (Counted<M>) {
            RememberedSteps& memory = memory_of(worker, kind, width);
            switch (width) {  // a width that the compiler knows costs less
                case 1:
                    return advance(parents, kind, memory, fixed<1>, successors);
                case 2:
                    return advance(parents, kind, memory, fixed<2>, successors);
                case 3:
                    return advance(parents, kind, memory, fixed<3>, successors);
                case 4:
                    return advance(parents, kind, memory, fixed<4>, successors);
                default:
                    return advance(parents, kind, memory, width, successors);
            }
        }
    }

    void look_at(const Rows& states, unsigned depth, unsigned worker,
                 std::vector<Sight>& sights) override {
        Judge& judge = *judges_[worker];
        unsigned likely = 0;  // kind of step
        for (std::size_t i = 0; i < states.count; ++i) {
            const bool terminal = is_terminal(states[i], likely);
            sights.push_back({terminal, judge(states[i], terminal, depth)});
        }
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
    void take(std::uint64_t* state, Step step) const override { model_.take(state, step); }
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
    template <unsigned Number>
    static constexpr std::integral_constant<unsigned, Number> fixed{};

    RememberedSteps& memory_of(unsigned worker, unsigned kind, unsigned width) {
        std::vector<RememberedSteps>& memories = memories_[worker];
        while (memories.size() <= kind) {
            std::vector<std::uint64_t> reach = model_.reach(static_cast<unsigned>(memories.size()));
            reach.resize(width);
            memories.emplace_back(reach);
        }
        return memories[kind];
    }

    void advance(const Rows& parents, unsigned kind, RememberedSteps& memory, auto width,
                 Successors& successors) const {
        model_.with_steps_of(kind, [&](const auto& for_each, const auto& take) {
            const Able able(parents, for_each);
            std::uint64_t* next = successors.states.extend(able.steps * width);
            std::uint16_t* from = more(successors.parents, able.steps);
            for (std::size_t i = 0; i < able.count; ++i) {
                const View parent = parents[able.rows[i]];
                for_each(parent, [&](Step step) {
                    memory.take(parent, step, next, width, take);
                    assert(counts_one_more(parent, kind, next));
                    next += width;
                    *from++ = able.rows[i];
                });
            }
        });
    }

    // The states that have steps of some kind, and how many steps they have together. Whether a
    // state has one is as good as random, so nothing branches on it.
    struct Able {
        std::array<std::uint16_t, Rows::at_most> rows;
        std::size_t count = 0;
        std::size_t steps = 0;

        Able(const Rows& parents, const auto& for_each) {
            for (std::size_t i = 0; i < parents.count; ++i) {
                unsigned steps_here = 0;
                for_each(parents[i], [&](Step) { ++steps_here; });
                rows[count] = static_cast<std::uint16_t>(i);
                count += steps_here != 0 ? 1 : 0;
                steps += steps_here;
            }
        }
    };

    static std::uint16_t* more(std::vector<std::uint16_t>& numbers, std::size_t count) {
        numbers.resize(numbers.size() + count);
        return numbers.data() + (numbers.size() - count);
    }

    // Begins with the kind of step that the last state turned out to have: so has the next one,
    // more often than not.
    bool is_terminal([[maybe_unused]] View state, [[maybe_unused]] unsigned& likely) const {
        if constexpr (Counted<M>)
            for (unsigned tried = 0; tried < model_.kinds(); ++tried) {
                bool enabled = false;
                model_.with_steps_of(likely, [&](const auto& for_each, const auto&) {
                    for_each(state, [&](Step) { enabled = true; });
                });
                if (enabled) return false;
                if (++likely == model_.kinds()) likely = 0;
            }
        return true;
    }

    bool counts_one_more(View before, unsigned taken, View after) const
        requires Counted<M>
    {
        for (unsigned kind = 0; kind < model_.kinds(); ++kind)
            if (model_.count(kind, after) != model_.count(kind, before) + (kind == taken))
                return false;
        return true;
    }

    const M& model_;
    std::vector<std::vector<RememberedSteps>> memories_;  // of each worker, by kind
    std::vector<std::unique_ptr<Judge>> judges_;  // apart from each other: each is one worker's
};

}  // namespace snapcheck
