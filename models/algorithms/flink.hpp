// P. Carbone, G. Fora, S. Ewen, S. Haridi, K. Tzoumas: Lightweight Asynchronous Snapshots for
// Distributed Dataflows. arXiv:1506.08603, 2015, as in Apache Flink. Processes are tasks,
// initiators the sources, which a coordinator triggers; barriers are markers. Needs FIFO channels.
#pragma once

#include "models/site.hpp"

namespace snapcheck {

/// Algorithm 1, for acyclic dataflows: an input that has brought its barrier is blocked until all
/// have, and no channel holds anything.
struct FlinkAligned {
    static constexpr std::string_view name = "flink-aligned";
    static constexpr std::string_view about =
        "P. Carbone et al. 2015, algorithm 1: aligned barriers, for acyclic dataflows";
    static constexpr std::array trials{Trial{"edges:0-2,1-2,2-3", "1,1,1,0", "0,1"},
                                       Trial{"edges:0-1,1-2,2-1", "1,1,1", "0"}};
    static constexpr std::array needs{Need::sources};
    struct Barrier {};
    using Control = Barrier;
    using Site = snapcheck::Site<Barrier>;

    ChannelSet got;  // inputs that have brought their barrier and are blocked

    void initiate(Site& site) { record(site); }
    bool may_receive(const Site&, Channel from) const { return !got.contains(from); }
    void receive(Site&, Channel, Message) {}

    void receive(Site& site, Channel from, Barrier) {
        got.insert(from);
        if (got != site.inputs()) return;
        if (!site.recorded()) record(site);
        got = {};
    }

    bool done(const Site&) const { return true; }
    ChannelSet awaited(const Site& site) const { return site.inputs() - got; }

  private:
    void record(Site& site) {
        site.record_state();
        site.send_to_all(Barrier{});
    }
};

/// Without blocking: what comes behind a barrier is processed at once, and replayed after a
/// failure.
struct FlinkAtLeastOnce : FlinkAligned {
    static constexpr std::string_view name = "flink-at-least-once";
    static constexpr std::string_view about =
        "P. Carbone et al. 2015, algorithm 1 without alignment: some messages count twice";
    static constexpr std::array trials{Trial{"edges:0-2,1-2,2-3", "1,1,1,0", "0,1"}};

    bool may_receive(const Site&, Channel) const { return true; }
};

/// Algorithm 2, for cyclic dataflows: back edges do not take part in the alignment; what they bring
/// between the recording and their barrier is the content of their channel.
struct FlinkCyclic {
    static constexpr std::string_view name = "flink-cyclic";
    static constexpr std::string_view about =
        "P. Carbone et al. 2015, algorithm 2: back edges are logged";
    static constexpr std::array trials{Trial{"edges:0-1,1-2,2-1", "1,1,1", "0"}};
    static constexpr std::array needs{Need::sources_of_the_rest};
    using Barrier = FlinkAligned::Barrier;
    using Control = Barrier;
    using Site = snapcheck::Site<Barrier>;

    ChannelSet got;      // regular inputs that are blocked
    ChannelSet logging;  // back edges

    void initiate(Site& site) { record(site); }
    bool may_receive(const Site&, Channel from) const { return !got.contains(from); }

    void receive(Site& site, Channel from, Message message) {
        if (logging.contains(from)) site.record(from, message);
    }

    void receive(Site& site, Channel from, Barrier) {
        if (site.back_edges().contains(from)) return logging.erase(from);
        got.insert(from);
        if (got != site.inputs() - site.back_edges()) return;
        if (!site.recorded()) record(site);
        got = {};
    }

    bool done(const Site&) const { return logging.empty(); }
    ChannelSet awaited(const Site& site) const {
        return site.recorded() ? logging : site.inputs() - site.back_edges() - got;
    }

  private:
    void record(Site& site) {
        site.record_state();
        logging = site.back_edges();
        site.send_to_all(Barrier{});
    }
};

/// Unaligned checkpoints (Flink 1.11): the first barrier makes a task record; its own barriers
/// overtake what waits in its output queues, which is recorded instead. Here the whole channel is
/// the output queue. Needs no FIFO order between barriers and what they overtake, and none else.
struct FlinkUnaligned {
    static constexpr std::string_view name = "flink-unaligned";
    static constexpr std::string_view about =
        "Apache Flink 1.11: barriers overtake the output queues, which are recorded";
    static constexpr std::array trials{Trial{"ring:2", "2,2", "0"},
                                       Trial{"ring:3", "1,1,1", "0,1,2"}};
    static constexpr std::array needs{Need::queues};
    using Barrier = FlinkAligned::Barrier;
    using Control = Barrier;
    using Site = snapcheck::Site<Barrier>;

    ChannelSet open;  // inputs whose barrier has not come

    void initiate(Site& site) { record(site); }

    void receive(Site& site, Channel from, Message message) {
        if (open.contains(from)) site.record(from, message);
    }

    void receive(Site& site, Channel from, Barrier) {
        if (!site.recorded()) record(site);
        open.erase(from);
    }

    bool done(const Site&) const { return open.empty(); }
    ChannelSet awaited(const Site&) const { return open; }

  private:
    void record(Site& site) {
        site.record_state();
        open = site.inputs();
        for (const Channel output : site.outputs()) {
            site.record_queue(output);
            site.send_ahead(output, Barrier{});
        }
    }
};

}  // namespace snapcheck
