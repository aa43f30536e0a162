"""PDF files whose text is known come out as it was written, whatever the layout."""

from __future__ import annotations

import pytest

from synth.reading.pdf import read_pdf
from synth.texts import Part
from tests.reading.made_pdf import LAYOUTS, TABLE, one_column, scanned, two_columns, with_table


def named(parts: tuple[Part, ...], kind: str) -> list[str]:
    return [part.name for part in parts if part.kind == kind]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_paragraph_is_whole_and_in_order(layout: str) -> None:
    made = LAYOUTS[layout]()
    text = read_pdf(made.data).text
    places = [text.find(paragraph) for paragraph in made.paragraphs]
    assert -1 not in places
    assert places == sorted(places)


def test_headings_are_sections_with_their_depth() -> None:
    made = one_column()
    read = read_pdf(made.data)
    assert named(read.parts, "section") == list(made.headings)
    assert {part.level for part in read.parts if part.kind == "section"} == {2}
    first = next(part for part in read.parts if part.kind == "section")
    assert made.paragraphs[1] in read.text[first.start : first.end]
    assert made.paragraphs[2] not in read.text[first.start : first.end]


def test_pages_are_told_and_running_titles_are_not() -> None:
    made = one_column()
    read = read_pdf(made.data)
    pages = [part for part in read.parts if part.kind == "page"]
    assert [page.name for page in pages] == ["1", "2", "3"]
    assert made.headings[3] in read.text[pages[1].start : pages[1].end]
    assert "running title" not in read.text
    assert (pages[0].start, pages[-1].end) == (0, len(read.text))


def test_a_ruled_table_stays_a_table() -> None:
    made = with_table(ruled=True)
    read = read_pdf(made.data)
    (table,) = (part for part in read.parts if part.kind == "table")
    rows = [tuple(line.split("\t")) for line in read.text[table.start : table.end].split("\n")]
    assert rows == list(TABLE)
    assert read.text.find(made.paragraphs[0]) < table.start < read.text.find(made.paragraphs[1])


def test_a_heading_over_both_columns_comes_before_them() -> None:
    text = read_pdf(two_columns(interleaved=True).data).text
    assert text.startswith("1 A heading over both columns\n\n")


def test_a_picture_of_a_page_says_so() -> None:
    with pytest.raises(ValueError, match="pictures"):
        read_pdf(scanned().data)
