// The waist: what the checker asks of a model, and all it knows of one. Words in, words out;
// whether the words are processes, channels or a puzzle is nobody's business below this line.
#pragma once

#include <cassert>
#include <concepts>
#include <cstdint>
#include <string>
#include <vector>

namespace snapcheck {

/// The words of a state, to look at.
using View = const std::uint64_t*;

/// A step as the model numbers it. Steps compare by number, and that order breaks the last ties
/// between counterexamples.
enum class Step : std::uint32_t {};

/// One bit for each thing that can be observed in a state: a violated property, or a witness.
/// The model gives the bits their meaning; the checker counts them and finds the first of each.
using Observations = std::uint32_t;
inline constexpr unsigned max_observations = 32;

/// What a model provides:
///   words()                   how many 64-bit words a state takes
///   for_each_initial(visit)   calls visit(View) for every initial state
///   for_each_step(s, visit)   calls visit(Step) for every enabled step, in increasing order
///   take(words, step)         turns a state into the one that an enabled step leads to
///   actors(), actor(step)     who takes a step: counterexamples change actors as rarely as can be
///   describe(s, step)         the step in words
///   judge()                   a judge for one worker: judge(s, terminal, depth) -> Observations.
///                             It may keep a private memory; the generator keeps all judges.
template <class M>
concept Model = requires(const M& model, View state, std::uint64_t* words, Step step) {
    { model.words() } -> std::convertible_to<unsigned>;
    model.for_each_initial([](View) {});
    model.for_each_step(state, [](Step) {});
    model.take(words, step);
    { model.actors() } -> std::convertible_to<unsigned>;
    { model.actor(step) } -> std::convertible_to<unsigned>;
    { model.describe(state, step) } -> std::convertible_to<std::string>;
    { model.judge()(state, true, 0U) } -> std::convertible_to<Observations>;
};

/// The optional promise of progress: grade(s) is a function of the state alone, and every step
/// raises it by rise(before, step, after), which lies in 1..max_rise(). Then the graph is acyclic,
/// equal states can only meet in one grade, and grades that are done need not be kept (Christensen,
/// Kristensen, Mailund: A Sweep-Line Method for State Space Exploration. TACAS 2001).
/// A model that cannot promise it for this instance answers max_rise() == 0.
template <class M>
concept Graded = Model<M> && requires(const M& model, View state, Step step) {
    { model.grade(state) } -> std::convertible_to<unsigned>;
    { model.rise(state, step, state) } -> std::convertible_to<unsigned>;
    { model.max_rise() } -> std::convertible_to<unsigned>;
};

/// The optional promise of counts, for models whose steps all rise by one grade: a state tells how
/// often a step of each kind was taken on the way to it, the same for every way. Steps are of the
/// kinds 0..kinds()-1, and one of kind k raises count(k, s) by one and no other count.
/// with_steps_of(k, use) calls use(for_each, take), perhaps more than once: for_each(s, visit)
/// calls visit(Step) for steps of that kind that are enabled in s, all of them in all calls
/// together, and take(words, step) takes one of these, and says whether it was confined: read and
/// changed no bits but those of reach(k), by word. So a loop over many states is compiled for each
/// kind. A model that cannot promise it for this instance answers kinds() == 0.
template <class M>
concept Counted = Graded<M> && requires(const M& model, View state, unsigned kind) {
    { model.kinds() } -> std::convertible_to<unsigned>;
    { model.count(kind, state) } -> std::convertible_to<unsigned>;
    model.with_steps_of(kind, [](auto&&, auto&&) {});
    { model.reach(kind) } -> std::convertible_to<std::vector<std::uint64_t>>;
};

/// How many kinds of steps this model counts; 0 for a model without counts.
template <Model M>
unsigned kinds(const M& model) {
    if constexpr (Counted<M>) return model.kinds();
    return 0;
}

/// How many grades a step of this model can rise at most; 0 for a model without grades.
template <Model M>
unsigned max_rise(const M& model) {
    if constexpr (Graded<M>) return model.max_rise();
    return 0;
}

/// How many grades this step rises; 0 for a model without grades.
template <Model M>
unsigned rise([[maybe_unused]] const M& model, [[maybe_unused]] View before,
              [[maybe_unused]] Step step, [[maybe_unused]] View after) {
    if constexpr (Graded<M>) {
        if (model.max_rise() == 0) return 0;
        const unsigned rise = model.rise(before, step, after);
        assert(model.grade(after) == model.grade(before) + rise && rise <= model.max_rise());
        return rise;
    }
    return 0;
}

}  // namespace snapcheck
