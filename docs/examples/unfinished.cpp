// What docs/writing-an-algorithm.md starts from: a name and a message, and the compiler asks for
// the rest.
#include "cli/main.hpp"

struct Unfinished {
    static constexpr std::string_view name = "unfinished";
    struct Notice {};
    using Control = Notice;
};

int main(int argc, char** argv) {
    return snapcheck::main<Unfinished>(argc, argv);
}
