"""What sources tell when they are asked how much they have, through the code that a search uses."""

import pytest

from synth.sources.crossref import CrossrefSource
from synth.sources.europepmc import EuropePmcSource
from synth.sources.openalex import OpenAlexSource
from synth.sources.pacing import Patience
from synth.sources.probing import Begins, Spelling, probe
from synth.strategy.file import load_strategy
from tests.sources.made import strategy, work
from tests.sources.made_crossref import works as crossref_works
from tests.sources.made_europepmc import results
from tests.standin.server import StandIn

QUICK = Patience(attempts=2, first_wait=0.001, longest_wait=0.002, deadline=60.0, per_second=0)
SETS = load_strategy("""synth: strategy/1
id: made
sets:
  topic: {terms: [re-integratie]}
  knowledge: {terms: [kennis]}
combine: topic AND knowledge
""")
WORKS = [
    work(1, "Kennis over re-integratie"),
    work(2, "Kennis over schulden"),
    work(3, "Re-integratie zonder meer"),
    work(4, "Weten over re-integratie"),
]


def ask(api, plan=SETS, make=OpenAlexSource, **options):
    events = []
    return probe(make(url=api.url), plan, on_event=events.append, patience=QUICK, **options), events


def test_each_set_is_counted_alone_and_left_out():
    with StandIn(WORKS) as api:
        probed, events = ask(api)
    assert probed.plan.totals == (1,)
    assert [(one.name, one.alone, one.without) for one in probed.sets] == [
        ("topic", 3, 2),
        ("knowledge", 2, 3),
    ]
    assert (probed.calls, probed.usd) == (5, pytest.approx(0.0005))
    assert events[0] == Begins("openalex", 5, pytest.approx(0.0005))


def test_a_spelling_adds_what_the_strategy_has_more_with_it():
    with StandIn(WORKS) as api:
        probed, _ = ask(
            api, spellings=[Spelling("knowledge", "kennis", "weten"), Spelling("topic", "x", "y")]
        )
    assert [one.adds for one in probed.spellings] == [1, 0]


def test_openalex_is_counted_at_a_tenth_of_the_price_of_a_page():
    with StandIn(WORKS, budget=5) as api:
        probed, _ = ask(api)
        assert api.credits == 0
    assert probed.problem == ""


@pytest.mark.parametrize("fault", ["budget@1", "refuse@2", "500@1x9", "html@1x9"])
def test_a_source_that_gives_no_answer_has_no_totals_rather_than_none(fault):
    with StandIn(WORKS, faults=fault) as api:
        probed, _ = ask(api)
    assert probed.problem
    assert (probed.plan.totals, probed.sets) == ((), ())


def test_a_failure_that_passes_is_waited_out():
    with StandIn(WORKS, faults="500@1,502@3") as api:
        probed, _ = ask(api)
    assert probed.plan.totals == (1,)


@pytest.mark.parametrize(
    ("make", "dialect", "works"),
    [
        (EuropePmcSource, "europepmc", results(30)),
        (CrossrefSource, "crossref", crossref_works(30)),
        (OpenAlexSource, "openalex", [work(n, "Implementatie") for n in range(1, 31)]),
    ],
)
def test_every_source_tells_its_total_without_records(make, dialect, works):
    with StandIn(works, dialect=dialect) as api:
        probed, _ = ask(api, strategy("implementatie"), make)
        asked = list(api.asked)
    assert probed.plan.totals == (30,)
    assert all("pageSize=1" in one or "rows=0" in one or "group_by" in one for one in asked)


def test_a_strategy_that_cannot_be_asked_is_not_asked():
    with StandIn(WORKS) as api:
        probed, _ = ask(api, strategy("NOT kennis"))
        assert api.asked == []
    assert probed.plan.problem
