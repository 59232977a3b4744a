// Whether every fair run of a model gets where it should: the other half of liveness, where runs
// may go on for ever. A run that does not is a lasso, a stem and then a cycle without end.
//
// What must not be put off for ever are obligations: under weak fairness, one that is pending
// without a break is met again and again; under strong fairness, so is one that is pending again
// and again. O. Lichtenstein, A. Pnueli: Checking that finite state concurrent programs satisfy
// their linear specification. POPL 1985. An obligation counts as long as it can be met: what nobody
// can do any more excuses no run, or else a run into such a dead end would be no counterexample.
#pragma once

#include <optional>

#include "checker/generator.hpp"
#include "checker/report.hpp"

namespace snapcheck {

enum class Fairness { none, weak, strong };

/// A key for something that must not be put off: the model gives the numbers their meaning.
using Obligation = std::uint64_t;

/// What is asked about the runs of a model, by several workers at a time.
class Purpose {
  public:
    virtual ~Purpose() = default;
    /// A run that gets here has got where it should.
    virtual bool reached(View state) const = 0;
    /// Only what is repeated after that counts; once true it stays so.
    virtual bool begun(View state) const = 0;
    /// Adds what must not be put off for ever, each once.
    virtual void list_pending(View state, std::vector<Obligation>& pending) const = 0;
    /// What a step meets, if anything.
    virtual std::optional<Obligation> met_by(View before, Step step) const = 0;
    /// Whether a run may end in a state, although it has steps: where nobody is obliged to take
    /// one.
    virtual bool may_rest(View state) const = 0;
};

/// A run without end. With an empty cycle it ends, or nothing happens any more.
struct Lasso {
    std::vector<std::uint64_t> start;
    std::vector<Step> stem, cycle;
};

struct FairRuns {
    Ending ending = Ending::exhausted;
    std::uint64_t states = 0;       // that runs can be in which have not got there
    std::uint64_t transitions = 0;  // between these
    std::uint64_t components = 0;   // in which a fair run can stay for ever
    std::uint64_t rests = 0;        // states in which one can end
    std::uint64_t stranded = 0;     // states in which one can end, or be again and again
    std::optional<Lasso> lasso;     // with a shortest stem, if there is any
    double seconds = 0;

    bool decided() const { return lasso || ending == Ending::exhausted; }
};

/// Looks for a fair run that does not get where it should. At most 64 obligations are supported;
/// throws std::length_error beyond. The number of workers changes the time and nothing else.
FairRuns find_fair_runs(const Generator& model, const Purpose& purpose, Fairness fairness,
                        const Limits& limits, unsigned workers);

}  // namespace snapcheck
