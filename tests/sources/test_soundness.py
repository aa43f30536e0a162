"""What a strategy accepts must be in what OpenAlex is asked for: nothing that matches may be left out."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from synth.errors import UsageError
from synth.sources.openalex import OpenAlexSource
from synth.strategy.definition import Strategy, TermSet
from synth.strategy.expression import Leaf, Named, Not, all_of, any_of, near
from synth.strategy.matching import Matcher
from tests.sources.made import strategy, work
from tests.standin.openalex_filters import Index

# Each row: what a strategy may say, then other ways in which a text may write it.
ROWS = (
    (
        "re-integratie",
        "reïntegratie",
        "reintegratie",
        "Re-integratie",
        "re‑integratie",
        "REÏNTEGRATIE",
        "re integratie",
    ),
    ("coördinatie", "coordinatie", "Coördinatie", "co-ordinatie"),
    ("cliënt", "client", "cliënten", "client's", "Cliënt"),
    ("sociale", "sociaal", "Sociale"),
    ("zekerheid", "Zekerheid", "zekerheids-"),
    ("implementatie", "implementatie-onderzoek", "implementaties", "Implementatie."),
    ("Maßnahme", "Massnahme", "Maßnahmen", "maßnahme"),
    ("Umsetzung", "umsetzung", "Umsetzungs-Forschung"),
    ("employer", "employer's", "employer’s", "Employers", "employer-led"),
    ("evidence-based", "evidence based", "evidencebased", "Evidence-based"),
    ("multidisciplinary", "multi-disciplinary", "multidisciplinair"),
    ("return-to-work", "return to work", "Return-to-work", "return to-work"),
    ("foto's", "foto’s", "fotos", "foto"),
    ("de", "van", "in", "to"),
)
TERMS = [row[0] for row in ROWS] + [
    "implementat*",
    "impl*atie",
    "cli*",
    "so*",
    "*zorg",
    "re-int*",
    "e-health*",
    "implementat?e",
    "cli?nt",
    "cli$nt",
    "client$",
    "s?ci*",
    "re$integratie",
    "?org",
    "zorg$",
]
TEXTS = [text for row in ROWS for text in row] + ["zorg", "thuiszorg", "e-health", "implementation", "sozial"]

words = st.lists(st.sampled_from(TERMS), min_size=1, max_size=3).map(tuple)
leaves = st.builds(Leaf, words, st.sampled_from(["any", "any", "title", "abstract", "keywords"]))
sides = st.lists(leaves, min_size=1, max_size=2).map(lambda parts: any_of(*parts))
nears = st.builds(near, sides, sides, st.integers(0, 3))
expressions = st.recursive(
    leaves | nears,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: all_of(*parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: any_of(*parts)),
        st.tuples(inner, inner).map(lambda pair: all_of(pair[0], Not(pair[1]))),
    ),
    max_leaves=6,
)
glue = st.sampled_from([" ", " ", " ", ", ", ". ", ": ", " (", "; "])
texts = st.lists(st.tuples(st.sampled_from(TEXTS), glue), max_size=6).map(
    lambda pairs: "".join(word + mark for word, mark in pairs)
)
works = st.lists(st.tuples(texts, texts), min_size=1, max_size=8)


def meaning(expression):
    return Strategy("made", Named("all"), (TermSet("all", expression),), languages=("nl", "de"))


def missed(plan, made):
    """Return the works that the strategy accepts and that no request asks for."""
    source = OpenAlexSource()
    index = Index(made)
    asked = set()
    for request in source.translate(plan).requests:
        asked |= {one["id"] for one in index.select(",".join(v for n, v in request.params if n == "filter"))}
    matcher = Matcher(plan)
    records = [source.read(json.dumps(one)) for one in made]
    return [
        r.title
        for r in records
        if matcher.match(r).accepted and f"https://openalex.org/{r.source_id}" not in asked
    ]


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions, works)
def test_every_accepted_work_is_in_what_is_asked_for(expression, pairs):
    plan = meaning(expression)
    made = [work(n, title, abstract=abstract) for n, (title, abstract) in enumerate(pairs, start=1)]
    try:
        OpenAlexSource().translate(plan)
    except UsageError:
        assume(False)
    assert missed(plan, made) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_known_spelling_that_matches_is_asked_for(row):
    made = [work(n, f"Over {text} en meer", language="nl") for n, text in enumerate(row, start=1)]
    assert missed(meaning(Leaf((row[0],))), made) == []
    phrase = Leaf((row[0], "en", "meer"))
    assert missed(meaning(phrase), made) == []


@pytest.mark.parametrize("count", [99, 100, 101, 450])
def test_a_long_list_is_cut_into_requests_that_together_ask_the_same(count):
    terms = [f"woord{n:03}nl" for n in range(count)]
    plan = strategy(f"({' OR '.join(terms)}) AND (implementatie OR invoering)")
    made = [work(n, f"{term} bij implementatie") for n, term in enumerate(terms, start=1)]
    requests = OpenAlexSource().translate(plan).requests
    assert missed(plan, made) == []
    assert all(len(request.url.encode()) < 4000 for request in requests)
    for request in requests:
        for name, value in request.params:
            assert name != "filter" or value.count("|") < 100
    assert (len(requests) > 1) == (count > 100)


def test_no_generated_request_is_refused_by_the_server():
    index = Index([])
    for term in TERMS:
        for other in TERMS:
            with suppress(UsageError):
                for request in OpenAlexSource().translate(meaning(Leaf((term, other)))).requests:
                    index.select(",".join(v for n, v in request.params if n == "filter"))
