#!/usr/bin/env python3
"""Trace files of applications: what is no such file is refused, and a run that is told is taken again."""

import argparse
import json
import os
import pathlib
import sys
import tempfile

import usage
from application_runs import BAG, INVARIANT, LASSO, LATE, REST
from usage import check, refuses, run


def refusals(folder):
    run("check", *LASSO, "--trace-out", "good.json", cwd=folder)
    good = json.loads((folder / "good.json").read_text())

    def refused(change, *fragments):
        document = json.loads(json.dumps(good))
        change(document["traces"][0])
        (folder / "bad.json").write_text(json.dumps(document))
        refuses(["render", "bad.json"], "bad.json: traces[0]", *fragments, cwd=folder)

    refused(lambda t: t.update(loop=7), "loop: not a whole number from 0 to 6")
    refused(lambda t: t["instance"]["channel_names"].pop(), "channel_names: not a name for each channel")
    refused(lambda t: t["instance"].update(channels="causal"), "--channels causal does not go with --application: ")
    refused(lambda t: t["steps"][3]["channels"][2].update(in_transit=[[64, "question"]]), "not a whole number from 1 to 63")
    refused(lambda t: t["steps"][3]["channels"][2].update(in_transit=[[1]]), "not a message and what it says")
    refused(lambda t: t["violates"][0].update(property="terminate"), "did you mean 'terminates'?")
    refused(lambda t: t["steps"][3].update(transition=1), "transition: not a text")
    refused(lambda t: t["instance"]["tables"].pop(), "tables: not a table for each process")
    refused(lambda t: t["instance"]["tables"][0].update(initial="redy"), "unknown local state of server 'redy': did you mean 'ready'?")
    refused(lambda t: t["instance"].update(fairness="week"), "unknown fairness 'week': did you mean 'weak'?")


def replays(folder):
    def diverges(words, change, objection):
        run("check", *words, "--quiet", "--trace-out", "told.json", cwd=folder)
        code, out, err = run("replay", "told.json", cwd=folder)
        check(code == 0 and err == "" and "REPLAYED - 1 counterexample" in out, f"{words}: {out} {err}")
        document = json.loads((folder / "told.json").read_text())
        change(document["traces"][0])
        (folder / "changed.json").write_text(json.dumps(document))
        code, out, _ = run("replay", "changed.json", cwd=folder)
        check(code == 1 and f"DIVERGED - {objection}" in out, f"{words}: no {objection!r} in {out!r}")

    diverges(LASSO, lambda t: t["instance"].update(fairness="weak"), "the loop puts something off for ever, which is not fair")
    diverges(LASSO, lambda t: t.update(loop=2), "the loop does not close")
    diverges(LASSO, lambda t: t["steps"].pop(), "the loop does not close")
    diverges(LASSO, lambda t: t.pop("loop"), "the steps can be taken, but another thing is not as told: which properties")
    diverges(REST, lambda t: (t["steps"].pop(), t.update(loop=1)), "something has to happen after the last step")
    diverges(REST, lambda t: t["instance"].update(algorithm="chandy-lamport"), "step 2, q receives the marker on c, changes")
    diverges(LATE, lambda t: t["steps"][2:4].reverse() or t["steps"].insert(1, t["steps"].pop(3)), "step 2, q: s0 -receive token on")
    diverges(INVARIANT, lambda t: t["instance"].update(invariants=["p.s0 == 0 or p.s0 == 1"]) or
             t["violates"][0].update(property="p.s0 == 0 or p.s0 == 1") or
             t["steps"][-1].update(violated=["p.s0 == 0 or p.s0 == 1"]), "the steps can be taken, but another thing is not as told")
    run("check", *BAG, "--quiet", "--trace-out", "bag.json", cwd=folder)
    check(run("replay", "bag.json", cwd=folder)[0] == 0, "a lasso on bag, with equal messages")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--snapcheck", required=True)
    usage.program = os.path.abspath(arguments.parse_args().snapcheck)
    with tempfile.TemporaryDirectory() as folder:
        refusals(pathlib.Path(folder))
        replays(pathlib.Path(folder))
    print(f"{usage.passed} passed, {usage.failed} failed")
    return 1 if usage.failed else 0


if __name__ == "__main__":
    sys.exit(main())
