#!/usr/bin/env python3
"""`snapcheck matrix` and `snapcheck mutants`: their verdicts against a table of another source, and their outputs.

VERDICTS and TRACES come from a naive explorer written independently, on the same small instances; FAILS from the
same, mutant by mutant. None of them was taken from the output of the program that is tested.
"""

import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

import usage
from usage import check, last_line, refuses, run

PROPERTIES = ("no-lost", "no-orphan", "no-orphan-in-channel", "no-duplicate", "exact-channels", "terminates",
              "conserved", "transitless")
MARKS = {"holds": ".", "violated": "X", "vacuous": "v", "unknown": "?"}

# Algorithm; topology, messages that each process may send, initiators; and for each discipline a mark for each of
# PROPERTIES: . holds, X violated, v vacuous.
VERDICTS = (
    ("naive", "ring:2 1,1 0,1", {"fifo": "XX..X.XX", "bag": "XX..X.XX", "causal": "XX..X.XX"}),
    ("chandy-lamport", "ring:2 2,2 0", {"fifo": ".......X", "bag": "XXX.X.XX", "causal": ".......X",
       "lossy:1": "X...XXXX", "duplicating:1": "...XX.XX", "bounded:1": ".......X"}),
    ("chandy-lamport", "complete:3 1,1,0 0", {"fifo": ".......X", "causal": ".......X"}),
    ("chandy-lamport", "ring:2 2,2 0,1", {"fifo": ".......X", "bag": "XXX.X.XX", "causal": ".......X"}),
    ("chandy-lamport", "edges:0-2,1-2,2-3 1,1,1,0 0", {"fifo": "vvvvvXvv"}),
    ("lai-yang", "ring:2 2,2 0", {"fifo": ".......X", "bag": ".......X", "causal": ".......X",
       "lossy:1": ".....X.X", "duplicating:1": "......XX", "bounded:1": ".......X"}),
    ("lai-yang-silent", "ring:2 2,2 0", {"bag": ".....X.X"}),
    ("mattern-sum", "ring:2 2,2 0", {"fifo": ".......X", "bag": ".......X", "causal": ".......X"}),
    ("mattern-counts", "ring:2 2,2 0", {"fifo": ".......X", "bag": ".......X", "causal": ".......X"}),
    ("mattern-ring", "ring:2 2,2 0", {"fifo": ".......X", "bag": ".......X", "causal": ".......X"}),
    ("acharya-badrinath", "complete:3 1,1,1 0", {"fifo": ".X....XX", "bag": ".X....XX", "causal": ".......X"}),
    ("acharya-badrinath:unicast", "complete:3 0,1,0 0", {"causal": ".X....XX"}),
    ("acharya-badrinath", "ring:2 2,2 0", {"bag": "XX.XX.XX"}),
    ("alagar-venkatesan", "complete:3 0,1,1 0", {"fifo": "XX..X.XX", "bag": "XX..X.XX", "causal": ".......X"}),
    ("freeze-flush", "ring:2 2,2 0", {"fifo": "........", "bag": "X...X.XX", "causal": "........"}),
    ("freeze-counts", "ring:2 2,2 0", {"fifo": "........", "bag": "........", "causal": "........"}),
    ("koo-toueg", "ring:2 2,2 0", {"fifo": "X...X.XX", "bag": "X...X.XX", "causal": "X...X.XX"}),
    ("helary", "ring:2 2,2 0", {"fifo": ".......X", "bag": ".......X", "causal": ".......X"}),
    ("venkatesan", "ring:2 2,2 0", {"fifo": ".......X"}),
    ("venkatesan", "ring:2 1,1 0", {"bag": "XXX.X.XX"}),
    ("venkatesan", "ring:2 2,2 0", {"causal": ".......X"}),
    ("koo-toueg:no-inhibition", "complete:3 0,1,1 0", {"fifo": "XX..X.XX"}),
    ("helary:no-inhibition", "ring:2 1,1 0", {"bag": ".XX.X.XX"}),
    ("helary:no-counts", "ring:2 1,1 0", {"bag": "X...X.XX"}),
    ("flink-aligned", "edges:0-2,1-2,2-3 1,1,1,0 0,1", {"fifo": "........", "bag": "XX..X.XX", "causal": "........"}),
    ("flink-at-least-once", "edges:0-2,1-2,2-3 1,1,1,0 0,1", {"fifo": ".X....X.", "bag": "XX..X.XX",
       "causal": ".X....X."}),
    ("flink-cyclic", "edges:0-1,1-2,2-1 1,1,1 0", {"fifo": ".......X", "bag": "XXX.X.XX", "causal": ".......X"}),
    ("flink-aligned", "edges:0-1,1-2,2-1 1,1,1 0", {"fifo": "vvvvvXvv"}),
    ("flink-unaligned", "ring:2 2,2 0", {"fifo": ".......X"}),
    ("flink-unaligned", "ring:3 1,1,1 0,1,2", {"fifo": ".......X"}),
    ("flink-unaligned:no-output-log", "ring:2 1,1 0", {"fifo": "X...X.XX"}),
)

# The shortest run that violates a property; where it is known only up to symmetry, its length.
TRACES = (
    ("chandy-lamport", "ring:2 2,2 0", "bag", "no-lost",
     ["p0 initiates the snapshot", "p1 sends m1 to p0", "p1 receives the marker from p0",
      "p0 receives the marker from p1"]),
    ("chandy-lamport", "ring:2 2,2 0", "bag", "no-orphan",
     ["p0 initiates the snapshot", "p0 sends m1 to p1", "p1 receives m1 from p0", "p1 receives the marker from p0",
      "p0 receives the marker from p1"]),
    ("chandy-lamport", "ring:2 2,2 0", "fifo", "transitless",
     ["p0 initiates the snapshot", "p1 sends m1 to p0", "p1 receives the marker from p0", "p0 receives m1 from p1",
      "p0 receives the marker from p1"]),
    ("lai-yang-silent", "ring:2 2,2 0", "bag", "terminates",
     ["p0 sends m1 to p1", "p0 sends m2 to p1", "p0 initiates the snapshot", "p1 sends m1 to p0", "p1 sends m2 to p0",
      "p1 receives m1 from p0", "p1 receives m2 from p0", "p0 receives m1 from p1", "p0 receives m2 from p1"]),
    ("acharya-badrinath:unicast", "complete:3 0,1,0 0", "causal", "no-orphan",
     ["p0 initiates the snapshot", "p1 receives the token from p0", "p1 sends m1 to p2", "p2 receives m1 from p1",
      "p2 receives the token from p0"]),
    ("flink-at-least-once", "edges:0-2,1-2,2-3 1,1,1,0 0,1", "fifo", "no-orphan", 7),
    ("chandy-lamport:late-marker", "ring:2 1,1 0", "fifo", "no-orphan",
     ["p0 initiates the snapshot", "p0 sends m1 to p1", "p0 sends a marker that waited", "p1 receives m1 from p0",
      "p1 receives the marker from p0", "p1 sends a marker that waited", "p0 receives the marker from p1"]),
    ("chandy-lamport:stop-all", "complete:3 0,1,0 0", "fifo", "no-lost",
     ["p0 initiates the snapshot", "p1 sends m1 to p0", "p1 receives the marker from p0",
      "p2 receives the marker from p0", "p2 receives the marker from p1", "p0 receives the marker from p2",
      "p1 receives the marker from p2"]),
)

# What each mutant violates on the instance on which it is killed, of PROPERTIES without transitless.
LOST, MIXED = "no-lost exact-channels conserved", "no-orphan-in-channel exact-channels conserved"
FAILS = {
    "chandy-lamport:late-marker": "no-orphan " + MIXED,
    "chandy-lamport:record-later": "no-orphan " + LOST,
    "chandy-lamport:no-chan": LOST,
    "chandy-lamport:no-init-chan": LOST,
    "chandy-lamport:done-at-record": LOST,
    "chandy-lamport:discard-on-marker": LOST,
    "chandy-lamport:stop-all": LOST,
    "chandy-lamport:keep-first-open": MIXED,
    "chandy-lamport:rerecord": "no-duplicate " + LOST,
    "chandy-lamport:reinit": "no-orphan no-duplicate " + LOST,
    "chandy-lamport:omit-one": "terminates",
    "chandy-lamport:no-relay": "terminates",
    "chandy-lamport:count-markers": "no-duplicate " + LOST,
    "chandy-lamport:prepend": "exact-channels",
    "lai-yang:colour-ignored": "no-orphan conserved",
    "mattern-sum:no-wait": LOST,
    "venkatesan:no-lazy-regular": MIXED,
    "acharya-badrinath:unicast": "no-orphan conserved",
    "koo-toueg:no-inhibition": "no-orphan " + LOST,
    "helary:no-counts": LOST,
    "helary:no-inhibition": "no-orphan " + MIXED,
    "flink-unaligned:no-output-log": LOST,
}
# Where some of them are not noticed.
SURVIVES = {"chandy-lamport:stop-all": {"ring:2", "ring:3"}, "chandy-lamport:prepend": {"ring:2", "ring:3", "complete:3"},
            "acharya-badrinath:unicast": {"ring:2"}, "koo-toueg:no-inhibition": {"ring:2"}}


def document(*words):
    code, out, err = run(*words, "--json")
    check(code == 0, f"{' '.join(words)}: exit {code}, {err}")
    return json.loads(out)


def place(instance):
    """An instance as it is written above."""
    load = ",".join(map(str, instance.get("budget", [])))
    return f"{instance['topology']} {load} {','.join(map(str, instance['initiators']))}"


def verdicts(folder):
    """All of it is in one matrix: the trials of these algorithms, and the instances that kill their mutants."""
    names = sorted({name.partition(":")[0] for name, *_ in (*VERDICTS, *TRACES)})
    found = document("matrix", *names, "--mutants", "--property", "all,transitless", "--trace-out", str(folder),
                     "--channels", "fifo,bag,causal,lossy:1,duplicating:1,bounded:1")
    cells = {(c["instance"]["algorithm"], place(c["instance"]), c["instance"]["channels"]): c for c in found["cells"]}
    check(len(cells) == len(found["cells"]), "no cell twice")
    rows = 0
    for name, instance, expected in VERDICTS:
        for channels, marks in expected.items():
            rows += 1
            properties = {p["name"]: p for p in cells[name, instance, channels]["properties"]}
            got = "".join(MARKS[properties[p]["verdict"]] for p in PROPERTIES)
            check(got == marks, f"{name} on {instance}, {channels}: {got} instead of {marks}")
    check(rows == 70, f"{rows} rows")
    for name, instance, channels, property_name, steps in TRACES:
        trace = next(p for p in cells[name, instance, channels]["properties"] if p["name"] == property_name)
        told = [step["text"] for step in trace["trace"]]
        length = steps if isinstance(steps, int) else len(steps)
        check(trace["steps"] == length == len(told), f"{name}, {property_name}: {len(told)} steps instead of {length}")
        check(isinstance(steps, int) or told == steps, f"{name}, {property_name}: {told}")
    files(folder, cells)


def files(folder, cells):
    """A file for each cell with a counterexample, and no other."""
    failing = [c for c in cells.values() if any(p["verdict"] == "violated" for p in c.get("properties", []))]
    names = sorted(os.listdir(folder))
    check(len(names) == len(failing), f"{len(names)} files for {len(failing)} cells")
    name = "chandy-lamport_ring-2_2,2_0_bag.txt"
    check(name in names, f"{name} is not among {names[:3]}")
    text = pathlib.Path(folder, name).read_text(encoding="utf-8")
    check("no-lost is violated: m1 was sent (step 2)" in text, f"{name} has a reason: {text[-300:]}")


def mutants():
    found = document("mutants")
    check(found["complaints"] == [], f"complaints: {found['complaints']}")
    by_name = {m["name"]: m for m in found["mutants"]}
    listed = {row["name"] for row in json.loads(run("list", "algorithms", "--json")[1])["algorithms"] if ":" in row["name"]}
    check(set(by_name) == listed, f"mutants: {set(by_name) ^ listed}")
    for name, expected in FAILS.items():
        killed_on = by_name[name]["killed_on"]
        fails = {*killed_on["killers"], *killed_on["shared"]} & set(PROPERTIES)
        check(fails == set(expected.split()), f"{name} violates {sorted(fails)} instead of {expected}")
        check(by_name[name]["killed"] and killed_on["killers"], f"{name} is killed by what its parent does not violate")
    for name, expected in SURVIVES.items():
        survives = {t["topology"] for t in by_name[name]["tried_on"] if t["survives"]}
        check(expected <= survives, f"{name} survives on {survives}, not on {expected}")


def cells_of(algorithm, *words):
    code, out, err = run("matrix", algorithm, *words, "--json")
    return code, [c["cell"] for c in json.loads(out)["cells"]], err


def words_for_cells():
    """Each kind of cell, and the exit code that it leads to."""
    small = ("--topology", "ring:2", "--channels")
    check(cells_of("chandy-lamport", *small, "fifo,bag")[:2] == (0, ["holds", "violated"]), "holds, violated")
    check(cells_of("lai-yang-silent", *small, "fifo")[:2] == (0, ["stuck"]), "stuck")
    vacuous = cells_of("chandy-lamport:omit-one", *small, "fifo", "--property", "no-lost")
    check(vacuous[:2] == (0, ["vacuous"]), f"vacuous: {vacuous}")
    check(cells_of("flink-unaligned", *small, "causal")[:2] == (0, ["not-applicable"]), "not applicable")
    check(cells_of("naive", *small, "fifo", "--property", "keeps-invariants")[:2] == (0, ["not-applicable"]),
          "no invariants to judge")
    check(cells_of("chandy-lamport", *small, "fifo", "--max-states", "10")[:2] == (3, ["inconclusive"]), "a limit")
    large = ("--topology", "complete:6", "--messages", "6", "--channels", "fifo")
    check(cells_of("chandy-lamport", *large)[:2] == (3, ["inconclusive"]), "too large")


def interrupt():
    process = subprocess.Popen([usage.program, "matrix", "chandy-lamport", "--topology", "complete:4", "--json"],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=120)
    check(process.returncode == 130 and "not-run" in {c["cell"] for c in json.loads(out)["cells"]},
          f"interrupted: {process.returncode}")


def formats(folder):
    row = ("matrix", "chandy-lamport", "--channels", "fifo,bag", "--quiet")
    same = [re.sub(r'"(seconds|peak_bytes|workers)": [\d.e+-]+', "", run(*row, "--json", "-j", str(n))[1]) for n in (1, 2, 8)]
    check(len(set(same)) == 1, "the number of workers changes nothing")
    page = pathlib.Path(folder, "matrix.html")
    code, out, _ = run(*row, "--format", "html", "--output", str(page))
    check(code == 0 and out.startswith("DONE - 8 cells: ") and out.count("\n") == 1, f"--output: {out!r}")
    text = page.read_text(encoding="utf-8")
    check("<script" not in text and "http" not in text, "the page stands alone")
    check(text.count('<th scope="row">') == 4 and text.count('<th scope="col">') == 3, "heads have a scope")
    links = set(re.findall(r'href="#(.*?)"', text))
    check(links and links <= set(re.findall(r'id="(.*?)"', text)), "every link leads somewhere")
    markdown = run("mutants", "chandy-lamport:no-chan", "--format", "markdown")[1]
    table = [line for line in markdown.splitlines() if line.startswith("|")]
    check(len(table) == 3 and len({line.count("|") for line in table}) == 1, f"markdown: {table}")
    told = run("mutants", "chandy-lamport:no-chan", "--traces")[1]
    check("no-lost is violated: m1 was sent (step " in told and last_line(told).startswith("KILLED - 1 mutant"), "--traces")
    check(max(map(len, run("matrix", "venkatesan", "--color", "never")[1].splitlines())) <= 100, "at most 100 columns")


def bad_input(folder):
    refuses(["matrix", "chandy-lamprt"], "did you mean 'chandy-lamport'")
    refuses(["matrix", "--channels", "fifo,bga"], "did you mean 'bag'")
    refuses(["matrix", "--topology", "rng:3"], "did you mean 'ring:3'")
    refuses(["matrix", "--topology", "ring:2", "--budget", "1"], "--budget")
    refuses(["matrix", "--property", "no-lots"], "did you mean 'no-lost'")
    refuses(["matrix", "--format", "htm"], "did you mean 'html'")
    code, out, _ = run("matrix", "--json", "--format", "html")
    check(code == 2 and "give one of them" in json.loads(out)["error"]["message"], "--json --format html")
    refuses(["matrix", "--output", "nowhere/x.html"], "nowhere")
    refuses(["matrix", "--trace-out", "/dev/null"], "--trace-out /dev/null")
    refuses(["matrix", "--chanels", "bag"], "did you mean '--channels'")
    refuses(["mutants", "chandy-lamprt"], "did you mean 'chandy-lamport'")
    refuses(["mutants", "naive"], "no mutants of naive")
    refuses(["mutants", "--max-states", "0"], "--max-states")
    check(os.listdir(folder) == [], "nothing half-written")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (verdicts, formats, bad_input):
        with tempfile.TemporaryDirectory() as folder:
            part(folder)
    for part in (mutants, words_for_cells, interrupt):
        part()
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
