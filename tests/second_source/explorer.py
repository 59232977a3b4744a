#!/usr/bin/env python3
"""Every algorithm explored a second time, breadth first and naively. It shares no code with the program: a world is a
handful of objects, a state what they hold as nested tuples, the search a queue and a dictionary. docs/semantics.md
says what it is a witness of ("Second source").

    explorer.py ALGORITHM TOPOLOGY DISCIPLINE (MESSAGES | BUDGET,BUDGET,...) [INITIATOR...]
"""

from collections import Counter, deque
import pathlib
import sys

from disciplines import DISCIPLINES

sys.path.append(str(pathlib.Path(__file__).parents[2] / "tools"))
from certificate.rules import ALGORITHMS  # noqa: E402

WHEN_COMPLETE = ("no-lost", "no-orphan", "no-orphan-in-channel", "no-duplicate", "exact-channels", "conserved",
                 "transitless")
PROPERTIES = (*WHEN_COMPLETE, "records-in-time", "post-marker-unrecorded", "terminates", "keeps-invariants")


# --- the network


def channels_of(topology):
    kind, _, rest = topology.partition(":")
    if kind == "edges":
        return sorted(tuple(map(int, edge.split("-"))) for edge in rest.split(","))
    n = int(rest)
    if kind == "ring":
        return sorted((i, (i + 1) % n) for i in range(n))
    if kind == "line":
        return [(i, j) for i in range(n) for j in range(n) if abs(i - j) == 1]
    assert kind == "complete", topology
    return [(i, j) for i in range(n) for j in range(n) if i != j]


class Network:
    """Processes, channels, and what both searches from the initiators make of them."""

    def __init__(self, topology, initiators):
        self.channels = channels_of(topology)
        self.processes = 1 + max(map(max, self.channels))
        self.initiators = sorted(initiators)
        self.inputs = [frozenset(c for c, e in enumerate(self.channels) if e[1] == p) for p in range(self.processes)]
        self.outputs = [[c for c, e in enumerate(self.channels) if e[0] == p] for p in range(self.processes)]
        self.reached_by = self.breadth_first()
        self.back_edges = self.depth_first()

    def breadth_first(self):
        """A spanning tree: of each process but the roots, the channel that leads to it."""
        reached, queue = {}, deque(self.initiators)
        while queue:
            for c in self.outputs[queue.popleft()]:
                target = self.channels[c][1]
                if target not in reached and target not in self.initiators:
                    reached[target] = c
                    queue.append(target)
        return reached

    def depth_first(self):
        """Channels to a process that the search is still busy with."""
        seen, busy, back = set(), set(), set()

        def visit(p):
            seen.add(p)
            busy.add(p)
            for c in self.outputs[p]:
                target = self.channels[c][1]
                if target in busy:
                    back.add(c)
                elif target not in seen:
                    visit(target)
            busy.remove(p)

        for p in self.initiators:
            if p not in seen:
                visit(p)
        return frozenset(back)


# --- a state


def frozen(value):
    if isinstance(value, dict):
        return frozenset((key, item) for key, item in value.items() if item)
    return value


class Part:
    """What changes of a channel or a process: values, which are replaced, and dictionaries, which are copied."""

    def __init__(self, **values):
        vars(self).update(values)

    def copy(self):
        twin = object.__new__(type(self))
        vars(twin).update({k: v.copy() if isinstance(v, dict) else v for k, v in vars(self).items()})
        return twin

    def key(self):
        return tuple(map(frozen, vars(self).values()))


class World:
    def __init__(self, channels, memories, recorded, known, faults):
        self.channels, self.memories, self.recorded = channels, memories, recorded
        self.known, self.faults = known, faults

    def copy(self):
        return World([c.copy() for c in self.channels], [Part.copy(m) for m in self.memories], self.recorded,
                     list(self.known), self.faults)

    def key(self):
        return (tuple(c.key() for c in self.channels), tuple(Part.key(m) for m in self.memories), self.recorded,
                tuple(self.known), self.faults)


class Site:
    """A process in its network: what its algorithm sees and may do."""

    def __init__(self, model, world, number):
        self.model, self.world, self.network, self.number = model, world, model.network, number
        self.processes = model.network.processes
        self.inputs, self.outputs = model.network.inputs[number], model.network.outputs[number]
        self.initiator = number in model.network.initiators
        self.back_edges = self.inputs & model.network.back_edges

    recorded = property(lambda self: self.number in self.world.recorded)
    all_recorded = property(lambda self: len(self.world.recorded) == self.processes)
    children = property(lambda self: [c for c in self.outputs if c in self.network.reached_by.values()])
    parent = property(lambda self: self.reverse(self.network.reached_by[self.number]))

    def neighbour(self, c):
        return sum(self.network.channels[c]) - self.number

    def towards(self, process):
        return self.network.channels.index((self.number, process))

    def reverse(self, c):
        return self.network.channels.index(self.network.channels[c][::-1])

    def record_state(self):
        self.world.recorded |= {self.number}
        for c in self.outputs:
            self.world.channels[c].sent_in_cut = self.world.channels[c].sent
        for c in self.inputs:
            self.world.channels[c].received_in_cut = self.world.channels[c].received

    def log(self, c, message):
        self.world.channels[c].recorded = self.model.discipline.log(self.world.channels[c].recorded, message)

    def log_queue(self, c):
        for number, _, _ in self.world.channels[c].content:
            if number:
                self.log(c, number)

    def send(self, c, control):
        self.model.discipline.post_control(self.world, c, control)

    def send_ahead(self, c, control):
        self.model.discipline.post_ahead(self.world, c, control)

    def flood(self, control):
        for c in self.outputs:
            self.send(c, control)

    def multicast(self, control):
        self.model.discipline.multicast(self.world, self.outputs, control)


# --- the steps


class Model:
    def __init__(self, algorithm, topology, discipline, messages, initiators=(0,)):
        """`messages`: a number for each channel, or a list with a number for each process."""
        self.network = Network(topology, initiators)
        kind, _, number = discipline.partition(":")
        self.algorithm = ALGORITHMS[algorithm]
        self.discipline = DISCIPLINES[kind](self.network, int(number or 0))
        self.messages = messages

    def initial(self):
        channels = [Part(sent=0, content=(), outbox=(), received=(), sent_in_cut=None, received_in_cut=None,
                         recorded=()) for _ in self.network.channels]
        memories = [self.algorithm() for _ in range(self.network.processes)]
        known = [(0,) * len(channels)] * len(memories)
        return World(channels, memories, frozenset(), known, self.discipline.faults)

    def at(self, world, p):
        return world.memories[p], Site(self, world, p)

    def budget_lasts(self, world, c):
        if isinstance(self.messages, int):
            return world.channels[c].sent < self.messages
        source = self.network.channels[c][0]
        return sum(world.channels[o].sent for o in self.network.outputs[source]) < self.messages[source]

    def steps(self, world):
        """The possible steps, no two alike, as (what happens, with what)."""
        free = [p for p in range(self.network.processes) if not self.discipline.blocked(world, p)]
        for p in free:
            memory, here = self.at(world, p)
            if here.initiator and not here.recorded and memory.may_initiate(here):
                yield self.initiate, (p,)
            if memory.may_act(here):
                yield self.act, (p,)
            for c in here.outputs:
                if self.budget_lasts(world, c) and self.discipline.may_send(world, c) and memory.may_send(here, c):
                    yield self.send, (c,)
            for c in here.inputs:
                if memory.may_receive(here, c):
                    for content, stays in self.discipline.arrivals(world, c):
                        yield self.deliver, (c, content, stays)
        for c in range(len(self.network.channels)):
            if self.discipline.may_transport(world, c):
                yield self.discipline.transport, (c,)

    def initiate(self, world, p):
        memory, here = self.at(world, p)
        memory.initiate(here)

    def act(self, world, p):
        memory, here = self.at(world, p)
        memory.act(here)

    def send(self, world, c):
        memory, here = self.at(world, self.network.channels[c][0])
        stamp = memory.sending(here, c)
        world.channels[c].sent += 1
        self.discipline.post_message(world, c, (world.channels[c].sent, stamp))

    def deliver(self, world, c, content, stays):
        self.discipline.take(world, c, content, stays)
        memory, here = self.at(world, self.network.channels[c][1])
        number, payload, _ = content
        if number:
            memory.receive(here, c, number, payload)  # before the application sees it
            world.channels[c].received = tuple(sorted((*world.channels[c].received, number)))
        else:
            memory.receive_control(here, c, payload)

    # --- what is judged

    def complete(self, world):
        return (len(world.recorded) == self.network.processes
                and all(memory.done(Site(self, world, p)) for p, memory in enumerate(world.memories))
                and self.algorithm.collected(world.memories))

    def cut(self, world):
        """Of each channel: how many are recorded as sent (None: nothing yet), the messages that are recorded as
        received, or received so far, and the content."""
        return tuple(self.channel_cut(world, c, *ends) for c, ends in enumerate(self.network.channels))

    def channel_cut(self, world, c, source, target):
        channel, content = world.channels[c], world.channels[c].recorded
        if self.algorithm.content:
            both = {source, target} <= world.recorded
            content = self.algorithm.content(world.memories[source], world.memories[target], c) if both else ()
        received = channel.received if target not in world.recorded else channel.received_in_cut
        return channel.sent_in_cut, received, tuple(content)

    def violated(self, world, complete, terminal):
        """The properties that a state violates."""
        cut = self.cut(world)
        sent_so_far = [(set(range(1, sent + 1)), r, c) for sent, r, c in cut if sent is not None]
        yield "records-in-time", any(not set(r) <= s for s, r, _ in sent_so_far)
        yield "post-marker-unrecorded", any(not set(c) <= s for s, _, c in sent_so_far)
        yield "terminates", terminal and not complete
        yield "keeps-invariants", not self.algorithm.invariant(world.memories)
        if complete:
            for name, judge in JUDGES.items():
                yield name, any(judge(s, r, c) for s, r, c in sent_so_far)
            yield "conserved", sum(len(s) for s, _, _ in sent_so_far) != sum(len(r) + len(c) for _, r, c in sent_so_far)


# What is wrong with a channel, of which S was sent, R received (with repetitions) and C recorded.
JUDGES = {
    "no-lost": lambda S, R, C: not S <= {*R, *C},
    "no-orphan": lambda S, R, C: not {*R} <= S,
    "no-orphan-in-channel": lambda S, R, C: not {*C} <= S,
    "no-duplicate": lambda S, R, C: bool({*R} & {*C}) or len({*C}) < len(C),
    "exact-channels": lambda S, R, C: list(C) != sorted(S - {*R}),
    "transitless": lambda S, R, C: not S <= {*R},
}


# --- the search


class Result:
    def __init__(self):
        self.states = self.transitions = self.depth = self.terminal = self.stuck = 0
        self.cuts = set()
        self.first = {}  # of each violated property: the steps to the nearest state that violates it
        self.violations = Counter()
        self.successors = []

    snapshots = property(lambda self: len(self.cuts))
    violates = property(lambda self: [name for name in PROPERTIES if name in self.first])

    def interleavings(self):
        """Paths to a terminal state, over an explicit stack; None where a cycle leaves them without a number."""
        runs, stack, open_states = {}, [0], set()
        while stack:
            state = stack[-1]
            missing = [after for after in self.successors[state] if after not in runs]
            if not missing:
                runs[stack.pop()] = sum(runs[after] for after in self.successors[state]) or 1
                open_states.discard(state)
            elif open_states & set(missing):
                return None
            else:
                open_states.add(state)
                stack.extend(missing)
        return runs[0]


def explore(model, limit=None):
    """A Result, or None where there are more states than `limit`."""
    result, start = Result(), model.initial()
    index, queue = {start.key(): 0}, deque([(start, 0)])
    while queue:
        world, depth = queue.popleft()
        after = []
        for step, arguments in model.steps(world):
            changed = world.copy()
            step(changed, *arguments)
            key = changed.key()
            if key not in index:
                index[key] = len(index)
                queue.append((changed, depth + 1))
            after.append(index[key])
        result.successors.append(after)
        judge(result, model, world, depth)
        if limit and len(index) > limit:
            return None
    return result


def judge(result, model, world, depth):
    terminal, complete = not result.successors[-1], model.complete(world)
    result.states += 1
    result.transitions += len(result.successors[-1])
    result.depth = depth
    result.terminal += terminal
    result.stuck += terminal and not complete
    if complete:
        result.cuts.add(model.cut(world))
    for name, wrong in model.violated(world, complete, terminal):
        if wrong:
            result.first.setdefault(name, depth)
            result.violations[name] += 1


def main():
    algorithm, topology, discipline, messages = sys.argv[1:5]
    bound = [*map(int, messages.split(","))] if "," in messages else int(messages)
    result = explore(Model(algorithm, topology, discipline, bound, [*map(int, sys.argv[5:] or ["0"])]))
    print(f"states {result.states}, transitions {result.transitions}, depth {result.depth}")
    print(f"terminal {result.terminal}, stuck {result.stuck}, snapshots {result.snapshots}, "
          f"interleavings {result.interleavings()}")
    for name in result.violates:
        print(f"{name} violated in {result.violations[name]} states, first after {result.first[name]} steps")


if __name__ == "__main__":
    main()
