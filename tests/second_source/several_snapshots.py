#!/usr/bin/env python3
"""Chandy-Lamport with several snapshots in one run, and its two mutants that confuse them, explored naively on FIFO
channels, and compared with what a suite pins: several_snapshots.py SUITE.toml."""

from collections import deque
import sys
import tomllib

TOPOLOGIES = {"ring:2": [(0, 1), (1, 0)], "ring:3": [(0, 1), (1, 2), (2, 0)],
              "complete:3": [(i, j) for i in range(3) for j in range(3) if i != j]}


def replaced(items, index, item):
    return items[:index] + (item,) + items[index + 1:]


class Explorer:
    """A state: for each channel what was sent, what is in transit (0 for a message, a snapshot's number for a marker)
    and what was received; for each snapshot who has recorded, who records which channels, and the cut."""

    def __init__(self, channels, budget, owners, mutant):
        self.channels, self.budget, self.owners, self.mutant = channels, budget, owners, mutant
        self.processes = 1 + max(map(max, channels))
        self.into = [frozenset(c for c, (_, target) in enumerate(channels) if target == p) for p in range(self.processes)]
        self.out_of = [[c for c, (source, _) in enumerate(channels) if source == p] for p in range(self.processes)]

    def initial(self):
        zeros, nothing = (0,) * len(self.channels), ((),) * len(self.channels)
        snapshot = ((False,) * self.processes, (frozenset(),) * self.processes, zeros, zeros, nothing)
        return zeros, nothing, zeros, (snapshot,) * len(self.owners)

    def record(self, state, p, s):
        sent, transit, received, snapshots = state
        recorded, open_, sent_in_cut, received_in_cut, log = snapshots[s]
        for c in self.out_of[p]:
            sent_in_cut = replaced(sent_in_cut, c, sent[c])
            transit = replaced(transit, c, transit[c] + (1 + s,))
        for c in self.into[p]:
            received_in_cut = replaced(received_in_cut, c, received[c])
        snapshot = (replaced(recorded, p, True), replaced(open_, p, self.into[p]), sent_in_cut, received_in_cut, log)
        return sent, transit, received, replaced(snapshots, s, snapshot)

    def close(self, state, p, c, s):
        recorded, open_, *cut = state[3][s]
        return *state[:3], replaced(state[3], s, (recorded, replaced(open_, p, open_[p] - {c}), *cut))

    def initiations(self, state):
        for s, p in enumerate(self.owners):
            in_order = all(state[3][earlier][0][p] for earlier in range(s) if self.owners[earlier] == p)
            if in_order and not state[3][s][0][p]:
                yield self.record(state, p, s)

    def sends(self, state):
        sent, transit, received, snapshots = state
        for c, (source, _) in enumerate(self.channels):
            if sum(sent[o] for o in self.out_of[source]) < self.budget[source]:
                yield replaced(sent, c, sent[c] + 1), replaced(transit, c, transit[c] + (0,)), received, snapshots

    def deliveries(self, state):
        for c, content in enumerate(state[1]):
            if content:
                sent, transit, received, snapshots = state
                rest = sent, replaced(transit, c, content[1:]), received, snapshots
                yield self.marker(rest, c, content[0] - 1) if content[0] else self.message(rest, c)

    def marker(self, state, c, s):
        p = self.channels[c][1]
        if not state[3][s][0][p]:
            state = self.record(state, p, s)
        for closed in range(len(self.owners)) if self.mutant == "close-all" else [s]:
            state = self.close(state, p, c, closed)
        return state

    def message(self, state, c):
        sent, transit, received, snapshots = state
        number = received[c] + 1
        for s, (recorded, open_, sent_in_cut, received_in_cut, log) in enumerate(snapshots):
            if c in open_[self.channels[c][1]]:
                log = replaced(log, c, log[c] + (number,))
                snapshots = replaced(snapshots, s, (recorded, open_, sent_in_cut, received_in_cut, log))
                if self.mutant == "log-one":
                    break
        return sent, transit, replaced(received, c, number), snapshots

    def steps(self, state):
        return [*self.initiations(state), *self.sends(state), *self.deliveries(state)]


def complete(snapshot):
    return all(snapshot[0]) and not any(snapshot[1])


def violated(cut):
    names = set()
    sent_in_cut, received_in_cut, log = cut
    for sent, received, content in zip(*cut):
        sent, received = set(range(1, sent + 1)), set(range(1, received + 1))
        names |= {"no-lost"} if sent - received - set(content) else set()
        names |= {"no-orphan"} if received - sent else set()
        names |= {"no-orphan-in-channel"} if set(content) - sent else set()
        names |= {"no-duplicate"} if received & set(content) or len(set(content)) < len(content) else set()
        names |= {"exact-channels"} if list(content) != sorted(sent - received) else set()
    if sum(sent_in_cut) - sum(received_in_cut) != sum(map(len, log)):
        names.add("conserved")
    return names


def explore(explorer):
    first, queue = {explorer.initial(): 0}, deque([explorer.initial()])
    found = {"transitions": 0, "terminal": 0, "stuck": 0}
    cuts, broken = set(), {}
    while queue:
        state = queue.popleft()
        steps = explorer.steps(state)
        found["transitions"] += len(steps)
        found["terminal"] += not steps
        found["stuck"] += not steps and not all(map(complete, state[3]))
        for s, snapshot in enumerate(state[3]):
            if complete(snapshot):
                cuts.add((s, snapshot[2:]))
                for name in violated(snapshot[2:]):
                    broken.setdefault(name, first[state])
        for after in steps:
            if after not in first:
                first[after] = first[state] + 1
                queue.append(after)
    return found | {"states": len(first), "depth": max(first.values()), "snapshots": len(cuts)}, broken


def main(suite):
    with open(suite, "rb") as file:
        text = tomllib.load(file)
    wrong = 0
    for check in text["check"]:
        number, initiators = text["defaults"]["snapshots-in-one-run"], check["initiators"]
        owners = tuple(initiators[s % len(initiators)] for s in range(number))
        mutant = check["algorithm"].partition(":")[2]
        found, broken = explore(Explorer(TOPOLOGIES[check["topology"]], check["budget"], owners, mutant))
        pinned = {name: {**text["defaults"], **check}[name] for name in found}
        agrees = found == pinned and set(broken) == set(check.get("violates", [])) and all(
            broken[name] == steps for name, steps in check.get("steps", {}).items())
        if not agrees:
            wrong += 1
            print(f"{check['name']}: found {found}, violated {broken}")
    print(f"{len(text['check'])} instances, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
