"""What a strategy accepts must be in what Europe PMC is asked for: nothing that matches may be left out.

`SYNTH_EXAMPLES=2000` runs as many generated cases.
"""

import json
import os
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from synth.errors import UsageError
from synth.sources.europepmc import EuropePmcSource
from synth.strategy.definition import Years
from synth.strategy.expression import Leaf
from synth.strategy.matching import Matcher
from tests.sources.made import strategy
from tests.sources.made_europepmc import result
from tests.sources.test_soundness import ROWS, TERMS, expressions, meaning, texts
from tests.standin.europepmc import EuropePmc

EXAMPLES = int(os.environ.get("SYNTH_EXAMPLES", "300"))
languages = st.sampled_from(["dut", "ger", "eng", "", "fre"])
years = st.integers(1998, 2003)
made_works = st.lists(
    st.tuples(texts, texts, st.lists(texts, max_size=2), languages, years, years), min_size=1, max_size=8
)


def missed(plan, made):
    """Return the works that the strategy accepts and that no request asks for."""
    source, server = EuropePmcSource(), EuropePmc(made)
    asked = set()
    for request in source.translate(plan).requests:
        asked |= {one["id"] for one in server.select(dict(request.params)["query"])}
    matcher = Matcher(plan)
    accepted = [r for r in (source.read(json.dumps(one)) for one in made) if matcher.match(r).accepted]
    return [record.title for record in accepted if record.source_id.removeprefix("MED/") not in asked]


@settings(max_examples=EXAMPLES)
@given(expressions, made_works, st.booleans())
def test_every_accepted_work_is_in_what_is_asked_for(expression, parts, limited):
    plan = meaning(expression)
    if limited:
        plan = replace(plan, years=Years(2000, 2001))
    made = [
        result(
            n,
            f"<i>{title}</i>",
            abstract=f"<h4>Doel</h4>{abstract}",
            keywords=keywords,
            language=language,
            year=year,
            firstPublicationDate=f"{first}-12-31",
        )
        for n, (title, abstract, keywords, language, year, first) in enumerate(parts, start=1)
    ]
    try:
        EuropePmcSource().translate(plan)
    except UsageError:
        assume(False)
    assert missed(plan, made) == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
@pytest.mark.parametrize("field", ["title", "abstract", "keywords"])
def test_every_known_spelling_that_matches_is_asked_for(row, field):
    texts_ = [f"Over {text} en meer" for text in row]
    made = [
        result(n, text if field == "title" else "x", **_rest(field, text))
        for n, text in enumerate(texts_, start=1)
    ]
    assert missed(meaning(Leaf((row[0],))), made) == []
    assert missed(meaning(Leaf((row[0], "en", "meer"), field)), made) == []


@pytest.mark.parametrize(
    "text", ["coördinatie cliënt", "co-ordinatie cliënt", "coordinatie cliënt", "co-ordinatie client's"]
)
def test_a_phrase_of_words_with_several_spellings_is_asked_in_all_of_them(text):
    made = [result(1, f"Over {text} hier"), result(2, "", abstract=text), result(3, "", keywords=[text])]
    assert missed(meaning(Leaf(("coördinatie", "cliënt"))), made) == []


def _rest(field, text):
    return {"abstract": {"abstract": text}, "keywords": {"keywords": ["y", text]}}.get(field, {})


@pytest.mark.parametrize("count", [99, 301, 450])
def test_a_long_list_is_cut_into_requests_that_together_ask_the_same(count):
    terms = [f"woord{n:03}nl" for n in range(count)]
    plan = strategy(f"({' OR '.join(terms)}) AND (implementatie OR invoering)")
    made = [result(n, f"{term} bij implementatie") for n, term in enumerate(terms, start=1)]
    requests = EuropePmcSource().translate(plan).requests
    assert missed(plan, made) == []
    assert all(dict(request.params)["query"].count(":") <= 900 for request in requests)


def test_no_generated_request_is_refused_by_the_server():
    server = EuropePmc([])
    for term in TERMS:
        for other in TERMS:
            try:
                requests = EuropePmcSource().translate(meaning(Leaf((term, other)))).requests
            except UsageError:
                continue
            for request in requests:
                server.select(dict(request.params)["query"])
