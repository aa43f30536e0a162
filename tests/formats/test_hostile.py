"""Files made to break readers: each gives its records, or one clear refusal, quickly."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from synth.errors import FileError
from synth.formats import delimited, table
from synth.formats.reading import Reading, read

FOLDER = Path(__file__).parent.parent / "hostile"

RECORDS = {
    "ris/no_er_between.ris": 3,
    "ris/nul_bytes.ris": 3,
    "ris/c0_controls.ris": 3,
    "ris/bidi_override.ris": 3,
    "ris/zero_width_dup_id.ris": 3,
    "ris/linebreak_u2028.ris": 3,
    "ris/linebreak_vt.ris": 3,
    "ris/linebreak_ff.ris": 3,
    "ris/linebreak_nel.ris": 3,
    "ris/linebreak_fs.ris": 3,
    "ris/utf16le_bom.ris": 3,
    "ris/utf16be_bom.ris": 3,
    "ris/cp1252.ris": 3,
    "ris/mixed_utf8_cp1252.ris": 4,
    "ris/cr_only.ris": 3,
    "ris/dup_ids.ris": 6,
    "ris/xss_title.ris": 3,
    "ris/formula_title.ris": 3,
    "ris/path_id.ris": 3,
    "ris/ansi_escape.ris": 3,
    "ris/year_9999999.ris": 3,
    "ris/prompt_injection.ris": 3,
    "bibtex/string_cycle.bib": 1,
    "bibtex/crossref_cycle.bib": 2,
    "bibtex/dup_keys.bib": 3,
    "bibtex/dup_fields.bib": 1,
    "bibtex/latex_input.bib": 1,
    "pubmed_xml/plain_doctype.xml": 1,
    "csv/ragged.csv": 1,
    "csv/nul.csv": 1,
    "csv/huge_cell.csv": 1,
    "csv/formula_dde.csv": 3,
    "csv/semicolon.csv": 1,
    "csv/sep_line.csv": 1,
}
"""File → records; a file that is not here is refused."""

SILENT = {"ris/xss_title.ris", "ris/formula_title.ris", "ris/path_id.ris", "ris/prompt_injection.ris"}
SILENT |= {"ris/utf16le_bom.ris", "ris/utf16be_bom.ris", "ris/cr_only.ris", "bibtex/latex_input.bib"}
SILENT |= {f"csv/{name}.csv" for name in ("huge_cell", "formula_dde", "semicolon", "sep_line")}
SILENT |= {"pubmed_xml/plain_doctype.xml"}
"""Files that are only text to a reader: nothing to tell."""

FOLDERS = ("ris", "bibtex", "csv", "endnote_xml", "pubmed_xml", "zip")
FILES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.*") if path.parent.name in FOLDERS)


def reading(name: str) -> Reading:
    return read((FOLDER / name).read_bytes(), name)


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_gives_its_records_or_a_refusal_that_names_the_file(name: str):
    started = time.process_time()
    if name in RECORDS:
        assert len(reading(name).records) == RECORDS[name]
    else:
        with pytest.raises(FileError) as refused:
            reading(name)
        assert all(problem.position.file == name and problem.remedy for problem in refused.value.problems)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_whatever_was_repaired_or_odd_is_told_with_a_line(name: str):
    notes = reading(name).notes
    assert bool(notes) != (name in SILENT)
    assert all(note.position.file == name for note in notes)


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_no_text_keeps_a_character_that_deceives(name: str):
    for record in reading(name).records:
        assert not set(repr(record.title)) & set("\x00\x1b\x07\u202e\u2069\u200b\u2028\x85")
        assert "\\x1b" not in repr(record.raw)


def test_a_hidden_character_cannot_make_one_doi_two():
    dois = [record.doi for record in reading("ris/zero_width_dup_id.ris").records]
    assert dois == ["10.1234/0", "10.1234/0", "10.1234/2"]


def test_a_copy_of_an_entry_is_told_with_the_line_of_the_first():
    assert sum("with the same text" in note.reason for note in reading("ris/dup_ids.ris").notes) == 3


def test_a_path_as_an_id_is_text_and_a_local_file_is_no_link():
    record = reading("ris/path_id.ris").records[1]
    assert record.source_id.startswith("../")
    assert record.url == ""


def test_a_table_of_formulas_is_written_as_text_and_reads_back():
    records = reading("csv/formula_dde.csv").records
    text = table.write(records)
    cells = [cell for row in delimited.rows(text.replace("\r\n", "\n"), ",") for cell in row.cells]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "＝")) for cell in cells)
    assert [record.title for record in read(text.encode(), "x.csv").records] == [one.title for one in records]


def test_the_document_type_is_not_fetched_and_the_title_is_whole():
    assert reading("pubmed_xml/plain_doctype.xml").records[0].title == "H2O"
