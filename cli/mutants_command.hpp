// `snapcheck mutants [ALGORITHM...]`: which property catches which broken rule.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

struct SurveyWords;

class MutantsCommand {
  public:
    MutantsCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~MutantsCommand();
    MutantsCommand(const MutantsCommand&) = delete;
    MutantsCommand& operator=(const MutantsCommand&) = delete;

    bool chosen() const;
    /// Checks every mutant, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<SurveyWords> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
