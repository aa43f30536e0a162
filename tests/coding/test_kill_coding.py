"""A few runs of `tests.coding.kill_coding`; a hundred are in docs/benchmarks.md."""

from __future__ import annotations

from pathlib import Path

from tests.coding.kill_coding import bad, kill_runs, told


def test_nothing_that_was_acknowledged_is_lost_by_a_kill(tmp_path: Path) -> None:
    figures = kill_runs(tmp_path / "review", runs=4, seed=2)
    assert figures.killed == 4
    assert not bad(figures), told(figures)
