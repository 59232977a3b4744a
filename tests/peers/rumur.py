"""Asks Rumur: generate its verifier, compile it, run it, read its XML."""

import re

from instance import PROPERTIES
import murphi
from opinion import Opinion, PeerError, need, output_of

TOOLS = ("rumur", "gcc")
QUICK_TO_COMPILE = ("-O1",)
# Whether a terminal state is stuck is judged by the model: a complete one is no deadlock.
OPTIONS = (
    "--deadlock-detection=off",
    "--symmetry-reduction=off",
    "--output-format=machine-readable",
)


def build(instance, directory, flags=QUICK_TO_COMPILE, options=("--threads=1",), judge="cover"):
    """Leaves the verifier `network` in the directory and returns its path."""
    need(*TOOLS)
    (directory / "network.m").write_text(murphi.model(instance, judge), encoding="ascii")
    output_of(["rumur", *OPTIONS, *options, "--output", "network.c", "network.m"], directory)
    output_of(
        ["gcc", "-std=c11", *flags, "-w", "-mcx16", "network.c", "-o", "network"]
        + ["-lpthread", "-latomic"],
        directory,
    )
    return directory / "network"


def read(text):
    """The opinion in what the verifier printed."""
    summary = re.search(r'<summary states="(\d+)" rules_fired="(\d+)" errors="(\d+)"', text)
    if not summary:
        raise PeerError(f"Rumur printed no summary:\n{text.strip()[-2000:]}")
    states, fired, errors = map(int, summary.groups())
    covered = re.findall(r'<cover_result message="([^"]+)" count="(\d+)"', text)
    if not covered:  # the properties were invariants
        return Opinion(states, fired, errors == 0)
    # To Rumur a property that is never covered is an error. Any other error cut the search short.
    violated = frozenset(name for name, count in covered if count != "0")
    if len(covered) != len(PROPERTIES) or errors != len(covered) - len(violated):
        raise PeerError(f"Rumur met an error in the model:\n{text.strip()[-2000:]}")
    return Opinion(states, fired, not violated, violated)


def ask(instance, directory):
    """One instance, from nothing to an opinion."""
    verifier = build(instance, directory)
    return read(output_of([verifier], directory, accepted=(0, 1)))
