#include "checker/ledger.hpp"

#include <stdexcept>

namespace snapcheck {

void Ledger::close_level(const Tally& all) {
    found_at_ = all.first_depth_of(options_.stop_at, no_depth);
    horizon_ = std::min(horizon_, found_at_);
}

bool Ledger::limit_reached(const Progress& now) {
    peak_bytes_ = std::max(peak_bytes_, now.bytes);
    peak_disk_bytes_ = std::max(peak_disk_bytes_, now.disk_bytes);
    if (options_.on_progress) options_.on_progress(now);
    const Limits& limits = options_.limits;
    if (limits.interrupt != nullptr && limits.interrupt->load())
        ending_ = Ending::interrupted;
    else if (now.bytes > limits.max_bytes)
        ending_ = Ending::memory_limit;
    else if (now.states + now.frontier >= limits.max_states)
        ending_ = Ending::state_limit;
    else if (std::chrono::steady_clock::now() >= limits.deadline)
        ending_ = Ending::time_limit;
    else
        return false;
    stopped_ = true;
    return true;
}

void Ledger::stop(Ending ending) {
    ending_ = ending;
    stopped_ = true;
}

double Ledger::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

std::vector<std::uint64_t> Ledger::memory() const {
    return {static_cast<std::uint64_t>(seconds() * 1000), horizon_, found_at_};
}

void Ledger::recall(const std::vector<std::uint64_t>& words) {
    constexpr std::uint64_t longest = std::uint64_t{1} << 40;
    if (words.size() != 3 || words[0] > longest || words[1] > no_depth || words[2] > no_depth)
        throw std::out_of_range("not what a ledger remembers");
    start_ -= std::chrono::milliseconds(words[0]);
    horizon_ = static_cast<unsigned>(words[1]);
    found_at_ = static_cast<unsigned>(words[2]);
}

Report Ledger::report(const Tally& all, const Progress& now, std::uint64_t beyond) const {
    Report report;
    report.left = now.frontier + beyond;
    report.ending = ending_;
    if (ending_ == Ending::exhausted && found())
        report.ending = Ending::found;
    else if (ending_ == Ending::exhausted && beyond != 0)
        report.ending = Ending::depth_limit;
    if (options_.symmetry != nullptr) report.unfolded.emplace();
    all.fill(report, found_at_, !found());
    report.states += stopped_ ? now.frontier : 0;
    report.peak_bytes = std::max(peak_bytes_, now.bytes);
    report.peak_disk_bytes = std::max(peak_disk_bytes_, now.disk_bytes);
    report.seconds = now.seconds;
    return report;
}

}  // namespace snapcheck
