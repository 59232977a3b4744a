"""What processes know of their network, and the disciplines of docs/semantics.md."""

from . import semantics
from .semantics import Bag, View



class Site(semantics.Site):
    processes = property(lambda self: self.model.processes)
    children = property(lambda self: [c for c in self.outputs if c in self.reached_by().values()])
    parent = property(lambda self: self.reverse(self.reached_by()[self.number]))

    def neighbour(self, c):
        return sum(self.model.channels[c]) - self.number

    def towards(self, process):
        return self.model.channels.index((self.number, process))

    def reverse(self, c):
        return self.model.channels.index(self.model.channels[c][::-1])

    def reached_by(self):
        """A spanning tree, breadth first: of each process but the roots, the channel that leads to it."""
        queue, reached = list(self.model.initiators[self.snapshot]), {}
        for p in queue:
            for c in self.model.outputs[p]:
                if self.model.channels[c][1] not in queue:
                    reached[self.model.channels[c][1]] = c
                    queue.append(self.model.channels[c][1])
        return reached

    @property
    def back_edges(self):
        """Inputs that lead here from where a depth-first search comes to while it is busy here."""
        seen, busy, back = set(), set(), set()

        def visit(p):
            seen.add(p)
            busy.add(p)
            for c in self.model.outputs[p]:
                if self.model.channels[c][1] in busy:
                    back.add(c)
                elif self.model.channels[c][1] not in seen:
                    visit(self.model.channels[c][1])
            busy.remove(p)

        for p in self.model.initiators[self.snapshot]:
            if p not in seen:
                visit(p)
        return self.inputs & back

    def log_queue(self, c):
        for item in self.view.channel(c)["transit"]:
            if "message" in item:
                self.log(c, item["message"])

    def forget(self, c):
        self.view.channel(c)["recorded"][self.snapshot] = []

    def send_ahead(self, c, control):
        self.view.post_ahead(c, self.carrying(control))

    def multicast(self, control):
        self.view.post(self.outputs, self.carrying(control))


class Fifo(View):
    site = Site

    def post_ahead(self, c, item):
        self.channel(c)["transit"].insert(0, item)


class Unordered(Bag):
    site = Site

    def post_ahead(self, c, item):
        self.post([c], item)


class Causal(Fifo):
    """Whoever sends tells how many contents of each channel it knows to have been sent before."""

    @staticmethod
    def extend(model, parts):
        for local in parts[:model.processes]:
            local["knows"] = [0] * len(model.channels)

    @staticmethod
    def more_of(states, row, p):
        """How many contents have been sent to p, by channel: each sender knows of its own."""
        sources = [(c, states.model.channels[c][0]) for c in states.model.inputs[p]]
        return tuple((c, states.locals[q][row[q]]["knows"][c]) for c, q in sources)

    def post(self, channels, item):
        """One event: every copy is sent after every other, and not after itself."""
        self.local["knows"] = [count + (c in channels) for c, count in enumerate(self.local["knows"])]
        for c in channels:
            after = [count - (c == own) for own, count in enumerate(self.local["knows"])]
            self.channel(c)["transit"].append(item | {"after": after})

    def arrivals(self, c):
        return [(name, item) for name, item in super().arrivals(c)
                if all(sent - len(self.channel(i)["transit"]) >= item["after"][i] for i, sent in self.more)]

    def take_out(self, c, item):
        super().take_out(c, item)
        told = [count + (own == c) for own, count in enumerate(item["after"])]
        self.local["knows"] = [*map(max, self.local["knows"], told)]


class Faulty(Fifo):
    """How many mistakes are left is a part of the state, the last one."""

    numbered = True

    @staticmethod
    def extend(model, parts):
        parts.append(model.number)

    def faults(self):
        return self.parts[self.model.views[self.p][-1]]

    def count_fault(self):
        self.parts[self.model.views[self.p][-1]] -= 1


class Lossy(Faulty):
    def transport(self):
        return [("lose", c) for c in self.model.outputs[self.p] if self.faults() and self.channel(c)["transit"]]

    def lose(self, c):
        self.count_fault()
        self.channel(c)["transit"].pop(0)


class Duplicating(Faulty):
    def arrivals(self, c):
        heads = super().arrivals(c)
        return heads + [("repeat", item) for _, item in heads if self.faults()]

    def repeat(self, c, item):
        self.count_fault()
        self.accept(c, item)


class Bounded(Fifo):
    """Control messages go through an outbox, and so does a message that follows one in the same step."""

    numbered = True

    @staticmethod
    def extend(model, parts):
        for channel in parts[model.processes:]:
            channel["outbox"] = []

    def has_place(self, c):
        return len(self.channel(c)["transit"]) < self.model.number

    def has_room(self, c):
        return self.has_place(c) and not self.channel(c)["outbox"]

    def post(self, channels, item):
        for c in channels:
            waits = "control" in item or self.channel(c)["outbox"]
            self.channel(c)["outbox" if waits else "transit"].append(item)

    def transport(self):
        return [("move", c) for c in self.model.outputs[self.p] if self.channel(c)["outbox"] and self.has_place(c)]

    def move(self, c):
        self.channel(c)["transit"].append(self.channel(c)["outbox"].pop(0))


class BoundedBlocking(Bounded):
    def blocked(self):
        return any(self.channel(c)["outbox"] for c in self.model.outputs[self.p])


DISCIPLINES = {"fifo": Fifo, "bag": Unordered, "causal": Causal, "lossy": Lossy, "duplicating": Duplicating,
               "bounded": Bounded, "bounded-blocking": BoundedBlocking}
