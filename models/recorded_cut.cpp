#include "models/recorded_cut.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

template <class Channels>
std::vector<ChannelCut> recorded_cut(const SnapshotState<Channels>& rules, View state,
                                     unsigned snapshot) {
    std::vector<ChannelCut> cut;
    for (unsigned c = 0; c < rules.network().channels(); ++c)
        cut.push_back({MessageSet::first(rules.cut_sent(state, c, snapshot)),
                       rules.content().cut_received(state, c, snapshot),
                       rules.recorded_content(state, c, snapshot),
                       rules.content().repeated_receipts(state, c, snapshot),
                       rules.content().ordered});
    return cut;
}

template <class Channels>
std::vector<ChannelCut> cut_so_far(const SnapshotState<Channels>& rules, View state,
                                   unsigned snapshot) {
    std::vector<ChannelCut> cut = recorded_cut(rules, state, snapshot);
    for (unsigned c = 0; c < rules.network().channels(); ++c) {
        const auto [source, target] = rules.network().ends(c);
        if (!rules.recorded(state, source, snapshot)) cut[c].sent = MessageSet::first(64);
        if (!rules.recorded(state, target, snapshot))
            cut[c].received = rules.content().received(state, c);
    }
    return cut;
}

template std::vector<ChannelCut> recorded_cut(const SnapshotState<Bag>&, View, unsigned);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Bag>&, View, unsigned);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Bounded>&, View, unsigned);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Bounded>&, View, unsigned);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Causal>&, View, unsigned);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Causal>&, View, unsigned);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Duplicating>&, View, unsigned);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Duplicating>&, View, unsigned);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Fifo>&, View, unsigned);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Fifo>&, View, unsigned);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Lossy>&, View, unsigned);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Lossy>&, View, unsigned);

}  // namespace snapcheck
