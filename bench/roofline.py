"""Puts the time of a transition beside what the machine needs for hashing and looking up alone.

machine.cpp is compiled and run before and after snapcheck, in the same minutes; whatever the
search does, it cannot be faster than one hash and one look-up a transition, and one insertion a
state. The picture shows that floor, and how far above it the search is.

    python3 bench/roofline.py --snapcheck build/release/snapcheck --out docs/pictures/roofline.svg
"""

import argparse
import json
import os
from pathlib import Path
from statistics import median
import subprocess
import sys
import tempfile

from measured import measured

HERE = Path(__file__).resolve().parent
INSTANCES = (("chandy-lamport", "ring:6", 2, "fifo"), ("chandy-lamport", "complete:3", 1, "fifo"),
             ("lai-yang", "complete:3", 1, "bag"), ("chandy-lamport", "line:4", 2, "fifo"))


def machine():
    """Nanoseconds of each operation, the least of three runs."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "machine"
        subprocess.run(["g++", "-std=c++20", "-O2", "-DNDEBUG", f"-I{HERE.parent}", str(HERE / "machine.cpp"), "-o",
                        str(program)], check=True)
        runs = [json.loads(subprocess.run([program], check=True, capture_output=True, text=True).stdout)
                for _ in range(3)]
    return {name: min(run[name] for run in runs) for name in runs[0]}


def transition(given, algorithm, topology, messages, channels):
    """Nanoseconds a transition, and states a transition, of one worker; the median of the runs."""
    seconds, document = [], {}
    for _ in range(given.runs):
        document, wall, _ = measured([given.snapcheck, "check", algorithm, "--topology", topology, "--messages",
                                      str(messages), "--channels", channels, "--workers", "1", "--json"])
        seconds.append(wall)
    return median(seconds) / document["transitions"] * 1e9, document["states"] / document["transitions"]


def main():
    """Measures, prints, draws."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snapcheck", required=True)
    parser.add_argument("--out", default="roofline.svg")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    best = machine()
    for name, nanoseconds in best.items():
        print(f"{name:<40}{nanoseconds:>8.1f} ns")
    rows = []
    for algorithm, topology, messages, channels in INSTANCES:
        name = f"{algorithm}, {topology}, m={messages}, {channels}"
        taken, fresh = transition(given, algorithm, topology, messages, channels)
        floor = best["find_in_cache"] * (1 - fresh) + best["insert_in_cache"] * fresh
        rows.append((name, floor, taken))
        print(f"{name:<40}{taken:>8.1f} ns a transition, floor {floor:.1f}, {taken / floor:.1f} times that", flush=True)
    import matplotlib  # pylint: disable=import-outside-toplevel

    matplotlib.use("svg")
    from matplotlib import pyplot  # pylint: disable=import-outside-toplevel

    figure, axis = pyplot.subplots(figsize=(8, 0.7 * len(rows) + 1.2), layout="constrained")
    names = [row[0] for row in rows]
    axis.barh(names, [row[2] for row in rows], color="#0072b2", label="the search")
    axis.barh(names, [row[1] for row in rows], color="#e69f00", label="hash and table alone, in the cache")
    axis.axvline(best["insert_in_memory"], color="#555555", linestyle="--", label="one insertion, not in the cache")
    axis.invert_yaxis()
    axis.set(xlabel="nanoseconds a transition, one worker")
    axis.legend(loc="lower right")
    temporary = given.out + ".part"
    figure.savefig(temporary, format="svg", metadata={"Date": None})
    os.replace(temporary, given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
