#!/usr/bin/env python3
"""States and snapshots of chandy-lamport up to the names of processes, by trying every permutation on every state that
explorer.py comes upon: the second source of the figures of `--reduce symmetry`. On fifo, bag and lossy channels, whose
contents name nobody.

    alike.py TOPOLOGY DISCIPLINE (MESSAGES | BUDGET,BUDGET,...) [INITIATOR...]
"""

from collections import deque
from itertools import permutations
import sys

from explorer import Model


def automorphisms(model):
    """Permutations of the processes that keep channels, initiators and budgets, each with that of the channels."""
    network = model.network
    for image in permutations(range(network.processes)):
        renamed = [(image[source], image[target]) for source, target in network.channels]
        if set(renamed) != set(network.channels) or {image[p] for p in network.initiators} != {*network.initiators}:
            continue
        if isinstance(model.messages, list) and any(
                model.messages[p] != model.messages[q] for p, q in enumerate(image)):
            continue
        yield image, [network.channels.index(ends) for ends in renamed]


def moved(values, image):
    after = [None] * len(values)
    for place, value in zip(image, values):
        after[place] = value
    return tuple(after)


def state_under(world, processes, channels):
    return (moved([c.key() for c in world.channels], channels),
            moved([tuple(sorted(channels[c] for c in m.open)) for m in world.memories], processes),
            tuple(sorted(processes[p] for p in world.recorded)), world.faults)


def explore(model):
    """Classes of states, of complete cuts, and all cuts; the search itself goes through every state."""
    group = list(automorphisms(model))
    start = model.initial()
    known, queue = {start.key()}, deque([start])
    states, cuts, cut_classes = set(), set(), set()
    while queue:
        world = queue.popleft()
        states.add(min(map(repr, (state_under(world, *renaming) for renaming in group))))
        if model.complete(world):
            cut = model.cut(world)
            cuts.add(cut)
            cut_classes.add(min(repr(moved(cut, channels)) for _, channels in group))
        for step, arguments in model.steps(world):
            changed = world.copy()
            step(changed, *arguments)
            if changed.key() not in known:
                known.add(changed.key())
                queue.append(changed)
    return group, known, states, cuts, cut_classes


def main():
    topology, discipline, messages = sys.argv[1:4]
    bound = [*map(int, messages.split(","))] if "," in messages else int(messages)
    model = Model("chandy-lamport", topology, discipline, bound, [*map(int, sys.argv[4:] or ["0"])])
    group, known, states, cuts, cut_classes = explore(model)
    print(f"{len(group)} permutations: {len(states)} of {len(known)} states, {len(cut_classes)} of {len(cuts)} snapshots")


if __name__ == "__main__":
    main()
