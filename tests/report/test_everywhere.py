"""What the HTML report shows of a synthesis stands in the Word file, the workbook and the Markdown too.

Every text of the document is marked with a word of its own; the words are looked for in what each form shows.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn

from synth.i18n import LANGUAGES
from synth.report import html, markdown
from synth.report.tables import SHEETS, tables
from synth.report.view import page
from synth.report.word import docx
from synth.report.word_parts import bookmark_name

from .conftest import full
from .tree import by_id, parse

Document = dict[str, Any]
PLAIN = {
    *("coder", "note", "published", "quote", "reason", "requests", "section", "source_id", "strategy"),
    *("title", "widened", "container-title", "family", "publisher"),
}
"""Fields that hold a text of a source or a person; other strings are names."""
MARK = re.compile(r"qz[a-j]{4}qz")


def marked(node: Any, found: dict[str, list[str]], path: str = "") -> Any:
    """The document with a word of its own in every text; `found` gets the words by the path of the field."""
    if isinstance(node, list):
        return [marked(one, found, f"{path}[]") for one in node]
    if isinstance(node, dict) and "en" in node:
        mark = _mark(found, path)
        return {name: _said(text, mark) if name in LANGUAGES else text for name, text in node.items()}
    if isinstance(node, dict):
        return {key: marked(one, found, f"{path}.{key}") for key, one in node.items()}
    if isinstance(node, str) and node and path.removesuffix("[]").rpartition(".")[2] in PLAIN:
        return f"{node} {_mark(found, path)}"
    return node


def _mark(found: dict[str, list[str]], path: str) -> str:
    number = sum(map(len, found.values()))
    word = f"qz{''.join(chr(97 + int(digit)) for digit in f'{number:04}')}qz"
    found[path].append(word)
    return word


def _said(text: Any, mark: str) -> Any:
    return [f"{one} {mark}" for one in text] if isinstance(text, list) else text and f"{text} {mark}"


def of_html(document: Document) -> str:
    body = parse(html(document, "en")).all("body")[0]
    return " ".join(
        text for one in body.walk() if one.tag != "script" for text in one.children if isinstance(text, str)
    )


def of_docx(document: Document) -> str:
    body = word.Document(io.BytesIO(docx(document, "en"))).element.body
    return " ".join(one.text or "" for one in body.iter(qn("w:t")))


def of_xlsx(document: Document) -> str:
    rows = (row for table in tables(page(document, "en")) for row in table.rows)
    return " ".join(str(cell.value) for row in rows for cell in row.cells)


def of_markdown(document: Document) -> str:
    return markdown(document, "en")


def marks(text: str) -> set[str]:
    return set(MARK.findall(text.casefold()))


@cache
def marked_document() -> tuple[Document, dict[str, str]]:
    found: dict[str, list[str]] = defaultdict(list)
    document = marked(full(), found)
    return document, {word: path for path, words in found.items() for word in words}


@cache
def shown() -> set[str]:
    return marks(of_html(marked_document()[0]))


def test_the_page_shows_most_of_what_there_is() -> None:
    """The test below would pass on an empty page."""
    paths = {path for word, path in marked_document()[1].items() if word in shown()}
    parts = {path.split(".")[1].partition("[")[0] for path in paths}
    assert parts >= {
        *("review", "cautions", "searches", "prisma_s", "works", "records", "passages"),
        *("codebook", "findings", "contradictions", "perspectives", "recommendations", "gaps"),
    }


@pytest.mark.parametrize("written", [of_docx, of_xlsx, of_markdown])
def test_every_text_of_the_page_stands_in_the_other_forms(written: Callable[[Document], str]) -> None:
    document, paths = marked_document()
    missing = shown() - marks(written(document))
    assert sorted({paths[word] for word in missing}) == []


def test_every_item_of_the_checklists_leads_to_the_paragraph_where_it_stands(language: str) -> None:
    shown = page(full(), language)
    places = {one for item in (*shown.prisma_2020, *shown.prisma_s) for one in item.places}
    anchors = {one.anchor for one in places}
    assert {"methods-eligibility", "methods-sources", "appraisals", "question"} <= anchors
    assert anchors <= set(by_id(parse(html(full(), language))))
    text = markdown(full(), language)
    assert [one for one in anchors if f'<a id="{one}"></a>' not in text] == []
    body = word.Document(io.BytesIO(docx(full(), language))).element.body
    booked = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert [one for one in anchors if bookmark_name(one) not in booked] == []
    said = " ".join(one.text or "" for one in body.iter(qn("w:t")))
    assert [one.label for one in places if one.label not in said] == []


def test_every_section_stands_in_every_form(language: str) -> None:
    shown = page(full(), language)
    names = set(shown.sections)
    assert names <= set(by_id(parse(html(full(), language))))
    text = markdown(full(), language)
    assert [name for name in names if f'<a id="{name}"></a>' not in text] == []
    body = word.Document(io.BytesIO(docx(full(), language))).element.body
    booked = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    assert [name for name in names if bookmark_name(name) not in booked] == []
    written = {table.name for table in tables(shown) if table.rows}
    assert [name for name in names if not set(SHEETS[name]) & written] == []
