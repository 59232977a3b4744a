// A folder that one process at a time writes to: two that saved under one name would spoil each
// other's files.
#pragma once

#include <filesystem>
#include <memory>

namespace snapcheck {

/// Held until it is destroyed, or the process ends, however that ends (flock(2)).
class FolderLock {
  public:
    /// Throws InputError where another process holds it. Where a file system has no locks, nobody
    /// is kept away.
    explicit FolderLock(const std::filesystem::path& folder);

  private:
    std::shared_ptr<const int> file_;  // closed with the last copy
};

}  // namespace snapcheck
