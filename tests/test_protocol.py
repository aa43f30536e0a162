"""The protocol: what a person wrote, or the place of every mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth import bundled
from synth.errors import FileError, UsageError
from synth.protocol import load_protocol

GOOD = """synth: review/1
id: mine
title: {nl: Mijn review, en: My review}
question: {de: Was hilft?}
years: {from: 2000}
languages: [nl, de, en]
criteria:
  include: [{id: use, label: {en: Use}}]
  exclude: [{id: other, label: {en: Other}}]
"""


def write(folder: Path, text: str) -> Path:
    (folder / "review.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_protocol_is_read(tmp_path: Path) -> None:
    protocol = load_protocol(write(tmp_path, GOOD))
    assert (protocol.years.from_, protocol.years.to) == (2000, None)
    assert protocol.criterion_ids == {"use", "other"}
    assert protocol.codebooks == ("determinants",)


def test_a_review_needs_a_codebook(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"review.yaml:10:12: `codebooks`.*Write at least one"):
        load_protocol(write(tmp_path, GOOD + "codebooks: []\n"))


def test_what_an_earlier_version_included_changes_no_decision(tmp_path: Path) -> None:
    first = load_protocol(write(tmp_path, GOOD)).digest
    later = load_protocol(write(tmp_path, GOOD + "previous: {studies: 23, reports: 26}\n"))
    assert (later.previous.studies, later.previous.reports) == (23, 26)
    assert later.digest == first


def test_the_digest_changes_with_the_protocol(tmp_path: Path) -> None:
    first = load_protocol(write(tmp_path, GOOD)).digest
    assert load_protocol(write(tmp_path, GOOD)).digest == first
    assert load_protocol(write(tmp_path, GOOD.replace("2000", "2001"))).digest != first


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        ("{from: 2000}", "{from: soon}", 5, "valid integer"),
        ("{from: 2000}", "{since: 2000}", 5, "`years.since` is not a known key"),
        ("id: mine", "id: My Review", 2, "small letters, digits and hyphens"),
        ("synth: review/1\n", "", 1, "`synth` is missing"),
        ("id: other", "id: use", 9, "`use` stands twice"),
        ("{from: 2000}", "2000-2010", 5, "Write keys with values"),
        ("[nl, de, en]", "nl", 6, "Write a list"),
        ("title: {nl: Mijn review", "title: {nl: 2010", 3, "Put it in quotes"),
        ("[nl, de, en]", "[dutch]", 6, "two letters: nl, de, en"),
    ],
)
def test_every_mistake_has_its_line(tmp_path: Path, before: str, after: str, line: int, words: str) -> None:
    assert before in GOOD
    with pytest.raises(FileError) as caught:
        load_protocol(write(tmp_path, GOOD.replace(before, after)))
    problem = caught.value.problems[0]
    assert words in f"{problem}"
    assert problem.position.line == line


def test_a_folder_without_protocol_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="synth new"):
        load_protocol(tmp_path)


@pytest.mark.parametrize("template", ["starter", "tno-2011"])
def test_the_bundled_protocols_are_good(template: str) -> None:
    protocol = load_protocol(bundled.path("corpus", template))
    for name in protocol.strategies:
        assert bundled.path("queries", f"{name}.yaml").is_file()
    for name in protocol.codebooks:
        assert bundled.path("codebooks", f"{name}.yaml").is_file()


def test_an_unknown_bundled_file_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="There is: starter, tno-2011"):
        bundled.path("queries", "nothing.yaml")
