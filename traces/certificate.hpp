// What an independent program needs to believe a verdict: for a violation runs that lead to it, for
// all else the reachable states. docs/certificates.md describes the file for strangers, and
// tools/verify_certificate.py is one who reads it.
#pragma once

#include <optional>
#include <string>

#include "models/check.hpp"

namespace snapcheck {

/// What such a file says that it is.
inline constexpr std::string_view certificate_schema = "snapcheck-certificate/1";

/// The file, compressed; nullopt where there is no verdict, or nothing was kept to show it by.
std::optional<std::string> certificate(const CheckResult& result, const Instance& instance,
                                       std::string_view algorithm);

}  // namespace snapcheck
