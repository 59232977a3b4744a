#include "models/recorded_cut.hpp"

#include "models/channels/all.hpp"

namespace snapcheck {

template <class Channels>
std::vector<ChannelCut> recorded_cut(const SnapshotState<Channels>& rules, View state) {
    std::vector<ChannelCut> cut;
    for (unsigned c = 0; c < rules.network().channels(); ++c)
        cut.push_back({MessageSet::first(rules.cut_sent(state, c)),
                       rules.content().cut_received(state, c), rules.recorded_content(state, c),
                       rules.content().repeated_receipts(state, c), rules.content().ordered});
    return cut;
}

template <class Channels>
std::vector<ChannelCut> cut_so_far(const SnapshotState<Channels>& rules, View state) {
    std::vector<ChannelCut> cut = recorded_cut(rules, state);
    for (unsigned c = 0; c < rules.network().channels(); ++c) {
        const auto [source, target] = rules.network().ends(c);
        if (!rules.recorded(state, source)) cut[c].sent = MessageSet::first(64);
        if (!rules.recorded(state, target)) cut[c].received = rules.content().received(state, c);
    }
    return cut;
}

template std::vector<ChannelCut> recorded_cut(const SnapshotState<Bag>&, View);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Bag>&, View);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Bounded>&, View);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Bounded>&, View);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Causal>&, View);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Causal>&, View);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Duplicating>&, View);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Duplicating>&, View);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Fifo>&, View);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Fifo>&, View);
template std::vector<ChannelCut> recorded_cut(const SnapshotState<Lossy>&, View);
template std::vector<ChannelCut> cut_so_far(const SnapshotState<Lossy>&, View);

}  // namespace snapcheck
