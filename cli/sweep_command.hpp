// `snapcheck sweep ALGORITHM`: one algorithm on every topology of a size.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

class SweepCommand {
  public:
    SweepCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~SweepCommand();
    SweepCommand(const SweepCommand&) = delete;
    SweepCommand& operator=(const SweepCommand&) = delete;

    bool chosen() const;
    /// Checks every instance, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    struct Words;

    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<Words> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
