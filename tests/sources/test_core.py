"""What is particular to CORE: the slash, quotes in fields, offsets and scrolls."""

import pytest

from synth.errors import SourceError
from synth.sources.core import Core
from tests.sources.conftest import Run, limits_for
from tests.sources.made import strategy
from tests.sources.made_core import work
from tests.standin.server import StandIn

PLAN = strategy("title:implementatie")


class Scrolling(Core):
    """CORE with little reach by offset."""

    by_offset = 200


@pytest.fixture
def against():
    started = []

    def start(number, faults="", make=Core):
        works = [work(n, f"Implementatie nummer {n}") for n in range(1, number + 1)]
        started.append(StandIn(works, dialect="core", faults=faults).__enter__())
        return Run(started[-1], PLAN, make=make, limits=limits_for(""))

    yield start
    for api in started:
        api.__exit__()


def test_the_address_ends_with_a_slash_before_the_parameters(against):
    assert str(against(1).translation.requests[0]).partition("?")[0].endswith("/search/works/")


def test_a_word_in_a_field_is_quoted_since_a_bare_one_finds_nothing(against):
    (request,) = against(1).translation.requests
    assert 'title:"implementatie"' in dict(request.params)["q"]


def test_up_to_the_reach_pages_are_asked_by_offset(against):
    run = against(200, make=Scrolling).fetch()
    assert len(set(run.ids)) == 200
    assert not any("scroll" in path for path in run.api.asked)


def test_more_works_are_scrolled_and_each_counts_once(against):
    run = against(450, make=Scrolling).fetch()
    assert len(set(run.ids)) == 450
    assert [path.count("scroll=true") for path in run.api.asked] == [0, 1, 1, 1, 1, 1]
    assert run.ended[0].complete


def test_a_page_of_a_scroll_that_is_lost_marks_the_search(against):
    run = against(450, "truncate@3", make=Scrolling).fetch()
    assert not run.ended[0].complete
    assert run.ended[0].reason == "The source reported 450 records and gave 350 different ones."


def test_a_scroll_that_is_gone_is_told_with_what_to_do(against):
    first = against(450, "500@4+", make=Scrolling)
    with pytest.raises(SourceError):
        first.fetch()
    second = against(450, make=Scrolling)
    with pytest.raises(SourceError, match="no longer knows the place") as caught:
        second.fetch(before=first.pages)
    assert "from the start" in caught.value.remedy


def test_a_truncated_word_is_left_to_the_check_here():
    plan = strategy("implementat* AND beleid")
    translation = Core().translate(plan)
    assert "*" not in dict(translation.requests[0].params)["q"]
    assert "`implementat*` cannot be asked for (CORE takes no `*`)" in " ".join(translation.widened)
