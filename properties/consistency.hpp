// The properties themselves, for tests and for explanations: each takes a cut and nothing else.
#pragma once

#include "properties/cut.hpp"

namespace snapcheck {

bool no_lost(Cut cut);
bool no_orphan(Cut cut);
bool no_orphan_in_channel(Cut cut);
bool no_duplicate(Cut cut);
bool exact_channels(Cut cut);
bool conserved(Cut cut);
bool transitless(Cut cut);
bool records_in_time(Cut cut_so_far);
bool post_marker_unrecorded(Cut cut_so_far);

}  // namespace snapcheck
