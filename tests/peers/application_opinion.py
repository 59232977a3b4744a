"""Asks SPIN whether snapshots of applications that run for ever terminate, and compares its answer with snapcheck's.

SPIN's is that of `pan -a -f` on a formula of linear temporal logic, by nested depth-first search; ours comes from strongly
connected components. The models are written for SPIN (application_promela.py), and both have to agree on the
numbers of states and transitions, too.

    python3 application_opinion.py --snapcheck build/release/snapcheck
"""

import argparse
from pathlib import Path
import sys
import tempfile

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "second_source"))

# pylint: disable=wrong-import-position
from application_promela import Model
from applications import Application
from opinion import PeerError, need, output_of
import snapcheck
import spin

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs" / "examples" / "applications"

# q never takes M in, and so the marker behind it does not arrive: the run is at its end. If q could still do something
# else, SPIN could not be asked: on each single run, what waits for ever excuses it, and no run would be left.
STUBBORN = """
name = "stubborn"
[[process]]
name = "p"
states = ["A", "B"]
initial = "A"
transitions = ["A -send M on c-> B"]
[[process]]
name = "q"
states = ["C", "D", "E"]
initial = "C"
transitions = ["E -receive M on c-> E"]
[channels]
c = "p -> q"
d = "q -> p"
"""
WRITTEN_HERE = {"stubborn": STUBBORN}

# Application, algorithm, fairness, and whether every run that is fair completes its snapshot, by an argument: the
# paper's; that nobody answers p; that one client can keep the server busy; that q refuses.
INSTANCES = (
    ("single_token", "chandy-lamport", "weak", True),
    ("single_token", "chandy-lamport:no-relay", "weak", False),
    ("single_token", "chandy-lamport:late-marker", "none", False),
    ("nondeterministic", "chandy-lamport", "weak", True),
    ("greedy_server", "chandy-lamport", "weak", True),
    ("greedy_server", "chandy-lamport", "none", False),
    ("greedy_server", "chandy-lamport:no-relay", "weak", False),
    ("stubborn", "chandy-lamport", "weak", False),
)
# SPIN is told how many processes its fairness is for: twice that number of bits, in bytes.
FAIR = ("-O0", "-w", "-DNOREDUCE", "-DNFAIR=4")


def text_of(name):
    return WRITTEN_HERE.get(name) or (EXAMPLES / (name + ".toml")).read_text(encoding="utf-8")


def verifier(text, directory, flags):
    (directory / "application.pml").write_text(text, encoding="ascii")
    output_of(["spin", "-o1", "-o2", "-a", "application.pml"], directory)
    output_of(["gcc", *flags, "-o", "pan", "pan.c"], directory)
    return directory / "pan"


def terminates(model, fairness, directory):
    """SPIN's answer to the formula."""
    pan = verifier(model.text(fairness), directory, FAIR)
    options = ["-a", *(["-f"] if fairness == "weak" else []), f"-m{spin.LONGEST_RUN}", "-w16"]
    said = output_of([pan, *options], directory)
    if f"(fairness {'enabled' if fairness == 'weak' else 'disabled'})" not in said:
        raise PeerError(f"SPIN did not look for fair cycles:\n{said.strip()}")
    if "max search depth too small" in said or "out of memory" in said:
        raise PeerError(f"SPIN did not finish:\n{said.strip()}")
    return spin.number(r"errors: (\S+)", said) == 0


def count(model, directory):
    """States and transitions of the model alone, as SPIN counts them."""
    pan = verifier(model.text(), directory, ("-O0", "-w", "-DSAFETY", "-DNOREDUCE"))
    opinion = spin.read(output_of(spin.command_to_count(pan), directory))
    return opinion.states, opinion.transitions


def ours(binary, path, variant, fairness, directory):
    command = [binary, "check", variant, "--application", path, "--fairness", fairness, "--continue", "--json"]
    report = snapcheck.document(output_of(command, directory, snapcheck.DECIDED))
    verdict = next(p["verdict"] for p in report["properties"] if p["name"] == "terminates")
    return (report["states"], report["transitions"]), {"holds": True, "violated": False}[verdict]


def compare(binary, counted, instance):
    """The line to print, which begins with FAIL where somebody disagrees."""
    name, variant, fairness, expected = instance
    what = f"{variant} on {name}, fairness {fairness}"
    with tempfile.TemporaryDirectory(prefix="application-opinion-") as folder:
        directory = Path(folder)
        path = directory / "application.toml"
        path.write_text(text_of(name), encoding="utf-8")
        model = Model(Application(text_of(name)), variant, [0])
        figures, own = ours(binary, path, variant, fairness, directory)
        if (name, variant) not in counted:
            counted[name, variant] = count(model, directory)
        theirs = terminates(model, fairness, directory)
    if figures != counted[name, variant]:
        return f"FAIL {what}: {figures} states and transitions, but SPIN has {counted[name, variant]}"
    if own != theirs or own != expected:
        return f"FAIL {what}: terminates: {own}, but SPIN says {theirs}, and it should be {expected}"
    return f"ok   {what}: {figures[0]} states, {figures[1]} transitions, terminates: {own}"


def main():
    parser = argparse.ArgumentParser(description="Compare with SPIN on runs without end.")
    parser.add_argument("--snapcheck", required=True, type=Path, metavar="PATH")
    binary = parser.parse_args().snapcheck.resolve()
    counted, failed = {}, 0
    try:
        need(binary, *spin.TOOLS)
        for instance in INSTANCES:
            line = compare(binary, counted, instance)
            failed += line.startswith("FAIL")
            print(line, flush=True)
    except PeerError as error:
        print(error)
        return 1
    print(f"{len(INSTANCES) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
