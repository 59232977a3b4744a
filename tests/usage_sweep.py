#!/usr/bin/env python3
"""The commands sweep and smallest from outside: verdicts, exit codes, names that can be copied, documents, bad input."""

import argparse
import json
import os
import shlex
import signal
import subprocess
import sys
import time

import usage
from usage import check, last_line, refuses, run

VOLATILE = ("seconds", "peak_bytes", "workers")


def without_volatile(document):
    if isinstance(document, dict):
        return {key: without_volatile(value) for key, value in document.items() if key not in VOLATILE}
    return [without_volatile(value) for value in document] if isinstance(document, list) else document


def same_for_any_workers(*words):
    """The document, after comparing it for one, two and eight workers."""
    documents = [without_volatile(json.loads(run(*words, "--json", "-j", workers)[1])) for workers in ("1", "2", "8")]
    check(documents[0] == documents[1] == documents[2], f"{' '.join(words)}: workers change nothing")
    return documents[0]


def sweeps():
    code, out, err = run("sweep", "chandy-lamport", "--processes", "3")
    check(code == 0 and err == "", "every topology of three processes holds, silently")
    check("5 topologies, 10 instances up to symmetry: 10 hold\n" in out, "how many there are")
    check(last_line(out).startswith("HOLDS - on all 10 instances: "), "the verdict line of a sweep")
    document = same_for_any_workers("sweep", "chandy-lamport", "--processes", "3")
    check(sum(i["states"] for i in document["instances"]) == document["states"], "the sum of all states")
    # complete:3 and line:3 (from its end) are among them, with the figures of tests/suites/figures.toml.
    states = {(i["topology"], *i["initiators"]): i["states"] for i in document["instances"]}
    check(states["edges:0-1,0-2,1-0,1-2,2-0,2-1", 0] == 375513, "complete:3 in a sweep")
    check(states["edges:0-1,0-2,1-0,2-0", 1] == 2465, "line:3 in a sweep")
    document = same_for_any_workers("sweep", "chandy-lamport", "--processes", "4", "--max-channels", "5", "--channels", "bag",
                                    "--initiators", "any", "--property", "no-lost,no-orphan")
    check(document["counts"]["violated"] == document["counts"]["instances"], "bag channels lose messages everywhere")
    code, out, _ = run("sweep", "chandy-lamport", "--processes", "2", "--quiet")
    check(code == 0 and out.count("\n") == 1, "--quiet is one line")


def names_can_be_copied():
    words = ["sweep", "chandy-lamport:impatient", "--processes", "3", "--property", "no-lost", "--messages", "2"]
    code, out, _ = run(*words)
    check(code == 1 and last_line(out).startswith("VIOLATED - no-lost on "), "an impatient sweep")
    lines = [line.strip() for line in out.splitlines() if ": snapcheck check " in line]
    # All but the ring have a process with two inputs; whoever starts, the marker on one of them can come before the
    # sender of the other records, and what that one sends is lost.
    check(len(lines) == 9, f"nine violated instances, not {len(lines)}")
    for line in lines:
        said, command = line.split(": ", 1)
        code, out, _ = run(*shlex.split(command)[1:], "--quiet")
        check(code == 1, f"{command}: exit {code}")
        check(last_line(out) == f"VIOLATED - no-lost, shortest counterexample {said.removeprefix('no-lost after ')}",
              f"{command}: {last_line(out)!r} instead of {said!r}")
    document = json.loads(run(*words, "--json")[1])
    violated = [i for i in document["instances"] if i["verdict"] == "violated"]
    check(len(violated) == 9 and all(i["violated"][0]["property"] == "no-lost" for i in violated), "the same in JSON")


def silence():
    # Only red messages tell of the snapshot: it is stuck when both messages were sent white and received, then p0
    # initiates; or as soon as p0 initiates, if the application may fall silent.
    words = ["sweep", "lai-yang-silent", "--processes", "2", "--property", "terminates"]
    check(last_line(run(*words)[1]).endswith("shortest counterexample 5 steps"), "the application goes on")
    code, out, _ = run(*words, "--fall-silent")
    check(code == 1 and "one initiator, the application may fall silent\n" in out, "the application may fall silent")
    said, command = next(line.strip() for line in out.splitlines() if ": snapcheck check " in line).split(": ", 1)
    check(said == "terminates after 1 step" and command.endswith(" --fall-silent"), f"falls silent: {said}: {command}")
    check(last_line(run(*shlex.split(command)[1:])[1]).endswith("shortest counterexample 1 step"), "alone, it does so too")
    check(json.loads(run(*words, "--fall-silent", "--json")[1])["fall_silent"] is True, "the same in JSON")
    out = run("smallest", "lai-yang-silent", "--violates", "terminates", "--fall-silent")[1]
    check("--property terminates --fall-silent\n" in out and "started by p0, the application may" in out, "the smallest one")


def needs():
    # Of three processes and at most four channels, only the line has a channel back for each: started in two places.
    code, out, _ = run("sweep", "helary", "--processes", "3", "--max-channels", "4")
    check(code == 0 and "6 instances up to symmetry: 2 hold, 4 not applicable\n" in out, "what an algorithm needs")
    check("  not applicable to 1 instance: helary needs a channel from p1 to p0\n" in out, "and what is missing")


def all_topologies():
    code, out, _ = run("sweep", "chandy-lamport", "--processes", "3", "--all-topologies")
    check(code == 1 and "13 topologies" in out, "all topologies in one piece")
    stuck = [line for line in out.splitlines() if line.startswith("  terminates after ")]
    check(len(stuck) == 12 and all("(no path leads to p" in line for line in stuck), "where no snapshot can finish, and why")
    code, out, _ = run("sweep", "chandy-lamport", "--processes", "3", "--all-topologies", "--property", "no-lost")
    check(code == 0 and last_line(out).endswith("; 12 vacuous"), "vacuous ones are named in the verdict line")


def limits():
    words = ["sweep", "chandy-lamport", "--processes", "3"]
    for limit in (["--max-states", "100"], ["--max-depth", "3"], ["--memory", "1"], ["--time-limit", "0.001ms"]):
        code, out, _ = run(*words, *limit)
        check(code == 3 and last_line(out).startswith("INCONCLUSIVE - "), f"{limit}: {code} {last_line(out)!r}")
        check("limit: snapcheck check" in out, f"{limit}: says where")
    code, out, _ = run("sweep", "chandy-lamport:omit-one", "--processes", "2", "--property", "no-lost")
    check(code == 3 and "nothing was judged" in last_line(out), "only vacuous: inconclusive")
    smallest = ["smallest", "chandy-lamport", "--violates", "no-lost", "--up-to-processes", "2"]
    code, out, _ = run(*smallest, "--max-depth", "3")
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - no violation of no-lost found"), "a limit is no proof")
    # ring:3 with two messages has thousands of states, line:3 with one is violated after hundreds.
    code, out, _ = run("smallest", "chandy-lamport:impatient", "--violates", "no-lost", "--max-states", "2000")
    check(code == 3 and last_line(out).startswith("INCONCLUSIVE - violated: no-lost on edges:0-1,0-2,1-0,2-0 with 1 message "),
          f"a limit may have hidden a smaller one: {code} {last_line(out)!r}")
    interrupted = subprocess.Popen([usage.program, "sweep", "chandy-lamport", "--processes", "4", "--memory", "1G", "-j", "2"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(1)
    interrupted.send_signal(signal.SIGINT)
    out, _ = interrupted.communicate(timeout=60)
    check(interrupted.returncode == 130 and last_line(out).startswith("INCONCLUSIVE - interrupted: "),
          f"an interrupt reports: {interrupted.returncode} {last_line(out)!r}")


def smallest_instances():
    code, out, err = run("smallest", "chandy-lamport", "--channels", "bag", "--violates", "no-lost")
    check(code == 1 and err == "", "a smallest instance, silently")
    check(last_line(out) == "VIOLATED - no-lost on edges:0-1,1-0 with 1 message a channel, started by p0, shortest counterexample 4 steps; "
          "1 smaller instance: 1 holds", f"the verdict line: {last_line(out)!r}")
    shown = run("check", "chandy-lamport", "--topology", "edges:0-1,1-0", "--channels", "bag", "--property", "no-lost")[1]
    trace = shown[shown.index("chandy-lamport on edges:0-1,1-0, bag channels: a shortest"):shown.rindex("VIOLATED")]
    check(trace in out, "the trace is that of check")
    check("to check it alone: snapcheck check chandy-lamport --topology edges:0-1,1-0 --channels bag --property no-lost\n" in out,
          "the command that checks it alone")
    document = same_for_any_workers("smallest", "chandy-lamport:impatient", "--violates", "no-lost")
    check(document["smallest"]["instance"]["topology"] == "edges:0-1,0-2,1-0,2-0", "the impatient one needs two inputs")
    check(document["verdict"] == "violated" and document["complete"] is True, "nothing smaller was cut off")
    code, out, _ = run("smallest", "chandy-lamport", "--violates", "no-lost", "--up-to-processes", "3", "--up-to-messages", "1")
    check(code == 0 and last_line(out).startswith("HOLDS - no-lost on every strongly connected topology of up to 3 processes, "),
          f"none: {last_line(out)!r}")
    code, out, _ = run("smallest", "chandy-lamport", "--violates", "no-lost", "--up-to-processes", "2", "--json")
    check(code == 0 and json.loads(out)["smallest"] is None, "none in JSON")
    code, out, _ = run("smallest", "chandy-lamport", "--violates", "terminates", "--all-topologies", "--quiet")
    check(code == 1 and last_line(out).startswith("VIOLATED - terminates on edges:0-1 with 0 messages a channel, started by p1"),
          "one channel against the current")
    check(run("smallest", "chandy-lamport", "--channels", "bag", "--violates", "no-lost", "--trace", "off")[1].count("receives") == 0,
          "--trace off")


def bad_input():
    sweep = ["sweep", "chandy-lamport", "--processes"]
    for number in ("0", "1", "6", "9", "x", "-3", "", "3.5"):
        refuses([*sweep, number], "--processes", "from 2 to 5" if number not in ("",) else "")
    refuses(["sweep", "chandy-lamport"], "--processes")
    refuses(["sweep", "chandy-lamprt", "--processes", "3"], "did you mean 'chandy-lamport'")
    refuses(["sweeep", "chandy-lamport"], "did you mean 'sweep'")
    refuses([*sweep, "3", "--property", "no-lots"], "did you mean 'no-lost'")
    refuses([*sweep, "3", "--initiators", "on"], "did you mean 'one'")
    refuses([*sweep, "3", "--initiators", "0,2"], "one, any")
    refuses([*sweep, "3", "--max-channels", "2"], "--max-channels 2", "3 processes")
    refuses([*sweep, "3", "--max-channels", "x"], "--max-channels", "'x'")
    refuses([*sweep, "3", "--channels", "fife"], "did you mean 'fifo'")
    refuses([*sweep, "3", "--topology", "ring:3"], "--topology")
    refuses([*sweep, "3", "--all-topologys"], "did you mean '--all-topologies'")
    refuses([*sweep, "3", "--messages", "33"], "--messages")
    refuses([*sweep, "3", "--time-limit", "5x"], "--time-limit", "5x")
    refuses([*sweep, "3", "--property", "keeps-invariants"], "claims no invariants")
    smallest = ["smallest", "chandy-lamport"]
    refuses(smallest, "--violates")
    refuses([*smallest, "--violates", "all"], "one property, not 'all'")
    refuses([*smallest, "--violates", "no-lots"], "did you mean 'no-lost'")
    refuses([*smallest, "--violates", "no-lost,no-orphan"], "no-lost,no-orphan")
    refuses([*smallest, "--violates", ""], "--violates", "missing")
    refuses([*smallest, "--violates", "no-lost", "--up-to-processes", "9"], "--up-to-processes", "from 2 to 5")
    refuses([*smallest, "--violates", "no-lost", "--up-to-processes", "1"], "--up-to-processes", "from 2 to 5")
    refuses([*smallest, "--violates", "no-lost", "--up-to-messages", "x"], "--up-to-messages", "'x'")
    refuses([*smallest, "--violates", "no-lost", "--max-channels", "1"], "--max-channels")
    refuses([*smallest, "--violates", "no-lost", "--trace", "long"], "'long'")
    refuses(["smalest", "chandy-lamport"], "did you mean 'smallest'")


def helps():
    for command, options in (("sweep", ("--processes", "--property", "--messages")),
                             ("smallest", ("--violates", "--up-to-processes", "--up-to-messages", "--trace"))):
        code, out, _ = run(command, "--help")
        check(code == 0, f"{command} --help")
        for option in (*options, "--max-channels", "--all-topologies", "--initiators", "--channels", "--workers", "--max-depth",
                       "--max-states", "--time-limit", "--memory", "--json", "--quiet", "--events", "--color"):
            check(option in out, f"{command} --help says {option}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    for part in (sweeps, names_can_be_copied, silence, needs, all_topologies, limits, smallest_instances, bad_input, helps):
        part()
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
