#!/usr/bin/env python3
"""Applications on channels that lose or have few places, from outside: against a second explorer, a deadlock that is the
network's, and what is refused."""

import argparse
import os
import sys
import tempfile

import usage
from usage import check, refuses, run
from usage_application import agrees_with_the_second_source, applications, document, example, property_of
from usage_detect import TERMINATED, agrees_with_the_second_source as detection_agrees

BROKEN = "single_token", "lossy:1", "chandy-lamport", [0]


def second_source():
    right = (("single_token", "bounded:1", [0]), ("single_token", "bounded:1", [0, 1]), ("nondeterministic", "bounded:1", [0]),
             ("nondeterministic", "bounded-blocking:1", [0]), ("greedy_server", "bounded:1", [0]))
    for name, channels, initiators in right:
        found = agrees_with_the_second_source(name, channels, "chandy-lamport", initiators)
        check(found == {}, f"{name}, {channels}: right")
    found = agrees_with_the_second_source("single_token", "bounded:1", "chandy-lamport", [0, 1], 2)
    check(found == {}, "two snapshots, and places for one")
    late = agrees_with_the_second_source("single_token", "bounded-blocking:1", "chandy-lamport:late-marker", [0])
    check("conserved" in late, "what is wrong stays wrong where channels block")


def losses():
    found = agrees_with_the_second_source(*BROKEN)
    check(set(found) == {"no-lost", "conserved"}, f"a token that the network loses is missing: {found}")
    agrees_with_the_second_source("nondeterministic", "lossy:2", "chandy-lamport", [0])
    agrees_with_the_second_source("single_token", "lossy:1", "chandy-lamport", [0, 1], 2)
    detection_agrees("diffusing", TERMINATED, "lossy:1")


def losses_are_told(folder):
    words = ("chandy-lamport", "--application", "single-token", "--channels", "lossy:1")
    for wanted, event in (("no-lost", "the token from p to q is lost"), ("terminates", "the marker from p to q is lost")):
        formats = ("json", "svg", "html", "tex", "dot", "mmd", "shiviz.log", "itf.json", "tla")
        outputs = [word for kind in formats for word in ("--trace-out", f"told.{kind}")]
        code, out, err = run("check", *words, "--property", wanted, *outputs, cwd=folder)
        check(code == 1 and err == "" and event in out, f"{wanted}: {out} {err}")
        code, out, _ = run("replay", "told.json", cwd=folder)
        check(code == 0 and "REPLAYED - 1 counterexample" in out, f"{wanted}: {out}")


# p and q answer each other's messages; with one place a channel, both wait for room, and r alone goes on.
CROSSING = '''
[[process]]
name = "p"
states = ["A", "B"]
initial = "A"
transitions = ["A -send M on c-> B", "B -receive M on d, send M on c-> B"]

[[process]]
name = "q"
states = ["A", "B"]
initial = "A"
transitions = ["A -send M on d-> B", "B -receive M on c, send M on d-> B"]

[[process]]
name = "r"
states = ["R"]
initial = "R"
transitions = ["R -> R"]

[channels]
c = "p -> q"
d = "q -> p"
e = "p -> r"
f = "r -> p"
'''


def full_channels(folder):
    path = os.path.join(folder, "crossing.toml")
    with open(path, "w") as file:
        file.write(CROSSING)
    for channels in ("fifo", "bounded:1", "bounded-blocking:1", "bounded:2"):
        second = applications.Explorer(applications.Application(CROSSING), channels, "chandy-lamport", [0])
        for fairness in ("weak", "strong"):
            _, found = document("chandy-lamport", "--application", path, "--channels", channels, "--fairness", fairness)
            terminates = property_of(found, "terminates")["verdict"]
            check(terminates == ("holds" if second.terminates(fairness) else "violated"), f"crossing, {channels}: {terminates}")
            full = channels in ("bounded:1", "bounded-blocking:1")
            check((terminates == "violated") == full, f"{channels}: both wait for room for ever, or not: {terminates}")
    words = ("chandy-lamport", "--application", path, "--channels", "bounded:1", "--property", "terminates")
    code, out, err = run("check", *words, "--trace-out", "full.json", "--trace-out", "full.svg", cwd=folder)
    check(code == 1 and err == "" and "waiting in the outbox" in out, f"what waits: {out} {err}")
    check(run("replay", "full.json", cwd=folder)[0] == 0, "and that is so")


def refusals():
    words = ("check", "chandy-lamport", "--application", "single-token", "--channels")
    refuses([*words, "causal"], "--channels causal does not go with --application: ", "counts")
    refuses([*words, "duplicating:2"], "--channels duplicating:2 does not go with --application: ", "no numbers")
    refuses(["prove", *words[1:], "lossy", "--never-occurred"], "--channels lossy:1 does not go with --never-occurred")
    for channels in ("lossy:1", "bounded:1"):
        code, _, err = run("detect", "chandy-lamport", "--application", example("single_token"), "--stable", "p.s0",
                           "--channels", channels)
        check(code == 2 and "not stable" in err, f"what is not stable is refused on {channels}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    second_source()
    losses()
    refusals()
    with tempfile.TemporaryDirectory() as folder:
        losses_are_told(folder)
        full_channels(folder)
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
