// A value in a JSON document and the way to it: what reads a document, and every complaint about
// it.
#pragma once

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {

/// All throw InputError with the way to the value where it is not what is asked for.
class JsonNode {
  public:
    JsonNode(const nlohmann::json& value, std::string where)
        : value_(value), where_(std::move(where)) {}

    [[noreturn]] void complain(const std::string& what) const {
        throw InputError(where_ + (at_root() ? "" : ": ") + what);
    }

    bool has(const char* key) const { return value_.is_object() && value_.contains(key); }
    JsonNode operator[](const char* key) const {
        if (!value_.is_object()) complain("not an object");
        if (!value_.contains(key)) complain(fmt::format("there is no '{}'", key));
        return {value_[key], where_ + (at_root() ? "" : ".") + key};
    }

    std::vector<JsonNode> list(std::size_t most) const {
        if (!value_.is_array()) complain("not a list");
        if (value_.size() > most)
            complain(fmt::format("{} entries, where {} are the most", value_.size(), most));
        std::vector<JsonNode> nodes;
        for (std::size_t i = 0; i < value_.size(); ++i)
            nodes.emplace_back(value_[i], fmt::format("{}[{}]", where_, i));
        return nodes;
    }

    bool is_null() const { return value_.is_null(); }
    bool is_text() const { return value_.is_string(); }
    bool flag() const {
        if (!value_.is_boolean()) complain("neither true nor false");
        return value_.get<bool>();
    }
    unsigned number(unsigned least, unsigned most) const {
        if (!value_.is_number_unsigned() || value_.get<std::uint64_t>() < least ||
            value_.get<std::uint64_t>() > most)
            complain(fmt::format("not a whole number from {} to {}", least, most));
        return value_.get<unsigned>();
    }
    std::string words() const {
        if (!value_.is_string()) complain("not a text");
        std::string text = value_.get<std::string>();
        if (printable(text) != text) complain("a text with control characters");
        return text;
    }

    /// The text of a key, if it is there.
    std::string words_if(const char* key) const {
        return has(key) ? (*this)[key].words() : std::string();
    }
    std::vector<std::string> list_of_words(std::size_t most) const {
        std::vector<std::string> all;
        for (const JsonNode& node : list(most)) all.push_back(node.words());
        return all;
    }

    // What an InputError of somebody else is about.
    template <class Read>
    auto blame(Read read) const {
        try {
            return read();
        } catch (const InputError& error) {
            complain(error.what());
        }
    }

  private:
    bool at_root() const { return where_.ends_with(": "); }

    const nlohmann::json& value_;
    std::string where_;
};

}  // namespace snapcheck
