"""People overrule what the rules propose, with a reason, and can take it back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synth.cli import run


@pytest.fixture(scope="module")
def review(replicated: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(replicated("tno-2011"), tmp_path_factory.mktemp("assess") / "review"))


def synthesis(folder: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    capsys.readouterr()
    assert run(["synthesize", "--json", "-C", str(folder)]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_ruling_counts_beside_what_was_computed_until_it_is_taken_back(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gap = "G-absent-perspective-client"
    where = ["-C", str(review), "--coder", "ann"]
    assert run(["assess", gap, "--status", "rejected", "--reason", "They were heard.", *where]) == 0
    found = {one["id"]: one for one in synthesis(review, capsys)["gaps"]}
    assert (found[gap]["status"], found[gap]["place"]) == ("rejected", "rejected")
    assert found[gap]["status_ruling"]["reason"] == "They were heard."
    assert found[gap]["priority"]["rank"] == len(found)
    assert run(["assess", gap, "--undo", "status", "--reason", "Not after all.", *where]) == 0
    found = {one["id"]: one for one in synthesis(review, capsys)["gaps"]}
    assert (found[gap]["status"], found[gap]["place"]) == ("proposed", "shown")


def test_the_confidence_of_a_finding_keeps_what_was_computed(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finding = synthesis(review, capsys)["findings"][0]
    where = ["-C", str(review), "--reason", "Checked by hand."]
    assert run(["assess", finding["id"], "--confidence", "substantial", *where]) == 0
    made = synthesis(review, capsys)["findings"][0]["confidence"]
    assert (made["level"], made["computed"]) == ("substantial", finding["confidence"]["computed"])
    assert made["label"]["de"] == "hoch"
    assert made["ruling"]["reason"] == "Checked by hand."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["F-nothing", "--confidence", "limited", "--reason", "x"], "There is no finding `F-nothing`"),
        (["G-absent-perspective-client", "--priority", "high"], "needs a reason"),
        (["G-absent-perspective-client", "--priority", "urgent", "--reason", "x"], "is no priority"),
        (["G-absent-perspective-client", "--undo", "priority", "--reason", "x"], "Nobody assessed"),
        (["--priority", "high", "--reason", "x"], "Of what is it said?"),
        (["G-absent-perspective-client"], "Nothing was said of it"),
    ],
)
def test_what_does_not_fit_is_refused(
    review: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert run(["assess", *arguments, "-C", str(review)]) == 2
    assert said in capsys.readouterr().err
