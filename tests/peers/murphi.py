"""Writes an instance in Murphi, the language of Rumur.

The third opinion, for a checker that searches breadth first and packs its states into bits. One
rule is one step, so that its "rules fired" are transitions. Ranges are plain ranges: a scalarset
would let Rumur merge symmetric states, and the count would no longer be the count.

Sets of messages are bit masks (Rumur's `&`, `|` and `~` work on numbers too); message k of a
channel is bit k-1. A fifo channel is a number whose digits are its content: 0 is an empty slot,
the lowest digit is the head.

    python3 murphi.py --topology ring:2 --messages 2 > ring.m
"""

import argparse

from instance import PROPERTIES, add_options, from_options


def model(instance, judge="invariant"):
    """The whole model, as text.

    Rumur does not go on from a state that violates an `invariant`. To count all states of an
    instance that is violated, ask for `judge="cover"`: it then counts the bad states instead.
    """
    return "\n".join(
        [
            f"-- {instance}",
            *variables(instance),
            *procedures(instance),
            "startstate begin",
            *(f"  {name} := {value};" for name, value in start(instance)),
            "end;",
            *rules(instance),
            *judgement(instance, judge),
            "",
        ]
    )


def everyone(instance):
    return (1 << instance.processes) - 1


def everything(instance):
    return (1 << len(instance.channels)) - 1


def recorded(process):
    return f"((recorded & {1 << process}) != 0)"


def digits(channel):
    """Bits that one slot of a fifo channel takes: for nothing, a message, or the marker."""
    return (channel.capacity + 1).bit_length()


def variables(instance):
    yield "var"
    yield f"  recorded: 0..{everyone(instance)};"
    yield f"  closed: 0..{everything(instance)};"
    for channel in instance.channels:
        c = channel.number
        bits = channel.capacity + 1
        if instance.discipline == "fifo":
            bits *= digits(channel)
        yield f"  sent{c}, cut_sent{c}: 0..{channel.capacity};"
        yield f"  received{c}, cut_received{c}, cut_channel{c}: 0..{(1 << channel.capacity) - 1};"
        yield f"  flight{c}: 0..{(1 << bits) - 1};"


def start(instance):
    yield "recorded", 0
    yield "closed", 0
    for channel in instance.channels:
        for name in ("sent", "cut_sent", "received", "cut_received", "cut_channel", "flight"):
            yield f"{name}{channel.number}", 0


def procedures(instance):
    for process in range(instance.processes):
        yield from record(instance, process)
    for channel in instance.channels:
        yield from receive_marker(instance, channel)


def record(instance, process):
    """The Marker-Sending Rule: record the own state, then send a marker on every output."""
    yield f"procedure Record{process}(); begin"
    yield f"  recorded := recorded | {1 << process};"
    for channel in instance.outputs(process):
        yield f"  cut_sent{channel.number} := sent{channel.number};"
    for channel in instance.inputs(process):
        yield f"  cut_received{channel.number} := received{channel.number};"
    for channel in instance.markers(process):
        yield from put(instance, channel, channel.capacity + 1)
    yield "end;"


def receive_marker(instance, channel):
    """The Marker-Receiving Rule."""
    yield f"procedure Marker{channel.number}(); begin"
    yield f"  if !{recorded(channel.target)} then Record{channel.target}(); end;"
    for input_ in instance.closed_by(channel):
        yield f"  closed := closed | {1 << input_.number};"
    yield "end;"


def receive_message(instance, channel, bit):
    c = channel.number
    if instance.records_channels:
        yield f"  if {recorded(channel.target)} & (closed & {1 << c}) = 0 then"
        yield f"    cut_channel{c} := cut_channel{c} | ({bit});"
        yield "  end;"
    yield f"  received{c} := received{c} | ({bit});"


def put(instance, channel, content):
    """Puts a message, or the marker, into the channel: behind the last, where there is an order."""
    flight = f"flight{channel.number}"
    if instance.discipline == "bag":
        yield f"  {flight} := {flight} | (1 << (({content}) - 1));"
        return
    for slot in range(channel.capacity + 1):
        shift = slot * digits(channel)
        yield f"  {'els' if slot else ''}if {flight} < {1 << shift} then"
        yield f"    {flight} := {flight} | (({content}) << {shift});"
    yield '  else error "no room in a channel"; end;'


def rules(instance):
    for process in instance.initiators:
        yield f'rule "{process} initiates" !{recorded(process)} ==> begin'
        yield f"  Record{process}();"
        yield "end;"
    for channel in instance.channels:
        yield from send(instance, channel)
        deliver = deliver_any if instance.discipline == "bag" else deliver_head
        yield from deliver(instance, channel)


def may_send(instance, channel):
    if instance.budget is None:
        return f"sent{channel.number} < {channel.capacity}"
    spent = " + ".join(f"sent{output.number}" for output in instance.outputs(channel.source))
    return f"{spent} < {channel.capacity}"


def send(instance, channel):
    sent = f"sent{channel.number}"
    name = f"{channel.source} sends to {channel.target}"
    yield f'rule "{name}" {may_send(instance, channel)} ==> begin'
    yield f"  {sent} := {sent} + 1;"
    yield from put(instance, channel, sent)
    yield "end;"


def deliver_head(instance, channel):
    flight = f"flight{channel.number}"
    highest = (1 << digits(channel)) - 1
    yield f'rule "{channel.target} receives from {channel.source}" {flight} != 0 ==>'
    yield f"  var content: 0..{highest};"
    yield "begin"
    yield f"  content := {flight} & {highest};"
    yield f"  {flight} := {flight} >> {digits(channel)};"
    yield f"  if content = {channel.capacity + 1} then Marker{channel.number}(); else"
    yield from receive_message(instance, channel, "1 << (content - 1)")
    yield "  end;"
    yield "end;"


def deliver_any(instance, channel):
    flight = f"flight{channel.number}"
    marker = 1 << channel.capacity
    for bit in (1 << index for index in range(channel.capacity + 1)):
        name = f"{channel.target} receives content {bit} from {channel.source}"
        yield f'rule "{name}" ({flight} & {bit}) != 0 ==> begin'
        yield f"  {flight} := {flight} - {bit};"
        if bit == marker:
            yield f"  Marker{channel.number}();"
        else:
            yield from receive_message(instance, channel, str(bit))
        yield "end;"


def judgement(instance, judge):
    """As covers, the opposite of each property by name; as invariants, fewer of them.

    Rumur evaluates each one at every arrival. Where time matters, those that begin with "once
    complete" are therefore a single invariant.
    """
    complete = f"(closed = {everything(instance)} & recorded = {everyone(instance)})"
    final, always = once_complete(instance), in_every_state(instance)
    always["terminates"] = f"{complete} | {enabled(instance)}"
    if judge == "cover":
        claims = {name: f"{complete} -> {claim}" for name, claim in final.items()} | always
        return [f'cover "{name}" !({claims[name]});' for name in PROPERTIES]
    claims = {", ".join(final): f"{complete} -> {conjunction(final.values())}"} | always
    return [f'invariant "{name}" {claim};' for name, claim in claims.items()]


def once_complete(instance):
    """What is claimed of complete states."""
    return {
        "no-lost": everywhere(instance, "({S} & ~({R} | {C})) = 0"),
        "no-orphan": everywhere(instance, "({R} & ~{S}) = 0"),
        "no-orphan-in-channel": everywhere(instance, "({C} & ~{S}) = 0"),
        "no-duplicate": everywhere(instance, "({R} & {C}) = 0"),
        # What was recorded of a fifo channel came in the order of sending: its set says all.
        "exact-channels": everywhere(instance, "{C} = ({S} & ~{R})"),
        "conserved": balance(instance),
    }


def in_every_state(instance):
    """What is claimed of all states."""
    in_time = "{p} -> (({q} -> ({R} & ~{S}) = 0) & (!{q} -> ({received} & ~{S}) = 0))"
    return {
        "records-in-time": everywhere(instance, in_time),
        "post-marker-unrecorded": everywhere(instance, "{p} -> ({C} & ~{S}) = 0"),
    }


def everywhere(instance, claim):
    return conjunction(f"({about(channel, claim)})" for channel in instance.channels)


def about(channel, claim):
    """A claim about the recorded sets of one channel, in the names of the model."""
    c = channel.number
    return claim.format(
        S=f"((1 << cut_sent{c}) - 1)",
        R=f"cut_received{c}",
        C=f"cut_channel{c}",
        p=recorded(channel.source),
        q=recorded(channel.target),
        received=f"received{c}",
    )


def balance(instance):
    """What the recorded processes are short of is what the recorded channels hold."""
    short = " + ".join(f"cut_sent{c.number}" for c in instance.channels)
    held = " + ".join(
        f"(({record}{c.number} >> {bit}) & 1)"
        for c in instance.channels
        for record in ("cut_received", "cut_channel")
        for bit in range(c.capacity)
    )
    return f"(({short}) = ({held or 0}))"


def enabled(instance):
    guards = [f"({may_send(instance, channel)})" for channel in instance.channels]
    guards += [f"(flight{channel.number} != 0)" for channel in instance.channels]
    guards += [f"!{recorded(process)}" for process in instance.initiators]
    return "(" + " | ".join(guards) + ")"


def conjunction(claims):
    return "(" + " & ".join(claims) + ")"


def main():
    parser = argparse.ArgumentParser(description="Write an instance in Murphi.")
    add_options(parser)
    print(model(from_options(parser.parse_args())), end="")


if __name__ == "__main__":
    main()
