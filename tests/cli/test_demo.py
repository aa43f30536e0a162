"""The demonstration: the whole job, offline, and the trail behind each number."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

KEYS = {
    "review",
    "searches",
    "records",
    "works",
    "included",
    "passages",
    "codings",
    "findings",
    "gaps",
    "files",
}


@pytest.fixture(scope="module")
def folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, in which it runs again and again."""
    return Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("again") / "synth-demo"))


@pytest.fixture(scope="module")
def outcome(folder: Path) -> dict:
    from synth.demo import demo

    return demo(folder)


def test_it_has_the_documented_keys(outcome: dict) -> None:
    assert set(outcome) == KEYS


def test_both_exports_are_searched_and_hand_picked_works_come_in(outcome: dict) -> None:
    assert {run["source"] for run in outcome["searches"]} == {
        "corpus/export-a.ris",
        "corpus/export-b.bib",
        "added",
    }
    for run in outcome["searches"]:
        judged = run["verified"] + run["unverifiable"] + run["rejected"]
        assert run["fetched"] == run["reported"]
        assert judged in (run["fetched"], 0)


def test_duplicates_are_found(outcome: dict) -> None:
    assert 0 < outcome["included"] <= outcome["works"] < outcome["records"]


def test_every_determinant_has_findings(outcome: dict) -> None:
    determinants = {finding["determinant"] for finding in outcome["findings"]}
    assert determinants == {"innovation", "user", "organisation", "sociopolitical"}


def test_there_are_typed_gaps_with_statement_and_counts(outcome: dict) -> None:
    assert outcome["gaps"]
    for gap in outcome["gaps"]:
        assert gap["statement"]["nl"]
        assert gap["statement"]["en"]
        assert gap["basis"]


def test_running_it_again_changes_nothing(outcome: dict, folder: Path) -> None:
    from synth.demo import demo

    before = (folder / "report" / "synthesis.json").read_bytes()
    assert demo(folder) == outcome
    assert (folder / "report" / "synthesis.json").read_bytes() == before


def test_the_terminal_tells_the_same_story(synth, outcome: dict, folder: Path) -> None:
    done = synth("demo", folder)
    assert done.code == 0
    assert f"{outcome['records']} records describe {outcome['works']} works" in done.out
    assert "report.nl.html" in done.out
