"""Chandy-Lamport explored a second time, slowly, from the words of docs/semantics.md alone.

It shares nothing with the program: states are tuples, the search is a queue and a dictionary, and the
runs are counted over the finished graph. tests/docs_commands.py compares what it prints.

    python3 naive.py TOPOLOGY fifo|bag MESSAGES [INITIATOR...]
"""

from collections import deque
import sys


def edges(topology):
    kind, size = topology.split(":")
    n = int(size)
    if kind == "ring":
        return sorted({(i, (i + 1) % n) for i in range(n)})
    if kind == "line":
        return sorted(e for i in range(n - 1) for e in ((i, i + 1), (i + 1, i)))
    return [(i, j) for i in range(n) for j in range(n) if i != j]  # complete


class Model:
    """A state: a tuple for each process (recorded, open), then one for each channel:
    (sent, content, received, recorded as sent, recorded as received, recorded content)."""

    def __init__(self, topology, ordered, messages, initiators):
        self.ordered, self.messages, self.initiators = ordered, messages, initiators
        self.channels = edges(topology)
        self.processes = 1 + max(max(e) for e in self.channels)
        self.inputs = [[c for c, e in enumerate(self.channels) if e[1] == p] for p in range(self.processes)]
        self.outputs = [[c for c, e in enumerate(self.channels) if e[0] == p] for p in range(self.processes)]

    def initial(self):
        return ((False, ()),) * self.processes, ((0, (), (), None, None, ()),) * len(self.channels)

    def steps(self, state):
        processes, channels = state
        for p in self.initiators:
            if not processes[p][0]:
                yield ("initiate", p), self.changed(state, lambda s, p=p: self.record(s, p))
        for c, channel in enumerate(channels):
            if channel[0] < self.messages:
                yield ("send", c), self.changed(state, lambda s, c=c: self.send(s, c))
        for c, channel in enumerate(channels):
            content = channel[1][:1] if self.ordered else sorted(set(channel[1]))
            for item in content:  # a message is its number, a marker is 0
                yield ("deliver", c, item), self.changed(state, lambda s, c=c, i=item: self.deliver(s, c, i))

    @staticmethod
    def changed(state, change):
        new = [list(map(list, part)) for part in state]
        change(new)
        return tuple(tuple(map(tuple, part)) for part in new)

    def put(self, channel, item):
        channel[1] = (*channel[1], item)
        if not self.ordered:
            channel[1] = tuple(sorted(channel[1]))

    def record(self, state, p):  # the Marker-Sending Rule, and the freezing of the application
        processes, channels = state
        processes[p] = [True, tuple(self.inputs[p])]
        for c in self.inputs[p]:
            channels[c][4] = channels[c][2]
        for c in self.outputs[p]:
            channels[c][3] = channels[c][0]
            self.put(channels[c], 0)

    def send(self, state, c):
        channel = state[1][c]
        channel[0] += 1
        self.put(channel, channel[0])

    def deliver(self, state, c, item):
        processes, channels = state
        channel, target = channels[c], self.channels[c][1]
        rest = list(channel[1])
        rest.remove(item)
        channel[1] = tuple(rest)
        if item == 0:  # the Marker-Receiving Rule
            if not processes[target][0]:
                self.record(state, target)
            processes[target][1] = tuple(o for o in processes[target][1] if o != c)
            return
        if c in processes[target][1]:
            channel[5] = (*channel[5], item) if self.ordered else tuple(sorted((*channel[5], item)))
        channel[2] = (*channel[2], item) if self.ordered else tuple(sorted((*channel[2], item)))

    @staticmethod
    def complete(state):
        return all(recorded and not still_open for recorded, still_open in state[0])

    @staticmethod
    def cut(state):
        return tuple(channel[3:] for channel in state[1])

    def broken(self, state):
        """Three of the properties, of a complete snapshot."""
        found = set()
        for _, _, _, sent, received, recorded in state[1]:
            sent_set = set(range(1, sent + 1))
            if not sent_set <= set(received) | set(recorded):
                found.add("no-lost")
            if not set(received) <= sent_set:
                found.add("no-orphan")
            if not sent_set <= set(received):
                found.add("transitless")
        return found


def explore(model):
    start = model.initial()
    depth, graph, queue = {start: 0}, {}, deque([start])
    while queue:
        state = queue.popleft()
        graph[state] = [after for _, after in model.steps(state)]
        for after in graph[state]:
            if after not in depth:
                depth[after] = depth[state] + 1
                queue.append(after)
    return depth, graph


def count_runs(graph, start):
    """Paths from the start to a state without successors, over an explicit stack."""
    runs, stack = {}, [start]
    while stack:
        state = stack[-1]
        missing = [after for after in graph[state] if after not in runs]
        stack.extend(missing)
        if not missing:
            runs[stack.pop()] = sum(runs[after] for after in graph[state]) if graph[state] else 1
    return runs[start]


def main():
    topology, discipline, messages = sys.argv[1:4]
    initiators = sorted(map(int, sys.argv[4:] or ["0"]))
    model = Model(topology, discipline == "fifo", int(messages), initiators)
    depth, graph = explore(model)
    complete = [state for state in graph if model.complete(state)]
    print(f"states {len(graph)}, transitions {sum(map(len, graph.values()))}, depth {max(depth.values())}")
    print(f"terminal {sum(not after for after in graph.values())}, snapshots {len(set(map(model.cut, complete)))}")
    print(f"interleavings {count_runs(graph, model.initial())}")
    first = {}
    for state in complete:
        for name in model.broken(state):
            first[name] = min(first.get(name, depth[state]), depth[state])
    for name, steps in sorted(first.items()):
        print(f"{name} violated, first after {steps} steps")


if __name__ == "__main__":
    main()
