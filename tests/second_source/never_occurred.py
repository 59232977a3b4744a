#!/usr/bin/env python3
"""How many maximal runs of Chandy-Lamport never are in the state that they record, by going through all of them.

    python3 never_occurred.py

Written from the paper alone: it keeps every state of the application that a run goes through, and at its end looks for
the recorded one among them. It knows nothing of what is before or behind a cut. The figures are those that
tests/theorem_test.cpp and tests/usage_prove.py expect.
"""

import sys

EXPECTED = (  # ring of, messages a channel or of each process, initiators; never, runs
    (2, (1, 1), (0,), (8, 102)),
    (2, (1, 1), (0, 1), (46, 876)),
    (2, (2, 1), (0,), (146, 944)),
    (3, (1, 1, 0), (0,), (29, 206)),
)
MARKER = 0


class Run:
    """A state, and what it took to get there. Channel p leads from p to the next process of the ring."""

    def __init__(self, size, budget, initiators):
        self.size, self.budget, self.initiators = size, budget, initiators
        self.sent, self.received = [0] * size, [0] * size  # by channel
        self.channels = [[] for _ in range(size)]
        self.own_record = [None] * size  # (sent on the output, received on the input)
        self.channel_record = [None] * size  # of the input, once its marker has arrived
        self.heard = [[] for _ in range(size)]  # on the input, since the recording
        self.states = set()

    def copy(self):
        other = Run(self.size, self.budget, self.initiators)
        other.sent, other.received = self.sent[:], self.received[:]
        other.channels = [channel[:] for channel in self.channels]
        other.own_record, other.channel_record = self.own_record[:], self.channel_record[:]
        other.heard = [heard[:] for heard in self.heard]
        other.states = set(self.states)
        return other

    def look(self):
        contents = tuple(tuple(m for m in channel if m != MARKER) for channel in self.channels)
        self.states.add((tuple(self.sent), tuple(self.received), contents))

    def recorded_state(self):
        sent = tuple(record[0] for record in self.own_record)
        received = tuple(self.own_record[(p + 1) % self.size][1] for p in range(self.size))
        contents = tuple(self.channel_record[(p + 1) % self.size] for p in range(self.size))
        return sent, received, contents

    def record(self, p):
        self.own_record[p] = (self.sent[p], self.received[p - 1])
        self.channels[p].append(MARKER)

    def deliver(self, p):
        """The head of the channel into p, which is that of the process before it."""
        content = self.channels[p - 1].pop(0)
        if content != MARKER:
            if self.own_record[p] is not None and self.channel_record[p] is None:
                self.heard[p].append(content)
            self.received[p - 1] += 1
            return
        if self.own_record[p] is None:
            self.record(p)
        self.channel_record[p] = tuple(self.heard[p])

    def send(self, p):
        self.sent[p] += 1
        self.channels[p].append(self.sent[p])

    def steps(self):
        for p in range(self.size):
            if p in self.initiators and self.own_record[p] is None:
                yield Run.record, p
            if self.sent[p] < self.budget[p]:
                yield Run.send, p
            if self.channels[p - 1]:
                yield Run.deliver, p


def count(run):
    """Runs from here on: of which S* never occurred, and all."""
    run.look()
    never = everything = 0
    for step, p in run.steps():
        after = run.copy()
        step(after, p)
        fewer, more = count(after)
        never, everything = never + fewer, everything + more
    if everything:
        return never, everything
    return int(run.recorded_state() not in run.states), 1


def main():
    wrong = 0
    for size, budget, initiators, expected in EXPECTED:
        found = count(Run(size, budget, initiators))
        print(f"ring:{size}, {budget} messages, started by {initiators}: {found[0]} of {found[1]} runs")
        wrong += found != expected
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
