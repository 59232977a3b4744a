"""Writes an application and a snapshot of it in Promela, with the question whether it terminates.

Written from docs/applications.md, for algorithms that are Chandy-Lamport or one rule away from it, on fifo channels.

What is owed under weak fairness is owed by a process of the language. There is one for the head of each channel and
one for the steps that the algorithm takes on its own at each process of the network; SPIN's weak fairness (`pan -f`)
says that a process that can move without a break does move, which is our notion, word for word. All that is
free, the spontaneous steps of the application and the initiations, belongs to one more process, `free`, which may at any
time do nothing instead: so fairness towards it asks for nothing.

One difference is left. A message that the application has no use for yet is in transit all the same, and our notion
does not let it stay there for ever; SPIN's says nothing of a process that cannot move. So the formula asks
it, channel by channel: again and again the channel is empty, or something was just taken out of it. Where nothing
can ever move again, the run has ended, and nobody owes anything. Where a message can never be taken out any more while
others go on, we owe nothing either, and a formula about single runs cannot say so: no instance here has such a place.

Without fairness, doing nothing is no step: a run may only rest where nothing is in transit and the algorithm has
nothing to do, or where there is no step at all.
"""

from promela_channels import unsigned

VARIANTS = ("chandy-lamport", "chandy-lamport:no-relay", "chandy-lamport:late-marker", "chandy-lamport:record-later")
MARKER = 1
MOST_RECORDED = 6
# SPIN refuses a step of which it can see that it changes nothing.
ALWAYS = "at0 >= 0"


class Channel:
    """A channel of the language. To have no room for a message is an error in SPIN: a step that blocks half-way."""

    room = 6

    def declare(self, c, _):
        return f"chan flight{c} = [{self.room}] of {{ byte }};"

    def empty(self, c):
        return f"len(flight{c}) == 0"

    def begins_with(self, c, code):
        return f"flight{c} ? [{code}]"

    def take(self, c, code):
        return f"flight{c} ? {code};"

    def put(self, c, code):
        return f"flight{c} ! {code};"


class Number:
    """The same as a number whose lowest digit is the head, so that a state is smaller: for a benchmark."""

    def __init__(self, room):
        self.room = room
        self.bits = {}

    def declare(self, c, most):
        self.bits[c] = most.bit_length()
        return f"{unsigned(self.room * self.bits[c])} flight{c};"

    def empty(self, c):
        return f"flight{c} == 0"

    def begins_with(self, c, code):
        return f"(flight{c} & {(1 << self.bits[c]) - 1}) == {code}"

    def take(self, c, _):
        return f"flight{c} = flight{c} >> {self.bits[c]};"

    def put(self, c, code):
        shift = (self.room - 1) * self.bits[c]
        text = str(shift)
        for used in reversed(range(0, shift, self.bits[c])):
            text = f"(flight{c} < {1 << used} -> {used} : {text})"
        return f"assert(flight{c} < {1 << shift}); flight{c} = flight{c} | ({code} << {text});"


class Model:
    """An application (tests/second_source/applications.py reads the file), an algorithm, and who may initiate."""

    def __init__(self, application, variant, initiators, flight=Channel()):
        self.app, self.variant, self.initiators, self.flight = application, variant, initiators, flight
        self.processes = range(len(application.names))
        self.channels = range(len(application.channels))
        sent = [message for *_, sends, _ in application.spontaneous for message in sends]
        sent += [message for sends, _ in application.receipts.values() for message in sends]
        self.carried = sorted(set(sent))
        self.locals = [self.locals_of(p) for p in self.processes]
        # Of each channel: what it carries, and the base of the number whose digits are what is recorded of it.
        self.contents = [[content for channel, content in self.carried if channel == c] for c in self.channels]
        self.bases = [max(2, 2 * len(contents)) for contents in self.contents]

    def locals_of(self, p):
        """Those that a transition leads from or to, and the initial one; as numbers, in this order."""
        found = [self.app.initial[p]]
        for process, before, _, after in self.app.spontaneous:
            found += [before, after] if process == p else []
        for (process, before, *_), (_, after) in self.app.receipts.items():
            found += [before, after] if process == p else []
        return list(dict.fromkeys(found))

    def local(self, p, name):
        return self.locals[p].index(name)

    def code(self, c, content, red):
        return MARKER + 1 + 2 * self.contents[c].index(content) + red

    # --- predicates

    def begun(self):
        started = [f"recorded{p} || began{p}" for p in self.processes]
        return " || ".join(started)

    def complete(self):
        conditions = [f"recorded{p}" for p in self.processes] + [f"!open{c}" for c in self.channels]
        return " && ".join(conditions)

    def may_act(self, p):
        """Whether the algorithm has a step of its own at a process."""
        if self.variant.endswith(":late-marker"):
            return " || ".join([f"owes{c}" for c in self.app.outputs(p)] or ["false"])
        if self.variant.endswith(":record-later"):
            return f"began{p} && !recorded{p}"
        return None

    def acting(self):
        return [p for p in self.processes if self.may_act(p)]

    def can_move(self):
        """Some step of the network is possible."""
        return " || ".join(guard for options in self.all_steps().values() for guard, _ in options)

    def nothing_owed(self):
        conditions = [self.flight.empty(c) for c in self.channels] + [f"!({self.may_act(p)})" for p in self.acting()]
        return " && ".join(conditions)

    # --- steps: guard and effect

    def all_steps(self):
        """By the process of the language that takes them."""
        steps = {"free": list(self.free_steps())}
        steps |= {f"head{c}": list(self.arrivals(c)) for c in self.channels}
        return steps | {f"own{p}": list(self.own_steps(p)) for p in self.acting()}

    def free_steps(self):
        for p in self.initiators:
            yield f"!recorded{p} && !began{p}", self.record(p, first=True)
        for p, before, sends, after in self.app.spontaneous:
            yield f"at{p} == {self.local(p, before)}", self.leave(p, sends, after)

    def arrivals(self, c):
        q = self.app.ends[c][1]
        yield self.flight.begins_with(c, MARKER), [self.flight.take(c, MARKER), *self.receive_marker(c, q)]
        for channel, content in self.carried:
            for before in self.locals[q] if channel == c else ():
                receipt = self.app.receipts.get((q, before, c, content))
                for red in (0, 1) if receipt else ():
                    code = self.code(c, content, red)
                    guard = f"{self.flight.begins_with(c, code)} && at{q} == {self.local(q, before)}"
                    yield guard, [self.flight.take(c, code), *self.note(c, q, content, red), *self.leave(q, *receipt)]

    def own_steps(self, p):
        if self.variant.endswith(":record-later"):
            yield self.may_act(p), [f"recorded{p} = 1 + at{p};"]
            return
        owed = self.app.outputs(p)
        for i, c in enumerate(owed):  # in the order of the channels
            guard = " && ".join([f"owes{c}"] + [f"!owes{earlier}" for earlier in owed[:i]])
            yield guard, [f"owes{c} = 0;", self.flight.put(c, MARKER)]

    def leave(self, p, sends, after):
        """The application moves on: a message is red when its sender has recorded."""
        for c, content in sends:
            yield self.flight.put(c, f"(recorded{p} -> {self.code(c, content, 1)} : {self.code(c, content, 0)})")
        yield f"at{p} = {self.local(p, after)};"

    def record(self, p, first):
        """The Marker-Sending Rule, or what the mutant has made of it."""
        later = self.variant.endswith(":record-later")
        yield f"began{p} = 1;" if later else f"recorded{p} = 1 + at{p};"
        yield from (f"open{c} = 1;" for c in self.app.inputs(p))
        late = self.variant.endswith(":late-marker")
        if not self.variant.endswith(":no-relay") or first:
            yield from (f"owes{c} = 1;" if late else self.flight.put(c, MARKER) for c in self.app.outputs(p))

    def receive_marker(self, c, q):
        """The Marker-Receiving Rule, or what the mutant has made of it."""
        yield f"if :: !recorded{q} && !began{q} ->"
        yield from (f"     {line}" for line in self.record(q, first=False))
        yield ":: else fi;"
        yield f"open{c} = 0;"

    def note(self, c, q, content, red):
        """A message between recording and marker is kept, up to so many; of others, a mark is."""
        base, digit = self.bases[c], self.code(c, content, red) - MARKER - 1
        yield f"if :: recorded{q} && open{c} && held{c} >= {base ** MOST_RECORDED} -> excess{c} = 1"
        yield f":: recorded{q} && open{c} && held{c} < {base ** MOST_RECORDED} ->"
        yield f"     held{c} = held{c} * {base} + {digit}"
        if red:
            yield f":: !recorded{q} -> orphan{c} = 1"
        else:
            yield f":: recorded{q} && !open{c} -> missed{c} = 1"
        yield ":: else fi;"

    # --- text

    def variables(self):
        for p in self.processes:
            yield f"byte at{p} = {self.local(p, self.app.initial[p])}, recorded{p}; bool began{p};"
        for c in self.channels:
            yield self.flight.declare(c, MARKER + 2 * len(self.contents[c]))
            kept = unsigned((self.bases[c] ** (MOST_RECORDED + 1)).bit_length())
            yield f"bool open{c}, owes{c}, excess{c}, orphan{c}, missed{c}; {kept} held{c} = 1;"

    def text(self, fairness=None):
        """Without a question, for counting the states; or with one, under weak fairness or none."""
        lines = list(self.variables())
        for name, options in self.all_steps().items():
            lines += [f"active proctype {name}() {{", "end: do"]
            for guard, effect in options:
                lines += [f"  :: d_step {{ {guard} ->", *(f"       {line}" for line in effect), "     }"]
            if name == "free" and fairness:
                rest = ALWAYS if fairness == "weak" else f"!({self.can_move()}) || ({self.nothing_owed()})"
                lines.append(f"  :: {rest}")
            lines += ["  od", "}"]
        return "\n".join(lines + list(self.question(fairness) if fairness else [])) + "\n"

    def question(self, fairness):
        yield f"#define BEGUN ({self.begun()})"
        yield f"#define COMPLETE ({self.complete()})"
        yield f"#define ENDED (!({self.can_move()}))"
        # Either stays true once it is.
        claim = "(<> BEGUN) -> (<> COMPLETE)"
        if fairness == "weak":
            pids = {name: pid for pid, name in enumerate(self.all_steps())}
            taken = [f"([]<> (({self.flight.empty(c)}) || _last == {pids[f'head{c}']} || ENDED))" for c in self.waiting()]
            claim = " && ".join(taken) + f" -> ({claim})" if taken else claim
        yield f"ltl completes {{ {claim} }}"

    def waiting(self):
        """The channels in which a message may have to wait for its receiver to change its state."""
        return [c for c in self.channels if any(
            (self.app.ends[c][1], before, c, content) not in self.app.receipts
            for channel, content in self.carried if channel == c for before in self.locals[self.app.ends[c][1]])]
