"""Every outcome of a scenario, found by trying everything: the second opinion on --scenario.

It follows docs/scenarios.md and nothing else, keeps whole queues and whole records in a state, has the markers of
all snapshots on the links at once, and leaves nothing out. So it is slow, and good for small scenarios only.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scenario:
    tokens: tuple  # (name, tokens) in the order of the file
    links: tuple  # (source, target)
    events: tuple  # ("send", A, B, k) | ("snapshot", A) | ("tick",)


def read(top, events):
    lines = [line.split("#")[0].split() for line in top.splitlines()]
    lines = [words for words in lines if words]
    count = int(lines[0][0])
    tokens = tuple((name, int(number)) for name, number in lines[1 : count + 1])
    links = tuple(tuple(words) for words in lines[count + 1 :])
    script = []
    for words in (line.split("#")[0].split() for line in events.splitlines()):
        if words:
            script.append(("send", words[1], words[2], int(words[3])) if words[0] == "send" else tuple(words[:2])
                          if words[0] == "snapshot" else ("tick",))
    return Scenario(tokens, links, tuple(script))


@dataclass
class State:
    line: int
    time_passes: bool
    tokens: dict
    queues: dict  # link -> list of ("token", k) | ("marker", id)
    recorded: dict = field(default_factory=dict)  # (id, server) -> tokens
    messages: dict = field(default_factory=dict)  # (id, server) -> list of (source, k)
    closed: set = field(default_factory=set)  # (id, link)

    def copy(self):
        return State(self.line, self.time_passes, dict(self.tokens), {l: list(q) for l, q in self.queues.items()},
                     dict(self.recorded), {k: list(m) for k, m in self.messages.items()}, set(self.closed))

    def key(self):
        return (self.line, self.time_passes, tuple(self.tokens.values()), tuple(map(tuple, self.queues.values())),
                frozenset(self.recorded.items()), frozenset((k, tuple(m)) for k, m in self.messages.items()),
                frozenset(self.closed))


class Explorer:
    def __init__(self, scenario):
        self.scenario = scenario
        self.snapshots = sum(event[0] == "snapshot" for event in scenario.events)

    def start(self):
        return State(0, False, dict(self.scenario.tokens), {link: [] for link in self.scenario.links})

    def record(self, state, number, server):
        state.recorded[number, server] = state.tokens[server]
        state.messages[number, server] = []
        for link, queue in state.queues.items():
            if link[0] == server:
                queue.append(("marker", number))

    def after_next_line(self, state):
        if state.line == len(self.scenario.events):
            return None
        event = self.scenario.events[state.line]
        next_state = state.copy()
        next_state.line += 1
        next_state.time_passes = event[0] == "tick" or next_state.line == len(self.scenario.events)
        if event[0] == "send":
            if state.tokens[event[1]] < event[3]:
                return None
            next_state.tokens[event[1]] -= event[3]
            next_state.queues[event[1], event[2]].append(("token", event[3]))
        elif event[0] == "snapshot":
            number = sum(earlier[0] == "snapshot" for earlier in self.scenario.events[: state.line])
            self.record(next_state, number, event[1])
        return next_state

    def after_delivery(self, state, link):
        next_state = state.copy()
        kind, number = next_state.queues[link].pop(0)
        source, server = link
        if kind == "marker":
            if (number, server) not in next_state.recorded:
                self.record(next_state, number, server)
            next_state.closed.add((number, link))
            return next_state
        next_state.tokens[server] += number
        for (snapshot, recorder), messages in next_state.messages.items():
            if recorder == server and (snapshot, link) not in next_state.closed:
                messages.append((source, number))
        return next_state

    def successors(self, state):
        following = self.after_next_line(state)
        if following is not None:
            yield following
        if state.time_passes:
            for link, queue in state.queues.items():
                if queue:
                    yield self.after_delivery(state, link)

    def complete(self, state):
        return (state.line == len(self.scenario.events)
                and len(state.recorded) == self.snapshots * len(self.scenario.tokens)
                and len(state.closed) == self.snapshots * len(self.scenario.links))

    def outcome(self, state):
        """For each snapshot: tokens by server, and what each server recorded, in the order of arrival."""
        servers = [name for name, _ in self.scenario.tokens]
        return tuple((tuple(state.recorded[s, p] for p in servers), tuple(tuple(state.messages[s, p]) for p in servers))
                     for s in range(self.snapshots))

    def outcomes(self, most_states):
        """All outcomes of all snapshots together; None if there are too many states to try."""
        start = self.start()
        seen, waiting, outcomes = {start.key()}, [start], set()
        while waiting:
            state = waiting.pop()
            if self.complete(state):
                outcomes.add(self.outcome(state))
                continue
            for following in self.successors(state):
                key = following.key()
                if key not in seen:
                    if len(seen) >= most_states:
                        return None
                    seen.add(key)
                    waiting.append(following)
        return outcomes


def snap_text(scenario, number, outcome):
    """An outcome of one snapshot as a .snap file."""
    tokens, messages = outcome
    lines = [str(number)]
    lines += [f"{name} {count}" for (name, _), count in zip(scenario.tokens, tokens)]
    for (name, _), recorded in zip(scenario.tokens, messages):
        lines += [f"{source} {name} token({count})" for source, count in recorded]
    return "\n".join(lines) + "\n"
