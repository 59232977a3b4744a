// `snapcheck estimate`: what a check would take.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

struct CheckWords;

class EstimateCommand {
  public:
    EstimateCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~EstimateCommand();
    EstimateCommand(const EstimateCommand&) = delete;
    EstimateCommand& operator=(const EstimateCommand&) = delete;

    bool chosen() const;
    /// Tries, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<CheckWords> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
