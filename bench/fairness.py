"""Measures snapcheck against SPIN on whether a snapshot of what runs for ever terminates under weak fairness.

Clients ask a server again and again; some of them think an answer over before they ask again, which makes the
instance larger. SPIN answers a formula by nested depth-first search (`pan -a -f`), on one thread, from the most compact
model that we know how to write; snapcheck explores all states, and once more those in which the snapshot is not complete,
for their components. As in peers.py the contenders run in turn, and whole processes are measured.

    python3 bench/fairness.py --snapcheck build/release/snapcheck
"""

import argparse
from pathlib import Path
import sys
import tempfile

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "tests" / "peers"), str(HERE.parent / "tests" / "second_source")]

# pylint: disable=wrong-import-position
import application_opinion
from application_promela import Model, Number
from applications import Application
from instance import numbers
from opinion import PeerError, need, output_of
import peers
import snapcheck
import spin

ALGORITHM = "chandy-lamport"
# A request or an answer, and a marker; one place more, so that an overflow is noticed.
ROOM = 3
# With partial-order reduction SPIN sees as many states: all that is in these models is shared.
FLAGS = (*peers.OPTIMIZED, "-w", "-DNOREDUCE", "-DNFAIR=4", "-DMEMLIM=16000")
FAIR_STEPS = "terminates under weak fairness"


def clients(count, thoughtful):
    """The application as a table. Nothing ever waits for its receiver: each takes anything in at any time."""
    everyone = range(1, count + 1)
    served = [f'"ready -receive question on ask{i}, send answer on tell{i}-> ready"' for i in everyone]
    lines = ["[[process]]", 'name = "server"', 'states = ["ready"]', 'initial = "ready"']
    lines.append(f"transitions = [{', '.join(served)}]")
    for i in everyone:
        thinks = i <= thoughtful
        states = ["calm", "asking"] + (["thinking"] if thinks else [])
        steps = [f"calm -send question on ask{i}-> asking", f"calm -receive answer on tell{i}-> calm"]
        steps.append(f"asking -receive answer on tell{i}-> {'thinking' if thinks else 'calm'}")
        steps += [f"thinking -receive answer on tell{i}-> thinking", "thinking -> calm"] if thinks else []
        lines += ["[[process]]", f'name = "client{i}"', f"states = {quoted(states)}", 'initial = "calm"']
        lines.append(f"transitions = {quoted(steps)}")
    lines.append("[channels]")
    lines += [f'ask{i} = "client{i} -> server"\ntell{i} = "server -> client{i}"' for i in everyone]
    return "\n".join(lines) + "\n"


def quoted(words):
    return "[" + ", ".join(f'"{word}"' for word in words) + "]"


def command(binary, path, *options):
    return [binary, "check", ALGORITHM, "--application", path, "--property", "terminates", "--json", *options]


def our_verdict(text):
    judged = snapcheck.document(text)["properties"][0]
    return FAIR_STEPS if judged["verdict"] == "holds" else f"terminates: {judged['verdict']}"


def verdict_of_spin(text):
    if "(fairness enabled)" not in text or "max search depth too small" in text or "out of memory" in text:
        raise PeerError(f"SPIN did not finish:\n{text.strip()}")
    return FAIR_STEPS if spin.number(r"errors: (\S+)", text) == 0 else "terminates: violated"


def peer(model, states, directory):
    pan = application_opinion.verifier(model.text("weak"), directory, FLAGS)
    slots = states.bit_length() + 1  # it keeps each state twice, before the snapshot and after
    return peers.Contender("SPIN -a -f", [pan, "-a", "-f", "-m1000000", f"-w{slots}"], verdict_of_spin)


def compare(options, directory):
    """Measures, and prints what came of it; nothing where the two count differently."""
    path = directory / "clients.toml"
    path.write_text(clients(options.clients, options.thoughtful), encoding="ascii")
    report = snapcheck.document(output_of(command(options.snapcheck, path), directory))
    states, transitions = report["states"], report["transitions"]
    model = Model(Application(path.read_text(encoding="ascii")), ALGORITHM, [0], Number(ROOM))
    if application_opinion.count(model, directory) != (states, transitions):
        raise PeerError("SPIN counts other states and transitions")
    own = [
        peers.Contender(f"snapcheck -j {n}", command(options.snapcheck, path, "-j", n), our_verdict)
        for n in options.workers
    ]
    others = [peer(model, states, directory)]
    peers.measure(own + others, options.runs, FAIR_STEPS, directory)
    print(f"{options.clients} clients, {options.thoughtful} of them thoughtful: {states:,} states, {transitions:,} transitions")
    print(f"median of {options.runs}; SPIN runs on one thread", end="\n\n")
    print(*peers.table(own + others, states), "", sep="\n")
    print(*peers.ratios(own, others), *peers.warnings(own + others), sep="\n")


def main():
    parser = argparse.ArgumentParser(description="Compare snapcheck with SPIN on fair runs.")
    parser.add_argument("--snapcheck", required=True, type=lambda text: Path(text).resolve())
    parser.add_argument("--clients", type=int, default=5)
    parser.add_argument("--thoughtful", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--workers", type=numbers, default=(1, 2), help="of snapcheck, e.g. 1,2")
    options = parser.parse_args()
    try:
        need(options.snapcheck, *spin.TOOLS)
        with tempfile.TemporaryDirectory(prefix="fairness-") as name:
            compare(options, Path(name))
    except (PeerError, ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
