#include "cli/output.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <stdexcept>

namespace snapcheck {

void print_result(const std::string& text) {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!written || std::fflush(stdout) != 0)
        throw std::runtime_error(std::string("the result cannot be written to standard output: ")
                                     .append(std::strerror(errno)));
}

}  // namespace snapcheck
