"""Searches that are killed and whose servers fail end with the records of an undisturbed run."""

import sys

from tests.torture import kill


def test_three_runs_with_failures_and_kills_lose_nothing_and_add_nothing(monkeypatch, capsys):
    """The full check is `python -m tests.torture.kill`; this is a small one."""
    monkeypatch.setattr(sys, "argv", ["kill", "--runs", "3", "--works", "400"])
    assert kill.main() == 0, capsys.readouterr().out
    assert "lost=0 extra=0 different=0" in capsys.readouterr().out
