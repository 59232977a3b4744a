#include "models/portrait.hpp"

#include "models/channels/all.hpp"
#include "models/notation.hpp"

namespace snapcheck {

namespace {

template <class Channels>
class Portraitist {
  public:
    using Rules = SnapshotState<Channels>;
    using Kind = typename Rules::Kind;

    Portraitist(const Rules& rules, View state) : rules_(rules), state_(state) {}

    std::vector<std::string> parts() const {
        std::vector<std::string> parts;
        for (Process p = 0; p < network().processes(); ++p) parts.push_back(process(p));
        for (unsigned c = 0; c < network().channels(); ++c) parts.push_back(channel(c));
        if (const auto faults = content().faults_left(state_))
            parts.push_back(std::to_string(*faults));
        return parts;
    }

    std::string step(Step step) const {
        const unsigned subject = Rules::subject_of(step);
        const unsigned detail = Rules::detail_of(step);
        switch (Rules::kind_of(step)) {
            case Kind::initiate:
                return numbered("initiate", {subject, detail});
            case Kind::send:
                return numbered("send", {subject});
            case Kind::act:
                return numbered("act", {subject, detail});
            case Kind::transport:
                return numbered(Channels::transport_loses ? "lose" : "move", {subject});
            default:
                return json_list({json_string(content().stays(detail) ? "repeat" : "deliver"),
                                  std::to_string(subject), arriving(step)});
        }
    }

  private:
    const Network& network() const { return rules_.network(); }
    const Channels& content() const { return rules_.content(); }

    static std::string numbered(std::string_view name, const std::vector<unsigned>& numbers) {
        std::vector<std::string> items{json_string(name)};
        for (const unsigned number : numbers) items.push_back(std::to_string(number));
        return json_list(items);
    }

    std::string process(Process p) const {
        std::string text = "{";
        if (const auto knows = content().knowledge(state_, p); !knows.empty())
            text += "\"knows\":" + json_list(knows) + ",";
        std::vector<std::string> received, sent, snapshots;
        for (const unsigned c : network().inputs(p))
            received.push_back(json_list(content().receipts(state_, c)));
        for (const unsigned c : network().outputs(p))
            sent.push_back(std::to_string(rules_.sent(state_, c)));
        for (unsigned s = 0; s < rules_.snapshots(); ++s) snapshots.push_back(snapshot(p, s));
        return text + "\"received\":" + json_list(received) + ",\"sent\":" + json_list(sent) +
               ",\"snapshots\":" + json_list(snapshots) + "}";
    }

    std::string snapshot(Process p, unsigned s) const {
        const bool recorded = rules_.recorded(state_, p, s);
        std::vector<std::string> received, sent;
        for (const unsigned c : network().inputs(p))
            received.push_back(json_list(content().cut_receipts(state_, c, s)));
        for (const unsigned c : network().outputs(p))
            sent.push_back(std::to_string(rules_.cut_sent(state_, c, s)));
        return std::string("{\"received\":") + (recorded ? json_list(received) : "null") +
               ",\"recorded\":" + (recorded ? "true" : "false") +
               ",\"remembers\":" + rules_.note_memory(state_, p, s) +
               ",\"sent\":" + (recorded ? json_list(sent) : "null") + "}";
    }

    std::string channel(unsigned c) const {
        const unsigned sent = rules_.sent(state_, c);
        std::string text = "{";
        if constexpr (Channels::has_outboxes)
            text += "\"outbox\":" + noted(content().outbox(state_, c, sent), {}) + ",";
        std::vector<std::string> recorded;
        for (unsigned s = 0; s < rules_.snapshots(); ++s)
            recorded.push_back(json_list(content().recorded(state_, c, s)));
        return text + "\"recorded\":" + json_list(recorded) + ",\"transit\":" +
               noted(content().in_transit(state_, c, sent), content().pasts(state_, c)) + "}";
    }

    std::string noted(const std::vector<Content>& contents,
                      const std::vector<std::vector<unsigned>>& pasts) const {
        std::vector<std::string> items;
        for (std::size_t i = 0; i < contents.size(); ++i)
            items.push_back(noted(contents[i], pasts.empty() ? nullptr : &pasts[i]));
        if (!Channels::ordered) std::ranges::sort(items);
        return json_list(items);
    }

    std::string noted(const Content& content, const std::vector<unsigned>* past) const {
        return std::string("{") +
               (past != nullptr ? "\"after\":" + json_list(*past) + "," : std::string()) +
               rules_.note_content(content) + "}";
    }

    // On channels that tell pasts, only the head arrives.
    std::string arriving(Step step) const {
        const auto pasts = content().pasts(state_, Rules::subject_of(step));
        return noted(rules_.delivered(state_, step), pasts.empty() ? nullptr : pasts.data());
    }

    const Rules& rules_;
    View state_;
};

}  // namespace

template <class Channels>
std::vector<std::string> portrait(const SnapshotState<Channels>& rules, View state) {
    return Portraitist<Channels>(rules, state).parts();
}

template <class Channels>
std::string step_portrait(const SnapshotState<Channels>& rules, View before, Step step) {
    return Portraitist<Channels>(rules, before).step(step);
}

template std::vector<std::string> portrait(const SnapshotState<Bag>&, View);
template std::vector<std::string> portrait(const SnapshotState<Bounded>&, View);
template std::vector<std::string> portrait(const SnapshotState<Causal>&, View);
template std::vector<std::string> portrait(const SnapshotState<Duplicating>&, View);
template std::vector<std::string> portrait(const SnapshotState<Fifo>&, View);
template std::vector<std::string> portrait(const SnapshotState<Lossy>&, View);
template std::string step_portrait(const SnapshotState<Bag>&, View, Step);
template std::string step_portrait(const SnapshotState<Bounded>&, View, Step);
template std::string step_portrait(const SnapshotState<Causal>&, View, Step);
template std::string step_portrait(const SnapshotState<Duplicating>&, View, Step);
template std::string step_portrait(const SnapshotState<Fifo>&, View, Step);
template std::string step_portrait(const SnapshotState<Lossy>&, View, Step);

}  // namespace snapcheck
