"""Show what ranking and stopping would have saved on labelled records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from synth.cli.options import emit, table

HEAD = ("set", "records", "relevant", "recall at 10 %", "WSS@95", "ATD", "loss", "NDCG")
STOP_HEAD = ("set", "rule", "read", "recall", "lowest recall")


def simulate_files(paths: Sequence[str], seeds: int, *, as_json: bool) -> None:
    """Simulate screening of each file and print the measures and what each stopping rule would have done."""
    from synth.simulating import simulate_file

    missing = [path for path in paths if not Path(path).is_file()]
    if missing or not paths:
        raise click.UsageError(f"There is no file {missing[0]}." if missing else "Name a file with labels.")
    sets = [simulate_file(Path(path), range(1, seeds + 1)) for path in paths]
    lines = [
        *table([_measures(one) for one in sets], head=HEAD),
        "",
        *table([_stop(one, stop) for one in sets for stop in one["stops"]], head=STOP_HEAD),
        "",
        f"Medians over {seeds} starts. Each rule aims at 95 % recall with 95 % confidence.",
    ]
    emit({"sets": sets}, lines, as_json=as_json)


def _measures(one: dict[str, Any]) -> tuple[str, ...]:
    figures = (f"{one[name]:.3f}" for name in ("early", "wss", "atd", "loss", "ndcg"))
    return (one["set"], str(one["records"]), str(one["relevant"]), *figures)


def _stop(one: dict[str, Any], stop: dict[str, Any]) -> tuple[str, ...]:
    return (one["set"], stop["rule"], f"{stop['read']:.0%}", f"{stop['recall']:.3f}", f"{stop['lowest']:.3f}")
