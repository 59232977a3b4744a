#include "models/check_many.hpp"

#include <mutex>

#include "checker/parallel.hpp"
#include "models/layout.hpp"

namespace snapcheck {

namespace {

using enum Attempt::Verdict;

Attempt::Verdict verdict_of(const CheckResult& result) {
    switch (verdict_on_all(result)) {
        case Finding::Verdict::holds:
            return holds;
        case Finding::Verdict::violated:
            return violated;
        case Finding::Verdict::vacuous:
            return vacuous;
        default:
            return undecided;
    }
}

Attempt attempt(const AlgorithmEntry& algorithm, const Instance& instance,
                const CheckOptions& options) {
    if (auto reason = algorithm.inapplicable(instance))
        return {not_applicable, {}, *std::move(reason)};
    try {
        CheckResult result = algorithm.check(instance, options);
        const Attempt::Verdict verdict = verdict_of(result);
        return {verdict, std::move(result), {}};
    } catch (const InstanceTooLarge& error) {
        return {undecided, {}, error.what()};
    }
}

class Walk {
  public:
    Walk(const AlgorithmEntry& algorithm, std::span<const Instance> instances,
         const ManyOptions& options)
        : algorithm_(algorithm),
          instances_(instances),
          options_(options),
          each_(options.each),
          attempts_(instances.size()),
          last_(instances.size()) {
        if (instances.size() > 1) each_.workers = 1;
    }

    std::vector<Attempt> run() {
        Workers workers(options_.each.workers);
        workers.for_each(instances_.size(), [&](std::size_t, unsigned) { take(next_++); });
        return std::move(attempts_);
    }

  private:
    bool of_interest(std::size_t i) const {
        const auto* interrupt = each_.limits.interrupt;
        return i < last_ && !(interrupt != nullptr && interrupt->load());
    }

    void take(std::size_t i) {
        if (!of_interest(i)) return;
        CheckOptions check_options = each_;
        if (options_.time_limit)
            check_options.limits.deadline = std::chrono::steady_clock::now() + *options_.time_limit;
        attempts_[i] = attempt(algorithm_, instances_[i], check_options);
        note(i);
    }

    void note(std::size_t i) {
        const std::lock_guard lock(noting_);
        if (options_.first_violation_only && attempts_[i].verdict == violated && i < last_)
            last_ = i;
        ++done_;
        if (const auto& result = attempts_[i].result) states_ += result->report.states;
        if (options_.on_progress)
            options_.on_progress({done_, instances_.size(), states_, instances_[i]});
    }

    const AlgorithmEntry& algorithm_;
    std::span<const Instance> instances_;
    const ManyOptions& options_;
    CheckOptions each_;
    std::vector<Attempt> attempts_;  // each written by the worker that made it
    std::atomic<std::size_t> next_ =
        0;                           // workers are given tasks in any order, and do the next one
    std::atomic<std::size_t> last_;  // what comes after it is of no interest
    std::mutex noting_;
    std::size_t done_ = 0;
    std::uint64_t states_ = 0;
};

}  // namespace

void AttemptCounts::add(const Attempt& attempt) {
    switch (attempt.verdict) {
        case Attempt::Verdict::holds:
            ++holds;
            break;
        case Attempt::Verdict::violated:
            ++violated;
            break;
        case Attempt::Verdict::vacuous:
            ++vacuous;
            break;
        case Attempt::Verdict::undecided:
            ++undecided;
            break;
        case Attempt::Verdict::not_applicable:
            ++not_applicable;
            break;
        case Attempt::Verdict::not_begun:
            ++not_begun;
            interrupted = true;
            break;
    }
    if (!attempt.result) return;
    interrupted |= attempt.result->report.ending == Ending::interrupted;
    states += attempt.result->report.states;
    transitions += attempt.result->report.transitions;
}

AttemptCounts count(std::span<const Attempt> attempts) {
    AttemptCounts counts;
    for (const Attempt& attempt : attempts) counts.add(attempt);
    return counts;
}

std::vector<Attempt> check_many(const AlgorithmEntry& algorithm,
                                std::span<const Instance> instances, const ManyOptions& options) {
    return Walk(algorithm, instances, options).run();
}

}  // namespace snapcheck
