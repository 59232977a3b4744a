// The one seam between the search and threads. The library does the work with oneTBB; under
// ThreadSanitizer, which cannot see into Debian's libtbb, with std::jthread (parallel.cpp).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace snapcheck {

/// A fixed number of workers that share out tasks.
class Workers {
  public:
    explicit Workers(unsigned count);
    ~Workers();
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;

    unsigned count() const { return count_; }

    /// Calls body(task, worker) once for each task in 0..tasks-1; worker < count(), and no two
    /// calls that run at the same time have the same worker. The first exception is thrown on to
    /// the caller.
    void for_each(std::size_t tasks, const std::function<void(std::size_t, unsigned)>& body);

  private:
    struct Pool;
    unsigned count_;
    std::unique_ptr<Pool> pool_;
};

}  // namespace snapcheck
