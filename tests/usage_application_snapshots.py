#!/usr/bin/env python3
"""Several snapshots of an application in one run, from outside: against a second explorer, the mutants that confuse them,
and which snapshot a counterexample speaks of."""

import argparse
import json
import os
import sys
import tempfile

import usage
from usage import check, last_line, refuses, run
from usage_application import agrees_with_the_second_source, document, example, property_of

TWICE = ("--snapshots", "2")
CLOSE_ALL = ("chandy-lamport:close-all", "--application", "nondeterministic", "--property", "no-lost", *TWICE)
LOG_ONE = ("chandy-lamport:log-one", "--application", "single-token", "--property", "conserved", *TWICE)
NO_RELAY = ("chandy-lamport:no-relay", "--application", "single-token", "--initiators", "all", "--property", "terminates", *TWICE)


def second_source():
    right = (("single_token", [0], 2), ("single_token", [0, 1], 2), ("nondeterministic", [0], 2), ("single_token", [1, 0], 3))
    for name, initiators, snapshots in right:
        found = agrees_with_the_second_source(name, "fifo", "chandy-lamport", sorted(initiators), snapshots)
        check(found == {}, f"{name}: {snapshots} snapshots are right, each of them")
    agrees_with_the_second_source("single_token", "fifo", "chandy-lamport:no-relay", [0, 1], 2)


def mutants():
    """They are caught where two snapshots record the same channel, and not where there is one."""
    for variant in ("chandy-lamport:log-one", "chandy-lamport:close-all"):
        for name in ("single_token", "nondeterministic"):
            found = agrees_with_the_second_source(name, "fifo", variant, [0], 2)
            check("no-lost" in found, f"{variant} on {name} loses messages")
            check(("conserved" in found) == (name == "single_token"), f"{variant} on {name}: and the token, where it is one")
        check(agrees_with_the_second_source("single_token", "fifo", variant, [0]) == {}, f"{variant}: not with one snapshot")


def which_one():
    for words in (CLOSE_ALL, LOG_ONE):
        code, found = document(*words)
        finding = found["properties"][0]
        steps = [step["event"] for step in finding["trace"]["steps"]]
        check(code == 1 and found["instance"]["snapshots"] == 2, f"{words}: two snapshots, and wrong")
        check(steps.count("p initiates snapshot 1") == steps.count("p initiates snapshot 2") == 1, f"{words}: {steps}")
        check(any("receives the marker of snapshot 1 on" in step for step in steps), f"{words}: whose marker: {steps}")
        last = finding["trace"]["steps"][-1]["state"]
        named = [s for s in (1, 2) if finding["reason"].startswith(f"of snapshot {s}, the recorded state is p ")]
        check(len(named) == 1, f"{words}: {finding['reason']}")
        told = f"p {last[f'p recorded of snapshot {named[0]}']}, q {last[f'q recorded of snapshot {named[0]}']}, c "
        check(told in finding["reason"], f"{words}: {finding['reason']}, and {last}")
    text = run("check", *CLOSE_ALL)[1]
    check(" fifo channels, 2 snapshots started by p\n" in text, "the headline says how many")


ONE_WAY = '''
[[process]]
name = "p"
states = ["A", "B"]
initial = "A"
transitions = ["A -send M on c-> B"]

[[process]]
name = "q"
states = ["C"]
initial = "C"
transitions = ["C -receive M on c-> C"]

[channels]
c = "p -> q"
'''


def runs_without_end(folder):
    code, found = document(*NO_RELAY)
    finding = found["properties"][0]
    check(code == 1 and finding["trace"]["loop"] == finding["steps"] == 2, "p initiates, q gets the marker, and that is all")
    check("and snapshot 1 is not complete: p waits for " in finding["reason"], finding["reason"])
    path = os.path.join(folder, "one_way.toml")
    with open(path, "w") as file:
        file.write(ONE_WAY)
    code, found = document("chandy-lamport", "--application", path, "--initiators", "0,1", "--property", "terminates", *TWICE)
    finding = found["properties"][0]
    check(code == 1 and finding["trace"]["loop"] == finding["steps"] == 1, "q initiates, and its markers lead nowhere")
    check("and snapshot 2 is not complete: p has not recorded" in finding["reason"], finding["reason"])
    code, found = document("chandy-lamport", "--application", path, "--property", "terminates", *TWICE)
    check(code == 0, "both of p are completed")


def every_format(folder):
    for words in (CLOSE_ALL, LOG_ONE, NO_RELAY):
        formats = ("json", "svg", "html", "tex", "dot", "mmd", "shiviz.log", "itf.json", "tla")
        outputs = [word for kind in formats for word in ("--trace-out", f"told.{kind}")]
        code, out, err = run("check", *words, "--quiet", *outputs, cwd=folder)
        check(code == 1 and err == "", f"{words}: every format: {out} {err}")
        with open(os.path.join(folder, "told.json")) as file:
            told = json.load(file)
        snapshot = told["traces"][0]["end"]["snapshot"]
        code, out, err = run("replay", "told.json", cwd=folder)
        check(code == 0 and "REPLAYED - 1 counterexample" in out, f"{words}: {out} {err}")
        check(run("render", "told.json", cwd=folder)[0] == 0, f"{words}: read, and drawn")
        told["traces"][0]["end"]["snapshot"] = 3 - snapshot
        with open(os.path.join(folder, "other.json"), "w") as file:
            json.dump(told, file)
        check(run("replay", "other.json", cwd=folder)[0] == 1, f"{words}: of the other snapshot it is another run")


def any_workers():
    texts = []
    for workers in ("1", "3"):
        _, found = document(*CLOSE_ALL, "-j", workers)
        texts.append(json.dumps(found["properties"]))
    check(texts[0] == texts[1], "workers change nothing")


def bad_input():
    words = ("check", "chandy-lamport", "--application", "single-token", "--snapshots")
    refuses([*words, "9"], "--snapshots")
    refuses([*words, "0"], "--snapshots")
    refuses(["prove", "chandy-lamport", "--application", "single-token", "--never-occurred", *TWICE],
            "--snapshots does not go with --application")


def venkatesan_takes_turns():
    """Its initiator begins the next snapshot when it is done with the one before."""
    code, out, _ = run("check", "venkatesan", "--application", example("single_token"), "--quiet", *TWICE)
    check(code == 0 and "terminates under weak fairness" in last_line(out), last_line(out))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (second_source, mutants, which_one, any_workers, bad_input, venkatesan_takes_turns):
        part()
    with tempfile.TemporaryDirectory() as folder:
        runs_without_end(folder)
        every_format(folder)
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
