"""Plain-file mode: what scripts read."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from synth import bundled
from synth.errors import FileError
from synth.plain import match_rows, read_rows

STRATEGY = bundled.path("queries", "starter.yaml")
RIS = """TY  - JOUR
ID  - {number}
TI  - {title}
PY  - 2015
AB  - Iets over het werk.
ER  -
"""
WORK = {
    "id": "https://openalex.org/W1",
    "title": "Debt advice and implementation",
    "publication_year": 2015,
    "language": "en",
    "abstract_inverted_index": {"Text": [0]},
}


def ris(folder: Path, *titles: str) -> Path:
    path = folder / "a.ris"
    path.write_text("".join(RIS.format(number=i, title=t) for i, t in enumerate(titles)), encoding="utf-8")
    return path


def test_read_gives_a_row_per_record_with_the_models_names(tmp_path: Path) -> None:
    (row,) = read_rows(ris(tmp_path, "Schuldhulpverlening"))
    assert (row["title"], row["year"], row["source_id"], row["type"]) == (
        "Schuldhulpverlening", 2015, "0", "article-journal",
    )  # fmt: skip
    assert "raw" not in row


@pytest.mark.parametrize(
    ("title", "match"),
    [
        ("Schuldhulpverlening en kennisbenutting", True),
        ("Schuldnerberatung und Wissenstransfer", True),
        ("Debt-counselling: a barrier", True),
        ("Schuldhulpverlening", False),
    ],
)
def test_match_says_whether_and_where(tmp_path: Path, title: str, match: bool) -> None:
    (row,) = match_rows(STRATEGY, ris(tmp_path, title))
    assert row["match"] is match
    assert row["id"] == "0"
    for term in row["terms"]:
        assert title[term["start"] : term["end"]] == term["text"]
    assert bool(row["terms"]) is match


@pytest.mark.parametrize("packed", [False, True])
def test_openalex_works_are_matched_a_line_at_a_time(tmp_path: Path, packed: bool) -> None:
    lines = f"{json.dumps(WORK)}\n\nnot json\n"
    path = tmp_path / ("w.jsonl.gz" if packed else "w.jsonl")
    path.write_bytes(gzip.compress(lines.encode()) if packed else lines.encode())
    good, bad = match_rows(STRATEGY, path)
    assert good["match"] is True
    assert (bad["problem"], bad["line"], bad["file"]) == (True, 3, path.name)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_bytes(b"")
    with pytest.raises(FileError):
        list(read_rows(path))


@pytest.mark.parametrize(
    ("name", "content"),
    [("w.jsonl.gz", b"not packed"), ("w.jsonl", b"\xff\xfe"), ("w.jsonl.gz", gzip.compress(b"{}")[:-6])],
)
def test_a_file_of_works_that_is_damaged_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError, match="cannot be read"):
        list(match_rows(STRATEGY, path))
