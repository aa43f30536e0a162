"""Known works against strategies, in files and in a review."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from synth import bundled
from synth.errors import FileError
from synth.replicating import Collection, Given, replicate, replicate_files
from synth.replication.standing import Looked
from synth.strategy.file import load_strategy
from tests.replication.made import STRATEGY, work

TNO = load_strategy(bundled.path("queries", "tno-2011.yaml"))
CORPUS = bundled.path("corpus", "tno-2011")


def test_the_corpus_finds_its_own_export() -> None:
    found = replicate_files(
        [TNO], CORPUS / "export-a.ris", [CORPUS / "export-a.ris", CORPUS / "export-b.bib"]
    )
    (one,) = found.strategies
    assert (one.recall.part, one.recall.whole) == (8, 8)
    assert (one.measured.precision.part, one.measured.precision.whole) == (8, 10)
    states = [s.state for s in one.standings if s.source == "export-b.bib"]
    assert (states.count("found"), states.count("not-in-source")) == (5, 3)


def test_the_same_input_gives_the_same_document() -> None:
    files = (CORPUS / "export-a.ris", [CORPUS / "export-b.bib"])
    texts = [json.dumps(replicate_files([TNO], *files).document()) for _ in range(2)]
    assert texts[0] == texts[1]


def test_a_source_is_asked_once_for_a_work_whatever_the_strategies() -> None:
    asked: list[tuple[str, str]] = []

    def ask(source, record):
        asked.append((source, record.title))
        return Looked(None, how="Asked.")

    known = [work("Re-integratie en kennis"), work("Wiedereingliederung und Wissen", language="de")]
    there = Collection("openalex", (Given(known[0], 1),))
    found = replicate(known, [(STRATEGY, [there]), (TNO, [there])], ask=ask)
    assert asked == [("openalex", known[1].title)]
    assert [s.state for s in found.strategies[0].standings] == ["found", "not-in-source"]


def test_what_a_source_says_when_asked_serves_to_judge_the_work() -> None:
    bare = work("Re-integratie van werknemers", abstract="")
    full = work("Re-integratie van werknemers", abstract="Over kennis.")
    found = replicate(
        [bare], [(STRATEGY, [Collection("openalex", ())])], ask=lambda source, record: Looked(full)
    )
    (one,) = found.strategies
    assert one.standings[0].state == "not-brought"
    assert one.judged[0].state == "found"
    assert one.measured.recall.part == 1


def test_works_in_two_sources_count_once_for_precision() -> None:
    one = work("Re-integratie en kennis")
    found = replicate([one], [(STRATEGY, [Collection(name, (Given(one, 7),)) for name in ("a", "b")])])
    assert found.strategies[0].measured.precision.whole == 1


def test_a_file_with_an_entry_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "known.ris"
    path.write_text("not a reference", encoding="utf-8")
    with pytest.raises(FileError):
        replicate_files([TNO], path, [path])
