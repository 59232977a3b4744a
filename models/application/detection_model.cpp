#include "models/application/detection_model.hpp"

namespace snapcheck {

Observations DetectionModel::Judge::operator()(View state, bool /*terminal*/,
                                               unsigned /*depth*/) const {
    Observations seen = 0;
    for (unsigned s = 0; s < model_->model_.snapshots(); ++s) seen |= judge(state, s);
    return seen;
}

Observations DetectionModel::Judge::judge(View state, unsigned snapshot) const {
    const ApplicationModel& model = model_->model_;
    const Predicate& stable = model_->stable_;
    if (!model.complete(state, snapshot)) return 0;
    const auto bit = [](Sight sight, bool seen) { return Observations{seen ? 1U : 0U} << sight; };
    for (unsigned c = 0; c < model.network().channels(); ++c)
        if (model.channels().marked(state, c, snapshot, Mark::excess))
            return bit(completed, true) | bit(excess, true);
    const bool at_start = (state[model.words()] >> snapshot & 1) != 0;
    const bool recorded = stable.holds(model.recorded_state(state, snapshot));
    const bool at_end = stable.holds(model.global_state(state));
    return bit(completed, true) | bit(missed, at_start && !recorded) |
           bit(false_alarm, recorded && !at_end) | bit(held_at_start, at_start) |
           bit(in_record, recorded) | bit(not_at_end, !at_end);
}

}  // namespace snapcheck
