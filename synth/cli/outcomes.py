"""How searches ended: in words with the remedy, and as an exit code."""

from __future__ import annotations

from collections.abc import Sequence

from synth.cli.options import table
from synth.model import ENDS, SearchRun

EXIT_CODES = {"complete": 0, "empty": 3, "partial": 4, "out-of-budget": 5, "refused": 6, "unreachable": 7}
"""The exit code of `synth search` by how its searches ended; 0 to 2 are those of every command."""


def exit_code(runs: Sequence[SearchRun]) -> int:
    """Return the code of the worst end; that of nothing found only when no search found anything."""
    states = [run.status for run in runs if run.status in EXIT_CODES]
    found = [state for state in states if state != "empty"] or states
    return max((EXIT_CODES[state] for state in found), default=0)


def searches_table(runs: Sequence[SearchRun]) -> list[str]:
    """Return the searches with their counts as columns; a sentence on each that is not complete."""
    counts = ("reported", "fetched", "verified", "no abstract", "rejected", "new")
    head = ("source", "strategy", "status", *counts)
    rows = [
        (
            run.source,
            run.strategy or "-",
            run.status,
            "-" if run.reported is None else run.reported,
            run.fetched,
            run.verified,
            run.unverifiable,
            run.rejected,
            run.new,
        )
        for run in runs
    ]
    return [*table(rows, head=head), *(told for run in runs if (told := _told(run)))]


def _told(run: SearchRun) -> str:
    """What a person must know of a search beside its counts: how it ended, why, and that it can go on."""
    if run.status == "complete":
        return f"{run.source}: {run.note}" if run.note else ""
    return f"{run.source}: {ENDS.get(run.status, run.status)}. {run.note}".rstrip()
