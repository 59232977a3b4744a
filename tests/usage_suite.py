#!/usr/bin/env python3
"""`snapcheck suite` from outside: every kind of miss, what each output holds, what is refused and where.

A suite that ought to fail has to fail for the reason given here, and for no other.
"""

import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as xml

import usage
from usage import check, last_line, refuses, run

CHECK = '[[check]]\nalgorithm = "chandy-lamport"\ntopology = "ring:2"\n'
# 65 states and 102 interleavings are four programs' figures; 4 and 5 steps are counted in docs/semantics.md.
MET = CHECK + 'name = "met"\nexpect = "holds"\nstates = 65\ninterleavings = "102"\n'
PASSES = CHECK + 'name = "passes"\nexpect = "violated"\n'
SHRANK = CHECK + 'name = "shrank"\nexpect = "holds"\nstates = 66\n'
LENGTH = CHECK + 'name = "length"\nchannels = "bag"\nexpect = "violated"\nsteps = { no-lost = 5, no-orphan = 5 }\n'
VERDICT = CHECK + 'name = "verdict"\nchannels = "bag"\nexpect = "holds"\n'
OTHERS = CHECK + 'name = "others"\nchannels = "bag"\nproperties = ["no-lost", "no-orphan"]\nexpect = "violated"\nviolates = "no-lost"\nonly = true\n'
LIMIT = CHECK + 'name = "limit"\nexpect = "holds"\nmax-states = 10\n'
LIMIT_WANTED = CHECK + 'name = "limit wanted"\nexpect = "inconclusive"\nmax-depth = 3\n'
TOO_LARGE = CHECK.replace("ring:2", "complete:6") + 'name = "too large"\nmessages = 6\nexpect = "holds"\n'


def suite(text, *words, folder=None):
    with tempfile.TemporaryDirectory() as empty:
        there = folder or empty
        pathlib.Path(there, "s.toml").write_text(text)
        return run("suite", "s.toml", *words, cwd=there)


def expectations():
    code, out, err = suite(MET + LIMIT_WANTED)
    check(code == 0 and err == "" and last_line(out).startswith("OK - 2 checks, all as expected"), f"all met: {code} {out!r}")
    check(out.startswith("ok      met: holds, 65 states, "), f"a line a check: {out!r}")
    for text, code_wanted, complaint in (
            (PASSES, 1, "passes: verdict: expected violated, got holds"),
            (SHRANK, 1, "shrank: states: expected 66, got 65"),
            (LENGTH, 1, "length: steps of no-lost: expected 5, got 4"),
            (VERDICT, 1, "verdict: verdict: expected holds, got violated (no-lost, "),
            (OTHERS, 1, "others: no-orphan: expected holds, got violated"),
            (TOO_LARGE, 1, "too large: cannot be checked: the instance is too large"),
            (LIMIT, 3, "limit: verdict: expected holds, got inconclusive (state limit)")):
        code, out, err = suite(MET + text)
        failed = [line for line in out.splitlines() if line.startswith("FAILED  ")]
        check(code == code_wanted and err == "" and len(failed) == 1, f"{complaint}: exit {code}, {out!r}")
        check(failed and failed[0].startswith("FAILED  " + complaint), f"{complaint}: {failed}")
        check(failed and ";" not in failed[0].replace("verdict: expected holds", ""), f"one complaint: {failed}")
        check(out.startswith("ok      met:"), f"{complaint}: the other is met all the same")
        check(last_line(out).startswith("FAILED - 2 checks, 1 not" if code_wanted == 1 else "INCONCLUSIVE - 2 checks, 1 not"), last_line(out))
    check(suite(LIMIT + SHRANK)[0] == 1, "missed is worse than cut off")
    code, out, _ = suite(SHRANK)
    command = out.splitlines()[1].partition(" or: snapcheck ")[2].split()
    check(out.splitlines()[1].lstrip().startswith("s.toml:1, or: "), "where it stands")
    check(run(*command)[0] == 0 and "65 states" in run(*command)[1], "the command shows the same check")


def selections():
    text = MET + SHRANK + LIMIT_WANTED
    code, out, _ = suite(text, "--filter", "met")
    check(code == 0 and "1 check, all as expected" in out, "--filter")
    code, out, _ = suite(text, "--quiet")
    check(code == 1 and out.count("\n") == 1 and out.startswith("FAILED - 3 checks, 1 not as expected"), "--quiet is one line")
    figures = {suite(text, "-j", workers, "--json")[1].split('"checks"')[1].count('"states": 65,') for workers in ("1", "8")}
    check(figures == {2}, f"workers change nothing: {figures}")
    check("\x1b" not in suite(text)[1] and "\x1b" in suite(text, "--color", "always")[1], "--color")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "pair.dot").write_text("digraph { alice -> bob; bob -> alice }")
        pathlib.Path(folder, "elsewhere").mkdir()
        pathlib.Path(folder, "s.toml").write_text(MET.replace("ring:2", "pair.dot"))
        pathlib.Path(folder, "t.toml").write_text(MET)
        code, out, _ = run("suite", "../s.toml", "../t.toml", cwd=pathlib.Path(folder, "elsewhere"))
        check(code == 0 and "2 checks, all" in out, f"graph files are looked for beside the suite, and there may be two suites: {out!r}")


def documents():
    code, out, err = suite(MET + SHRANK + LENGTH + LIMIT, "--json")
    document = json.loads(out)
    check(code == 1 and err == "", "JSON and nothing else")
    for key, value in {"schema": "snapcheck/1", "command": "suite", "interrupted": False, "total": 4, "met": 1, "missed": 2,
                       "cut_off": 1, "not_run": 0}.items():
        check(document.get(key) == value, f"JSON {key}: {document.get(key)!r}")
    met, shrank, length, limit = document["checks"]
    check(met["fate"] == "met" and met["mismatches"] == [] and met["verdict"] == "holds" and met["interleavings"] == "102", "one that is met")
    check(shrank["fate"] == "missed" and shrank["line"] == 8 and shrank["file"] == "s.toml", "one that is missed, and where")
    check(shrank["mismatches"] == [{"what": "states", "expected": "66", "got": "65", "cut_off": False}], "what differs")
    traces = {p["name"]: p["trace"] for p in length["properties"]}
    check(len(traces["no-lost"]) == 4 and traces["terminates"] is None, "the counterexamples of what is missed")
    check(limit["fate"] == "cut-off" and limit["mismatches"][0]["cut_off"] and limit["ending"] == "max-states", "one that is cut off")
    code, out, _ = suite(CHECK, "--json")
    check(code == 2 and json.loads(out)["error"]["exit_code"] == 2, "an error is a document too")


def junit():
    with tempfile.TemporaryDirectory() as folder:
        odd = SHRANK.replace('"shrank"', '"a <b> & \\"c\\" \\u0007\'"')
        code, _, _ = suite(MET + odd + LENGTH + LIMIT + TOO_LARGE, "--junit", "r.xml", folder=folder)
        check(code == 1 and sorted(os.listdir(folder)) == ["r.xml", "s.toml"], "the file asked for, and no other")
        root = xml.parse(os.path.join(folder, "r.xml")).getroot()
    totals = {key: root.get(key) for key in ("tests", "failures", "errors", "skipped")}
    check(root.tag == "testsuites" and totals == {"tests": "5", "failures": "2", "errors": "2", "skipped": "0"}, f"JUnit totals: {totals}")
    cases = root.findall("testsuite[@name='s.toml']/testcase")
    check([c.get("name") for c in cases] == ["met", "a <b> & \"c\" ?'", "length", "limit", "too large"], "JUnit names")
    check([[child.tag for child in c] for c in cases] == [[], ["failure"], ["failure"], ["error"], ["error"]], "JUnit outcomes")
    check(cases[1][0].get("message") == "states: expected 66, got 65" and cases[1].get("line") == "8", "JUnit message and line")
    check("p0 initiates the snapshot" in cases[2][0].text and "s.toml:" in cases[2][0].text, "JUnit has the counterexample")


def annotations():
    odd = SHRANK.replace('"shrank"', '"100%: a,b"')
    code, out, _ = suite(MET + odd, "--github", "--quiet")
    expected = "::error file=s.toml,line=8,title=100%25%3A a%2Cb::states: expected 66, got 65%0A"
    check(code == 1 and out.startswith(expected) and out.count("\n") == 2, f"--github: {out!r}")
    code, out, err = suite(odd, "--github", "--json")
    check(json.loads(out)["missed"] == 1 and err.startswith("::error file=s.toml,line=1,"), "with --json on stderr")
    check(suite(MET, "--github")[1].count("::") == 0, "no annotation of what is met")


def interrupts():
    with tempfile.TemporaryDirectory() as folder:
        long = CHECK.replace("ring:2", "complete:4") + 'name = "long"\nexpect = "holds"\nmemory = "2G"\n'
        pathlib.Path(folder, "s.toml").write_text(MET + long + SHRANK)
        process = subprocess.Popen([usage.program, "suite", "s.toml", "--junit", "r.xml"], stdout=subprocess.PIPE, text=True, cwd=folder)
        first = process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        check(first.startswith("ok      met:"), f"a check is told as soon as it is done: {first!r}")
        check(process.returncode == 130 and last_line(out).startswith("INTERRUPTED - 3 checks, 2 not run"), f"{process.returncode} {out!r}")
        check(xml.parse(os.path.join(folder, "r.xml")).getroot().get("skipped") == "2", "what did not run is skipped in JUnit")


def bad_input():
    with tempfile.TemporaryDirectory() as folder:
        def refused(text, *fragments):
            pathlib.Path(folder, "bad.toml").write_text(text)
            pathlib.Path(folder, "good.toml").write_text(MET)
            refuses(["suite", "good.toml", "bad.toml"], *fragments, cwd=folder)

        holds = CHECK + 'expect = "holds"\n'
        refused("", "bad.toml: there is no [[check]]")
        refused("[[check]]\n", "bad.toml:1:1: algorithm")
        refused(CHECK, "bad.toml:1:1: expect")
        refused("[[checks]]\n", "bad.toml:1:3", "did you mean 'check'")
        refused("[default]\n" + holds, "bad.toml:1:2", "did you mean 'defaults'")
        refused(holds + 'chanels = "bag"', "bad.toml:5:1", "did you mean 'channels'")
        refused(holds + 'channels = "fife"', "bad.toml:5:12", "did you mean 'fifo'")
        refused(holds.replace("lamport", "lamprt"), "bad.toml:2:13", "did you mean 'chandy-lamport'")
        refused(holds.replace("holds", "hold"), "bad.toml:4:10", "did you mean 'holds'")
        refused(holds + 'messages = "2"', "bad.toml:5:12", "a whole number")
        refused(holds + "messages = 99", "bad.toml:5:12", "0 to 32")
        refused(holds + "initiators = [0, 2]", "bad.toml:5:14: initiators", "no process 2")
        refused(holds + "budget = [1, 1]\nmessages = 1", "bad.toml:5:10: budget replaces messages")
        refused(holds + 'properties = ["no-lost", "no-lots"]', "bad.toml:5:26", "did you mean 'no-lost'")
        refused(holds + 'topology = "ring:3"', "bad.toml:5:", "topology")
        refused(holds + 'violates = ["no-lost"]', "bad.toml:5:12", "holds is expected")
        refused(holds + "states = 6.5", "bad.toml:5:10", "a whole number")
        refused(holds + 'time-limit = "5x"', "bad.toml:5:14: time-limit")
        refused(holds + 'name = "', "bad.toml:5:")
        refused(holds.replace("ring:2", "none.dot"), "bad.toml:3:12", "none.dot", "no such file")
        pathlib.Path(folder, "folder.toml").mkdir()
        refuses(["suite", "folder.toml"], "folder.toml", "directory", cwd=folder)
        refuses(["suite", "nowhere.toml"], "nowhere.toml", "no such file", cwd=folder)
        refuses(["suite"], "FILE")
        refuses(["suite", "good.toml", "--filter", "mat"], "'mat'", "did you mean 'met'", cwd=folder)
        refuses(["suite", "good.toml", "--junit", "no/such/r.xml"], "--junit", "no/such", cwd=folder)
        refuses(["suite", "good.toml", "--junit", "folder.toml"], "--junit", "is a folder", cwd=folder)
        refuses(["suite", "good.toml", "--workers", "0"], "--workers", cwd=folder)
        refuses(["suite", "good.toml", "--color", "alway"], "did you mean 'always'", cwd=folder)
        refuses(["suite", "good.toml", "--jnit", "r.xml"], "did you mean '--junit'", cwd=folder)


def helps():
    code, out, _ = run("suite", "--help")
    for word in ("--filter", "--workers", "--junit", "--github", "--json", "--quiet", "--color", "[[check]]", "Exit codes"):
        check(code == 0 and word in out, f"suite --help says {word}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (expectations, selections, documents, junit, annotations, interrupts, bad_input, helps):
        part()
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
