// `snapcheck render TRACE -o FILE`: counterexamples of an earlier check in another format.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace snapcheck {

class RenderCommand {
  public:
    explicit RenderCommand(CLI::App& app);
    bool chosen() const;
    int run() const;

  private:
    std::string trace_;
    std::vector<std::string> outputs_;
    CLI::App* command_;
};

}  // namespace snapcheck
