#!/usr/bin/env python3
"""Completions, from what the program answers to what a shell makes of a tab.

What may be completed is compared with `--help` and `list --json`, so that a command, an option or a name
that is new and not completed is found here. The shells then get a line with tabs on a terminal, and have
to run what comes of it; one that is not installed is left out.
"""

import argparse
import json
import os
from pathlib import Path
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

passed = failed = 0
program = ""


def check(condition, what):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {what}")


def output(*words):
    return subprocess.run([program, *words], stdout=subprocess.PIPE, text=True, check=True, timeout=60).stdout


def completed(*words):
    """The words that the program offers for the last of these."""
    return [line.split("\t")[0] for line in output("complete", *words).splitlines()]


def helped(*words):
    """What the help names at the beginning of its lines: options, and commands."""
    text = output(*words, "--help")
    options = {name for names in re.findall(r"^  (-[-\w,]+)", text, re.MULTILINE) for name in names.split(",")
               if name.startswith("--")}
    commands = set(re.findall(r"^  (\w+)  ", text.partition("Subcommands:")[2], re.MULTILINE))
    return options, commands


def commands_and_options():
    options, commands = helped()
    check({"check", "list"} <= commands, f"commands of the help: {commands}")
    check(set(completed("")) == commands, f"`complete ''` has {completed('')}, the help {commands}")
    check(set(completed("-")) == options, f"`complete -` has {completed('-')}, the help {options}")
    for command in commands:
        options, _ = helped(command)
        offered = set(completed(command, "-"))
        check(offered == options, f"`complete {command} -` has {offered}, the help {options}")


def names():
    listed = {kind: [row["name"] for row in rows] for kind, rows in json.loads(output("list", "--json")).items()
              if isinstance(rows, list)}
    check(completed("check", "") == listed["algorithms"], "algorithms")
    check(completed("check", "--property", "") == [*listed["properties"], "all"], "properties")
    check(completed("list", "") == list(listed), "lists")
    check("FILE" in completed("check", "--application", ""), "an application may be a file")
    check(completed("check", "--application", "ban") == ["bank:", "FILE"], "an application that takes a number, or a file")
    check(completed("check", "--application", "bank", "--fairness", "") == ["none", "weak", "strong"], "fairness")
    for option, kind in (("--channels", "channels"), ("--topology", "topologies"), ("--application", "applications")):
        offered = completed("check", "--json", option, "")
        for name in listed[kind]:
            beginning = "FILE" if name.startswith("FILE") else re.sub(r":[A-Z0-9].*", ":", name)
            check(beginning in offered, f"{option} does not offer {beginning!r}: {offered}")


def places():
    check(completed("check", "chandy-lamport:no-c") == ["chandy-lamport:no-chan"], "a colon in a name")
    check(completed("check", "--property", "no-lost,no-d") == ["no-lost,no-duplicate"], "the end of a list")
    check(completed("check", "--property=no-l") == ["--property=no-lost"], "a value behind an equals sign")
    check(completed("check", "--topology", "com") == ["complete:", "FILE"], "a word that goes on, or a file")
    check(completed("check", "--trace-out", "x") == ["FILE"], "a file")
    check(completed("check", "--scenario", "a.top", "b") == ["FILE"], "the second of two files")
    check(completed("check", "--scenario", "a.top", "b.events", "lai-y")[:1] == ["lai-yang"], "what comes behind both")
    check(completed("check", "--messages", "") == [], "a number")
    check(completed("check", "-j", "2", "chandy-lamport", "--qu") == ["--quiet"], "an option behind others")
    check("--topology" in completed("check", "chandy-lamport", ""), "options when no argument is missing")
    check(completed("nonsense", "x") == [], "nothing behind nonsense")
    check("no-lost" in completed("smallest", "--violates", ""), "a property by the type of its option")
    check(completed("sweep", "--initiators", "") == ["one", "any"], "the initiators of a sweep")
    for option, words in (("--trace", 4), ("--color", 3)):
        offered = completed("check", option, "")
        check(len(offered) == words, f"{option}: {offered}")
        for word in offered:
            output("check", "chandy-lamport", "--topology", "ring:2", option, word)


def typed(shell, line, environment):
    """What a shell on a terminal shows after this line is typed, until it ends or half a minute is over."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(shell[0], shell, environment)
    os.write(terminal, line.encode())
    shown, end = b"", time.monotonic() + 30
    while time.monotonic() < end and select.select([terminal], [], [], end - time.monotonic())[0]:
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # the shell has ended
            break
    os.close(terminal)
    os.waitpid(child, 0)
    return shown.decode(errors="replace")


TABS = "snapcheck ch\tchandy-lamport:no-c\t--chan\tba\t--topology=ri\t2 --property no-l\t--q\t; exit\n"
RUN = "check chandy-lamport:no-chan --channels bag --topology=ring:2 --property no-lost --quiet"


def in_bash(script, environment):
    text = f"source {script}; complete -p snapcheck"
    done = subprocess.run(["bash", "-c", text], stdout=subprocess.PIPE, text=True, check=True, timeout=60)
    check(done.stdout == "complete -F _snapcheck snapcheck\n", f"bash: {done.stdout!r}")
    start = Path(environment["HOME"], "bashrc")
    start.write_text(f"source {script}\nPS1='> '\n", encoding="utf-8")
    return typed(["bash", "--rcfile", str(start), "-i"], TABS, environment)


def in_zsh(script, environment):
    start = Path(environment["HOME"], ".zshrc")
    shutil.copy(script, Path(environment["HOME"], "_snapcheck"))
    start.write_text("fpath=($HOME $fpath)\nautoload -U compinit && compinit -u\nPS1='> '\n", encoding="utf-8")
    return typed(["zsh", "-i"], TABS, environment)


def in_fish(script, environment):
    def after(line):
        done = subprocess.run(["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"],
                              stdout=subprocess.PIPE, text=True, env=environment, check=True, timeout=60)
        return [row.split("\t")[0] for row in done.stdout.splitlines()]

    check(after("snapcheck check chandy-lamport:no-c") == ["chandy-lamport:no-chan"], "fish: a name")
    check(after("snapcheck check --topology com") == ["complete:"], "fish: a topology")
    check("--channels" in after("snapcheck check --"), "fish: options")
    check(sorted(after("snapcheck ")) == sorted(completed("")), f"fish: commands: {after('snapcheck ')}")


def shells(scripts):
    expected = subprocess.run([program, *RUN.split()], stdout=subprocess.PIPE, text=True, check=False,
                              timeout=60).stdout.strip()
    check(expected.startswith("VIOLATED - no-lost"), f"{RUN}: {expected}")
    for shell, script in scripts.items():
        if not shutil.which(shell):
            print(f"left out: there is no {shell} here")
            continue
        with tempfile.TemporaryDirectory(prefix="shell-") as home:
            Path(home, "snapcheck").symlink_to(program)
            environment = {"PATH": f"{home}:{os.environ['PATH']}", "HOME": home, "TERM": "dumb", "LC_ALL": "C.UTF-8"}
            shown = {"bash": in_bash, "zsh": in_zsh, "fish": in_fish}[shell](script, environment)
            check(shown is None or expected in shown, f"{shell}: {expected!r} is not in\n{shown}")


def main():
    global program
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapcheck", required=True)
    for shell in ("bash", "zsh", "fish"):
        parser.add_argument(f"--{shell}", required=True, type=Path)
    options = parser.parse_args()
    program = os.path.abspath(options.snapcheck)
    for part in (commands_and_options, names, places):
        part()
    shells({shell: getattr(options, shell).resolve() for shell in ("bash", "zsh", "fish")})
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
