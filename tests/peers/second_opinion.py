"""Asks SPIN and Rumur about the same instances as snapcheck, and compares what the three say.

Counts that agree to the last digit are strong evidence that all three explored the same graph:
a forgotten step, a merged state or a wrong guard shows in them at once. The instances hold both
disciplines, several initiators, a budget, and mutants that every judge must convict.

    python3 second_opinion.py --snapcheck build/release/snapcheck
"""

import argparse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import sys
import tempfile

from instance import IMPATIENT, NO_CHANNELS, OMIT_ONE, Instance
from opinion import PeerError, need
import rumur
import snapcheck
import spin

INSTANCES = (
    Instance(topology="complete:3"),
    Instance(topology="line:3", messages=2),
    Instance(topology="ring:3", messages=2),
    Instance(topology="ring:2", messages=2, initiators=(0, 1)),
    Instance(topology="line:3", initiators=(0, 2)),
    Instance(topology="edges:0-1,0-2,1-2,2-0", budget=(1, 2, 1)),
    Instance(topology="ring:3", discipline="bag", messages=2),
    Instance(topology="line:3", discipline="bag"),
    Instance(NO_CHANNELS, topology="line:3"),
    Instance(NO_CHANNELS, topology="ring:3", discipline="bag", initiators=(0, 1)),
    Instance(IMPATIENT, topology="star:3"),
    Instance(IMPATIENT, topology="complete:3"),
    Instance(OMIT_ONE, topology="star:3"),
    Instance(OMIT_ONE, topology="line:3", discipline="bag"),
)


def compare(binary, instance):
    """Asks all three; returns whether they agree, and the line to print."""
    try:
        ours, theirs = opinions(binary, instance)
    except PeerError as error:
        return False, f"FAIL {instance}: {error}"
    differing = [name for name, opinion in theirs.items() if not agree(ours, opinion)]
    if not differing:
        return True, f"ok   {instance}: {ours}"
    said = [f"{name} says {told(theirs[name])}" for name in differing]
    return False, f"FAIL {instance}: snapcheck says {told(ours)}; {'; '.join(said)}"


def opinions(binary, instance):
    with tempfile.TemporaryDirectory(prefix="second-opinion-") as name:
        directory = Path(name)
        ours = snapcheck.ask(binary, instance, directory)
        theirs = {"SPIN": spin.ask(instance, directory), "Rumur": rumur.ask(instance, directory)}
        return ours, theirs


def agree(ours, theirs):
    """SPIN tells that something is violated, Rumur also what: compare what was said."""
    same = (ours.states, ours.transitions, ours.holds) == (
        theirs.states,
        theirs.transitions,
        theirs.holds,
    )
    return same and theirs.violated in (None, ours.violated)


def told(opinion):
    names = f" ({', '.join(sorted(opinion.violated))})" if opinion.violated else ""
    return f"{opinion}{names}"


def main():
    parser = argparse.ArgumentParser(description="Compare snapcheck with SPIN and Rumur.")
    parser.add_argument("--snapcheck", required=True, type=Path, metavar="PATH")
    parser.add_argument("--jobs", type=int, default=1, help="instances asked about at a time")
    options = parser.parse_args()
    binary = options.snapcheck.resolve()
    try:
        need(binary, *spin.TOOLS, *rumur.TOOLS)
    except PeerError as error:
        print(error)
        return 1
    passed = 0
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        for good, line in pool.map(lambda item: compare(binary, item), INSTANCES):
            passed += good
            print(line, flush=True)
    print(f"{passed} passed, {len(INSTANCES) - passed} failed")
    return 0 if passed == len(INSTANCES) else 1


if __name__ == "__main__":
    sys.exit(main())
