#!/usr/bin/env python3
"""Trace files from outside: written, drawn and taken again; what is no trace is refused; pictures of the documents."""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

import usage
from usage import check, last_line, refuses, run

LOST = ["check", "chandy-lamport", "--topology", "ring:2", "--channels", "bag", "--property", "no-lost", "--quiet"]
FIVE = ["check", "chandy-lamport:omit-one", "--topology", "ring:5", "--messages", "2", "--property", "terminates", "--quiet"]
# What the documents show, and how it was drawn.
APPLICATIONS = pathlib.Path(__file__).resolve().parent.parent / "docs/examples/applications"
GREEDY, DIFFUSING = (str(APPLICATIONS / name) for name in ("greedy_server.toml", "diffusing.toml"))
PICTURES = {
    "lost.svg": LOST[:-1],
    "orphan.svg": ["check", "chandy-lamport", "--topology", "ring:3", "--channels", "bag", "--property", "no-orphan"],
    "recorded.svg": ["check", "chandy-lamport", "--topology", "ring:3", "--property", "transitless"],
    "token_twice.svg": ["check", "chandy-lamport:late-marker", "--application", "single-token", "--property", "conserved"],
    "token_missing.svg": ["check", "chandy-lamport:record-later", "--application", "single-token", "--property", "conserved"],
    "false_detection.svg": ["detect", "chandy-lamport", "--channels", "bag", "--application", DIFFUSING, "--stable", "terminated"],
    "never_occurred.svg": ["prove", "chandy-lamport", "--application", "nondeterministic", "--never-occurred"],
    "lasso.svg": ["check", "chandy-lamport", "--application", GREEDY, "--fairness", "none", "--property", "terminates"],
}


def formats():
    listed = json.loads(run("list", "formats", "--json")[1])["formats"]
    return [entry["name"] for entry in listed]


def rendering(folder):
    known = formats()
    check({".txt", ".json", ".svg", ".html"} <= set(known), f"formats: {known}")
    for place in ("direct", "later"):  # a module of TLA+ is called what its file is called
        (folder / place).mkdir()
    direct = [word for name in known for word in ("--trace-out", f"direct/run{name}")]
    check(run(*LOST, *direct, cwd=folder)[0] == 1, "every format is written by check")
    later = [word for name in known for word in ("-o", f"later/run{name}")]
    code, out, err = run("render", "direct/run.json", *later, cwd=folder)
    check((code, out, err) == (0, "", ""), f"render is silent: {code} {out!r} {err!r}")
    for name in known:
        one, other = folder / f"direct/run{name}", folder / f"later/run{name}"
        check(one.read_bytes() == other.read_bytes(), f"{name}: the same at once and later")
    code, out, _ = run("render", "direct/run.json", cwd=folder)
    check(code == 0 and out == (folder / "direct/run.txt").read_text(encoding="utf-8"), "without -o: the text")
    refuses(["render", "direct/run.json", "-o", "x.sgv"], "--output x.sgv", "did you mean '.svg'?", cwd=folder)
    refuses(["render", "direct/run.json", "-o", "nowhere/x.svg"], "there is no folder 'nowhere'", cwd=folder)
    refuses(["render", "nothing.json", "-o", "y.svg"], "trace 'nothing.json': no such file", cwd=folder)
    refuses(["render", "direct/run.json", "-o", "y.svg", "-o", "z.sgv"], "did you mean '.svg'?", cwd=folder)
    refuses(["render"], "TRACE")
    check(not list(folder.glob("[xyz].*")), "nothing half-written")


def replaying(folder):
    run(*LOST, "--trace-out", "lost.json", cwd=folder)
    code, out, err = run("replay", "lost.json", cwd=folder)
    check(code == 0 and err == "" and last_line(out) == "REPLAYED - 1 counterexample, every step enabled and as told", out)
    document = json.loads((folder / "lost.json").read_text())

    def diverges(change, *fragments):
        changed = json.loads(json.dumps(document))
        change(changed["traces"][0])
        (folder / "changed.json").write_text(json.dumps(changed))
        code, out, err = run("replay", "changed.json", cwd=folder)
        check(code == 1 and err == "" and last_line(out).startswith("DIVERGED - "), f"diverges: {code} {out!r} {err!r}")
        for fragment in fragments:
            check(fragment in out, f"no {fragment!r} in {out!r}")
        return out

    diverges(lambda t: t["steps"].pop(0), "step 1, p1 sends m1 to p0, changes something else: p0: has not recorded")
    # On FIFO channels the marker cannot overtake m1: instead of step 4, p0 can receive m1, or send to p1. p1 has
    # sent what it may.
    fifo = diverges(lambda t: (t["instance"].update(channels="fifo"), [
        fact.__setitem__(1, fact[1].replace("{", "[").replace("}", "]"))
        for state in (t["start"], *t["steps"]) for fact in state["state"] if "in transit" in fact[0]]),
        "step 4, p0 receives the marker from p1, is not enabled")
    check([line for line in fifo.splitlines() if "enabled: " in line] ==
          ["  enabled: p0 sends m1 to p1", "  enabled: p0 receives m1 from p1"], fifo)
    diverges(lambda t: t["violates"][0].update(property="no-orphan"), "no-orphan is not violated at its end")
    diverges(lambda t: t["end"]["channels"][1].update(recorded=[1]), "not as told: the cut")
    answer = json.loads(run("replay", "changed.json", "--json", cwd=folder)[1])
    check(answer["verdict"] == "diverged" and answer["traces"][0]["taken"] == 4, "the same as JSON")
    check(json.loads(run("replay", "lost.json", "--json", cwd=folder)[1])["verdict"] == "replayed", "replayed, as JSON")
    check(run("replay", "lost.json", "--quiet", cwd=folder)[1].count("\n") == 1, "--quiet is one line")
    several(folder)
    several_snapshots(folder)


def several_snapshots(folder):
    run("check", "chandy-lamport:close-all", "--topology", "ring:2", "--budget", "0,1", "--snapshots", "2", "--trace-out",
        "two.json", cwd=folder)
    check(run("replay", "two.json", cwd=folder)[0] == 0, "a run with two snapshots is taken again")
    document = json.loads((folder / "two.json").read_text())
    document["traces"][0]["end"]["snapshot"] = 3
    (folder / "two.json").write_text(json.dumps(document))
    refuses(["replay", "two.json"], "two.json: traces[0].end.snapshot: not a whole number from 1 to 2", cwd=folder)


def several(folder):
    run("check", "chandy-lamport", "--topology", "ring:3", "--channels", "bag", "--continue", "--trace-out", "many.json", cwd=folder)
    code, out, _ = run("replay", "many.json", cwd=folder)
    check(code == 0 and last_line(out).startswith("REPLAYED - 5 counterexamples"), "several in one file")


def refusals(folder):
    good = (folder / "lost.json").read_text()

    def refused(text, *fragments):
        (folder / "bad.json").write_bytes(text if isinstance(text, bytes) else text.encode())
        for command in ("replay", "render"):
            refuses([command, "bad.json"], "bad.json", *fragments, cwd=folder)

    refused("", "not JSON: it ends too early")
    refused(good[:700], "not JSON: it ends too early")
    refused("p0 initiates\n", "bad.json:1:1: not JSON")
    refused(b'{"schema": "\xff"}', "not JSON")
    refused("[]", "not a trace of snapcheck")
    refused(run(*LOST[:-1], "--json")[1], "schema 'snapcheck/1', where 'snapcheck-trace/1' can be read")
    refused(good.replace("trace/1", "trace/2"), "schema 'snapcheck-trace/2', where 'snapcheck-trace/1' can be read")
    refused(good.replace('"send"', '"sned"'), "traces[0].steps[1].event: unknown event 'sned': did you mean 'send'?")
    refused(good.replace('"property": "no-lost"', '"property": "no-lots"'), "violates[0].property: unknown property", "did you mean 'no-lost'?")
    refused(" " * (17 << 20), "larger than 16 MiB")
    (folder / "bad.json").write_text(good.replace('"algorithm": "chandy-lamport"', '"algorithm": "chandy-lamprt"'))
    refuses(["replay", "bad.json"], "bad.json: traces[0]: unknown algorithm", "did you mean 'chandy-lamport'?", cwd=folder)
    (folder / "bad.json").write_text('{"schema": "snapcheck-trace/1", "traces": []}')
    refuses(["replay", "bad.json"], "bad.json: there is no trace in it", cwd=folder)
    refuses(["replay", "."], "a directory, where a file is wanted", cwd=folder)


def pictures_are_up_to_date(folder, root):
    run("render", str(root / "docs/examples/afp.json"), "-o", "afp.svg", cwd=folder)
    for name, words in {**PICTURES, "afp.svg": []}.items():
        if words:
            run(*words, "--trace-out", name, cwd=folder)
        kept = root / "docs/pictures" / name
        check(kept.is_file() and kept.read_bytes() == (folder / name).read_bytes(),
              f"docs/pictures/{name} is not what is drawn now: snapcheck {' '.join(words)} --trace-out docs/pictures/{name}")
        check(subprocess.run(["python3", "-c", "import sys, xml.dom.minidom as d; d.parse(sys.argv[1])", folder / name],
                             check=False).returncode == 0, f"{name} is no XML")


def main():
    parser = argparse.ArgumentParser(description="Check trace files from outside.")
    parser.add_argument("--snapcheck", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    options = parser.parse_args()
    usage.program = str(pathlib.Path(options.snapcheck).resolve())
    with tempfile.TemporaryDirectory(prefix="traces-") as name:
        folder = pathlib.Path(name)
        rendering(folder)
        replaying(folder)
        refusals(folder)
        pictures_are_up_to_date(folder, options.root)
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
