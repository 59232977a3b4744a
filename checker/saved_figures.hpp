// What every search knows besides its states, in a checkpoint: time, horizon, counts, runs, and
// what the judges remember.
#pragma once

#include "checker/checkpoints.hpp"
#include "checker/generator.hpp"
#include "checker/ledger.hpp"

namespace snapcheck {

/// Of the levels before `depth`. `runs`: that have ended.
void put_figures(PackedWriter& out, const Ledger& ledger, const Tally& tally, unsigned depth,
                 const std::vector<std::uint64_t>& runs, const Generator& model);

/// Takes in what put_figures has written. Throws InputError.
void get_figures(PackedReader& saved, Ledger& ledger, Tally& tally,
                 std::vector<std::uint64_t>& runs, Generator& model);

}  // namespace snapcheck
