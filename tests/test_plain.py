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
    (row,) = match_rows(STRATEGY, [ris(tmp_path, title)])
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
    good, bad = match_rows(STRATEGY, [path])
    assert good["match"] is True
    assert (bad["problem"], bad["line"], bad["file"]) == (True, 3, path.name)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_bytes(b"")
    with pytest.raises(FileError):
        list(read_rows(path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("w.jsonl.gz", b"not packed"),
        ("w.jsonl", b"\xff\xfe"),
        ("w.jsonl.gz", gzip.compress(b"{}", mtime=0)[:-6]),
    ],
)
def test_a_file_of_works_that_is_damaged_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"cannot be (?:read|unpacked)"):
        list(match_rows(STRATEGY, [path]))


def test_several_files_of_several_formats_are_matched_with_a_plain_text_strategy(tmp_path: Path) -> None:
    strategy = tmp_path / "mine.txt"
    strategy.write_text('#1 kennis*\n#2 #1 NEAR/2 beleid OR "debt advice"\n', encoding="utf-8")
    table, works = tmp_path / "a.csv", tmp_path / "w.jsonl"
    table.write_text("id,title,abstract\n7,Kennis en beleid,Over werk.\n", encoding="utf-8")
    works.write_text(json.dumps(WORK), encoding="utf-8")
    rows = list(match_rows(strategy, [table, works, ris(tmp_path, "Beleid zonder kennis", "Zorg")]))
    assert [(row["file"], row["id"], row["match"]) for row in rows] == [
        ("a.csv", "7", True),
        ("w.jsonl", "https://openalex.org/W1", True),
        ("a.ris", "0", True),
        ("a.ris", "1", False),
    ]
    assert [(term["term"], term["start"], term["end"]) for term in rows[0]["terms"]] == [
        ("kennis*", 0, 6),
        ("beleid", 10, 16),
    ]


def test_places_count_in_the_texts_as_given(tmp_path: Path) -> None:
    title = "Over  <i>debt  advice</i>\tand&nbsp;implementation"
    path = tmp_path / "w.jsonl"
    path.write_text(json.dumps(WORK | {"title": title}), encoding="utf-8")
    (row,) = match_rows(STRATEGY, [path])
    found = {title[term["start"] : term["end"]] for term in row["terms"]}
    assert found == {"debt  advice", "implementation"}


@pytest.mark.parametrize(
    ("work", "keyword"),
    [
        ({"id": "r1", "title": "x", "keywords": ["werk", "debt advice"]}, "werk; debt advice"),
        ({"id": "r1", "title": "x", "keyword": "werk; debt advice"}, "werk; debt advice"),
    ],
)
def test_other_objects_a_line_have_texts_of_the_same_names(tmp_path: Path, work: dict, keyword: str) -> None:
    path = tmp_path / "w.jsonl"
    path.write_text(json.dumps(work | {"abstract": "Implementation", "year": 2015}), encoding="utf-8")
    (row,) = match_rows(STRATEGY, [path])
    assert (row["id"], row["match"]) == ("r1", True)
    place = next(term for term in row["terms"] if term["field"] == "keywords")
    assert keyword[place["start"] : place["end"]] == "debt advice"


@pytest.mark.parametrize("line", ["[]", "5", '{"id": "x"}', "nul", '{"id": "W1", "title": '])
def test_a_line_without_a_work_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "w.jsonl"
    path.write_text(line, encoding="utf-8")
    (row,) = match_rows(STRATEGY, [path])
    assert (row["problem"], row["line"]) == (True, 1)


def test_warnings_are_told_and_terms_that_stand_in_no_record(tmp_path: Path) -> None:
    strategy = tmp_path / "mine.txt"
    strategy.write_text("kennis OR be* OR innovatie NOT zorg", encoding="utf-8")
    told: list[str] = []
    list(match_rows(strategy, [ris(tmp_path, "Kennis", "Beleid")], warn=lambda p: told.append(p.code)))
    assert told == ["S103", "S102", "S120"]
    told.clear()
    with pytest.raises(FileError, match="S004"):
        strategy.write_text("kennis AND", encoding="utf-8")
        list(match_rows(strategy, [ris(tmp_path, "Kennis")], warn=lambda p: told.append(p.code)))
