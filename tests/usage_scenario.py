#!/usr/bin/env python3
"""Scenarios from outside: the examples of the documents, exit codes, streams, and bad input at every door."""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

failed = passed = 0
program = ""
examples = pathlib.Path(__file__).resolve().parent.parent / "docs" / "examples" / "scenarios"

TOP = "3\nA 4\nB 2\nC 0\nA B\nB C\nC A\n"
EVENTS = "send A B 1\nsnapshot B\ntick 9\n"
SNAP = "0\nA 3\nB 2\nC 0\nA B token(1)\n"
FILES = ["check", "chandy-lamport", "--scenario", "s.top", "s.events"]


def check(condition, what):
    global failed, passed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


def run(words, **files):
    """In a folder with s.top, s.events, s.snap and whatever `files` replace or add."""
    texts = {"s.top": TOP, "s.events": EVENTS, "s.snap": SNAP}
    texts.update({name.replace("_", "."): text for name, text in files.items()})
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            if text is not None:
                pathlib.Path(folder, name).write_text(text)
        pathlib.Path(folder, "folder").mkdir()
        done = subprocess.run([program, *words], cwd=folder, capture_output=True, text=True, timeout=300)
        left = sorted(path.name for path in pathlib.Path(folder).iterdir())
        check(left == sorted([name for name in texts if texts[name] is not None] + ["folder"]), f"{words}: files {left}")
    return done.returncode, done.stdout, done.stderr


def refuses(words, *fragments, **files):
    code, out, err = run(words, **files)
    check(code == 2 and out == "", f"{words} {files}: exit {code}, {out!r}")
    check(err.count("\n") == 1 and err.endswith("\n"), f"{words}: not one line: {err!r}")
    for fragment in fragments:
        check(fragment in err, f"{words} {files}: no {fragment!r} in {err!r}")


def last_line(text):
    return text.rstrip("\n").split("\n")[-1]


def answers():
    # Worked out in docs/scenarios.md: whatever the delays, this comes out.
    code, out, err = run([*FILES, "--expect", "s.snap"])
    check(code == 0 and err == "", f"the ring: exit {code} {err}")
    check(last_line(out) == "HOLDS - possible: this snapshot comes out, witness of 7 steps", f"the ring: {last_line(out)!r}")
    check(len(re.findall(r"^ +\d+ ", out, re.MULTILINE)) == 8, "seven steps and a line of figures")
    code, out, _ = run([*FILES])
    check(code == 0 and last_line(out).startswith("HOLDS - complete: 1 snapshot, 1 distinct outcome,"), f"{last_line(out)!r}")
    for changed, reason in ((SNAP.replace("A 3", "A 9"), "s.snap:2: A cannot have recorded 9 tokens"),
                            (SNAP.replace("A B token(1)", "B C token(1)"), "s.snap:5: token(1) on B->C is never sent"),
                            (SNAP + "A B token(1)\n", "s.snap:6: ")):
        code, out, _ = run([*FILES, "--expect", "s.snap"], s_snap=changed)
        check(code == 1 and last_line(out).startswith("VIOLATED - not an outcome: " + reason), f"{reason}: {out!r}")
    code, out, _ = run([*FILES, "--expect", "s.snap", "--quiet"])
    check(code == 0 and out.count("\n") == 1, "--quiet is one line")
    code, out, _ = run([*FILES, "--expect", "s.snap", "--trace", "off"])
    check(code == 0 and "receives" not in out, "--trace off")
    code, out, _ = run([*FILES, "--max-states", "2"])
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - state limit"), f"a limit: {code} {out!r}")
    code, out, _ = run([*FILES, "--expect", "s.snap", "--max-states", "2"])
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - state limit"), f"a limit: {code} {out!r}")
    code, out, _ = run([*FILES], s_events="snapshot B\n", s_top="2\nA 1\nB 1\nA B\n")
    check(code == 1 and last_line(out).startswith("VIOLATED - terminates"), f"stuck: {code} {out!r}")


def documents():
    code, out, err = run([*FILES, "--expect", "s.snap", "--json"])
    document = json.loads(out)
    check(code == 0 and err == "" and document["verdict"] == "holds" and document["complete"], "JSON of an answer")
    check(len(document["witness"]) == 7 and document["reason"] is None, "the witness in JSON")
    code, out, _ = run([*FILES, "--expect", "s.snap", "--json"], s_snap=SNAP.replace("A 3", "A 9"))
    document = json.loads(out)
    check(code == 1 and document["witness"] is None and document["reason"].startswith("s.snap:2: "), "the reason in JSON")
    document = json.loads(run([*FILES, "--json"])[1])
    check([found["outcomes"] for found in document["snapshots"]] == [1], "outcomes in JSON")
    code, out, _ = run([*FILES, "--json"], s_top=None)
    check(code == 2 and json.loads(out)["error"]["exit_code"] == 2, "an error is a document too")


def bad_words():
    refuses(["check", "chandy-lamport", "--expect", "s.snap"], "--expect goes with --scenario")
    refuses(["check", "chandy-lamport", "--scenario", "s.top"], "--scenario")
    for option, value in (("--topology", "ring:3"), ("--messages", "1"), ("--budget", "1,1,1"), ("--initiators", "0"),
                          ("--property", "all"), ("--reduce", "none"), ("--application", "bank"),
                          ("--fairness", "weak"), ("--trace-out", "t.txt"), ("--channels", "bag")):
        refuses([*FILES, option, value], f"{option}", "does not go with --scenario")
    refuses([*FILES, "--fall-silent"], "--fall-silent does not go with --scenario")
    check(run([*FILES, "--channels", "fifo"])[0] == 0, "--channels fifo is what scenarios have")
    refuses(["check", "chandy-lamport:no-chan", *FILES[2:]], "'chandy-lamport' only")
    refuses(["check", "chandy-lamprt", *FILES[2:]], "did you mean 'chandy-lamport'")
    refuses([*FILES, "--expct", "s.snap"], "did you mean '--expect'")
    refuses([*FILES, "--expect", "s.snap", "--expect", "t.snap"], "t.snap: snapshot 0 again", t_snap=SNAP)


def bad_files():
    words = [*FILES, "--expect", "s.snap"]
    refuses(words, "s.top: no such file", s_top=None)
    refuses(words, "s.events: no such file", s_events=None)
    refuses(words, "s.snap: no such file", s_snap=None)
    refuses([*FILES[:4], "folder"], "folder: a directory")
    refuses([*FILES, "--expect", "folder"], "folder: a directory")
    refuses([*FILES, "--expect", "/dev/null"], "not a regular file")
    for name in ("s_top", "s_events", "s_snap"):
        refuses(words, name.replace("_", ".") + ": nothing in it", **{name: ""})
    refuses(words, "s.top:4: ", s_top=TOP.replace("3\n", "2\n", 1))
    refuses(words, "s.top:5: ", "server tokens", s_top="4\nA 4\nB 2\nC 0\nA B C\n")
    refuses(words, "s.events:1: ", "did you mean 'send'", s_events="sned A B 1\nsnapshot B\n")
    refuses(words, "s.events:1: there is no link A->C", s_events="send A C 1\nsnapshot B\n")
    refuses(words, "s.events:1: C cannot send 1 token:", s_events="send C A 1\nsnapshot B\n")
    refuses(words, "s.snap:1: there is no snapshot 1", s_snap=SNAP.replace("0\n", "1\n", 1))
    refuses(words, "s.snap:4: server 'B' is missing", s_snap=SNAP.replace("B 2\n", ""))
    refuses(words, "s.snap:5: there is no link A->C", s_snap=SNAP.replace("A B token", "A C token"))


def examples_of_the_documents():
    page = (examples.parent.parent / "scenarios.md").read_text()
    for path in sorted(examples.iterdir()):
        check(f"{path.suffix[1:]} {path.name}\n{path.read_text()}```" in page, f"{path.name} is not what docs/scenarios.md shows")


def main():
    global program
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapcheck", required=True)
    program = str(pathlib.Path(parser.parse_args().snapcheck).resolve())
    answers()
    documents()
    bad_words()
    bad_files()
    examples_of_the_documents()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
