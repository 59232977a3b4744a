// An algorithm that tests ask about on FIFO channels alone: compiled for these, where entry() would
// compile it for every discipline.
#pragma once

#include <stdexcept>

#include "models/entry.hpp"

namespace snapcheck::testing {

template <class Algorithm>
AlgorithmEntry entry_on_fifo() {
    AlgorithmEntry entry;
    entry.name = Algorithm::name;
    entry.make = [](const Instance& instance, const Assumptions& assumed,
                    unsigned workers) -> std::unique_ptr<Subject> {
        if (instance.channels.kind != ChannelKind::fifo)
            throw std::logic_error("this algorithm is there on FIFO channels only");
        return std::make_unique<detail::SnapshotSubject<Algorithm, Fifo>>(instance, assumed,
                                                                          workers);
    };
    return entry;
}

}  // namespace snapcheck::testing
