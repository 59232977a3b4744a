// Files of traces/assets, compiled in: what pictures and pages are made with besides the trace.
#pragma once

#include <string_view>

namespace snapcheck::assets {

std::string_view diagram_css();
std::string_view player_html();

}  // namespace snapcheck::assets
