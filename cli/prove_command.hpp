// `snapcheck prove ALGORITHM`: Theorem 1 of Chandy and Lamport, carried out on what is recorded.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

struct Request;

class ProveCommand {
  public:
    ProveCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~ProveCommand();
    ProveCommand(const ProveCommand&) = delete;
    ProveCommand& operator=(const ProveCommand&) = delete;

    bool chosen() const;
    /// Explores, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    struct Words;

    static void require_what_goes_together(const Words& words, unsigned snapshots);
    int run_lemmas(const Request& request);
    int run_theorem(const Request& request);

    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<Words> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
