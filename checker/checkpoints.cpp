#include "checker/checkpoints.hpp"

#include "checker/input_error.hpp"
#include "checker/printable.hpp"

namespace snapcheck {

namespace {

constexpr std::uint64_t format = 0x31746e6f706b6863;  // "chkpont1", as the first eight bytes

// False, too, where that cannot be told: a name that is too long, links that go round in circles.
bool is_folder(const std::filesystem::path& path) {
    std::error_code error;
    return std::filesystem::is_directory(path, error);
}

}  // namespace

Checkpoints Checkpoints::begin(Plan plan) {
    Checkpoints checkpoints(std::move(plan));
    std::error_code error;
    std::filesystem::create_directories(checkpoints.plan_.folder, error);
    if (!is_folder(checkpoints.plan_.folder))
        throw InputError(checkpoints.plan_.folder.string() + " cannot be made");
    checkpoints.take_folder();
    if (std::filesystem::exists(checkpoints.file(), error))
        throw InputError(checkpoints.plan_.folder.string() +
                         " holds a checkpoint already: resume it, or remove it");
    return checkpoints;
}

Checkpoints Checkpoints::resume(Plan plan) {
    Checkpoints checkpoints(std::move(plan));
    if (!is_folder(checkpoints.plan_.folder))
        throw InputError(checkpoints.plan_.folder.string() + " is no folder");
    checkpoints.take_folder();
    std::error_code error;
    if (std::filesystem::exists(checkpoints.file(), error)) checkpoints.open_saved();
    return checkpoints;
}

// That nothing can be saved is to be known before there is something to save. What a run that was
// killed while it saved has left behind goes with the attempt.
void Checkpoints::take_folder() {
    lock_.emplace(plan_.folder);
    try {
        const PackedWriter attempt(file());
    } catch (const DiskFull&) {
        throw InputError("no file can be written in " + plan_.folder.string());
    }
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
