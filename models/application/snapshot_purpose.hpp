// What is asked of the runs of an application: that a snapshot which has begun is completed,
// whatever becomes of others beside it. What
// is in transit must not stay there for ever (Chandy and Lamport ask as much of markers), and the
// algorithm must not put off its own steps. The application may do what it likes, also nothing, but
// that it takes in what arrives: a message that it has no use for yet blocks what is behind it.
#pragma once

#include "checker/fair_runs.hpp"
#include "models/application/application_model.hpp"

namespace snapcheck {

class SnapshotPurpose final : public Purpose {
  public:
    SnapshotPurpose(const ApplicationModel& model, unsigned snapshot)
        : model_(model), snapshot_(snapshot) {}

    bool reached(View state) const override { return model_.complete(state, snapshot_); }
    bool begun(View state) const override { return model_.started(state, snapshot_); }
    void list_pending(View state, std::vector<Obligation>& pending) const override;
    std::optional<Obligation> met_by(View before, Step step) const override;
    bool may_rest(View state) const override;

  private:
    bool moves(View state, unsigned channel) const;

    const ApplicationModel& model_;
    unsigned snapshot_;
};

}  // namespace snapcheck
