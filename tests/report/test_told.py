"""Appraisals, what authors do not report and what is still being coded are told in every report."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest

from synth.judging import NotReported
from synth.report.html import html
from synth.report.markdown import markdown
from synth.report.tables import tables
from synth.report.view import page
from synth.report.word import docx
from synth.synthesis import synthesise
from synth.synthesis.document import checked
from tests.report.tree import by_id, parse
from tests.synthesis.test_appraisals import appraised

STUDIES = ["a mmat=c1-1=0 mmat=c1-2=2", "b mmat=c1-1=2:ben", "c mmat=c1-1=2", "d", "e"]
TOLD = {
    "nl": (
        "Beoordeeld met MMAT 2018: drie van de studies; ernstige beperkingen bij één van de studies",
        "3 opgenomen publicaties zijn beoordeeld met MMAT 2018 door ann en ben",
        "In twee werken zochten codeurs ernaar en bleek dat de auteurs het niet vermelden.",
        "nog niet door alle codeurs gecodeerd",
        "niet vermeld: 2",
    ),
    "de": (
        "Bewertet mit MMAT 2018: drei der Studien; ernste Einschränkungen: eine der Studien",
        "3 aufgenommene Veröffentlichungen wurden mit MMAT 2018 von ann und ben bewertet",
        "In zwei Arbeiten suchten Kodierende danach und fanden, dass die Autoren es nicht berichten.",
        "noch nicht von allen kodiert",
        "nicht berichtet: 2",
    ),
}


@pytest.fixture(scope="module")
def made() -> Any:
    state = appraised(STUDIES)
    said = tuple(
        NotReported(work, "small", "1.0.0", dimension, code, "ann")
        for work, dimension, code in (("a", "perspective", ""), ("b", "perspective", "client"))
    ) + tuple(NotReported(work, "small", "1.0.0", "phase", "continuation", "ann") for work in ("a", "b"))
    ids = {one.id for one in state.passages if one.passage.work != "e"}
    return checked(
        synthesise(
            replace(
                state,
                passages=tuple(one for one in state.passages if one.id in ids),
                codings=tuple(one for one in state.codings if one.passage_id in ids),
                not_reported=said,
                being_coded=frozenset({"e"}),
            )
        )
    )


def word(document: Any, language: str) -> str:
    from docx import Document

    read = Document(BytesIO(docx(document, language)))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


@pytest.mark.parametrize("language", TOLD)
def test_every_form_of_the_report_tells_it(made: Any, language: str) -> None:
    shown = page(made, language)
    forms = {
        "html": parse(html(made, language)).text,
        "markdown": markdown(made, language),
        **({"word": word(made, language)} if language == "nl" else {}),
        "tables": "\n".join(
            str(cell.value) for table in tables(shown) for row in table.rows for cell in row.cells
        ),
    }
    for name, text in forms.items():
        flat = " ".join(text.replace("\\", "").replace("\u2068", "").replace("\u2069", "").split())
        for told in TOLD[language]:
            if (name, told) != ("tables", TOLD[language][-1]):  # there it is a column
                assert told in flat, (name, told)


def test_what_is_not_reported_leads_to_its_works(made: Any) -> None:
    tree = parse(html(made, "en"))
    places = by_id(tree)
    assert [one for one in tree.hrefs if one not in places] == []
    assert {"W-a", "W-b"} <= set(places["M-user-continuation-behind"].hrefs)
    table = next(t for t in tables(page(made, "en")) if t.name == "map")
    rows = [dict(zip(table.columns, (one.value for one in row.cells), strict=True)) for row in table.rows]
    assert [row["Not reported /not-reported"] for row in rows if row["Phase"] == "Continuation"] == [
        2,
        2,
        2,
        2,
    ]
