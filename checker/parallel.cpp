#include "checker/parallel.hpp"

#ifdef SNAPCHECK_PARALLEL_WITH_JTHREAD
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>
#else
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#endif

namespace snapcheck {

#ifdef SNAPCHECK_PARALLEL_WITH_JTHREAD

struct Workers::Pool {
    explicit Pool(unsigned workers) : count(workers) {}

    void for_each(std::size_t tasks, const std::function<void(std::size_t, unsigned)>& body) const {
        std::atomic<std::size_t> next = 0;
        std::exception_ptr failure;
        std::mutex failing;
        const auto work = [&](unsigned worker) {
            try {
                for (std::size_t task = next++; task < tasks; task = next++) body(task, worker);
            } catch (...) {
                const std::lock_guard lock(failing);
                if (!failure) failure = std::current_exception();
                next = tasks;
            }
        };
        {
            std::vector<std::jthread> threads;
            for (unsigned worker = 0; worker < count; ++worker) threads.emplace_back(work, worker);
        }
        if (failure) std::rethrow_exception(failure);
    }

    unsigned count;
};

#else

struct Workers::Pool {
    explicit Pool(unsigned workers)
        : threads(tbb::global_control::max_allowed_parallelism, workers),
          arena(static_cast<int>(workers)) {}

    void for_each(std::size_t tasks, const std::function<void(std::size_t, unsigned)>& body) {
        arena.execute([&] {
            tbb::parallel_for(
                tbb::blocked_range<std::size_t>(0, tasks, 1),
                [&](const tbb::blocked_range<std::size_t>& range) {
                    const int worker = tbb::this_task_arena::current_thread_index();
                    for (std::size_t task = range.begin(); task != range.end(); ++task)
                        body(task, static_cast<unsigned>(worker));
                },
                tbb::simple_partitioner{});
        });
    }

    tbb::global_control threads;  // more workers than cores are allowed, and tested
    tbb::task_arena arena;
};

#endif

Workers::Workers(unsigned count) : count_(count == 0 ? 1 : count) {
    if (count_ > 1) pool_ = std::make_unique<Pool>(count_);
}

Workers::~Workers() = default;

void Workers::for_each(std::size_t tasks, const std::function<void(std::size_t, unsigned)>& body) {
    if (pool_ && tasks > 1) return pool_->for_each(tasks, body);
    for (std::size_t task = 0; task < tasks; ++task) body(task, 0);
}

}  // namespace snapcheck
