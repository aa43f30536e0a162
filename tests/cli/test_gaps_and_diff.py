"""Gaps beside a published list, and two states side by side, on the command line."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synth.cli import run
from synth.cli.gaps import TYPES
from synth.synthesis.gaps import TYPE_ORDER


@pytest.fixture(scope="module")
def review(replicated: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(replicated("tno-2011"), tmp_path_factory.mktemp("gaps") / "review"))


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    capsys.readouterr()
    assert run([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_type_can_be_asked_for() -> None:
    assert TYPES == TYPE_ORDER


def test_a_link_counts_until_it_is_taken_back(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["gaps", "--compare", "movisie-2016", "-C", str(review)]
    gap = "G-absent-perspective-client"
    assert said(capsys, *where)["counts"]["open"] == 7
    linked = said(capsys, *where, "--link", f"client={gap}", "--reason", "The same.", "--coder", "ann")
    assert linked["counts"]["found"] == 1
    (client,) = (one for one in linked["statements"] if one["id"] == "client")
    assert (client["links"][0]["gap"], client["links"][0]["coder"]) == (gap, "ann")
    assert (
        said(capsys, *where, "--link", "vision=", "--verdict", "none", "--reason", "No rule.")["counts"][
            "missed"
        ]
        == 1
    )
    assert said(capsys, *where, "--unlink", f"client={gap}")["counts"]["found"] == 0


def test_one_command_leads_from_an_id_to_its_works_and_passages(
    review: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = said(capsys, "synthesize", "-C", str(review))
    finding = made["findings"][0]
    shown = said(capsys, "show", finding["id"], "-C", str(review))
    assert [one["key"] for one in shown["works"]] == finding["works"]
    assert [one["id"] for one in shown["passages"]] == finding["passages"]
    assert run(["show", "factor=" + finding["factor"], "-l", "nl", "-C", str(review)]) == 0
    told = capsys.readouterr().out
    assert all(f"  {one['id']}" in told for one in shown["passages"])
    assert run(["show", "F-nothing", "-C", str(review)]) == 2
    assert "Nothing in the synthesis is called `F-nothing`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--link", "client=G-x"], "needs a list"),
        (["--compare", "movisie-2016", "--link", "client=G-x", "--reason", "x"], "There is no gap `G-x`"),
        (["--compare", "movisie-2016", "--link", "nobody=G-x", "--reason", "x"], "no statement `nobody`"),
        (["--compare", "movisie-2016", "--link", "client"], "Which gap?"),
        (["--compare", "movisie-2016", "--link", "client=G-x"], "needs a reason"),
        (["--compare", "movisie-2016", "--link", "client=", "--reason", "x"], "names a gap, or says none"),
        (["--compare", "nothing"], "no list of gaps called `nothing`. There is: movisie-2016, tno-2011."),
    ],
)
def test_links_that_cannot_be_are_refused(
    review: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(["gaps", "-C", str(review), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_one_changed_decision_shows_what_moves(review: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = review.parent / "before.json"
    assert run(["synthesize", "--json", "-C", str(review)]) == 0
    before.write_text(capsys.readouterr().out, encoding="utf-8")
    assert said(capsys, "diff", str(before), str(review))["causes"]["works_out"] == []
    out = ["--verdict", "exclude", "--criterion", "no-factors", "--coder", "tno-2011"]
    assert run(["screen", "collewet-2010", "-C", str(review), "--stage", "full-text", *out]) == 0
    made = said(capsys, "diff", str(before), str(review))
    assert made["causes"]["works_out"] == ["collewet-2010"]
    vanished = {one["id"]: one["because"] for one in made["gaps"]["vanished"]}
    assert vanished["G-contradictory-protocols-and-validated-instruments"]["works_out"] == ["collewet-2010"]
    assert run(["diff", str(before), str(review)]) == 0
    assert "Gaps that vanished" in capsys.readouterr().out
    for language, out, why in (
        ("nl", "publicaties eruit: collewet-2010", "reden: "),
        ("de", "Veröffentlichungen weg", "Grund: "),
    ):
        assert run(["diff", str(before), str(review), "-l", language]) == 0
        told = capsys.readouterr().out
        assert out in told and why in told
        assert not re.search("works|because|corpus|elsewhere|True", re.sub(r"\b[FG]-\S+|“[^”]*”", "", told))


def test_what_is_no_state_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "other.json"
    file.write_text("[]", encoding="utf-8")
    assert run(["diff", str(file), str(file)]) == 2
    assert "is no synthesis" in capsys.readouterr().err
    file.write_text('{"findings": ' + "[" * 200_000 + "]" * 200_000 + "}", encoding="utf-8")
    assert run(["diff", str(file), str(file)]) == 2
    assert "cannot be read as a synthesis" in capsys.readouterr().err
