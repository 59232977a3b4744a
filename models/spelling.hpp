// The values that algorithms are made of, in words, for traces. Slow and never in the inner loop.
#pragma once

#include <cctype>
#include <string>

#include "models/codec.hpp"
#include "models/topology/network.hpp"

namespace snapcheck {

/// "LastRed" -> "last red"
inline std::string in_words(std::string_view type) {
    std::string words;
    for (const char letter : type) {
        const bool capital = std::isupper(static_cast<unsigned char>(letter)) != 0;
        if (capital && !words.empty()) words += ' ';
        words +=
            capital ? static_cast<char>(std::tolower(static_cast<unsigned char>(letter))) : letter;
    }
    return words;
}

/// Spells values with the names of the channels of one process.
class Speller {
  public:
    Speller(const Network& network, const std::vector<unsigned>& channels)
        : network_(&network), channels_(&channels) {}
    /// For messages: their values name no channel of a process.
    explicit Speller(const Network& network) : network_(&network) {}

    std::string spell(bool value) const { return value ? "yes" : "no"; }
    std::string spell(Count count) const { return std::to_string(count.value); }

    std::string spell(Balance balance) const { return std::to_string(balance.value); }
    std::string spell(ProcessId process) const {
        return network_ == nullptr ? "#" + std::to_string(process.number)
                                   : network_->name(process.number);
    }

    std::string spell(MessageSet set) const {
        std::string text;
        for (unsigned number = 1; number <= 64; ++number)
            if (set.contains(number)) text += (text.empty() ? "m" : ", m") + std::to_string(number);
        return "{" + text + "}";
    }

    std::string spell(ChannelSet set) const {
        std::string text;
        for (const Channel channel : set) text += (text.empty() ? "" : ", ") + name(channel.port);
        return "{" + text + "}";
    }

    template <class Enum>
        requires std::is_enum_v<Enum>
    std::string spell(Enum value) const {
        return enumerator_name(value);
    }

    template <class Value>
    std::string spell(const PerChannel<Value>& values) const {
        std::string text;
        for (unsigned port = 0; channels_ != nullptr && port < channels_->size(); ++port)
            if (const std::string value = spell(values.values[port]); value != spell(Value{}))
                text += (text.empty() ? "" : ", ") + name(port) + ": " + value;
        return "{" + text + "}";
    }

    template <class Value>
    std::string spell(const PerProcess<Value>& values) const {
        std::string text;
        for (unsigned p = 0; p < PerProcess<Value>::capacity; ++p)
            if (const std::string value = spell(values.values[p]); value != spell(Value{}))
                text += (text.empty() ? "" : ", ") +
                        spell(ProcessId{static_cast<std::uint8_t>(p)}) + ": " + value;
        return "{" + text + "}";
    }

    /// "marker", "turned (white 2)"
    template <class Struct>
        requires(std::is_class_v<Struct> && std::is_aggregate_v<Struct>)
    std::string spell(const Struct& value) const {
        std::string text = in_words(type_name<Struct>());
        each_member(value, [&](std::string_view member, const std::string& spelled) {
            text += text.find('(') == std::string::npos ? " (" : ", ";
            text += std::string(member) + " " + spelled;
        });
        return text.find('(') == std::string::npos ? text : text + ")";
    }

    /// Calls visit(name, value in words) for each member.
    template <class Struct, class Visit>
    void each_member(const Struct& value, Visit&& visit) const {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            [[maybe_unused]] const auto members = members_of(value);
            (visit(member_name<Struct, I>(), spell(*std::get<I>(members))), ...);
        }(std::make_index_sequence<member_count<Struct>>{});
    }

  private:
    std::string name(unsigned port) const {
        if (channels_ == nullptr || port >= channels_->size()) return "#" + std::to_string(port);
        return network_->channel_name((*channels_)[port]);
    }

    const Network* network_ = nullptr;
    const std::vector<unsigned>* channels_ = nullptr;
};

}  // namespace snapcheck
