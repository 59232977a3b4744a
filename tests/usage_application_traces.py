#!/usr/bin/env python3
"""Runs of applications in every format of --trace-out, finite ones and lassos.

What is in which channel is followed here once more, from the transitions alone: a file says the same, or is wrong.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import usage
import usage_formats as formats
from application_runs import BAG, INVARIANT, LASSO, LATE, LATER, REST
from usage import check, refuses, run

EXTENSIONS = (*formats.EXTENSIONS, ".svg", ".html")

def all_formats(folder, words):
    outs = [word for extension in EXTENSIONS for word in ("--trace-out", "run" + extension)]
    code, out, err = run("check", *words, "--quiet", *outs, cwd=folder)
    check(code == 1 and err == "" and out.startswith("VIOLATED - "), f"{words}: {code} {out!r} {err!r}")
    check({path.name for path in folder.iterdir()} == {"run" + extension for extension in EXTENSIONS}, f"{words}: files")
    return json.loads((folder / "run.json").read_text())["traces"][0]


def renders_the_same(folder, words):
    """What is read from the file is what was written."""
    outs = [word for extension in EXTENSIONS for word in ("-o", "again/run" + extension)]
    (folder / "again").mkdir()
    check(run("render", "run.json", *outs, cwd=folder) == (0, "", ""), f"{words}: render")
    for extension in EXTENSIONS:
        one, other = ((folder / where / ("run" + extension)).read_text() for where in ("", "again"))
        check(one == other, f"{words}: {extension} is rendered as it was written")


# --- what the transitions say

def sendings(transition):
    return re.findall(r"send (\S+) on (\S+?)(?:,|->)", transition)


def contents_of(trace):
    """Of each state, the messages in each channel, with their numbers."""
    names = trace["instance"]["channel_names"]
    channels, counts = {name: [] for name in names}, dict.fromkeys(names, 0)
    yield {name: [] for name in names}
    for step in trace["steps"]:
        transition = step.get("transition", "")
        received = re.search(r"receive (\S+) on (\S+?)(?:,|->)", transition)
        if received:
            content, name = received.groups()
            number = step["message"]
            check([number, content] in channels[name] and step["content"] == content, f"{transition}: receives {number}")
            if trace["instance"]["channels"] == "fifo":
                check(channels[name][0] == [number, content], f"{transition}: not the first one")
            channels[name].remove([number, content])
        for content, name in sendings(transition):
            counts[name] += 1
            channels[name].append([counts[name], content])
        yield {name: list(content) for name, content in channels.items()}


def contents_follow(trace, words):
    names = trace["instance"]["channel_names"]
    states = [trace["start"], *trace["steps"]]
    for index, (state, expected) in enumerate(zip(states, contents_of(trace), strict=True)):
        for name, channel in zip(names, state["channels"]):
            found = [parcel for parcel in channel["in_transit"] if not isinstance(parcel, str)]
            check(sorted(found) == sorted(expected[name]), f"{words}: {name} after {index}: {found}, not {expected[name]}")
            facts = dict(state["state"])[name + " in transit"]
            spelled = [p if isinstance(p, str) else p[1] for p in channel["in_transit"]]
            check(facts == "{" + ", ".join(spelled) + "}", f"{words}: {facts} is not {spelled}")


def local_states_follow(trace, words):
    locals_ = {name: None for name in trace["instance"]["processes"]}
    for index, step in enumerate(trace["steps"]):
        transition = step.get("transition")
        if transition is None:
            continue
        name = trace["instance"]["processes"][step["process"]]
        before = dict((trace["start"] if index == 0 else trace["steps"][index - 1])["state"])[name]
        after = dict(step["state"])[name]
        check(transition.startswith(before + " -") and transition.endswith("-> " + after), f"{words}: {transition}")
        locals_[name] = after
    check(any(locals_.values()) or trace.get("loop") is not None, f"{words}: the application does something")


def comes_back(trace, words):
    states = [trace["start"], *trace["steps"]]
    check(states[trace["loop"]]["state"] == states[-1]["state"], f"{words}: the last state is the one of the loop")
    waits = [p for p in trace["end"]["waiting"]]
    check(waits and not trace["end"]["complete"], f"{words}: somebody waits in the end")


# --- the formats

def itf(folder, trace, words):
    document = json.loads((folder / "run.itf.json").read_text())
    states, types = document["states"], document["#meta"]["varTypes"]
    for index, state in enumerate(states):
        check(state["#meta"] == {"index": index}, f"{words}: ITF state {index}")
        for name, kind in types.items():
            check(formats.is_of(formats.itf_value(state[name]), kind), f"{words}: ITF {name} is no {kind}")
    check(("loop" in document) == ("loop" in trace), f"{words}: ITF says whether there is a loop")
    if "loop" not in trace:
        return check(len(states) == len(trace["steps"]) + 1, f"{words}: ITF states")
    # After the last state comes the one at the loop; what led there is told, so it is the one before that is equal.
    def without_action(state):
        return {key: value for key, value in state.items() if key not in ("#meta", "action")}
    check(without_action(states[-1]) == without_action(states[document["loop"] - 1]), f"{words}: the ITF loop closes")
    return None


def tla(folder, trace, words, jar):
    path = folder / "run.tla"
    formats.tla_structure(path)
    text = path.read_text()
    check(text.count("[action |->") == len(trace["steps"]) + 1, f"{words}: TLA+ states")
    check(("WF_step(Next)" in text) == ("loop" in trace), f"{words}: a lasso goes on in TLA+")
    if jar:
        done = subprocess.run(["java", "-cp", jar, "tla2sany.SANY", path.name], capture_output=True, text=True, cwd=folder,
                              timeout=120)
        check(done.returncode == 0 and "*** Errors" not in done.stdout + done.stderr, f"SANY: {done.stdout}")


def pictures(folder, trace, words):
    svg = xml.etree.ElementTree.parse(folder / "run.svg").getroot()
    text = " ".join("".join(svg.itertext()).split())
    cycle = "loop" in trace and trace["loop"] < len(trace["steps"])
    diagram = (folder / "run.txt").read_text()
    check(("again and again" in text) == cycle and ("from here on, again and again:" in diagram) == cycle, f"{words}: a cycle")
    mermaid = (folder / "run.mmd").read_text().splitlines()
    check(("    loop for ever" in mermaid) == cycle and ("    end" in mermaid) == cycle, f"{words}: a loop of Mermaid")
    for step in trace["steps"]:
        check(f"step {step['step']}: {step['text']}" in text, f"{words}: step {step['step']} in the picture")
        if step["event"] == "send":
            check(f"{step['content']} on channel {channel_of(trace, step)}" in text, f"{words}: what is sent, in the picture")
    dot = (folder / "run.dot").read_text()
    check(("again and again" in dot) == cycle, f"{words}: the way back in the graph")
    if shutil.which("dot"):
        done = subprocess.run(["dot", "-Tsvg"], input=dot, capture_output=True, text=True, timeout=60)
        check(done.returncode == 0 and done.stderr == "", f"{words}: dot says {done.stderr}")
    check(("\\draw[cycle frame]" in (folder / "run.tex").read_text()) == cycle, f"{words}: a frame in LaTeX")


def channel_of(trace, step):
    return trace["instance"]["channel_names"][trace["instance"]["network"].index(step["channel"])]


def every_format(words, jar):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        trace = all_formats(folder, words)
        contents_follow(trace, words)
        local_states_follow(trace, words)
        if "loop" in trace:
            comes_back(trace, words)
        itf(folder, trace, words)
        tla(folder, trace, words, jar)
        pictures(folder, trace, words)
        renders_the_same(folder, words)
        return trace, {extension: (folder / ("run" + extension)).read_text() for extension in EXTENSIONS}


# --- what is known of these runs

def example_2_1(jar):
    """The token is counted twice where it is received before the cut and was sent after it, and not at all where it
    was sent before it and is received after it, unrecorded (K. M. Chandy, L. Lamport 1985, section 3)."""
    trace, files = every_format(LATE, jar)
    check([v["property"] for v in trace["violates"]] == ["no-orphan", "conserved"], "one run, two properties")
    check("token orphan" in files[".svg"] and "received before the cut, but sent after it" in files[".txt"], "counted twice")
    _, files = every_format(LATER, jar)
    check("token lost" in files[".svg"], "counted not at all")


def greedy_server(jar):
    """A client keeps the server busy, and the marker to the other client waits: docs/applications.md."""
    trace, files = every_format(LASSO, jar)
    check(trace["loop"] == 3 and len(trace["steps"]) == 6 and trace["instance"]["fairness"] == "none", "3 steps and 3 for ever")
    check("marker waits for ever" in files[".svg"] and "starves two: marker on tell2 never" in files[".svg"], "who starves")
    check("violated without fairness by 3 steps and then 3 steps for ever" in files[".svg"], "under which fairness")
    check(files[".svg"].count("waits for ever") == 1, "and nobody else: answers arrive in each round")
    check("\nAgain == 5\n" in files[".tla"], "the last state is the fourth")


def rest(jar):
    trace, files = every_format(REST, jar)
    check(trace["loop"] == len(trace["steps"]) == 2, "two steps and then nothing")
    check("and nothing more" in files[".svg"] and "and nothing more" in files[".tex"], "nothing more")
    states = json.loads(files[".itf.json"])["states"]
    check(len(states) == 4 and states[-1]["action"] == "nothing", "it rests in the last state")


def invariant(jar):
    trace, files = every_format(INVARIANT, jar)
    check(trace["violates"][0]["property"] == "not p.s0" and "not p.s0" in trace["steps"][-1]["violated"], "an invariant")
    check("\nInvariant1 == " in files[".tla"], "an invariant has a name in TLA+")


COUNTER = '''
[[process]]
name = "p"
states = ["A", "B"]
initial = "A"
transitions = ["A -send M on c-> B", "B -receive N on d-> A"]

[[process]]
name = "q"
states = [STATES]
initial = "s0"
transitions = [TRANSITIONS]

[channels]
c = "p -> q"
d = "q -> p"
'''


def too_long(folder):
    """64 messages in one channel have no numbers in a set of 64: the run is told, and not drawn."""
    states = [f"s{i}" for i in range(64)]
    steps = [f"s{i} -receive M on c, send N on d-> s{i + 1}" for i in range(63)] + ["s63 -receive M on c-> s63"]
    text = COUNTER.replace("STATES", ", ".join(f'"{s}"' for s in states))
    (folder / "counter.toml").write_text(text.replace("TRANSITIONS", ", ".join(f'"{s}"' for s in steps)))
    words = ("check", "chandy-lamport", "--application", "counter.toml", "--property", "no-orphan", "--invariant",
             "not (p.B and q.s63 and messages == 0)")
    code, out, _ = run(*words, cwd=folder)
    check(code == 1 and out.count("p: A -send M on c-> B") == 64, f"64 messages are told: {out[-300:]}")
    refuses([*words, "--trace-out", "run.svg"], "cannot be drawn: it has more than 63 messages in one channel", cwd=folder)
    check(not (folder / "run.svg").exists(), "nothing is written")


def diagram():
    code, out, _ = run("check", *LASSO, "--trace", "diagram")
    check(code == 1 and re.search(r"^ +1 +2 +3 +\[ 4 +5 +6 \]$", out, re.MULTILINE), "the cycle stands in brackets")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    jar = next((jar for jar in (os.environ.get("TLA2TOOLS", ""), *formats.JARS) if os.path.isfile(jar)), None)
    for part in (example_2_1, greedy_server, rest, invariant):
        part(jar)
    every_format(BAG, jar)
    diagram()
    with tempfile.TemporaryDirectory() as folder:
        too_long(pathlib.Path(folder))
    passed, failed = usage.passed + formats.passed, usage.failed + formats.failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
