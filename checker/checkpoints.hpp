// A search that another process can take up: every now and then what it knows is saved, as one file
// in a folder of its own. Only where nothing is on its way: then there is little to know, the
// states at hand, what was counted, and what judges remember.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "checker/folder_lock.hpp"
#include "checker/packed_file.hpp"

namespace snapcheck {

class Checkpoints {
  public:
    /// Something in which a search must be like the one that was saved, for its figures to be the
    /// same: "topology", "0-1,1-0".
    struct Trait {
        std::string name;
        std::string value;
    };

    struct Plan {
        std::filesystem::path folder;
        std::chrono::milliseconds every;
        std::vector<Trait> traits;
    };

    /// A search from the beginning: makes the folder. Throws InputError, also where it holds a
    /// checkpoint already, where another run uses it, or where no file can be written.
    static Checkpoints begin(Plan plan);
    /// A search that goes on from what the folder holds; where it holds nothing, since nothing had
    /// been saved yet, from the beginning. Throws InputError as `begin` does, and for a checkpoint
    /// that is damaged, or of a search with other traits.
    static Checkpoints resume(Plan plan);

    /// How states are laid out: of the checkpoint to resume, if there is one.
    const std::optional<std::vector<std::uint64_t>>& saved_layout() const { return saved_layout_; }
    /// States are laid out so from now on. If it is not as in the checkpoint, that cannot be
    /// resumed.
    void lay_out(const std::vector<std::uint64_t>& layout);

    /// What is to be resumed, once: nullptr for a search from the beginning.
    std::unique_ptr<PackedReader> take_saved() { return std::move(saved_); }

    bool due() const;
    /// Throws DiskFull; then the checkpoint before it still stands.
    void save(const std::function<void(PackedWriter&)>& write);
    /// When there is a verdict, and nothing to resume.
    void remove();

  private:
    using Clock = std::chrono::steady_clock;

    explicit Checkpoints(Plan plan) : plan_(std::move(plan)) {}
    std::filesystem::path file() const { return plan_.folder / "checkpoint"; }
    void take_folder();
    void open_saved();

    Plan plan_;
    std::optional<FolderLock> lock_;
    std::unique_ptr<PackedReader> saved_;
    std::optional<std::vector<std::uint64_t>> saved_layout_;
    std::vector<std::uint64_t> layout_;
    Clock::time_point last_ = Clock::now();
};

}  // namespace snapcheck
