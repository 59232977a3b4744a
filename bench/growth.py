"""Draws how time and memory grow with the processes and with the messages, for each reduction.

Each line is a topology that grows, or one on which the budget does; each point one run of the
process, from start to end. A line ends where a run would take longer than --limit seconds: that
run is stopped, and no point is drawn for it. Both scales of a picture are logarithmic in height.

    python3 bench/growth.py --snapcheck build/release/snapcheck --out docs/pictures/growth.svg
"""

import argparse
import os
import sys

from measured import measured

# What grows, how it is called, and the instances: topology, messages a channel.
FAMILIES = (
    ("processes of a ring, 2 messages", [(n, f"ring:{n}", 2) for n in range(2, 11)]),
    ("processes of a complete graph, 1 message", [(n, f"complete:{n}", 1) for n in range(2, 6)]),
    ("messages on complete:3", [(m, "complete:3", m) for m in range(1, 5)]),
)
# How each is drawn, always in the same way: colours that stay apart for the colour-blind, and signs.
REDUCTIONS = {
    "none": ("full", "#0072b2", "o"),
    "por": ("--reduce por", "#d55e00", "s"),
    "symmetry": ("--reduce symmetry", "#009e73", "^"),
    "all": ("--reduce all", "#cc79a7", "D"),
}


def points(given, instances, reduction):
    """(size, seconds, megabytes) of the runs that are done in time."""
    found = []
    for size, topology, messages in instances:
        command = [given.snapcheck, "check", "chandy-lamport", "--topology", topology, "--messages", str(messages),
                   "--workers", given.workers, "--time-limit", f"{given.limit}s", "--memory", given.memory, "--quiet",
                   "--json"]
        document, wall, peak = measured(command + ([] if reduction == "none" else ["--reduce", reduction]))
        if document["verdict"] != "holds":
            break
        found.append((size, wall, peak / 1e6))
        print(f"{topology:<12} m={messages} {reduction:<9}{wall:>9.3f} s{peak / 1e6:>8.0f} MB", flush=True)
    return found


def draw(given, lines):
    """A row a family: time, memory."""
    # Not before all is measured: what a process is started by counts as its memory.
    import matplotlib  # pylint: disable=import-outside-toplevel

    matplotlib.use("svg")
    from matplotlib import pyplot  # pylint: disable=import-outside-toplevel

    figure, axes = pyplot.subplots(len(FAMILIES), 2, figsize=(9, 3 * len(FAMILIES)), layout="constrained")
    for row, (what, _) in enumerate(FAMILIES):
        for column, unit in enumerate(("seconds", "megabytes")):
            axis = axes[row][column]
            for reduction, (name, colour, sign) in REDUCTIONS.items():
                drawn = lines[what, reduction]
                axis.plot([p[0] for p in drawn], [p[1 + column] for p in drawn], color=colour, marker=sign, label=name)
            axis.set(xlabel=what, ylabel=unit, yscale="log")
            axis.xaxis.get_major_locator().set_params(integer=True)
            axis.grid(True, alpha=0.3)
    axes[0][0].legend()
    temporary = given.out + ".part"
    figure.savefig(temporary, format="svg", metadata={"Date": None})
    os.replace(temporary, given.out)


def main():
    """Measures, then draws."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snapcheck", required=True)
    parser.add_argument("--out", default="growth.svg")
    parser.add_argument("--limit", type=int, default=20, help="seconds a run")
    parser.add_argument("--memory", default="8G", help="memory a run")
    parser.add_argument("--workers", default="2")
    given = parser.parse_args()
    draw(given, {(what, reduction): points(given, instances, reduction)
                 for what, instances in FAMILIES for reduction in REDUCTIONS})
    return 0


if __name__ == "__main__":
    sys.exit(main())
