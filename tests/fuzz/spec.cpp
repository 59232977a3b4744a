// The value of --topology.
#include "tests/fuzz/oracle.hpp"

using namespace snapcheck;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view spec = fuzz::text_of(data, size);
    const auto network = fuzz::accepted([&] { return parse_topology(spec); });
    if (network) fuzz::demand_sound(*network);
    return 0;
}
