"""Any number in Word, Markdown, the workbook and CSV leads to its works and passages by the id beside it.

Every number of both shipped replications is followed with what `synth show` uses. A count has to be the size
of what an id beside it gives. A number inside a composed sentence or a coder's words (a threshold, how many
codes there could be) has to stand beside an id that leads somewhere, or under the heading of such a gap.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from synth.errors import UsageError
from synth.i18n import Messages
from synth.report import markdown
from synth.report.table_rows import Table
from synth.report.tables import COLUMNS, tables
from synth.report.view import page
from synth.report.word import docx
from synth.report.word_parts import bookmark_name
from synth.review import Review
from synth.synthesis.behind import behind

WALKED = (
    *("question", "summary", "methods", "flow", "characteristics", "map", "findings"),
    *("contradictions", "voices", "recommendations", "gaps"),
)
"""The sections in which numbers are followed; the others list works, passages and records themselves."""
TABLES = (
    *("summary", "prose", "searches", "screening", "flow", "characteristics", "works", "map", "findings"),
    *("contradictions", "voices", "recommendations", "gaps"),
)
NUMBER = re.compile(r"(?<![\w.,/-])(?:\d{1,3}(?:[.,]\d{3})+|\d+)(?![\w/-]|[.,]\d)")
NOT_COUNTS = re.compile(
    r"\d{1,2}\.? \w+ \d{4}|\(?\b(?:19|20)\d\d[a-z]?\b(?:[–-]\d{4})?\)?|\d+ ?%"  # dates, years, shares
    r"|\b\d+:\d+\b|\b[PRS]\d+\b|PRISMA \d+|MMAT \d+|synth [\d.]+|[\w-]+ \d+\.\d+\.\d+"
    r"|: [a-z-]+ \d+ ·|\d+\.\d+\s[✓✗?]"
)
"""What has digits and counts no works: dates, years, shares, names of records, standards, versions."""
DIRECTIONS = ("/success", "/failure", "/mixed", "/neutral")
BESIDE = re.compile(r"\[([^\]\s]+)\]|(?<=\d )([^\s·]+)(?= ·|$)")


@dataclass
class Block:
    """What stands under one heading: lines of text, each with the ids that stand in it or around its cell."""

    section: str
    lines: list[tuple[str, list[str]]] = field(default_factory=list)


class Follower:
    """Follows ids in one document, and keeps count of how numbers were found."""

    def __init__(self, document: Any) -> None:
        self.document, self.found, self.lost = document, Counter[str](), list[str]()
        self.groups = {one["key"]: one["group"] for one in document["works"]}
        self.sizes = cache(self._sizes)

    def _sizes(self, name: str) -> frozenset[int]:
        try:
            found = behind(self.document, name)
        except UsageError:
            return frozenset()
        studies = {self.groups[one] for one in found.works}
        return frozenset(map(len, (found.works, found.passages, found.records, found.things, studies)))

    def leads(self, names: Iterable[str]) -> Iterator[frozenset[int]]:
        """The sizes of what these ids give, alone and with the parts that stand beside them."""
        listed = list(dict.fromkeys(names))
        parts = [one for one in listed if one.startswith("/")]
        for one in listed:
            if not one.startswith("/") and (whole := self.sizes(one)):
                yield whole
                yield from (self.sizes(f"{one}{part}") for part in (*parts, *DIRECTIONS))

    def walk(self, block: Block) -> None:
        around = list(dict.fromkeys(name for _, names in block.lines for name in names))
        for line, names in block.lines:
            for n in numbers(line):
                where = self.way(n, names, around)
                self.found[where] += 1
                if where == "lost" or (where == "told" and block.section not in COMPOSED):
                    self.lost.append(f"{block.section}: {n} in {line[:120]}")

    def way(self, n: int, names: list[str], around: list[str]) -> str:
        """How a number is found: `counted` beside an id, `told` in a sentence beside one, or `lost`."""
        if any(n in some for some in chain(self.leads(names), self.leads(around))):
            return "counted"
        return "told" if any(chain(self.leads(names), self.leads(around))) else "lost"


COMPOSED = ("summary", "methods", "prose", "screening", "findings", "contradictions", "voices", "gaps")
"""Where sentences are composed, or coders speak: a number may be no count of works there."""


def numbers(text: str) -> list[int]:
    found = (re.sub(r"\D", "", one) for one in NUMBER.findall(NOT_COUNTS.sub(" ", text)))
    return [n for n in map(int, found) if n]


def crossed(names: list[str], heads: list[str], table: str) -> list[str]:
    """The ids of the cells of a row: a part behind the id of the row, or row and column of a table."""
    parts = [one for one in heads if one.startswith("/")]
    places = [f"{table}/{names[0]}/{one}" for one in heads if table and names and one not in parts]
    return [*names, *parts, *places]


def crossing(block: Block) -> str:
    """The table whose rows and columns have ids of their own: the map, or the one named last above."""
    voices = [name for _, names in block.lines for name in names if name in ("stakeholder", "perspective")]
    return block.section if block.section == "map" else voices[-1] if voices else ""


def in_markdown(text: str) -> Iterator[Block]:
    block, section, heads, fenced = Block("question"), "question", [], False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        if line.startswith("#"):
            yield block
            named = re.search(r'<a id="([^"]+)">', line)
            section = named[1] if named and line.startswith("## ") else section
            block = Block("checklists" if named and named[1] == "prisma-s" else section)
        names = re.findall(r"`([^`]+)`", line)
        if not line.startswith("|"):
            heads = []
        elif not heads:
            heads = [*names, "-"]
        bare = re.sub(r"`[^`]+`|<a [^>]*></a>|(?<=\])\([^)]*\)", "", line)
        bare = re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), bare)
        passages = re.findall(r"\[(P\d+)\]", bare)
        if not fenced:
            block.lines.append(
                (bare, [*crossed(names, heads[:-1], crossing(block) if heads else ""), *passages])
            )
    yield block


def in_word(content: bytes) -> Iterator[Block]:
    named = {bookmark_name(one): one for one in (*WALKED, "works", "prisma-s", "methods-text", "searches")}
    block, section = Block("question"), "question"
    for part in word.Document(io.BytesIO(content)).element.body:
        if part.tag == qn("w:tbl"):
            block.lines += in_word_table(WordTable(part, None), crossing(block))
            continue
        style = next((one.get(qn("w:val")) for one in part.iter(qn("w:pStyle"))), "")
        if style.startswith("Heading"):
            yield block
            marks = [named.get(one.get(qn("w:name"))) for one in part.iter(qn("w:bookmarkStart"))]
            section = next((one for one in marks if one), section) if style == "Heading1" else section
            block = Block(section)
        if style not in ("Request", "TOC1", "TOC2") and not list(part.iter(qn("w:drawing"))):
            block.lines.append(said(part))
    yield block


def said(paragraph: Any) -> tuple[str, list[str]]:
    """A paragraph without its ids, and its ids."""
    text, small = [], []
    for run in paragraph.iter(qn("w:r")):
        style = next((one.get(qn("w:val")) for one in run.iter(qn("w:rStyle"))), "")
        (small if style == "Id" else text).append("".join(one.text or "" for one in run.iter(qn("w:t"))))
    bare = "".join(text)
    ids = [one for found in BESIDE.findall(" ".join(small).replace(", ", "] [")) for one in found if one]
    return bare, [*ids, *re.findall(r"\[(P\d+|/[^\]\s]+|[\w./-]+)\]", bare)]


def in_word_table(table: WordTable, name: str) -> Iterator[tuple[str, list[str]]]:
    heads: list[str] = []
    for number, row in enumerate(table._tbl.tr_lst):
        cells = [[said(one) for one in cell.iter(qn("w:p"))] for cell in row.tc_lst]
        ids = [name for cell in cells for _, names in cell for name in names]
        texts = [" ".join(text for text, _ in cell) for cell in cells]
        texts = [text for text in texts if not re.search(r"\(\d{4}[a-z]?\)", text)]  # references
        if number == 0:
            heads = [*ids, *(found for text in texts for found in re.findall(r" (/[\w-]+)$", text))]
        elif texts:
            yield " | ".join(texts[0 if ids else 1 :]), crossed(ids or [texts[0]], heads, name)


SHOWN = {"prose": slice(0, 2), "gaps": slice(2, None), "works": slice(-2, None)}
"""The columns of a table with numbers that count something: no ids, no ranks, no references."""


def in_table(table: Table) -> Iterator[tuple[str, list[str]]]:
    parts = [found for head in table.columns for found in re.findall(r" (/[\w-]+)$", head)]
    for row in table.rows:
        texts = [str(cell.value if cell.value is not None else "") for cell in row.cells]
        ids = (
            [texts[1]]
            if table.name == "gaps"
            else re.split(", | · ", texts[-1 if table.name == "prose" else 0])
        )
        ids = [one.rpartition(" ")[2] for one in ids] + re.findall(r"\[(/?[\w=./-]+)\]", " ".join(texts))
        skipped = SHOWN.get(table.name, slice(1, None))
        yield " | ".join(texts[skipped]), [*ids, *parts]


@pytest.fixture(scope="module", params=["tno-2011", "five-seeds"])
def made(request: pytest.FixtureRequest, replicated: Callable[[str], Path]) -> dict[str, Any]:
    with Review.open(replicated(request.param)) as review:
        return review.synthesize()


def test_every_number_leads_to_its_works_by_the_id_beside_it(made: dict[str, Any]) -> None:
    follow, wanted = Follower(made), {one["id"] for part in NAMED for one in made[part]}
    in_words, in_file = markdown(made, "de"), docx(made, "nl", without=["trail"])
    for text, blocks in ((in_words, [*in_markdown(in_words)]), ("", [*in_word(in_file)])):
        for block in blocks:
            if block.section in WALKED:
                follow.walk(block)
        seen = {name for block in blocks for _, names in block.lines for name in names}
        assert wanted <= seen, "what has no number is named, too"
        assert not text or Messages.load("de")("report.follow") in text
    for table in tables(page(made, "en")):
        for line in in_table(table) if table.name in TABLES else ():
            follow.walk(Block(table.name, [line]))
    assert follow.lost == []
    boxes = [line for block in in_word(in_file) if block.section == "flow" for line in block.lines]
    for name, n in (
        ("records_screened", made["flow"]["records_screened"]),
        ("new_reports", len(included(made))),
    ):
        assert any(names[:1] == [name] and n in numbers(text) for text, names in boxes), name
    assert follow.found["counted"] > 4500
    assert follow.found["told"] < follow.found["counted"] / 10, "most numbers are counts"


def included(made: dict[str, Any]) -> list[str]:
    return [one["key"] for one in made["works"] if one["included"]]


NAMED = ("findings", "gaps", "contradictions", "recommendations")


def test_a_count_of_works_or_passages_in_a_table_is_what_its_id_leads_to(made: dict[str, Any]) -> None:
    known, followed = cache(lambda identifier: behind(made, identifier)), Counter[str]()
    for table in tables(page(made, "en")):
        columns = COLUMNS.get(table.name, ())
        for row in table.rows if table.name in COUNTED else ():
            said = dict(zip(columns, (cell.value for cell in row.cells), strict=True))
            if said.get("works"):
                found = known(str(said["id"]))
                followed[table.name] += 1
                assert said["works"] == len(found.works), said["id"]
                assert said.get("passages") in (None, 0, len(found.passages)), said["id"]
    assert followed.keys() >= {"characteristics", "map", "findings", "gaps"}


COUNTED = ("characteristics", "map", "voices", "recommendations", "findings", "gaps")
"""The tables with works, and perhaps passages, in columns of their own."""
