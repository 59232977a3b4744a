"""The steps of docs/semantics.md, on states as docs/certificates.md writes them: texts of JSON, one for each part.
Chandy-Lamport on fifo and bag channels; rules.py, mutants.py and channels.py know the others."""

import json


def text_of(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def spelled(value):
    """A value that an algorithm remembers or sends, as JSON; tables leave out what is as at the beginning."""
    if hasattr(value, "_asdict"):
        return {name: spelled(item) for name, item in value._asdict().items()}
    if isinstance(value, dict):
        return [[key, spelled(item)] for key, item in sorted(value.items()) if item]
    return sorted(value) if isinstance(value, frozenset) else value


def read(value, like):
    """The same, back; `like` is a value of its type."""
    if hasattr(like, "_asdict"):
        return type(like)(**{name: read(item, getattr(like, name)) for name, item in value.items()})
    if isinstance(like, dict):
        table = like.copy()
        table.update({key: read(item, table[key]) for key, item in value})
        return table
    if isinstance(like, tuple):
        return tuple(map(tuple, value))
    return frozenset(value) if isinstance(like, frozenset) else value


# --- algorithms: attributes are what a process remembers


class Algorithm:
    several = True  # whether its rules speak of several snapshots in one run, too
    claims = False  # whether it has an invariant
    stamps = False  # whether messages carry something for it: what sending() returns
    messages = ()   # its control messages that carry something: named tuples with defaults
    content = None  # or content(sender, receiver, c): what a collector finds in channel c
    sending = receive = receive_control = lambda *_: None
    may_initiate = may_send = may_receive = done = lambda *_: True
    may_act = lambda *_: False
    keeps = lambda *_: False    # whether what arrives on a channel is kept from the parts of later snapshots
    overhear = lambda *_: None  # of a control message to the part of another snapshot
    collected = invariant = staticmethod(lambda processes: True)


class ChandyLamport(Algorithm):
    def __init__(self):
        self.open = frozenset()  # inputs that are being recorded

    def initiate(self, here):
        self.record(here)

    def receive(self, here, c, message, stamp):
        if c in self.open:
            here.log(c, message)

    def receive_control(self, here, c, control):
        if not here.recorded:
            self.record(here)
        self.open -= {c}

    def done(self, here):
        return not self.open

    def record(self, here):
        here.record_state()
        self.open = here.inputs
        here.flood("marker")


# --- a process in its network, and all that its steps depend on


class Site:
    """A process as its algorithm sees it, in one snapshot, and what the algorithm may do."""

    def __init__(self, view, snapshot):
        self.view, self.model, self.snapshot, self.number = view, view.model, snapshot, view.p
        self.mine = view.local["snapshots"][snapshot]
        self.all_recorded = bool(view.all_recorded >> snapshot & 1)
        self.inputs, self.outputs = frozenset(self.model.inputs[view.p]), self.model.outputs[view.p]
        self.initiator = view.p in self.model.initiators[snapshot]

    recorded = property(lambda self: self.mine["recorded"])

    def record_state(self):
        local = self.view.local
        self.mine.update(recorded=True, sent=local["sent"][:], received=[*map(list, local["received"])])

    def log(self, c, message):
        self.view.log(self.view.channel(c)["recorded"][self.snapshot], message)

    def carrying(self, control):
        told = {type(control).__name__.lower(): spelled(control)} if hasattr(control, "_asdict") else control
        return {"control": told, "snapshot": self.snapshot}

    def send(self, c, control):
        self.view.post([c], self.carrying(control))

    def flood(self, control):
        for c in self.outputs:
            self.send(c, control)


class View:
    """The parts of a state that a process acts on: its own and its channels, which are fifo."""

    site = Site
    numbered = False  # whether the name of the discipline has a number: "lossy:2"

    def __init__(self, model, p, texts, all_recorded, more):
        self.model, self.p, self.all_recorded, self.more = model, p, all_recorded, more
        self.parts = {k: json.loads(text) for k, text in texts.items()}
        self.local = self.parts[p]
        self.memories = [model.memory(mine["remembers"]) for mine in self.local["snapshots"]]
        self.here = [self.site(self, s) for s in range(model.snapshots)]

    def texts(self):
        for mine, memory in zip(self.local["snapshots"], self.memories):
            mine["remembers"] = {name: spelled(value) for name, value in vars(memory).items()}
        return {k: text_of(part) for k, part in self.parts.items()}

    def channel(self, c):
        return self.parts[self.model.processes + c]

    # What another discipline does otherwise, and what it adds to the initial state and to what steps depend on.

    extend = more_of = staticmethod(lambda *_: None)
    blocked = lambda *_: False
    has_room = lambda *_: True
    transport = lambda *_: ()

    def log(self, content, message):
        content.append(message)

    def post(self, channels, item):
        for c in channels:
            self.channel(c)["transit"].append(item)

    def arrivals(self, c):
        return [("deliver", item) for item in self.channel(c)["transit"][:1]]

    def take_out(self, c, item):
        self.channel(c)["transit"].remove(item)

    # --- steps

    def enabled(self):
        if not self.blocked():
            owed = [s for s, here in enumerate(self.here) if here.initiator and not here.recorded]
            yield from (("initiate", self.p, s) for s in owed[:1] if self.memories[s].may_initiate(self.here[s]))
            yield from (("act", self.p, s) for s, here in enumerate(self.here) if self.memories[s].may_act(here))
            yield from (("send", c) for i, c in enumerate(self.model.outputs[self.p]) if self.may_send(i, c))
            yield from ((name, c, item) for c in self.model.inputs[self.p] if self.all_say("may_receive", c)
                        for name, item in self.arrivals(c))
        yield from self.transport()

    def all_say(self, question, c):
        return all(getattr(memory, question)(here, c) for memory, here in zip(self.memories, self.here))

    def may_send(self, i, c):
        sent, budget = self.local["sent"], self.model.budget
        lasts = sum(sent) < budget[self.p] if budget else sent[i] < self.model.messages
        return lasts and self.has_room(c) and self.all_say("may_send", c)

    def initiate(self, _, s):
        self.memories[s].initiate(self.here[s])

    def act(self, _, s):
        self.memories[s].act(self.here[s])

    def send(self, c):
        stamps = [memory.sending(here, c) for memory, here in zip(self.memories, self.here)]
        own = self.model.outputs[self.p].index(c)
        self.local["sent"][own] += 1
        self.post([c], {"message": self.local["sent"][own]} | ({"stamps": stamps} if self.model.algorithm.stamps else {}))

    def deliver(self, c, item):
        self.take_out(c, item)
        self.accept(c, item)

    def accept(self, c, item):
        if "control" in item:
            for s in sorted(range(self.model.snapshots), key=lambda s: s != item["snapshot"]):
                memory = self.memories[s]
                told = memory.receive_control if s == item["snapshot"] else memory.overhear
                told(self.here[s], c, self.model.control(item["control"]))
            return
        for s, memory in enumerate(self.memories):
            if s and self.memories[s - 1].keeps(c):
                break
            memory.receive(self.here[s], c, item["message"], item.get("stamps", {s: None})[s])
        received = self.local["received"][self.model.inputs[self.p].index(c)]
        received[:] = sorted([*received, item["message"]])  # only now: the application sees it last


class Bag(View):
    def log(self, content, message):
        content[:] = sorted({*content, message})

    def post(self, channels, item):
        super().post(channels, item)
        for c in channels:
            self.channel(c)["transit"].sort(key=text_of)

    def arrivals(self, c):
        transit = self.channel(c)["transit"]
        return [("deliver", item) for i, item in enumerate(transit) if item not in transit[:i]]


class Model:
    """An algorithm on an instance. A state is a list of parts: processes, channels, and what the discipline adds."""

    def __init__(self, algorithm, discipline, instance):
        self.algorithm, self.view = algorithm, discipline
        self.processes, self.channels = instance["processes"], [tuple(ends) for ends in instance["network"]]
        self.snapshots, self.fall_silent = instance["snapshots"], instance["fall_silent"]
        self.messages, self.budget = instance.get("messages"), instance.get("budget")
        self.number = int(instance["channels"].partition(":")[2] or 0)
        own = instance["initiators"]  # dealt to the snapshots in turn; or, where those are more, they to these
        self.initiators = [[p for i, p in enumerate(own) if i % self.snapshots == s] or [own[s % len(own)]]
                           for s in range(self.snapshots)]
        self.inputs, self.outputs = ([[c for c, ends in enumerate(self.channels) if ends[side] == p]
                                      for p in range(self.processes)] for side in (1, 0))
        mine = {"received": None, "recorded": False, "sent": None,
                "remembers": {name: spelled(value) for name, value in vars(algorithm()).items()}}
        parts = [{"received": [[] for _ in self.inputs[p]], "sent": [0 for _ in self.outputs[p]],
                  "snapshots": [mine] * self.snapshots} for p in range(self.processes)]
        parts += [{"recorded": [[]] * self.snapshots, "transit": []} for _ in self.channels]
        discipline.extend(self, parts)
        self.initial = [text_of(part) for part in parts]
        shared = range(self.processes + len(self.channels), len(parts))
        self.views = [(p, *(self.processes + c for c in self.inputs[p] + self.outputs[p]), *shared)
                      for p in range(self.processes)]

    def memory(self, remembered):
        memory = self.algorithm()
        vars(memory).update({name: read(remembered[name], like) for name, like in vars(memory).items()})
        return memory

    def control(self, carried):
        if isinstance(carried, str):
            return carried
        (name, value), = carried.items()
        return read(value, next(kind() for kind in self.algorithm.messages if kind.__name__.lower() == name))

    def steps(self, p, texts, *more):
        """What can happen at a process, or to its outputs: each step, and the parts that it changes."""
        for step in self.view(self, p, texts, *more).enabled():
            view = self.view(self, p, texts, *more)
            getattr(view, step[0])(*json.loads(text_of(step[1:])))
            yield step, {k: text for k, text in view.texts().items() if text != texts[k]}
