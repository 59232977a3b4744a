// `snapcheck smallest ALGORITHM`: the smallest instance on which a property fails.
#pragma once

#include <memory>
#include <span>

#include "models/smallest.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

class SmallestCommand {
  public:
    SmallestCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~SmallestCommand();
    SmallestCommand(const SmallestCommand&) = delete;
    SmallestCommand& operator=(const SmallestCommand&) = delete;

    bool chosen() const;
    /// Searches, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    struct Words;

    SmallestBounds read_bounds(const Instance& like) const;

    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<Words> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
