#!/usr/bin/env python3
"""The example of the Isabelle entry Chandy_Lamport, as a trace that snapcheck takes again.

Ben Fiedler, Dmitriy Traytel: A Formal Proof of The Chandy--Lamport Distributed Snapshot Algorithm. Archive of
Formal Proofs, 2020, theory Example: two processes P and Q, seven events, and the snapshot that they end in. The
transition relation below is that of the theory Distributed_System, for this system; the trace is made of nothing
else, so that replaying it compares the two.

    afp_example.py --check docs/examples/afp.json [--snapcheck build/release/snapcheck]
    afp_example.py --write docs/examples/afp.json
"""

import argparse
import json
from pathlib import Path
import subprocess
import sys
import tempfile

NAMES = ("P", "Q")
CHANNELS = ((0, 1), (1, 0))  # as in the theory: 0 leads from P to Q, 1 from Q to P
STARTS = ("S_Send", "T_Send")
MOVES = {  # of the two applications, which alternate between sending and waiting
    ("S_Send", "send"): "S_Wait",
    ("S_Wait", "receive"): "S_Send",
    ("T_Send", "send"): "T_Wait",
    ("T_Wait", "receive"): "T_Send",
}
EVENTS = (
    ("snapshot", 0),
    ("send", 0),
    ("send", 1),
    ("snapshot", 1),
    ("receive marker", 0),
    ("receive", 1),
    ("receive marker", 1),
)
# What the theory proves of the end.
SNAPSHOT = {"processes": ("S_Send", "T_Wait"), "channels": ([], [1])}
END = {"processes": ("S_Send", "T_Wait"), "channels": ([1], [])}


class System:
    def __init__(self):
        self.local = list(STARTS)
        self.content = [[], []]
        self.sent, self.received = [[], []], [[], []]
        self.process_snapshot = [None, None]
        self.channel_snapshot = [("NotStarted", []), ("NotStarted", [])]
        self.cut_sent, self.cut_received = [None, None], [None, None]

    def record(self, process):
        self.process_snapshot[process] = self.local[process]
        for channel, (source, target) in enumerate(CHANNELS):
            if source == process:
                self.cut_sent[channel] = list(self.sent[channel])
                self.content[channel].append("marker")
            if target == process:
                self.cut_received[channel] = list(self.received[channel])
                self.channel_snapshot[channel] = ("Recording", [])

    def take(self, what, where):
        """What the event is, as a step of a trace."""
        if what == "snapshot":
            assert self.process_snapshot[where] is None
            self.record(where)
            return {"event": "initiate", "process": where, "records_state": True, "records": []}
        source, target = CHANNELS[where]
        step = {"event": what, "channel": list(CHANNELS[where]), "records_state": False, "records": []}
        if what == "send":
            self.local[source] = MOVES[self.local[source], what]
            self.sent[where].append(1)
            self.content[where].append(1)
            return {**step, "process": source, "message": 1}
        step["process"] = target
        arrived = self.content[where].pop(0)
        if what == "receive marker":
            assert arrived == "marker"
            if self.process_snapshot[target] is None:
                self.record(target)
                step["records_state"] = True
            self.channel_snapshot[where] = ("Done", self.channel_snapshot[where][1])
            return {**step, "event": "receive-control", "control": "marker"}
        self.local[target] = MOVES[self.local[target], what]
        self.received[where].append(arrived)
        status, recorded = self.channel_snapshot[where]
        if status == "Recording":
            recorded.append(arrived)
            step["records"] = [{"channel": list(CHANNELS[where]), "message": arrived}]
        return {**step, "message": arrived}

    def complete(self):
        return all(status == "Done" for status, _ in self.channel_snapshot)

    # --- the same in the words of a trace

    def facts(self):
        facts = []
        for p, name in enumerate(NAMES):
            recording = [channel_name(c) for c in (0, 1) if CHANNELS[c][1] == p and self.channel_snapshot[c][0] == "Recording"]
            facts += [[name, "has not recorded" if self.process_snapshot[p] is None else "has recorded"],
                      [f"{name} open", "{" + ", ".join(recording) + "}"]]
        for c in (0, 1):
            name = channel_name(c)
            facts += [[f"{name} in transit", "[" + spelled(self.content[c]) + "]"],
                      [f"{name} received", "{" + spelled(self.received[c]) + "}"]]
            if self.cut_sent[c] is not None:
                facts.append([f"{name} recorded as sent", "{" + spelled(self.cut_sent[c]) + "}"])
            if self.cut_received[c] is not None:
                facts.append([f"{name} recorded as received", "{" + spelled(self.cut_received[c]) + "}"])
            facts.append([f"{name} recorded in transit", "[" + spelled(self.channel_snapshot[c][1]) + "]"])
        return facts

    def cut(self, channel):
        received = self.cut_received[channel]
        return {"sent": self.cut_sent[channel], "received": self.received[channel] if received is None else received,
                "recorded": self.channel_snapshot[channel][1], "repeated": 0, "ordered": True}

    def state(self):
        lacks = [c for c in (0, 1) if self.complete() and not set(self.cut_sent[c]) <= set(self.cut_received[c])]
        channels = [{"in_transit": self.content[c], "in_outbox": 0, "sent": self.sent[c], "received": self.received[c],
                     "cut": self.cut(c)} for c in (0, 1)]
        state = {"complete": self.complete(), "violated": ["transitless"] if lacks else [], "state": self.facts(),
                 "channels": channels}
        return json.loads(json.dumps(state))  # as it is now


def channel_name(channel):
    return "->".join(NAMES[p] for p in CHANNELS[channel])


def spelled(contents):
    return ", ".join(c if c == "marker" else f"m{c}" for c in contents)


def document():
    """The trace, and the system at its end."""
    system = System()
    trace = {
        "instance": {
            "algorithm": "chandy-lamport", "topology": "P->Q, Q->P", "channels": "fifo", "messages": 1,
            "initiators": [0, 1], "fall_silent": False, "processes": list(NAMES), "network": [list(c) for c in CHANNELS],
        },
        "violates": [],
        "shows": {
            "lemma": "exact-channels",
            "meaning": "what is recorded of a channel is what was recorded as sent and not as received: "
                       "C(c) = S(c) without R(c)",
            "holds": True,
            "reason": "recorded are P in S_Send (step 1), Q in T_Wait (step 4), P->Q as [] and Q->P as [m1]. At the "
                      "end, P and Q are in these states, too, but m1 is in P->Q and Q->P is empty: the recorded state "
                      "occurs nowhere in this run.",
        },
        "start": system.state(),
        "steps": [],
    }
    for what, where in EVENTS:
        before = [list(content) for content in system.content]
        step = system.take(what, where)
        step["sends"] = [{"channel": list(CHANNELS[c]), "control": "marker"} for c in (0, 1)
                         if system.content[c].count("marker") > before[c].count("marker")]
        trace["steps"].append({**step, **system.state()})
    trace["end"] = {
        "complete": system.complete(),
        "channels": [{"channel": list(CHANNELS[c]), **system.cut(c), "in_transit": spelled(system.content[c])} for c in (0, 1)],
        "waiting": [],
    }
    return {"schema": "snapcheck-trace/1", "traces": [trace]}, system


def require(holds, what):
    if not holds:
        sys.exit(f"afp_example.py: {what}")


def check_against_theory(system):
    require(tuple(system.process_snapshot) == SNAPSHOT["processes"], f"recorded: {system.process_snapshot}")
    require(tuple(c for _, c in system.channel_snapshot) == SNAPSHOT["channels"], f"recorded: {system.channel_snapshot}")
    require(tuple(system.local) == END["processes"], f"at the end: {system.local}")
    require(tuple(system.content) == END["channels"], f"at the end: {system.content}")


def check_replay(snapcheck, file):
    """snapcheck takes each step, and ends in the snapshot of the theory."""
    done = subprocess.run([snapcheck, "replay", file], capture_output=True, text=True, timeout=60, check=False)
    require(done.returncode == 0 and "REPLAYED" in done.stdout, done.stdout + done.stderr)
    changed = json.loads(Path(file).read_text(encoding="utf-8"))
    changed["traces"][0]["end"]["channels"][1]["recorded"] = []
    with tempfile.TemporaryDirectory() as folder:
        other = Path(folder, "other.json")
        other.write_text(json.dumps(changed), encoding="utf-8")
        done = subprocess.run([snapcheck, "replay", other], capture_output=True, text=True, timeout=60, check=False)
    require(done.returncode == 1 and "the cut" in done.stdout, f"another snapshot is taken for this one: {done.stdout}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--snapcheck")
    options = parser.parse_args()
    made, system = document()
    check_against_theory(system)
    if options.write:
        options.write.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    if options.check:
        kept = json.loads(options.check.read_text(encoding="utf-8"))
        require(kept == made, f"{options.check} is not what the theory makes")
    if options.snapcheck:
        check_replay(options.snapcheck, options.check)
    print("the trace of the theory ends in its snapshot")


if __name__ == "__main__":
    main()
