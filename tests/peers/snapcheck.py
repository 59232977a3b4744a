"""Asks snapcheck itself, the way a script would: by its command line and its JSON."""

import json

from instance import PROPERTIES
from opinion import Opinion, PeerError, output_of

# The exit codes of a search that ended with a verdict: it holds, it is violated.
DECIDED = (0, 1)


def command(binary, instance, *options):
    """The command line that checks the instance and prints JSON."""
    workload = ["--messages", instance.messages]
    if instance.budget:
        workload = ["--budget", ",".join(map(str, instance.budget))]
    return [
        *(binary, "check", instance.algorithm),
        *("--topology", instance.topology),
        *("--channels", instance.discipline),
        *workload,
        *("--initiators", ",".join(map(str, instance.initiators))),
        *("--json", *options),
    ]


def document(text):
    """What it printed, as a dictionary."""
    try:
        return json.loads(text)
    except ValueError as error:
        raise PeerError(f"snapcheck printed no JSON:\n{text.strip()[:2000]}") from error


def read(text):
    """The opinion in its JSON."""
    try:
        report = document(text)
        if report["verdict"] not in ("holds", "violated"):
            raise PeerError(f"snapcheck reached no verdict: {report['verdict']}")
        violated = {
            judged["name"] for judged in report["properties"] if judged["verdict"] == "violated"
        }
        return Opinion(
            report["states"],
            report["transitions"],
            report["verdict"] == "holds",
            frozenset(violated.intersection(PROPERTIES)),
        )
    except (KeyError, TypeError) as error:
        said = text.strip()[:2000]
        raise PeerError(f"snapcheck printed unexpected JSON, {error!r}:\n{said}") from error


def ask(binary, instance, directory):
    """One instance, all of its states, whatever is violated on the way."""
    return read(output_of(command(binary, instance, "--continue"), directory, DECIDED))
