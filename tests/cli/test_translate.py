"""`synth translate`, as a person uses it."""

from __future__ import annotations

import json
from pathlib import Path

from synth import bundled


def test_the_command_goes_from_a_string_to_a_string(synth, tmp_path: Path) -> None:
    path = tmp_path / "their.txt"
    path.write_text("werk[tiab] AND kennis[ti]", encoding="utf-8")
    done = synth("translate", path, "--from", "pubmed", "--to", "wos", "--paste")
    assert done.out == 'TS=("werk") AND TI=("kennis")\n'
    assert synth("translate", path, "--from", "pubmed").out.startswith("# Read from a string")


def test_the_command_gives_lines_to_paste(synth) -> None:
    done = synth("translate", bundled.path("queries", "starter.yaml"), "--to", "ebsco", "--lines")
    assert done.out.splitlines()[-1] == "7. (S1 AND S2) OR (S3 AND S4) OR (S5 AND S6)"
    assert "remark:" in done.err


def test_the_command_writes_json_lines(synth) -> None:
    done = synth("translate", bundled.path("queries", "starter.yaml"), "--to", "scopus")
    assert json.loads(done.out.splitlines()[0])["database"] == "scopus"
