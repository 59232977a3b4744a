// `snapcheck list`: what there is.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/check.hpp"

namespace CLI {
class App;
}

namespace snapcheck {

/// Words of one kind, and what they mean.
struct Section {
    std::string_view name;
    std::vector<std::pair<std::string, std::string>> rows;
};

/// All words that the command line knows: algorithms, channels, topologies, properties, formats.
std::vector<Section> everything(std::span<const AlgorithmEntry> algorithms);

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
