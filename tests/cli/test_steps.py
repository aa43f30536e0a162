"""The steps of a review, as typed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from synth import Review
from synth.store.decisions import current_decisions
from tests.standin.server import StandIn

RIS = """TY  - JOUR
ID  - X1
AU  - Jansen, A.
TI  - {title}
PY  - 2012
ER  -
"""


@pytest.fixture
def mine(synth, tmp_path: Path) -> Path:
    assert synth("new", tmp_path / "mine").code == 0
    return tmp_path / "mine"


def export(folder: Path, title: str, name: str = "export.ris") -> Path:
    path = folder / name
    path.write_text(RIS.format(title=title), encoding="utf-8")
    return path


def test_new_starts_a_review_that_checks_out(synth, mine: Path) -> None:
    assert synth("check", "-C", mine).code == 0
    assert synth("new", mine).code == 2


def test_a_folder_with_a_long_name_holds_a_review_all_the_same(synth, tmp_path: Path) -> None:
    folder = tmp_path / ("kennis-" * 20)
    assert synth("new", folder).code == 0
    assert synth("check", "-C", folder).code == 0


def test_a_check_says_what_is_still_the_templates(synth, mine: Path, tmp_path: Path) -> None:
    found = synth("check", "-C", mine, "--json").json["warnings"]
    assert [(Path(one["file"]).name, one["line"]) for one in found] == [
        ("review.yaml", 9),
        ("starter.yaml", 12),
    ]
    assert "(nl, en, de)" in found[0]["message"]
    for name, was, now in (
        ("review.yaml", "kennis over …", "de Wmo"),
        ("queries/starter.yaml", "Schuldhulpverlening\n", "Huisvesting\n"),
    ):
        text = (mine / name).read_text(encoding="utf-8")
        (mine / name).write_text(text.replace(was, now), encoding="utf-8")
    found = synth("check", "-C", mine, "--json").json["warnings"]
    assert [one["message"] for one in found] == ["The question is still that of the template (en, de)."]
    assert "corpus/*decisions.yaml" in synth("new", tmp_path / "five", "--from", "five-seeds").out
    synth("new", tmp_path / "again", "--from", "tno-2011")
    assert "template" not in synth("check", "-C", tmp_path / "again").out


def test_an_import_leads_on_to_questions_about_duplicates_or_to_screening(synth, mine: Path) -> None:
    title = "Wissenstransfer in der Schuldnerberatung"
    assert "Next: `synth screen" in synth("import", export(mine, title), "-C", mine).out
    later = RIS.format(title=title).replace("2012", "2015")
    (mine / "later.ris").write_text(later, encoding="utf-8")
    assert "Next: `synth dedupe --review`" in synth("import", mine / "later.ris", "-C", mine).out


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Kennisbenutting in de schuldhulpverlening", "verified"),
        ("Wissenstransfer in der Schuldnerberatung", "verified"),
        ("Implementation of debt-advice", "verified"),
        ("Vogels in de tuin", "unverifiable"),
    ],
)
def test_an_imported_record_is_verified_in_each_language(synth, mine: Path, title: str, status: str) -> None:
    assert synth("import", export(mine, title), "--strategy", "starter", "-C", mine).code == 0
    searches = synth("synthesize", "-C", mine, "--json").json["searches"]
    assert searches[0][status] == 1


def test_an_import_says_what_the_strategy_made_of_it(synth, mine: Path) -> None:
    path = export(mine, "Kennisbenutting in de schuldhulpverlening")
    assert synth("import", path, "-C", mine).out.startswith("export.ris: 1 record, 1 new (ris, utf-8)\n")
    done = synth("import", path, "--strategy", "starter", "-C", mine)
    assert "1 record, 0 new (ris, utf-8): 1 verified, 0 no abstract, 0 rejected\n" in done.out


def test_a_replication_is_taken_in_by_one_import(synth, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    assert synth("new", folder, "--from", "tno-2011").code == 0
    assert synth("search", "-C", folder).code == 0
    files = [folder / "corpus" / f"{name}.yaml" for name in ("added", "decisions", "codings")]
    done = synth("import", *files, "-C", folder)
    assert done.code == 0, done.err
    assert synth("synthesize", "-C", folder, "--json").json["findings"]


def test_the_same_file_twice_adds_nothing(synth, mine: Path) -> None:
    path = export(mine, "Kennisbenutting")
    assert synth("import", path, "-C", mine, "--json").json["files"][0]["new"] == 1
    done = synth("import", path, "-C", mine, "--json").json
    assert (done["files"][0]["new"], done["records"]) == (0, 1)


def test_a_file_that_comes_again_packed_is_the_same_file(synth, mine: Path) -> None:
    path = export(mine, "Kennisbenutting")
    packed = mine / "export.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert synth("import", packed, "-C", mine, "--json").json["files"][0]["new"] == 1
    done = synth("import", path, "-C", mine, "--json").json
    assert (done["files"][0]["new"], done["records"]) == (0, 1)


def test_a_corpus_that_was_searched_before_is_not_searched_again(synth, mine: Path) -> None:
    export(mine / "corpus", "Kennisbenutting")
    assert "complete" in synth("search", "--source", "corpus", "-C", mine).out
    assert "Nothing new" in synth("search", "--source", "corpus", "-C", mine).out


def test_a_wait_is_told_where_nobody_watches(synth, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with StandIn([], faults="429:0@1") as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        done = synth("search", "--source", "openalex", "-C", mine, "--json")
    assert "Trying again in" in done.err
    assert done.json["searches"][0]["status"] == "empty"
    assert done.code == 3


@pytest.mark.parametrize("command", ["synthesize", "gaps"])
def test_a_review_without_codings_claims_nothing(synth, mine: Path, command: str) -> None:
    done = synth(command, "-C", mine)
    assert "There is no finding yet" in done.out
    assert "No gap of this kind" not in done.out


def test_folded_gaps_are_counted_and_shown_on_request(synth, review_folder: Path) -> None:
    assert "--all shows them" in synth("gaps", "-C", review_folder).out
    assert "--all shows them" not in synth("gaps", "--all", "-C", review_folder).out
    wrong = synth("gaps", "--type", "tin", "-C", review_folder)
    assert wrong.code == 2
    assert "'thin'" in wrong.err


@pytest.mark.parametrize(("language", "words"), [("nl", "belemmerend)"), ("en", "hindering)")])
def test_findings_are_told_in_one_language(synth, review_folder: Path, language: str, words: str) -> None:
    line = synth("synthesize", "-l", language, "-C", review_folder).out.splitlines()[1]
    assert words in line


def test_every_type_of_gap_can_be_asked_for() -> None:
    from synth.cli.gaps import TYPES
    from synth.synthesis.gaps import TYPE_ORDER

    assert TYPES == TYPE_ORDER


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.ris", b""),
        ("binary.ris", bytes(range(256)) * 20),
        ("cut.ris", b"TY  - JOUR\nTI  - Whole\nER  -\nTY  - JOUR\nTI  - Half a rec"),
        ("page.ris", b"<!DOCTYPE html><html>"),
        ("sheet.ris", b"PK\x03\x04 the rest of an archive"),
    ],
)
def test_a_file_that_is_not_what_it_claims_changes_nothing(
    synth, mine: Path, name: str, content: bytes
) -> None:
    path = mine / name
    path.write_bytes(content)
    done = synth("import", path, "-C", mine)
    assert done.code == 2
    assert name in done.err
    assert "CSV" not in done.err  # which cannot be taken in
    assert synth("synthesize", "-C", mine, "--json").json["searches"] == []


def test_a_decision_is_stored_undone_and_exported(synth, mine: Path) -> None:
    synth("import", export(mine, "Kennisbenutting"), "-C", mine)
    key = synth("screen", "-C", mine, "--json").json["left"][0]
    assert key == "jansen-2012"
    done = synth("screen", key, "--verdict", "exclude", "-C", mine)
    assert done.code == 2
    assert "needs a criterion" in done.err
    assert (
        synth("screen", key, "--verdict", "exclude", "--criterion", "other-topic", "-C", mine, "--json").json[
            "left"
        ]
        == []
    )
    assert synth("screen", key, "--undo", "-C", mine, "--json").json["left"] == [key]


def test_a_criterion_fits_the_verdict(synth, mine: Path) -> None:
    synth("import", export(mine, "Kennisbenutting"), "-C", mine)
    wrong = ("--verdict", "exclude", "--criterion", "use-of-knowledge")
    done = synth("screen", "jansen-2012", *wrong, "-C", mine)
    assert done.code == 2
    assert "Choose from other-topic, not-retrieved." in done.err
    asked = synth("screen", "-C", mine, answers="e\nuse-of-knowledge\nother-topic\n")
    assert "1  other-topic: About something else" in asked.out
    assert "There is no criterion `use-of-knowledge`" in asked.out
    assert "0 works left" in asked.out


def test_coders_who_disagree_are_told(synth, mine: Path) -> None:
    synth("import", export(mine, "Kennisbenutting"), "-C", mine)
    decide = ("screen", "jansen-2012", "-C", mine)
    assert "disagree" not in synth(*decide, "--verdict", "include").out
    exclude = ("--verdict", "exclude", "--criterion", "other-topic", "--coder", "anna")
    assert "Coders disagree on jansen-2012" in synth(*decide, *exclude).out
    done = synth(*decide, "--verdict", "include", "--coder", "anna", "--json")
    assert done.json["disagreed"] == []


def test_a_work_without_a_verdict_is_not_taken_for_another(synth, mine: Path) -> None:
    synth("import", export(mine, "Kennisbenutting"), "-C", mine)
    done = synth("screen", "jansen-2012", "-C", mine, answers="i\n")
    assert done.code == 2
    assert "Add --verdict" in done.err
    assert synth("screen", "-C", mine, "--json").json["left"] == ["jansen-2012"]


def test_screening_goes_on_where_it_stopped(synth, mine: Path) -> None:
    synth("import", export(mine, "Kennisbenutting"), "-C", mine)
    done = synth("screen", "-C", mine, answers="i\n")
    assert "Kennisbenutting" in done.out
    assert "0 works left" in done.out
    assert "0 works left" in synth("screen", "-C", mine).out


def test_a_coding_reaches_the_findings_and_can_be_withdrawn(synth, review_folder: Path) -> None:
    work = synth("synthesize", "-C", review_folder, "--json").json["works"][0]["key"]
    finding = synth("synthesize", "-C", review_folder, "--json").json["findings"][0]
    code = ("code", work, "--as", f"factor={finding['factor']}", "--coder", "anna", "-C", review_folder)
    direction = next(d for d, n in finding["directions"].items() if n)
    done = synth(*code, "--direction", direction, "--says", "In my words.", "--json")
    assert done.code == 0, done.err
    uid = done.json["codings"][0]["uid"]
    entry = uid.split(":")[0]  # as `synth export` writes it
    after = synth("synthesize", "-C", review_folder, "--json").json
    assert uid in {c["uid"] for p in after["passages"] for c in p["codings"]}
    assert synth("code", "--undo", entry[:-1], "-C", review_folder).code == 2
    assert synth("code", "--undo", entry, "-C", review_folder).code == 0
    again = synth("synthesize", "-C", review_folder, "--json").json
    assert uid not in {c["uid"] for p in again["passages"] for c in p["codings"]}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--as", "factor=nothing"), "is not a code"),
        (("--as", "colour=red"), "is not a dimension"),
        (("--as", "factor"), "not DIMENSION=CODE"),
        (("--direction", "failure"), "Add --as"),
    ],
)
def test_a_code_that_is_not_in_the_codebook_is_refused(
    synth, review_folder: Path, options: tuple[str, ...], words: str
) -> None:
    done = synth("code", "koning-2008", *options, "--says", "x", "-C", review_folder)
    assert done.code == 2
    assert words in done.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--says", "x"), "which work"),
        (("koning-2008",), "Add --says"),
        (("kooning-2008", "--says", "x"), "no work"),
    ],
)
def test_a_coding_that_is_not_complete_says_what_is_missing(
    synth, review_folder: Path, arguments: tuple[str, ...], words: str
) -> None:
    code = ("code", "--as", "factor=timing-of-knowledge", "--direction", "failure")
    done = synth(*code, *arguments, "-C", review_folder)
    assert done.code == 2
    assert words in done.err


def test_exported_codings_come_back_in_another_copy(synth, review_folder: Path, tmp_path: Path) -> None:
    files = synth("export", "--format", "yaml", "-C", review_folder, "--json").json["files"]
    before = synth("synthesize", "-C", review_folder, "--json").json
    done = synth("import", *files, "-C", review_folder, "--json")
    assert done.code == 0, done.err
    assert [f["new"] for f in done.json["files"]] == [0] * len(files)
    assert synth("synthesize", "-C", review_folder, "--json").json["findings"] == before["findings"]


def test_a_wrong_link_is_undone_by_a_ruling_that_stays(synth, review_folder: Path) -> None:
    pair = synth("dedupe", "--links", "-C", review_folder, "--json").json["pairs"][0]
    assert pair["titles"][0] in synth("dedupe", "--links", "-C", review_folder).out
    nothing = synth("dedupe", "--undo", pair["a"], pair["b"], "-C", review_folder)
    assert nothing.code == 2
    assert "--different" in nothing.err
    works = synth("dedupe", "-C", review_folder, "--json").json["works"]
    ruled = synth("dedupe", "--different", pair["a"], pair["b"], "-C", review_folder, "--json").json
    assert ruled["works"] == works + 1
    assert synth("dedupe", "-C", review_folder, "--json").json["works"] == works + 1
    assert (
        synth("dedupe", "--undo", pair["a"], pair["b"], "-C", review_folder, "--json").json["works"] == works
    )


def test_every_export_is_written_and_harmless(synth, review_folder: Path) -> None:
    files = [Path(f) for f in synth("export", "--all", "-C", review_folder, "--json").json["files"]]
    assert {f.suffix for f in files} == {".yaml", ".csv", ".xlsx", ".ris", ".bib", ".json"}
    assert all(f.stat().st_size > 100 for f in files)


def test_suggestions_are_looked_at_one_by_one(synth, mine: Path) -> None:
    title = "Gebrek aan tijd belemmert kennisbenutting; management ondersteunt de uitvoering niet"
    synth("import", export(mine, title), "-C", mine)
    assert synth("code", "--suggest", "-C", mine, "--json").json["new"] > 0
    pending = synth("code", "-C", mine, "--json").json["suggestions"]
    assert all(s["passage"]["quote"] in title for s in pending)
    done = synth("code", "-C", mine, answers="r\nq\n")
    assert done.code == 0, done.err
    left = synth("code", "-C", mine, "--json").json["suggestions"]
    assert len(left) == len(pending) - 1
    assert f"Suggestions left to look at: {len(left)}." in done.out and "`synth gaps`" in done.out
    work = pending[0]["passage"]["work"]
    synth("screen", work, "--verdict", "include", "--criterion", "use-of-knowledge", "-C", mine)
    said = ("--as", "factor=timing-of-knowledge", "--direction", "failure", "--says", "Too late.")
    assert synth("code", work, *said, "--coder", "ann", "-C", mine).code == 0
    assert "`coding: {coders: 2}` in review.yaml" in synth("agree", "-C", mine).out
    protocol = mine / "review.yaml"
    protocol.write_text(
        protocol.read_text(encoding="utf-8").replace("# coding:", "coding:"), encoding="utf-8"
    )
    assert "`synth code WORK --done`" in synth("code", "--coder", "ben", "-C", mine, answers="q\n").out
    assert "review.yaml" not in synth("agree", "-C", mine).out


def test_a_direction_is_asked_for_and_one_can_go_back(synth, mine: Path) -> None:
    title = "Gebrek aan tijd belemmert kennisbenutting; management ondersteunt de uitvoering niet"
    synth("import", export(mine, title), "-C", mine)
    synth("screen", "jansen-2012", "--verdict", "include", "-C", mine)
    synth("code", "--suggest", "-C", mine)
    before = len(synth("code", "-C", mine, "--json").json["suggestions"])
    done = synth("code", "-C", mine, answers="a\n" + "x\nb\n" + "q\n")
    assert "[b]ack" in done.out
    assert len(synth("code", "-C", mine, "--json").json["suggestions"]) == before
    done = synth("code", "-C", mine, answers="a\nf\nq\n")
    assert len(synth("code", "-C", mine, "--json").json["suggestions"]) == before - 1
    directions = synth("synthesize", "-C", mine, "--json").json["findings"][0]["directions"]
    assert directions["failure"] == 1


def test_a_slip_while_screening_is_taken_back(synth, mine: Path) -> None:
    synth("import", export(mine, "Kennisbenutting"), "-C", mine)
    synth("import", export(mine, "Schuldenberatung", "b.ris"), "-C", mine)
    done = synth("screen", "-C", mine, answers="i\nb\ne\n\ne\n2\nq\n")
    assert "is withdrawn" in done.out
    assert "1 work left" in done.out
    with Review.open(mine) as review:
        decided = current_decisions(review.db)
    assert [(one.verdict, one.criterion) for one in decided] == [("exclude", "not-retrieved")]
    early = synth("screen", "--stage", "title-abstract", "-C", mine, answers="e\n\nq\n")
    assert "other-topic" in early.out and "not-retrieved" not in early.out, "nobody asked for a text yet"


def test_suggestions_of_excluded_works_are_not_shown(synth, mine: Path) -> None:
    synth("import", export(mine, "Gebrek aan tijd belemmert kennisbenutting"), "-C", mine)
    synth("code", "--suggest", "-C", mine)
    assert synth("code", "-C", mine, "--json").json["suggestions"]
    key = synth("screen", "-C", mine, "--json").json["left"][0]
    synth("screen", key, "--verdict", "exclude", "--criterion", "other-topic", "-C", mine)
    assert synth("code", "-C", mine, "--json").json["suggestions"] == []
    assert synth("code", key, "-C", mine, "--json").json["suggestions"]


@pytest.mark.parametrize("command", ["report", "export"])
def test_what_is_written_can_go_elsewhere(synth, review_folder: Path, tmp_path: Path, command: str) -> None:
    files = synth(command, "--to", tmp_path / "out", "-C", review_folder, "--json").json["files"]
    assert files
    assert {Path(name).parent for name in files} == {tmp_path / "out"}


TABLE = "title,year,doi\nKennisbenutting,2001,10.1234/a\nWissenstransfer,2002,10.1234/b\n"


def table_file(folder: Path, text: str = TABLE, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_that_cannot_be_read_is_kept_and_the_counts_add_up(synth, mine: Path) -> None:
    done = synth("import", table_file(mine, TABLE + "x,2003,y,z\n"), "-C", mine)
    assert done.code == 0
    assert "not read: list.csv:4:" in done.out
    assert "Of 3 entries 2 were read; 1 could not be, and is kept as a problem." in done.out


def test_strict_refuses_the_whole_file_and_changes_nothing(synth, mine: Path) -> None:
    path = table_file(mine, TABLE + "x,2003,y,z\n")
    done = synth("import", path, "--strict", "-C", mine)
    assert (done.code, "list.csv:4" in done.err) == (2, True)
    assert synth("synthesize", "-C", mine, "--json").json["searches"] == []
    assert synth("import", table_file(mine), "--strict", "-C", mine).code == 0


def test_when_one_of_several_files_is_refused_none_comes_in(synth, mine: Path) -> None:
    bad = table_file(mine, "species,age\ndog,5\ncat,4\n", "pets.csv")
    assert synth("import", table_file(mine), bad, "-C", mine).code == 2
    assert synth("synthesize", "-C", mine, "--json").json["searches"] == []


def test_an_import_is_taken_back_and_may_come_in_again(synth, mine: Path) -> None:
    path = table_file(mine)
    synth("import", export(mine, "Kennisbenutting in de zorg"), "-C", mine)
    assert synth("import", path, "-C", mine, "--json").json["works"] == 3
    undone = synth("import", "--undo", "list.csv", "-C", mine, "--json").json
    assert (undone["works"], undone["undone"]["file"]) == (1, "list.csv")
    assert len(synth("synthesize", "-C", mine, "--json").json["searches"]) == 1
    assert synth("import", path, "-C", mine, "--json").json["works"] == 3
    assert synth("import", "--undo", "-C", mine, "--json").json["works"] == 1


def test_a_record_that_another_import_brought_too_stays_when_one_is_taken_back(synth, mine: Path) -> None:
    synth("import", table_file(mine), "-C", mine)
    synth("import", table_file(mine, TABLE + "Derde,2003,10.1234/c\n", "more.csv"), "-C", mine)
    assert synth("import", "--undo", "more.csv", "-C", mine, "--json").json["works"] == 2


def test_what_was_never_imported_cannot_be_taken_back(synth, mine: Path) -> None:
    synth("import", table_file(mine), "-C", mine)
    done = synth("import", "--undo", "other.csv", "-C", mine)
    assert (done.code, "list.csv" in done.err) == (2, True)


def test_the_same_file_under_another_name_adds_nothing(synth, mine: Path) -> None:
    synth("import", table_file(mine), "-C", mine)
    done = synth("import", table_file(mine, name="list(1).csv"), "-C", mine, "--json").json
    assert (done["files"][0]["new"], done["works"]) == (0, 2)
    assert len(synth("synthesize", "-C", mine, "--json").json["searches"]) == 1


def test_a_mapping_is_written_corrected_and_used(synth, mine: Path) -> None:
    path = table_file(mine, "naam;jaar\nKennisbenutting;2001\nSchulden;2002\n")
    written = synth("columns", path)
    assert "# not used: naam" in written.out or "not used: naam" in written.out
    mapping = mine / "columns.yaml"
    mapping.write_text("synth: columns/1\ncolumns:\n  title: naam\n  year: jaar\n")
    assert synth("import", path, "--columns", mapping, "-C", mine, "--json").json["works"] == 2
    assert '"Kennisbenutting"' in synth("read", path, "--columns", mapping).out


def test_reading_goes_on_after_a_file_that_is_refused(synth, mine: Path) -> None:
    bad = table_file(mine, "species,age\ndog,5\ncat,4\n", "pets.csv")
    done = synth("read", bad, table_file(mine))
    assert (done.code, done.out.count("\n"), "pets.csv" in done.err) == (2, 2, True)


def test_works_are_exported_as_a_sheet_that_comes_in_again(synth, mine: Path) -> None:
    synth("import", table_file(mine), "-C", mine)
    assert synth("export", "--format", "xlsx", "--all", "-C", mine).code == 0
    (sheet,) = mine.rglob("works.xlsx")
    assert synth("import", sheet, "-C", mine, "--json").json["works"] == 2
