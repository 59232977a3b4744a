#include "checker/checkpoints.hpp"

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {

namespace {

constexpr std::uint64_t format = 0x31746e6f706b6863;  // "chkpont1", as the first eight bytes

}  // namespace

Checkpoints Checkpoints::begin(Plan plan) {
    Checkpoints checkpoints(std::move(plan));
    std::error_code error;
    std::filesystem::create_directories(checkpoints.plan_.folder, error);
    if (!std::filesystem::is_directory(checkpoints.plan_.folder))
        throw InputError(checkpoints.plan_.folder.string() + " cannot be made");
    if (std::filesystem::exists(checkpoints.file()))
        throw InputError(checkpoints.plan_.folder.string() +
                         " holds a checkpoint already: resume it, or remove it");
    return checkpoints;
}

Checkpoints Checkpoints::resume(Plan plan) {
    Checkpoints checkpoints(std::move(plan));
    if (!std::filesystem::is_directory(checkpoints.plan_.folder))
        throw InputError(checkpoints.plan_.folder.string() + " is no folder");
    if (std::filesystem::exists(checkpoints.file())) checkpoints.open_saved();
    return checkpoints;
}

void Checkpoints::open_saved() {
    saved_ = std::make_unique<PackedReader>(file());
    if (saved_->get() != format) throw InputError(file().string() + " is not a checkpoint");
    const std::uint64_t traits = saved_->get();
    if (traits != plan_.traits.size())
        throw InputError(file().string() + " is of another version of the program");
    for (const Trait& trait : plan_.traits) {
        const std::string name = saved_->get_text();
        const std::string value = saved_->get_text();
        if (name == trait.name && value == trait.value) continue;
        throw InputError(file().string() + " is of another search: " + printable(name) + " " +
                         in_quotes(value) + " and not " + in_quotes(trait.value));
    }
    saved_layout_ = saved_->get_list();
}

void Checkpoints::lay_out(const std::vector<std::uint64_t>& layout) {
    layout_ = layout;
    if (layout != saved_layout_) saved_.reset();
}

bool Checkpoints::due() const {
    return Clock::now() - last_ >= plan_.every;
}

void Checkpoints::save(const std::function<void(PackedWriter&)>& write) {
    PackedWriter out(file());
    out.put(format);
    out.put(plan_.traits.size());
    for (const Trait& trait : plan_.traits) {
        out.put_text(trait.name);
        out.put_text(trait.value);
    }
    out.put_list(layout_);
    write(out);
    out.finish();
    last_ = Clock::now();
}

void Checkpoints::remove() {
    std::error_code error;
    std::filesystem::remove(file(), error);
}

}  // namespace snapcheck
