#!/usr/bin/env python3
"""The Debian packages: built by cpack, unpacked into a folder of their own, and used from there."""

import argparse
import gzip
from pathlib import Path
import re
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
TOOLS = ("cpack", "dpkg-deb", "dpkg-shlibdeps", "file", "gzip", "groff")


class Failure(Exception):
    """Something is not as it should be; the text says what."""


def demand(condition, what):
    if not condition:
        raise Failure(what)


def run(*words):
    """What a command prints, on either stream; it has to succeed."""
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False)
    demand(done.returncode == 0, f"{words}: exit {done.returncode}\n{done.stdout}")
    return done.stdout


def packages(build, folder):
    run("cpack", "-G", "DEB", "--config", build / "CPackConfig.cmake", "-B", folder)
    debs = {run("dpkg-deb", "-f", deb, "Package").strip(): deb for deb in folder.glob("*.deb")}
    demand(set(debs) == {"snapcheck", "libsnapcheck-dev"}, f"packages: {debs}")
    return debs


def check_fields(debs):
    needs = run("dpkg-deb", "-f", debs["snapcheck"], "Depends")
    demand("libc6" in needs and "-dev" not in needs, f"snapcheck depends on {needs}")
    needs = run("dpkg-deb", "-f", debs["libsnapcheck-dev"], "Depends")
    demand("libboost-graph-dev" in needs, f"libsnapcheck-dev depends on {needs}")
    for deb in debs.values():
        demand("snapcheck developers" in run("dpkg-deb", "-f", deb, "Maintainer"), f"who maintains {deb.name}")


def unpacked(debs, folder):
    for deb in debs.values():
        run("dpkg-deb", "-x", deb, folder)
    return folder / "usr"


def check_program(usr):
    out = run(usr / "bin/snapcheck", "check", "chandy-lamport", "--quiet")
    demand(out.startswith("HOLDS - complete: 299 states,"), f"the packaged program says {out!r}")


def check_man_page(usr, folder):
    """It renders without a warning, names every option there is, and its examples do what they say."""
    page = folder / "snapcheck.1"
    page.write_bytes(gzip.decompress((usr / "share/man/man1/snapcheck.1.gz").read_bytes()))
    warnings = run("groff", "-man", "-Tutf8", "-ww", "-z", page)
    demand(warnings == "", f"the man page: {warnings}")
    text = run("groff", "-man", "-Tascii", "-P-cbou", page)
    program = usr / "bin/snapcheck"
    commands = [line.split("\t")[0] for line in run(program, "complete", "").splitlines()]
    demand("check" in commands and "list" in commands, f"commands: {commands}")
    for command in commands:
        described = text.partition(f"snapcheck {command} ")[2]
        for option in re.findall(r"^  (?:-[-\w]+,)*(--[\w-]+)", run(program, command, "--help"), re.MULTILINE):
            named = re.search(rf"^ +(-\S+, )*{option}( |$)", described, re.MULTILINE)
            demand(named or option == "--help", f"the man page has no {option} of {command}")
    examples = re.findall(r"^ +(snapcheck \w+ .*)$", text.partition("\nEXAMPLES\n")[2], re.MULTILINE)
    demand(len(examples) >= 3, f"examples: {examples}")
    for example in examples:
        done = subprocess.run([program, *example.split()[1:]], stdout=subprocess.DEVNULL, check=False)
        demand(done.returncode == (1 if "bag" in example else 0), f"{example}: exit {done.returncode}")


def check_documents(usr):
    for package in ("snapcheck", "libsnapcheck-dev"):
        demand("MIT License" in (usr / "share/doc" / package / "copyright").read_text(), f"copyright of {package}")
        changes = gzip.decompress((usr / "share/doc" / package / "changelog.gz").read_bytes())
        demand(b"# Changelog" in changes, f"changelog of {package}")
    example = usr / "share/doc/libsnapcheck-dev/examples/my-variant/CMakeLists.txt"
    demand("find_package(snapcheck" in example.read_text(), "the example")


def check_completions(usr):
    print(run(sys.executable, Path(__file__).with_name("usage_completions.py"), "--snapcheck", usr / "bin/snapcheck",
              "--bash", usr / "share/bash-completion/completions/snapcheck",
              "--zsh", usr / "share/zsh/vendor-completions/_snapcheck",
              "--fish", usr / "share/fish/vendor_completions.d/snapcheck.fish"), end="")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", required=True, type=Path)
    options = parser.parse_args()
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        print(f"skipped, there is no {', '.join(missing)} here")
        return SKIPPED
    try:
        with tempfile.TemporaryDirectory(prefix="deb-") as name:
            debs = packages(options.build.resolve(), Path(name, "debs"))
            check_fields(debs)
            usr = unpacked(debs, Path(name, "root"))
            check_program(usr)
            check_man_page(usr, Path(name))
            check_documents(usr)
            check_completions(usr)
    except Failure as failure:
        print(f"FAILED: {failure}")
        return 1
    print("packed, unpacked and used")
    return 0


if __name__ == "__main__":
    sys.exit(main())
