"""What a strategy accepts must be in what a catalogue or repository gives: nothing may be left out.

Each is asked through its stand-in, requests and pages and all; a repository that can only be harvested is
matched here. `SYNTH_EXAMPLES` is the number of drawn strategy/record sets for each, `SYNTH_SEED` draws
others; a strategy is drawn with `SETS` sets. Servers of which one dialect differs from another by names only
get a tenth.
"""

import json
import os
from dataclasses import replace
from types import SimpleNamespace

import pytest

from synth.errors import UsageError
from synth.sources.eric import EricSource
from synth.sources.oai import OaiSource
from synth.sources.pubmed import PubMedSource
from synth.sources.sru import DnbSource, KbSource, OfficialSource, SruSource
from synth.sources.sru_profiles import general
from synth.sources.transport import Answer
from synth.strategy.definition import Strategy, TermSet, Years
from synth.strategy.expression import Leaf, Named, all_of, leaves
from synth.strategy.matching import Matcher
from tests.sources.drawn import CUT, ROWS, TERMS, chances, expression, text
from tests.sources.made import strategy
from tests.sources.made_catalogue import work
from tests.standin.eric import Eric, EricPlain, document
from tests.standin.oai import Oai, record
from tests.standin.pubmed import PubMed, article
from tests.standin.server import Call
from tests.standin.sheets import Sheet
from tests.standin.sru import Sru, SruOverheid, SruPlain

EXAMPLES = int(os.environ.get("SYNTH_EXAMPLES", "2000"))
SEED = os.environ.get("SYNTH_SEED", "1")
SETS, WORKS = 3, 2
SAME = frozenset(("eric, whole words", "repository-overheid", "sru:mine"))
URL = "https://made.example.org/here"
HERE = SimpleNamespace(keys=None)
MINE = general("sru:mine", URL)

DIALECTS = {
    "pubmed": (PubMedSource(url=URL, key=""), PubMed, article),
    "eric": (EricSource(url=URL), Eric, lambda one: json.dumps(document(one))),
    "eric, whole words": (EricSource(url=URL), EricPlain, lambda one: json.dumps(document(one))),
    "dnb": (DnbSource(url=URL), Sru, Sru([]).record),
    "kb": (KbSource(url=URL), SruPlain, SruPlain([]).data),
    "repository-overheid": (OfficialSource(url=URL), SruOverheid, SruOverheid([]).data),
    "sru:mine": (SruSource(profile=MINE), SruPlain, SruPlain([]).data),
    "oai": (OaiSource(name="oai:x", url=URL), Oai, record),
}


def given(source, server, plan):
    """Return the ids of everything that the source gives, request by request, page by page."""
    found = set()
    for request in source.translate(plan).requests:
        cursor = "*"
        while cursor is not None:
            page = driven(source.fetch(request, cursor), source, server)
            found.update(page.ids)
            cursor = page.next_cursor if page.ids else None
    return found


def driven(steps, source, server):
    """Return the page of a fetch, answered by a stand-in in this process."""
    ask = next(steps)
    while True:
        path = ask.url.removeprefix(source.transport.base).removeprefix("/here")
        form = "&".join(f"{name}={value}" for name, value in ask.form)
        status, headers, body = server.answer(Call(ask.method, path, form), HERE)
        sent = body.text() if isinstance(body, Sheet) else body if isinstance(body, str) else json.dumps(body)
        try:
            ask = steps.send(Answer(status, headers, sent))
        except StopIteration as done:
            return done.value


def meaning(asked, *, limited=False):
    plan = Strategy("made", Named("all"), (TermSet("all", asked),), languages=("nl", "de", "en"))
    return replace(plan, years=Years(2000, 2001) if limited else Years())


def missed(name, plan, made):
    """Return the titles of works that the strategy accepts and that the source does not give."""
    source, server, written = DIALECTS[name]
    got = given(source, server(made), plan)
    matcher = Matcher(plan)
    records = [source.read(written(one)) for one in made]
    return [one.title for one in records if one.source_id not in got and matcher.match(one).accepted]


def drawn_works(chance, asked):
    """Return the works of all sets: their texts hold some of the words of an expression."""
    wanted = [word for leaf in leaves(asked) for word in leaf.words]
    return [
        work(
            number,
            text(chance, wanted) or "x",
            abstract=text(chance, wanted),
            keywords=[text(chance, wanted) or "y"],
            year=chance.choice((1999, 2000, 2001, 2002)),
        )
        for number in range(1, SETS * WORKS + 1)
    ]


@pytest.mark.parametrize("name", DIALECTS)
def test_every_accepted_work_is_in_what_the_source_gives(name):
    asked, wanted = 0, EXAMPLES // 10 if name in SAME else EXAMPLES
    for chance in chances(f"{SEED}-{name}", wanted):
        drawn = expression(chance)
        plan, made = meaning(drawn, limited=chance.random() < 0.5), drawn_works(chance, drawn)
        try:
            lost = missed(name, plan, made)
        except UsageError:
            continue
        asked += SETS
        assert lost == [], f"{drawn}\n{json.dumps(made, ensure_ascii=False)}"
        if asked >= wanted:
            return
    pytest.fail(f"Only {asked} of {wanted} drawn sets could be asked.")


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize(("term", "word"), CUT)
def test_a_word_cut_through_a_letter_for_two_is_asked_with_that_letter(name, term, word):
    made = [work(1, f"Hier {word} en meer"), work(2, "x", abstract=f"Hier {word} en meer")]
    cut, beside = Leaf((term,)), Leaf(("hier",))
    if (name, term) == ("pubmed", "mass*"):
        said = DIALECTS[name][0].translate(meaning(cut)).widened
        assert "`mass*` was asked for without `maß*`: too short." in said
        return
    assert missed(name, meaning(all_of(cut, beside)), made) == []
    assert missed(name, meaning(Leaf(("hier", term))), made) == []


@pytest.mark.parametrize("name", DIALECTS)
def test_a_good_part_of_the_drawn_works_is_accepted(name):
    source, _, written = DIALECTS[name]
    accepted = made = 0
    for chance in chances(SEED, 40):
        drawn = expression(chance)
        matcher = Matcher(meaning(drawn))
        verdicts = [matcher.match(source.read(written(one))).accepted for one in drawn_works(chance, drawn)]
        accepted, made = accepted + sum(verdicts), made + len(verdicts)
    assert accepted > made / 5


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_known_spelling_that_matches_is_asked_for(name, row):
    texts = [f"Over {one} en meer" for one in row]
    made = [work(n, one) for n, one in enumerate(texts, start=1)]
    made += [work(n, "x", abstract=one) for n, one in enumerate(texts, start=101)]
    made += [work(n, "x", keywords=["y", one]) for n, one in enumerate(texts, start=201)]
    assert missed(name, meaning(Leaf((row[0],))), made) == []
    for field in ("any", "title", "abstract", "keywords"):
        assert missed(name, meaning(Leaf((row[0], "en", "meer"), field)), made) == []


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("number", [99, 300])
def test_a_long_list_is_cut_into_requests_that_together_ask_the_same(name, number):
    terms = [f"woord{n:03}nl" for n in range(number)]
    plan = strategy(f"({' OR '.join(terms)}) AND (implementatie OR invoering)")
    made = [work(n, f"{term} bij implementatie") for n, term in enumerate(terms, start=1)]
    assert missed(name, plan, made) == []
    source = DIALECTS[name][0]
    requests = source.translate(plan).requests
    limit = source.facts.url_bytes or 10_000
    assert all(len(one.url) <= limit or "form" in one.description for one in requests)


@pytest.mark.parametrize("name", DIALECTS)
def test_no_pair_of_terms_makes_a_request_that_the_server_refuses(name):
    source, server, _ = DIALECTS[name]
    nothing = server([])
    for term in TERMS:
        for other in TERMS[::5]:
            try:
                given(source, nothing, meaning(Leaf((term, other))))
            except UsageError:
                continue
