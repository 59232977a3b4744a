"""Runs of applications that tests draw, read and take again."""

import pathlib

GREEDY = str(pathlib.Path(__file__).resolve().parent.parent / "docs/examples/applications/greedy_server.toml")

# The two wrong counts of example 2.1, lassos with and without a cycle, on fifo and on bag, and an invariant.
LATE = ("chandy-lamport:late-marker", "--application", "single-token", "--property", "conserved,no-orphan")
LATER = ("chandy-lamport:record-later", "--application", "single-token", "--property", "conserved")
LASSO = ("chandy-lamport", "--application", GREEDY, "--property", "terminates", "--fairness", "none")
REST = ("chandy-lamport:no-relay", "--application", "single-token", "--property", "terminates")
BAG = ("chandy-lamport", "--application", "token-ring:3", "--channels", "bag", "--property", "terminates", "--fairness", "none")
INVARIANT = ("chandy-lamport", "--application", "single-token", "--property", "terminates", "--invariant", "not p.s0")
