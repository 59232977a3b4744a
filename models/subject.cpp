#include "models/subject.hpp"

namespace snapcheck {

Run tell_with_verdicts(Subject& subject, const std::vector<std::vector<std::uint64_t>>& states,
                       const std::vector<Step>& steps, unsigned snapshot) {
    std::vector<View> views;
    for (const auto& state : states) views.push_back(state.data());
    Run run = subject.tell(views, steps, snapshot);
    for (std::size_t i = 0; i < views.size(); ++i)
        run.observed.push_back(subject.generator().observe(views[i], static_cast<unsigned>(i)));
    return run;
}

}  // namespace snapcheck
