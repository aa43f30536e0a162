"""Tables of references: columns by their headings, and a place for every problem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import FileError
from synth.formats import delimited, table
from synth.formats.columns_file import load_mapping, template
from synth.formats.entries import Reading
from synth.formats.reading import read
from synth.model import Name, Record


def reading(text: str) -> Reading:
    return read(text.encode(), "x.csv")


def only(text: str) -> Record:
    (record,) = reading(text).records
    return record


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "header",
    [
        ("id", "title", "abstract", "keywords"),
        ("id", "titel", "samenvatting", "trefwoorden"),
        ("id", "Titel", "Zusammenfassung", "Schlagwörter"),
    ],
)
def test_a_plain_table_is_read_with_headings_in_three_languages(delimiter: str, header: tuple[str, ...]):
    record = only(
        f'{delimiter.join(header)}\r\na1{delimiter}Wat werkt{delimiter}Een "o"{delimiter}"x; y"\r\n'
    )
    assert (record.source_id, record.title, record.abstract) == ("a1", "Wat werkt", 'Een "o"')
    assert record.keywords == ("x", "y")


VENDORS = json.loads((Path(__file__).parent / "vendor_tables.json").read_text(encoding="utf-8"))
"""Vendor → one row in the columns of its export, made up."""


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_columns_of_a_vendor_are_known(vendor: str):
    record = only(VENDORS[vendor])
    assert (record.title, record.year, record.container_title) == ("T", 2020, "Beleid")
    assert (record.volume, record.issue, record.page, record.doi) == ("3", "2", "5-9", "10.1234/a")
    assert [name.family for name in record.authors] == ["de Vries", "Smit"]
    assert record.keywords in ((), ("k1", "k2"))
    assert record.issn in ("", "10510443")
    assert record.pmid in ("", "123")
    assert record.type in ("", "article-journal")
    assert reading(VENDORS[vendor]).notes == ()


def test_the_search_above_the_headings_is_not_a_row():
    text = "SEARCH QUERY;x\n---;\n;\nTitle;Author Names;DOI\nT;de Vries J.;10.1234/a\n"
    assert only(text).title == "T"


def test_every_cell_is_kept_raw_whether_it_has_a_role_or_not():
    assert json.loads(only("title,odd\nT,1\n").raw) == {"title": "T", "odd": "1"}


def test_a_row_with_a_comma_too_many_is_put_right_by_what_its_cells_hold_and_told():
    result = reading("title,year,doi,issn\nOne, two,2020,10.1234/a,1051-0443\n")
    (record,) = result.records
    assert (record.title, record.year, record.doi) == ("One, two", 2020, "10.1234/a")
    (note,) = result.notes
    assert (note.position.line, "5 cells for 4" in note.reason) == (2, True)


def test_a_row_that_cannot_be_put_right_is_a_problem_with_its_line_and_the_counts_add_up():
    result = reading("title,year\na,2020,x\nb,2021\n")
    assert [record.title for record in result.records] == ["b"]
    (problem,) = result.problems
    assert (problem.position.line, problem.raw) == (2, "a,2020,x")
    assert result.entries.starts == 2


def test_a_quote_that_never_closes_costs_one_row():
    result = reading('title,year\na,2020\n"b,2021\nc,2022\nd,2023\n')
    assert [record.title for record in result.records] == ["a", "c", "d"]
    assert [problem.position.line for problem in result.problems] == [3]


def test_a_file_that_stops_within_a_quoted_cell_is_refused_with_the_line():
    with pytest.raises(FileError, match="cut off") as refused:
        reading('title,abstract\na,b\nc,"The abstract that\nstops')
    assert refused.value.problems[0].position.line == 3


def test_a_cell_with_line_ends_is_one_cell_and_later_rows_know_their_line():
    result = reading('title,year\n"a\nb",2020\n"c,2021\nd,2022\ne,2023\n')
    assert result.records[0].title == "a b"
    assert result.problems[0].position.line == 4


def test_a_cell_of_a_million_characters_is_read():
    assert len(only("title,abstract\na," + "x" * 1_000_000).abstract) == 1_000_000


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,title\na,b\n", "Two columns are called title"),
        ("species,age\ndog,5\ncat,4\n", "No column is known"),
        ("Some Title,2020\nOther,2021\n", "No column is known"),
    ],
)
def test_a_table_that_does_not_say_what_its_columns_are_is_refused(text: str, message: str):
    with pytest.raises(FileError, match=message) as refused:
        reading(text)
    assert refused.value.problems[0].remedy


def saved(folder: Path, text: str) -> Path:
    path = folder / "columns.yaml"
    path.write_text("synth: columns/1\ncolumns:\n" + text)
    return path


def test_a_saved_mapping_says_which_column_is_what(tmp_path: Path):
    mapping = load_mapping(saved(tmp_path, "  title: naam\n  year: [uitgave, jaar van druk]\n"))
    data = b"naam;uitgave;jaar van druk\nWat werkt;;2001\n"
    (record,) = read(data, "x.csv", mapping=mapping).records
    assert (record.title, record.year) == ("Wat werkt", 2001)


def test_a_mapping_that_names_a_column_that_is_not_there_says_which_are(tmp_path: Path):
    mapping = load_mapping(saved(tmp_path, "  title: naam\n  year: jaar\n"))
    with pytest.raises(FileError, match="jaar") as refused:
        read(b"naam;uitgave\nx;2001\n", "x.csv", mapping=mapping)
    assert "uitgave" in str(refused.value)


def test_a_mapping_with_an_unknown_role_is_refused_with_its_line(tmp_path: Path):
    with pytest.raises(FileError) as refused:
        load_mapping(saved(tmp_path, "  titel: naam\n"))
    assert refused.value.problems[0].position.line == 3


def test_the_template_of_a_mapping_reads_back_and_gives_the_same_records(tmp_path: Path):
    text = VENDORS["scopus"]
    found = table.layout(text)
    assert found is not None
    path = tmp_path / "columns.yaml"
    path.write_text(template(found.columns))
    assert read(text.encode(), "x.csv", mapping=load_mapping(path)).records == reading(text).records


def test_what_is_written_for_a_spreadsheet_has_no_formula_and_reads_back():
    made = Record("x", "a", "", title="=SUM(A1)", authors=(Name(literal="+31"),), note="@x")
    text = table.write([made])
    assert all(
        not cell.startswith(("=", "+", "@"))
        for row in delimited.rows(text.replace("\r\n", "\n"), ",")
        for cell in row.cells
    )
    (back,) = reading(text).records
    assert (back.title, back.authors, back.note) == (made.title, made.authors, made.note)


CELL = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=12
)


@settings(max_examples=150)
@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4), st.sampled_from(",;\t|"))
def test_rows_written_by_the_rules_come_back(written: list[list[str]], delimiter: str):
    text = "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in written)
    assert [list(row.cells) for row in delimited.rows(text, delimiter)] == written


@settings(max_examples=150)
@given(st.text(alphabet='",;\n a', max_size=60))
def test_any_text_is_rows_and_each_line_is_in_one(text: str):
    rows = list(delimited.rows(text, ","))
    assert "\n".join(row.raw for row in rows) == text.removesuffix("\n")
