"""Measures how long a reduced search takes to a verdict, and whether it finds every snapshot.

The numbers of distinct snapshots were counted without a reduction where that can be done, and by
other programs; a run that comes to others is worthless and ends it. Whole processes, one after the
other, in rounds; medians.

    python3 bench/reductions.py --snapcheck build/release/snapcheck
"""

import argparse
from statistics import median
import sys

from measured import measured

# topology, messages a channel, distinct snapshots
INSTANCES = (
    ("complete:3", 1, 540),
    ("complete:3", 2, 23_328),
    ("ring:8", 2, 13_122),
    ("line:5", 2, 104_976),
    ("complete:3", 3, 352_000),
    ("complete:4", 1, 454_896),
)


def main():
    """Prints a line an instance."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snapcheck", required=True)
    parser.add_argument("--reduce", default="all")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--workers", default="2")
    given = parser.parse_args()
    print(f"{'instance':<18}{'snapshots':>10}{'states':>12}{'transitions':>13}{'wall s':>8}{'min':>7}{'max':>7}{'peak MB':>9}")
    for topology, messages, snapshots in INSTANCES:
        walls, peaks, document = [], [], {}
        for _ in range(given.runs):
            document, wall, peak = measured(
                [given.snapcheck, "check", "chandy-lamport", "--topology", topology, "--messages", str(messages),
                 "--reduce", given.reduce, "--workers", given.workers, "--json"])
            walls.append(wall)
            peaks.append(peak)
            if document["verdict"] != "holds" or document["snapshots"] != snapshots:
                print(f"{topology}, {messages}: {document['verdict']}, {document['snapshots']} snapshots, not {snapshots}")
                return 1
        print(f"{topology + ', m=' + str(messages):<18}{snapshots:>10,}{document['states']:>12,}{document['transitions']:>13,}"
              f"{median(walls):>8.2f}{min(walls):>7.2f}{max(walls):>7.2f}{median(peaks) / 1e6:>9.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
