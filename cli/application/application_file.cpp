#include "cli/application/application_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "checker/printable.hpp"
#include "checker/text_file.hpp"
#include "cli/toml_value.hpp"
#include "models/application/applications.hpp"
#include "models/application/draft.hpp"
#include "models/application/predicate.hpp"

namespace snapcheck {

namespace {

template <std::size_t Count>
void require_known(const toml::table& table, const std::array<std::string_view, Count>& keys) {
    for (const auto& [name, node] : table)
        if (std::ranges::find(keys, name.str()) == keys.end())
            throw ErrorAt(place_of(name.source()), unknown_word("key", name.str(), keys).what());
}

/// Calls use(key, value) for each entry, standing where it does.
template <class Use>
void for_each_entry(const toml::node* node, std::string_view what, Use use) {
    if (node == nullptr) return;
    const Value whole{what, *node};
    const toml::table* table = node->as_table();
    if (table == nullptr) throw ErrorAt(whole.place(), wrong_type(whole, "a table").what());
    for (const auto& [name, value] : *table) {
        const std::string key(name.str());
        const Value entry{key, value};
        standing_at(entry.place(), [&] { use(key, text(entry)); });
    }
}

template <class Use>
void for_each_text(const Value& list, Use use) {
    const toml::array* array = list.node.as_array();
    if (array == nullptr) throw wrong_type(list, "a list of strings");
    for (const toml::node& node : *array) {
        const Value element{list.key, node};
        standing_at(element.place(), [&] { use(text(element)); });
    }
}

class Reader {
  public:
    explicit Reader(const std::string& where) : draft_(where) {}

    Application read(const toml::table& file) {
        require_known(file, std::array<std::string_view, 5>{"name", "conserved", "process",
                                                            "channels", "predicates"});
        if (const toml::node* name = file.get("name"))
            draft_ = ApplicationDraft(standing_at(
                place_of(name->source()), [&] { return printable(text({"name", *name})); }));
        for_each_process(file, [&](const toml::table& table) { add_process(table); });
        for_each_entry(
            file.get("channels"), "channels",
            [&](const std::string& name, const std::string& ends) { add_channel(name, ends); });
        for_each_process(file, [&](const toml::table& table) { add_transitions(table); });
        for_each_process(file, [&](const toml::table& table) { require_senders(table); });
        Application application = draft_.finished();
        add_expressions(file, application);
        return application;
    }

  private:
    template <class Use>
    static void for_each_process(const toml::table& file, Use use) {
        const toml::node* list = file.get("process");
        if (list == nullptr) throw InputError("there is no [[process]] in it");
        const toml::array* array = list->as_array();
        if (array == nullptr || !array->is_homogeneous(toml::node_type::table))
            throw ErrorAt(place_of(list->source()),
                          wrong_type({"process", *list}, "a list of tables, [[process]],").what());
        for (const toml::node& element : *array)
            standing_at(place_of(element.source()), [&] { use(*element.as_table()); });
    }

    static Value required(const toml::table& table, std::string_view key) {
        const toml::node* node = table.get(key);
        if (node == nullptr)
            throw InputError(key == "initial" ? "this process has no initial state"
                                              : fmt::format("this process has no {}", key));
        return {key, *node};
    }

    void add_process(const toml::table& table) {
        require_known(table,
                      std::array<std::string_view, 4>{"name", "states", "initial", "transitions"});
        const Value name = required(table, "name");
        const Value states = required(table, "states");
        const Value initial = required(table, "initial");
        standing_at(name.place(), [&] { draft_.add_process(text(name)); });
        standing_at(states.place(), [&] {
            for_each_text(states, [&](const std::string& state) { draft_.add_state(state); });
        });
        standing_at(initial.place(), [&] { draft_.begin_in(text(initial)); });
    }

    void add_channel(const std::string& name, std::string_view ends) {
        const std::size_t arrow = ends.find("->");
        if (arrow == std::string_view::npos)
            throw InputError(fmt::format("channel {}: {} has no arrow, as in 'p -> q'",
                                         in_quotes(name), in_quotes(ends)));
        const auto trimmed = [](std::string_view word) {
            const std::size_t first = std::min(word.find_first_not_of(' '), word.size());
            return word.substr(first, word.find_last_not_of(' ') + 1 - first);
        };
        draft_.add_channel(name, trimmed(ends.substr(0, arrow)), trimmed(ends.substr(arrow + 2)));
    }

    void add_transitions(const toml::table& table) {
        if (table.get("transitions") == nullptr) return;
        const std::string process = text(required(table, "name"));
        for_each_text(required(table, "transitions"), [&](const std::string& transition) {
            draft_.add_transition(process, transition);
        });
    }

    // Once all transitions are known: here a mistake is told with its place.
    void require_senders(const toml::table& table) const {
        const std::string process = text(required(table, "name"));
        std::size_t transition = 0;
        if (table.get("transitions") != nullptr)
            for_each_text(required(table, "transitions"), [&](const std::string&) {
                draft_.require_sender(process, transition++);
            });
    }

    // Read once all names are known, and parsed here so that a mistake is told with its place.
    static void add_expressions(const toml::table& file, Application& application) {
        if (const toml::node* conserved = file.get("conserved"))
            standing_at(place_of(conserved->source()), [&] {
                application.conserved = text({"conserved", *conserved});
                Predicate(application.conserved, application);
            });
        // An expression speaks of states, and not of other expressions of the file: none could be
        // its own.
        std::vector<NamedPredicate> predicates;
        for_each_entry(file.get("predicates"), "predicates",
                       [&](const std::string& name, const std::string& expression) {
                           Predicate(expression, application);
                           predicates.push_back({printable(name), expression});
                       });
        application.predicates = std::move(predicates);
    }

    ApplicationDraft draft_;
};

}  // namespace

Application parse_application(std::string_view text, const std::string& where) {
    const auto error_at = [&](const Place& place, std::string_view message) {
        return InputError(fmt::format("{}:{}:{}: {}", printable(where), place.line, place.column,
                                      printable(message)));
    };
    try {
        return Reader(printable(where)).read(toml::parse(text, where));
    } catch (const toml::parse_error& error) {
        throw error_at(place_of(error.source()), error.description());
    } catch (const ErrorAt& error) {
        throw error_at(error.place, error.what());
    } catch (const InputError& error) {
        throw InputError(fmt::format("{}: {}", printable(where), error.what()));
    }
}

Application read_application(const std::string& word) {
    if (!word.ends_with(".toml")) {
        if (word.find_first_of("/.") != std::string::npos)
            throw InputError("application " + in_quotes(word) +
                             ": the name of a file has to end with .toml");
        return built_in_application(word);
    }
    return parse_application(read_text_file(word, "application"), word);
}

}  // namespace snapcheck
