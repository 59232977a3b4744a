"""The rules of the published algorithms, as a process carries them out. Attributes are what it remembers, and with the
kinds of control messages they are what models/algorithms declares, since they decide which states are equal; where a
paper leaves a detail open, the rules follow that folder too. `here` is the process in its network: Site in channels.py,
or that of tests/second_source, which explores with the same rules.

Channels are numbers, and so are messages. In a table, what is 0 or empty is the same as what is missing."""

from collections import Counter, namedtuple

from .semantics import Algorithm, ChandyLamport

WHITE, RED = "white", "red"
NOTHING = frozenset()


class Table(dict):
    """A value for each channel or process: the initial one until it is set."""

    def __init__(self, initial):
        super().__init__()
        self.initial = initial

    def __missing__(self, _key):
        return self.initial

    def copy(self):
        twin = Table(self.initial)
        twin.update(self)
        return twin


class Naive(Algorithm):
    def initiate(self, here):
        here.record_state()


class LaiYangSilent(Algorithm):
    """A message is received after the recording that it causes, and a red one is in no history."""

    stamps = True

    def __init__(self):
        self.colour = WHITE
        self.sent = Counter()
        self.received = Table(NOTHING)  # the white messages received on a channel

    def initiate(self, here):
        self.turn_red(here)

    def sending(self, here, c):
        self.sent[c] += self.colour == WHITE
        return self.colour

    def receive(self, here, c, message, stamp):
        if stamp == RED:
            self.turn_red(here)
        elif self.colour == WHITE:
            self.received[c] |= {message}

    def turn_red(self, here):
        if self.colour == WHITE:
            self.colour = RED
            here.record_state()
            self.announce(here)

    def announce(self, here):
        pass

    def done(self, here):
        return self.colour == RED

    @staticmethod
    def content(sender, receiver, c):
        return sorted(set(range(1, sender.sent[c] + 1)) - receiver.received[c])


class LaiYang(LaiYangSilent):
    def announce(self, here):
        here.flood("red")

    def receive_control(self, here, c, control):
        self.turn_red(here)


class MatternSum(Algorithm):
    stamps = True

    def __init__(self):
        self.colour = WHITE
        self.missing = 0  # white messages sent, less those received when white
        self.forwarded = 0

    def initiate(self, here):
        self.turn_red(here)

    def sending(self, here, c):
        self.missing += self.colour == WHITE
        return self.colour

    def receive(self, here, c, message, stamp):
        if stamp == RED:
            self.turn_red(here)
        elif self.colour == WHITE:
            self.missing -= 1
        else:
            self.forwarded += 1
            here.log(c, message)

    def receive_control(self, here, c, control):
        self.turn_red(here)

    def turn_red(self, here):
        if self.colour == WHITE:
            self.colour = RED
            here.record_state()
            here.flood("red")

    @staticmethod
    def collected(processes):
        return sum(p.missing for p in processes) == sum(p.forwarded for p in processes)


Red = namedtuple("Red", "white", defaults=(0,))


class MatternCounts(Algorithm):
    stamps, messages = True, (Red,)

    def __init__(self):
        self.colour = WHITE
        self.announced = NOTHING
        self.sent, self.received, self.announces = Counter(), Counter(), Counter()

    def initiate(self, here):
        self.turn_red(here)

    def sending(self, here, c):
        self.sent[c] += self.colour == WHITE
        return self.colour

    def receive(self, here, c, message, stamp):
        if stamp == RED:
            self.turn_red(here)
            return
        self.received[c] += 1
        if self.colour == RED:
            here.log(c, message)

    def receive_control(self, here, c, red):
        self.turn_red(here)
        self.announced |= {c}
        self.announces[c] = red.white

    def turn_red(self, here):
        if self.colour == WHITE:
            self.colour = RED
            here.record_state()
            for c in here.outputs:
                here.send(c, Red(self.sent[c]))

    def done(self, here):
        return all(c in self.announced and self.received[c] == self.announces[c] for c in here.inputs)


Token = namedtuple("Token", "missing second_round", defaults=((), False))  # (process, white messages on their way)


class MatternRing(Algorithm):
    stamps, messages = True, (Token,)

    def __init__(self):
        self.colour = WHITE
        self.missing = Counter()
        self.holds = self.passed = False
        self.held = Token()  # while it waits here in its second round

    def initiate(self, here):
        self.turn_red(here)
        self.pass_on(here, Token(self.added((), self.missing)))
        self.missing = Counter()

    def sending(self, here, c):
        self.missing[here.neighbour(c)] += self.colour == WHITE
        return self.colour

    def receive(self, here, c, message, stamp):
        if stamp == RED:
            self.turn_red(here)
            return
        self.missing[here.number] -= 1
        if self.colour == RED:
            here.log(c, message)
            self.go_on(here)

    def receive_control(self, here, c, token):
        self.turn_red(here)
        if token.second_round and here.initiator:
            self.passed = True
        elif token.second_round or here.initiator:
            self.holds, self.held = True, Token(token.missing, True)
            self.go_on(here)
        else:
            self.pass_on(here, Token(self.added(token.missing, self.missing)))
            self.missing = Counter()

    @staticmethod
    def added(counts, more):
        total = Counter(dict(counts))
        for p, count in more.items():
            total[p] += count
        return tuple((p, count) for p, count in sorted(total.items()) if count)

    def go_on(self, here):
        if self.holds and dict(self.held.missing).get(here.number, 0) + self.missing[here.number] <= 0:
            self.pass_on(here, self.held)
            self.holds, self.held = False, Token()

    def pass_on(self, here, token):
        here.send(here.towards((here.number + 1) % here.processes), token)

    def turn_red(self, here):
        if self.colour == WHITE:
            self.colour = RED
            here.record_state()

    def done(self, here):
        return self.passed or not here.initiator


Control = namedtuple("Control", "border kind region to", defaults=(NOTHING, "marker", 0, 0))
Region = namedtuple("Region", "border known", defaults=(NOTHING, False))


class SpezialettiKearns(Algorithm):
    """Of a marker, `to` is the parent of its sender; of an exchange, an initiator."""

    messages, claims = (Control,), True

    def __init__(self):
        self.open = self.children = self.reported = self.border = NOTHING
        self.master = self.parent = 0
        self.finished = False
        self.via = Counter()             # the neighbour on the way to an initiator of the border
        self.regions = Table(Region())  # at an initiator

    def initiate(self, here):
        self.start(here, here.number, here.number)

    def receive(self, here, c, message, stamp):
        if c in self.open:
            here.log(c, message)

    def receive_control(self, here, c, control):
        getattr(self, control.kind)(here, c, control)
        if not self.finished and not self.open and self.children <= self.reported:
            self.finish(here)

    def start(self, here, region, parent):
        here.record_state()
        self.master, self.parent, self.open = region, parent, here.inputs
        here.flood(Control(region=region, to=parent))

    def marker(self, here, c, control):
        if not here.recorded:
            self.start(here, control.region, here.neighbour(c))
        elif control.region != self.master:
            self.note(control.region, here.neighbour(c))
        elif control.to == here.number:
            self.children |= {c}
        self.open -= {c}

    def report(self, here, c, control):
        self.reported |= {c}
        for initiator in sorted(control.border):
            self.note(initiator, here.neighbour(c))

    def note(self, initiator, neighbour):
        if initiator not in self.border:
            self.border |= {initiator}
            self.via[initiator] = neighbour

    def finish(self, here):
        self.finished = True
        if self.master != here.number:
            here.send(here.towards(self.parent), Control(self.border, "report"))
            return
        heard = sorted(self.regions)
        self.regions[here.number] = Region(self.border, True)
        for region in [here.number, *heard]:
            self.tell_border(here, region)

    def tell_border(self, here, region):
        for initiator in sorted(self.border):
            self.forward(here, Control(self.regions[region].border, "exchange", region, initiator))

    def exchange(self, here, c, news):
        if news.to != here.number:
            self.forward(here, news)
        elif not self.regions[news.region].known:
            self.regions[news.region] = Region(news.border, True)
            if self.finished:
                self.tell_border(here, news.region)

    def forward(self, here, news):
        here.send(here.towards(self.parent if self.master == news.to else self.via[news.to]), news)

    def done(self, here):
        if self.master != here.number or not self.finished:
            return self.finished
        return all(self.regions[i].known for region in self.regions.values() for i in region.border)

    @staticmethod
    def invariant(processes):
        if not all(p.finished for p in processes):
            return True
        masters = {p.master for p in processes}
        return (all(processes[m].master == m for m in masters)
                and all(m in processes[i].border for m in masters for i in processes[m].border)
                and all(processes[m].border or len(masters) == 1 for m in masters))


class Venkatesan(Algorithm):
    several = False

    def __init__(self):
        self.used = self.marked = self.closed = NOTHING
        self.awaiting = NOTHING   # outputs whose REGULAR is to be acknowledged
        self.completed = NOTHING  # outputs to children that have
        self.reported = False

    def initiate(self, here):
        self.record(here)

    def sending(self, here, c):
        if here.recorded and c not in self.marked:
            self.mark(here, c)
        self.used |= {c}

    def receive(self, here, c, message, stamp):
        if here.recorded and c not in self.closed:
            here.log(c, message)

    def receive_control(self, here, c, control):
        if control in ("init_snap", "regular") and not here.recorded:
            self.record(here)
        if control == "regular":
            self.closed |= {c}
            here.send(here.reverse(c), "ack")
        elif control == "ack":
            self.awaiting -= {here.reverse(c)}
        elif control == "snap_completed":
            self.completed |= {here.reverse(c)}
        self.report(here)

    def record(self, here):
        here.record_state()
        for c in sorted(self.used):
            self.mark(here, c)
        self.awaiting = self.used
        for c in here.children:
            here.send(c, "init_snap")
        self.report(here)

    def mark(self, here, c):
        self.marked |= {c}
        here.send(c, "regular")

    def report(self, here):
        if here.recorded and not self.reported and not self.awaiting and self.completed == set(here.children):
            self.reported = True
            if not here.initiator:
                here.send(here.parent, "snap_completed")

    def done(self, here):
        return self.reported or not here.initiator


class AcharyaBadrinath(Algorithm):
    def __init__(self):
        self.sent, self.received = Counter(), Counter()

    def initiate(self, here):
        here.record_state()
        here.multicast("token")

    def sending(self, here, c):
        self.sent[c] += not here.recorded

    def receive(self, here, c, message, stamp):
        self.received[c] += not here.recorded

    def receive_control(self, here, c, control):
        if not here.recorded:
            here.record_state()

    @staticmethod
    def content(sender, receiver, c):
        return range(receiver.received[c] + 1, sender.sent[c] + 1)


OLD, YOUNG = "before_token", "after_token"


class AlagarVenkatesan(Algorithm):
    """A message is old when its sender knew nothing of the token: the timestamps of the channels tell."""

    stamps = True

    def __init__(self):
        self.knows = OLD
        self.terminated = False
        self.reported = NOTHING

    def initiate(self, here):
        here.record_state()
        self.knows = YOUNG
        here.multicast("token")

    def sending(self, here, c):
        return self.knows

    def receive(self, here, c, message, age):
        if here.recorded and not self.terminated and age == OLD:
            here.log(c, message)
        if age == YOUNG:
            self.knows = YOUNG

    def receive_control(self, here, c, control):
        self.knows = YOUNG
        if control == "token" and not here.recorded:
            here.record_state()
            here.send(here.reverse(c), "done")
        elif control == "done":
            self.reported |= {c}
            if self.reported == here.inputs and not self.terminated:
                self.terminated = True
                here.multicast("terminate")
        elif control == "terminate":
            self.terminated = True

    def done(self, here):
        return self.terminated


Mark = namedtuple("Control", "before kind", defaults=(0, "marker"))  # before: messages sent before a marker


class Helary(Algorithm):
    messages = (Mark,)

    def __init__(self):
        self.marked = self.acknowledged = NOTHING  # inputs
        self.held = NOTHING                  # outputs, until they are acknowledged
        self.sent, self.received, self.due = Counter(), Counter(), Counter()

    def initiate(self, here):
        self.record(here)

    def may_send(self, here, c):
        return c not in self.held

    def sending(self, here, c):
        self.sent[c] += not here.recorded

    def receive(self, here, c, message, stamp):
        if c not in self.acknowledged:
            self.received[c] += 1
            if here.recorded:
                here.log(c, message)
                self.close_if_all_came(here, c)

    def receive_control(self, here, c, control):
        if control.kind == "ack":
            self.held -= {here.reverse(c)}
            return
        if not here.recorded:
            self.record(here)
        self.marked |= {c}
        self.due[c] = control.before
        self.close_if_all_came(here, c)

    def record(self, here):
        here.record_state()
        self.held = frozenset(here.outputs)
        for c in here.outputs:
            here.send(c, Mark(self.sent[c]))

    def close_if_all_came(self, here, c):
        if c in self.marked - self.acknowledged and self.received[c] >= self.due[c]:
            self.acknowledged |= {c}
            here.send(here.reverse(c), Mark(kind="ack"))

    def done(self, here):
        return self.acknowledged == here.inputs


class FreezeFlush(Algorithm):
    def __init__(self):
        self.frozen = False
        self.flushed = NOTHING

    def may_initiate(self, here):
        return not self.frozen

    def initiate(self, here):
        self.freeze(here)

    def may_send(self, here, c):
        return not self.frozen or here.all_recorded

    def receive_control(self, here, c, control):
        if not self.frozen:
            self.freeze(here)
        self.flushed |= {c}
        self.record_when_flushed(here)

    def freeze(self, here):
        self.frozen = True
        here.flood("flush")
        self.record_when_flushed(here)

    def record_when_flushed(self, here):
        if self.flushed == here.inputs and not here.recorded:
            here.record_state()


Flush = namedtuple("Flush", "sent", defaults=(0,))


class FreezeCounts(Algorithm):
    """A message that is arriving belongs to the state that is recorded: recording is a step of its own."""

    messages = (Flush,)

    def __init__(self):
        self.frozen = False
        self.announced = NOTHING
        self.sent, self.received, self.announces = Counter(), Counter(), Counter()

    def may_initiate(self, here):
        return not self.frozen

    def initiate(self, here):
        self.freeze(here)

    def may_send(self, here, c):
        return not self.frozen or here.all_recorded

    def sending(self, here, c):
        self.sent[c] += not here.recorded

    def receive(self, here, c, message, stamp):
        self.received[c] += not here.recorded

    def receive_control(self, here, c, flush):
        if not self.frozen:
            self.freeze(here)
        self.announced |= {c}
        self.announces[c] = flush.sent

    def freeze(self, here):
        self.frozen = True
        for c in here.outputs:
            here.send(c, Flush(self.sent[c]))

    def may_act(self, here):
        return (self.frozen and not here.recorded and self.announced == here.inputs
                and all(self.received[c] >= self.announces[c] for c in here.inputs))

    def act(self, here):
        here.record_state()


class KooToueg(Algorithm):
    def initiate(self, here):
        self.checkpoint(here)

    def may_send(self, here, c):
        return not here.recorded or here.all_recorded

    def receive_control(self, here, c, control):
        if not here.recorded:
            self.checkpoint(here)

    def checkpoint(self, here):
        here.record_state()
        for c in here.children:
            here.send(c, "request")


class FlinkAtLeastOnce(Algorithm):
    def __init__(self):
        self.got = NOTHING

    def initiate(self, here):
        self.record(here)

    def receive_control(self, here, c, control):
        self.got |= {c}
        if self.got == here.inputs:
            self.got = NOTHING
            if not here.recorded:
                self.record(here)

    def record(self, here):
        here.record_state()
        here.flood("barrier")


class FlinkAligned(FlinkAtLeastOnce):
    def may_receive(self, here, c):
        return c not in self.got


class FlinkCyclic(Algorithm):
    def __init__(self):
        self.got = NOTHING      # inputs that are no back edges
        self.logging = NOTHING  # back edges

    def initiate(self, here):
        self.record(here)

    def may_receive(self, here, c):
        return c not in self.got

    def receive(self, here, c, message, stamp):
        if c in self.logging:
            here.log(c, message)

    def receive_control(self, here, c, control):
        if c in here.back_edges:
            self.logging -= {c}
            return
        self.got |= {c}
        if self.got == here.inputs - here.back_edges:
            self.got = NOTHING
            if not here.recorded:
                self.record(here)

    def record(self, here):
        here.record_state()
        self.logging = here.back_edges
        here.flood("barrier")

    def done(self, here):
        return not self.logging


class FlinkUnaligned(ChandyLamport):
    """Chandy-Lamport with barriers that overtake; what they overtake is recorded by the sender."""

    def record(self, here):
        here.record_state()
        self.open = here.inputs
        for c in here.outputs:
            here.log_queue(c)
            here.send_ahead(c, "barrier")


ALGORITHMS = {
    "naive": Naive, "chandy-lamport": ChandyLamport, "lai-yang": LaiYang, "lai-yang-silent": LaiYangSilent,
    "mattern-sum": MatternSum, "mattern-counts": MatternCounts, "mattern-ring": MatternRing,
    "spezialetti-kearns": SpezialettiKearns, "venkatesan": Venkatesan, "acharya-badrinath": AcharyaBadrinath,
    "alagar-venkatesan": AlagarVenkatesan, "helary": Helary, "freeze-flush": FreezeFlush,
    "freeze-counts": FreezeCounts, "koo-toueg": KooToueg, "flink-aligned": FlinkAligned,
    "flink-at-least-once": FlinkAtLeastOnce, "flink-cyclic": FlinkCyclic, "flink-unaligned": FlinkUnaligned}
