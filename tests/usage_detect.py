#!/usr/bin/env python3
"""Stable predicates and recorded states that never occurred, from outside: against a second explorer, the paper's own
example, broken algorithms, and bad input."""

import argparse
import json
import os
import sys
import tempfile

import usage
from usage import check, last_line, refuses, run
from usage_application import applications, document_of, example, property_of

ONE_TOKEN = "p.s1 + q.s1 + c.token + c'.token == 1"
NO_TOKEN = "p.s1 + q.s1 + c.token + c'.token == 0"
TERMINATED = "p.passive and q.passive and messages == 0"
ORDERED = "to_shop.order + shop.busy + shop.done == 1"
LOST = "p.with + q.with + messages == 0"


def explorer(name, channels="fifo", variant="chandy-lamport", initiators=(0,)):
    with open(example(name)) as file:
        return applications.Explorer(applications.Application(file.read()), channels == "fifo", variant, list(initiators))


def detect(name, expression, channels="fifo", variant="chandy-lamport", initiators=(0,)):
    return document_of("detect", variant, "--application", example(name), "--channels", channels, "--stable", expression,
                       "--initiators", ",".join(map(str, initiators)), "--continue")


def agrees_with_the_second_source(name, expression, *instance):
    """Returns after how many steps something is missed, and something reported that is not so."""
    second = explorer(name, *instance)
    what = f"{expression} on {name}, {' '.join(map(str, instance))}"
    check(second.unstable_after(expression) is None, f"{what}: stable")
    expected = second.detect(expression)
    code, found = detect(name, expression, *instance)
    for figure in ("states", "transitions", "depth"):
        check(found[figure] == expected[figure], f"{what}: {found[figure]} {figure}, not {expected[figure]}")
    complete = {"all": "complete", "held_at_start": "held_at_start", "recorded": "recorded"}
    for figure, other in complete.items():
        check(found["complete_states"][figure] == expected[other], f"{what}: {figure}: {found['complete_states']}")
    for property_name, other in (("no-missed-detection", "missed"), ("no-false-detection", "false")):
        check(property_of(found, property_name)["steps"] == expected[other], f"{what}: {property_name} after {expected[other]}")
    violated = expected["missed"] is not None or expected["false"] is not None
    check((code == 1) == violated and (found["verdict"] == "violated") == violated, f"{what}: {code}, {found['verdict']}")
    return expected["missed"], expected["false"]


def second_source():
    nothing = (None, None)
    for name, expression in (("diffusing", TERMINATED), ("order", ORDERED), ("lost_token", LOST), ("single_token", ONE_TOKEN)):
        check(agrees_with_the_second_source(name, expression) == nothing, f"{name}: Chandy-Lamport detects")
    check(agrees_with_the_second_source("diffusing", TERMINATED, "fifo", "chandy-lamport", (0, 1)) == nothing, "two initiators")
    check(agrees_with_the_second_source("diffusing", "deadlocked") == nothing, "deadlocked, in a diffusing computation")
    # A marker that overtakes the work, or the order; and what is broken in an algorithm.
    check(agrees_with_the_second_source("diffusing", TERMINATED, "bag") == (None, 4), "bag: falsely terminated")
    check(agrees_with_the_second_source("order", ORDERED, "bag") == (4, None), "bag: the order is missed")
    no_chan = ("fifo", "chandy-lamport:no-chan")
    check(agrees_with_the_second_source("diffusing", TERMINATED, *no_chan)[1] == 7, "channels not recorded: falsely terminated")
    check(agrees_with_the_second_source("lost_token", LOST, *no_chan)[1] == 7, "channels not recorded: falsely lost")
    late, later = (("fifo", "chandy-lamport:" + name) for name in ("late-marker", "record-later"))
    check(agrees_with_the_second_source("single_token", ONE_TOKEN, *late) == (7, None), "two tokens recorded: the one is missed")
    check(agrees_with_the_second_source("single_token", NO_TOKEN, *later)[1] == 6, "no token recorded: falsely lost")


def comes_true(found, name):
    """The reason is what the trace shows, and not only said."""
    finding = property_of(found, name)
    check(len(finding["trace"]["steps"]) == finding["steps"], f"{name}: as many steps as said")
    return finding["trace"]["steps"][-1]["state"], finding["reason"]


def counterexamples():
    _, found = detect("diffusing", TERMINATED, "bag")
    state, reason = comes_true(found, "no-false-detection")
    check(state["p recorded"] == state["q recorded"] == "passive" and state["c in transit"] == "{work}", f"work under way: {state}")
    check("holds in the recorded state (p passive, q passive, c empty, d empty)" in reason, reason)
    _, found = detect("order", ORDERED, "bag")
    state, reason = comes_true(found, "no-missed-detection")
    check(state["to_shop in transit"] == "{order}" and state["to_shop recorded"] == "{}", f"the order is under way: {state}")
    check("held when the snapshot began (customer waiting, shop open, to_shop order," in reason, reason)
    code, out, _ = run("detect", "chandy-lamport", "--channels", "bag", "--application", example("order"), "--stable", "ordered")
    check(code == 1 and last_line(out) == "VIOLATED - no-missed-detection, shortest counterexample 4 steps", last_line(out))


def built_in():
    for name, stable in (("diffusing:3", "terminated"), ("token-ring:3", "lost"), ("single-token", "one-token"), ("single-token", "lost")):
        code, out, err = run("detect", "chandy-lamport", "--application", name, "--stable", stable)
        check(code == 0 and err == "" and last_line(out).startswith("HOLDS - complete: "), f"{stable} on {name}")
    _, one = document_of("detect", "chandy-lamport", "--application", "diffusing:2", "--stable", "terminated")
    _, other = detect("diffusing", TERMINATED)
    for figure in ("states", "transitions", "depth", "complete_states"):
        check(one[figure] == other[figure], f"diffusing:2: {figure} as in the file")
    for initiators in ("0", "all"):
        words = ("detect", "chandy-lamport:late-marker", "--application", "single-token", "--stable", "one-token",
                 "--initiators", initiators, "--json", "-j")
        texts = [[line for line in run(*words, workers)[1].splitlines()
                  if not any(name in line for name in ('"seconds"', '"peak_bytes"', '"workers"'))] for workers in ("1", "2", "8")]
        check(texts[0] == texts[1] == texts[2], "workers change nothing")


def nothing_vacuous_in_silence():
    words = ("detect", "chandy-lamport", "--application", "single-token", "--stable")
    out = run(*words, "lost")[1]
    check("; vacuous: no-missed-detection, as lost never held when a snapshot began that was completed" in last_line(out), last_line(out))
    out = run(*words, "one-token")[1]
    check("; vacuous: no-false-detection, as one-token held whenever a snapshot was complete" in last_line(out), last_line(out))
    code, out, _ = run("detect", "chandy-lamport:no-relay", "--application", "single-token", "--stable", "lost")
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - nothing was judged; vacuous: "), last_line(out))
    check("no snapshot was ever complete" in last_line(out), "and why")
    for limit in (("--max-states", "20"), ("--max-depth", "4")):
        code, out, _ = run(*words, "one-token", *limit)
        check(code == 3 and last_line(out).startswith("INCONCLUSIVE - "), f"{limit}: {last_line(out)}")


def unstable():
    """Refused, with a run that is as short as one can be."""
    for name, expression in (("single_token", "p.s0"), ("diffusing", "q.passive and messages == 0"),
                             ("lost_token", "not p.with and c.token == 0"), ("nondeterministic", "p.B and q.D")):
        steps = explorer(name).unstable_after(expression)
        words = ("detect", "chandy-lamport", "--application", example(name), "--stable", expression)
        code, out, err = run(*words)
        check(code == 2 and err.count("\n") == 1, f"{expression} is refused in one line: {err!r}")
        check(f"--stable {expression}: not stable on " in err and f"before step {steps} of a run" in err, err)
        check(f"holds no longer, {steps} steps\n" in out or steps == 1, out.split("\n")[0])
        check(f"  {expression} is not stable: it holds before step {steps}, and not after it\n" in out, "the run says so")
        code, found = document_of(*words, stderr=True)
        check(code == 2 and found["error"]["exit_code"] == 2 and len(found["trace"]["steps"]) == steps, "the run as JSON")
        code, out, _ = run(*words, "--quiet")
        check(code == 2 and out == "", "--quiet: the line alone")


def bad_input():
    words = ["detect", "chandy-lamport"]
    refuses(words, "detect: --application is missing")
    refuses([*words, "--application", "bank"], "detect: --stable is missing")
    refuses([*words, "--application", "bnak", "--stable", "1"], "unknown application 'bnak': did you mean 'bank'?")
    refuses([*words, "--application", "diffusing", "--stable", "terminted"], "unknown name 'terminted': did you mean 'terminated'?")
    refuses([*words, "--application", "diffusing", "--stable", "p0.pasive"], "unknown local state of p0 'pasive': did you mean 'passive'?")
    refuses([*words, "--application", "diffusing", "--stable", "terminated", "--channels", "causal"], "fifo or bag")
    refuses([*words, "--application", "diffusing", "--stable", "terminated", "--topology", "ring:3"], "unknown option '--topology'")
    refuses(["detect", "lai-yang", "--application", "diffusing", "--stable", "terminated"], "tells messages apart by their numbers")


def never_occurred(application, *words, code=0):
    exit_code, found = document_of("prove", "chandy-lamport", "--application", application, "--never-occurred", *words)
    check(exit_code == code, f"never occurred on {application}: exit {exit_code}")
    return found


def example_2_2():
    """The recorded state that never occurred, as the paper has it."""
    for application in ("nondeterministic", example("nondeterministic")):
        found = never_occurred(application)["never_occurred"]
        check(found["recorded"] == {"p": "A", "q": "D", "c": [], "c'": ["M'"]}, f"S*: {found['recorded']}")
        check(found["steps"] == 6, f"{found['steps']} steps")
        check(found["recorded"] not in found["states"], "S* is none of the states of the run")
        permuted = found["permuted"]
        check(permuted["states"][permuted["recorded_after"]] == found["recorded"], "the permuted run goes through S*")
        check(permuted["states"][0] == found["states"][0] and permuted["states"][-1] == found["states"][-1], "its ends are the same")
        check([step["step"] for step in permuted["steps"]] == [3, 2, 5], "steps 2 and 3 have changed places")
    code, out, _ = run("prove", "chandy-lamport", "--application", "nondeterministic", "--never-occurred")
    check(code == 0 and "  S*, the recorded state: p A, q D, c empty, c' M'\n" in out, "S* in words")
    check("Steps 2 and 3 can change places" in out, "and why it could have occurred")


def never_occurred_as_the_second_source():
    for name, channels in (("nondeterministic", "fifo"), ("single_token", "fifo"), ("diffusing", "fifo"), ("order", "fifo"),
                           ("lost_token", "fifo"), ("single_token", "bag"), ("order", "bag")):
        length, recorded = explorer(name, channels).never_occurred()
        found = never_occurred(example(name), "--channels", channels, code=1 if channels == "bag" and length else 0)
        what = f"{name}, {channels}"
        check(found["verdict"] == ("found" if length else "none") and found["complete"], f"{what}: {found['verdict']}")
        check((found["never_occurred"] or {}).get("steps") == length, f"{what}: {length} steps, {found['never_occurred']}")
        if length:
            local, channel = zip(*recorded)
            state = found["never_occurred"]["recorded"]
            values = list(state.values())
            check(any(values == [*one, *map(list, other)] for one, other in zip(local, channel)), f"{what}: {state}")


def theorem_1_fails_for_the_wrong():
    words = ("prove", "chandy-lamport:late-marker", "--application", "single-token", "--never-occurred")
    code, out, _ = run(*words)
    check(code == 1 and last_line(out).startswith("VIOLATED - reachable: "), f"two tokens never were: {last_line(out)}")
    check("no such order goes through S*: " in out, "and are reached in no order")
    code, out, _ = run("prove", "chandy-lamport", "--application", "nondeterministic", "--never-occurred", "--max-depth", "5")
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - "), "a depth at which it is not yet there")
    refuses(["prove", "chandy-lamport", "--application", "bank"], "goes with --never-occurred")
    refuses(["prove", "chandy-lamport", "--application", "bank", "--never-occurred", "--lemmas"], "--lemmas does not go with --application")


def files():
    """Written in every format, and read back from JSON."""
    formats = [entry["name"] for entry in json.loads(run("list", "formats", "--json")[1])["formats"]]
    for name, words in (("detected", ("detect", "chandy-lamport", "--channels", "bag", "--application", "diffusing:2", "--stable", "terminated")),
                        ("reached", ("prove", "chandy-lamport", "--application", "nondeterministic", "--never-occurred"))):
        with tempfile.TemporaryDirectory() as folder:
            written = [word for ending in formats for word in ("--trace-out", name + ending)]
            code, _, err = run(*words, *written, "--quiet", cwd=folder)
            check(code == (1 if name == "detected" else 0) and err == "", f"{name}: every format is written: {err}")
            check(run("render", name + ".json", "-o", "again.svg", cwd=folder)[0] == 0, f"{name}.json is read back")
            with open(os.path.join(folder, name + ".svg")) as one, open(os.path.join(folder, "again.svg")) as other:
                check(one.read() == other.read(), f"{name}: the same picture")
            with open(os.path.join(folder, name + ".txt")) as text:
                told = text.read()
            if name == "detected":
                code, _, err = run("replay", "detected.json", cwd=folder)
                check(code == 2 and "is judged by 'detect' alone" in err, f"not replayed: {err}")
            expected = "no-false-detection is violated: " if name == "detected" else "Theorem 1: the application never is in the recorded state (p A, q D,"
            check(expected in told, f"{name}: what the run shows: {told[-300:]}")
    with tempfile.TemporaryDirectory() as folder:
        run("prove", "chandy-lamport", "--application", "nondeterministic", "--never-occurred", "--trace-out", "x.svg", cwd=folder)
        with open(os.path.join(folder, "x.svg")) as file:
            legend = file.read().split("recorded in its channel: ", 1)[1].split("<", 1)[0]
        check(legend in ("[M']", "[M&#39;]", "[M&apos;]"), f"the legend names the message that is drawn, not {legend}")
    refuses(["prove", "chandy-lamport", "--trace-out", "x.svg"], "--trace-out: only with --application")
    refuses(["detect", "chandy-lamport", "--application", "diffusing", "--stable", "terminated", "--trace-out", "x.sgv"], "sgv")


def deadlocked():
    """p and q wait for each other's message once both have gone on."""
    text = '''
[[process]]
name = "p"
states = ["start", "waits"]
initial = "start"
transitions = ["start -> waits", "start -receive M on d-> start", "waits -receive M on d-> start"]
[[process]]
name = "q"
states = ["start", "waits"]
initial = "start"
transitions = ["start -> waits", "start -send M on d-> waits"]
[channels]
d = "q -> p"
'''
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "deadlock.toml")
        with open(path, "w") as file:
            file.write(text)
        second = applications.Explorer(applications.Application(text), True, "chandy-lamport", [1])
        expected = second.detect("deadlocked")
        code, found = document_of("detect", "chandy-lamport", "--application", path, "--stable", "deadlocked", "--initiators", "1")
        check(expected["held_at_start"] > 0 and code == 0, f"a deadlock is detected: {expected}")
        check(found["complete_states"]["held_at_start"] == expected["held_at_start"], "as often as the second source says")
        with open(path, "w") as file:
            file.write(text.replace('"waits"', '"deadlocked"'))
        refuses(["check", "chandy-lamport", "--application", path], "local state 'deadlocked': the word has a meaning of its own")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (second_source, counterexamples, built_in, nothing_vacuous_in_silence, unstable, bad_input, example_2_2,
                 never_occurred_as_the_second_source, theorem_1_fails_for_the_wrong, files, deadlocked):
        part()
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
