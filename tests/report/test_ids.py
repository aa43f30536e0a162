"""Every count of the tables, of Word and of Markdown stands beside an id that `synth show` explains."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import Any

import docx as word
import pytest
from docx.oxml.ns import qn

from synth.i18n import Messages
from synth.report import markdown
from synth.report.table_rows import Row
from synth.report.tables import COLUMNS, tables
from synth.report.view import page
from synth.report.word import docx
from synth.review import Review
from synth.synthesis.behind import behind
from synth.synthesis.behind_thing import Behind
from tests.replicated import replicate

COUNTED = ("works", "works-success", "works-failure", "works-mixed", "works-neutral", "passages", "n")
"""The columns that hold counts."""
NAMED = re.compile(r"[FGC]-[a-z][\w-]+|R-[a-z][\w-]+")
STUDIES = ("new_studies", "total_studies")
"""Boxes that count studies; the works that report them are what is shown."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = replicate(tmp_path_factory.mktemp("ids") / "five-seeds", "five-seeds")
    with Review.open(folder) as review:
        return review.synthesize()


@pytest.fixture(scope="module")
def known(made: dict[str, Any]) -> Any:
    return cache(lambda identifier: behind(made, identifier))


def counts(row: Row, columns: tuple[str, ...]) -> dict[str, int]:
    return {
        name: cell.value
        for name, cell in zip(columns, row.cells, strict=True)
        if name in COUNTED and isinstance(cell.value, int)
    }


def size(found: Behind, name: str) -> tuple[int, ...]:
    """What a count in this column may be: of works, or of records where a box counts those."""
    if name == "passages":
        return (len(found.passages),)
    return (len(found.works), len(found.records)) if found.kind == "box" else (len(found.works),)


@pytest.mark.parametrize(
    "name", ["characteristics", "map", "voices", "recommendations", "flow", "findings", "gaps"]
)
def test_a_count_of_a_table_is_what_its_id_leads_to(made: dict[str, Any], known: Any, name: str) -> None:
    table = next(one for one in tables(page(made, "en")) if one.name == name)
    columns = COLUMNS[name]
    assert "id" in columns
    followed = 0
    for row in table.rows:
        identifier = row.cells[columns.index("id")].value
        said = {one: n for one, n in counts(row, columns).items() if n}
        if not said or identifier in STUDIES:
            continue
        found = known(str(identifier))
        followed += 1
        if name == "flow":
            assert said["n"] in size(found, "n"), identifier
        else:
            assert said["works"] == len(found.works), identifier
            assert said.get("passages", 0) in (0, len(found.passages)), identifier
    assert followed > 5


def test_what_stands_in_words_is_named_and_the_way_is_told(made: dict[str, Any], known: Any) -> None:
    wanted = {
        one["id"] for part in ("findings", "gaps", "contradictions", "recommendations") for one in made[part]
    }
    for language in ("nl", "de"):
        body = word.Document(io.BytesIO(docx(made, language, without=["trail"]))).element.body
        in_word = " ".join(one.text or "" for one in body.iter(qn("w:t")))
        for text in (in_word, markdown(made, language)):
            assert Messages.load(language)("report.follow") in text
            assert wanted <= set(NAMED.findall(text))
    assert all(known(one).works is not None for one in wanted)
    assert "synth show ID" in made["about"]["de"]
    summary = next(one for one in tables(page(made, "nl")) if one.name == "summary")
    assert "synth show ID" in str(summary.rows[0].cells[1].value)
