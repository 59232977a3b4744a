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


def model(instance):
    """The whole model, as text."""
    return "\n".join(
        [
            f"/* {instance} */",
            *variables(instance),
            *predicates(instance),
            *records(instance),
            *judge(),
            "active proctype network() {",
            "end:",  # a run may end here; whether it may end in this state, TERMINATES says
            "  do",
            *(line for step in steps(instance) for line in step),
            "  od",
            "}",
            "",
        ]
    )


def mask(items):
    """The bit mask of processes, or of channels."""
    return sum(1 << getattr(item, "number", item) for item in items)


def unsigned(bits):
    """The narrowest type that holds a mask of so many bits."""
    return "byte" if bits <= 8 else "short" if bits <= 15 else "int"


def variables(instance):
    channels = instance.channels
    count = len(channels)
    widest = max(channel.capacity for channel in channels)
    messages = unsigned(widest)
    yield f"{unsigned(instance.processes)} recorded;"
    yield f"{unsigned(count)} closed;"
    yield f"byte sent[{count}], sent_before[{count}];"
    yield f"{messages} received[{count}], received_before[{count}], in_channel[{count}];"
    if instance.discipline == "bag":
        yield f"{unsigned(widest + 1)} flight[{count}];"  # the highest bit of it is the marker
    else:
        yield "#define MARKER 255"
        yield "hidden byte content;"
        for channel in channels:
            yield f"chan flight{channel.number} = [{channel.capacity + 1}] of {{ byte }};"


# What the properties say of one channel c, from process p to process q.
VOCABULARY = """
#define RECORDED(p) ((recorded >> (p)) & 1)
#define BEFORE(c)   ((1 << sent_before[c]) - 1)
#define LOST(c)     (BEFORE(c) & ~(received_before[c] | in_channel[c]))
#define ORPHANS(c)  (received_before[c] & ~BEFORE(c))
#define STRANGE(c)  (in_channel[c] & ~BEFORE(c))
#define TWICE(c)    (received_before[c] & in_channel[c])
#define INEXACT(c)  (in_channel[c] ^ (BEFORE(c) & ~received_before[c]))
#define EARLY(c, p, q) (RECORDED(p) && (~BEFORE(c) & (RECORDED(q) -> received_before[c] : received[c])))
#define LATE(c, p)     (RECORDED(p) && STRANGE(c))
""".strip().splitlines()


def predicates(instance):
    channels = instance.channels

    def every(term):
        return " || ".join(term.format(c=c.number, p=c.source, q=c.target) for c in channels)

    def some(name):
        return " | ".join(f"{name}({c.number})" for c in channels)

    yield from VOCABULARY
    yield f"#define COMPLETE (recorded == {mask(range(instance.processes))} && closed == {mask(channels)})"
    yield f"#define NO_LOST              (!COMPLETE || ({some('LOST')}) == 0)"
    yield f"#define NO_ORPHAN            (!COMPLETE || ({some('ORPHANS')}) == 0)"
    yield f"#define NO_ORPHAN_IN_CHANNEL (!COMPLETE || ({some('STRANGE')}) == 0)"
    yield f"#define NO_DUPLICATE         (!COMPLETE || ({some('TWICE')}) == 0)"
    # Only ever asked of fifo channels and bags: the order of a sequence recorded from a fifo
    # channel is that of sending, so that its set says all.
    yield f"#define EXACT_CHANNELS       (!COMPLETE || ({some('INEXACT')}) == 0)"
    yield f"#define CONSERVED            (!COMPLETE || {balance(channels)})"
    yield f"#define RECORDS_IN_TIME        !({every('EARLY({c}, {p}, {q})')})"
    yield f"#define POST_MARKER_UNRECORDED !({every('LATE({c}, {p})')})"
    yield f"#define TERMINATES (COMPLETE || {enabled(instance)})"


def balance(channels):
    """Tokens that left a process in its record are in another's, or in a channel's."""
    left = " + ".join(f"sent_before[{c.number}]" for c in channels)
    found = " + ".join(
        f"(({record}[{c.number}] >> {bit}) & 1)"
        for c in channels
        for record in ("received_before", "in_channel")
        for bit in range(c.capacity)
    )
    return f"{left} == {found}"


def enabled(instance):
    """Some step is possible: the guards of all steps, together."""
    guards = [may_send(instance, channel) for channel in instance.channels]
    guards += [f"!RECORDED({process})" for process in instance.initiators]
    guards += [
        f"flight[{c.number}] != 0" if instance.discipline == "bag" else f"nempty(flight{c.number})"
        for c in instance.channels
    ]
    return " || ".join(guards)


def may_send(instance, channel):
    if instance.budget is None:
        return f"sent[{channel.number}] < {channel.capacity}"
    spent = " + ".join(f"sent[{output.number}]" for output in instance.outputs(channel.source))
    return f"({spent}) < {channel.capacity}"


def records(instance):
    """`record<p>`: the Marker-Sending Rule for process p, and what its record says of each channel."""
    for process in range(instance.processes):
        yield f"inline record{process}() {{"
        yield f"  recorded = recorded | {1 << process};"
        for channel in instance.outputs(process):
            yield f"  sent_before[{channel.number}] = sent[{channel.number}];"
        for channel in instance.inputs(process):
            yield f"  received_before[{channel.number}] = received[{channel.number}];"
        for channel in instance.markers(process):
            if instance.discipline == "bag":
                yield f"  flight[{channel.number}] = flight[{channel.number}] | {1 << channel.capacity};"
            else:
                yield f"  flight{channel.number} ! MARKER;"
        yield "}"


def judge():
    yield "inline judge() {"
    for name in PROPERTIES:
        yield f"  assert({name.upper().replace('-', '_')});"
    yield "}"


def steps(instance):
    """One option of the loop for each step a state may have."""
    for process in instance.initiators:
        yield step(f"!RECORDED({process})", [f"record{process}();"])
    for channel in instance.channels:
        yield send(instance, channel)
        if instance.discipline == "bag":
            yield from deliver_any(instance, channel)
        else:
            yield deliver_head(instance, channel)


def step(guard, effect):
    return [f"  :: d_step {{ {guard} ->", *(f"       {line}" for line in effect), "       judge(); }"]


def send(instance, channel):
    c = channel.number
    put = (
        f"flight[{c}] = flight[{c}] | (1 << (sent[{c}] - 1));"
        if instance.discipline == "bag"
        else f"flight{c} ! sent[{c}];"
    )
    return step(may_send(instance, channel), [f"sent[{c}] = sent[{c}] + 1;", put])


def deliver_head(instance, channel):
    return step(
        f"flight{channel.number} ? content",
        [
            "if",
            ":: content == MARKER ->",
            *receive_marker(instance, channel),
            ":: else ->",
            *receive_message(instance, channel, "(1 << (content - 1))"),
            "fi;",
        ],
    )


def deliver_any(instance, channel):
    c = channel.number
    for index in range(channel.capacity + 1):
        bit = 1 << index
        take = f"flight[{c}] = flight[{c}] & ~{bit};"
        is_marker = index == channel.capacity
        receipt = (
            receive_marker(instance, channel)
            if is_marker
            else receive_message(instance, channel, bit)
        )
        yield step(f"(flight[{c}] & {bit})", [take, *receipt])


def receive_marker(instance, channel):
    """The Marker-Receiving Rule."""
    q = channel.target
    yield f"if :: !RECORDED({q}) -> record{q}(); :: else fi;"
    yield f"closed = closed | {mask(instance.closed_by(channel))};"


def receive_message(instance, channel, bit):
    """Between its own record and the marker of the channel, a process records what comes in."""
    c = channel.number
    if instance.records_channels:
        yield f"if :: RECORDED({channel.target}) && !((closed >> {c}) & 1) ->"
        yield f"     in_channel[{c}] = in_channel[{c}] | {bit};"
        yield ":: else fi;"
    yield f"received[{c}] = received[{c}] | {bit};"


def main():
    parser = argparse.ArgumentParser(description="Write an instance in Promela.")
    add_options(parser)
    print(model(from_options(parser.parse_args())), end="")


if __name__ == "__main__":
    main()
