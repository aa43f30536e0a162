"""Codings of other programs, brought in and taken back in the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from synth import bundled
from synth.coding.codebook import load_codebook
from synth.exports import compare_exports
from synth.formats.refi_qda import QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSource, read_project
from synth.formats.refi_qda_writing import guid, write_project
from synth.review import Review
from synth.store.codings import current_codings
from tests.eppi import export, tick, written
from tests.formats.qda_schema import archive_faults, faults
from tests.formats.test_refi_qda import HOSTILE

HANDS = {
    "anna": {"Ada": [tick(100, "een dorp"), tick(2, arm="Coach")], "Bob": [tick(101)], "Cas": []},
    "ben": {"Ada": [tick(100), tick(2)], "Bob": [], "Cas": [tick(2)]},
}


@pytest.fixture
def exports(tmp_path: Path) -> dict[str, Path]:
    return {coder: written(tmp_path / f"{coder}.json", export(one)) for coder, one in HANDS.items()}


@pytest.fixture
def folder(synth, tmp_path: Path) -> Path:
    synth("new", tmp_path / "fresh")
    return tmp_path / "fresh"


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


def said(folder: Path) -> list[tuple[object, ...]]:
    """What coders said in a review, without ids."""
    with Review.open(folder) as review:
        made = [one for _, one in current_codings(review.db)]
    return sorted(
        (
            c.passage.work,
            c.coder,
            c.code,
            c.direction,
            c.passage.section,
            c.passage.quote,
            repr(c.passage.paraphrase),
        )
        for c in made
    )


@pytest.fixture
def copy(synth, review_folder: Path, tmp_path: Path) -> Path:
    """A review with the works of the demonstration, in which nobody coded anything yet."""
    synth("export", "--all", "--format", "csl", "--to", tmp_path / "out", "-C", review_folder)
    synth("new", tmp_path / "copy", "--from", "tno-2011")
    synth("import", tmp_path / "out" / "works.csl.json", "-C", tmp_path / "copy")
    return tmp_path / "copy"


@pytest.mark.parametrize("form", ["qdpx", "eppi", "csv", "xlsx"])
def test_codings_go_to_another_review_and_come_home_without_doubles(
    synth, review_folder: Path, copy: Path, tmp_path: Path, form: str
) -> None:
    files = synth("export", "--codings", form, "--to", tmp_path / "out", "-C", review_folder, "--json").json[
        "files"
    ]
    how = ["--codings", "--codebook", "determinants", "--coder", "tno-2011"]
    done = synth("import", *files, *how, "-C", copy)
    assert done.code == 0, done.err
    assert "not read" not in done.out
    if form == "qdpx":
        assert archive_faults(Path(files[0]).read_bytes()) == []
    assert said(copy) == said(review_folder)
    again = synth("export", "--codings", form, "--to", tmp_path / "back", "-C", copy, "--json").json["files"]
    for folder, brought in ((copy, again), (review_folder, again), (copy, files)):
        before = said(folder)
        assert synth("import", *brought, *how, "-C", folder).code == 0
        assert said(folder) == before


def test_a_project_of_another_program_brings_its_codes_and_its_coders(
    synth, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "works.ris").write_text("TY  - JOUR\nTI  - Interview in een dorp\nPY  - 2010\nER  -\n")
    synth("import", tmp_path / "works.ris", "-C", folder)
    top, low = guid("top"), guid("low")
    coding = QdaCoding(guid("c"), low, guid("ben"))
    made = QdaProject(
        "Dorpen",
        "QualCoder",
        (QdaCode(top, "Plaats", codable=False), QdaCode(low, "Dorp", "Een kleine plaats.", top, "#46aa00")),
        users={guid("ben"): "ben"},
        sources=(
            QdaSource(
                guid("s"),
                "dorp.txt",
                "Interview in een dorp\nWij wonen hier graag.",
                (QdaSelection(guid("x"), 22, 43, (coding,)),),
            ),
        ),
    )
    path = tmp_path / "dorpen.qdpx"
    path.write_bytes(write_project(made))
    done = synth("import", path, "-C", folder)
    assert done.code == 0, done.err
    assert said(folder)[0][1:6] == ("ben", "dorp", "neutral", "", "Wij wonen hier graag.")
    book = (folder / "codebooks" / "dorpen.yaml").read_text()
    assert 'color: "#46aa00"' in book
    assert synth("check", "-C", folder).code == 0
    before = state(folder)
    assert synth("import", path, "-C", folder).code == 0
    assert state(folder) == before
    assert "1 coding" in synth("import", "--undo", "-C", folder).out
    assert said(folder) == []


TAGUETTE = """<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Taguette 1.5.2"><Codes>\
<Code guid="DFE5C38E-9449-5959-A1F7-E3D895CFA87F" name="people" isCodable="true"/>\
<Code guid="385872EF-F922-574A-979F-F00E6C06044F" name="people.old" isCodable="true"/>\
</Codes><Sets/></CodeBook>"""


def test_tags_and_highlights_of_taguette_come_in_as_a_codebook_and_a_table(
    synth, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "works.ris").write_text("TY  - JOUR\nTI  - Interview in een dorp\nPY  - 2010\nER  -\n")
    (tmp_path / "codebook.qdc").write_text(TAGUETTE)
    rows = ("id,document,tag,content", "1,Interview in een dorp,people.old,Wij wonen hier graag.")
    told = "\n".join(rows).replace("document,tag,content", "title,code,passage")
    (tmp_path / "highlights.csv").write_text(told)
    for what in (["works.ris"], ["codebook.qdc", "--codebook", "tags"]):
        assert synth("import", tmp_path / what[0], *what[1:], "-C", folder).code == 0
    how = ["--codings", "--codebook", "tags", "--coder", "anna"]
    done = synth("import", tmp_path / "highlights.csv", *how, "-C", folder)
    assert done.code == 0, done.err
    assert said(folder)[0][1:6] == ("anna", "people-old", "neutral", "", "Wij wonen hier graag.")


def test_a_codebook_goes_out_and_comes_in(synth, folder: Path, review_folder: Path, tmp_path: Path) -> None:
    (path,) = synth(
        "export", "--codings", "qdc", "--codebook", "midi", "--to", tmp_path, "-C", folder, "--json"
    ).json["files"]
    assert faults(fromstring(Path(path).read_bytes())) == []
    done = synth("import", path, "--codebook", "own-midi", "-C", folder)
    assert done.code == 0, done.err
    assert synth("check", "-C", folder).code == 0
    assert "own-midi" in done.out
    midi = load_codebook(bundled.path("codebooks", "midi.yaml"))
    made = load_codebook(folder / "codebooks" / "own-midi.yaml")
    labels = {code.label["en"] for code in made.codes()}
    assert {code.label["en"] for code in midi.codes()} <= labels
    assert synth("import", path, "-C", review_folder).code == 0


def test_a_review_without_works_gives_a_project_with_its_codes(synth, folder: Path, tmp_path: Path) -> None:
    (path,) = synth("export", "--codings", "qdpx", "--to", tmp_path, "-C", folder, "--json").json["files"]
    assert archive_faults(Path(path).read_bytes()) == []
    assert read_project(Path(path).read_bytes(), "p").codes


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_project_is_refused_and_changes_nothing(
    synth, folder: Path, tmp_path: Path, case: str
) -> None:
    path = tmp_path / "bad.qdpx"
    path.write_bytes(HOSTILE[case][0])
    before, files = state(folder), sorted(folder.rglob("*"))
    done = synth("import", path, "-C", folder)
    assert done.code == 2
    assert "bad.qdpx" in done.err
    assert "Traceback" not in done.err
    assert (state(folder), sorted(folder.rglob("*"))) == (before, files)


def test_a_coder_whose_name_is_a_path_gets_a_file_in_the_folder(
    synth, folder: Path, exports, tmp_path: Path
) -> None:
    synth("import", exports["anna"], "--codings", "--coder", "../../anna", "-C", folder)
    for what in (["--codings", "eppi", "--codebook", "setting"], ["--format", "yaml"]):
        done = synth("export", *what, "--to", tmp_path / "in" / "here", "-C", folder, "--json")
        assert done.code == 0, done.err
        assert {Path(one).resolve().parent for one in done.json["files"]} == {
            (tmp_path / "in" / "here").resolve()
        }


def test_codings_of_a_codebook_that_came_in_are_exported_and_taken_in_as_text(
    synth, folder: Path, exports, tmp_path: Path
) -> None:
    synth("import", exports["anna"], "--codings", "--coder", "anna", "-C", folder)
    before = said(folder)
    files = synth("export", "--format", "yaml", "--to", tmp_path, "-C", folder, "--json").json["files"]
    assert [Path(one).name for one in files] == ["codings.anna.setting.yaml"]
    assert "0 new" in synth("import", *files, "-C", folder).out
    synth("import", "--undo", "-C", folder)
    assert said(folder) == []
    assert len(before) == 3
