// `snapcheck matrix [ALGORITHM...]`: algorithms on every discipline, a verdict a cell.
#pragma once

#include <memory>
#include <span>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

struct MatrixWords;

class MatrixCommand {
  public:
    MatrixCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    ~MatrixCommand();
    MatrixCommand(const MatrixCommand&) = delete;
    MatrixCommand& operator=(const MatrixCommand&) = delete;

    bool chosen() const;
    /// Checks every cell, reports, and returns the exit code. Throws InputError.
    int run();

  private:
    std::span<const AlgorithmEntry> algorithms_;
    std::unique_ptr<MatrixWords> words_;
    CLI::App* command_;
};

}  // namespace snapcheck
