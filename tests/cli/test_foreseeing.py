"""What files would bring, seen in the terminal before anything is stored."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from synth.review import Review

TITLE = "Schuldhulp die mensen bereikt in kleine gemeenten"
OTHER = f"TY  - JOUR\nAU  - Bos, B.\nTI  - {TITLE}\nPY  - 2020\nDO  - 10.1/x\nER  -\n"
TABLE = "work,coder,code,direction,passage\nsol-2011,cora,added-value-for-practice,success,\n"
SAID = (
    "work,verdict,coder,stage,criterion\nsol-2011,exclude,cora,full-text,background\nnobody,exclude,cora,,\n"
)


@pytest.fixture
def files(review_folder: Path, tmp_path: Path) -> dict[str, Path]:
    """A file of each kind: new and known records, an entry that cannot be read, codings, decisions."""
    known = (review_folder / "corpus" / "export-a.ris").read_text(encoding="utf-8")
    texts = {
        "mixed.ris": f"{OTHER}{OTHER.replace('Bos, B.', 'Bos, Bart')}TY  - JOUR\nER  -\n{known}",
        "codings.csv": TABLE,
        "decisions.csv": SAID,
        "wrong.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xml>&b;</xml>',
        "wrong.ris": "nothing\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in texts}


def everything(folder: Path) -> tuple[object, ...]:
    """Every row of the review, and every file that people write."""
    with closing(sqlite3.connect(folder / "synth.db")) as db:
        rows = list(db.iterdump())
    return rows, {path: path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def test_records_are_told_apart_before_they_come_in_and_come_in_as_told(synth, review_folder, files) -> None:
    before = everything(review_folder)
    done = synth("import", files["mixed.ris"], "--dry-run", "--json", "-C", review_folder)
    assert done.code == 0, done.err
    (one,) = done.json["files"]
    assert (one["new"], one["again"], one["known"]) == (1, 1, 8)
    assert one["taken"]["notes"][0].startswith("ris")
    assert [shown["fate"] for shown in one["first"]] == ["new", "again", *["known"] * 8]
    assert one["first"][2]["work"] == "franche-2005"
    assert "mixed.ris:13" in one["problems"][0]
    assert everything(review_folder) == before
    text = synth("import", files["mixed.ris"], "--dry-run", "-C", review_folder).out
    assert "1 new work, 8 there already, 1 twice in the file" in text and "Nothing was stored." in text
    real = synth("import", files["mixed.ris"], "--json", "-C", review_folder).json
    assert real["files"] == [one["taken"]]
    with Review.open(review_folder) as review:
        assert review.dedupe().works == done.json["after"] == done.json["works"] + 1


def test_codings_and_decisions_are_shown_with_their_works(synth, review_folder, files) -> None:
    before = everything(review_folder)
    coded = synth("import", files["codings.csv"], "--codings", "--dry-run", "-C", review_folder)
    assert "sol-2011: factor/added-value-for-practice (success, cora)" in coded.out
    decided = synth("import", files["decisions.csv"], "--decisions", "--dry-run", "-C", review_folder)
    assert "sol-2011: exclude, background (full-text, cora)" in decided.out
    assert "decisions.csv:3" in decided.out and decided.code == 0
    assert everything(review_folder) == before


def test_each_file_that_is_refused_is_told_and_hides_no_other(synth, review_folder, files) -> None:
    before = everything(review_folder)
    wanted = [files[name] for name in ("wrong.xml", "mixed.ris", "wrong.ris")]
    done = synth("import", *wanted, "--dry-run", "-C", review_folder)
    assert done.code == 1
    assert done.out.count("refused:") == 2 and "root:" not in done.out
    assert "8 there already" in done.out and "none of these files would come in" in done.out
    assert everything(review_folder) == before


def test_a_codebook_that_would_be_written_is_named_and_is_not_there_afterwards(synth, tmp_path) -> None:
    from tests.eppi import export, tick, written

    synth("new", tmp_path / "fresh")
    path = written(tmp_path / "anna.json", export({"Ada": [tick(100, "een dorp")]}))
    before = everything_after_opening(tmp_path / "fresh")
    done = synth("import", path, "--codings", "--coder", "anna", "--dry-run", "-C", tmp_path / "fresh")
    assert "codebook written: setting" in done.out
    assert everything(tmp_path / "fresh") == before


def everything_after_opening(folder: Path) -> tuple[object, ...]:
    with Review.open(folder) as review:
        assert review.db
    return everything(folder)
