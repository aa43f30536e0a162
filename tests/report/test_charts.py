"""Charts of the included works: each bar counts what it lists, every year has its place."""

from __future__ import annotations

from typing import Any

from synth.i18n import Messages
from synth.report import html
from synth.report.charts import Bars, Charts, charts
from synth.report.lookup import look_up
from synth.report.view import page

from .tree import by_id, parse

Document = dict[str, Any]


def drawn(document: Document, language: str = "en") -> Charts:
    return charts(look_up(document, Messages.load(language)))


def left(chart: Bars) -> int:
    return sum(rest.n for rest in chart.rests)


def included(document: Document) -> list[Document]:
    return [work for work in document["works"] if work["included"]]


def test_each_bar_counts_the_works_it_lists(document: Document, language: str) -> None:
    for chart in drawn(document, language).bars:
        assert all(bar.n == len(bar.works) for bar in chart.bars)
        assert max(bar.share for bar in chart.bars) == 100


def test_works_by_language_are_those_of_the_document(document: Document) -> None:
    chart = next(one for one in drawn(document).bars if one.anchor == "X-language")
    languages = [work["csl"].get("language") for work in included(document)]
    assert sorted(bar.n for bar in chart.bars) == sorted(
        languages.count(one) for one in {*languages} - {None}
    )
    assert left(chart) == languages.count(None)


def test_every_year_from_the_first_to_the_last_has_its_place(document: Document) -> None:
    line = drawn(document).timeline
    years = [column.year for column in line.columns]
    assert years == list(range(years[0], years[-1] + 1))
    assert sum(column.n for column in line.columns) + left(line.years) == len(included(document))
    assert max(column.x + column.width for column in line.columns) <= line.width
    assert max(column.height for column in line.columns) < line.base


def test_a_work_without_a_year_is_counted_apart(document: Document) -> None:
    before = left(drawn(document).timeline.years)
    included(document)[0]["csl"].pop("issued")
    assert left(drawn(document).timeline.years) == before + 1


def test_what_is_not_reported_is_told_apart_from_what_nobody_coded(document: Document, language: str) -> None:
    words = Messages.load(language)
    silent, other = (work["key"] for work in included(document)[:2])
    for work in included(document):
        work["perspectives"] = [] if work["key"] in (silent, other) else ["professional"]
    included(document)[0]["not_reported"] = {"perspective": [], "phase": ["continuation"]}
    (chart,) = (one for one in drawn(document, language).bars if one.anchor == "X-perspective")
    names = [(rest.label, rest.n) for rest in chart.rests]
    assert names == [(words("characteristics.silent"), 1), (words("characteristics.uncoded"), 1)]
    made = page(document, language)
    cells = {row.key: row.facets for row in made.characteristics.rows}
    column = made.characteristics.dimensions.index(made.lookup.dimension("perspective"))
    assert (cells[silent][column], cells[other][column]) == (words("characteristics.silent"), "")
    phase = made.characteristics.dimensions.index(made.lookup.dimension("phase"))
    assert words("characteristics.silent-on", codes="").strip() in cells[silent][phase]


def test_each_number_leads_to_its_works(document: Document, language: str) -> None:
    ids = by_id(parse(html(document, language)))
    for chart in (drawn(document, language).timeline.years, *drawn(document, language).bars):
        for bar in chart.bars:
            assert {work.anchor for work in bar.works} == set(ids[bar.anchor].hrefs)


def test_a_review_without_works_has_no_chart(empty: Document, language: str) -> None:
    assert drawn(empty, language).bars == ()
    assert drawn(empty, language).timeline.columns == ()


def test_centuries_of_years_stay_in_the_picture(document: Document) -> None:
    first = included(document)[0]
    first["csl"]["issued"] = {"date-parts": [[1650]]}
    line = drawn(document).timeline
    assert len([column for column in line.columns if column.named]) < 30
    assert max(column.x + column.width for column in line.columns) <= line.width
