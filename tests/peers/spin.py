"""Asks SPIN: generate its verifier, compile it, run it, read its text.

`-o1 -o2` keep SPIN from leaving out variables that nothing depends on, and -DNOREDUCE from
leaving out interleavings; both are what it does by default, and both change the counts.
"""

from dataclasses import replace
import re

from opinion import Opinion, PeerError, need, output_of
import promela

TOOLS = ("spin", "gcc")
QUICK_TO_COMPILE = ("-O1",)
# More than any run of these finite networks is long; the default of 10000 would do as well.
LONGEST_RUN = 100000


def build(instance, directory, flags=QUICK_TO_COMPILE, compact=False):
    """Leaves the verifier `pan` in the directory and returns its path."""
    need(*TOOLS)
    (directory / "network.pml").write_text(promela.model(instance, compact), encoding="ascii")
    output_of(["spin", "-o1", "-o2", "-a", "network.pml"], directory)
    output_of(["gcc", *flags, "-w", "-DSAFETY", "-DNOREDUCE", "-o", "pan", "pan.c"], directory)
    return directory / "pan"


def command(pan, slots=20, option="-c1"):
    """A run that ends at the first violation. Slots are a power of two."""
    return [pan, option, f"-m{LONGEST_RUN}", f"-w{slots}"]


def command_to_count(pan):
    """A run that sees every state: it judges nothing, for it would print every violation."""
    return command(pan, option="-A")


def read(text):
    """The opinion in what `pan` printed; it exits with 0 whatever it finds."""
    if "max search depth too small" in text or "out of memory" in text:
        raise PeerError(f"SPIN did not finish:\n{text.strip()}")
    states = number(r"^\s*(\S+) states, stored", text)
    transitions = number(r"^\s*(\S+) transitions \(= stored\+matched\)", text)
    errors = number(r"errors: (\S+)", text)
    # Its transitions are arrivals, and it arrives in the initial state too.
    return Opinion(states, transitions - 1, errors == 0)


def number(pattern, text):
    found = re.search(pattern, text, re.MULTILINE)
    if not found:
        raise PeerError(f"SPIN printed no figure where {pattern} was looked for:\n{text.strip()}")
    if not found[1].isdigit():  # from 10^8 on it rounds to eight digits: 1.0123457e+08
        raise PeerError(f"SPIN rounded a figure to {found[1]}: the instance is too large for it")
    return int(found[1])


def ask(instance, directory):
    """One instance, from nothing to an opinion."""
    pan = build(instance, directory)
    opinion = read(output_of(command(pan), directory))
    if opinion.holds:
        return opinion
    return replace(read(output_of(command_to_count(pan), directory)), holds=False)
