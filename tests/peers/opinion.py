"""What a checker says about an instance, in the terms that all three share.

Each of them prints these things in its own words; `spin.py` and `rumur.py` translate. What they
cannot translate with certainty they refuse: a count that was rounded, or of a search that was
cut short, would agree with nothing or, worse, with something.
"""

from dataclasses import dataclass
import shutil
import subprocess


class PeerError(Exception):
    """A tool is missing, or did not do its work; the text says which and what it said."""


@dataclass(frozen=True)
class Opinion:
    """Counts and verdict. `violated` names the properties, where the tool can name them."""

    states: int
    transitions: int
    holds: bool
    violated: frozenset[str] | None = None

    def __str__(self):
        verdict = "holds" if self.holds else "violated"
        return f"{self.states} states, {self.transitions} transitions, {verdict}"


def need(*tools):
    """Raises unless all the tools are installed."""
    missing = [str(tool) for tool in tools if shutil.which(tool) is None]
    if missing:
        raise PeerError(f"{', '.join(missing)}: not there, and nothing can be compared without")


def output_of(command, directory, accepted=(0,)):
    """Runs a command to its end and returns what it printed."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode not in accepted:
        line = " ".join(map(str, command))
        raise PeerError(f"exit code {done.returncode} from {line}\n{done.stdout.strip()[-2000:]}")
    return done.stdout
