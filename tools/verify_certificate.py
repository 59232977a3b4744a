#!/usr/bin/env python3
"""Believes a certificate of `snapcheck check --certificate FILE`, or says why not. Plain Python 3, which shares no code
with snapcheck: written from docs/semantics.md (what is checked) and docs/certificates.md (what the file looks like).

    verify_certificate.py FILE...

Exit codes: 0 believed, 1 refused, 2 cannot be read; each with one line a file."""

from array import array
import json
import lzma
from operator import lt
import sys

from certificate.channels import DISCIPLINES
from certificate.mutants import MUTANTS
from certificate.rules import ALGORITHMS
from certificate.semantics import Model, text_of
from certificate.states import FIGURES, PROPERTIES, Refused, States, WHEN_COMPLETE, demand, explore

SCHEMA = "snapcheck-certificate/1"
MOST_BYTES = 1 << 32  # that a certificate may have, unpacked

class Unreadable(Exception):
    """No certificate, or none that can be judged here."""


# --- the file


def unpacked(data):
    """What an .xz file holds: one stream and nothing else, all of it under a SHA-256."""
    stream = lzma.LZMADecompressor(lzma.FORMAT_XZ)
    try:
        content = stream.decompress(data, MOST_BYTES)
    except lzma.LZMAError as error:
        raise Unreadable(f"is no .xz file, or a damaged one: {error}") from None
    if not stream.eof:
        raise Unreadable("ends too early" if len(content) < MOST_BYTES else "is too large")
    if stream.unused_data or stream.check != lzma.CHECK_SHA256:
        raise Unreadable("is not one stream with a SHA-256")
    return content


def parsed(content):
    """The claims, and the bytes behind them."""
    line, newline, rest = content.partition(b"\n")
    try:
        claims = json.loads(line)
        canonical = text_of(claims).encode() == line
    except (ValueError, RecursionError):
        raise Unreadable("does not begin with a line of JSON") from None
    if not newline or not isinstance(claims, dict) or claims.get("schema") != SCHEMA:
        raise Unreadable(f"is no {SCHEMA}")
    demand(canonical, "the claims are not written as they should be")
    return claims, rest


def are_numbers(values):
    """Whole ones: Python takes true for 1."""
    return all(type(value) is int and value >= 0 for value in values)


def require_sound(instance):
    everybody, ends, own = range(instance["processes"]), instance["network"], instance["initiators"]
    bound = instance["budget"] if "budget" in instance else [instance["messages"]]
    kind, _, number = instance["channels"].partition(":")
    demand({*instance} == {"channels", "fall_silent", "initiators", "network", "processes", "snapshots",
                           "budget" if "budget" in instance else "messages"}, "the instance has other keys")
    demand(are_numbers([instance["processes"], instance["snapshots"], *own, *bound, *(p for pair in ends for p in pair)])
           and isinstance(instance["fall_silent"], bool), "the instance has something else where numbers should be")
    demand(2 <= instance["processes"] <= 64 and 1 <= instance["snapshots"] <= 8, "the instance is too large, or too small")
    demand("budget" not in instance or len(bound) == len(everybody), "there is no such budget")
    demand(ends and all(map(lt, ends, ends[1:])) and all(a != b and a in everybody and b in everybody for a, b in ends),
           "there is no such network")
    demand(own and all(p in everybody for p in own) and all(map(lt, own, own[1:])), "there are no such initiators")
    if kind not in DISCIPLINES:
        raise Unreadable(f"{kind!r} channels are not known here")
    demand(instance["channels"] == (f"{kind}:{int(number)}" if DISCIPLINES[kind].numbered else kind),
           "there are no such channels")


def model_of(claims):
    rules, instance = ALGORITHMS | MUTANTS, claims["instance"]
    require_sound(instance)
    if claims["algorithm"] not in rules:
        raise Unreadable(f"the rules of {claims['algorithm']!r} are not known here")
    algorithm = rules[claims["algorithm"]]
    if instance["snapshots"] > 1 and not algorithm.several:
        raise Unreadable(f"the rules of {claims['algorithm']!r} are known here for one snapshot only")
    return Model(algorithm, DISCIPLINES[instance["channels"].partition(":")[0]], instance)


# --- what is claimed


def verify_runs(claims, rest):
    """Of a violation: runs that end in what they are to show."""
    demand({*claims} == {"algorithm", "instance", "runs", "schema", "verdict"} and not rest, "there is more than runs")
    model = model_of(claims)
    demand(claims["runs"], "there is no run")
    shown = [run["property"] for run in claims["runs"]]
    demand(len({*shown}) == len(shown) and {*shown} <= PROPERTIES, "there are no such properties")
    for run in claims["runs"]:
        demand({*run} == {"property", "states", "steps"}, "a run has other keys")
        verify_run(model, run)
    return f"violates {', '.join(shown)}: runs of {', '.join(str(len(run['steps'])) for run in claims['runs'])} steps"


def verify_run(model, run):
    told = [[*map(text_of, state)] for state in run["states"]]
    demand(len(told) == len(run["steps"]) + 1, "a run has a state too many, or too few")
    demand(all(len(state) == len(model.initial) for state in told), "a state has other parts")
    demand(told[0] == model.initial, "a run begins in another state than the initial one")
    states = States(model, [sorted({*parts}) for parts in zip(*told)])
    enabled = []
    for number, texts in enumerate(told):
        row = tuple(numbers[text] for numbers, text in zip(states.numbers, texts))
        flags = states.all_recorded(row)
        steps = states.steps(row, flags, lambda _, step, changed: (text_of(step), changed))
        enabled = [step for of_process in steps for step in of_process]
        if number < len(run["steps"]):
            taken = [changed for step, changed in enabled if step == text_of(run["steps"][number])]
            demand(taken, f"step {number + 1} of a run is not possible")
            demand([taken[0].get(k, text) for k, text in enumerate(texts)] == told[number + 1],
                   f"step {number + 1} of a run leads elsewhere")
    only_sends = model.fall_silent and all(step.startswith('["send"') for step, _ in enabled)
    violated, _ = states.violated(row, flags, not enabled or only_sends)
    demand(run["property"] in violated, f"a run does not violate {run['property']}")


def verify_states(claims, rest):
    """That everything holds: the states are those that are reachable, and none of them violates it."""
    demand({*claims} == {"algorithm", "columns", "figures", "instance", "properties", "schema", "verdict"},
           "there is more than states")
    model, figures, properties = model_of(claims), claims["figures"], claims["properties"]
    demand({*figures} == {*FIGURES} and are_numbers(figures.values()), "there are other figures")
    demand({*properties} <= PROPERTIES and {*properties.values()} <= {"holds", "vacuous"}
           and "holds" in properties.values(), "there are no such properties, or none that holds")
    columns = [[*map(text_of, column)] for column in claims["columns"]]
    demand(len(columns) == len(model.initial), "a state has other parts")
    demand(all(all(map(lt, column, column[1:])) for column in columns), "texts are not in ascending order")
    found, violated, completed = explore(States(model, columns), rows_of(columns, rest))
    for name in FIGURES:
        demand(found[name] == figures[name], f"{name}: {figures[name]} are claimed, and there are {found[name]}")
    for name, verdict in properties.items():
        demand(name not in violated, f"a state violates {name}")
        vacuous = name in WHEN_COMPLETE and not completed
        demand(verdict == ("vacuous" if vacuous else "holds"), f"{name}: {verdict} is claimed")
    return f"holds: {', '.join(properties)}; {found['states']} states, {found['transitions']} transitions"


def rows_of(columns, rest):
    """The states: column after column, a little-endian number for each state."""
    widths = [1 if len(column) <= 1 << 8 else 2 if len(column) <= 1 << 16 else 4 for column in columns]
    size, left = divmod(len(rest), sum(widths))
    demand(not left and size, "the states end in the middle of one")
    numbers, at = [], 0
    for column, width in zip(columns, widths):
        numbers.append(array({1: "B", 2: "H", 4: "I"}[width], rest[at:at + size * width]))
        at += size * width
        if sys.byteorder == "big":
            numbers[-1].byteswap()
        demand({*numbers[-1]} == {*range(len(column))}, "a column has a value that no state has, or too few values")
    rows = [*zip(*numbers)]
    demand(all(map(lt, rows, rows[1:])), "states are not in ascending order, or there twice")
    return rows


def verify(path):
    """What is believed, in words. Raises Refused or Unreadable."""
    try:
        with open(path, "rb") as file:
            claims, rest = parsed(unpacked(file.read()))
    except OSError as error:
        raise Unreadable(error.strerror) from None
    try:
        return believed(claims, rest)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, StopIteration) as error:
        raise Refused(f"is not laid out as it should be: {error!r}") from None


def believed(claims, rest):
    demand(claims.get("verdict") in ("holds", "violated"), "there is no such verdict")
    verdict = (verify_states if claims["verdict"] == "holds" else verify_runs)(claims, rest)
    return f"{claims['algorithm']} {verdict}"


def main():
    worst = 0
    for path in sys.argv[1:]:
        try:
            print(f"{path}: believed: {verify(path)}")
        except Refused as refused:
            print(f"{path}: refused: {refused}")
            worst = max(worst, 1)
        except Unreadable as unreadable:
            print(f"{path}: cannot be read: {unreadable}")
            worst = 2
    if len(sys.argv) < 2:
        print(__doc__)
        worst = 2
    return worst


if __name__ == "__main__":
    sys.exit(main())
