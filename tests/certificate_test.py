#!/usr/bin/env python3
"""Certificates: the program writes them, tools/verify_certificate.py believes them, and it believes none of ten
thousand that are corrupted: in their bits, or unpacked, changed in what they say, and packed again."""

import argparse
import copy
import json
import lzma
import os
from pathlib import Path
import random
import subprocess
import sys
import tempfile

TOOLS = Path(__file__).resolve().parents[1] / "tools"
sys.path.append(str(TOOLS))
sys.dont_write_bytecode = True
import verify_certificate as verifier  # noqa: E402

ROUNDS = 10_000
INSTANCES = (  # what holds, and what does not: every published algorithm, every discipline
    ("holds", "chandy-lamport", "--topology", "ring:3"),
    ("holds", "chandy-lamport", "--topology", "ring:2", "--budget", "2,1", "--initiators", "all"),
    ("holds", "chandy-lamport", "--topology", "ring:2", "--channels", "causal"),
    ("holds", "chandy-lamport", "--topology", "ring:2", "--channels", "bounded:1", "--fall-silent"),
    ("holds", "chandy-lamport", "--topology", "ring:2", "--channels", "bounded-blocking:2"),
    ("holds", "chandy-lamport", "--topology", "ring:2", "--budget", "0,1", "--snapshots", "2"),
    ("holds", "chandy-lamport", "--topology", "edges:0-2,1-2", "--property", "records-in-time,no-lost"),
    ("violated", "chandy-lamport", "--topology", "ring:2", "--channels", "bag", "--continue"),
    ("violated", "chandy-lamport", "--topology", "ring:2", "--channels", "lossy:1", "--continue"),
    ("violated", "chandy-lamport", "--topology", "ring:2", "--channels", "duplicating:1", "--continue"),
    ("violated", "chandy-lamport", "--topology", "ring:2", "--property", "transitless"),
    ("holds", "lai-yang", "--topology", "ring:2", "--channels", "bag"),
    ("violated", "lai-yang-silent", "--topology", "ring:2"),
    ("holds", "mattern-sum", "--topology", "ring:2"),
    ("holds", "mattern-counts", "--topology", "ring:2", "--channels", "bag"),
    ("holds", "mattern-ring", "--topology", "ring:2"),
    ("holds", "spezialetti-kearns", "--topology", "ring:2", "--initiators", "0,1", "--budget", "1,0"),
    ("holds", "venkatesan", "--topology", "ring:2"),
    ("violated", "acharya-badrinath", "--topology", "ring:2", "--budget", "2,2", "--channels", "bag", "--continue"),
    ("holds", "acharya-badrinath", "--topology", "ring:2", "--channels", "causal"),
    ("holds", "alagar-venkatesan", "--topology", "ring:2", "--channels", "causal"),
    ("holds", "helary", "--topology", "ring:2", "--channels", "bag"),
    ("holds", "freeze-flush", "--topology", "ring:2"),
    ("holds", "freeze-counts", "--topology", "ring:2", "--channels", "bag"),
    ("violated", "koo-toueg", "--topology", "ring:2", "--continue"),
    ("violated", "naive", "--topology", "ring:2", "--initiators", "all", "--continue"),
    ("holds", "flink-aligned", "--topology", "edges:0-1,1-2"),
    ("violated", "flink-at-least-once", "--topology", "edges:0-2,1-2", "--initiators", "0,1", "--continue"),
    ("holds", "flink-cyclic", "--topology", "edges:0-1,1-2,2-1", "--budget", "1,1,0"),
    ("holds", "flink-unaligned", "--topology", "ring:2"),
)
MUTANTS = {  # the smallest instance on which each is caught, as models/algorithms says
    "no-chan": "0,1", "no-init-chan": "0,1", "done-at-record": "0,1", "discard-on-marker": "0,1", "prepend": "0,2",
    "rerecord": "1,1", "reinit": "1,1", "omit-one": "0,0", "no-relay": "0,0", "late-marker": "1,1",
    "record-later": "1,1", "impatient": "0,1,0", "stop-all": "0,1,0", "keep-first-open": "1,0,0",
    "count-markers": "1,1,0", "log-one": "0,1", "close-all": "0,1"}
EXIT_CODES = {"holds": 0, "violated": 1}


class Failure(Exception):
    """Something is not as it should be; the text says what."""


def demand(condition, what):
    if not condition:
        raise Failure(what)


# --- what the program writes


def run(*words, cwd):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, timeout=120, cwd=cwd, check=False)
    return done.returncode, done.stderr


def certified(folder, verdict, *words):
    """The bytes of a certificate."""
    code, err = run("check", *words, "--quiet", "--certificate", "c.cert", cwd=folder)
    demand(code == EXIT_CODES[verdict], f"{words}: exit {code} {err}")
    data = (folder / "c.cert").read_bytes()
    (folder / "c.cert").unlink()
    return data


def mutant_words():
    for name, budget in MUTANTS.items():
        words = [f"chandy-lamport:{name}", "--topology", ("ring:2", "complete:3")[budget.count(",") - 1], "--budget", budget]
        words += ["--channels", "duplicating:1"] if name == "count-markers" else []
        yield "violated", *words, *(["--snapshots", "2"] if name in ("log-one", "close-all") else [])


def believed(data):
    """Nothing if it is; else why not."""
    try:
        claims, rest = verifier.parsed(verifier.unpacked(data))
        verifier.believed(claims, rest)
    except (verifier.Refused, verifier.Unreadable) as reason:
        return reason
    return None


def written(folder):
    for verdict, *words in (*INSTANCES, *mutant_words()):
        data = certified(folder, verdict, *words)
        reason = believed(data)
        demand(reason is None, f"{words}: {reason}")
        claims, _ = verifier.parsed(verifier.unpacked(data))
        demand(claims["verdict"] == verdict and claims["algorithm"] == words[0], f"{words}: {claims['verdict']}")
    print(f"{len(INSTANCES) + len(MUTANTS)} certificates believed")


def not_written(folder):
    code, err = run("check", "chandy-lamport", "--max-states", "20", "--quiet", "--certificate", "c.cert", cwd=folder)
    demand(code == 3 and not (folder / "c.cert").exists(), f"inconclusive: exit {code}")
    demand(err.count("\n") == 1 and "not written" in err, f"inconclusive: {err!r}")
    code, err = run("check", "chandy-lamport", "--certificate", "no/folder/c.cert", cwd=folder)
    demand(code == 2 and err.count("\n") == 1 and "no/folder" in err, f"no folder: {code} {err!r}")
    code, err = run("check", "chandy-lamport", "--reduce", "por", "--certificate", "c.cert", cwd=folder)
    demand(code == 2 and "--reduce none" in err, f"with a reduction: {code} {err!r}")
    code, err = run("check", "chandy-lamport", "--scenario", "a.top", "a.events", "--certificate", "c", cwd=folder)
    demand(code == 2 and "--certificate" in err, f"with a scenario: {code} {err!r}")


def the_same_for_all_workers(folder):
    one, eight = (certified(folder, "holds", "chandy-lamport", "-j", workers) for workers in ("1", "8"))
    demand(one == eight, "the certificate depends on the workers")


def from_outside(folder):
    """The verifier as a program: exit codes, and a line a file."""
    good = certified(folder, "holds", "chandy-lamport", "--topology", "ring:2")
    claims, rest = unpacked(good)
    claims["figures"]["states"] += 1
    claims_of_another = {**unpacked(good)[0], "algorithm": "my-variant"}
    files = {"good": (0, good), "wrong": (1, packed(claims, rest)), "empty": (2, b""), "cut": (2, good[:-9]),
             "text": (2, b"snapcheck"), "more": (2, good + b"\0"), "twice": (2, good + good), "other": (2, lzma.compress(b"{}\n")),
             "deep": (2, lzma.compress(b"[" * 100_000, check=lzma.CHECK_SHA256)), "unknown": (2, packed(claims_of_another, rest))}
    for name, (code, data) in files.items():
        (folder / name).write_bytes(data)
        done = subprocess.run([sys.executable, "-B", TOOLS / "verify_certificate.py", name], cwd=folder, capture_output=True,
                              text=True, check=False)
        demand((done.returncode, done.stdout.count("\n"), done.stderr) == (code, 1, ""), f"{name}: {done}")


# --- what others make of it


def unpacked(data):
    line, _, rest = lzma.decompress(data).partition(b"\n")
    return json.loads(line), rest


def packed(claims, rest):
    text = json.dumps(claims, sort_keys=True, separators=(",", ":")).encode()
    return lzma.compress(text + b"\n" + rest, check=lzma.CHECK_SHA256, preset=0)


def text_of(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


class Table:
    """The states of a certificate, by value: what is packed is in order whatever was changed."""

    def __init__(self, claims, rest):
        self.claims, size = copy.deepcopy(claims), claims["figures"]["states"]
        demand(len(rest) == size * len(claims["columns"]), "a column of the small example takes more than a byte")
        columns = [rest[i * size:(i + 1) * size] for i in range(len(claims["columns"]))]
        self.rows = [tuple(text_of(values[i]) for values, i in zip(claims["columns"], row)) for row in zip(*columns)]

    def packed(self):
        texts = [sorted({*column}) for column in zip(*self.rows)]
        rows = sorted(tuple(column.index(part) for column, part in zip(texts, row)) for row in self.rows)
        self.claims["columns"] = [[*map(json.loads, column)] for column in texts]
        return packed(self.claims, b"".join(map(bytes, zip(*rows))))


def changed_leaf(random_, value):
    """The same with one number, word or truth value changed, or one item of a list gone or there twice."""
    value = copy.deepcopy(value)
    if not isinstance(value, (dict, list)) or not value:
        return {bool: lambda: not value, int: lambda: value + random_.choice((-1, 1, 2)), str: lambda: value + "x",
                type(None): lambda: 0, list: lambda: [1], dict: lambda: {"x": 1}}[type(value)]()
    key = random_.choice([*value]) if isinstance(value, dict) else random_.randrange(len(value))
    if isinstance(value, list) and random_.random() < 0.2:
        value[key:key + 1] = random_.choice(([], [value[key], value[key]]))
        return value
    value[key] = changed_leaf(random_, value[key])
    return value


def without_states(random_, table):
    for _ in range(random_.choice((1, 1, 1, 2, 5))):
        table.rows.pop(random_.randrange(len(table.rows)))
    if random_.random() < 0.5:
        table.claims["figures"]["states"] = len(table.rows)


def with_a_state(random_, table):
    while (row := tuple(random_.choice(table.rows)[i] for i in range(len(table.rows[0])))) in table.rows:
        pass
    table.rows.append(row)
    table.claims["figures"]["states"] += 1


def with_a_changed_part(random_, table):
    """Of one state, or wherever this value is found."""
    i, k = random_.randrange(len(table.rows)), random_.randrange(len(table.rows[0]))
    old, everywhere = table.rows[i][k], random_.random() < 0.5
    new = text_of(changed_leaf(random_, json.loads(old)))
    table.rows = [(*row[:k], new, *row[k + 1:]) if row[k] == old and (everywhere or j == i) else row
                  for j, row in enumerate(table.rows)]


def with_other_figures(random_, table):
    name = random_.choice([*table.claims["figures"]])
    figure = table.claims["figures"][name]
    table.claims["figures"][name] = random_.choice((figure - 1, figure + 1, figure + 7, float(figure), str(figure), [figure]))


def with_other_claims(random_, table):
    """Of a certificate of ring:2 with a message a channel; each is another claim, and a wrong one."""
    name, value = random_.choice((
        ("algorithm", "chandy-lamport:no-chan"), ("algorithm", "chandy-lamport:omit-one"), ("algorithm", "naive"),
        ("algorithm", "lai-yang"), ("verdict", "violated"), ("verdict", "inconclusive"), ("schema", "snapcheck-certificate/2"),
        ("properties", {"transitless": "holds"}), ("properties", {"no-lost": "vacuous"}), ("properties", {}),
        ("properties", {"no-such": "holds"}), ("properties", {"terminates": "vacuous"}), ("columns", []), ("figures", {}),
        ("more", 1)))
    table.claims[name] = value


def with_another_instance(random_, table):
    name, value = random_.choice((
        ("channels", "bag"), ("channels", "causal"), ("channels", "lossy:1"), ("channels", "bounded:1"), ("channels", ""),
        ("initiators", [0, 1]), ("initiators", [1]), ("initiators", []), ("messages", 0), ("messages", 2), ("snapshots", 2),
        ("network", [[0, 1]]), ("network", [[1, 0], [0, 1]]), ("network", [[0, 1], [1, 0], [1, 1]]), ("processes", 3),
        ("processes", 1), ("budget", [1, 1]), ("fall_silent", None), ("fall_silent", 0), ("snapshots", True),
        ("messages", True), ("messages", 1.0), ("initiators", [False]), ("network", [[False, True], [True, False]]),
        ("channels", "fifo:1"), ("channels", "lossy:01"), ("processes", 10 ** 9), ("snapshots", 10 ** 9)))
    table.claims["instance"][name] = value
    if value is None:
        del table.claims["instance"]["fall_silent"]


def in_the_states(random_, claims, rest):
    table = Table(claims, rest)
    random_.choice((without_states, with_a_state, with_a_changed_part, with_other_figures, with_other_claims,
                    with_another_instance))(random_, table)
    if table.claims.get("columns") == []:
        return packed(table.claims, rest)
    return table.packed()


def in_the_layout(random_, claims, rest):
    """Bytes too many, too few, or others; texts that mean the same and are written otherwise."""
    line, at = text_of(claims).encode(), random_.randrange(len(rest))
    other = bytes([rest[at] ^ 1 << random_.randrange(8)])
    content = random_.choice((
        line + b"\n" + rest[:at] + other + rest[at + 1:], line + b"\n" + rest[:at] + rest[at + 1:], line + b"\n" + rest + b"\0",
        line + b" \n" + rest, line + rest, line.replace(b",", b", ", 1) + b"\n" + rest,
        json.dumps(dict(reversed(claims.items()))).encode() + b"\n" + rest,
        line.replace(b'"algorithm"', b'"algorithm":"naive","algorithm"', 1) + b"\n" + rest))
    return lzma.compress(content, check=lzma.CHECK_SHA256, preset=0)


def in_the_run(random_, claims, rest):
    claims = copy.deepcopy(claims)
    one = random_.choice(claims["runs"])
    i = random_.randrange(len(one["steps"]))
    what = random_.randrange(8)
    if what == 0:
        del one["steps"][i], one["states"][random_.choice((i, i + 1))]
    elif what == 1:
        j = random_.randrange(len(one["steps"]))
        one["steps"][i], one["steps"][j] = one["steps"][j], one["steps"][i]
        if random_.random() < 0.3:
            one["states"][i], one["states"][j] = one["states"][j], one["states"][i]
    elif what == 2:
        one["steps"], one["states"] = one["steps"][:i], one["states"][:i + 1]
    elif what == 3:
        one["steps"][i] = changed_leaf(random_, one["steps"][i])
    elif what == 4:
        one["states"][i + 1] = changed_leaf(random_, one["states"][i + 1])
    elif what == 5:
        one["property"] = random_.choice(("no-duplicate", "no-orphan-in-channel", "terminates", "records-in-time", "x"))
    elif what == 6:
        name, value = random_.choice((("channels", "fifo"), ("messages", 0), ("initiators", [1]), ("network", [[0, 1]]),
                                      ("snapshots", 2), ("processes", 3)))
        claims["instance"][name] = value
    else:
        name, value = random_.choice((("verdict", "holds"), ("algorithm", "naive"), ("algorithm", "lai-yang"), ("runs", [])))
        claims[name] = value
    return packed(claims, rest)


def in_the_bits(random_, data):
    at = random_.randrange(len(data))
    return random_.choice((lambda: data[:at] + bytes([data[at] ^ 1 << random_.randrange(8)]) + data[at + 1:],
                           lambda: data[:at], lambda: data[:at] + data[at + 1:],
                           lambda: data[:at] + random_.randbytes(1) + data[at:]))()


def corrupted(folder):
    holds = certified(folder, "holds", "chandy-lamport", "--topology", "ring:2")
    violated = certified(folder, "violated", "chandy-lamport", "--topology", "ring:2", "--channels", "bag", "--property",
                         "no-lost")
    random_, seen, plain = random.Random(5), {}, {lzma.decompress(data) for data in (holds, violated)}
    kinds = ((10, lambda: in_the_bits(random_, random_.choice((holds, violated)))),
             (3, lambda: in_the_states(random_, *unpacked(holds))), (2, lambda: in_the_layout(random_, *unpacked(holds))),
             (5, lambda: in_the_run(random_, *unpacked(violated))))
    weights, makers = zip(*kinds)
    while len(seen) < ROUNDS:
        maker, = random_.choices(makers, weights)
        data = maker()
        if data in (holds, violated) or data in seen or maker != makers[0] and lzma.decompress(data) in plain:
            continue  # it came out as it was, or as another did
        seen[data] = believed(data)
        if seen[data] is None:
            Path("believed.cert").write_bytes(data)
            raise Failure(f"corrupted, and believed: believed.cert, the {len(seen)}th by {makers.index(maker)}")
    reasons = {str(reason).split(":")[0] for reason in seen.values()}
    print(f"{len(seen)} corrupted certificates refused, for {len(reasons)} reasons")


def main():
    global PROGRAM
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapcheck", required=True)
    PROGRAM = os.path.abspath(parser.parse_args().snapcheck)
    try:
        with tempfile.TemporaryDirectory(prefix="certificates-") as name:
            for part in (written, not_written, the_same_for_all_workers, from_outside, corrupted):
                part(Path(name))
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
