#!/usr/bin/env python3
"""The program from outside: what users, scripts and CI may rely on, word by word.

Exit codes, which stream carries what, the last line, bad input in one line with the nearest valid word, limits
that never end green, and an interrupt that still reports.
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

passed = failed = 0
program = ""


def run(*words, cwd=None, env=None):
    done = subprocess.run([program, *words], capture_output=True, text=True, cwd=cwd, timeout=300,
                          env={**os.environ, **(env or {})})
    return done.returncode, done.stdout, done.stderr


def check(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


def last_line(text):
    return text.rstrip("\n").split("\n")[-1]


def refuses(words, *fragments, cwd=None):
    """Exit 2, nothing on stdout, and one line on stderr that has all the fragments."""
    code, out, err = run(*words, cwd=cwd)
    what = " ".join(words)
    check(code == 2, f"{what}: exit {code} instead of 2")
    check(out == "", f"{what}: printed {out!r}")
    check(err.count("\n") == 1 and err.endswith("\n"), f"{what}: not one line: {err!r}")
    for fragment in fragments:
        check(fragment in err, f"{what}: no {fragment!r} in {err!r}")


def verdicts():
    code, out, err = run("check", "chandy-lamport", "--topology", "complete:3")
    check(code == 0 and err == "", "complete:3 holds, silently")
    check(last_line(out) == "HOLDS - complete: 375,513 states, 1,629,885 transitions, depth 19, 4,344,146,214,400 "
          "interleavings; nothing left to explore, states compared exactly", "the verdict line of complete:3")
    code, out, _ = run("check", "chandy-lamport", "--topology", "ring:2", "--channels", "bag", "--property", "no-lost")
    check(code == 1 and last_line(out) == "VIOLATED - no-lost, shortest counterexample 4 steps", "no-lost on bag")
    check(run("check", "chandy-lamport", "--channels", "non-fifo")[0] == 1, "non-fifo is bag")
    code, out, _ = run("check", "chandy-lamport:omit-one", "--topology", "ring:2", "--property", "no-lost")
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - vacuous"), "only vacuous properties: inconclusive")
    code, out, _ = run("check", "chandy-lamport:omit-one", "--topology", "ring:2", "--property", "no-lost,records-in-time", "--continue",
                       "--messages", "0")
    check(code == 0 and "vacuous" in last_line(out) and "no-lost" in last_line(out), "a vacuous one is named in the verdict line")
    code, out, _ = run("check", "chandy-lamport", "--quiet")
    check(code == 0 and out.count("\n") == 1, "--quiet is one line")
    code, out, _ = run("check", "chandy-lamport", "--messages", "0")
    check(code == 0, "no messages at all is an instance")
    code, _, err = run("check", "chandy-lamport", "--topology", "edges:0-1,2-1")
    check(code == 1 and err.startswith("hint:") and "p2" in err, "a process that nothing reaches: a hint, and stuck")


def limits():
    for words in (["--max-states", "1000"], ["--max-depth", "5"], ["--memory", "1K"], ["--time-limit", "1ms"]):
        code, out, _ = run("check", "chandy-lamport", "--topology", "complete:3", "--messages", "2", *words)
        check(code == 3 and last_line(out).startswith("INCONCLUSIVE - ") and "left to explore" in last_line(out),
              f"{words}: {code} {last_line(out)!r}")
    code, out, _ = run("check", "chandy-lamport", "--max-depth", "10")
    check(code == 0, "a depth limit that nothing reaches beyond is no limit")
    code, _, _ = run("check", "chandy-lamport", "--channels", "bag", "--topology", "ring:3", "--max-depth", "3")
    check(code == 1, "a violation found before a limit is a violation")


def documents():
    code, out, err = run("check", "chandy-lamport", "--topology", "line:3", "--json")
    document = json.loads(out)
    check(code == 0 and err == "", "JSON and nothing else")
    expected = {"schema": "snapcheck/1", "command": "check", "verdict": "holds", "complete": True, "states": 2465,
                "transitions": 6853, "depth": 13, "terminal": 36, "stuck": 0, "snapshots": 36,
                "interleavings": "2288636", "reduction": "none"}
    for key, value in expected.items():
        check(document.get(key) == value, f"JSON {key}: {document.get(key)!r} instead of {value!r}")
    check(document["instance"] == {"algorithm": "chandy-lamport", "topology": "line:3", "channels": "fifo", "messages": 1,
                                   "initiators": [0], "processes": ["p0", "p1", "p2"]}, "the instance in JSON")
    check(set(document) >= {"version", "seconds", "peak_bytes", "workers", "properties"}, "all keys")
    figures = []
    for workers in ("1", "2", "8"):
        words = ["check", "chandy-lamport", "--topology", "ring:3", "--channels", "bag", "--messages", "2", "--initiators", "0,2",
                 "--continue", "--json", "-j", workers]
        document = json.loads(run(*words)[1])
        for volatile in ("seconds", "peak_bytes", "workers"):
            del document[volatile]
        figures.append(document)
    check(figures[0] == figures[1] == figures[2], "workers change nothing but seconds and memory")
    bag = {p["name"]: p for p in figures[0]["properties"]}
    check(bag["no-lost"]["verdict"] == "violated" and len(bag["no-lost"]["trace"]) == bag["no-lost"]["steps"],
          "a violated property has its trace")
    check(bag["terminates"] == {"name": "terminates", "verdict": "holds", "violations": 0, "steps": None, "trace": None},
          "a property that holds has none")
    code, out, err = run("check", "chandy-lamport", "--topology", "rng:3", "--json")
    check(code == 2 and json.loads(out)["error"]["exit_code"] == 2 and "ring:3" in json.loads(out)["error"]["message"],
          "an error is a document too")
    listed = json.loads(run("list", "--json")[1])
    check({"chandy-lamport", "chandy-lamport:no-chan"} <= {row["name"] for row in listed["algorithms"]}, "list --json")


def bad_input():
    base = ["check", "chandy-lamport"]
    refuses(["check", "chandy-lamprt"], "did you mean 'chandy-lamport'")
    refuses(["check"], "ALGORITHM")
    refuses(["chek"], "did you mean 'check'")
    refuses([*base, "extra"], "'extra'")
    refuses([*base, "--chanels", "bag"], "did you mean '--channels'")
    refuses([*base, "--channels", "fife"], "did you mean 'fifo'")
    refuses([*base, "--channels", "lossy:x"], "lossy:x")
    refuses([*base, "--channels", "fifo:2"], "takes no number")
    refuses([*base, "--property", "no-lots"], "did you mean 'no-lost'")
    refuses([*base, "--topology", "ring:x"], "ring:x")
    refuses([*base, "--topology", "ring:1"], "ring:1")
    refuses([*base, "--topology", "rng:3"], "did you mean 'ring:3'")
    refuses([*base, "--topology", "edges:0-1,1-"], "edges:0-1,1-")
    refuses([*base, "--topology", "ring:99999999999999999999999"], "ring:99999999999999999999999")
    refuses([*base, "--topology", "ring:-3"], "ring:-3")
    refuses([*base, "--topology", "complete:18"], "32 channels")
    refuses([*base, "--topology", "nowhere.dot"], "nowhere.dot")
    refuses([*base, "--messages", "-1"], "--messages")
    for option in ("--messages", "--budget", "--property", "--memory", "--max-depth", "--certificate", "-j"):
        refuses([*base, option, ""], ": a value is missing")
    refuses([*base, "--messages", "1000000000000000000000"], "--messages")
    refuses([*base, "--messages", "two"], "--messages", "two")
    refuses([*base, "--initiators", "3"], "there is no process 3")
    refuses([*base, "--initiators", ""], "--initiators")
    refuses([*base, "--budget", "1,1"], "--budget")
    refuses([*base, "--budget", "1,1,1", "--messages", "2"], "--budget replaces --messages")
    refuses([*base, "--topology"], "--topology", "missing")
    refuses([*base, "--workers", "0"], "--workers")
    refuses([*base, "--time-limit", "5x"], "--time-limit", "5x")
    refuses([*base, "--memory", "lots"], "--memory", "lots")
    refuses([*base, "--reduce", "symetry"], "did you mean 'symmetry'")
    refuses([*base, "--self-check"], "goes with --reduce")
    refuses([*base, "--reduce", "prr"], "did you mean 'por'")
    refuses([*base, "--trace", "long"], "'long'")
    refuses([*base, "--color", "sometimes"], "'sometimes'")
    refuses([*base, "--trace-out", "trace.jsn"], "did you mean '.json'")
    refuses([*base, "--trace-out", "no/such/folder/t.json"], "no/such/folder")
    refuses([*base, "--topology", "complete:6", "--messages", "6"], "too large")
    refuses(["list", "algoritms"], "did you mean 'algorithms'")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "broken.dot").write_text("digraph { a -> ")
        pathlib.Path(folder, "folder.dot").mkdir()
        pathlib.Path(folder, "taken.json").mkdir()
        refuses([*base, "--topology", "broken.dot"], "broken.dot", cwd=folder)
        refuses([*base, "--topology", "folder.dot"], "folder.dot", cwd=folder)
        refuses([*base, "--trace-out", "taken.json"], "taken.json", cwd=folder)


def files():
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "pair.dot").write_text("digraph { alice -> bob; bob -> alice }")
        code, out, _ = run("check", "chandy-lamport", "--topology", "pair.dot", "--channels", "bag", "--property", "no-lost",
                           "--trace-out", "t.json", "--trace-out", "t.txt", cwd=folder)
        check(code == 1 and "alice initiates the snapshot" in out, "a DOT file, with its names")
        check(sorted(os.listdir(folder)) == ["pair.dot", "t.json", "t.txt"], "the files asked for, and no other")
        traces = json.loads(pathlib.Path(folder, "t.json").read_text())["traces"]
        check(len(traces) == 1 and len(traces[0]["steps"]) == 4, "the trace in the JSON file")
        check("alice initiates" in pathlib.Path(folder, "t.txt").read_text(), "the trace in the text file")


def colors():
    plain = run("check", "chandy-lamport")[1]
    check("\x1b" not in plain, "no colour into a pipe")
    check("\x1b" in run("check", "chandy-lamport", "--color", "always")[1], "colour when asked for")
    check("\x1b" in run("check", "chandy-lamport", env={"CLICOLOR_FORCE": "1"})[1], "CLICOLOR_FORCE")
    check("\x1b" not in run("check", "chandy-lamport", env={"CLICOLOR_FORCE": "1", "NO_COLOR": "1"})[1], "NO_COLOR is stronger")
    check("\x1b" in run("check", "chandy-lamport", "--color", "always", env={"NO_COLOR": "1"})[1], "the flag is strongest")


def interrupts():
    words = [program, "check", "chandy-lamport", "--topology", "complete:4", "--memory", "2G"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(0.7)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    check(process.returncode == 130, f"an interrupt: exit {process.returncode} instead of 130")
    check(last_line(out).startswith("INCONCLUSIVE - interrupted: "), f"an interrupt reports: {last_line(out)!r}")
    process = subprocess.Popen([*words, "--events"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    events = [json.loads(process.stderr.readline()) for _ in range(2)]
    process.send_signal(signal.SIGINT)
    rest = process.communicate(timeout=120)[1]
    known = [event["states"] + event["frontier"] for event in events]
    check(process.returncode == 130 and 0 < known[0] < known[1], f"--events are JSON lines: {events} {rest!r}")
    code, out, _ = run("check", "chandy-lamport", "--topology", "complete:4", "--memory", "2G", "--time-limit", "1s")
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - time limit: "), f"a time limit: {code} {last_line(out)!r}")
    if subprocess.run(["bash", "-c", f'ulimit -v 400000; exec "{program}" --version'], capture_output=True).returncode != 0:
        return  # built with a sanitizer, which needs terabytes of addresses
    done = subprocess.run(["bash", "-c", f'ulimit -v 400000; exec "{program}" check chandy-lamport --topology complete:4 --memory 100G -j 2'],
                          capture_output=True, text=True, timeout=300)
    check(done.returncode == 3 and "memory" in (last_line(done.stdout) or done.stderr), f"out of memory: {done.returncode} {done.stdout!r} {done.stderr!r}")


def unwritable():
    with open("/dev/full", "w") as full:
        done = subprocess.run([program, "check", "chandy-lamport"], stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    check(done.returncode == 70 and "standard output" in done.stderr, f"a result that cannot be written: {done.returncode}")
    code, out, _ = run("check", "chandy-lamport", "--channels", "bag", "--trace", "off", "--json")
    check(code == 1 and all(p["trace"] is None for p in json.loads(out)["properties"]), "--trace off: no trace")


def helps():
    code, out, _ = run("--help")
    check(code == 0 and "check" in out and "list" in out, "--help names the commands")
    code, out, _ = run("check", "--help")
    for option in ("--topology", "--channels", "--messages", "--budget", "--initiators", "--property", "--workers", "--continue",
                   "--max-depth", "--max-states", "--time-limit", "--memory", "--reduce", "--trace", "--trace-out", "--certificate", "--json",
                   "--quiet", "--events", "--color"):
        check(option in out, f"check --help says {option}")
    check(run("--version")[1].startswith("snapcheck "), "--version")
    check(run()[0] == 0, "no command at all: the help")


def main():
    global program
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (verdicts, limits, documents, bad_input, files, colors, interrupts, unwritable, helps):
        part()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
