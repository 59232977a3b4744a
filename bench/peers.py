"""Measures snapcheck against SPIN and Rumur, each at its best, on one instance.

A ratio of two runs that were minutes apart tells more of the machine than of the programs. So
the contenders run in turn, A B C A B C, and medians are compared; what is measured is the whole
process, as the kernel accounts for it when it ends, because the tools' own clocks leave out
their set-up. A comparison of programs that explored different graphs would be worthless: unless
all report the same number of states and transitions, there is no table.

    python3 bench/peers.py --snapcheck build/release/snapcheck
"""

import argparse
from dataclasses import dataclass, field
import os
from pathlib import Path
import resource
from statistics import median
import subprocess
import sys
import tempfile
import time
from typing import Callable

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "peers"))

# pylint: disable=wrong-import-position
from instance import add_options, from_options, numbers
from opinion import Opinion, PeerError, need, output_of
import rumur
import snapcheck
import spin

OPTIMIZED = ("-O3", "-march=native")
# Without compression SPIN is faster by a sixth, and larger by a tenth.
SPIN_FLAGS = ("-DMEMLIM=16000", "-DNOCOMP")
# Rumur's verifier reads every variable through a function that gcc would no longer inline in a
# model of this size; a fifth of the time is lost with it.
RUMUR_FLAGS = (
    "-fwhole-program",
    "-finline-limit=10000",
    *("--param", "inline-unit-growth=1000"),
    *("--param", "large-function-growth=10000"),
)
RUMUR_OPTIONS = (
    "--threads=1",
    "--pack-state=off",
    "--set-expand-threshold=50",
    f"--set-capacity={256 << 20}",
)
MEGABYTE = 1e6


@dataclass(frozen=True)
class Cost:
    """What one run of one process took: seconds, seconds, bytes."""

    wall: float
    cpu: float
    peak: int


@dataclass
class Contender:
    """A program with its command, how to read what it prints, and what its runs have cost."""

    name: str
    command: list
    read: Callable[[str], Opinion]
    costs: list[Cost] = field(default_factory=list)

    def middle(self, measure):
        return median(getattr(cost, measure) for cost in self.costs)


def run(command, directory):
    """Runs a process to its end; what it printed, and what it cost."""
    with tempfile.TemporaryFile("w+", dir=directory) as printed:
        begin = time.perf_counter()
        with subprocess.Popen(list(map(str, command)), cwd=directory, stdout=printed) as process:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        text = printed.read()
    if process.returncode:
        raise PeerError(f"exit code {process.returncode} from {command[0]}\n{text[-2000:]}")
    return text, Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def ours(options, instance):
    """snapcheck, once for each number of workers."""
    for workers in options.workers:
        flags = ("-j", workers, "--quiet")
        command = snapcheck.command(options.snapcheck, instance, *flags)
        yield Contender(f"snapcheck -j {workers}", command, snapcheck.read)


def peers(options, instance, states, directory):
    """The others, freshly built; SPIN's slots are the next power of two above the states."""
    if "spin" not in options.skip:
        pan = spin.build(instance, directory, OPTIMIZED + SPIN_FLAGS, compact=True)
        yield Contender("SPIN", spin.command(pan, states.bit_length()), spin.read)
    if "rumur" not in options.skip:
        flags = OPTIMIZED + RUMUR_FLAGS
        verifier = rumur.build(instance, directory, flags, RUMUR_OPTIONS, "invariant")
        yield Contender("Rumur", [verifier], rumur.read)


def measure(contenders, runs, expected, directory):
    """All runs, in turn; raises as soon as one of them says something else than expected."""
    for turn in range(1, runs + 1):
        for contender in contenders:
            text, cost = run(contender.command, directory)
            said = contender.read(text)
            if str(said) != str(expected):
                raise PeerError(f"{contender.name} says {said}, but snapcheck said {expected}")
            contender.costs.append(cost)
            print(f"run {turn} of {runs}: {contender.name} {cost.wall:.2f} s", file=sys.stderr)


def table(contenders, states):
    """One line for each contender."""
    yield f"{'':16}{'wall s':>9}{'min':>9}{'max':>9}{'cpu s':>9}{'peak MB':>9}{'states/s':>12}"
    for contender in contenders:
        wall = [cost.wall for cost in contender.costs]
        yield (
            f"{contender.name:16}{median(wall):9.3f}{min(wall):9.3f}{max(wall):9.3f}"
            f"{contender.middle('cpu'):9.3f}{contender.middle('peak') / MEGABYTE:9.1f}"
            f"{states / median(wall):12,.0f}"
        )


def ratios(own, others):
    """Medians divided by medians: each peer by each of ours, then ours by ours."""
    for mine in own:
        for peer in others:
            wall = peer.middle("wall") / mine.middle("wall")
            peak = peer.middle("peak") / mine.middle("peak")
            yield f"{peer.name} / {mine.name}: time {wall:.1f}, memory {peak:.1f}"
    for mine in own[1:]:
        wall = own[0].middle("wall") / mine.middle("wall")
        yield f"{own[0].name} / {mine.name}: time {wall:.2f}"


def warnings(contenders):
    """A process inherits the peak of the one that started it, up to the moment it begins."""
    floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    for contender in contenders:
        if contender.middle("peak") <= floor:
            yield f"{contender.name}: its peak may be less; below {floor / MEGABYTE:.0f} MB is ours"


def compare(options):
    """Measures, and prints what came of it."""
    instance = from_options(options)
    need(options.snapcheck)
    with tempfile.TemporaryDirectory(prefix="peers-") as name:
        directory = Path(name)
        own = list(ours(options, instance))
        expected = own[0].read(output_of(own[0].command, directory, snapcheck.DECIDED))
        if not expected.holds:
            raise PeerError(f"{instance} is violated: each tool would stop at another place")
        others = list(peers(options, instance, expected.states, directory))
        measure(own + others, options.runs, expected, directory)
    print(f"{instance}: {expected.states:,} states, {expected.transitions:,} transitions")
    print(f"median of {options.runs}; the peers run on one thread", end="\n\n")
    print(*table(own + others, expected.states), "", sep="\n")
    print(*ratios(own, others), *warnings(own + others), sep="\n")


def main():
    parser = argparse.ArgumentParser(description="Compare snapcheck with SPIN and Rumur in cost.")
    parser.add_argument("--snapcheck", required=True, type=lambda text: Path(text).resolve())
    add_options(parser)
    parser.set_defaults(topology="ring:6", messages=2)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--workers", type=numbers, default=(1, 2), help="of snapcheck, e.g. 1,2")
    parser.add_argument("--skip", action="append", choices=("spin", "rumur"), default=[])
    options = parser.parse_args()
    try:
        compare(options)
    except (PeerError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
