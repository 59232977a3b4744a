// `snapcheck detect ALGORITHM`: whether snapshots detect a stable predicate of an application.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

struct DetectRequest;

class DetectCommand {
  public:
    DetectCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~DetectCommand();
    DetectCommand(const DetectCommand&) = delete;
    DetectCommand& operator=(const DetectCommand&) = delete;

    bool chosen() const;
    /// Explores, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    struct Words;

    DetectRequest read() const;

    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<Words> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
