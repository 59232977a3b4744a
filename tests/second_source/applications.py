#!/usr/bin/env python3
"""Chandy-Lamport, and a few of its mutants, on an application in a file, explored a second time: breadth first, states as
nested tuples, written from docs/applications.md and the paper. Says how many states there are, how many snapshots, which
properties fail first after how many steps, and whether the snapshot terminates, under which fairness. With an expression:
whether it is stable, and detected.

    applications.py FILE.toml [fifo|bag|lossy:N|bounded:N|bounded-blocking:N] [chandy-lamport|...] [initiator ...] [--snapshots N] [--stable EXPRESSION]
                    [--never-occurred]
"""

import argparse
import re
import tomllib

class Application:
    def __init__(self, text):
        table = tomllib.loads(text)
        self.names = [process["name"] for process in table["process"]]
        self.initial = tuple(process["initial"] for process in table["process"])
        ends = {}
        for name, arrow in table.get("channels", {}).items():
            source, target = (self.names.index(end.strip()) for end in arrow.split("->"))
            ends[name] = (source, target)
        self.channels = sorted(ends, key=ends.get)
        self.ends = [ends[name] for name in self.channels]
        self.spontaneous, self.receipts = [], {}
        for p, process in enumerate(table["process"]):
            for line in process.get("transitions", []):
                self.add(p, line)
        self.conserved = table.get("conserved")

    def add(self, p, line):
        before, actions, after = re.fullmatch(r"\s*([\w']+)\s*-(.*)-?>\s*([\w']+)\s*", line).groups()
        sends, receipt = [], None
        for action in filter(None, (part.strip(" -") for part in actions.split(","))):
            verb, content, _, channel = action.split()
            if verb == "send":
                sends.append((self.channels.index(channel), content))
            else:
                receipt = (self.channels.index(channel), content)
        if receipt is None:
            self.spontaneous.append((p, before, tuple(sends), after))
        else:
            self.receipts[p, before, *receipt] = (tuple(sends), after)

    def inputs(self, p):
        return [c for c, (_, target) in enumerate(self.ends) if target == p]

    def outputs(self, p):
        return [c for c, (source, _) in enumerate(self.ends) if source == p]

    def value(self, expression, locals_, channels):
        """Of an expression, in a global state: what is in channels without the markers."""
        def term(match):
            whose, what = match.groups()
            if whose in self.names:
                return str(int(locals_[self.names.index(whose)] == what))
            return str(channels[self.channels.index(whose)].count(what))
        names = {"messages": sum(map(len, channels)), "deadlocked": not self.can_go_on(locals_, channels)}
        return eval(re.sub(r"([A-Za-z_][\w']*)\.([\w']+)", term, expression), names)

    def can_go_on(self, locals_, channels):
        """Where channels keep their order."""
        heads = ((c, channel[0]) for c, channel in enumerate(channels) if channel)
        return any(locals_[p] == before for p, before, _, _ in self.spontaneous) or any(
            (self.ends[c][1], locals_[self.ends[c][1]], c, head) in self.receipts for c, head in heads)


# A state: locals, channels, and for each snapshot: recorded locals (None: not yet), open inputs, recorded contents, what a
# mutant remembers, and of each channel whether more than six messages would have been recorded (excess), a message that is
# recorded as sent was received and is not recorded (missed), or one was received and recorded so that is not recorded as
# sent (orphan), or is lost (lost); then what waits for a place in each channel, and how many losses are left. An item in a channel is a marker, (its snapshot,), or a message, (content, snapshots in which it is red).
RECORDED, OPEN, CONTENTS, MEMORY, MARKS = range(5)


def is_marker(item):
    return len(item) == 1


class Explorer:
    """With several snapshots, these are dealt to the initiators in turn, or the initiators to the snapshots."""

    def __init__(self, application, channels, variant, initiators, snapshots=1):
        self.app, self.variant, self.snapshots = application, variant, range(snapshots)
        self.network, _, number = channels.partition(":")
        self.number = int(number or 1)
        self.ordered, self.bounded = self.network != "bag", self.network.startswith("bounded")
        few = 0 < len(initiators) < snapshots
        self.owners = [[initiators[s % len(initiators)]] if few else initiators[s::snapshots] for s in self.snapshots]

    def start(self):
        n, m = len(self.app.names), len(self.app.channels)
        snapshot = ((None,) * n, (frozenset(),) * n, ((),) * m, (frozenset(),) * n, (frozenset(),) * m)
        losses = self.number if self.network == "lossy" else 0
        return (self.app.initial, ((),) * m, (snapshot,) * len(self.snapshots), ((),) * m, (losses,))

    def put(self, channel, item):
        return channel + (item,) if self.ordered else tuple(sorted(channel + (item,), key=repr))

    def put_marker(self, state, c, s):
        if self.bounded:
            return replaced(state, 3, c, state[3][c] + ((s,),))
        return replaced(state, 1, c, self.put(state[1][c], (s,)))

    def record(self, state, p, s):
        """The Marker-Sending Rule, or what the mutant has made of it."""
        state = noted(state, s, OPEN, p, frozenset(self.app.inputs(p)))
        if self.variant == "chandy-lamport:record-later":
            state = noted(state, s, MEMORY, p, frozenset({"began"}))
        else:
            state = noted(state, s, RECORDED, p, state[0][p])
        if self.variant == "chandy-lamport:late-marker":
            return noted(state, s, MEMORY, p, frozenset(self.app.outputs(p)))
        for c in self.app.outputs(p):
            state = self.put_marker(state, c, s)
        return state

    def recorded(self, state, p, s):
        return state[2][s][RECORDED][p] is not None

    def begun(self, state, p, s):
        return self.recorded(state, p, s) or "began" in state[2][s][MEMORY][p]

    def send(self, state, p, sends, after):
        reds = tuple(s for s in self.snapshots if self.recorded(state, p, s))
        for c, content in sends:
            state = replaced(state, 1, c, self.put(state[1][c], (content, reds)))
        return replaced(state, 0, p, after)

    def deliver(self, state, c, position):
        item, p = state[1][c][position], self.app.ends[c][1]
        without = replaced(state, 1, c, state[1][c][:position] + state[1][c][position + 1:])
        if is_marker(item):
            return self.marker(without, p, c, *item)
        key = (p, state[0][p], c, item[0])
        if key not in self.app.receipts:
            return None
        if not self.has_room(state, self.app.receipts[key][0]):
            return None
        seen = True
        for s in self.snapshots:
            recorded = seen and c in state[2][s][OPEN][p] and self.variant != "chandy-lamport:no-chan"
            without = self.arrive(without, p, c, s, item, recorded)
            seen = seen and not (self.variant == "chandy-lamport:log-one" and c in state[2][s][OPEN][p])
        return self.send(without, p, *self.app.receipts[key])

    def has_room(self, state, sends):
        """For all messages of a transition: nothing waits for a place, and there are enough."""
        wanted = [c for c, _ in sends]
        return not self.bounded or all(
            not state[3][c] and len(state[1][c]) + wanted.count(c) <= self.number for c in wanted)

    def blocked(self, state, p):
        return self.network == "bounded-blocking" and any(state[3][c] for c in self.app.outputs(p))

    def transports(self, state):
        """What is lost, or gets a place."""
        for c, channel in enumerate(state[1]):
            if self.network == "lossy" and channel and state[4][0]:
                after = replaced(replaced(state, 1, c, channel[1:]), 4, 0, state[4][0] - 1)
                for s in () if is_marker(channel[0]) else self.snapshots:
                    if s not in channel[0][1]:
                        after = noted(after, s, MARKS, c, after[2][s][MARKS][c] | {"lost"})
                yield None, after
            if state[3][c] and len(channel) < self.number:
                yield ("move", c), replaced(replaced(state, 1, c, channel + state[3][c][:1]), 3, c, state[3][c][1:])

    def marker(self, state, p, c, s):
        if self.variant == "chandy-lamport:no-relay" and not self.begun(state, p, s):
            state = noted(state, s, RECORDED, p, state[0][p])
            state = noted(state, s, OPEN, p, frozenset(self.app.inputs(p)))
        elif not self.begun(state, p, s):
            state = self.record(state, p, s)
        for closed in self.snapshots if self.variant == "chandy-lamport:close-all" else [s]:
            state = noted(state, closed, OPEN, p, state[2][closed][OPEN][p] - {c})
        return state

    def arrive(self, state, p, c, s, item, recorded):
        content, marks = state[2][s][CONTENTS][c], state[2][s][MARKS][c]
        red, in_cut = s in item[1], not self.recorded(state, p, s)
        if recorded and not in_cut:
            if len(content) == 6:
                return noted(state, s, MARKS, c, marks | {"excess"})
            return noted(state, s, CONTENTS, c, self.put(content, (item[0], red)))
        if red and in_cut:
            return noted(state, s, MARKS, c, marks | {"orphan"})
        if not red and not in_cut:
            return noted(state, s, MARKS, c, marks | {"missed"})
        return state

    def steps(self, state):
        """(what must not be put off that it meets, the state after it)"""
        for s in self.snapshots:
            for p in self.owners[s]:
                earlier = all(self.recorded(state, p, e) for e in range(s) if p in self.owners[e])
                if earlier and not self.begun(state, p, s) and not self.blocked(state, p):
                    yield None, self.record(state, p, s)
        for p, before, sends, after in self.app.spontaneous:
            if state[0][p] == before and self.has_room(state, sends) and not self.blocked(state, p):
                yield None, self.send(state, p, sends, after)
        for c, obligation, position in self.arrivals(state):
            after = self.deliver(state, c, position)
            if after is not None:
                yield obligation, after
        for p, s in self.acts(state):
            yield ("act", p, s), self.act(state, p, s)
        yield from self.transports(state)

    def arrivals(self, state):
        for c, channel in enumerate(state[1]):
            if self.blocked(state, self.app.ends[c][1]):
                continue
            if self.ordered and channel:
                yield c, c, 0
            for position, item in enumerate(() if self.ordered else channel):
                if item not in channel[:position]:
                    yield c, (c, item), position

    def acts(self, state):
        return [(p, s) for p in range(len(self.app.names)) for s in self.snapshots if self.may_act(state, p, s)]

    def may_act(self, state, p, s):
        memory = state[2][s][MEMORY][p]
        if self.blocked(state, p):
            return False
        if self.variant == "chandy-lamport:late-marker":
            return bool(memory)
        return self.variant == "chandy-lamport:record-later" and "began" in memory and not self.recorded(state, p, s)

    def act(self, state, p, s):
        if self.variant == "chandy-lamport:record-later":
            return noted(state, s, RECORDED, p, state[0][p])
        c = min(state[2][s][MEMORY][p])
        return noted(self.put_marker(state, c, s), s, MEMORY, p, state[2][s][MEMORY][p] - {c})

    def pending(self, state):
        """What must not be put off: arrivals too that the application has no use for, but not where there is no room
        for what it would send."""
        found = {met for c, met, position in self.arrivals(state) if self.may_answer(state, c, state[1][c][position])}
        found |= {met for met, _ in self.transports(state) if met}
        return found | {("act", p, s) for p, s in self.acts(state)}

    def may_answer(self, state, c, item):
        p = self.app.ends[c][1]
        sends, _ = self.app.receipts.get((p, state[0][p], c, item[0]), ((), None))
        return is_marker(item) or self.has_room(state, sends)

    def complete(self, state, s=0):
        return None not in state[2][s][RECORDED] and not any(state[2][s][OPEN])

    def violated(self, state, s):
        """What a complete snapshot violates."""
        marks, names = state[2][s][MARKS], set()
        white = [item for channel in state[1] for item in channel if not is_marker(item) and s not in item[1]]
        names |= {"no-lost"} if white or any(each & {"missed", "lost"} for each in marks) else set()
        names |= {"no-orphan"} if any("orphan" in each for each in marks) else set()
        names |= {"no-orphan-in-channel"} if any(red for content in state[2][s][CONTENTS] for _, red in content) else set()
        if self.app.conserved and not self.in_excess(state, s):
            at_first = self.app.value(self.app.conserved, self.app.initial, [[]] * len(self.app.channels))
            names |= {"conserved"} if self.app.value(self.app.conserved, *self.recorded_state(state, s)) != at_first else set()
        return names

    def in_excess(self, state, s):
        return any("excess" in marks for marks in state[2][s][MARKS])

    def recorded_state(self, state, s=0):
        return state[2][s][RECORDED], tuple(tuple(content for content, _ in each) for each in state[2][s][CONTENTS])

    def global_state(self, state):
        return state[0], tuple(tuple(item[0] for item in channel if not is_marker(item)) for channel in state[1])

    def any_begun(self, state, s=0):
        return any(self.begun(state, p, s) for p in range(len(self.app.names)))

    def explore(self):
        depth, layer, transitions = {self.start(): 0}, [self.start()], 0
        snapshots, first = set(), {}
        for level in range(1, 10**6):
            following = []
            for state in layer:
                for s in self.snapshots:
                    if self.complete(state, s):
                        snapshots.add((s, self.recorded_state(state, s)))
                        for name in self.violated(state, s):
                            first.setdefault(name, level - 1)
                for _, after in self.steps(state):
                    transitions += 1
                    if after not in depth:
                        depth[after] = level
                        following.append(after)
            if not following:
                break
            layer = following
        return {"states": len(depth), "transitions": transitions, "depth": max(depth.values()),
                "snapshots": len(snapshots), "recorded": snapshots, "first": first}

    def layers(self, start, steps):
        """All that is reachable, breadth first: a state, and by how many steps. Counts transitions in self.transitions."""
        seen, layer, level, self.transitions = {start}, [start], 0, 0
        while layer:
            following = []
            for state in layer:
                yield state, level
                for after in steps(state):
                    self.transitions += 1
                    if after not in seen:
                        seen.add(after)
                        following.append(after)
            layer, level = following, level + 1

    def unstable_after(self, expression):
        """After how many steps of the application alone an expression is false for the first time that was true."""
        def holds(state):
            return bool(self.app.value(expression, *self.global_state(state)))
        alone = Explorer(self.app, f"{self.network}:{self.number}", self.variant, [])
        for state, level in alone.layers(alone.start(), lambda state: [after for _, after in alone.steps(state)]):
            if holds(state) and not all(holds(after) for _, after in alone.steps(state)):
                return level + 1
        return None

    def detect(self, expression):
        """With whether the expression held when each snapshot began: y(S_init) => y(S*) => y(S_final)."""
        def steps(pair):
            state, at_start = pair
            now = bool(self.app.value(expression, *self.global_state(state)))
            for _, after in self.steps(state):
                began = [self.any_begun(after, s) and not self.any_begun(state, s) for s in self.snapshots]
                yield after, tuple(now if begins else held for begins, held in zip(began, at_start))

        found = {"complete": 0, "held_at_start": 0, "recorded": 0, "missed": None, "false": None}
        states = depth = 0
        for (state, at_start), depth in self.layers((self.start(), (False,) * len(self.snapshots)), steps):
            states += 1
            complete = [s for s in self.snapshots if self.complete(state, s)]
            known = [s for s in complete if not self.in_excess(state, s)]
            recorded = {s: bool(self.app.value(expression, *self.recorded_state(state, s))) for s in known}
            at_end = bool(self.app.value(expression, *self.global_state(state)))
            found["complete"] += bool(complete)
            found["held_at_start"] += any(at_start[s] for s in known)
            found["recorded"] += any(recorded.values())
            if any(at_start[s] and not recorded[s] for s in known) and found["missed"] is None:
                found["missed"] = depth
            if any(recorded[s] and not at_end for s in known) and found["false"] is None:
                found["false"] = depth
        return found | {"states": states, "transitions": self.transitions, "depth": depth}

    def never_occurred(self):
        """Every shortest run up to where the snapshot is complete that never is in the state that it records: how long
        they are, and what is recorded. Keeps with each state the set of those that the application went through."""
        def steps(pair):
            state, past = pair
            if not self.complete(state):
                for _, after in self.steps(state):
                    yield after, past | {self.global_state(after)}

        start = self.start()
        length, recorded = None, set()
        for (state, past), level in self.layers((start, frozenset({self.global_state(start)})), steps):
            if length is not None and level > length:
                break
            if self.complete(state) and self.recorded_state(state) not in past:
                length = level
                recorded.add(self.recorded_state(state))
        return length, recorded

    def terminates(self, fairness):
        """Whether every fair run in which a snapshot begins completes it."""
        return not self.stranded(fairness)

    def stranded(self, fairness):
        """For each snapshot: in how many states a fair run that does not can end, or be again and again; all added up."""
        return sum(len(self.stranded_in(s, fairness)) for s in self.snapshots)

    def stranded_in(self, s, fairness):
        graph, todo, rests = {}, [self.start()], set()
        while todo:
            state = todo.pop()
            if state in graph:
                continue
            every = list(self.steps(state))
            graph[state] = [(met, after) for met, after in every if not self.complete(after, s)]
            todo.extend(after for _, after in graph[state])
            if self.any_begun(state, s) and not self.complete(state, s) and (not every or not self.pending(state)):
                rests.add(state)
        live = {state for state in graph if self.any_begun(state, s)}
        while True:
            removed, found = set(), set()
            for component in components(graph, live):
                edges = [(state, met) for state in component for met, after in graph[state] if after in component]
                if not edges:
                    continue
                met = {met for _, met in edges}
                sets = [self.pending(state) for state in component]
                owed = {"none": set(), "weak": set.intersection(*sets), "strong": set.union(*sets)}[fairness] - met
                way_out = any(after not in component for state in component for _, after in self.steps(state))
                if not owed or not way_out:  # what nobody can do any more is no excuse
                    found |= set(component)
                else:
                    removed |= {state for state in component if self.pending(state) & owed}
            if fairness != "strong" or not removed:
                return rests | found
            live -= removed


def replaced(state, part, p, value):
    return state[:part] + (state[part][:p] + (value,) + state[part][p + 1:],) + state[part + 1:]


def noted(state, s, part, index, value):
    """With one thing changed in what a snapshot says."""
    return replaced(state, 2, s, replaced(state[2][s], part, index, value))


def components(graph, live):
    """By the definition, in two sweeps (Kosaraju), without recursion."""
    order, seen = [], set()
    for root in live:
        stack = [(root, None)]
        while stack:
            state, rest = stack.pop()
            if rest is None:
                if state in seen:
                    continue
                seen.add(state)
                rest = iter([after for _, after in graph[state] if after in live])
            for after in rest:
                if after not in seen:
                    stack += [(state, rest), (after, None)]
                    break
            else:
                order.append(state)
    backwards = {state: [] for state in live}
    for state in live:
        for _, after in graph[state]:
            if after in live:
                backwards[after].append(state)
    placed = set()
    for root in reversed(order):
        if root in placed:
            continue
        component, stack = set(), [root]
        while stack:
            state = stack.pop()
            if state not in placed:
                placed.add(state)
                component.add(state)
                stack.extend(backwards[state])
        yield component


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("file")
    arguments.add_argument("channels", nargs="?", default="fifo")
    arguments.add_argument("variant", nargs="?", default="chandy-lamport")
    arguments.add_argument("initiators", nargs="*", type=int)
    arguments.add_argument("--stable")
    arguments.add_argument("--never-occurred", action="store_true")
    arguments.add_argument("--snapshots", type=int, default=1)
    words = arguments.parse_args()
    with open(words.file) as file:
        application = Application(file.read())
    explorer = Explorer(application, words.channels, words.variant, words.initiators or [0], words.snapshots)
    if words.stable:
        print(f"not stable after {explorer.unstable_after(words.stable)} steps; detected: {explorer.detect(words.stable)}")
        return
    if words.never_occurred:
        print(*explorer.never_occurred())
        return
    found = explorer.explore()
    print(f"states {found['states']}, transitions {found['transitions']}, depth {found['depth']}, snapshots {found['snapshots']}")
    for name, steps in found["first"].items():
        print(f"{name} violated, first after {steps} steps")
    for fairness in ("none", "weak", "strong"):
        print(f"terminates under {fairness} fairness: {explorer.terminates(fairness)}")


if __name__ == "__main__":
    main()
