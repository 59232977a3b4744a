// What is checked, behind one face: an algorithm on an instance, compiled for its discipline.
#pragma once

#include "checker/generator.hpp"
#include "models/event.hpp"

namespace snapcheck {

class Subject {
  public:
    virtual ~Subject() = default;

    virtual Generator& generator() = 0;

    /// Distinct snapshots that the generator has met, complete at most that deep.
    virtual std::uint64_t count_snapshots(unsigned last_depth) const = 0;

    /// The run of `steps` through `states`, of which there is one more.
    virtual Run tell(const std::vector<View>& states, const std::vector<Step>& steps) const = 0;
};

/// The same with what is observed in each of the states.
Run tell_with_verdicts(Subject& subject, const std::vector<std::vector<std::uint64_t>>& states,
                       const std::vector<Step>& steps);

}  // namespace snapcheck
