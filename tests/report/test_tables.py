"""Tables, workbook and CSV: the numbers of the document, each leading to what it counts; no formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from synth.errors import SynthError
from synth.i18n import Messages
from synth.outputs import write_reports
from synth.report.checklist import prisma_2020
from synth.report.flow_csv import COLUMNS, flow_csv
from synth.report.sheet_layout import SHEET
from synth.report.table_rows import Table
from synth.report.tables import tables
from synth.report.view import page
from synth.report.workbook import workbook
from synth.synthesis.flow import size

from .conftest import full
from .hostile import poisoned

Document = dict[str, Any]
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example")', "\t=1")


def of(document: Document, language: str = "en") -> dict[str, Table]:
    return {table.name: table for table in tables(page(document, language))}


def written(document: Document, language: str = "en") -> bytes:
    shown = page(document, language)
    return workbook(tables(shown), shown.messages)


def test_every_row_has_a_cell_for_each_column(document: Document, language: str) -> None:
    for table in of(document, language).values():
        assert all(len(row.cells) == len(table.columns) for row in table.rows), table.name


def test_findings_carry_the_counts_of_the_document(document: Document) -> None:
    rows = {row.key: [cell.value for cell in row.cells] for row in of(document)["findings"].rows}
    for finding in document["findings"]:
        assert rows[finding["id"]][4:6] == [len(finding["works"]), finding["n_studies"]]


def test_a_count_leads_to_a_row_that_exists(document: Document) -> None:
    known = of(document)
    led = [cell for table in known.values() for row in table.rows for cell in row.cells if cell.key]
    assert len(led) > 20
    for cell in led:
        assert cell.key in {row.key for row in known[cell.table].rows}


def test_the_evidence_has_a_row_for_each_passage_of_a_finding(document: Document) -> None:
    rows = of(document)["evidence"].rows
    assert [(row.key, row.cells[3].value) for row in rows] == [
        (finding["id"], passage) for finding in document["findings"] for passage in finding["passages"]
    ]


def test_the_workbook_has_a_sheet_for_each_table_with_numbers_as_numbers(
    document: Document, language: str
) -> None:
    shown = tables(page(document, language))
    book = load_workbook(io.BytesIO(written(document, language)))
    shown = [table for table in shown if table.rows]
    assert [sheet.title for sheet in book] == [table.title[:31] for table in shown]
    sheet = book.worksheets[[table.name for table in shown if table.rows].index("findings")]
    assert [row[4].value for row in sheet.iter_rows(min_row=2)] == [
        len(finding["works"]) for finding in document["findings"]
    ]
    assert all(row[4].hyperlink.location for row in sheet.iter_rows(min_row=2))


def test_rows_are_as_high_as_their_texts_and_no_higher_than_a_screen(document: Document) -> None:
    document["findings"][0]["statement"]["en"] = "long " * 40
    document["findings"][1]["statement"]["en"] = "very long " * 400
    shown = tables(page(document, "en"))
    book = load_workbook(io.BytesIO(written(document)))
    sheet = book.worksheets[[table.name for table in shown if table.rows].index("findings")]
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=2)}
    first, second, third = (heights[one["id"]] for one in document["findings"][:3])
    assert 15 * 4 <= first <= second == 15 * 24
    assert third >= 15


def sheets(document: Document, language: str) -> dict[str, Any]:
    """The sheets of the workbook by the names of their tables."""
    shown = [table for table in tables(page(document, language)) if table.rows]
    book = load_workbook(io.BytesIO(written(document, language)))
    return dict(zip([table.name for table in shown], book.worksheets, strict=True))


def test_a_sheet_is_printed_as_wide_as_a_page_on_its_side_with_its_heads_on_each(
    document: Document, language: str
) -> None:
    for sheet in sheets(document, language).values():
        how = sheet.page_setup
        assert (how.orientation, how.fitToWidth or 1, how.fitToHeight) == ("landscape", 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"


def test_findings_fit_a_page_in_letters_that_are_read_and_short_columns_have_upright_heads(
    document: Document, language: str
) -> None:
    for finding in document["findings"]:
        finding["statement"][language] = "a long statement " * 30
        finding["confidence"]["reasons"][language] = "many reasons " * 60
    sheet = sheets(document, language)["findings"]
    alike = sheet.column_dimensions.values()
    widths = [
        one.width for one in sorted(alike, key=lambda one: one.min) for _ in range(one.min, one.max + 1)
    ]
    assert sum(widths) < 1.1 * SHEET
    turned = [cell.column - 1 for cell in sheet[1] if cell.alignment.textRotation == 90]
    assert {5, 6, 7, 8, 9} <= set(turned)
    assert all(widths[place] < 8 for place in turned)
    assert min(widths[3], widths[13]) > 20
    assert all(row[3].alignment.wrapText for row in sheet.iter_rows(min_row=2))


def test_a_large_workbook_is_the_same_to_read_and_leaves_no_other_file(
    document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> list[list[tuple[Any, ...]]]:
        (path,) = write_reports(tmp_path, document, formats=["xlsx"], languages=["de"])
        cells = (sheet.iter_rows() for sheet in load_workbook(path))
        return [
            [(one.value, one.data_type, one.hyperlink and one.hyperlink.location) for one in row]
            for rows in cells
            for row in rows
        ]

    document["passages"][0]["quote"] = "long " * 20_000
    usual = read()
    monkeypatch.setattr("synth.report.workbook.LARGE", 3)
    assert read() == usual
    assert read() == usual
    assert [path.name for path in tmp_path.iterdir()] == ["report.de.xlsx"]


def test_a_workbook_that_finds_no_room_is_told(document: Document, tmp_path: Path) -> None:
    taken = tmp_path / "report"
    taken.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(SynthError, match="found no room"):
        write_reports(taken, document, formats=["xlsx"], languages=["de"])


@pytest.mark.parametrize("letter", ["é", "😀"])
def test_a_text_too_long_for_a_cell_goes_on_on_a_sheet_of_its_own(
    document: Document, letter: str, tmp_path: Path
) -> None:
    whole = "".join(f"{n} {letter} " for n in range(17_000))
    document["passages"][0]["quote"] = whole
    (path,) = write_reports(tmp_path, document, formats=["xlsx"], languages=["nl"])
    words, book = page(document, "nl").messages, load_workbook(path)
    begun = book[words("table.passages")]
    cell = next(cell for row in begun.iter_rows() for cell in row if str(cell.value).startswith(whole[:99]))
    rest = [row for row in book[words("table.continued")].iter_rows(min_row=2) if row[1].value == cell.row]
    said = words("table.goes-on", sheet=words("table.continued"), row=2)
    assert cell.value.removesuffix(f" {said}") + "".join(row[4].value for row in rest) == whole
    assert cell.hyperlink.location.endswith("!A2")
    assert {row[2].value for row in rest} == {begun.cell(1, cell.column).value}
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    assert max(len(str(cell.value or "").encode("utf-16-le")) // 2 for cell in cells) <= 32_767


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_cell_is_a_formula_whatever_a_text_begins_with(document: Document, payload: str) -> None:
    book = load_workbook(io.BytesIO(written(poisoned(document, payload))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_the_same_document_gives_the_same_workbook(document: Document) -> None:
    assert written(document, "nl") == written(document, "nl")


def test_the_checklist_is_whole_and_marks_what_is_left_to_write(document: Document, language: str) -> None:
    items = page(document, language).prisma_2020
    assert len(items) == 42
    assert len({item.number.rstrip("abcdef") for item in items}) == 27
    assert all(item.label and item.part for item in items)
    assert {item.status for item in items} == {"reported", "partly", "write"}
    assert all(item.places or item.label in item.blank for item in items if item.status == "write")
    status = {item.number: item.status for item in items}
    assert (status["18"], status["24a"]) == ("write", "write")
    rated = {item.number: item.status for item in page(full(), language).prisma_2020}
    assert rated["18"] == "reported"


def test_what_a_person_wrote_is_no_longer_to_be_completed() -> None:
    words = Messages.load("en")
    before = {
        one.number: one.status for one in prisma_2020(words, blanks=["methods-protocol", "methods-sources"])
    }
    after = {one.number: one.status for one in prisma_2020(words)}
    assert (before["24a"], after["24a"]) == ("write", "reported")
    assert (before["6"], after["6"]) == ("partly", "reported")


def test_the_flow_for_the_package_has_its_columns_and_the_counts(document: Document, language: str) -> None:
    head, *rows = csv.reader(io.StringIO(flow_csv(document, language)))
    assert tuple(head) == COLUMNS
    shown = {row[0]: row[7] for row in rows}
    for name in ("database_results", "duplicates", "records_screened", "new_studies", "total_reports"):
        assert shown[name] == str(document["flow"][name])
    reasons = [part.rsplit(", ", 1) for part in shown["dbr_excluded"].split("; ")]
    assert sum(int(n) for _, n in reasons) == size(document["flow"]["dbr_excluded"])


def test_files_are_written_for_each_language(document: Document, tmp_path: Any) -> None:
    made = write_reports(tmp_path, document, formats=["xlsx", "csv"], languages=["nl", "de"])
    names = {str(path.relative_to(tmp_path)) for path in made}
    assert {"report.nl.xlsx", "report.de.xlsx", "tables.de/findings.csv"} <= names
    assert "tables.nl/prisma2020-flow.csv" in names
