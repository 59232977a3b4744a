// States of an algorithm that differ only in the names of processes, and whether that is all in
// which they differ: nobody has to promise that an algorithm treats processes alike, everything
// that it does is tried under every permutation (docs/reductions.md).
#pragma once

#include "checker/generator.hpp"
#include "models/symmetry/rewriting.hpp"
#include "models/symmetry/symmetry_on.hpp"

namespace snapcheck {

/// Defined for every discipline in snapshot_symmetry.cpp.
template <class Channels>
class SnapshotSymmetry final : public StateSymmetry {
  public:
    SnapshotSymmetry(const SnapshotState<Channels>& rules, const Generator& steps,
                     const AlgorithmAnatomy& algorithm, Kept kept, unsigned workers);

    /// Why no two states are known to be alike; empty where some are.
    const std::string& obstacle() const { return obstacle_; }

    void represent(std::uint64_t* state) const override;
    std::uint64_t alike(View state) const override;
    void examine(View state, unsigned worker) override;

    unsigned size() const override { return static_cast<unsigned>(group_.size()); }
    void examine_all(View state) const override;
    CutsAlike count(const WordSet& cuts) const override;

  private:
    struct Member {
        Renaming renaming;
        Rewriting rewriting;
    };
    /// What was looked at.
    struct alignas(64) Memory {
        explicit Memory(unsigned words) : seen(words) {}
        WordSet seen;
    };
    using Rules = SnapshotState<Channels>;
    using Words = std::vector<std::uint64_t>;

    /// A step and where it leads; nowhere, where it fails.
    struct Outcome {
        typename Rules::Kind kind;
        unsigned subject;
        Words after;
        auto operator<=>(const Outcome&) const = default;
    };

    bool fixes_initial_states(const Member& member) const;
    Words image(const Member& member, View state) const;

    /// What an algorithm can see where it acts or is asked: of what kind that is, and of whom.
    enum class Kind : std::uint64_t { process, message, control, content, collection };
    using Sight = std::array<std::uint64_t, max_words + 3>;
    static std::uint64_t label(Kind kind, unsigned subject, unsigned detail) {
        return static_cast<std::uint64_t>(kind) << 56 | std::uint64_t{subject} << 32 | detail;
    }
    Sight sight_of(View state, Process p) const;
    Sight sight_together(View state, std::span<const Process> processes, Kind kind,
                         unsigned subject, unsigned snapshot) const;
    void add_arrival(View state, unsigned c, unsigned detail, Sight& sight) const;
    bool may_enter(View state, unsigned c) const;

    void examine_process(View state, Process p) const;
    void examine_content(View state, unsigned c, unsigned s) const;
    void examine_completion(View state, unsigned s) const;
    std::vector<Outcome> outcomes(View state, Process p) const;
    std::vector<Outcome> images(const Member& member, std::vector<Outcome> outcomes) const;

    const Rules& rules_;
    const Generator& generator_;
    bool collected_;
    std::string obstacle_;
    std::vector<Member> group_;       // the first one changes nothing
    std::vector<Words> memories_of_;  // by process: which bits are what it remembers
    std::vector<Process> everybody_;
    std::vector<Memory> memories_;  // by worker
};

}  // namespace snapcheck
