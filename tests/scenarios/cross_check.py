#!/usr/bin/env python3
"""--scenario and --expect against naive_scenario.py, on random small scenarios.

For each scenario: the number of distinct outcomes of every snapshot; snapshots that do come out together; and the
same with one number, message or order changed, or with snapshots of two different runs put together, which mostly
do not.
"""

import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from naive_scenario import Explorer, Scenario, snap_text


def random_scenario(draw, servers, lines, snapshots):
    names = [f"N{i}" for i in range(servers)]
    ring = draw.sample(names, servers)
    links = {(a, b) for a, b in zip(ring, ring[1:] + ring[:1])}
    links |= {(a, b) for a in names for b in names if a != b and draw.random() < 0.3}
    links = sorted(links)
    events, started = [], 0
    for _ in range(lines):
        choice = draw.random()
        if choice < 0.4:
            events.append(("send", *draw.choice(links), draw.choice([1, 1, 1, 2])))
        elif choice < 0.65 and started < snapshots:
            events.append(("snapshot", draw.choice(names)))
            started += 1
        else:
            events.append(("tick",))
    if started == 0:
        events.append(("snapshot", draw.choice(names)))
    return Scenario(tuple((name, draw.choice([0, 1, 2, 3])) for name in names), tuple(links), tuple(events))


def mutated(draw, scenario, snapshot):
    tokens, messages = [list(snapshot[0]), [list(m) for m in snapshot[1]]]
    kind = draw.randrange(5)
    some = [p for p, recorded in enumerate(messages) if recorded]
    if kind == 0 or not some:
        a, b = draw.sample(range(len(tokens)), 2)
        if tokens[a] > 0:
            tokens[a], tokens[b] = tokens[a] - 1, tokens[b] + 1
        else:
            tokens[a] += 1
    elif kind == 1:
        draw.shuffle(messages[draw.choice(some)])
    elif kind == 2:
        p = draw.choice(some)
        tokens[p] += messages[p].pop(draw.randrange(len(messages[p])))[1]
    elif kind == 3:
        p = draw.choice(some)
        source, count = messages[p].pop(draw.randrange(len(messages[p])))
        tokens[[name for name, _ in scenario.tokens].index(source)] += count
    else:
        source, target = draw.choice(scenario.links)
        p = [name for name, _ in scenario.tokens].index(target)
        if tokens[p] > 0:
            tokens[p] -= 1
            messages[p].append((source, 1))
    return tuple(tokens), tuple(tuple(m) for m in messages)


class Checker:
    def __init__(self, program, folder, scenario):
        self.program, self.folder, self.scenario = program, pathlib.Path(folder), scenario
        top = [str(len(scenario.tokens)), *(f"{name} {count}" for name, count in scenario.tokens)]
        self.write("s.top", "\n".join(top + [f"{a} {b}" for a, b in scenario.links]) + "\n")
        self.write("s.events", "\n".join(" ".join(map(str, event)) for event in scenario.events) + "\n")

    def write(self, name, text):
        (self.folder / name).write_text(text)

    def run(self, *words):
        command = [self.program, "check", "chandy-lamport", "--scenario", "s.top", "s.events", "--json", "-j", "1", *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=300)
        return done.returncode, done.stdout, done.stderr

    def possible(self, files):
        """`files`: number of a snapshot -> what it is to be."""
        words = []
        for number, outcome in files.items():
            self.write(f"s{number}.snap", snap_text(self.scenario, number, outcome))
            words += ["--expect", f"s{number}.snap"]
        return self.run(*words)


def questions(draw, scenario, outcomes, count):
    """Files to ask about: subsets of what comes out, changed, and mixed from different runs."""
    every = sorted(outcomes)
    for _ in range(count):
        outcome = draw.choice(every)
        numbers = draw.sample(range(len(outcome)), draw.randint(1, len(outcome)))
        files = {number: outcome[number] for number in numbers}
        kind = draw.randrange(3)
        if kind == 1:
            number = draw.choice(numbers)
            files[number] = mutated(draw, scenario, files[number])
        elif kind == 2:
            files = {number: draw.choice(every)[number] for number in numbers}
        yield files


def replays(scenario, files, witness):
    """Whether the steps of a witness, taken one by one, end in what was asked about."""
    events, number = [], -1
    for event in scenario.events:
        number += event[0] == "snapshot"
        unasked = event[0] == "snapshot" and number not in files
        if not unasked and not (event == ("tick",) and events and events[-1] == event):
            events.append(event)
    explorer = Explorer(Scenario(scenario.tokens, scenario.links, tuple(events)))
    state = explorer.start()
    for step in (step["text"] for step in witness):
        words = step.replace(",", "").split()
        link = (words[words.index("from") + 1], words[0]) if "from" in words else None
        if link is not None and not (state.time_passes and state.queues[link]):
            return False
        if link is not None and (words[3] == "marker") != (state.queues[link][0][0] == "marker"):
            return False
        state = explorer.after_next_line(state) if link is None else explorer.after_delivery(state, link)
        if state is None:
            return False
    return explorer.complete(state) and explorer.outcome(state) == tuple(files[number] for number in sorted(files))


def expected_of(files, outcomes):
    return any(all(outcome[number] == wanted for number, wanted in files.items()) for outcome in outcomes)


def check_one(draw, program, folder, sizes, most_states):
    scenario = random_scenario(draw, *sizes)
    outcomes = Explorer(scenario).outcomes(most_states)
    if not outcomes:
        return None
    checker, failures, yes, no = Checker(program, folder, scenario), [], 0, 0
    code, out, err = checker.run()
    counts = [found["outcomes"] for found in json.loads(out).get("snapshots", [])]
    wanted = [len({outcome[number] for outcome in outcomes}) for number in range(len(next(iter(outcomes))))]
    if code != 0 or counts != wanted:
        failures.append(f"{counts} outcomes instead of {wanted} (exit {code}) {err}")
    for files in questions(draw, scenario, outcomes, 6):
        expected = expected_of(files, outcomes)
        code, out, err = checker.possible(files)
        yes, no = yes + expected, no + (not expected)
        if code != (0 if expected else 1):
            failures.append(f"exit {code} instead of {0 if expected else 1} for {files} {err}")
        elif expected and not replays(scenario, files, json.loads(out)["witness"]):
            failures.append(f"no run: {out}")
    return failures, yes, no


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapcheck", required=True)
    parser.add_argument("--scenarios", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-states", type=int, default=6000)
    asked = parser.parse_args()
    checked = yes = no = 0
    failed = False
    seed = asked.seed
    while checked < asked.scenarios:
        draw = random.Random(seed)
        sizes = (draw.randint(2, 4), draw.randint(3, 9), draw.randint(1, 3))
        with tempfile.TemporaryDirectory() as folder:
            found = check_one(draw, pathlib.Path(asked.snapcheck).resolve(), folder, sizes, asked.most_states)
        seed += 1
        if found is None:
            continue
        checked, yes, no = checked + 1, yes + found[1], no + found[2]
        for failure in found[0]:
            print(f"FAILED: seed {seed - 1}: {failure}")
            failed = True
    print(f"{checked} scenarios, {yes} outcomes, {no} that are none")
    return 1 if failed or yes == 0 or no == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
