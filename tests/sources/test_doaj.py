"""What is particular to DOAJ: the query in the path, no `*`, and at most 1,000 articles of a query."""

import pytest

from synth.errors import UsageError
from synth.sources.doaj import Doaj, alone
from synth.strategy.definition import Years
from tests.sources.conftest import Run, limits_for
from tests.sources.made import strategy
from tests.sources.made_doaj import work
from tests.standin.server import StandIn


@pytest.fixture
def against():
    started = []

    def start(works, plan):
        started.append(StandIn(works, dialect="doaj").__enter__())
        return Run(started[-1], plan, make=Doaj, limits=limits_for(""))

    yield start
    for api in started:
        api.__exit__()


def test_the_query_is_a_part_of_the_path(against):
    (request,) = against([], strategy('title:"sociale zekerheids"')).translation.requests
    assert request.url.endswith("/search/articles/title:%22sociale%20zekerheids%22")


def test_a_search_without_years_is_cut_at_the_reach_and_said_to_be(against):
    works = [work(n, f"Implementatie {n}") for n in range(1, 1301)]
    run = against(works, strategy("title:implementatie")).fetch()
    assert len(set(run.ids)) == 1000
    (end,) = run.ended
    assert not end.complete
    assert "1000" in end.reason
    assert "1300" in end.reason


def test_with_years_each_year_is_asked_by_itself_and_nothing_is_cut(against):
    works = [work(n, f"Implementatie {n}", year=2000 + n % 3) for n in range(1, 1301)]
    run = against(works, strategy("title:implementatie", years="from: 2000, to: 2002")).fetch()
    assert len(run.translation.requests) == 3
    assert len(set(run.ids)) == 1300
    assert all(end.complete for end in run.ended)
    assert [request.index for request in run.translation.requests] == [0, 1, 2]
    assert "2001-2001" in run.translation.requests[1].description


@pytest.mark.parametrize("first", [None, 1950, 1999, 2000, 2015, 2040])
@pytest.mark.parametrize("last", [None, 1960, 1999, 2000, 2015, 2040])
def test_the_parts_of_the_years_are_the_years(first, last):
    years = Years(first, last)
    if not years or (first and last and first > last):
        return
    parts = list(alone(years))
    for year in range(1940, 2050):
        assert sum(year in part for part in parts) == (year in years)


def test_a_strategy_of_truncated_words_only_cannot_be_asked():
    with pytest.raises(UsageError, match="DOAJ cannot be asked") as caught:
        Doaj().translate(strategy("implementat* AND (kennis OR weten*)"))
    assert "forms of the word out" in caught.value.remedy
