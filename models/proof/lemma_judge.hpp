// What a state, or a step, says of the lemmas: which are violated there, and which are at work.
#pragma once

#include "models/instance.hpp"
#include "models/subject.hpp"

namespace snapcheck {

/// The places of the lemmas in their list.
namespace lemma {
inline constexpr unsigned markers_at_recording = 0, first_marker_records = 1, records_in_time = 2,
                          post_marker_unrecorded = 3, recorded_before_marker = 4,
                          no_marker_stays = 5, all_record = 6, exact_channels = 7, count = 8;

/// The observation that a lemma is violated; that it is at work; that it is at work in a run that
/// shows more of it.
constexpr Observations violated(unsigned k) {
    return Observations{1} << k;
}
constexpr Observations at_work(unsigned k) {
    return Observations{1} << (count + k);
}
constexpr Observations well_at_work(unsigned k) {
    return Observations{1} << (2 * count + k);
}
inline constexpr unsigned marker_bit = 3 * count, other_control_bit = marker_bit + 1;
}  // namespace lemma

class LemmaJudge {
  public:
    LemmaJudge(const Subject& subject, const Instance& instance);

    /// Of `wanted`, what is so in a state, seen from one snapshot; from 0. `seen` is what the model
    /// observes there.
    Observations of_state(View state, Observations seen, bool terminal, unsigned snapshot,
                          Observations wanted) const;
    /// The same of a step.
    Observations of_step(View before, Step step, View after, unsigned snapshot,
                         Observations wanted) const;

    /// What of_step() can say.
    static constexpr Observations of_steps =
        lemma::violated(lemma::markers_at_recording) | lemma::at_work(lemma::markers_at_recording) |
        lemma::violated(lemma::first_marker_records) | lemma::at_work(lemma::first_marker_records) |
        Observations{1} << lemma::marker_bit | Observations{1} << lemma::other_control_bit;

  private:
    Run tell(View state, unsigned snapshot) const { return subject_.tell({state}, {}, snapshot); }
    bool of_snapshot(std::string_view control, unsigned snapshot) const;
    Observations of_markers_sent(const Event& event, const std::vector<unsigned>& sent) const;
    Observations of_marker_received(const Event& event, View before, unsigned snapshot) const;
    Observations of_run_so_far(const Run& run) const;
    std::vector<unsigned> markers_sent(const Event& event, View before, Step step, View after,
                                       unsigned snapshot) const;

    const Subject& subject_;
    const Instance& instance_;
    bool outboxes_;
};

}  // namespace snapcheck
