"""Runs every command of README.md, docs/ and examples/, and compares what it prints with what the page says.

    python3 docs_commands.py --snapcheck build/release/snapcheck --root . [--program NAME=PATH]...

What a page may hold:

    ```console          a line `$ command` is run by bash in a directory that is empty but for the
                        page's own files and docs/examples; the lines up to the next `$` are its output, stdout and
                        stderr together. A line `...` stands for any lines; a last line `[exit N]`
                        gives the exit code, else it is 0. Times and memory are not compared.
    ```dot FILE         (or any other word, and a FILE without a slash) a file for later commands
    ```cpp PATH         (or any other word, and a PATH with a slash) an excerpt: these lines stand in
                        the file of the tree, one after the other

`./run` and `snapcheck` are the program that is tested, `./NAME` and `build/NAME` one given by
--program, and `docs/examples/*.py`, `tests/second_source/*.py` and
`tools/*.py` the files of the tree. Commands that set up or
build something are listed and not run. Links to files of the tree have to lead somewhere.
"""

import argparse
from dataclasses import dataclass
import os
from pathlib import Path
import re
import subprocess
import sys
import tempfile

NOT_RUN = ("./test", ".ci/run", "cmake", "docker", "ctest", "git", "g++", "sudo", "scripts/coverage")
SECONDS_A_COMMAND = 300


@dataclass(frozen=True)
class Block:
    """A fenced block: the words after the fence, and its lines with the number of the first."""

    page: Path
    words: tuple[str, ...]
    first_line: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    page: Path
    line: int
    text: str
    expected: tuple[str, ...]
    exit_code: int


class Mismatch(Exception):
    """What a page says is not so; its text is one line."""


def parts_of(page):
    """The fenced blocks of a page, and its other lines with their numbers."""
    blocks, prose, words = [], [], None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.match(r"```(.*)", line)
        if fence and words is None:
            words, first, lines = tuple(fence[1].split()), number + 1, []
        elif fence:
            blocks.append(Block(page, words, first, tuple(lines)))
            words = None
        elif words is None:
            prose.append((number, line))
        else:
            lines.append(line)
    return blocks, prose


def commands_of(block):
    """A `$` begins a command; a here-document goes on to its end word."""
    lines, at = block.lines, 0
    while at < len(lines):
        if not lines[at].startswith("$ "):
            raise Mismatch(f"{lines[at]!r} stands before the first command")
        number, text = block.first_line + at, [lines[at][2:]]
        at += 1
        here = re.search(r"<<'?(\w+)'?", text[0])
        while here and at < len(lines) and text[-1] != here[1]:
            text.append(lines[at])
            at += 1
        end = next((i for i in range(at, len(lines)) if lines[i].startswith("$ ")), len(lines))
        output, at = [line.rstrip() for line in lines[at:end]], end
        code = re.fullmatch(r"\[exit (\d+)\]", output[-1]) if output else None
        yield Command(
            block.page,
            number,
            "\n".join(text),
            tuple(output[:-1] if code else output),
            int(code[1]) if code else 0,
        )


def comparable(text):
    """Lines without what differs from run to run and from machine to machine."""
    text = re.sub(r"\b\d+\.\d+ s\b", "0.00 s", text)
    text = re.sub(r'"(seconds|peak_bytes|workers)": [\d.e+-]+', r'"\1": 0', text)
    return [line.rstrip() for line in text.splitlines()]


def difference(expected, actual):
    """None, or what is wrong in words. `ways` are the lines that may come next."""
    ways = {0}
    for line in expected:
        reached = max(ways)
        if line == "...":
            ways = set(range(min(ways), len(actual) + 1))
        else:
            ways = {at + 1 for at in ways if at < len(actual) and actual[at] == line}
        if not ways:
            there = repr(actual[reached]) if reached < len(actual) else "the end"
            return f"expected {line!r}, got {there}"
    if len(actual) in ways:
        return None
    return f"there is more: {actual[max(ways)]!r}"


class Runner:
    def __init__(self, root, programs):
        self.root = root
        self.programs = programs
        self.outcomes = {"passed": 0, "failed": 0, "skipped": 0}
        self.files = {}  # of the page that is being read, by name

    def note(self, outcome, page, line, words=""):
        self.outcomes[outcome] += 1
        if outcome != "passed":
            print(f"{outcome} {page.relative_to(self.root)}:{line}: {words}", flush=True)

    def read(self, page):
        self.files = {}
        blocks, prose = parts_of(page)
        self.check_links(page, prose)
        for block in blocks:
            try:
                self.take(block)
            except Mismatch as mismatch:
                self.note("failed", page, block.first_line, mismatch)

    def take(self, block):
        language, name = (*block.words, "", "")[:2]
        if language == "console":
            for command in commands_of(block):
                self.run(command)
        elif "/" in name:
            self.check_excerpt(block, name)
        elif name:
            self.files[name] = "".join(line + "\n" for line in block.lines)

    def check_excerpt(self, block, name):
        file = self.root / name
        if not file.is_file():
            raise Mismatch(f"an excerpt of {name}, which is not there")
        if "\n".join(block.lines) not in file.read_text(encoding="utf-8"):
            raise Mismatch(f"not an excerpt of {name} any more")
        self.note("passed", block.page, block.first_line)

    def check_links(self, page, prose):
        for number, line in prose:
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", line):
                if "://" not in target and not (page.parent / target).exists():
                    self.note("failed", page, number, f"a link to {target}, which is not there")

    def run(self, command):
        runnable = self.translated(command.text)
        if runnable is None:
            self.note("skipped", command.page, command.line, command.text)
            return
        wrong = self.compare(command, runnable)
        self.note(
            "failed" if wrong else "passed", command.page, command.line, f"{command.text}: {wrong}"
        )

    def translated(self, text):
        """What bash is given; None for what is not run here."""
        text = text.replace("python3 tools/", f"python3 -B {self.root}/tools/")
        first, _, rest = text.partition(" ")
        if first in NOT_RUN:
            return None
        if first == "python3":
            return re.sub(r"(docs/examples|tests/second_source)/", rf"{self.root}/\1/", text)
        name = "snapcheck" if first == "./run" else re.sub(r"^(\./|build/)", "", first)
        if name in self.programs:
            return f"{name} {rest}"
        return None if name != first else text

    def compare(self, command, runnable):
        with tempfile.TemporaryDirectory(prefix="docs-") as name:
            there, path = Path(name, "work"), Path(name, "bin")
            (there / "docs").mkdir(parents=True)
            (there / "docs/examples").symlink_to(self.root / "docs/examples")
            path.mkdir()
            for program, binary in self.programs.items():
                (path / program).symlink_to(binary)
            for file, text in self.files.items():
                (there / file).write_text(text, encoding="utf-8")
            environment = {"PATH": f"{path}:{os.environ.get('PATH', '')}", "LC_ALL": "C.UTF-8"}
            environment |= {k: v for k, v in os.environ.items() if k.endswith("SAN_OPTIONS")}
            try:
                result = subprocess.run(
                    ["bash", "-c", runnable],
                    cwd=there,
                    env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    encoding="utf-8",
                    timeout=SECONDS_A_COMMAND,
                )
            except subprocess.TimeoutExpired:
                return f"still running after {SECONDS_A_COMMAND} s"
        wrong = difference(comparable("\n".join(command.expected)), comparable(result.stdout))
        if wrong is None and result.returncode != command.exit_code:
            wrong = f"exit code {result.returncode}, expected {command.exit_code}"
        return wrong


def pages_of(root):
    folders = (root / "docs", root / "examples")
    return [root / "README.md", *(page for folder in folders for page in sorted(folder.rglob("*.md")))]


def main():
    parser = argparse.ArgumentParser(description="Run the commands of the documents.")
    parser.add_argument("--snapcheck", required=True, type=Path, metavar="PATH")
    parser.add_argument("--root", required=True, type=Path, metavar="DIR")
    parser.add_argument("--program", action="append", default=[], metavar="NAME=PATH")
    options = parser.parse_args()
    given = dict(program.split("=", 1) for program in options.program)
    programs = {name: Path(path).resolve() for name, path in given.items()}
    programs["snapcheck"] = options.snapcheck.resolve()
    missing = [str(path) for path in programs.values() if not path.is_file()]
    if missing:
        print(f"not there: {', '.join(missing)}")
        return 1
    runner = Runner(options.root.resolve(), programs)
    for page in pages_of(runner.root):
        runner.read(page)
    print(f"{runner.outcomes['passed']} passed, {runner.outcomes['failed']} failed")
    return 0 if runner.outcomes["passed"] and not runner.outcomes["failed"] else 1


if __name__ == "__main__":
    sys.exit(main())
