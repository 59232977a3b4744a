// `snapcheck manual`: commands and options as a part of the man page, whose frame is
// packaging/snapcheck.1.in. The same words as in the help, which are thus written down once.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace snapcheck {

/// A subsection for each command, in the language of man(7).
std::string manual(const CLI::App& app);

}  // namespace snapcheck
