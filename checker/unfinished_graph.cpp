#include "checker/unfinished_graph.hpp"

#include <algorithm>
#include <stdexcept>

namespace snapcheck {

namespace {

// A batch brings every shard through the cache once, so a large graph needs large batches.
constexpr std::uint32_t least_batch = 1U << 15;
constexpr std::uint32_t most_batches = 8;
constexpr std::uint32_t chunk_size = 1U << 10;
// Fewer states than that are not worth the trouble of handing them round.
constexpr std::uint32_t worth_sharing = 256;
// The number of a state has 32 bits, and its number in its shard 26.
constexpr std::uint32_t most_states = 1U << 31;

}  // namespace

unsigned ObligationNumbers::find(Obligation obligation, unsigned first, unsigned last) const {
    while (first < last && known_[first] != obligation) ++first;
    return first;
}

std::uint8_t ObligationNumbers::number_of(Obligation obligation) {
    const unsigned seen = count_.load(std::memory_order_acquire);
    unsigned number = find(obligation, 0, seen);
    if (number < seen) return static_cast<std::uint8_t>(number);
    const std::lock_guard lock(adding_);
    const unsigned count = count_.load(std::memory_order_relaxed);
    number = find(obligation, seen, count);
    if (number < count) return static_cast<std::uint8_t>(number);
    if (count == known_.size()) throw std::length_error("more than 64 obligations");
    known_[count] = obligation;
    count_.store(count + 1, std::memory_order_release);
    return static_cast<std::uint8_t>(count);
}

UnfinishedGraph::UnfinishedGraph(const Generator& model, const Purpose& purpose,
                                 const Limits& limits, unsigned workers)
    : model_(model), purpose_(purpose), workers_(workers), desks_(workers_.count()) {
    for (unsigned s = 0; s < shards; ++s) shards_.push_back({WordSet(model.words()), {}});
    for (Desk& desk : desks_) desk.next.resize(model.words());
    add_initial();
    explore(limits);
    chunks_.clear();
    chunks_.shrink_to_fit();
}

UnfinishedGraph::Place UnfinishedGraph::place_of(std::size_t shard, std::size_t index) {
    Place place;
    place.shard = shard & (shards - 1);
    place.index = index & (~0U >> shard_bits);
    return place;
}

void UnfinishedGraph::Chunk::clear() {
    degrees.clear();
    successors.clear();
    for (auto* const of_edges : {&met, &shard, &fresh}) of_edges->clear();
    for (auto& of_shard : edges) of_shard.clear();
}

void UnfinishedGraph::add_initial() {
    model_.for_each_initial([&](View state) {
        if (purpose_.reached(state)) return;
        const std::size_t shard = shard_of(hash(state, model_.words()), shard_bits);
        const auto [index, fresh] = shards_[shard].states.insert(state);
        if (!fresh) return;
        shards_[shard].numbers.push_back(states());
        places_.push_back(place_of(shard, index));
        parents_.push_back(no_parent);
    });
    pending_.resize(places_.size());
    traits_.resize(places_.size());
}

// In the order of the states' numbers, so that the first state of its kind is a nearest one.
void UnfinishedGraph::explore(const Limits& limits) {
    std::uint32_t from = 0;
    while (from < states()) {
        if (const auto limit = limit_reached(limits)) {
            ending_ = *limit;
            break;
        }
        const std::uint32_t last =
            from + std::min(states() - from, std::max(least_batch, states() / most_batches));
        const std::size_t chunks = cut_into_chunks(from, last);
        Workers alone(1);
        Workers& workers = last - from < worth_sharing ? alone : workers_;
        workers.for_each(
            chunks, [&](std::size_t i, unsigned worker) { expand(chunks_[i], desks_[worker]); });
        workers.for_each(shards, [&](std::size_t shard, unsigned) {
            collect(static_cast<unsigned>(shard), chunks);
        });
        make_room(chunks);
        workers.for_each(chunks, [&](std::size_t i, unsigned) { number(chunks_[i]); });
        workers.for_each(chunks, [&](std::size_t i, unsigned) { connect(chunks_[i]); });
        from = last;
    }
    while (graph_.nodes() < states()) graph_.first.push_back(graph_.targets.size());
}

std::size_t UnfinishedGraph::cut_into_chunks(std::uint32_t first, std::uint32_t last) {
    const std::size_t count = (last - first + chunk_size - 1) / chunk_size;
    if (chunks_.size() < count) chunks_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        chunks_[i].clear();
        chunks_[i].first = first + static_cast<std::uint32_t>(i) * chunk_size;
        chunks_[i].last = std::min(last, chunks_[i].first + chunk_size);
    }
    return count;
}

void UnfinishedGraph::expand(Chunk& chunk, Desk& desk) {
    for (std::uint32_t from = chunk.first; from < chunk.last; ++from) expand(from, chunk, desk);
    chunk.fresh.resize(chunk.met.size());
    chunk.index.resize(chunk.met.size());
}

void UnfinishedGraph::expand(std::uint32_t from, Chunk& chunk, Desk& desk) {
    const View here = state(from);
    const unsigned words = model_.words();
    desk.listed.clear();
    purpose_.list_pending(here, desk.listed);
    for (const Obligation obligation : desk.listed)
        pending_[from] |= ObligationSet{1} << obligations_.number_of(obligation);
    model_.list_steps(here, desk.steps);
    traits_[from].begun = purpose_.begun(here);
    traits_[from].rests = traits_[from].begun && (desk.steps.empty() || purpose_.may_rest(here));
    const std::size_t before = chunk.met.size();
    for (const Step step : desk.steps) {
        std::copy_n(here, words, desk.next.begin());
        model_.take(desk.next.data(), step);
        if (purpose_.reached(desk.next.data())) {
            traits_[from].finishes = true;
            continue;
        }
        std::copy_n(desk.next.data(), words, chunk.successors.extend(words));
        const std::size_t shard = shard_of(hash(desk.next.data(), words), shard_bits);
        chunk.edges[shard].push_back(static_cast<std::uint32_t>(chunk.met.size()));
        chunk.shard.push_back(static_cast<std::uint8_t>(shard));
        const std::optional<Obligation> met = purpose_.met_by(here, step);
        chunk.met.push_back(met ? obligations_.number_of(*met) : nothing);
    }
    chunk.degrees.push_back(static_cast<std::uint32_t>(chunk.met.size() - before));
}

// Chunk by chunk, edge by edge: which edge is the first to a state is no matter of workers.
void UnfinishedGraph::collect(unsigned number, std::size_t chunks) {
    Shard& shard = shards_[number];
    const unsigned words = model_.words();
    for (std::size_t i = 0; i < chunks; ++i)
        for (const std::uint32_t edge : chunks_[i].edges[number]) {
            const auto place =
                shard.states.insert(chunks_[i].successors.begin() + std::size_t{edge} * words);
            chunks_[i].index[edge] = static_cast<std::uint32_t>(place.index);
            chunks_[i].fresh[edge] = place.fresh ? 1 : 0;
        }
    shard.numbers.resize(shard.states.size());
}

// The only sequential point: where the edges and the new states of each chunk belong.
void UnfinishedGraph::make_room(std::size_t chunks) {
    std::uint64_t edges = graph_.targets.size();
    std::uint32_t known = states();
    for (std::size_t i = 0; i < chunks; ++i) {
        Chunk& chunk = chunks_[i];
        chunk.first_edge = edges;
        chunk.first_fresh = known;
        for (const std::uint32_t degree : chunk.degrees) graph_.first.push_back(edges += degree);
        known += static_cast<std::uint32_t>(std::ranges::count(chunk.fresh, 1));
    }
    graph_.targets.resize(edges);
    met_.resize(edges);
    places_.resize(known);
    parents_.resize(known);
    pending_.resize(known);
    traits_.resize(known);
}

void UnfinishedGraph::number(const Chunk& chunk) {
    std::uint32_t next = chunk.first_fresh;
    std::size_t edge = 0;
    for (std::uint32_t from = chunk.first; from < chunk.last; ++from)
        for (std::uint32_t k = 0; k < chunk.degrees[from - chunk.first]; ++k, ++edge) {
            if (chunk.fresh[edge] == 0) continue;
            shards_[chunk.shard[edge]].numbers[chunk.index[edge]] = next;
            places_[next] = place_of(chunk.shard[edge], chunk.index[edge]);
            parents_[next++] = from;
        }
}

void UnfinishedGraph::connect(const Chunk& chunk) {
    for (std::size_t edge = 0; edge < chunk.met.size(); ++edge) {
        graph_.targets[chunk.first_edge + edge] =
            shards_[chunk.shard[edge]].numbers[chunk.index[edge]];
        met_[chunk.first_edge + edge] = chunk.met[edge];
    }
}

std::optional<Ending> UnfinishedGraph::limit_reached(const Limits& limits) const {
    if (limits.interrupt != nullptr && *limits.interrupt) return Ending::interrupted;
    if (std::chrono::steady_clock::now() >= limits.deadline) return Ending::time_limit;
    if (states() >= limits.max_states) return Ending::state_limit;
    if (bytes() >= limits.max_bytes || states() >= most_states) return Ending::memory_limit;
    return std::nullopt;
}

// What it takes to find the components is included, before it is taken: nobody asks again then.
std::uint64_t UnfinishedGraph::bytes() const {
    // The words, an index that is half empty, numbers, places, parents, obligations, edges.
    const std::uint64_t each = model_.words() * 8 + 16 + 4 + 4 + 4 + 8 + 8 + 1;
    const std::uint64_t of_components = 4 + 4 + 4 + 16;
    std::uint64_t bytes = states() * (each + of_components) + graph_.targets.size() * 5;
    for (const Chunk& chunk : chunks_)
        bytes += chunk.successors.bytes() + chunk.met.capacity() * 11;
    return bytes;
}

Step UnfinishedGraph::step_along(std::uint32_t from, std::uint64_t edge) const {
    std::vector<Step> steps;
    model_.list_steps(state(from), steps);
    std::uint64_t at = graph_.first[from];
    for (const Step step : steps) {
        std::vector<std::uint64_t> next(state(from), state(from) + model_.words());
        model_.take(next.data(), step);
        if (purpose_.reached(next.data())) continue;
        if (at++ == edge) return step;
    }
    throw std::logic_error("an edge without a step");
}

std::vector<Step> UnfinishedGraph::path_to(std::uint32_t index) const {
    std::vector<Step> path;
    for (std::uint32_t to = index; parents_[to] != no_parent; to = parents_[to]) {
        const std::uint32_t from = parents_[to];
        std::uint64_t edge = graph_.first[from];
        while (graph_.targets[edge] != to) ++edge;
        path.push_back(step_along(from, edge));
    }
    std::ranges::reverse(path);
    return path;
}

}  // namespace snapcheck
