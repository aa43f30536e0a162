"""Files that leave a review: harmless, whole, and readable by other programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from synth import bundled
from synth.coding.codebook import load_codebook
from synth.errors import UsageError
from synth.formats.reading import read
from synth.model import Decision, Name, Record
from synth.outputs import Events, write_exports, write_reports

HOSTILE = (
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script>",
    "+31",
    "@x",
    "شكرا",
    "re-ïntegratie",
)


def record(title: str, number: int) -> Record:
    return Record(
        "work", f"x-{number}", "", title, (Name("van 't Hoff", "Jó"),), 2010, type="report", language="nl"
    )


@pytest.fixture
def export(tmp_path: Path):
    codebook = load_codebook(bundled.path("codebooks", "determinants.yaml"))
    records = [record(title, i) for i, title in enumerate(HOSTILE)]
    decision = Decision("hoff-2010", "full-text", "include", coder="anna", reason="=1+1")

    def call(*formats: str) -> tuple[Path, ...]:
        return write_exports(
            tmp_path, records, events=Events([decision], []), codebooks=[codebook], formats=formats
        )

    return call


def test_a_spreadsheet_finds_no_formula(export) -> None:
    (path,) = export("csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert any("HYPERLINK" in cell for cell in cells)


@pytest.mark.parametrize("kind", ["ris", "bib", "csl", "csv", "xlsx"])
def test_titles_come_back_as_they_were(export, kind: str) -> None:
    (path,) = export(kind)
    back = [one.title for one in read(path.read_bytes(), path.name).records]
    assert sorted(back) == sorted(HOSTILE)


def test_decisions_are_one_file_per_coder(export) -> None:
    (path,) = export("yaml")
    assert path.name == "decisions.anna.yaml"
    assert "hoff-2010" in path.read_text(encoding="utf-8")


def test_an_unknown_format_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Choose from html, md, json"):
        write_reports(tmp_path, {}, formats=["pdf"], languages=["nl"])


def test_csl_is_json(export) -> None:
    (path,) = export("csl")
    assert len(json.loads(path.read_text(encoding="utf-8"))) == len(HOSTILE)
