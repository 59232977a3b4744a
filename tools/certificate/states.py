"""States of a certificate: what can happen in them and what they violate, as docs/semantics.md says. A state is a
tuple of numbers, which say which of a few texts each of its parts is; what depends on a few parts is computed once."""

import json
from operator import itemgetter, mul

from .semantics import text_of

JUDGES = {  # S(c) as a set, R(c) and C(c) as lists: whether a channel violates the property
    "no-lost": lambda S, R, C: not S <= {*R, *C},
    "no-orphan": lambda S, R, C: not {*R} <= S,
    "no-orphan-in-channel": lambda S, R, C: not {*C} <= S,
    "no-duplicate": lambda S, R, C: bool({*R} & {*C}) or len({*C}) < len(C),
    "exact-channels": lambda S, R, C: list(C) != sorted(S - {*R}),
    "transitless": lambda S, R, C: not S <= {*R},
}
WHEN_COMPLETE = {*JUDGES, "conserved"}
PROPERTIES = {*WHEN_COMPLETE, "records-in-time", "post-marker-unrecorded", "terminates", "keeps-invariants"}
FIGURES = ("depth", "snapshots", "states", "stuck", "terminal", "transitions")



class Refused(Exception):
    """What is claimed is not so."""


def demand(condition, what):
    if not condition:
        raise Refused(what)


class States:
    """Columns of texts, of which states choose one each."""

    def __init__(self, model, columns):
        self.model, self.columns, self.known = model, columns, {}
        self.numbers = [{text: i for i, text in enumerate(column)} for column in columns]
        self.locals = [[*map(json.loads, column)] for column in columns[:model.processes]]
        self.channels = [[*map(json.loads, column)] for column in columns[model.processes:]]
        self.recorded = [[sum(mine["recorded"] << s for s, mine in enumerate(local["snapshots"])) for local in column]
                         for column in self.locals]
        self.views = [(p, itemgetter(*view)) for p, view in enumerate(model.views)]
        self.ends = [(c, itemgetter(*ends, model.processes + c)) for c, ends in enumerate(model.channels)]
        self.processes = itemgetter(*range(model.processes))
        self.cuts, self.verdicts = set(), {}

    def texts(self, row):
        return [column[i] for column, i in zip(self.columns, row)]

    def all_recorded(self, row):
        """Of which snapshots, as bits."""
        flags = (1 << self.model.snapshots) - 1
        for table, i in zip(self.recorded, row):
            flags &= table[i]
        return flags

    def steps(self, row, flags, finish):
        """For each process the steps out of a state, as finish(row, step, changed parts) has them."""
        model, known = self.model, self.known
        for p, view in self.views:
            more = model.view.more_of(self, row, p)
            key = p, view(row), flags, more
            if key not in known:
                texts = {k: self.columns[k][row[k]] for k in model.views[p]}
                known[key] = [finish(row, *step) for step in model.steps(p, texts, flags, more)]
            yield known[key]

    # --- judging

    def violated(self, row, flags, terminal):
        """The properties that a state violates; and of which snapshots it is complete, as bits."""
        names, cut = set(), []
        for c, ends in self.ends:
            key = "cut", c, ends(row)
            if key not in self.known:
                self.known[key] = self.channel_cut(c, *ends(row))
            late, of_channel = self.known[key]
            names |= late
            cut.append(of_channel)
        model, complete = self.model, 0
        if flags:
            complete = self.remembered("complete", row, flags)
            for s in range(model.snapshots):
                if complete >> s & 1:
                    names |= self.verdict(s, tuple(of_channel[s] for of_channel in cut))
        if terminal and complete != (1 << model.snapshots) - 1:
            names.add("terminates")
        if model.algorithm.claims and not self.remembered("invariant", row, flags):
            names.add("keeps-invariants")
        return names, complete

    def remembered(self, what, row, flags):
        key = what, self.processes(row), flags
        if key not in self.known:
            memories = [[self.model.memory(mine["remembers"]) for mine in self.locals[p][row[p]]["snapshots"]]
                        for p in range(self.model.processes)]
            self.known[key] = getattr(self, what)(row, flags, [*zip(*memories)])
        return self.known[key]

    def complete(self, row, flags, memories):
        model, done = self.model, flags
        for p in range(model.processes):
            view = model.view(model, p, {p: self.columns[p][row[p]]}, flags, None)
            done &= sum(memory.done(here) << s for s, (memory, here) in enumerate(zip(view.memories, view.here)))
        return done & sum(bool(model.algorithm.collected(of_one)) << s for s, of_one in enumerate(memories))

    def invariant(self, _row, _flags, memories):
        return all(map(self.model.algorithm.invariant, memories))

    def channel_cut(self, c, i, j, k):
        """What is wrong at any time, and of each snapshot (number sent, received, content)."""
        late, cut, content_of = set(), [], self.model.algorithm.content
        source, target = self.locals[self.model.channels[c][0]][i], self.locals[self.model.channels[c][1]][j]
        output = self.model.outputs[self.model.channels[c][0]].index(c)
        own = self.model.inputs[self.model.channels[c][1]].index(c)
        for s, (sender, receiver) in enumerate(zip(source["snapshots"], target["snapshots"])):
            sent = sender["sent"][output] if sender["recorded"] else None
            received = (receiver if receiver["recorded"] else target)["received"][own]
            content = self.channels[c][k]["recorded"][s]
            if content_of:
                both = sender["recorded"] and receiver["recorded"]
                content = content_of(self.model.memory(sender["remembers"]), self.model.memory(receiver["remembers"]),
                                     c) if both else ()
            late |= {"records-in-time"} if sent is not None and any(m > sent for m in received) else set()
            late |= {"post-marker-unrecorded"} if sent is not None and any(m > sent for m in content) else set()
            cut.append((sent, tuple(received), tuple(content)))
        return late, cut

    def verdict(self, snapshot, cut):
        self.cuts.add((snapshot, cut))
        if cut not in self.verdicts:
            sets = [({*range(1, sent + 1)}, received, content) for sent, received, content in cut]
            wrong = {name for name, judge in JUDGES.items() if any(judge(*parts) for parts in sets)}
            lacking = sum(len(S) - len(R) - len(C) for S, R, C in sets)
            self.verdicts[cut] = wrong | ({"conserved"} if lacking else set())
        return self.verdicts[cut]


def explore(states, rows):
    """Breadth first from the initial state, within the given ones: the figures, and the properties that are violated."""
    model, places, place = states.model, [], 1
    for column in states.columns:
        places.append(place)
        place *= len(column)

    def finish(row, step, changed):
        """How a step changes the code of a state; and whether the application sends."""
        try:
            return sum((states.numbers[k][text] - row[k]) * places[k] for k, text in changed.items()), step[0] == "send"
        except KeyError:
            raise Refused(f"step {text_of(step)} leads to a state that is not there") from None

    rows = {sum(map(mul, row, places)): row for row in rows}
    try:
        start = sum(states.numbers[k][text] * places[k] for k, text in enumerate(model.initial))
    except KeyError:
        start = None
    demand(start in rows, "the initial state is not there")
    layer, seen = [start], {start}
    found = dict.fromkeys(FIGURES, 0) | {"depth": -1}
    violated, completed = set(), False
    while layer:
        found["depth"] += 1
        following = []
        for code in layer:
            flags = states.all_recorded(rows[code])
            steps, only_sends = 0, model.fall_silent
            for of_process in states.steps(rows[code], flags, finish):
                steps += len(of_process)
                for change, sends in of_process:
                    only_sends = only_sends and sends
                    if code + change not in seen:
                        demand(code + change in rows, "a step leads to a state that is not there")
                        seen.add(code + change)
                        following.append(code + change)
            names, complete = states.violated(rows[code], flags, not steps or only_sends)
            violated |= names
            completed |= complete != 0
            found["transitions"] += steps
            found["terminal"] += not steps
            found["stuck"] += "terminates" in names
        layer = following
    demand(len(seen) == len(rows), "there are states that nothing leads to")
    return found | {"states": len(rows), "snapshots": len(states.cuts)}, violated, completed
