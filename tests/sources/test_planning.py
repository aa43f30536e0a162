"""What a plan says before anything is asked: kind, calls, cost, time, key."""

import pytest

from synth.sources.crossref import CrossrefSource
from synth.sources.europepmc import EuropePmcSource
from synth.sources.openalex import OpenAlexSource
from synth.sources.planning import Plan, files, key_of, plan, total
from synth.sources.protocol import Request, SourceFacts
from tests.sources.made import strategy

PLAN = strategy("kennis* AND (praktijk OR Praxis OR practice)", years="from: 2000")


def planned(*totals, key="", **facts):
    known = SourceFacts("Shelf", "", page_size=100, **facts)
    requests = tuple(Request("shelf", i, f"shelf:{i}") for i in range(max(len(totals), 1)))
    return Plan("shelf", "made", known, key_of(known), requests, totals=totals)


@pytest.mark.parametrize(
    ("source", "kind"),
    [(OpenAlexSource, "complete"), (EuropePmcSource, "complete"), (CrossrefSource, "ranked")],
)
def test_a_plan_asks_nothing_and_says_what_the_search_will_be(source, kind):
    one = plan(source(), PLAN)
    assert (one.kind, len(one.requests), one.totals, one.estimate.records) == (kind, 1, (), None)
    assert one.estimate.calls == 1


def test_what_cannot_be_asked_is_said_with_the_remedy():
    one = plan(OpenAlexSource(), strategy("NOT kennis"))
    assert one.kind == "none"
    assert "no source can be asked for that" in one.problem
    assert one.requests == ()


def test_calls_cost_and_time_follow_from_the_totals():
    takes = planned(1, 250, 0, cost_usd=0.001, keyless_per_second=0.1).estimate
    assert (takes.records, takes.calls, takes.usd) == (251, 5, pytest.approx(0.005))
    assert takes.minutes == pytest.approx(5 / 0.1 / 60)


def test_a_total_that_is_not_told_leaves_the_least():
    takes = planned(None, 250).estimate
    assert (takes.records, takes.calls) == (None, 4)


def test_more_than_the_budget_of_a_day_takes_days():
    money = planned(25_000, cost_usd=0.001, keyless_usd=0.1)
    calls = planned(25_000, keyless_calls=100)
    assert (money.estimate.days, calls.estimate.days) == (3, 3)


def test_the_key_that_is_set_gives_the_larger_budget(monkeypatch):
    facts = {"key_variable": "SHELF_API_KEY", "daily_usd": 1.0, "keyless_usd": 0.1, "per_second": 5.0}
    without = planned(10, **facts)
    monkeypatch.setenv("SHELF_API_KEY", "geheim-123")
    keyed = planned(10, **facts)
    assert (without.budget_usd, keyed.budget_usd, keyed.per_second) == (0.1, 1.0, 5.0)
    assert "geheim-123" not in repr(keyed)


@pytest.mark.parametrize(("totals", "kind"), [((), "capped"), ((1_000,), "complete"), ((1_001,), "capped")])
def test_a_source_with_an_end_is_complete_only_when_the_totals_stay_under_it(totals, kind):
    one = planned(*totals, reach=1_000)
    assert one.kind == kind
    assert one.estimate.records in (None, 1_000)


def test_several_sources_together():
    both = total([planned(100, cost_usd=0.001), planned(None)])
    assert (both.records, both.calls, both.usd) == (None, 2, pytest.approx(0.001))


def test_files_of_the_review_are_read_whole():
    one = files(PLAN, ["export.ris"])
    assert (one.kind, [r.url for r in one.requests]) == ("files", ["corpus/export.ris"])
    assert "Put RIS or BibTeX files there" in files(PLAN, []).problem
