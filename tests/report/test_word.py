"""The Word report: real styles, headings, captions, contents and links that lead somewhere."""

from __future__ import annotations

import io
import re
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn

from synth.report.view import page
from synth.report.word import docx
from synth.report.word_findings import QUOTED
from synth.report.word_flow import _points
from synth.report.word_parts import bookmark_name

from .hostile import PAYLOADS, poisoned

Document = dict[str, Any]


def opened(document: Document, language: str = "en") -> Any:
    return word.Document(io.BytesIO(docx(document, language)))


def test_headings_follow_the_report(document: Document, language: str) -> None:
    shown = page(document, language)
    found = opened(document, language)
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert shown.messages("section.summary") == headings[0]
    assert shown.messages("section.gaps") in headings
    factors = [p.text for p in found.paragraphs if p.style.name == "Heading 3"]
    assert factors[: len(shown.findings)] == [finding.label.value for finding in shown.findings]
    assert len(factors) == len(shown.findings) + sum(len(gap.members) for gap in shown.gaps)


def test_every_link_inside_leads_to_a_bookmark_and_names_are_unique(document: Document) -> None:
    body = opened(document).element.body
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    led = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))}
    assert len(names) == len(set(names))
    assert led <= set(names)
    assert len(led) > 10


def test_the_trail_can_be_left_out_and_then_no_link_leads_to_it(document: Document, language: str) -> None:
    words = page(document, language).messages
    whole, body = (
        word.Document(io.BytesIO(docx(document, language, without=without))) for without in ((), ("trail",))
    )
    names = {one.get(qn("w:name")) for one in body.element.body.iter(qn("w:bookmarkStart"))}
    led = {one.get(qn("w:anchor")) for one in body.element.body.iter(qn("w:hyperlink"))} - {None}
    assert led <= names
    said, told = ([p.text for p in one.paragraphs] for one in (whole, body))
    assert words("word.elsewhere") in told
    assert words("word.elsewhere") not in said
    records = {record["title"] for record in document["records"]}
    assert all(any(title in text for text in said) for title in records)
    assert len(told) < len(said)


def test_a_finding_writes_out_a_few_passages_of_different_works_and_names_the_others(
    document: Document,
) -> None:
    finding = max(document["findings"], key=lambda one: len(one["passages"]))
    works = {p["id"]: p["work"] for p in document["passages"]}
    keys = [works[one] for one in finding["passages"]]
    more = [{**document["passages"][0], "id": f"P{n}", "codings": []} for n in range(9000, 9020)]
    document["passages"] += more
    finding["passages"] += [one["id"] for one in more]
    found = opened(document).paragraphs
    names = [one for p in found if p.style.name == "List Bullet" for one in re.findall(r"\[(P\d+)\]", p.text)]
    mine = set(finding["passages"])
    assert len([one for one in names if one in mine]) >= QUOTED
    assert len(set(keys)) <= len({works.get(one, keys[0]) for one in names if one in mine}) + 1
    assert not any(f"[P{n}]" in p.text for n in range(9010, 9020) for p in found)


def test_tables_have_captions_and_headings_that_repeat(document: Document) -> None:
    found = opened(document)
    captions = [p.text for p in found.paragraphs if p.style.name == "Caption"]
    figures = [one for one in captions if one.startswith("Figure ")]
    assert captions[0].startswith("Table 1. ")
    assert figures == ["Figure 1. PRISMA 2020 flow diagram"]
    assert len(captions) - len(figures) == len(found.tables)
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in found.tables)


@pytest.mark.parametrize("previous", [0, 5])
def test_the_flow_is_a_drawing_with_its_numbers_and_a_text_that_says_them(
    document: Document, language: str, previous: int
) -> None:
    document["flow"] |= {"previous_studies": previous, "previous_reports": previous}
    flow, body = page(document, language).flow, opened(document, language).element.body
    (drawing,) = body.iter(qn("w:drawing"))
    lines = ["".join(one.text or "" for one in p.iter(qn("w:t"))) for p in drawing.iter(qn("w:p"))]
    for box in flow.boxes:
        assert {line.text + line.n for line in box.lines} <= set(lines)
    assert {phase.label for phase in flow.phases} <= set(lines)
    told = next(drawing.iter(qn("wp:docPr"))).get("descr")
    assert all(f"{count.label} (n = {count.n})" in told for b in flow.boxes for count in b.counts[:1])
    extent = next(drawing.iter(qn("wp:extent")))
    sections = opened(document, language).sections
    assert any(
        int(extent.get("cx")) <= one.page_width - one.left_margin - one.right_margin
        and int(extent.get("cy")) <= one.page_height - one.top_margin - one.bottom_margin
        for one in sections
    )


@pytest.mark.parametrize(
    ("path", "corners"),
    [
        ("M10 20V44", [(10, 20), (10, 44)]),
        ("M10 20H44", [(10, 20), (44, 20)]),
        ("M1 2V30H12", [(1, 2), (1, 30), (12, 30)]),
    ],
)
def test_arrows_go_along_the_paths_of_the_layout(path: str, corners: list[tuple[int, int]]) -> None:
    assert _points(path) == corners


def test_a_wide_flow_has_a_page_on_its_side(document: Document) -> None:
    document["flow"]["other_sought_reports"] = 3
    wide = opened(document).sections
    assert [one.page_width > one.page_height for one in wide] == [False, True, False]
    document["flow"] |= {name: 0 for name in document["flow"] if isinstance(document["flow"][name], int)}
    document["flow"] |= {name: {} for name in document["flow"] if isinstance(document["flow"][name], dict)}
    assert [one.page_width > one.page_height for one in opened(document).sections] == [False]


def test_the_contents_are_a_field_with_entries(document: Document) -> None:
    found = opened(document)
    codes = [one.text for one in found.element.body.iter(qn("w:instrText"))]
    assert any(code.strip().startswith("TOC ") for code in codes)
    entries = [p.text.strip() for p in found.paragraphs if p.style.name == "TOC 1"]
    headings = [p.text for p in found.paragraphs if p.style.name == "Heading 1"]
    assert entries == headings
    begun = [one.get(qn("w:fldCharType")) for one in found.element.body.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("end")


def test_references_are_those_of_the_report(document: Document) -> None:
    lines = [p.text for p in opened(document, "nl").paragraphs if p.style.name == "Bibliography"]
    assert len(lines) == len(document["works"])


@pytest.mark.parametrize("payload", PAYLOADS[:12])
def test_any_text_gives_a_document_that_opens(document: Document, payload: str) -> None:
    assert opened(poisoned(document, payload)).paragraphs


def test_the_same_document_gives_the_same_bytes(document: Document) -> None:
    assert docx(document, "de") == docx(document, "de")


def test_a_review_in_which_nothing_happened_gives_a_document(empty: Document, language: str) -> None:
    assert opened(empty, language).paragraphs


@pytest.mark.parametrize("anchor", ["W-a-b", "W-a_b", "x" * 80, "x" * 79 + "y", "é"])
def test_bookmarks_have_names_that_word_allows(anchor: str) -> None:
    name = bookmark_name(anchor)
    assert len(name) <= 40
    assert name.isascii()
    assert name.replace("_", "").isalnum()


def test_a_long_table_is_cut_and_says_how_many_rows_stand_elsewhere(
    document: Document, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("synth.report.word_writer.LISTED", 2)
    shown, found = page(document, language), opened(document, language)
    of_works = next(
        table for table in found.tables if table.rows[0].cells[1].text == shown.messages("column.reference")
    )
    assert len(of_works.rows) == 1 + 2
    assert shown.messages("word.rest", n=shown.n_included - 2) in [p.text for p in found.paragraphs]


def test_columns_of_the_map_have_room_for_the_longest_word_of_their_heads(document: Document) -> None:
    phases = next(one for one in document["codebook"]["dimensions"] if one["id"] == "phase")["codes"]
    phases[1]["label"]["de"] = "Umsetzung (Implementierung)"
    words = page(document, "de").messages("map.caption", n=page(document, "de").map.n_empty)
    body = list(opened(document, "de").element.body)
    caption = next(n for n, part in enumerate(body) if words in "".join(part.itertext()))
    widths = [int(one.get(qn("w:w"))) for one in body[caption + 1].iter(qn("w:gridCol"))]
    heads = [cell.text for cell in word.table.Table(body[caption + 1], None).rows[0].cells]
    (wide,) = (width for width, head in zip(widths, heads, strict=True) if "(Implementierung)" in head)
    assert wide / 20 > len("(Implementierung)") * 5.6, "points that the widest of the usual typefaces takes"
    assert max(widths) == wide
