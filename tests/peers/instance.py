"""What is checked, said once for every peer.

The peers are other people's model checkers. They are worth asking only if nothing of snapcheck
reaches them, so this module knows networks and mutants from their definitions, and shares no
line with the program. The two generators beside it each write the algorithm in their own
language; this is all that they have in common.
"""

from dataclasses import dataclass
import re

ALGORITHM = "chandy-lamport"
NO_CHANNELS = ALGORITHM + ":no-chan"
IMPATIENT = ALGORITHM + ":impatient"
OMIT_ONE = ALGORITHM + ":omit-one"
ALGORITHMS = (ALGORITHM, NO_CHANNELS, IMPATIENT, OMIT_ONE)
DISCIPLINES = ("fifo", "bag")

# A fifo channel with all of them and a marker still fits into the 31 bits of an `int`.
MOST_MESSAGES = 6

# Those that can be read off one state; every peer judges all of them.
PROPERTIES = (
    "no-lost",
    "no-orphan",
    "no-orphan-in-channel",
    "no-duplicate",
    "exact-channels",
    "conserved",
    "records-in-time",
    "post-marker-unrecorded",
    "terminates",
)


@dataclass(frozen=True)
class Channel:
    """An edge of the network; `capacity` is the largest number of messages it may ever carry."""

    number: int
    source: int
    target: int
    capacity: int


@dataclass(frozen=True)
class Instance:
    """One algorithm on one network with one workload."""

    algorithm: str = ALGORITHM
    topology: str = "ring:3"
    discipline: str = "fifo"
    messages: int = 1
    initiators: tuple[int, ...] = (0,)
    budget: tuple[int, ...] | None = None  # sends of each process, instead of `messages`

    def __post_init__(self):
        if self.algorithm not in ALGORITHMS:
            raise ValueError(f"algorithm {self.algorithm}: one of {', '.join(ALGORITHMS)}")
        if self.discipline not in DISCIPLINES:
            raise ValueError(f"channels {self.discipline}: one of {', '.join(DISCIPLINES)}")
        if self.budget and len(self.budget) != self.processes:
            raise ValueError(f"budget: {self.processes} numbers are needed, one for each process")
        if any(channel.source == channel.target for channel in self.channels):
            raise ValueError(f"topology {self.topology}: a channel joins two processes")
        if not all(0 <= channel.capacity <= MOST_MESSAGES for channel in self.channels):
            raise ValueError(f"messages of a channel: 0 to {MOST_MESSAGES}, to fit into a number")
        if not self.initiators or not set(self.initiators) <= set(range(self.processes)):
            raise ValueError(f"initiators: processes below {self.processes}, at least one")

    @property
    def processes(self):
        return 1 + max(max(edge) for edge in edges(self.topology))

    @property
    def channels(self):
        limit = self.budget or (self.messages,) * self.processes
        return [
            Channel(number, source, target, limit[source])
            for number, (source, target) in enumerate(edges(self.topology))
        ]

    def outputs(self, process):
        return [channel for channel in self.channels if channel.source == process]

    def inputs(self, process):
        return [channel for channel in self.channels if channel.target == process]

    @property
    def records_channels(self):
        return self.algorithm != NO_CHANNELS

    def markers(self, process):
        """The channels on which a process sends its marker when it records."""
        outputs = self.outputs(process)
        forgetful = self.algorithm == OMIT_ONE and process == 0
        return outputs[1:] if forgetful else outputs

    def closed_by(self, channel):
        """The channels that are no longer recorded once a marker came out of `channel`."""
        return self.inputs(channel.target) if self.algorithm == IMPATIENT else [channel]

    def __str__(self):
        workload = f"m={self.messages}"
        if self.budget:
            workload = f"budget={','.join(map(str, self.budget))}"
        starts = ",".join(map(str, self.initiators))
        return f"{self.algorithm} {self.topology} {self.discipline} {workload} initiators={starts}"


def edges(topology):
    """The edges of `ring:3` and its like, in ascending order."""
    family, _, rest = topology.partition(":")
    if family == "edges" and re.fullmatch(r"\d+-\d+(,\d+-\d+)*", rest):
        listed = [tuple(map(int, edge.split("-"))) for edge in rest.split(",")]
    elif family in FAMILIES and rest.isdigit() and int(rest) > 1:
        listed = FAMILIES[family](int(rest))
    else:
        known = ", ".join(f"{name}:N" for name in FAMILIES)
        raise ValueError(f"topology {topology}: {known} with N above 1, or edges:0-1,1-0")
    return sorted(set(listed))


def both_ways(pairs):
    return [edge for i, j in pairs for edge in ((i, j), (j, i))]


FAMILIES = {
    "ring": lambda n: [(i, (i + 1) % n) for i in range(n)],
    "line": lambda n: both_ways((i, i + 1) for i in range(n - 1)),
    "star": lambda n: both_ways((0, i) for i in range(1, n)),
    "complete": lambda n: [(i, j) for i in range(n) for j in range(n) if i != j],
}


def numbers(text):
    """`0,2` as a tuple, for command lines."""
    return tuple(int(number) for number in text.split(","))


def add_options(parser):
    """The options that describe an instance, named as snapcheck names them."""
    parser.add_argument("--algorithm", default=ALGORITHM, choices=ALGORITHMS)
    parser.add_argument("--topology", default="ring:3")
    parser.add_argument("--channels", default="fifo", choices=DISCIPLINES)
    parser.add_argument("--messages", type=int, default=1)
    parser.add_argument("--budget", type=numbers)
    parser.add_argument("--initiators", type=numbers, default=(0,))


def from_options(options):
    return Instance(
        options.algorithm,
        options.topology,
        options.channels,
        options.messages,
        options.initiators,
        options.budget,
    )
