// `snapcheck replay TRACE`: whether the algorithm still does what an earlier check told of it.
#pragma once

#include <span>
#include <string>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

class ReplayCommand {
  public:
    ReplayCommand(std::span<const AlgorithmEntry> algorithms, CLI::App& app);
    bool chosen() const;
    int run() const;

  private:
    std::span<const AlgorithmEntry> algorithms_;
    std::string trace_;
    bool json_ = false;
    bool quiet_ = false;
    CLI::App* command_;
};

}  // namespace snapcheck
