// An application, snapshots of it, and for each of them one bit more: whether a predicate held in
// S_init, the state in which it began. What is recorded can then be compared with the beginning and
// the end of its snapshot, as K. M. Chandy, L. Lamport: Distributed Snapshots. ACM TOCS 3(1), 1985,
// section 5, do where they detect stable properties.
#pragma once

#include "models/application/application_model.hpp"

namespace snapcheck {

class DetectionModel {
  public:
    DetectionModel(const ApplicationModel& model, const Predicate& stable)
        : model_(model), stable_(stable) {}

    // --- a model of the checker: the words of the application, and one for the bits

    unsigned words() const { return model_.words() + 1; }
    template <class Visit>
    void for_each_initial(Visit&& visit) const {
        model_.for_each_initial([&](View state) {
            std::vector<std::uint64_t> words(state, state + model_.words());
            words.push_back(0);
            visit(words.data());
        });
    }
    template <class Visit>
    void for_each_step(View state, Visit&& visit) const {
        model_.for_each_step(state, visit);
    }
    void take(std::uint64_t* state, Step step) const {
        const unsigned snapshot = ApplicationModel::detail_of(step);
        const bool begins = ApplicationModel::kind_of(step) == ApplicationModel::Kind::initiate &&
                            !model_.started(state, snapshot);
        if (begins && stable_.holds(model_.global_state(state)))
            state[model_.words()] |= std::uint64_t{1} << snapshot;
        model_.take(state, step);
    }
    unsigned actors() const { return model_.actors(); }
    unsigned actor(Step step) const { return model_.actor(step); }
    std::string describe(View state, Step step) const { return model_.describe(state, step); }

    // --- what a complete snapshot says of the predicate

    /// What can be observed, by bit.
    enum Sight : unsigned {
        missed,         // it held in S_init, and does not in S*
        false_alarm,    // it holds in S*, and not in S_final
        held_at_start,  // in S_init, so that it could be missed
        in_record,      // in S*
        not_at_end,     // not in S_final, so that an alarm would be false
        excess,         // more was recorded than is kept: S* is not known
        completed       // any of these can be
    };

    class Judge {
      public:
        explicit Judge(const DetectionModel& model) : model_(&model) {}
        Observations operator()(View state, bool terminal, unsigned depth) const;
        /// Of one snapshot.
        Observations judge(View state, unsigned snapshot) const;

      private:
        const DetectionModel* model_;
    };
    Judge judge() const { return Judge(*this); }

  private:
    const ApplicationModel& model_;
    const Predicate& stable_;
};

}  // namespace snapcheck
