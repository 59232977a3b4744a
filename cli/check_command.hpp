// `snapcheck check ALGORITHM`: one algorithm on one instance.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

struct CheckWords;

class CheckCommand {
  public:
    CheckCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~CheckCommand();
    CheckCommand(const CheckCommand&) = delete;
    CheckCommand& operator=(const CheckCommand&) = delete;

    bool chosen() const;
    /// Explores, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<CheckWords> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
