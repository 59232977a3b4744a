#!/usr/bin/env python3
"""The lemmas in docs/proof.md: the page has what the program writes, sentence by sentence and picture by picture.

    proof_page.py --snapcheck build/release/snapcheck --root .           compares
    proof_page.py --snapcheck build/release/snapcheck --root . --write   writes them anew
"""

import argparse
import json
from pathlib import Path
import subprocess
import sys
import tempfile
import textwrap

BEGIN, END = "<!-- lemmas: made by tests/proof_page.py -->\n", "<!-- end of lemmas -->\n"
PICTURES = "pictures/proof"


def run(snapcheck, *words, cwd):
    done = subprocess.run([snapcheck, *words], cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        sys.exit(f"proof_page.py: {' '.join(words)}: exit code {done.returncode}: {done.stdout}{done.stderr}")
    return done.stdout


def lemmas(snapcheck, folder):
    """What the program knows of each lemma, and its traces in the folder, each taken again."""
    document = json.loads(run(snapcheck, "prove", "chandy-lamport", "--topology", "ring:2", "--lemmas", "-o", "proof", "--json",
                              cwd=folder))
    for file in sorted((folder / "proof").glob("*.json")):
        run(snapcheck, "replay", file, "--quiet", cwd=folder)
    return document["lemmas"]


def trace_in(folder, name):
    return json.loads((folder / "proof" / f"{name}.json").read_text(encoding="utf-8"))["traces"][0]


def capital(sentence):
    return sentence[0].upper() + sentence[1:]


def where(instance):
    initiators = " and ".join(instance["processes"][p] for p in instance["initiators"])
    return f"`{instance['algorithm']}` on `{instance['channels']}` channels, started by {initiators}"


def wrapped(text):
    return textwrap.fill(text, 110, break_long_words=False, break_on_hyphens=False) + "\n\n"


def section(folder, lemma):
    name = lemma["name"]
    shown, broken = trace_in(folder, name), trace_in(folder, name + "-violated")
    return "".join((
        f"### {name}\n\n",
        wrapped(f"{capital(lemma['meaning'])}. {capital(lemma['because'])}."),
        wrapped(f"At work: {shown['shows']['reason']}"),
        f"![{name} at work]({PICTURES}/{name}.svg)\n\n",
        wrapped(f"Violated by {where(broken['instance'])}: {broken['shows']['reason']}"),
        f"![{name} violated]({PICTURES}/{name}-violated.svg)\n\n",
    ))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--snapcheck", required=True, type=Path)
    parser.add_argument("--root", required=True, type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    page = options.root / "docs/proof.md"
    kept = options.root / "docs" / PICTURES
    wrong = []
    with tempfile.TemporaryDirectory(prefix="proof-") as name:
        folder = Path(name)
        text = "".join(section(folder, lemma) for lemma in lemmas(options.snapcheck.resolve(), folder))
        pictures = {file.name: file.read_bytes() for file in (folder / "proof").glob("*.svg")}
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    there, after = rest.split(END)
    if options.write:
        page.write_text(before + BEGIN + "\n" + text + END + after, encoding="utf-8")
        kept.mkdir(exist_ok=True)
        for file, content in pictures.items():
            (kept / file).write_bytes(content)
    elif there != "\n" + text:
        wrong.append("docs/proof.md says something else of the lemmas than the program")
    if not options.write:
        have = {file.name: file.read_bytes() for file in kept.glob("*.svg")}
        wrong += [f"docs/{PICTURES}/{file} is not what is drawn now"
                  for file in sorted(have.keys() | pictures.keys()) if have.get(file) != pictures.get(file)]
    if wrong:
        sys.exit("\n".join([*wrong, "proof_page.py --write makes it anew: look at it then"]))
    print(f"{len(pictures)} pictures")


if __name__ == "__main__":
    main()
