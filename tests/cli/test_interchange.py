"""Codings of other programs, brought in and taken back in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from synth.exports import compare_exports
from synth.review import Review
from tests.eppi import export, tick, written

HANDS = {
    "anna": {"Ada": [tick(100, "een dorp"), tick(2, arm="Coach")], "Bob": [tick(101)], "Cas": []},
    "ben": {"Ada": [tick(100), tick(2)], "Bob": [], "Cas": [tick(2)]},
}


@pytest.fixture
def exports(tmp_path: Path) -> dict[str, Path]:
    return {coder: written(tmp_path / f"{coder}.json", export(one)) for coder, one in HANDS.items()}


@pytest.fixture
def folder(synth, tmp_path: Path) -> Path:
    synth("new", tmp_path / "review")
    return tmp_path / "review"


def state(folder: Path) -> tuple[object, ...]:
    """Everything that counts in a review: works, codings and the codebooks."""
    with Review.open(folder) as review:
        rows = [list(review.db.query(f"SELECT * FROM {name}")) for name in ("current_coding", "link")]
    return json.dumps(rows, default=str), sorted(path.read_text() for path in folder.glob("codebooks/*"))


def test_two_coders_are_kept_apart_and_agree_as_their_exports_do(synth, folder: Path, exports) -> None:
    for coder, path in exports.items():
        done = synth("import", path, "--codings", "--coder", coder, "-C", folder)
        assert done.code == 0, done.err
        assert "codebook `setting`" in done.out
    from_review = synth("agree", "--json", "-C", folder).json
    from_files = compare_exports(exports.items())
    assert from_review["overall"]["krippendorff_alpha"] == from_files.overall.krippendorff_alpha
    assert from_review["used"]["krippendorff_alpha"] == from_files.used.krippendorff_alpha
    by_code = {one["code"]: one["krippendorff_alpha"] for one in from_review["codes"]}
    assert by_code == {code: one.krippendorff_alpha for code, one in from_files.codes.items()}
    assert synth("agree", "--codebook", "setting", "--json", "-C", folder).json == from_review


def test_the_same_file_twice_adds_nothing(synth, folder: Path, exports) -> None:
    synth("import", exports["anna"], "--codings", "--coder", "anna", "-C", folder)
    before = state(folder)
    done = synth("import", exports["anna"], "--codings", "--coder", "anna", "--json", "-C", folder)
    assert done.json["files"][0]["new"] == 0
    assert state(folder) == before


def test_a_file_that_is_taken_back_counts_nowhere_and_can_come_again(synth, folder: Path, exports) -> None:
    synth("import", exports["anna"], "--codings", "--coder", "anna", "-C", folder)
    counted = len(json.loads(state(folder)[0])[0])
    for kind in ("codings", "records"):
        assert kind in synth("import", "--undo", "-C", folder).out
    assert json.loads(state(folder)[0]) == [[], []]
    synth("import", exports["anna"], "--codings", "--coder", "anna", "-C", folder)
    assert len(json.loads(state(folder)[0])[0]) == counted
    assert synth("import", "--undo", "other.json", "-C", folder).code == 2


def test_codes_that_a_later_export_has_come_in_behind_and_not_into_an_edited_file(
    synth, folder: Path, exports, tmp_path: Path
) -> None:
    synth("import", exports["anna"], "--codings", "--coder", "anna", "-C", folder)
    more = {"Place": {"Town": {}, "Village": {}, "Farm": {}}, "People": {}}
    later = written(tmp_path / "later.json", export(HANDS["ben"], codes=more))
    assert synth("import", later, "--codings", "--coder", "ben", "-C", folder).code == 0
    book = folder / "codebooks" / "setting.yaml"
    assert 'en: "Farm"' in book.read_text()
    book.write_text("# ours\n" + book.read_text())
    before = state(folder)
    last = written(tmp_path / "last.json", export(HANDS["ben"], codes={**more, "Time": {}}))
    done = synth("import", last, "--codings", "--coder", "ben", "-C", folder)
    assert done.code == 2
    assert "`Time`" in done.err
    assert "--codebook" in done.err
    assert state(folder) == before


def test_one_bad_file_among_several_changes_nothing(synth, folder: Path, exports, tmp_path: Path) -> None:
    before = state(folder)
    bad = written(tmp_path / "bad.json", {"CodeSets": [], "References": "none"})
    done = synth("import", exports["anna"], bad, "--codings", "-C", folder)
    assert done.code == 2
    assert "bad.json" in done.err
    assert state(folder) == before
    assert not (folder / "codebooks" / "setting.yaml").exists()


def test_options_of_records_do_not_go_with_codings(synth, folder: Path, exports) -> None:
    done = synth("import", exports["anna"], "--codings", "--strict", "-C", folder)
    assert done.code == 2
    assert "--strict" in done.err
