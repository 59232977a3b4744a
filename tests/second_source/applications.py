#!/usr/bin/env python3
"""Chandy-Lamport, and a few of its mutants, on an application in a file, explored a second time: breadth first, states as
nested tuples, written from docs/applications.md and the paper. Says how many states there are, how many snapshots, which
properties fail first after how many steps, and whether the snapshot terminates, under which fairness. With an expression:
whether it is stable, and detected.

    applications.py FILE.toml [fifo|bag] [chandy-lamport|...] [initiator ...] [--stable EXPRESSION] [--never-occurred]
"""

import argparse
import re
import tomllib

MARKER = ("marker",)


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


# A state: locals, channels, recorded locals (None: not yet), open inputs, recorded contents, what a mutant remembers, and of
# each channel whether more than six messages would have been recorded, a message that is recorded as sent was received
# and is not recorded (missed), or one was received and recorded so that is not recorded as sent (orphan).
# An item in a channel is MARKER or (content, red).
class Explorer:
    def __init__(self, application, ordered, variant, initiators):
        self.app, self.ordered, self.variant, self.initiators = application, ordered, variant, initiators

    def start(self):
        n, m = len(self.app.names), len(self.app.channels)
        return (self.app.initial, ((),) * m, (None,) * n, (frozenset(),) * n, ((),) * m, (frozenset(),) * n, (frozenset(),) * m)

    def put(self, channel, item):
        return channel + (item,) if self.ordered else tuple(sorted(channel + (item,)))

    def record(self, state, p):
        """The Marker-Sending Rule, or what the mutant has made of it."""
        locals_, channels, recorded, opened, contents, memory = map(list, state[:6])
        opened[p] = frozenset(self.app.inputs(p))
        if self.variant == "chandy-lamport:record-later":
            memory[p] = frozenset({"began"})
        else:
            recorded[p] = locals_[p]
        if self.variant == "chandy-lamport:late-marker":
            memory[p] = frozenset(self.app.outputs(p))
        else:
            for c in self.app.outputs(p):
                channels[c] = self.put(channels[c], MARKER)
        return tuple(map(tuple, (locals_, channels, recorded, opened, contents, memory, state[6])))

    def begun(self, state, p):
        return state[2][p] is not None or "began" in state[5][p]

    def send(self, state, p, sends, after):
        locals_, channels = list(state[0]), list(state[1])
        for c, content in sends:
            channels[c] = self.put(channels[c], (content, state[2][p] is not None))
        locals_[p] = after
        return (tuple(locals_), tuple(channels)) + state[2:]

    def deliver(self, state, c, position):
        item, p = state[1][c][position], self.app.ends[c][1]
        channels = list(state[1])
        channels[c] = channels[c][:position] + channels[c][position + 1:]
        without = (state[0], tuple(channels)) + state[2:]
        if item == MARKER:
            if self.variant == "chandy-lamport:no-relay" and not self.begun(state, p):
                without = replaced(without, 2, p, state[0][p])
                without = replaced(without, 3, p, frozenset(self.app.inputs(p)))
            elif not self.begun(state, p):
                without = self.record(without, p)
            return replaced(without, 3, p, without[3][p] - {c})
        key = (p, state[0][p], c, item[0])
        if key not in self.app.receipts:
            return None
        if c in state[3][p] and state[2][p] is not None and self.variant != "chandy-lamport:no-chan":
            if len(state[4][c]) == 6:
                without = replaced(without, 6, c, without[6][c] | {"excess"})
            else:
                without = replaced(without, 4, c, self.put(state[4][c], item))
        elif item[1] and state[2][p] is None:
            without = replaced(without, 6, c, without[6][c] | {"orphan"})
        elif not item[1] and state[2][p] is not None:
            without = replaced(without, 6, c, without[6][c] | {"missed"})
        return self.send(without, p, *self.app.receipts[key])

    def steps(self, state):
        """(what must not be put off that it meets, the state after it)"""
        for p in self.initiators:
            if not self.begun(state, p):
                yield None, self.record(state, p)
        for p, before, sends, after in self.app.spontaneous:
            if state[0][p] == before:
                yield None, self.send(state, p, sends, after)
        for c, obligation, position in self.arrivals(state):
            after = self.deliver(state, c, position)
            if after is not None:
                yield obligation, after
        for p in range(len(self.app.names)):
            if self.may_act(state, p):
                yield ("act", p), self.act(state, p)

    def arrivals(self, state):
        for c, channel in enumerate(state[1]):
            if self.ordered and channel:
                yield c, c, 0
            for position, item in enumerate(() if self.ordered else channel):
                if item not in channel[:position]:
                    yield c, (c, item), position

    def may_act(self, state, p):
        if self.variant == "chandy-lamport:late-marker":
            return bool(state[5][p])
        return self.variant == "chandy-lamport:record-later" and "began" in state[5][p] and state[2][p] is None

    def act(self, state, p):
        if self.variant == "chandy-lamport:record-later":
            return replaced(state, 2, p, state[0][p])
        c = min(state[5][p])
        channels = list(state[1])
        channels[c] = self.put(channels[c], MARKER)
        return replaced((state[0], tuple(channels)) + state[2:], 5, p, state[5][p] - {c})

    def pending(self, state):
        found = {obligation for _, obligation, _ in self.arrivals(state)}
        return found | {("act", p) for p in range(len(self.app.names)) if self.may_act(state, p)}

    def complete(self, state):
        return None not in state[2] and not any(state[3])

    def conserved(self, state):
        at_first = self.app.value(self.app.conserved, self.app.initial, [[]] * len(self.app.channels))
        return self.app.value(self.app.conserved, *self.recorded_state(state)) == at_first

    def recorded_state(self, state):
        return state[2], tuple(tuple(content for content, _ in channel) for channel in state[4])

    def global_state(self, state):
        return state[0], tuple(tuple(item[0] for item in channel if item != MARKER) for channel in state[1])

    def any_begun(self, state):
        return any(self.begun(state, p) for p in range(len(self.app.names)))

    def explore(self):
        depth, layer, transitions = {self.start(): 0}, [self.start()], 0
        snapshots, first = set(), {}
        for level in range(1, 10**6):
            following = []
            for state in layer:
                if self.complete(state):
                    snapshots.add((state[2], tuple(tuple(item[0] for item in channel) for channel in state[4])))
                    if self.app.conserved and not any("excess" in marks for marks in state[6]) and not self.conserved(state):
                        first.setdefault("conserved", level - 1)
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
        alone = Explorer(self.app, self.ordered, self.variant, [])
        for state, level in alone.layers(alone.start(), lambda state: [after for _, after in alone.steps(state)]):
            if holds(state) and not all(holds(after) for _, after in alone.steps(state)):
                return level + 1
        return None

    def detect(self, expression):
        """With whether the expression held when the snapshot began: y(S_init) => y(S*) => y(S_final)."""
        def steps(pair):
            state, at_start = pair
            for _, after in self.steps(state):
                begins = self.any_begun(after) and not self.any_begun(state)
                now = bool(self.app.value(expression, *self.global_state(state)))
                yield after, (now if begins else at_start)

        found = {"complete": 0, "held_at_start": 0, "recorded": 0, "missed": None, "false": None}
        states = depth = 0
        for (state, at_start), depth in self.layers((self.start(), False), steps):
            states += 1
            if not self.complete(state):
                continue
            found["complete"] += 1
            if any("excess" in marks for marks in state[6]):
                continue
            recorded = bool(self.app.value(expression, *self.recorded_state(state)))
            at_end = bool(self.app.value(expression, *self.global_state(state)))
            found["held_at_start"] += at_start
            found["recorded"] += recorded
            if at_start and not recorded and found["missed"] is None:
                found["missed"] = depth
            if recorded and not at_end and found["false"] is None:
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
        """Whether every fair run in which the snapshot begins completes it."""
        return not self.stranded(fairness)

    def stranded(self, fairness):
        """The states in which a fair run that does not can end, or be again and again."""
        graph, todo, rests = {}, [self.start()], set()
        while todo:
            state = todo.pop()
            if state in graph:
                continue
            every = list(self.steps(state))
            graph[state] = [(met, after) for met, after in every if not self.complete(after)]
            todo.extend(after for _, after in graph[state])
            if self.any_begun(state) and not self.complete(state) and (not every or not self.pending(state)):
                rests.add(state)
        live = {state for state in graph if self.any_begun(state)}
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
    words = arguments.parse_args()
    with open(words.file) as file:
        application = Application(file.read())
    explorer = Explorer(application, words.channels == "fifo", words.variant, words.initiators or [0])
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
