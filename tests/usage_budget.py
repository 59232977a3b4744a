#!/usr/bin/env python3
"""Runs that are killed, starved of memory and starved of disk, and come to the same all the same.

What a run is compared with is the same check, undisturbed.
"""

import argparse
import json
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

passed = failed = 0
program = ""

holds = ["chandy-lamport", "--topology", "line:4"]
violated = ["chandy-lamport", "--topology", "ring:3", "--channels", "bag", "--messages", "2", "--continue"]
two_initiators = ["chandy-lamport", "--topology", "ring:4", "--initiators", "0,1"]
duplicating = ["chandy-lamport", "--topology", "line:3", "--channels", "duplicating", "--continue"]
reduced = ["chandy-lamport", "--topology", "star:4", "--messages", "2", "--reduce", "all"]


def words_of(asked, *more):
    return [program, "check", *asked, "--json", *map(str, more)]


def run(words, file_size=None):
    def limit():
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    done = subprocess.run(words, capture_output=True, text=True, timeout=300, preexec_fn=limit)
    return done.returncode, done.stdout, done.stderr


def check(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


def figures(text):
    """Everything but time and space."""
    document = json.loads(text)
    return {key: value for key, value in document.items() if key not in ("seconds", "peak_bytes", "spilled_bytes", "workers")}


def refuses(words, *fragments):
    code, out, err = run([word for word in words if word != "--json"])
    what = " ".join(words[1:])
    check(code == 2 and out == "" and err.count("\n") == 1, f"{what}: not refused in one line: {code} {err!r}")
    for fragment in fragments:
        check(fragment in err, f"{what}: no {fragment!r} in {err!r}")


def stamp_of(folder):
    """Changes with every checkpoint; None where there is none."""
    try:
        return (folder / "checkpoint").stat().st_ino, (folder / "checkpoint").stat().st_mtime_ns
    except FileNotFoundError:
        return None


def killed(child, folder, moments, after_a_checkpoint):
    """Kills the child after a while, or soon after its next checkpoint; whether it was still there to be killed."""
    before = stamp_of(folder)
    while after_a_checkpoint and child.poll() is None and stamp_of(folder) in (None, before):
        time.sleep(0.0005)
    time.sleep(moments.uniform(0, 0.003 if after_a_checkpoint else 0.05))
    if child.poll() is not None:
        return False
    child.kill()
    return child.wait() < 0


def killed_at_any_moment(scratch, kills):
    """Whatever is interrupted, and however often, the end is the same: swept, and in shards."""
    moments = random.Random(4)
    for number, asked in enumerate((holds, violated, two_initiators, duplicating, reduced)):
        code, expected, _ = run(words_of(asked, "-j", "1"))
        left, ended, resumed = kills, 0, 0
        folder = scratch / f"killed-{number}"
        out = scratch / "out.json"
        while left > 0 or ended == 0:
            folder.mkdir(exist_ok=True)
            begun = (folder / "checkpoint").exists()
            with open(out, "w", encoding="utf-8") as written:
                child = subprocess.Popen(words_of(asked, "--resume", folder, "--every", "0s", "-j", str(1 + left % 2)),
                                         stdout=written, stderr=subprocess.DEVNULL)
                if left > 0 and killed(child, folder, moments, left % 3 != 0):
                    left -= 1
                    resumed += begun
                    continue
                child.wait()
            check(child.returncode == code, f"{asked}: exit {child.returncode} instead of {code}")
            check(figures(out.read_text()) == figures(expected), f"{asked}: other figures, or another trace, after a kill")
            check(not list(folder.iterdir()), f"{asked}: a checkpoint is left after the verdict")
            ended += 1
        check(ended > 0 and resumed > kills // 3, f"{asked}: only {resumed} of {kills} kills hit a run that went on")


def cut_off_and_resumed(scratch):
    """A limit leaves a checkpoint too, of the layer at hand, and it can be resumed with another."""
    expected = run(words_of(holds))[1]
    folder = scratch / "limited"
    code, _, _ = run(words_of(holds, "--checkpoint", folder, "--max-states", "5000", "-j", "2"))
    check(code == 3 and (folder / "checkpoint").exists(), "a limit leaves a checkpoint")
    for limit in ("9000", "20000"):
        code, _, _ = run(words_of(holds, "--resume", folder, "--max-states", limit))
        check(code == 3, f"resumed, and cut off again at {limit}")
    return folder, expected


def refused(scratch, folder):
    """A checkpoint of another search, of another build, or not as it was written."""
    resume = ["--resume", folder]
    refuses(words_of(["chandy-lamport", "--topology", "ring:4"], *resume), "topology")
    refuses(words_of(["lai-yang", "--topology", "line:4"], *resume), "algorithm", "chandy-lamport", "lai-yang")
    for option, what in ((["--messages", "2"], "messages"), (["--channels", "bag"], "channels"),
                         (["--continue"], "continue"), (["--property", "no-lost"], "properties"),
                         (["--initiators", "1"], "initiators"), (["--max-depth", "9"], "max-depth"),
                         (["--reduce", "por"], "reduce 'none' and not 'por'")):
        refuses(words_of(holds, *option, *resume), what)
    refuses(words_of(holds, "--checkpoint", folder), "already")
    refuses(words_of(holds, "--checkpoint", scratch / "other", "--resume", folder), "names another")
    refuses(words_of(holds, "--resume", scratch / "nowhere"), "no folder")
    refuses(words_of(holds, "--every", "1m"), "--checkpoint")
    refuses(words_of(holds, "--checkpoint", scratch / "new", "--every", "often"), "--every")
    refuses(words_of(["chandy-lamport", "--initiators", "all"], "--spill", scratch), "swept")
    for option in ("--spill", "--checkpoint", "--resume", "--every"):
        for other in (["--application", "any"], ["--scenario", "a.top", "a.events"]):
            refuses(words_of(["chandy-lamport"], *other, option, "1"), option, other[0])
    refuses(words_of(holds, "--spill", scratch / "nowhere"), "--spill: there is no folder", "nowhere'")
    # Nobody can make files in /proc, root neither.
    for option in ("--spill", "--checkpoint", "--resume"):
        refuses(words_of(holds, option, "/proc"), option, "no file can be written in")
        refuses(words_of(holds, option, ""), f"{option}: a value is missing")
        refuses(words_of(holds, option, "long" * 2000), option)

    other = scratch / "other-build"
    shutil.copy(program, other)
    with open(other, "ab") as file:
        file.write(b"\0")
    refuses([str(other), *words_of(holds, *resume)[1:]], "program", "build")

    file = folder / "checkpoint"
    good = file.read_bytes()
    # Bytes 4 and 5 say how large a buffer is: nothing that is read changes with them.
    positions = [0, 6, 7, len(good) // 2, len(good) - 1, *random.Random(1).sample(range(6, len(good)), 10)]
    damaged = [good[:at] + bytes([good[at] ^ 1 << at % 8]) + good[at + 1:] for at in positions]
    for data in [*damaged, b"", b"text", good[:-1], good[:len(good) // 2], good + b"\0", good + good]:
        file.write_bytes(data)
        refuses(words_of(holds, *resume), "checkpoint")
    file.write_bytes(good)


def spilled(scratch):
    """With less memory than two layers take, the same figures; and nothing is left on the disk."""
    asked = ["chandy-lamport", "--topology", "ring:4", "--messages", "2"]
    folder = scratch / "spilled"
    folder.mkdir()
    expected = run(words_of(asked))[1]
    starved = ["--memory", "400K"]
    code, out, _ = run(words_of(asked, *starved))
    check(code == 3 and json.loads(out)["ending"] == "memory", "it is too little memory")
    for workers in ("1", "2"):
        code, out, err = run(words_of(asked, *starved, "--spill", folder, "-j", workers))
        check(code == 0 and figures(out) == figures(expected), f"other figures when spilled: {code} {err}")
        check(code != 0 or json.loads(out)["spilled_bytes"] > 20_000, "hardly anything was spilled")
    saved = scratch / "spilled-and-saved"
    code, _, _ = run(words_of(asked, *starved, "--spill", folder, "--checkpoint", saved, "--max-states", "24000"))
    check(code == 3, "cut off while it spills")
    code, out, err = run(words_of(asked, *starved, "--spill", folder, "--resume", saved))
    check(code == 0 and figures(out) == figures(expected), f"with the same memory it cannot be resumed: {code} {err}")
    code, out, _ = run(words_of(asked, "--spill", folder))
    check(code == 0 and json.loads(out)["spilled_bytes"] == 0, "spilled without need")

    code, out, err = run(words_of(asked, *starved, "--spill", folder), file_size=10_000)
    check(code == 3 and json.loads(out)["ending"] == "disk", f"a full disk: {code} {err}")
    check(code != 3 or json.loads(out)["verdict"] == "inconclusive", "a full disk decides nothing")
    check(not list(folder.iterdir()), "something is left on the disk")


def one_at_a_time(scratch):
    """A folder that a run saves in is no other's, and what a run leaves behind that is killed while it saves is
    removed by the next one."""
    folder = scratch / "busy"
    folder.mkdir()
    busy = subprocess.Popen(words_of(["chandy-lamport", "--topology", "complete:4"], "--checkpoint", folder, "--every", "0s"),
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while busy.poll() is None and stamp_of(folder) is None:
        time.sleep(0.001)
    for option in ("--resume", "--checkpoint"):
        refuses(words_of(holds, option, folder), option, "used by another run")
    check(busy.poll() is None, "the first run is not disturbed")
    busy.kill()
    busy.wait()
    (folder / "checkpoint").unlink()
    (folder / "checkpoint.tmp").write_bytes(b"half a checkpoint")
    code, _, _ = run(words_of(holds, "--resume", folder))
    check(code == 0 and not list(folder.iterdir()), "half a checkpoint is left after the verdict")


def second_search_cut_off(scratch):
    """As long as a counterexample is to be found, there is something to go on with."""
    asked = ["chandy-lamport", "--topology", "ring:3", "--channels", "lossy:1", "--messages", "2", "--property", "terminates"]
    expected = run(words_of(asked))[1]
    folder = scratch / "untold"
    # The second search keeps all layers, and so takes more memory than the first.
    code, out, _ = run(words_of(asked, "--checkpoint", folder, "--every", "0s", "--memory", "300K", "-j", "1"))
    finding = json.loads(out)["properties"][0]
    check(code == 1 and finding["verdict"] == "violated" and finding["trace"] is None, f"found, and not told: {code} {finding}")
    check((folder / "checkpoint").exists(), "no checkpoint is left to find a counterexample with")
    code, out, err = run(words_of(asked, "--resume", folder))
    check(code == 1 and figures(out) == figures(expected), f"another counterexample after going on: {code} {err}")
    check(not list(folder.iterdir()), "a checkpoint is left after the counterexample")


def estimated():
    """What is small is counted, whatever a check can be asked."""
    asked = ["chandy-lamport", "--topology", "ring:2", "--snapshots", "2", "--fall-silent"]
    code, out, err = run([program, "estimate", *asked, "--json"])
    states = json.loads(run(words_of(asked))[1])["states"]
    check(code == 0 and json.loads(out)["states"]["likely"] == states, f"an estimate of {asked}: {code} {err}")


def full_disk_for_a_checkpoint(scratch, folder, expected):
    """The one before it still stands."""
    before = (folder / "checkpoint").read_bytes()
    code, out, err = run(words_of(holds, "--resume", folder, "--every", "0s"), file_size=1000)
    check(code == 3 and json.loads(out)["ending"] == "disk", f"no room for a checkpoint: {code} {err}")
    check([file.name for file in folder.iterdir()] == ["checkpoint"], "half a checkpoint is left")
    check((folder / "checkpoint").read_bytes() == before, "the checkpoint before it is gone")
    code, out, _ = run(words_of(holds, "--resume", folder, "--spill", scratch, "--memory", "400K"))
    check(code == 0 and figures(out) == figures(expected), "resumed with less memory, the figures are others")


def main():
    global program
    parser = argparse.ArgumentParser()
    parser.add_argument("--snapcheck", required=True)
    parser.add_argument("--kills", type=int, default=25)
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.snapcheck).resolve())
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        killed_at_any_moment(scratch, arguments.kills)
        folder, expected = cut_off_and_resumed(scratch)
        refused(scratch, folder)
        full_disk_for_a_checkpoint(scratch, folder, expected)
        spilled(scratch)
        estimated()
        one_at_a_time(scratch)
        second_search_cut_off(scratch)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
