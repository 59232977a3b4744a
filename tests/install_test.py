#!/usr/bin/env python3
"""From a build to an installed package to a checker of one's own: examples/my-variant, in a folder that
knows nothing of the tree, is configured, built and run against what `cmake --install` has copied."""

import argparse
import json
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile


class Failure(Exception):
    """Something is not as it should be; the text says what."""


def demand(condition, what):
    if not condition:
        raise Failure(what)


def run(*words, code=0):
    """Standard output of a command that ends with this exit code."""
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    demand(done.returncode == code, f"{words}: exit {done.returncode} instead of {code}\n{done.stdout}")
    return done.stdout


def check_program(prefix):
    out = run(prefix / "bin/snapcheck", "check", "chandy-lamport", "--quiet")
    demand(out.startswith("HOLDS - complete: 299 states,"), f"the installed program says {out!r}")


def check_needs(prefix):
    """Header-only libraries were compiled in; who links with ours should not have to install them."""
    texts = "".join(path.read_text() for path in prefix.glob("lib*/**/snapcheck-*.cmake"))
    needed = set(re.findall(r"find_dependency\((\w+)", texts))
    linked = set(re.findall(r"LINK_ONLY:(\w+)::", texts))
    demand(linked and linked <= needed, f"{linked} are linked, but only {needed} are looked for")
    demand(needed <= {"Threads", "TBB", "Boost", "fmt", "LibLZMA"}, f"needless: {needed}")


def build_variant(room, prefix, source, compiler):
    folder = room / "elsewhere" / "my-variant"
    shutil.copytree(source / "examples/my-variant", folder)
    run("cmake", "-G", "Ninja", "-S", folder, "-B", folder / "build", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_COMPILER={compiler}", "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")
    commands = json.loads((folder / "build/compile_commands.json").read_text())
    demand(all(str(source) not in command["command"] for command in commands), "the tree itself is on the include path")
    run("cmake", "--build", folder / "build")
    return folder / "build/my-variant"


def check_variant(variant):
    """299 states are what the README has; on `bag`, Chandy-Lamport loses a message in four steps."""
    out = run(variant, "check", "my-variant", "--topology", "ring:3", "--quiet")
    demand(out.startswith("HOLDS - complete: 299 states,"), f"my-variant says {out!r}")
    words = ("--topology", "ring:2", "--channels", "bag", "--property", "no-lost", "--quiet")
    out = run(variant, "check", "my-variant", *words, code=1)
    demand(out == "VIOLATED - no-lost, shortest counterexample 4 steps\n", f"my-variant on bag says {out!r}")
    out = run(variant, "check", "my-varant", code=2)
    demand("did you mean 'my-variant'?" in out, f"a typo gives {out!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", required=True, type=Path)
    parser.add_argument("--build", required=True, type=Path)
    parser.add_argument("--compiler", required=True)
    options = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="install-") as name:
            prefix = Path(name, "prefix")
            run("cmake", "--install", options.build, "--prefix", prefix)
            check_program(prefix)
            check_needs(prefix)
            check_variant(build_variant(Path(name), prefix, options.source.resolve(), options.compiler))
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    print("installed, built against and run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
