#!/usr/bin/env python3
"""The figures of --trace-out FILE.tex compile alone, a page for each counterexample. Exits with 77 without pdflatex."""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

INSTANCES = (
    ["chandy-lamport", "--topology", "ring:2", "--channels", "bag", "--continue"],
    ["chandy-lamport", "--topology", "ring:2", "--channels", "lossy:1", "--continue"],
    ["chandy-lamport", "--topology", "complete:3", "--channels", "bag"],
    ["chandy-lamport:omit-one", "--topology", "pair.dot", "--channels", "bounded:1"],
    ["chandy-lamport", "--topology", "ring:2"],
)


def compile_figures(program, folder, words):
    subprocess.run([program, "check", *words, "--quiet", "--trace-out", "run.tex", "--trace-out", "run.json"],
                   cwd=folder, capture_output=True, timeout=300, check=False)
    done = subprocess.run(["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "run.tex"], cwd=folder,
                          capture_output=True, text=True, errors="replace", timeout=300, check=False)
    traces = len(json.loads(pathlib.Path(folder, "run.json").read_text(encoding="utf-8"))["traces"])
    pages = re.search(r"Output written on run.pdf \((\d+) page", done.stdout)
    if done.returncode != 0 or not pages or int(pages[1]) != max(1, traces):
        return f"{' '.join(words)}: {traces} counterexamples, pdflatex says\n{done.stdout[-2000:]}"
    return "Overfull" in done.stdout and f"{' '.join(words)}: something sticks out:\n{done.stdout[-2000:]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--snapcheck", required=True)
    program = os.path.abspath(parser.parse_args().snapcheck)
    if not shutil.which("pdflatex"):
        print("no pdflatex: install texlive-latex-base and texlive-pictures to have the figures compiled")
        return 77
    wrong = []
    for words in INSTANCES:
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "pair.dot").write_text('digraph { "a_1 {x}" -> "50% & #2"; "50% & #2" -> "a_1 {x}" }')
            wrong += filter(None, [compile_figures(program, folder, words)])
    print("\n".join(wrong) or f"{len(INSTANCES)} documents compiled")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
