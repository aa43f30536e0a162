"""De-duplication on the command line: questions answered with keys, links explained, files alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from synth.cli.side_by_side import side_by_side
from synth.dedupe.beside import agreement, beside
from synth.model import Name, Record

HEAD = "id,type,title,authors,year,journal,volume,issue,pages,doi,abstract\n"
TWICE = {
    "nl": "Implementatie van veranderingen in de zorg",
    "de": "Umsetzung von Veränderungen in der Versorgung",
    "en": "Implementation of change in health care",
}


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


@pytest.fixture
def doubtful(synth, tmp_path: Path) -> Path:
    """A review with one question: the same title and authors, two years apart."""
    folder = tmp_path / "review"
    synth("new", folder)
    lines = "".join(
        f'{key}{year},book,{title},"Grol, R.; Wensing, M.",{year},,,,,,\n'
        for key, title in TWICE.items()
        for year in (2001, 2003)
    )
    (tmp_path / "books.csv").write_text(HEAD + lines, encoding="utf-8")
    synth("import", tmp_path / "books.csv", "-C", folder)
    return folder


def test_each_answer_is_stored_at_once_and_the_rest_stays(synth, doubtful: Path) -> None:
    done = synth("dedupe", "--review", "-C", doubtful, answers="s\nd\nq\n")
    assert done.code == 0
    assert done.out.count("Question ") == 3
    assert "2 answered, 0 skipped, 1 left." in done.out
    assert "6 records describe 5 works" in done.out


def test_the_last_answer_can_be_taken_back_and_a_question_left(synth, doubtful: Path) -> None:
    done = synth("dedupe", "--review", "-C", doubtful, answers="s\nu\nk\n?\nq\n")
    assert "is withdrawn" in done.out
    assert "`?` is none of the keys" in done.out
    assert "0 answered, 1 skipped, 3 left." in done.out
    assert synth("dedupe", "-C", doubtful, "--json").json["works"] == 6


def test_the_end_of_the_input_ends_the_sitting(synth, doubtful: Path) -> None:
    assert "0 answered" in synth("dedupe", "--review", "-C", doubtful).out


def test_any_two_records_are_explained_with_what_differs_marked(synth, doubtful: Path) -> None:
    out = synth("dedupe", "--explain", "1", "2", "-C", doubtful).out
    assert "1 and 2: ask (title-authors-year" in out
    assert any(line.split() == ["year", "#", "2001", "2003"] for line in out.splitlines())
    assert (
        synth("dedupe", "--explain", "1", "2", "-C", doubtful, "--json").json["rule"] == "title-authors-year"
    )


def test_a_work_is_explained_by_its_key(synth, doubtful: Path) -> None:
    synth("dedupe", "--same", "1", "2", "-C", doubtful)
    out = synth("dedupe", "--explain", "grol-2001", "-C", doubtful).out
    assert "1 and 2: same (ruling" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--explain", "1", "99"], "There is no record 99"),
        (["--explain", "nobody-1900"], "no work `nobody-1900`"),
        (["--undo-run", "7"], "Run 7 joined nothing"),
        (["--undo", "1", "2"], "Nobody ruled on 1 and 2"),
        (["--files"], "Name the files"),
        (["--files", "a.csv"], "--clusters OUT.csv"),
        (["1", "2"], "stand behind --files"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(synth, doubtful: Path, arguments, said) -> None:
    done = synth("dedupe", *arguments, "-C", doubtful)
    assert done.code == 2
    assert said in done.err


def test_a_run_is_undone_and_done_again(synth, doubtful: Path, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text(
        HEAD + f'x,book,{TWICE["nl"]},"Grol, R.; Wensing, M.",2001,,,,,,\n', encoding="utf-8"
    )
    synth("import", tmp_path / "more.csv", "-C", doubtful)
    assert synth("dedupe", "-C", doubtful, "--json").json["works"] == 6
    run = synth("dedupe", "--runs", "-C", doubtful).out.splitlines()[-1].split()[0]
    assert synth("dedupe", "--undo-run", run, "-C", doubtful, "--json").json["works"] == 7
    assert synth("dedupe", "--redo-run", run, "-C", doubtful, "--json").json["works"] == 6


def test_files_are_deduplicated_without_a_review(synth, tmp_path: Path) -> None:
    row = 'article,Kennis en werk in de praktijk,"Bos, A.; Vos, B.",2008,Gids,4,,3-8,,\n'
    other = 'article,Kennis en werk in de praktijk,"Bos, A.; Vos, B.",2010,Gids,6,,9-12,,\n'
    (tmp_path / "a.csv").write_text(f"{HEAD}x,{row}y,{other}", encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"{HEAD}x,{row}z,{row}z,{row}", encoding="utf-8")
    done = synth(
        "dedupe", "--files", tmp_path / "a.csv", tmp_path / "b.csv",
        "--clusters", tmp_path / "out.csv", "--pairs", tmp_path / "pairs.csv",
    )  # fmt: skip
    assert done.out.startswith("5 records describe 2 works")
    found = {row["id"]: row["cluster"] for row in rows(tmp_path / "out.csv")}
    assert found == {"a.csv:x": "1", "y": "2", "b.csv:x": "1", "z": "1", "z#2": "1"}
    asked = [row for row in rows(tmp_path / "pairs.csv") if row["outcome"] == "ask"]
    assert all({row["a"], row["b"]} & {"y"} and row["reasons"] for row in asked)


@pytest.mark.parametrize(("more", "works"), [([], 2), (["--versions"], 1)])
def test_versions_are_told_of_and_joined_when_asked(synth, tmp_path: Path, more, works: int) -> None:
    text = (
        f'{HEAD}p,article,Stopping rules for screening,"Bron, M.; Vos, P.",2023,arXiv,,,,10.48550/arxiv.1,\n'
        'q,article,Stopping rules for screening,"Bron, M.; Vos, P.",2024,Methods,15,,210-9,10.1000/j.5,\n'
    )
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    out, pairs = tmp_path / "out.csv", tmp_path / "pairs.csv"
    done = synth(
        "dedupe", "--files", tmp_path / "a.csv", "--clusters", out, "--pairs", pairs, *more, "--json"
    )
    assert done.json["works"] == works
    assert [row["rule"] for row in rows(pairs)] == ["versions"]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Work", "Work", "same"),
        ("Re-integratie", "Reïntegratie", "spelling"),
        ("2001", "2002", "different"),
        ("2001", "", "one"),
    ],
)
def test_fields_agree_but_for_spelling_or_differ(left: str, right: str, kind: str) -> None:
    assert agreement(left, right) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (Name("de Vries", "J."), "spelling"),
        (Name("De Vries", "Jan P."), "spelling"),
        (Name("de Vries", "K."), "different"),
        (Name("Vries", "Jan"), "different"),
        (Name(literal="TNO"), "different"),
    ],
)
def test_initials_and_a_short_name_of_a_journal_are_no_difference(name: Name, kind: str) -> None:
    one = Record("ris", "a", "", authors=(Name("de Vries", "Jan"),), container_title="Sociaal Bestek")
    other = Record("ris", "b", "", authors=(name,), container_title="Soc. Bestek")
    assert {f.name: f.agreement for f in beside(one, other)} == {"authors": kind, "in": "spelling"}


@pytest.mark.parametrize("width", [40, 80, 200])
def test_two_records_fit_the_terminal(width: int) -> None:
    long = Record(
        "ris", "a", "", title="Kennis " * 60, authors=(Name("漢字" * 20, "A."),), abstract="woord " * 400
    )
    lines = list(side_by_side({1: long, 2: long}, width=width))
    assert max(map(len, lines)) <= max(width, 60)
    assert len(lines) < 40


def test_one_record_of_a_file_is_told_in_the_singular(synth, tmp_path: Path) -> None:
    row = 'article,Kennis en werk in de praktijk,"Bos, A.",2008,Gids,4,,3-8,,\n'
    (tmp_path / "one.csv").write_text(f"{HEAD}x,{row}", encoding="utf-8")
    done = synth("dedupe", "--files", tmp_path / "one.csv", "--clusters", tmp_path / "out.csv")
    assert done.out == "1 record describes 1 work: 0 linked, 0 versions, 0 to ask about.\n"
