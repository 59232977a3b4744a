#include "models/proof/foils.hpp"

#include <algorithm>
#include <numeric>

#include "checker/input_error.hpp"
#include "models/proof/lemma_judge.hpp"

namespace snapcheck {

namespace {

class FoilSearch {
  public:
    explicit FoilSearch(const CheckOptions& options) : options_(options) {}

    bool done() const { return foils_.size() == lemma::count; }

    void look_at(const AlgorithmEntry& algorithm, const Instance& instance) {
        if (done() || algorithm.inapplicable(instance)) return;
        for (LemmaFinding& finding : check_lemmas(algorithm, instance, options_).findings)
            if (finding.broken && !found(finding.lemma))
                foils_.push_back({finding.lemma, std::string(algorithm.name), instance,
                                  std::move(*finding.broken)});
    }

    std::vector<Foil> foils() && {
        std::ranges::sort(foils_, {}, &Foil::lemma);
        return std::move(foils_);
    }

  private:
    bool found(unsigned lemma) const {
        return std::ranges::find(foils_, lemma, &Foil::lemma) != foils_.end();
    }

    const CheckOptions& options_;
    std::vector<Foil> foils_;
};

Instance on(Instance instance, std::string_view channels) {
    instance.channels = parse_channels(channels);
    return instance;
}

// Two processes that both hold a full channel and a marker for it block each other.
Instance blocked(const Instance& instance) {
    Instance other = on(instance, "bounded-blocking:1");
    other.initiators.resize(other.network.processes());
    std::iota(other.initiators.begin(), other.initiators.end(), 0U);
    return other;
}

}  // namespace

std::vector<Foil> find_foils(const AlgorithmEntry& algorithm, const Instance& instance,
                             std::span<const AlgorithmEntry> algorithms,
                             const CheckOptions& options) {
    FoilSearch search(options);
    search.look_at(algorithm, on(instance, "bag"));
    const std::string mutants = std::string(algorithm.name) + ":";
    for (const AlgorithmEntry& mutant : algorithms)
        if (mutant.name.starts_with(mutants)) search.look_at(mutant, instance);
    if (instance.snapshots == 1) search.look_at(algorithm, blocked(instance));
    return std::move(search).foils();
}

}  // namespace snapcheck
