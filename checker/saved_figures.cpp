#include "checker/saved_figures.hpp"

#include "checker/input_error.hpp"

namespace snapcheck {

void put_figures(PackedWriter& out, const Ledger& ledger, const Tally& tally, unsigned depth,
                 const std::vector<std::uint64_t>& runs, const Generator& model) {
    out.put_list(ledger.memory());
    out.put_list(tally.words_before(depth));
    out.put_list(runs);
    out.put_list(model.memory());
}

void get_figures(PackedReader& saved, Ledger& ledger, Tally& tally,
                 std::vector<std::uint64_t>& runs, Generator& model) {
    try {
        ledger.recall(saved.get_list());
        tally.take_in(saved.get_list());
        runs = saved.get_list();
        model.recall(saved.get_list());
    } catch (const std::out_of_range&) {
        throw InputError("a checkpoint has counts that are none");
    }
}

}  // namespace snapcheck
