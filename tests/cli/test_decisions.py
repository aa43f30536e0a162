"""Screening decisions of other programs, brought in, taken back and sent out in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from synth.formats.csv_safe import read_csv
from synth.review import Review
from synth.store.decisions import current_decisions
from synth.store.works import works

RECORDS = "".join(
    f"TY  - JOUR\nTI  - Kennis in gemeente {name}\nAU  - {author}, A.\nPY  - 201{n}\nDO  - 10.5555/made.{n}\n"
    f"AB  - =Over {name}.\nER  -\n"
    for n, (name, author) in enumerate([("Aa", "Smit"), ("Bee", "Jansen"), ("Cee", "Visser"), ("Dee", "Bos")])
)
VOTES = 'RAYYAN-INCLUSION: {""Anna""=>""Included"", ""Jos""=>""Excluded""}'
WHY = "RAYYAN-EXCLUSION-REASONS: wrong language"
RAYYAN = f"""key,title,year,authors,doi,notes
rayyan-1,Kennis in gemeente Aa,2010,"Smit, A.",10.5555/made.0,"{VOTES} | {WHY}"
rayyan-2,KENNIS IN GEMEENTE BEE,2011,"Jansen, A.",,"RAYYAN-INCLUSION: {{""Anna""=>""Maybe""}}"
rayyan-3,Iets heel anders over vogels,1999,"Vos, B.",,"RAYYAN-INCLUSION: {{""Anna""=>""Excluded""}}"
"""


@pytest.fixture
def folder(synth, tmp_path: Path) -> Path:
    synth("new", tmp_path / "fresh")
    (tmp_path / "works.ris").write_text(RECORDS)
    synth("import", tmp_path / "works.ris", "-C", tmp_path / "fresh")
    return tmp_path / "fresh"


def decided(folder: Path) -> set[tuple[str, ...]]:
    with Review.open(folder) as review:
        found = current_decisions(review.db)
    return {(d.work, d.stage, d.coder, d.verdict, d.criterion, d.reason) for d in found}


def file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


AA, BEE = "smit-2010", "jansen-2011"
STAGE = "title-abstract"


def test_members_of_rayyan_stay_apart_and_a_stranger_is_told(synth, folder: Path, tmp_path: Path) -> None:
    path = file(tmp_path, "rayyan.csv", RAYYAN)
    done = synth("import", path, "--decisions", "-C", folder)
    assert done.code == 0, done.err
    assert decided(folder) == {
        (AA, STAGE, "Anna", "include", "", ""),
        (AA, STAGE, "Jos", "exclude", "", "wrong language"),
        (BEE, STAGE, "Anna", "maybe", "", ""),
    }
    assert "rayyan.csv:4: No work of the review is meant by 'Iets heel anders over vogels'" in done.out
    assert "1 exclusion names no criterion" in done.out
    assert synth("agree", "--stage", STAGE, "--json", "-C", folder).json["coders"] == ["Anna", "Jos"]
    with Review.open(folder) as review:
        assert review.db.table("work").count == 4


def test_a_row_with_the_key_of_a_work_that_was_merged_is_about_the_work_it_went_into(
    synth, folder: Path, tmp_path: Path
) -> None:
    synth("dedupe", "--same", "1", "2", "-C", folder)
    rows = file(tmp_path, "table.csv", f"work,verdict,coder\n{AA},include,Jos\n{BEE},include,Anna\n")
    done = synth("import", rows, "--decisions", "-C", folder)
    assert "No work of the review is meant" not in done.out
    with Review.open(folder) as review:
        kept = {work.key for work in works(review.db)} & {AA, BEE}
    assert len(kept) == 1
    assert {(work, coder) for work, _, coder, *_ in decided(folder)} == {(*kept, "Jos"), (*kept, "Anna")}


def test_a_row_that_names_nothing_is_not_taken_for_the_work_without_a_title(
    synth, folder: Path, tmp_path: Path
) -> None:
    synth("import", file(tmp_path, "bare.ris", "TY  - JOUR\nDO  - 10.1000/bare\nER  - \n"), "-C", folder)
    rows = f"work,doi,title,verdict,coder\n,,,include,Jos\n{AA},,,include,Jos\n"
    done = synth("import", file(tmp_path, "table.csv", rows), "--decisions", "-C", folder)
    assert "table.csv:2: No work of the review is meant" in done.out
    assert decided(folder) == {(AA, STAGE, "Jos", "include", "", "")}


def test_the_same_file_twice_adds_nothing_also_after_another_decision(
    synth, folder: Path, tmp_path: Path
) -> None:
    path = file(tmp_path, "rayyan.csv", RAYYAN)
    synth("import", path, "--decisions", "-C", folder)
    synth("screen", AA, "--verdict", "include", "--stage", STAGE, "--coder", "Jos", "-C", folder)
    before = decided(folder)
    assert "0 new" in synth("import", path, "--decisions", "-C", folder).out
    assert decided(folder) == before


def test_a_file_that_is_taken_back_gives_way_to_what_was_before(synth, folder: Path, tmp_path: Path) -> None:
    synth("screen", AA, "--verdict", "maybe", "--stage", STAGE, "--coder", "Jos", "-C", folder)
    before = decided(folder)
    path = file(tmp_path, "rayyan.csv", RAYYAN)
    synth("import", path, "--decisions", "--undated", "-C", folder)
    assert "decisions" in synth("import", "--undo", "-C", folder).out
    assert decided(folder) == before
    assert "3 new" in synth("import", path, "--decisions", "--undated", "-C", folder).out


@pytest.mark.parametrize("form", ["csv", "yaml"])
def test_a_decision_without_a_time_does_not_go_over_one_that_was_made_here(
    synth, folder: Path, tmp_path: Path, form: str
) -> None:
    whose = ("--stage", STAGE, "--coder", "Jos", "-C", folder)
    synth("screen", AA, "--verdict", "maybe", *whose)
    texts = {
        "csv": ("o.csv", f"work,verdict,coder,stage\n{AA},include,Jos,{STAGE}\n{BEE},include,Jos,{STAGE}\n"),
        "yaml": (
            "o.yaml",
            "synth: decisions/1\ncoder: Jos\ndecisions:\n"
            + "".join(f"  - {{work: {one}, stage: {STAGE}, verdict: include}}\n" for one in (AA, BEE)),
        ),
    }
    path = file(tmp_path, *texts[form])
    how = ("--decisions",) if form == "csv" else ()
    assert (
        f"`{AA}`, Jos, {STAGE}: include without" in synth("import", path, *how, "--dry-run", "-C", folder).out
    )
    done = synth("import", path, *how, "-C", folder)
    assert (done.code, "2 decisions, 1 new" in done.out) == (0, True), done.out
    assert f"`{AA}`, Jos, {STAGE}: include without a time; here it is maybe since 20" in done.out
    assert {one[3] for one in decided(folder) if one[0] == AA} == {"maybe"}
    synth("screen", AA, "--undo", *whose)
    synth("import", path, *how, "-C", folder)
    assert {one[3] for one in decided(folder) if one[0] == AA} == set(), "what was taken back stays so"
    assert "1 new" in synth("import", path, *how, "--undated", "-C", folder).out
    assert {one[3] for one in decided(folder) if one[0] == AA} == {"include"}


@pytest.mark.parametrize("then", [("--verdict", "maybe"), ("--undo",)])
def test_an_older_export_does_not_take_back_what_was_decided_since(
    synth, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, then: tuple[str, ...]
) -> None:
    whose = ("--stage", STAGE, "--coder", "anna", "-C", folder)
    monkeypatch.setattr("synth.store.decisions.now", lambda: "2024-01-01T10:00:00Z")
    synth("screen", AA, "--verdict", "include", *whose)
    synth("export", "--format", "yaml", "--to", tmp_path / "old", "-C", folder)
    monkeypatch.setattr("synth.store.decisions.now", lambda: "2024-01-02T10:00:00Z")
    synth("screen", AA, *then, *whose)
    before = decided(folder)
    (path,) = (tmp_path / "old").glob("decisions*.yaml")
    assert "0 new" in synth("import", path, "-C", folder).out
    assert decided(folder) == before
    path.write_text(path.read_text(encoding="utf-8").replace("2024-01-01", "2024-01-03"), encoding="utf-8")
    assert "1 new" in synth("import", path, "-C", folder).out


@pytest.mark.parametrize("order", [("first.csv", "second.csv"), ("second.csv", "first.csv")])
def test_files_that_are_all_taken_back_leave_nothing_in_any_order(
    synth, folder: Path, tmp_path: Path, order: tuple[str, str]
) -> None:
    before = decided(folder)
    for name, verdict in (("first.csv", "include"), ("second.csv", "maybe")):
        path = file(tmp_path, name, f"work,verdict,coder\n{AA},{verdict},anna\n")
        synth("import", path, "--decisions", "--stage", STAGE, "-C", folder)
    for name in order:
        assert synth("import", "--undo", name, "-C", folder).code == 0
    assert decided(folder) == before


def test_records_that_people_decided_on_are_not_taken_back(synth, folder: Path) -> None:
    synth("screen", AA, "--verdict", "include", "--stage", STAGE, "--coder", "Jos", "-C", folder)
    before = decided(folder)
    done = synth("import", "--undo", "-C", folder)
    assert done.code == 2
    assert f"{AA}: decided on" in done.err
    assert decided(folder) == before
    synth("screen", AA, "--undo", "--stage", STAGE, "--coder", "Jos", "-C", folder)
    assert synth("import", "--undo", "-C", folder).code == 0


def test_reasons_that_are_criteria_become_them(synth, folder: Path, tmp_path: Path) -> None:
    with Review.open(folder) as review:
        one = review.protocol.criteria.exclude[0]
    text = f"doi,verdict,criterion\n10.5555/made.2,exclude,{next(iter(one.label.values()))}\n"
    synth("import", file(tmp_path, "list.csv", text), "--decisions", "--stage", "full-text", "-C", folder)
    assert decided(folder) == {("visser-2012", "full-text", "me", "exclude", one.id, "")}


def test_two_entries_of_one_work_that_differ_are_told_and_left(synth, folder: Path, tmp_path: Path) -> None:
    said = [(AA, "include"), (AA, "exclude"), (BEE, "include"), ("nobody-1999", "include")]
    text = "work,verdict,coder\n" + "".join(f"{key},{verdict},anna\n" for key, verdict in said)
    done = synth("import", file(tmp_path, "list.csv", text), "--decisions", "-C", folder)
    assert {one[0] for one in decided(folder)} == {BEE}
    assert "list.csv:3: anna decided exclude and include" in done.out
    assert "list.csv:5: No work of the review is meant by 'nobody-1999'" in done.out


@pytest.mark.parametrize(
    "text", ["title,year\nKennis in gemeente Aa,2010\n", "work,verdict\nsmit-2010,\n", "{}", ""]
)
def test_a_file_without_decisions_is_refused_with_what_to_do(
    synth, folder: Path, tmp_path: Path, text: str
) -> None:
    done = synth("import", file(tmp_path, "list.csv", text), "--decisions", "-C", folder)
    assert done.code == 2
    assert "list.csv" in done.err
    assert decided(folder) == set()


def test_a_word_that_is_no_decision_is_told_with_its_line(synth, folder: Path, tmp_path: Path) -> None:
    text = f"work,verdict\n{AA},include\n{BEE},perhaps not\n"
    out = synth("import", file(tmp_path, "list.csv", text), "--decisions", "-C", folder).out
    assert "list.csv:3: `perhaps not` is no decision" in out


@pytest.fixture
def screened(synth, folder: Path, tmp_path: Path) -> Path:
    text = (
        f"work,verdict,coder,reason,stage\n{AA},include,anna,,{STAGE}\n{AA},include,=ben,,{STAGE}\n"
        f'{BEE},exclude,anna,"te oud, en ""ver"" | weg",{STAGE}\nbos-2013,include,anna,,full-text\n'
    )
    synth("import", file(tmp_path, "first.csv", text), "--decisions", "-C", folder)
    return folder


@pytest.mark.parametrize("form", ["rayyan", "eppi", "csv"])
def test_what_goes_out_comes_back_per_screener(synth, screened: Path, tmp_path: Path, form: str) -> None:
    before = decided(screened)
    files = synth("export", "--decisions", form, "--to", tmp_path / "out", "-C", screened, "--json").json[
        "files"
    ]
    for path in files:
        whose = next((one[2] for one in before if one[2].strip("=") in Path(path).name), "me")
        done = synth("import", path, "--decisions", "--coder", whose, "-C", screened)
        assert done.code == 0, done.err
        assert "not read" not in done.out
    same = {one[:4] for one in before if form == "csv" or one[1] == STAGE}
    assert {one[:4] for one in decided(screened)} >= same
    assert len(decided(screened)) == len(before)


def test_asreview_gets_one_label_for_each_work_and_no_formula(synth, screened: Path, tmp_path: Path) -> None:
    (path,) = synth("export", "--decisions", "asreview", "--to", tmp_path, "-C", screened, "--json").json[
        "files"
    ]
    head, *rows = read_csv(Path(path).read_text(encoding="utf-8"))
    labels = {row[0]: row[head.index("asreview_label")] for row in rows}
    assert labels == {AA: "1", BEE: "0", "visser-2012": "", "bos-2013": ""}
    assert '"\'=Over Aa."' in Path(path).read_text() or "'=Over Aa." in Path(path).read_text()
    before = decided(screened)
    synth("import", path, "--decisions", "--coder", "asreview", "-C", screened)
    assert {one[3] for one in decided(screened) - before} == {"include", "exclude"}


def test_covidence_gets_a_list_for_each_step(synth, screened: Path, tmp_path: Path) -> None:
    how = ["--decisions", "covidence", "--to", tmp_path, "-C", screened, "--json"]
    files = {Path(one).name: Path(one) for one in synth("export", *how).json["files"]}
    assert set(files) == {"review_0_select_ris_0.ris", "review_0_irrelevant_ris_0.ris"}
    assert "Exclusion reason: te oud" in files["review_0_irrelevant_ris_0.ris"].read_text()
    before = decided(screened)
    synth("import", *files.values(), "--decisions", "--coder", "covidence", "-C", screened)
    assert {one[:4] for one in decided(screened) - before} == {
        (AA, STAGE, "covidence", "include"),
        (BEE, STAGE, "covidence", "exclude"),
    }


def test_exclusions_without_a_criterion_survive_the_text_that_git_merges(
    synth, screened: Path, tmp_path: Path
) -> None:
    files = synth("export", "--format", "yaml", "--to", tmp_path, "-C", screened, "--json").json["files"]
    before = decided(screened)
    done = synth("import", *files, "-C", screened)
    assert done.code == 0, done.err
    assert decided(screened) == before
    assert "0 new" in done.out


def test_nothing_is_stored_when_one_of_several_files_is_bad(synth, folder: Path, tmp_path: Path) -> None:
    good, bad = file(tmp_path, "rayyan.csv", RAYYAN), file(tmp_path, "bad.json", json.dumps([1]))
    assert synth("import", good, bad, "--decisions", "-C", folder).code == 2
    assert decided(folder) == set()


def test_an_export_without_works_says_why_and_what_to_do(synth, folder: Path) -> None:
    export = ("export", "--format", "ris", "-C", folder)
    assert "No work is included on its full text yet" in synth(*export).out
    assert "No work is included" not in synth(*export, "--all").out
    synth("screen", AA, "--verdict", "include", "-C", folder)
    assert "No work is included" not in synth(*export).out


def test_who_takes_out_decisions_of_blinded_screeners_is_told(synth, folder: Path) -> None:
    protocol = folder / "review.yaml"
    rules = "\nscreening: {screeners: 2}\n"
    protocol.write_text(protocol.read_text(encoding="utf-8") + rules, encoding="utf-8")
    told = "Give them to nobody who still decides."
    assert told not in synth("export", "--decisions", "csv", "-C", folder).out
    for work, coders in ((AA, ("anna", "jos")), (BEE, ("anna",))):
        for coder in coders:
            synth("screen", work, "--verdict", "include", "--coder", coder, "-C", folder)
    for asked in (("--decisions", "csv"), ("--format", "yaml"), ()):
        assert told in synth("export", *asked, "-C", folder).out
        assert synth("export", *asked, "--json", "-C", folder).json["being_screened"] == [BEE]
    for asked in (("--codings", "csv"), ("--format", "ris")):
        assert told not in synth("export", *asked, "-C", folder).out
    protocol.write_text(
        protocol.read_text(encoding="utf-8").replace("2}", "2, blinded: false}"), encoding="utf-8"
    )
    assert told not in synth("export", "--decisions", "csv", "-C", folder).out
