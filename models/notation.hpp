// The values that algorithms are made of as JSON, for programs that know nothing of how we pack
// them: docs/certificates.md says what each looks like. Keys are in alphabetical order, and there
// is no space, so that a value has one text.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "models/codec.hpp"
#include "models/spelling.hpp"
#include "properties/cut.hpp"

namespace snapcheck {

inline std::string json_string(std::string_view word) {
    return '"' + std::string(word) + '"';
}

/// "[1,2]"
inline std::string json_list(const std::vector<std::string>& items) {
    std::string text = "[";
    for (const std::string& item : items) text.append(text.size() == 1 ? "" : ",").append(item);
    return text + "]";
}
inline std::string json_list(const std::vector<unsigned>& numbers) {
    std::string text = "[";
    for (const unsigned number : numbers)
        text.append(text.size() == 1 ? "" : ",").append(std::to_string(number));
    return text + "]";
}

/// {"a":1,"b":2}, in the order of the keys.
inline std::string json_object(std::vector<std::pair<std::string, std::string>> members) {
    std::ranges::sort(members);
    std::string text = "{";
    for (const auto& [key, value] : members)
        text.append(text.size() == 1 ? "" : ",").append(json_string(key)).append(":").append(value);
    return text + "}";
}

/// Notes values with the numbers of the channels of one process.
class Notation {
  public:
    /// By port. Values of messages name no channel of a process.
    explicit Notation(const std::vector<unsigned>& channels) : channels_(&channels) {}
    Notation() = default;

    std::string note(bool value) const { return value ? "true" : "false"; }
    std::string note(Count count) const { return std::to_string(count.value); }
    std::string note(Balance balance) const { return std::to_string(balance.value); }
    std::string note(ProcessId process) const { return std::to_string(process.number); }
    std::string note(MessageSet set) const { return json_list(numbers_in(set)); }

    std::string note(ChannelSet set) const {
        std::vector<unsigned> numbers;
        for (const Channel channel : set) numbers.push_back((*channels_)[channel.port]);
        std::ranges::sort(numbers);
        return json_list(numbers);
    }

    template <class Enum>
        requires std::is_enum_v<Enum>
    std::string note(Enum value) const {
        return json_string(enumerator_name(value));
    }

    /// [[channel,value],...] of the channels whose value is not the initial one.
    template <class Value>
    std::string note(const PerChannel<Value>& values) const {
        std::vector<std::pair<unsigned, std::string>> noted;
        for (unsigned port = 0; channels_ != nullptr && port < channels_->size(); ++port)
            noted.emplace_back((*channels_)[port], note(values.values[port]));
        return pairs(std::move(noted), note(Value{}));
    }

    /// The same by process.
    template <class Value>
    std::string note(const PerProcess<Value>& values) const {
        std::vector<std::pair<unsigned, std::string>> noted;
        for (unsigned p = 0; p < PerProcess<Value>::capacity; ++p)
            noted.emplace_back(p, note(values.values[p]));
        return pairs(std::move(noted), note(Value{}));
    }

    /// Of a set of processes their numbers.
    std::string note(const PerProcess<bool>& set) const {
        std::vector<unsigned> numbers;
        for (unsigned p = 0; p < PerProcess<bool>::capacity; ++p)
            if (set.values[p]) numbers.push_back(p);
        return json_list(numbers);
    }

    /// {"white":2}
    template <class Struct>
        requires(std::is_class_v<Struct> && std::is_aggregate_v<Struct>)
    std::string note(const Struct& value) const {
        std::vector<std::pair<std::string, std::string>> noted;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            [[maybe_unused]] const auto members = members_of(value);
            (noted.emplace_back(member_name<Struct, I>(), note(*std::get<I>(members))), ...);
        }(std::make_index_sequence<member_count<Struct>>{});
        return json_object(std::move(noted));
    }

    /// "marker", or {"red":{"white":2}}: with the name of the struct.
    template <class Control>
    std::string note_named(const Control& control) const {
        if constexpr (std::is_enum_v<Control>) {
            return note(control);
        } else {
            const std::string name = in_words(type_name<Control>());
            if constexpr (member_count<Control> == 0) return json_string(name);
            return "{" + json_string(name) + ":" + note(control) + "}";
        }
    }

  private:
    static std::string pairs(std::vector<std::pair<unsigned, std::string>> noted,
                             const std::string& initial) {
        std::ranges::sort(noted);
        std::vector<std::string> items;
        for (const auto& [number, value] : noted)
            if (value != initial) items.push_back("[" + std::to_string(number) + "," + value + "]");
        return json_list(items);
    }

    const std::vector<unsigned>* channels_ = nullptr;
};

}  // namespace snapcheck
