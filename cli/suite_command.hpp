// `snapcheck suite FILE...`: expectations kept in files, for CI.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

struct SuiteWords;

class SuiteCommand {
  public:
    SuiteCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~SuiteCommand();
    SuiteCommand(const SuiteCommand&) = delete;
    SuiteCommand& operator=(const SuiteCommand&) = delete;

    bool chosen() const;
    /// Runs the checks, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<SuiteWords> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
