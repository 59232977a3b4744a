#!/usr/bin/env python3
"""The golden tables in tests/suites/golden: what explorer.py finds for every algorithm on every discipline.

    golden.py --write [ALGORITHM...]    writes the tables anew
    golden.py --verify [--up-to STATES] explores the smaller instances again and compares, letter by letter
"""

import argparse
import pathlib
import sys

from explorer import ALGORITHMS, Model, PROPERTIES, WHEN_COMPLETE, explore

TABLES = pathlib.Path(__file__).parents[1] / "suites" / "golden"
DISCIPLINES = ("fifo", "bag", "causal", "lossy:1", "duplicating:1", "bounded:1", "bounded-blocking:1")
ASKED = [name for name in PROPERTIES if name != "transitless"]  # what `all` stands for
FIGURES = ("states", "transitions", "depth", "terminal", "stuck", "snapshots")

T2, R3, F3, L3 = "ring:2", "ring:3", "complete:3", "line:3"
DAG, DIAMOND = "edges:0-2,1-2,2-3", "edges:0-1,0-2,1-3,2-3"
LOOP, LONG_LOOP, TWO_SOURCES = "edges:0-1,1-2,2-1", "edges:0-1,1-2,2-3,3-1", "edges:0-2,1-2,2-3,3-2"

# Topology, messages (a channel; or a list: a process) and initiators: what each algorithm is meant for, and, where
# the program takes it, something that it is not.
COLOURS = ((T2, [2, 2], [0]), (T2, [2, 1], [0, 1]), (R3, 1, [0]), (L3, [1, 1, 0], [0]))
FREEZING = ((T2, [2, 2], [0]), (T2, [2, 1], [0, 1]), (R3, 1, [0]), (DAG, 1, [0, 1]))
INSTANCES = {
    "naive": ((T2, [1, 1], [0, 1]), (T2, 2, [0]), (R3, 1, [0, 1, 2])),
    "chandy-lamport": ((T2, [2, 2], [0]), (T2, [2, 1], [0, 1]), (R3, 1, [0]), (F3, [0, 1, 0], [0]),
                       (DAG, [1, 1, 1, 0], [0])),
    "lai-yang": COLOURS, "lai-yang-silent": COLOURS, "mattern-sum": COLOURS, "mattern-counts": COLOURS,
    "mattern-ring": ((T2, [2, 2], [0]), (R3, 1, [0]), (F3, [1, 1, 0], [0])),
    "spezialetti-kearns": ((T2, [2, 2], [0]), (T2, [1, 0], [0, 1]), (T2, [1, 1], [0, 1]), (F3, [0, 0, 1], [0]),
                           (L3, [1, 0, 0], [0, 2])),
    "venkatesan": ((T2, [2, 1], [0]), (T2, [1, 1], [0]), (L3, [0, 1, 0], [0])),
    "acharya-badrinath": ((T2, [2, 2], [0]), (F3, [0, 1, 1], [0]), (L3, [1, 1, 1], [1])),
    "alagar-venkatesan": ((T2, [2, 2], [0]), (F3, [0, 1, 0], [0]), (L3, [1, 1, 0], [1])),
    "helary": ((T2, [2, 2], [0]), (T2, [1, 1], [0, 1]), (L3, [0, 1, 1], [0])),
    "freeze-flush": FREEZING, "freeze-counts": FREEZING,
    "koo-toueg": ((T2, [2, 2], [0]), (F3, [0, 1, 1], [0]), (L3, [1, 1, 1], [0])),
    "flink-aligned": ((DAG, [1, 1, 1, 0], [0, 1]), (DIAMOND, [1, 1, 1, 0], [0]), (LOOP, [1, 1, 1], [0])),
    "flink-at-least-once": ((DAG, [1, 1, 1, 0], [0, 1]), (DIAMOND, [1, 1, 1, 0], [0]), (LOOP, [1, 1, 1], [0])),
    "flink-cyclic": ((LOOP, [1, 1, 1], [0]), (LONG_LOOP, 1, [0]), (TWO_SOURCES, [1, 1, 1, 0], [0, 1])),
    "flink-unaligned": ((T2, [2, 2], [0]), (R3, [1, 1, 1], [0, 1, 2]), (DAG, [1, 1, 1, 0], [0, 1])),
}

# What the program does not take, and why.
NOT_APPLICABLE = {
    ("flink-unaligned", "causal"): "nothing can overtake what it causally follows",
}
TOO_LARGE = {  # for the program: a channel's content does not fit into 64 bits
    ("spezialetti-kearns", F3, "causal"), ("spezialetti-kearns", L3, "causal"),
}


def cases(algorithm):
    return [(*instance, discipline) for discipline in DISCIPLINES if (algorithm, discipline) not in NOT_APPLICABLE
            for instance in INSTANCES[algorithm] if (algorithm, instance[0], discipline) not in TOO_LARGE]


def quoted(names):
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


def given(topology, messages, initiators, discipline):
    """The keys of a check that say what is checked."""
    bound = f"messages = {messages}" if isinstance(messages, int) else f"budget = {messages}"
    return f'\n[[check]]\ntopology = "{topology}"\nchannels = "{discipline}"\n{bound}\ninitiators = {initiators}\n'


def expected(result):
    """And those that say what it comes to."""
    violates = [name for name in ASKED if name in result.first]
    lines = [f'expect = "{"violated" if violates else "holds"}"']
    if violates:
        steps = ", ".join(f"{name} = {result.first[name]}" for name in violates)
        lines += [f"violates = {quoted(violates)}", "only = true", f"steps = {{ {steps} }}"]
    if not result.snapshots:
        lines.append(f"vacuous = {quoted(name for name in ASKED if name in WHEN_COMPLETE)}")
    lines += [f"{name} = {getattr(result, name)}" for name in FIGURES]
    return "\n".join([*lines, f'interleavings = "{result.interleavings()}"']) + "\n"


def explored(algorithm, topology, messages, initiators, discipline):
    return expected(explore(Model(algorithm, topology, discipline, messages, initiators)))


def heading(algorithm):
    missing = [f"# {discipline}: not applicable, {why}.\n"
               for (name, discipline), why in NOT_APPLICABLE.items() if name == algorithm]
    missing += [f"# {discipline}, {topology}: too large for the program.\n"
                for name, topology, discipline in sorted(TOO_LARGE) if name == algorithm]
    return ("# Written by tests/second_source/golden.py from what explorer.py beside it finds; nothing in it comes\n"
            f"# from the program.\n{''.join(missing)}\n[defaults]\nalgorithm = \"{algorithm}\"\n")


def write(algorithm):
    text = heading(algorithm)
    for case in cases(algorithm):
        text += given(*case) + explored(algorithm, *case)
    TABLES.mkdir(exist_ok=True)
    (TABLES / f"{algorithm}.toml").write_text(text, encoding="utf-8")


def states_in(check):
    return int(check.split("\nstates = ")[1].split()[0])


def differences(algorithm, up_to):
    """What a table says otherwise than the explorer."""
    head, *checks = (TABLES / f"{algorithm}.toml").read_text(encoding="utf-8").split("\n[[check]]")
    checks = ["\n[[check]]" + check for check in checks]
    if head != heading(algorithm) or [c.split("expect")[0] for c in checks] != [given(*c) for c in cases(algorithm)]:
        yield f"{algorithm}: the table has other instances: golden.py --write {algorithm}"
        return
    for case, check in zip(cases(algorithm), checks):
        if states_in(check) <= up_to and check != (now := given(*case) + explored(algorithm, *case)):
            yield f"{algorithm}: the table says{check}and the explorer{now}"


def verify(algorithms, up_to):
    found = [difference for name in algorithms for difference in differences(name, up_to)]
    compared = sum(states_in(check) <= up_to for name in algorithms
                   for check in (TABLES / f"{name}.toml").read_text(encoding="utf-8").split("[[check]]")[1:])
    print(*found, f"{compared} checks compared, {len(found)} differences", sep="\n")
    return 1 if found or not compared else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--write", action="store_true")
    what.add_argument("--verify", action="store_true")
    parser.add_argument("--up-to", type=int, default=sys.maxsize, metavar="STATES")
    parser.add_argument("algorithms", nargs="*", metavar="ALGORITHM")
    arguments = parser.parse_args()
    algorithms = arguments.algorithms or list(ALGORITHMS)
    if arguments.verify:
        return verify(algorithms, arguments.up_to)
    for algorithm in algorithms:
        write(algorithm)
        print(algorithm, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
