"""Writes an instance in Promela, the language of SPIN.

An opinion counts as a second one when it was reached another way: this is the algorithm written
again, for a checker that searches depth first and stores states after its own fashion.

Every step is one `d_step` and ends with the judgement of the state it leads to. The judgement
has to stand inside the step: an assertion of a process beside it would double the states, and
without any reader SPIN would drop the variables that only record. Sets of messages, processes
and channels are bit masks; message k of a channel is bit k-1.

    python3 promela.py --topology ring:2 --messages 2 > ring.pml
"""

import argparse

from instance import PROPERTIES, add_options, from_options
from promela_channels import Bag, CompactFifo, SpinFifo, marker, unsigned


def model(instance, compact=False):
    """The whole model, as text; `compact` for the smaller state."""
    fifo = CompactFifo() if compact else SpinFifo()
    flight = Bag() if instance.discipline == "bag" else fifo
    return "\n".join(
        [
            f"/* {instance} */",
            *variables(instance),
            *flight.declare(instance.channels),
            *predicates(instance, flight),
            *records(instance, flight),
            *judge(),
            "active proctype network() {",
            "end:",  # a run may end here; whether it may end in this state, TERMINATES says
            "  do",
            *(line for guard, effect in steps(instance, flight) for line in step(guard, effect)),
            "  od",
            "}",
            "",
        ]
    )


def variables(instance):
    channels = instance.channels
    count = len(channels)
    messages = unsigned(max(channel.capacity for channel in channels))
    yield f"{unsigned(instance.processes)} recorded;"
    yield f"{unsigned(count)} closed;"
    yield f"byte sent[{count}], sent_before[{count}];"
    yield f"{messages} received[{count}], received_before[{count}], in_channel[{count}];"


# What the properties say of one channel c, from process p to process q.
VOCABULARY = """
#define RECORDED(p)    ((recorded >> p) & 1)
#define BEFORE(c)      ((1 << sent_before[c]) - 1)
#define LOST(c)        (BEFORE(c) & ~(received_before[c] | in_channel[c]))
#define ORPHANS(c)     (received_before[c] & ~BEFORE(c))
#define STRANGE(c)     (in_channel[c] & ~BEFORE(c))
#define TWICE(c)       (received_before[c] & in_channel[c])
#define INEXACT(c)     (in_channel[c] ^ (BEFORE(c) & ~received_before[c]))
#define TAKEN(c, q)    (RECORDED(q) -> received_before[c] : received[c])
#define EARLY(c, p, q) (RECORDED(p) && (~BEFORE(c) & TAKEN(c, q)))
#define LATE(c, p)     (RECORDED(p) && STRANGE(c))
""".strip().splitlines()


def predicates(instance, flight):
    """A macro for each property, under its name."""
    channels = instance.channels
    everyone = (1 << instance.processes) - 1
    everything = (1 << len(channels)) - 1

    def none(name):
        return f"({' | '.join(f'{name}({c.number})' for c in channels)}) == 0"

    early = " || ".join(f"EARLY({c.number}, {c.source}, {c.target})" for c in channels)
    late = " || ".join(f"LATE({c.number}, {c.source})" for c in channels)
    yield from VOCABULARY
    yield f"#define COMPLETE (recorded == {everyone} && closed == {everything})"
    yield f"#define NO_LOST (!COMPLETE || {none('LOST')})"
    yield f"#define NO_ORPHAN (!COMPLETE || {none('ORPHANS')})"
    yield f"#define NO_ORPHAN_IN_CHANNEL (!COMPLETE || {none('STRANGE')})"
    yield f"#define NO_DUPLICATE (!COMPLETE || {none('TWICE')})"
    # What was recorded of a fifo channel came out of it in the order of sending: its set says all.
    yield f"#define EXACT_CHANNELS (!COMPLETE || {none('INEXACT')})"
    yield f"#define CONSERVED (!COMPLETE || {balance(channels)})"
    yield f"#define RECORDS_IN_TIME (!({early}))"
    yield f"#define POST_MARKER_UNRECORDED (!({late}))"
    yield f"#define TERMINATES (COMPLETE || {enabled(instance, flight)})"


def balance(channels):
    """Tokens that left a process in its record are in another's, or in a channel's."""
    left = " + ".join(f"sent_before[{c.number}]" for c in channels)
    found = " + ".join(
        f"(({record}[{c.number}] >> {bit}) & 1)"
        for c in channels
        for record in ("received_before", "in_channel")
        for bit in range(c.capacity)
    )
    return f"{left} == {found or 0}"


def enabled(instance, flight):
    """Some step is possible: the guards of all steps, together."""
    guards = [f"!RECORDED({process})" for process in instance.initiators]
    guards += [may_send(instance, channel) for channel in instance.channels]
    guards += [flight.not_empty(channel) for channel in instance.channels]
    return " || ".join(guards)


def may_send(instance, channel):
    if instance.budget is None:
        return f"sent[{channel.number}] < {channel.capacity}"
    spent = " + ".join(f"sent[{output.number}]" for output in instance.outputs(channel.source))
    return f"({spent}) < {channel.capacity}"


def records(instance, flight):
    """`record<p>`, the Marker-Sending Rule: p records its state, then sends its markers."""
    for process in range(instance.processes):
        yield f"inline record{process}() {{"
        yield f"  recorded = recorded | {1 << process};"
        for channel in instance.outputs(process):
            yield f"  sent_before[{channel.number}] = sent[{channel.number}];"
        for channel in instance.inputs(process):
            yield f"  received_before[{channel.number}] = received[{channel.number}];"
        for channel in instance.markers(process):
            yield f"  {flight.put(channel, marker(channel))}"
        yield "}"


def judge():
    yield "inline judge() {"
    for name in PROPERTIES:
        yield f"  assert({name.upper().replace('-', '_')});"
    yield "}"


def step(guard, effect):
    """An option of the loop; its effect ends in a state that is judged at once."""
    body = [f"       {line}" for line in effect]
    return [f"  :: d_step {{ {guard} ->", *body, "       judge() }"]


def steps(instance, flight):
    """Guard and effect of each step that a state may have."""
    for process in instance.initiators:
        yield f"!RECORDED({process})", [f"record{process}();"]
    for channel in instance.channels:
        sent = f"sent[{channel.number}]"
        effect = [f"{sent} = {sent} + 1;", flight.put(channel, sent)]
        yield may_send(instance, channel), effect
        for guard, content, removal in flight.deliveries(channel):
            yield guard, [*receive(instance, channel, content), removal]


def receive(instance, channel, content):
    """The content is a number where it is known beforehand, or else an expression."""
    if content == marker(channel):
        return receive_marker(instance, channel)
    if isinstance(content, int):
        return receive_message(instance, channel, content)
    return [
        f"if :: {content} == {marker(channel)} ->",
        *(f"     {line}" for line in receive_marker(instance, channel)),
        ":: else ->",
        *(f"     {line}" for line in receive_message(instance, channel, content)),
        "fi;",
    ]


def receive_marker(instance, channel):
    """The Marker-Receiving Rule."""
    q = channel.target
    return [
        f"if :: !RECORDED({q}) -> record{q}() :: else fi;",
        *(f"closed = closed | {1 << c.number};" for c in instance.closed_by(channel)),
    ]


def receive_message(instance, channel, content):
    """Between its own record and the marker of the channel, a process records what comes in."""
    c, q = channel.number, channel.target
    bit = f"(1 << ({content} - 1))"
    recording = [
        f"if :: RECORDED({q}) && !((closed >> {c}) & 1) ->",
        f"     in_channel[{c}] = in_channel[{c}] | {bit}",
        ":: else fi;",
    ]
    taking = [f"received[{c}] = received[{c}] | {bit};"]
    return recording + taking if instance.records_channels else taking


def main():
    parser = argparse.ArgumentParser(description="Write an instance in Promela.")
    add_options(parser)
    parser.add_argument("--compact", action="store_true", help="fifo channels as numbers")
    options = parser.parse_args()
    print(model(from_options(options), options.compact), end="")


if __name__ == "__main__":
    main()
