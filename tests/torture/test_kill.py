"""A search that is killed and run again ends with the records of an undisturbed run."""

import sys

import pytest

from tests.torture import kill


@pytest.mark.slow
def test_killed_twice_and_resumed(tmp_path, monkeypatch, capsys):
    """The full check over real works is `python -m tests.torture.kill`; this is a small one."""
    path = tmp_path / "works.jsonl"
    path.write_text("\n".join(kill.made_up(1500)), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["kill", str(path), "--kills", "2", "--term", "study"])
    assert kill.main() == 0, capsys.readouterr().out
