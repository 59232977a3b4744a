// `snapcheck list`: what there is.
#pragma once

#include <span>
#include <string>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

class ListCommand {
  public:
    ListCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    bool chosen() const;
    int run() const;

  private:
    std::span<const AlgorithmEntry> algorithms_;
    std::string what_;
    bool json_ = false;
    CLI::App* command_;
};

}  // namespace snapcheck
