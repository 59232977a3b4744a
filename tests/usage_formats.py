#!/usr/bin/env python3
"""The formats of --trace-out, each read by its own rules.

The JSON document is taken as given; what other formats say is compared with what follows from it: happened-before
for vector clocks, contents of channels for states. Tools are asked where they are installed: dot, pdflatex, and
SANY in a tla2tools.jar that TLA2TOOLS names or that lies where Linux keeps jars.
"""

import argparse
import fcntl
import json
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import xml.etree.ElementTree

passed = failed = 0
program = ""

EXTENSIONS = (".txt", ".json", ".tex", ".dot", ".shiviz.log", ".mmd", ".itf.json", ".tla")
JARS = ("/usr/share/java/tla2tools.jar", "/usr/local/share/java/tla2tools.jar", "/opt/tla2tools.jar")

# Several counterexamples each, on every discipline that has something of its own to tell.
INSTANCES = (
    ["chandy-lamport", "--topology", "ring:2", "--channels", "bag"],
    ["chandy-lamport", "--topology", "complete:3", "--channels", "bag", "--budget", "0,1,1"],
    ["chandy-lamport", "--topology", "ring:2", "--channels", "lossy:1"],
    ["chandy-lamport", "--topology", "ring:2", "--channels", "duplicating:1"],
    ["chandy-lamport", "--topology", "line:3", "--messages", "2", "--property", "transitless"],
    ["chandy-lamport", "--topology", "ring:3", "--channels", "bounded:1", "--property", "transitless"],
    ["chandy-lamport", "--topology", "ring:3", "--channels", "causal", "--property", "transitless"],
)


def run(*words, cwd=None):
    done = subprocess.run([program, *words], capture_output=True, text=True, cwd=cwd, timeout=300)
    return done.returncode, done.stdout, done.stderr


def check(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


class Files:
    """All formats of the counterexamples of one instance."""

    def __init__(self, folder, words):
        self.folder, self.name = folder, " ".join(words)
        outs = [word for extension in EXTENSIONS for word in ("--trace-out", "run" + extension)]
        search = [] if "--property" in words else ["--continue"]
        code, _, err = run("check", *words, *search, "--trace", "off", "--quiet", *outs, cwd=folder)
        check(code == 1 and err == "", f"{self.name}: exit {code} {err!r}")
        self.traces = json.loads(self.text(".json"))["traces"]
        self.complain_of_missing()

    def complain_of_missing(self):
        wanted = {"run" + extension for extension in EXTENSIONS}
        for extension in (".mmd", ".itf.json", ".tla"):
            wanted |= {f"run_{i + 1}{extension}" for i in range(1, len(self.traces))}
        check(set(os.listdir(self.folder)) == wanted, f"{self.name}: {sorted(os.listdir(self.folder))}")

    def text(self, extension):
        return pathlib.Path(self.folder, "run" + extension).read_text(encoding="utf-8")

    def each(self, extension):
        """Of a format that holds one trace a file: (trace, path of its file)."""
        for i, trace in enumerate(self.traces):
            yield trace, pathlib.Path(self.folder, f"run{'' if i == 0 else f'_{i + 1}'}{extension}")


# --- happened-before, out of the JSON document

def place(step):
    if step["event"] in ("lose", "transmit"):
        return f"p{step['channel'][0]}->p{step['channel'][1]}"
    return f"p{step['process']}"


def direct_causes(steps):
    """Pairs of steps. The marker of a channel is sent as its source records: that is Chandy-Lamport's rule."""
    pairs, last, sent, moved = set(), {}, {}, {}
    for step in steps:
        number, here = step["step"], place(step)
        if here in last:
            pairs.add((last[here], number))
        last[here] = number
        if step["event"] == "send":
            sent[tuple(step["channel"]), step["message"]] = number
        if step["records_state"]:
            for target in range(64):
                sent[(step["process"], target), "marker"] = number
        if step["event"] in ("receive", "receive-control", "lose", "transmit"):
            what = tuple(step["channel"]), step.get("message", step.get("control"))
            pairs.add((moved.get(what, sent[what]), number))
            if step["event"] == "transmit":
                moved[what] = number
    return pairs


def happened_before(steps):
    closure = direct_causes(steps)
    for middle in range(1, len(steps) + 1):
        before = {a for a, b in closure if b == middle}
        after = {b for a, b in closure if a == middle}
        closure |= {(a, b) for a in before for b in after}
    return closure


def less(one, other):
    return one != other and all(count <= other.get(host, 0) for host, count in one.items())


def shiviz(files):
    expression, delimiter, log = files.text(".shiviz.log").split("\n", 2)
    # What ShiViz does with the first two lines of a file; Python spells a named group with a P.
    line = re.compile("^" + expression.replace("(?<", "(?P<") + "$", re.MULTILINE)
    title = re.compile("^" + delimiter.replace("(?<", "(?P<") + "$", re.MULTILINE)
    parts = title.split(log)
    check(len(parts) == 1 + 2 * len(files.traces) and parts[0] == "", f"{files.name}: an execution for each trace")
    for trace, text in zip(files.traces, parts[2::2]):
        events = list(line.finditer(text))
        steps = trace["steps"]
        check([e["event"].split(",")[0] for e in events] == [f"{s['step']}: {s['text']}".split(",")[0] for s in steps],
              f"{files.name}: the events of ShiViz are the steps")
        check([e["host"] for e in events] == [place(s) for s in steps], f"{files.name}: hosts")
        clocks = [json.loads(e["clock"]) for e in events]
        check(all(clock[e["host"]] >= 1 for clock, e in zip(clocks, events)), f"{files.name}: a host knows itself")
        order = {(a + 1, b + 1) for a in range(len(steps)) for b in range(len(steps)) if less(clocks[a], clocks[b])}
        check(order == happened_before(steps), f"{files.name}: clocks {order ^ happened_before(steps)} {text}")


# --- the Informal Trace Format

class Tuple(tuple):
    """Not to be taken for a sequence."""


class Map(tuple):
    """Pairs, in the order of the file."""


def itf_value(value):
    """A value by the rules of https://apalache-mc.org/docs/adr/015adr-trace.html."""
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) >= 2**53:
            raise ValueError(f"{value} belongs into a #bigint")
        return value
    if isinstance(value, list):
        return [itf_value(item) for item in value]
    if not isinstance(value, dict):
        raise ValueError(f"{value!r} is no value")
    special = [key for key in value if key.startswith("#")]
    if not special:
        return {field: itf_value(item) for field, item in value.items()}
    if len(value) != 1:
        raise ValueError(f"{value} has more than {special}")
    content = value[special[0]]
    if special[0] == "#bigint":
        return int(content)
    if special[0] == "#tup":
        return Tuple(itf_value(item) for item in content)
    if special[0] == "#set":
        members = [itf_value(item) for item in content]
        if len({repr(m) for m in members}) != len(members):
            raise ValueError(f"twice in a set: {content}")
        return frozenset(members)
    if special[0] == "#map":
        pairs = [(itf_value(key), itf_value(item)) for key, item in content]
        if len({repr(key) for key, _ in pairs}) != len(pairs):
            raise ValueError(f"twice a key: {content}")
        return Map(pairs)
    raise ValueError(f"unknown {special[0]}")


def split_type(text, mark):
    """The parts between marks that stand in no brackets."""
    parts, depth, start, i = [], 0, 0, 0
    while i < len(text):
        if text.startswith(mark, i) and depth == 0:
            parts.append(text[start:i].strip())
            i = start = i + len(mark)
            continue
        arrow = text[i] == ">" and i > 0 and text[i - 1] == "-"
        depth += (text[i] in "({<") - (text[i] in ")}>" and not arrow)
        i += 1
    return [*parts, text[start:].strip()]


def is_of(value, kind):
    """Whether a value is of a type, in the words of Apalache."""
    kind = kind.strip()
    function = split_type(kind, "->")
    if len(function) == 2:
        return isinstance(value, Map) and all(is_of(k, function[0]) and is_of(v, function[1]) for k, v in value)
    if kind.startswith("(") and kind.endswith(")"):
        return is_of(value, kind[1:-1])
    if kind in ("Str", "Int", "Bool"):
        return type(value) is {"Str": str, "Int": int, "Bool": bool}[kind]
    if kind.startswith("Set("):
        return isinstance(value, frozenset) and all(is_of(item, kind[4:-1]) for item in value)
    if kind.startswith("Seq("):
        return isinstance(value, list) and all(is_of(item, kind[4:-1]) for item in value)
    if kind.startswith("<<"):
        parts = split_type(kind[2:-2], ",")
        return isinstance(value, Tuple) and len(value) == len(parts) and all(map(is_of, value, parts))
    fields = dict(field.split(":", 1) for field in split_type(kind[1:-1], ","))
    return isinstance(value, dict) and value.keys() == fields.keys() and all(is_of(value[f], fields[f]) for f in fields)


def itf(files):
    for trace, path in files.each(".itf.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        check(document["#meta"]["format"] == "ITF" and " violated: " in document["#meta"]["description"], "ITF: #meta")
        types, names = document["#meta"]["varTypes"], document["vars"]
        check(list(types) == names and document["params"] == [], "ITF: each variable has its type")
        check(len(document["states"]) == len(trace["steps"]) + 1, f"{files.name}: a state more than steps")
        states = []
        for index, state in enumerate(document["states"]):
            check(state.pop("#meta") == {"index": index} and list(state) == names, f"{files.name}: state {index}")
            states.append({name: itf_value(value) for name, value in state.items()})
            for name, value in states[-1].items():
                check(is_of(value, types[name]), f"{files.name}: {name} is no {types[name]}: {value}")
        contents_follow(files, trace, states)


def contents_follow(files, trace, states):
    """What travels, from what was sent, received and lost; the cut, as in the JSON document."""
    ends = {name: tuple(int(p[1:]) for p in name) for name, _ in states[0]["sent"]}
    sent, gone = {c: [] for c in ends.values()}, {c: [] for c in ends.values()}
    for index, step in enumerate(trace["steps"], 1):
        state = states[index]
        check(state["action"] == step["text"], f"{files.name}: the action of state {index}")
        if step["event"] == "send":
            sent[tuple(step["channel"])].append(step["message"])
        if step["event"] in ("receive", "lose") and "message" in step and not step.get("stays"):
            gone[tuple(step["channel"])].append(step["message"])
        for name, content in state["in_transit"]:
            content = [key for key, count in content for _ in range(count)] if isinstance(content, Map) else content
            found = [int(x[1:]) for x in content if re.fullmatch(r"m\d+", x)]
            channel = ends[name]
            check(found == [m for m in sent[channel] if m not in gone[channel]],
                  f"{files.name}: {found} in transit on {name} after step {index}")
        recorded = {s["process"] for s in trace["steps"][:index] if s["records_state"]}
        check({int(p[1:]) for p, has in state["recorded"] if has} == recorded, f"{files.name}: who has recorded")
    for channel in trace.get("snapshot", ()):
        cut = {ends[name]: value for name, value in states[-1]["cut"]}[tuple(channel["channel"])]
        check(cut["sent"] == set(channel["sent"]) and cut["received"] == set(channel["received"]) and
              sorted(cut["recorded"]) == sorted(channel["recorded"]), f"{files.name}: the cut of {channel}")


# --- TLA+

DEFINED_ELSEWHERE = set(
    "Naturals Sequences FiniteSets TLC Len Cardinality TRUE FALSE DOMAIN IF THEN ELSE LET IN CHOOSE EXTENDS "
    "VARIABLE RECURSIVE MODULE WF_step".split())


def tla_structure(path):
    """No parser, but: header and footer, brackets that match, and no word that is not defined."""
    text = path.read_text(encoding="utf-8")
    check(text.startswith(f"---- MODULE {path.stem} ----\n") and text.endswith("\n====\n"), f"{path.name}: frame")
    bare = re.sub(r'"(\\.|[^"\\])*"', '""', text)
    bare = re.sub(r"\\\*.*", "", bare)
    tokens = re.findall(r"<<|>>|[\[\](){}]", bare.replace("|->", ""))
    closes, stack = {"]": "[", ")": "(", "}": "{", ">>": "<<"}, []
    for token in tokens:
        if token not in closes:
            stack.append(token)
        elif not stack or stack.pop() != closes[token]:
            check(False, f"{path.name}: {token} closes nothing")
    check(not stack, f"{path.name}: {stack} left open")
    defined = set(re.findall(r"^ *(?:LET )?(\w+)(?:\([^=\n]*\))? ==", bare, re.MULTILINE))
    defined |= set(re.findall(r"(\w+) \|->", bare)) | set(re.findall(r"VARIABLE (\w+)", bare))
    bound = {"c", "d", "i", "j", "F", "channels"}
    words = set(re.findall(r"(?<![\\\w])[A-Za-z]\w*", bare.replace(path.stem, "", 1)))
    unknown = words - defined - DEFINED_ELSEWHERE - bound
    check(not unknown, f"{path.name}: nobody defines {unknown}")


def tla(files, jar):
    for trace, path in files.each(".tla"):
        tla_structure(path)
        text = path.read_text(encoding="utf-8")
        check(text.count("[action |->") == len(trace["steps"]) + 1, f"{path.name}: a state more than steps")
        for violation in trace["violates"]:
            formula = "".join(word.capitalize() for word in violation["property"].split("-"))
            check(f"\n{formula} == " in text, f"{path.name}: no formula {formula}")
        if jar:
            done = subprocess.run(["java", "-cp", jar, "tla2sany.SANY", path.name], capture_output=True, text=True,
                                  cwd=files.folder, timeout=120)
            check(done.returncode == 0 and "*** Errors" not in done.stdout + done.stderr, f"SANY: {done.stdout}")


# --- pictures

def dot(files):
    text = files.text(".dot")
    check(text.count("digraph") == len(files.traces), f"{files.name}: a graph for each trace")
    if not shutil.which("dot"):
        return
    done = subprocess.run(["dot", "-Tsvg"], input=text, capture_output=True, text=True, timeout=60)
    check(done.returncode == 0 and done.stderr == "", f"{files.name}: dot says {done.stderr}")
    for trace, svg in zip(files.traces, re.findall(r"<svg.*?</svg>", done.stdout, re.DOTALL)):
        drawn = "".join(xml.etree.ElementTree.fromstring(svg.replace("xlink:", "")).itertext())
        for step in trace["steps"]:
            check(f"{step['step']}. {step['text']}" in drawn, f"{files.name}: step {step['step']} is not in the graph")


def mermaid(files):
    for trace, path in files.each(".mmd"):
        lines = path.read_text(encoding="utf-8").split("\n")
        check(lines[3] == "sequenceDiagram" and "overtakes" in "".join(lines), f"{files.name}: Mermaid's remark")
        arrows = re.compile(r"    (P\d+)(->>|-->>|-x|--\))(P\d+): [^;#]*(#\d+;[^;#]*)*")
        notes = re.compile(r"    Note over P\d+(,P\d+)?: [^;]*(#\d+;[^;]*)*")
        for line in lines[4:-1]:
            check(line.startswith(("    %%", "    participant P")) or arrows.fullmatch(line) or notes.fullmatch(line),
                  f"{files.name}: Mermaid would not take {line!r}")
        arrived = [line for line in lines if re.match(r"    P\d+--?>>", line)]
        check(len(arrived) == sum(step["event"].startswith("receive") for step in trace["steps"]),
              f"{files.name}: an arrow for each receipt")


def diagrams(files):
    for line in files.text(".txt").split("\n"):
        wide = re.search("[━─┄┆│▼▲▽△●]", line) and not line.startswith("  ")
        check(not wide or len(line) <= 100, f"{files.name}: wider than 100: {line}")


def on_terminal(columns, *words):
    """What the program prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    child = subprocess.Popen([program, *words], stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the other end is closed
        pass
    child.wait(timeout=60)
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def widths():
    words = ["check", "chandy-lamport", "--topology", "complete:3", "--property", "transitless", "--trace", "diagram",
             "--color", "never"]
    for columns in (60, 200):
        lines = [line for line in on_terminal(columns, *words).split("\n") if re.match(r"p\d [━─]|p\d +[┆│]", line)]
        check(lines and max(map(len, lines)) <= columns, f"{columns} columns: {lines}")
        check(len(lines) > 3 if columns == 60 else len(lines) == 3, f"{columns} columns: {lines}")


# --- names

def names():
    base = ["check", "chandy-lamport", "--topology", "ring:2"]
    with tempfile.TemporaryDirectory() as folder:
        for wrong in ("my-run.tla", "1.tla", ".tla"):
            code, out, err = run(*base, "--trace-out", wrong, cwd=folder)
            check(code == 2 and out == "" and err.count("\n") == 1 and "called like its file" in err, f"{wrong}: {err!r}")
        code, _, err = run(*base, "--trace-out", "run.shiviz", cwd=folder)
        check(code == 2 and ".shiviz.log" in err, f"run.shiviz: {err!r}")
        check(os.listdir(folder) == [], "nothing is written")
        outs = [word for extension in EXTENSIONS for word in ("--trace-out", "none" + extension)]
        check(run(*base, *outs, cwd=folder)[0] == 0, "nothing is violated")
        check(sorted(os.listdir(folder)) == sorted("none" + e for e in EXTENSIONS), "files without a counterexample")
        for extension in EXTENSIONS:
            if extension not in (".json", ".shiviz.log"):
                text = pathlib.Path(folder, "none" + extension).read_text(encoding="utf-8")
                check("no counterexample" in text, f"none{extension}: {text}")
    listed = [row["name"] for row in json.loads(run("list", "formats", "--json")[1])["formats"]]
    check(set(listed) >= set(EXTENSIONS), f"list formats: {listed}")


def main():
    global program
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapcheck", required=True)
    program = os.path.abspath(parser.parse_args().snapcheck)
    jar = next((jar for jar in (os.environ.get("TLA2TOOLS", ""), *JARS) if os.path.isfile(jar)), None)
    if not jar or not shutil.which("java"):
        jar = None
        print("no tla2tools.jar (TLA2TOOLS) or no java: SANY was not asked")
    if not shutil.which("dot"):
        print("no dot: Graphviz was not asked")
    for words in INSTANCES:
        with tempfile.TemporaryDirectory() as folder:
            files = Files(folder, words)
            shiviz(files)
            itf(files)
            tla(files, jar)
            dot(files)
            mermaid(files)
            diagrams(files)
    widths()
    names()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
