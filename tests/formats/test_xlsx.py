"""Excel sheets: read as tables, within limits; written as text."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from synth.errors import FileError
from synth.formats import xlsx
from synth.formats.reading import read
from synth.model import Name, Record


def workbook(*sheets: list[list[object]]) -> bytes:
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"sheet {number}")
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_sheet_is_read_by_its_headings_whatever_the_name():
    data = workbook(
        [["Titel", "Auteurs", "Jaar", "DOI"], ["Wat werkt", "de Vries, J.; Smit, A.", 2015, "10.1234/a"]]
    )
    result = read(data, "export.ris")
    (record,) = result.records
    assert result.format == "xlsx"
    assert (record.title, record.year, record.doi, len(record.authors)) == ("Wat werkt", 2015, "10.1234/a", 2)


def test_numbers_and_days_are_text_as_people_see_them():
    day = datetime.datetime(2015, 3, 1)  # noqa: DTZ001 -- as Excel keeps it
    (record,) = read(workbook([["title", "volume", "date"], ["A", 30.0, day]]), "x").records
    assert (record.volume, record.year) == ("30", 2015)


def test_the_sheet_with_references_is_found_and_another_is_told():
    references = [["title", "year", "doi"], ["A", 2015, "10.1234/a"]]
    result = read(workbook([["Legenda"], ["x"]], references, [["title"], ["B"]]), "x.xlsx")
    assert [record.title for record in result.records] == ["A"]
    assert any("sheet 2" in note.reason for note in result.notes)


def test_empty_rows_are_no_entries_and_rows_keep_their_number():
    result = read(workbook([["title", "year"], [], ["A", 2015], ["B", 2016, "x"]]), "x.xlsx")
    assert [record.title for record in result.records] == ["A"]
    assert [problem.position.line for problem in result.problems] == [4]


def test_a_sheet_without_references_is_refused():
    with pytest.raises(FileError, match="No column is known"):
        read(workbook([["species", "age"], ["dog", 5]]), "x.xlsx")


def packed(*parts: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", b"x"), *parts):
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (packed(("xl/a.xml", b"0" * 30_000_000)), "more than 100 times"),
        (packed(*((f"xl/{number}", b"") for number in range(2_001))), "parts"),
        (packed(("../../evil", b"x")), "part named"),
        (packed(("/etc/passwd", b"x")), "part named"),
        (packed(("xl/workbook.xml", b"<x")), "damaged"),
        (workbook([["title"], ["A"]])[:300], "damaged"),
    ],
)
def test_an_archive_that_is_a_trap_or_damaged_is_refused(data: bytes, message: str):
    with pytest.raises(FileError, match=message):
        read(data, "x.xlsx")


def test_what_is_written_reads_back_and_no_cell_is_a_formula():
    made = Record(
        "x",
        "a",
        "",
        title="=1+1",
        authors=(Name("van Dam", "An"),),
        year=2001,
        keywords=("x",),
        note="https://example.org",
    )
    data = xlsx.write([made])
    cells = [cell for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    (back,) = read(data, "x.xlsx").records
    assert (back.title, back.authors, back.year, back.keywords) == (made.title, made.authors, 2001, ("x",))


@pytest.mark.parametrize(("letter", "kept"), [("é", 32_763), ("𝒳", 16_381)])
def test_a_text_that_no_cell_can_hold_says_at_its_end_that_it_is_cut(letter: str, kept: int):
    record = Record("x", "a", "", title="A title", abstract=letter * 40_000)
    (back,) = read(xlsx.write([record]), "works.xlsx").records
    assert back.abstract == f"{letter * kept} […]"


def test_the_same_records_give_the_same_bytes():
    assert xlsx.write([]) == xlsx.write([])
