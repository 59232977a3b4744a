#include "checker/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "checker/input_error.hpp"

namespace snapcheck {

FolderLock::FolderLock(const std::filesystem::path& folder)
    : file_(new int(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), [](const int* file) {
          if (*file >= 0) close(*file);
          delete file;
      }) {
    if (*file_ >= 0 && flock(*file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw InputError(folder.string() + " is used by another run");
}

}  // namespace snapcheck
