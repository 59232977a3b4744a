// TOML, key by key: each becomes a word of the command line or a part of the expectation, and what
// is wrong with it is said with its line and column. toml++ is heavy: it is included here and
// nowhere else.
#include "cli/suite/suite_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/printable.hpp"
#include "checker/text_file.hpp"
#include "cli/quantities.hpp"
#include "cli/suite/draft.hpp"
#include "cli/toml_value.hpp"

namespace snapcheck {

namespace {

bool flag(const Value& value) {
    const auto flag = value.node.value_exact<bool>();
    if (!flag) throw wrong_type(value, "true or false");
    return *flag;
}

std::string number(const Value& value) {
    const auto number = value.node.value_exact<std::int64_t>();
    if (!number) throw wrong_type(value, "a whole number");
    return std::to_string(*number);
}

std::string count(const Value& value) {
    std::string digits = number(value);
    if (digits.starts_with('-'))
        throw InputError(fmt::format("{}: {} is less than nothing", value.key, digits));
    return digits;
}

// A count that may be larger than any number of TOML.
std::string large_count(const Value& value) {
    if (!value.node.is_string()) return count(value);
    std::string digits = text(value);
    const bool only_digits =
        !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (!only_digits || (digits.size() > 1 && digits.front() == '0'))
        throw InputError(fmt::format("{}: {} is not a whole number", value.key, in_quotes(digits)));
    return digits;
}

/// "30s" or 30
std::string quantity(const Value& value) {
    return value.node.is_string() ? text(value) : count(value);
}

/// The value itself, or each of the list that it is.
template <class Read>
void for_each_of(const Value& value, Read read) {
    const toml::array* list = value.node.as_array();
    if (list == nullptr) return read(value);
    for (const toml::node& element : *list)
        standing_at(place_of(element.source()), [&] { read(Value{value.key, element}); });
}

/// [1, 1, 0], "1,1,0", or a number alone: as the command line has it.
std::string numbers(const Value& value) {
    std::string list;
    for_each_of(value, [&](const Value& element) {
        list.append(list.empty() ? "" : ",")
            .append(element.node.is_string() ? text(element) : number(element));
    });
    if (list.empty()) throw InputError(fmt::format("{}: is empty", value.key));
    return list;
}

std::vector<std::string> names(const Value& value) {
    std::vector<std::string> names;
    for_each_of(value, [&](const Value& element) {
        names.push_back(text(element));
        parse_properties({names.back()});
    });
    return names;
}

Observations properties(const Value& value) {
    return parse_properties(names(value));
}

Outcome outcome(const Value& value) {
    const std::string word = text(value);
    std::vector<std::string_view> words;
    for (const Outcome outcome : {Outcome::holds, Outcome::violated, Outcome::inconclusive}) {
        if (name_of(outcome) == word) return outcome;
        words.push_back(name_of(outcome));
    }
    throw unknown_word("verdict", word, words);
}

unsigned step_count(const Value& value) {
    return static_cast<unsigned>(parse_count(number(value), value.key, 1, 65'535));
}

void read_steps(const Value& value, Draft& draft) {
    draft.steps.reset();
    draft.steps_of.clear();
    const toml::table* each = value.node.as_table();
    if (each == nullptr) {
        draft.steps = step_count(value);
        return;
    }
    for (const auto& [name, node] : *each) {
        const unsigned bit = standing_at(place_of(name.source()),
                                         [&, word = name.str()] { return property_bit(word); });
        draft.steps_of[bit] = standing_at(
            place_of(node.source()), [&, &steps = node] { return step_count({value.key, steps}); });
    }
}

struct Key {
    std::string_view name;
    void (*read)(const Value&, Draft&);
};

void read_figure(const Value& value, Draft& draft) {
    draft.figures[std::string(value.key)] = count(value);
}

constexpr std::array keys{
    Key{"name", [](const Value& v, Draft& d) { d.name = printable(text(v)); }},
    Key{"algorithm", [](const Value& v, Draft& d) { d.words.algorithm = text(v); }},
    Key{"topology", [](const Value& v, Draft& d) { d.words.topology = text(v); }},
    Key{"channels", [](const Value& v, Draft& d) { d.words.channels = text(v); }},
    Key{"messages", [](const Value& v, Draft& d) { d.words.messages = number(v); }},
    Key{"budget", [](const Value& v, Draft& d) { d.words.budget = numbers(v); }},
    Key{"initiators", [](const Value& v, Draft& d) { d.words.initiators = numbers(v); }},
    Key{"snapshots-in-one-run", [](const Value& v, Draft& d) { d.words.snapshots = number(v); }},
    Key{"properties", [](const Value& v, Draft& d) { d.words.properties = names(v); }},
    Key{"fall_silent", [](const Value& v, Draft& d) { d.words.fall_silent = flag(v); }},
    Key{"continue", [](const Value& v, Draft& d) { d.words.go_on = flag(v); }},
    Key{"max-depth", [](const Value& v, Draft& d) { d.words.max_depth = number(v); }},
    Key{"max-states", [](const Value& v, Draft& d) { d.words.max_states = number(v); }},
    Key{"time-limit", [](const Value& v, Draft& d) { d.words.time_limit = quantity(v); }},
    Key{"memory", [](const Value& v, Draft& d) { d.words.memory = quantity(v); }},
    Key{"reduce", [](const Value& v, Draft& d) { d.words.reduce = text(v); }},
    Key{"expect", [](const Value& v, Draft& d) { d.outcome = outcome(v); }},
    Key{"violates", [](const Value& v, Draft& d) { d.violates = properties(v); }},
    Key{"only", [](const Value& v, Draft& d) { d.only = flag(v); }},
    Key{"holds", [](const Value& v, Draft& d) { d.holds = properties(v); }},
    Key{"vacuous", [](const Value& v, Draft& d) { d.vacuous = properties(v); }},
    Key{"steps", read_steps},
    Key{"states", read_figure},
    Key{"transitions", read_figure},
    Key{"depth", read_figure},
    Key{"terminal", read_figure},
    Key{"stuck", read_figure},
    Key{"snapshots", read_figure},
    Key{"interleavings",
        [](const Value& v, Draft& d) { d.figures["interleavings"] = large_count(v); }},
};

Key find_key(std::string_view word) {
    const auto* const found = std::ranges::find(keys, word, &Key::name);
    if (found != keys.end()) return *found;
    std::array<std::string_view, keys.size()> words;
    std::ranges::transform(keys, words.begin(), &Key::name);
    throw unknown_word("key", word, words);
}

// A check's own budget takes the place of the defaults' messages, and the other way round.
void choose_workload(const toml::table& table, Draft& draft) {
    const bool budget = table.contains("budget");
    const bool messages = table.contains("messages");
    if (budget && messages)
        throw ErrorAt(draft.places["budget"], "budget replaces messages: give one of them");
    if (budget) draft.words.messages.clear();
    if (messages) draft.words.budget.clear();
}

void read_keys(const toml::table& table, Draft& draft) {
    for (const auto& [name, node] : table) {
        const Key key =
            standing_at(place_of(name.source()), [word = name.str()] { return find_key(word); });
        const Value value{key.name, node};
        standing_at(value.place(), [&] { key.read(value, draft); });
        draft.places[std::string(key.name)] = value.place();
    }
    choose_workload(table, draft);
}

class SuiteReader {
  public:
    SuiteReader(const std::string& where, std::span<const AlgorithmEntry> algorithms)
        : where_(where), algorithms_(algorithms) {}

    std::vector<SuiteCheck> read(const toml::table& file) {
        require_known_tables(file);
        Draft defaults;
        if (const toml::node* table = file.get("defaults")) read_defaults(*table, defaults);
        const toml::node* list = file.get("check");
        if (list == nullptr) throw InputError("there is no [[check]] in it");
        std::vector<SuiteCheck> checks;
        for_each_table(*list, [&](const toml::table& table) {
            checks.push_back(read_check(table, defaults));
        });
        return checks;
    }

  private:
    static void require_known_tables(const toml::table& file) {
        constexpr std::array<std::string_view, 2> words{"defaults", "check"};
        for (const auto& [name, node] : file)
            if (std::ranges::find(words, name.str()) == words.end())
                throw ErrorAt(place_of(name.source()),
                              unknown_word("table", name.str(), words).what());
    }

    static void read_defaults(const toml::node& node, Draft& defaults) {
        const toml::table* table = node.as_table();
        if (table == nullptr)
            throw ErrorAt(place_of(node.source()),
                          wrong_type({"defaults", node}, "a table").what());
        if (const toml::node* name = table->get("name"))
            throw ErrorAt(place_of(name->source()),
                          "name: belongs to a [[check]], not to [defaults]");
        read_keys(*table, defaults);
    }

    template <class Read>
    static void for_each_table(const toml::node& node, Read read) {
        const toml::array* list = node.as_array();
        if (list == nullptr || !list->is_homogeneous(toml::node_type::table))
            throw ErrorAt(place_of(node.source()),
                          wrong_type({"check", node}, "a list of tables, [[check]],").what());
        for (const toml::node& element : *list) read(*element.as_table());
    }

    SuiteCheck read_check(const toml::table& table, const Draft& defaults) const {
        const Place place = place_of(table.source());
        return standing_at(place, [&] {
            Draft draft = defaults;
            read_keys(table, draft);
            return finished(draft, where_, place.line, algorithms_);
        });
    }

    const std::string& where_;
    std::span<const AlgorithmEntry> algorithms_;
};

}  // namespace

std::vector<SuiteCheck> parse_suite(std::string_view text, const std::string& where,
                                    std::span<const AlgorithmEntry> algorithms) {
    const auto error_at = [&](const Place& place, std::string_view message) {
        return InputError(fmt::format("{}:{}:{}: {}", printable(where), place.line, place.column,
                                      printable(message)));
    };
    try {
        return SuiteReader(where, algorithms).read(toml::parse(text, where));
    } catch (const toml::parse_error& error) {
        throw error_at(place_of(error.source()), error.description());
    } catch (const ErrorAt& error) {
        throw error_at(error.place, error.what());
    } catch (const InputError& error) {
        throw InputError(fmt::format("{}: {}", printable(where), error.what()));
    }
}

std::vector<SuiteCheck> read_suite(const std::string& path,
                                   std::span<const AlgorithmEntry> algorithms) {
    return parse_suite(read_text_file(path, "suite"), path, algorithms);
}

}  // namespace snapcheck
