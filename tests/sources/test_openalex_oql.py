"""What does not become a few filter lists is asked of OpenAlex in one query in OQL."""

import json
import os
from dataclasses import replace

import pytest

from synth.errors import SourceError, UsageError
from synth.review import Review
from synth.review.searching import Manner
from synth.sources.openalex import OpenAlexSource
from synth.sources.pacing import Patience
from synth.sources.planning import plan
from synth.strategy.matching import Matcher
from tests.sources.dialects import DIALECTS, Served
from tests.sources.drawn import chances, expression
from tests.sources.made import strategy, work
from tests.sources.test_soundness import EXAMPLES, SEED, drawn_works, meaning
from tests.standin.openalex import OpenAlex
from tests.standin.openalex_oql import OqlError, compile_oql
from tests.standin.server import StandIn

BOTH = "title/abstract has"
MANY = " AND ".join(f"((aaaa{n} AND bbbb{n}) OR (cccc{n} AND dddd{n}))" for n in range(8))
LISTS = "(" + ") AND (".join(" OR ".join(f"woord{n}van{m}lijst" for n in range(400)) for m in range(4)) + ")"

LONG = '"' + " ".join("bakvorm" * 20 + str(n) for n in range(30)) + '"'


class ByOql(OpenAlexSource):
    """OpenAlex asked in OQL whatever the strategy is."""

    def translate(self, strategy):
        return self.in_oql(strategy)


def asked(expression, **options):
    """Return the conditions of the query for an expression, and what it says of them."""
    translation = OpenAlexSource().in_oql(strategy(expression, **options))
    (request,) = translation.requests
    return dict(request.params)["oql"].removeprefix("works where "), translation.widened


@pytest.mark.parametrize(
    ("expression", "query"),
    [
        ("beleids*", f'{BOTH} ("beleids*")'),
        ("title:beleids* AND abstract:kennis*", '(title has ("beleids*") and abstract has ("kennis*"))'),
        ("beleids* OR kennis*", f'{BOTH} ("beleids*" or "kennis*")'),
        (
            "title:beleids* OR abstract:kennis*",
            '(title has ("beleids*") or abstract has ("kennis*"))',
        ),
        (
            "(aaaa* AND bbbb*) OR (cccc* AND (dddd* OR ffff*))",
            f'(({BOTH} ("aaaa*") and {BOTH} ("bbbb*")) or '
            f'({BOTH} ("cccc*") and {BOTH} ("dddd*" or "ffff*")))',
        ),
        ("foto's", f'{BOTH} ("foto?s" or "foto s" or "fotos")'),
        ('"theoretisch* model*"', f'{BOTH} (within 2 ("theoretisch*", "model*"))'),
        (
            '"nederland" OR "wetten and"',
            f'{BOTH} ("nederland" or "nederland?s" or "wetten and" or "wetten and?s")',
        ),
    ],
)
def test_an_expression_becomes_this_query(expression, query):
    assert asked(expression)[0] == query


def test_years_and_languages_go_with_the_query():
    query, _ = asked("beleids*", years="from: 2000, to: 2010", languages="nl, de")
    assert query == (
        f'({BOTH} ("beleids*") and language is (nl or de or unknown) and year >= (2000) and year <= (2010))'
    )


@pytest.mark.parametrize(
    ("expression", "query", "said"),
    [
        ("beleids* NOT kennis*", f'{BOTH} ("beleids*")', "NOT kennis*"),
        ("beleids* NOT (NOT kennis*)", f'({BOTH} ("beleids*") and {BOTH} ("kennis*"))', ""),
        ("aaaa* NEAR/2 bbbb*", f'({BOTH} ("aaaa*") and {BOTH} ("bbbb*"))', "distance is checked here"),
        ("ab* AND model*", f'{BOTH} ("model*")', "too short to ask for"),
        ("(ab* OR beleids*) AND model*", f'{BOTH} ("model*")', "too short to ask for"),
        ("keywords:beleids*", f'{BOTH} ("beleids*")', "no keywords of authors"),
    ],
)
def test_what_cannot_be_asked_is_asked_wider_and_said(expression, query, said):
    got, widened = asked(expression)
    assert (got, bool(widened)) == (query, bool(said))
    assert said in " ".join(widened)


@pytest.mark.parametrize("expression", ["ab*", "ab* OR beleids*", "(ab* OR beleid) AND *x"])
def test_nothing_to_ask_is_an_error_with_a_remedy(expression):
    with pytest.raises(UsageError, match="cannot be asked") as caught:
        asked(expression)
    assert "more letters" in caught.value.remedy


@pytest.mark.parametrize("expression", [MANY, LISTS, LONG])
def test_what_is_too_much_for_lists_becomes_one_query_and_the_plan_says_so(expression):
    planned = plan(OpenAlexSource(), strategy(expression))
    (request,) = planned.requests
    assert (request.description, planned.problem) == ("One query in OQL, posted", "")
    assert planned.estimate.usd == 0.001


def test_an_and_of_ors_stays_in_lists():
    requests = OpenAlexSource().translate(strategy("(aaaa OR bbbb) AND (cccc OR dddd)")).requests
    assert [name for name, _ in requests[0].params if name in ("oql", "filter")] == ["filter", "filter"]


def given(source, wanted, made):
    """Return the ids that a source gives for a strategy."""
    return Served(source, OpenAlex(made)).payloads(wanted).keys()


def test_every_accepted_work_is_in_what_a_query_gives_unless_lists_miss_it_too():
    dialect, source, asked_of = DIALECTS["openalex"], ByOql(url="http://127.0.0.1:1"), 0
    for chance in chances(f"{SEED}-oql", 3 * EXAMPLES):
        drawn = expression(chance)
        wanted, made = meaning(drawn, chance.choice(("", "2000"))), drawn_works(dialect, chance, drawn)
        try:
            got = given(source, wanted, made)
        except UsageError:
            continue
        asked_of += 1
        matcher = Matcher(wanted)
        records = [source.read(json.dumps(one, ensure_ascii=False)) for one in made]
        lost = {one.source_id for one in records if matcher.match(one).accepted} - got
        assert not lost or not lost & given(dialect.here, wanted, made), wanted.text
        if asked_of == EXAMPLES:
            return
    pytest.fail(f"Only {asked_of} drawn strategies could be asked.")


def test_a_search_by_query_pages_verifies_and_pays(tmp_path):
    fitting = [work(n, " ".join(f"aaaa{i} bbbb{i}" for i in range(8))) for n in range(1, 151)]
    others = [work(n, "aaaa1 bbbb2") for n in range(151, 200)]
    text = f"synth: strategy/1\nid: starter\nsets:\n  all:\n    expression: >-\n      {MANY}\ncombine: all\n"
    with StandIn(fitting + others) as api, Review.create(tmp_path / "mine") as review:
        (review.folder / "queries" / "starter.yaml").write_text(text, encoding="utf-8")
        os.environ["SYNTH_OPENALEX_URL"] = api.url
        try:
            (run,) = review.search("openalex", manner=Manner("test", patience=Patience(per_second=0)))
        finally:
            del os.environ["SYNTH_OPENALEX_URL"]
        assert (run.status, run.fetched, api.methods) == ("complete", 150, ["POST", "POST"])
        assert api.credits == 10_000 - 20
        assert all(json.loads(one.partition("?")[2])["per_page"] == 100 for one in api.asked)


def test_what_is_new_since_a_date_and_the_number_are_asked_by_query_too():
    source = ByOql(url="http://127.0.0.1:1")
    (request,) = source.translate(strategy("beleids*")).requests
    newer, _ = source.since(request, "2026-01-31")
    assert dict(newer.params)["oql"].endswith("and date >= (2026-01-31)")
    served = Served(source, OpenAlex([work(1, "beleidsnota"), work(2, "anders")]))
    assert served.page(newer, "*").total == 0
    steps = source.count(request)
    with pytest.raises(StopIteration) as end:
        steps.send(served.sent(next(steps)))
    assert (end.value.value.total, end.value.value.ids) == (1, ())


def test_what_the_server_says_is_wrong_with_a_query_is_told():
    source = ByOql(url="http://127.0.0.1:1")
    (request,) = source.translate(strategy("beleids*")).requests
    bad = replace(request, params=(("oql", "works where colour is (red)"), ("select", "id")))
    with pytest.raises(SourceError, match=r"HTTP 400.*expected title/abstract"):
        Served(source, OpenAlex([])).page(bad, "*")


@pytest.mark.parametrize(
    "query",
    [
        "authors where title has (x)",
        "works where title has (beleid)",
        'works where title has ("ab*")',
        'works where title has (within 2 ("a"))',
        'works where title has ("a"',
        'works where title contains ("a")',
    ],
)
def test_the_stand_in_refuses_what_is_no_query(query):
    with pytest.raises(OqlError):
        compile_oql(query)
