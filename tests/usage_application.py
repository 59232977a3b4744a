#!/usr/bin/env python3
"""Applications that may run for ever, from outside: against a second explorer, the paper's own examples, and bad input."""

import argparse
import json
import os
import sys
import tempfile

import usage
from usage import check, last_line, refuses, run

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "second_source"))
import applications  # noqa: E402

EXAMPLES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "docs", "examples", "applications")


CHECK = ("check", "chandy-lamport")


def example(name):
    return os.path.join(EXAMPLES, name + ".toml")


def document_of(*words, stderr=False):
    code, out, err = run(*words, "--json")
    check(stderr or err == "", f"{' '.join(words)}: nothing on standard error")
    return code, json.loads(out)


def document(*words):
    return document_of("check", *words, "--continue")


def property_of(found, name):
    return next(p for p in found["properties"] if p["name"] == name)


def agrees_with_the_second_source(name, channels, variant, initiators):
    agrees_on_file(example(name), channels, variant, initiators)


def agrees_on_file(path, channels, variant, initiators):
    with open(path) as file:
        application = applications.Application(file.read())
    second = applications.Explorer(application, channels == "fifo", variant, initiators)
    expected = second.explore()
    what = f"{variant} on {path}, {channels}"
    options = ("--application", path, "--channels", channels, "--initiators", ",".join(map(str, initiators)))
    for fairness in ("none", "weak", "strong"):
        _, found = document(variant, *options, "--fairness", fairness)
        for figure in ("states", "transitions", "depth", "snapshots"):
            check(found[figure] == expected[figure], f"{what}: {found[figure]} {figure}, not {expected[figure]}")
        if application.conserved:
            check(property_of(found, "conserved")["steps"] == expected["first"].get("conserved"), f"{what}: conserved")
        terminates, stranded = property_of(found, "terminates"), second.stranded(fairness)
        check((terminates["verdict"] == "violated") == bool(stranded), f"{what}: terminates under {fairness} fairness")
        check(terminates["violations"] == len(stranded), f"{what}: {terminates['violations']} states, not {len(stranded)}")


def second_source():
    for name in ("single_token", "nondeterministic"):
        for variant in ("chandy-lamport", "chandy-lamport:no-relay", "chandy-lamport:record-later"):
            agrees_with_the_second_source(name, "fifo", variant, [0])
    agrees_with_the_second_source("single_token", "fifo", "chandy-lamport", [0, 1])
    agrees_with_the_second_source("single_token", "fifo", "chandy-lamport:late-marker", [0])
    agrees_with_the_second_source("greedy_server", "fifo", "chandy-lamport", [0])
    agrees_with_the_second_source("single_token", "bag", "chandy-lamport", [0])


def built_in_are_those_of_the_files():
    for built_in, name in (("single-token", "single_token"), ("nondeterministic", "nondeterministic")):
        _, one = document("chandy-lamport", "--application", built_in)
        _, other = document("chandy-lamport", "--application", example(name))
        for figure in ("states", "transitions", "depth", "snapshots"):
            check(one[figure] == other[figure], f"{built_in}: {figure} as in the file")
    for name in ("token-ring:3", "bank:2", "ping-pong", "diffusing:2"):
        code, out, _ = run("check", "chandy-lamport", "--application", name)
        check(code == 0 and last_line(out).startswith("HOLDS - "), f"{name} holds")
        check("terminates under weak fairness" in last_line(out), f"{name} terminates")


def holds_for_any_workers():
    words = ("chandy-lamport:late-marker", "--application", "single-token")
    texts = []
    for workers in ("1", "2", "8"):
        _, found = document(*words, "-j", workers)
        for name in ("seconds", "peak_bytes", "workers"):
            del found[name]
        del found["unfinished"]["seconds"]
        texts.append(json.dumps(found))
    check(texts[0] == texts[1] == texts[2], "workers change nothing")


def example_2_1():
    """Both wrong counts, in one step after the other: algorithms of which only the marker rule is broken."""
    for variant, steps, count in (("late-marker", 7, 2), ("record-later", 6, 0)):
        code, found = document("chandy-lamport:" + variant, "--application", "single-token", "--property", "conserved")
        conserved = property_of(found, "conserved")
        check(code == 1 and conserved["steps"] == steps, f"{variant}: {conserved['steps']} steps")
        check(f"is {count} in it, and 1 in every state" in conserved["reason"], f"{variant}: {conserved['reason']}")


def lassos():
    words = ("chandy-lamport:no-relay", "--application", "single-token", "--property", "terminates")
    code, found = document(*words)
    terminates = property_of(found, "terminates")
    check(code == 1 and found["fairness"] == "weak", "weak fairness is the default")
    check(terminates["trace"]["loop"] == terminates["steps"] == 2, "p initiates, q gets the marker, and that is all")
    check("p waits for a control message on c'" in terminates["reason"], "who waits for what")
    check(last_line(run("check", *words)[1]).startswith("VIOLATED - terminates under weak fairness, "), "under which")
    code, found = document("chandy-lamport", "--application", example("greedy_server"), "--fairness", "none",
                           "--property", "terminates")
    check(code == 1, "without fairness a client can starve the snapshot")
    comes_back(found)
    code, out, _ = run("check", "chandy-lamport", "--application", example("greedy_server"), "--fairness", "none",
                       "--property", "terminates")
    check("from here on, again and again:" in out and " keeps {" in out, "a lasso as text, and who is starved")


def comes_back(found):
    trace = property_of(found, "terminates")["trace"]
    states = [trace["initial"]] + [step["state"] for step in trace["steps"]]
    check(trace["loop"] < len(trace["steps"]) and states[trace["loop"]] == states[-1], "a lasso comes back")


IDLER = """
[[process]]
name = "p"
states = ["A", "B", "C"]
initial = "A"
transitions = ["A -send M on c-> B", "B -> C", "C -> B"]

[[process]]
name = "q"
states = ["X", "Y"]
initial = "X"
transitions = [%s"Y -receive M on c-> Y"]

[channels]
c = "p -> q"
d = "q -> p"
"""


def dead_ends():
    """What p sends, q never takes in, and the marker waits behind it. That p goes on meanwhile is no excuse: there is no fair
    run from there, so that every one of them would complete the snapshot. If q may change its mind, there is."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "idler.toml")
        for change_of_mind, expected in (("", 1), ('"X -> Y", "Y -> X", ', 0)):
            with open(path, "w") as file:
                file.write(IDLER % change_of_mind)
            agrees_on_file(path, "fifo", "chandy-lamport", [0])
            for fairness in ("weak", "strong"):
                words = ("chandy-lamport", "--application", path, "--fairness", fairness, "--property", "terminates")
                code, found = document(*words)
                check(code == expected, f"a message that nobody takes in, {fairness} fairness: {code}, not {expected}")
                if expected == 1:
                    comes_back(found)
                    reason = property_of(found, "terminates")["reason"]
                    check("; c keeps {M, marker}, since q has no use for M" in reason, reason)
                    picture = os.path.join(folder, "idler.svg")
                    told = os.path.join(folder, "idler.json")
                    _, out, _ = run("check", *words, "--quiet", "--trace-out", picture, "--trace-out", told)
                    check(run("replay", told)[0] == 0, "and it can be replayed")
                    check(", counterexample 2 steps and then 2 steps for ever" in out, "it is not said to be shortest")
                    with open(picture) as file:
                        check("starves q: M, marker on c never" in file.read(), "who starves, channel by channel")


def invariants():
    words = ("check", "chandy-lamport", "--application", "single-token", "--quiet", "--invariant")
    check(run(*words, "one-token")[0] == 0, "an invariant by name")
    check(run(*words, "p.s1 + q.s1 + messages == 1")[0] == 0, "an invariant as an expression")
    code, out, _ = run(*words, "not p.s0")
    check(code == 1 and last_line(out).startswith("VIOLATED - not p.s0, "), "an invariant that is violated")
    check(run(*words, "not lost and (one-token)")[0] == 2, "a name with a dash is no word of an expression")
    check(run(*words, "not lost and messages < 2")[0] == 0, "names as parts of an expression")
    check(run(*words, "lost or messages > 1")[0] == 1, "names as parts of an expression that is violated")
    refuses([*words, "not lots"], "unknown name 'lots': did you mean 'lost'?")
    refuses([*words, "p == 1"], "'==', where '.' and a local state or a message is wanted")
    refuses([*words, "r.s0 == 1"], "unknown process or channel 'r': choose from p, q, c, c'")
    refuses([*words, "p.s0 =="], "where a number or a name is wanted")
    refuses([*CHECK, "--invariant", "1"], "--invariant goes with --application")


FILE = '''
[[process]]
name = "p"
states = ["A", "B"]
initial = "A"
transitions = ["A -send M on c-> B", "B -receive N on d-> A"]

[[process]]
name = "q"
states = ["C"]
initial = "C"
transitions = ["C -receive M on c, send N on d-> C"]

[channels]
c = "p -> q"
d = "q -> p"
'''


def bad_files():
    cases = (
        ('initial = "A"\n', "", ":2:1: this process has no initial state"),
        ('"A", "B"]', '"A", "A"]', ":4:16: local state 'A' of p is given twice"),
        ('"A", "B"]', '"A", "\u00c4"]', ":4:16: local state '\u00c4': a name is a letter"),
        ('"A", "B"]', "]", ":5:11: process 'p' has no local states"),
        ('name = "q"', 'name = "p"', ":9:8: process 'p' is given twice"),
        ('initial = "A"', 'initial = "X"', ":5:11: unknown local state of p 'X'"),
        ('"A -send M on c-> B"', '"A -send M on c-> F"', ":6:16: unknown local state of p 'F'"),
        ("send M on c", "send M on e", ":6:16: unknown channel 'e'"),
        ("send M on c", "send M on d", ":6:16: action 'send M on d': channel 'd' leads from q to p, not from p"),
        ('"B -receive N on d-> A"', '"B -receive N on d-> A", "B -receive N on d-> B"', "must be determined"),
        ("send N on d", "send O on d", ":6:38: nobody sends 'N' on 'd', where it is received"),
        ('"B -receive', '"A -send M on c-> B", "B -receive', ":6:38: this transition of p is given twice"),
        ("A -send M on c-> B", "A send M on c B", ":6:16: transition 'A send M on c B': it has no arrow"),
        ('c = "p -> q"', 'c = "p -> r"', ":15:5: unknown process 'r'"),
        ("states", "stats", ":4:1: unknown key 'stats': did you mean 'states'?"),
        ("[[process]]", "[process]", ":8:1: "),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "bad.toml")
        for old, new, message in cases:
            with open(path, "w") as file:
                file.write(FILE.replace(old, new, 1))
            refuses([*CHECK, "--application", path], message)
        with open(path, "w") as file:
            file.write(FILE.replace("A -send M on c-> B", "A -send M on c-> A"))
        refuses([*CHECK, "--application", path], "sends without end")
        with open(path, "w") as file:
            file.write(FILE.replace("A -send M on c-> B", "A\\t-send\\tM \\ton  c -> B"))
        check(run(*CHECK, "--application", path)[0] == 0, "tabs are blanks")
        with open(path, "w") as file:
            file.write('conserved = "p.A"\n' + FILE)
        refuses([*CHECK, "--application", path], "does not conserve p.A")
    refuses([*CHECK, "--application", "bnak"], "unknown application 'bnak': did you mean 'bank'?")
    refuses([*CHECK, "--application", "./bank.tml"], "application './bank.tml': the name of a file has to end with .toml")
    refuses([*CHECK, "--application", "bank:6"], "not a number of processes from 2 to 5")
    refuses([*CHECK, "--application", "bank", "--topology", "ring:3"], "--topology does not go with --application")
    refuses([*CHECK, "--application", "bank", "--certificate", "c.cert"], "--certificate does not go with --application")
    refuses([*CHECK, "--fairness", "weak"], "--fairness goes with --application")
    refuses([*CHECK, "--application", "bank", "--fairness", "week"], "unknown fairness 'week': did you mean 'weak'?")
    refuses([*CHECK, "--application", "bank", "--channels", "causal"], "does not go with --application: fifo or bag")


def numbers_are_needed():
    refuses(["check", "lai-yang", "--application", "single-token"], "tells messages apart by their numbers")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (second_source, built_in_are_those_of_the_files, holds_for_any_workers, example_2_1, lassos, dead_ends,
                 invariants, bad_files, numbers_are_needed):
        part()
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
