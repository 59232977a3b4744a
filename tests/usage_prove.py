#!/usr/bin/env python3
"""The command prove from outside: verdicts, exit codes, figures, documents, limits, bad input."""

import argparse
import json
import os
import pathlib
import sys
import tempfile

import usage
from usage import check, last_line, refuses, run

VOLATILE = ("seconds", "peak_bytes", "workers")
CHANDY_LAMPORT = ["prove", "chandy-lamport", "--topology"]


def document_of(*words):
    document = json.loads(run(*words, "--json")[1])
    return {key: value for key, value in document.items() if key not in VOLATILE}


def verdicts():
    code, out, err = run(*CHANDY_LAMPORT, "complete:3")
    check(code == 0 and err == "", "complete:3: every snapshot could have occurred, silently")
    check(last_line(out) == "HOLDS - reachable: for 540 distinct snapshots; complete: 375,513 states, 1,629,885 transitions, "
          "depth 19, 4,344,146,214,400 interleavings; nothing left to explore, states compared exactly", last_line(out))
    # Of the 20 snapshots on bag, 6 have no fault: p0->p1 is recorded as empty, so it carried nothing or one message that was
    # received; p1->p0 carried nothing, one that was received, or one that is recorded as in transit.
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--channels", "bag")
    check(code == 1 and last_line(out) == "VIOLATED - reachable, for 14 of 20 distinct snapshots, shortest run 4 steps", last_line(out))
    check("reachable is violated: " in out and "(step 2)" in out, "the reason, with step numbers")
    code, out, _ = run("prove", "chandy-lamport:prepend", "--topology", "ring:2", "--messages", "2")
    check(code == 1 and "was recorded as [m2, m1], but there it is [m1, m2]" in out, "recorded in the wrong order")
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--channels", "bounded:1", "--messages", "2")
    check(code == 1 and "channel p1->p0 is full" in out, "a channel of one place does not hold two messages")
    code, out, _ = run(*CHANDY_LAMPORT, "edges:1-0", "--quiet")
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - vacuous"), "no snapshot is ever complete")
    code, out, _ = run(*CHANDY_LAMPORT, "ring:3", "--quiet")
    check(code == 0 and out.count("\n") == 1, "--quiet is one line")


def every_run():
    # As counted by second_source/never_occurred.py.
    for words, never, runs in ((["ring:2"], 8, 102), (["ring:2", "--initiators", "all"], 46, 876),
                               (["ring:2", "--budget", "2,1"], 146, 944), (["ring:3", "--budget", "1,1,0"], 29, 206)):
        code, out, _ = run(*CHANDY_LAMPORT, *words, "--every-run")
        check(code == 0 and f"the recorded state, in {never} of {runs} runs\n" in out, f"{words}: {never} of {runs} runs")
        judged = document_of(*CHANDY_LAMPORT, *words, "--every-run")["judged"]
        check((judged["never_occurred"], judged["judged"], judged["failed"]) == (never, runs, 0), f"{words} in JSON: {judged}")


def never_occurred():
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--never-occurred", "--show", "0")
    check(code == 0 and "a shortest full run whose recorded state never occurs, 7 steps\n" in out, "the shortest has 7 steps")
    document = document_of(*CHANDY_LAMPORT, "ring:2", "--never-occurred")["never_occurred"]
    check(len(document["steps"]) == 7 and document["occurred_after"] is None and len(document["swaps"]) == 1, "the same in JSON")
    out = run(*CHANDY_LAMPORT, "ring:2", "--messages", "0", "--never-occurred")[1]
    check("in every run, the recorded state occurs\n" in out, "without messages there is none")


def documents():
    documents = [document_of(*CHANDY_LAMPORT, "ring:3", "--initiators", "0,2", "--never-occurred", "-j", j) for j in ("1", "2", "8")]
    check(documents[0] == documents[1] == documents[2], "workers change nothing but seconds and memory")
    check(documents[0]["schema"] == "snapcheck/1" and documents[0]["command"] == "prove", "schema and command")
    document = document_of(*CHANDY_LAMPORT, "line:3")
    check(document["verdict"] == "holds" and document["complete"] is True and document["property"] == "reachable", "the verdict")
    check(document["judged"]["of"] == "snapshots" and document["judged"]["judged"] == 36, "36 snapshots on line:3")
    shown = document["shown"]
    sides = {step["step"]: step.get("side") for step in shown["steps"]}
    first, second = shown["permuted"][:shown["prerecording"]], shown["permuted"][shown["prerecording"]:]
    check({sides[s] for s in first} <= {"prerecording"} and {sides[s] for s in second} <= {"postrecording"}, "the halves")
    check(first == sorted(first) and second == sorted(second), "each half in its old order")
    pairs = sum(1 for p in second for f in first if p < f)
    check(len(shown["swaps"]) == pairs, "an exchange for each pair in the wrong order")
    failed = document_of(*CHANDY_LAMPORT, "ring:2", "--channels", "bag")
    check(failed["verdict"] == "violated" and failed["shown"]["holds"] is False and "m1" in failed["shown"]["reason"], "a failure")
    code, out, _ = run("prove", "chandy-lamport", "--channels", "lossy", "--json")
    check(code == 2 and json.loads(out)["error"]["exit_code"] == 2, "an error is a document too")


def limits():
    for limit in (["--max-states", "1000"], ["--max-depth", "5"], ["--memory", "1K"], ["--time-limit", "0.001ms"]):
        code, out, _ = run(*CHANDY_LAMPORT, "complete:3", *limit)
        check(code == 3 and last_line(out).startswith("INCONCLUSIVE - "), f"{limit}: {code} {last_line(out)!r}")
    code, out, _ = run(*CHANDY_LAMPORT, "complete:3", "--channels", "bag", "--max-depth", "9", "--quiet")
    check(code == 1, "what fails before a limit fails")
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--every-run", "--max-depth", "3")
    check(code == 3, "runs that were cut off are not judged")


def bad_input():
    base = ["prove", "chandy-lamport"]
    refuses(["prove"], "ALGORITHM")
    refuses(["prov", "chandy-lamport"], "did you mean 'prove'")
    refuses(["prove", "chandy-lamprt"], "did you mean 'chandy-lamport'")
    refuses([*base, "--channels", "lossy"], "reliable channels", "fifo, bag or bounded")
    refuses([*base, "--channels", "duplicating:2"], "reliable channels")
    refuses([*base, "--channels", "causal"], "causal", "fifo, bag")
    refuses([*base, "--topology", "complete:3", "--every-run"], "--every-run", "1000000 runs")
    refuses([*base, "--show", "x"], "--show", "'x'")
    refuses([*base, "--show", "13"], "--show 13", "12 snapshots")
    refuses([*base, "--property", "no-lost"], "--property")
    refuses([*base, "--snapshots", "2"], "--snapshots")
    refuses([*base, "--every-runs"], "did you mean '--every-run'")
    refuses([*base, "--topology", "rng:3"], "did you mean 'ring:3'")


def lemmas():
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--lemmas")
    check(code == 0 and last_line(out).startswith("HOLDS - 8 of 8 lemmas; complete: 65 states, 101 transitions"), last_line(out))
    for name in ("markers-at-recording", "first-marker-records", "records-in-time", "post-marker-unrecorded",
                 "recorded-before-marker", "no-marker-stays", "all-record", "exact-channels"):
        check(f"\n  {name}" in out and f"\n{name}: " in out, f"{name} has a line and a run")
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--lemmas", "--channels", "bag")
    check(code == 1 and last_line(out) == "VIOLATED - records-in-time, post-marker-unrecorded, recorded-before-marker, "
          "exact-channels, shortest run 3 steps", last_line(out))
    code, out, _ = run("prove", "lai-yang", "--topology", "ring:2", "--lemmas")
    check(code == 0 and "  first-marker-records    not applicable: no marker is ever sent\n" in out, "lai-yang has no markers")
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--lemmas", "--messages", "0", "--quiet")
    check(code == 0 and "; vacuous: records-in-time, " in out, "without messages, lemmas about them are vacuous")
    for limit in (["--max-states", "10"], ["--max-depth", "3"], ["--time-limit", "0.001ms"]):
        code, out, _ = run(*CHANDY_LAMPORT, "ring:3", "--lemmas", *limit)
        check(code == 3 and last_line(out).startswith("INCONCLUSIVE - "), f"{limit}: {code} {last_line(out)!r}")
    code, out, _ = run(*CHANDY_LAMPORT, "ring:2", "--lemmas", "--snapshots", "2", "--messages", "0", "--quiet")
    check(code == 0, "two snapshots")


def lemmas_in_json():
    words = (*CHANDY_LAMPORT, "ring:2", "--channels", "bag", "--lemmas")
    documents = [document_of(*words, "-j", j) for j in ("1", "2", "8")]
    check(documents[0] == documents[1] == documents[2], "workers change nothing but seconds and memory")
    document = documents[0]
    check((document["command"], document["verdict"], document["states"]) == ("prove", "violated", 127), "verdict and figures")
    by_name = {lemma["name"]: lemma for lemma in document["lemmas"]}
    check(len(by_name) == 8, "eight lemmas")
    check(by_name["all-record"]["verdict"] == "holds" and by_name["all-record"]["violated"] is None, "one that holds")
    late = by_name["records-in-time"]
    check(late["verdict"] == "violated" and len(late["violated"]["steps"]) == 3 and "m1" in late["violated"]["reason"], "one that does not")


def lemmas_in_files():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        code, out, err = run(*CHANDY_LAMPORT, "ring:2", "--lemmas", "-o", "new", cwd=folder)
        check(code == 0 and err == "", f"-o DIR: {err}")
        files = sorted(path.name for path in (folder / "new").iterdir())
        check(len(files) == 8 * 2 * 3, f"a run at work and one that violates, in three formats: {files}")
        for file in files:
            if not file.endswith(".json"):
                continue
            code, out, _ = run("replay", file, cwd=folder / "new")
            word = "violates" if "-violated" in file else "shows"
            check(code == 0 and f"  {word} " in out and last_line(out).startswith("REPLAYED - 1 trace"), f"{file}: {out}")
        (folder / "file").write_text("")
        refuses([*CHANDY_LAMPORT, "ring:2", "--lemmas", "-o", "file"], "--output file", cwd=folder)
        refuses([*CHANDY_LAMPORT, "ring:2", "--lemmas", "-o", "no/where"], "--output no/where", cwd=folder)
    refuses([*CHANDY_LAMPORT, "ring:2", "-o", "x"], "--output: only with --lemmas")
    refuses([*CHANDY_LAMPORT, "ring:2", "--snapshots", "2"], "--snapshots: only with --lemmas")
    refuses([*CHANDY_LAMPORT, "ring:2", "--lemmas", "--every-run"], "--lemmas", "--every-run")


def helps():
    code, out, _ = run("prove", "--help")
    check(code == 0, "prove --help")
    for option in ("--topology", "--channels", "--messages", "--budget", "--initiators", "--every-run", "--never-occurred", "--show", "--lemmas", "--output",
                   "--workers", "--max-depth", "--max-states", "--time-limit", "--memory", "--json", "--quiet", "--events", "--color"):
        check(option in out, f"prove --help says {option}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (verdicts, every_run, never_occurred, documents, limits, lemmas, lemmas_in_json, lemmas_in_files, bad_input, helps):
        part()
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
