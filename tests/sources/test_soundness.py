"""What a strategy accepts must be in what a source gives: nothing that matches may be left out.

Each source is asked through its stand-in, requests and pages and all. `SYNTH_EXAMPLES` is the number of drawn
strategy/record sets for each (`SETS` to a strategy), a tenth for one that differs from another by names;
`SYNTH_SEED` draws others.
"""

import json
import os
from dataclasses import replace

import pytest

from synth.errors import UsageError
from synth.strategy.definition import Strategy, TermSet, Years
from synth.strategy.expression import Leaf, Named, all_of, leaves
from synth.strategy.matching import Matcher
from tests.sources.dialects import EXACT, Served
from tests.sources.drawn import CUT, ROWS, TERMS, chances, expression, text
from tests.sources.made import strategy

EXAMPLES = int(os.environ.get("SYNTH_EXAMPLES", "2000"))
SEED = os.environ.get("SYNTH_SEED", "1")
SETS, WORKS = 3, 2


def meaning(asked, years=""):
    limits = Years(2000, 2001) if years else Years()
    plan = Strategy("made", Named("all"), (TermSet("all", asked),), languages=("nl", "de", "en"))
    return replace(plan, years=limits)


def missed(dialect, plan, made):
    """Return the titles of works that the strategy accepts and that the source does not give."""
    source = dialect.here
    given = Served(source, dialect.server(made)).payloads(plan)
    matcher = Matcher(plan)
    records = map(dialect.read, made)
    return [one.title for one in records if one.source_id not in given and matcher.match(one).accepted]


def drawn_works(dialect, chance, asked):
    """Return the works of all sets: their texts hold some of the words of an expression."""
    wanted = [word for leaf in leaves(asked) for word in leaf.words]
    return [
        dialect.work(
            number,
            text(chance, wanted) or "x",
            abstract=text(chance, wanted),
            keywords=[text(chance, wanted) or "y"],
            year=chance.choice((1999, 2000, 2001, 2002)),
        )
        for number in range(1, SETS * WORKS + 1)
    ]


@pytest.mark.parametrize("name", EXACT)
def test_every_accepted_work_is_in_what_the_source_gives(name):
    dialect, asked = EXACT[name], 0
    examples = EXAMPLES // 10 if dialect.like else EXAMPLES
    for chance in chances(f"{SEED}-{name}", examples):
        drawn = expression(chance)
        plan, made = meaning(drawn, chance.choice(("", "2000"))), drawn_works(dialect, chance, drawn)
        try:
            lost = missed(dialect, plan, made)
        except UsageError:
            continue
        asked += SETS
        assert lost == [], f"{plan.text}\n{json.dumps(made, ensure_ascii=False)}"
        if asked >= examples:
            return
    pytest.fail(f"Only {asked} of {examples} drawn sets could be asked.")


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize(("term", "word"), CUT)
def test_a_word_cut_through_a_letter_for_two_is_asked_with_that_letter(name, term, word):
    dialect, text = EXACT[name], f"Hier {word} en meer"
    made = [dialect.work(1, text), dialect.work(2, "x", abstract=text)]
    cut, beside = Leaf((term,)), Leaf(("hier",))
    if (name, term) == ("pubmed", "mass*"):
        said = dialect.here.translate(meaning(cut)).widened
        assert "`mass*` was asked for without `maß*`: too short." in said
        return
    assert missed(dialect, meaning(all_of(cut, beside)), made) == []
    assert missed(dialect, meaning(Leaf(("hier", term))), made) == []


@pytest.mark.parametrize("name", EXACT)
def test_a_good_part_of_the_drawn_works_is_accepted(name):
    dialect = EXACT[name]
    accepted = made = 0
    for chance in chances(SEED, 40):
        drawn = expression(chance)
        matcher = Matcher(meaning(drawn))
        records = map(dialect.read, drawn_works(dialect, chance, drawn))
        verdicts = [matcher.match(one).accepted for one in records]
        accepted, made = accepted + sum(verdicts), made + len(verdicts)
    assert accepted > made / 5


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_known_spelling_that_matches_is_asked_for(name, row):
    dialect = EXACT[name]
    texts = [f"Over {text} en meer" for text in row]
    made = [dialect.work(n, text) for n, text in enumerate(texts, start=1)]
    made += [dialect.work(n, "x", abstract=text) for n, text in enumerate(texts, start=101)]
    made += [dialect.work(n, "x", keywords=["y", text]) for n, text in enumerate(texts, start=201)]
    assert missed(dialect, meaning(Leaf((row[0],))), made) == []
    for field in ("any", "title", "abstract", "keywords"):
        assert missed(dialect, meaning(Leaf((row[0], "en", "meer"), field)), made) == []


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize(
    "text",
    [
        *("coördinatie cliënt", "co-ordinatie cliënt", "coordinatie cliënt", "co-ordinatie client's"),
        *("multi-disciplinary client's", "multi-disciplinary cliënt"),
    ],
)
def test_a_phrase_of_words_with_several_spellings_is_asked_in_all_of_them(name, text):
    dialect = EXACT[name]
    made = [dialect.work(1, f"Over {text} hier"), dialect.work(2, "x", abstract=text)]
    assert missed(dialect, meaning(Leaf(("coördinatie", "cliënt"))), made) == []
    assert missed(dialect, meaning(Leaf(("multidisciplinary", "cliënt"))), made) == []


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("count", [99, 101, 300])
def test_a_long_list_is_cut_into_requests_that_together_ask_the_same(name, count):
    dialect = EXACT[name]
    terms = [f"woord{n:03}nl" for n in range(count)]
    plan = strategy(f"({' OR '.join(terms)}) AND (implementatie OR invoering)")
    made = [dialect.work(n, f"{term} bij implementatie") for n, term in enumerate(terms, start=1)]
    assert missed(dialect, plan, made) == []
    most = dialect.here.facts.url_bytes or 10_000
    requests = dialect.here.translate(plan).requests
    assert all(len(one.url.encode()) <= most for one in requests) or "form" in requests[0].description


@pytest.mark.parametrize("name", EXACT)
def test_no_pair_of_terms_makes_a_request_that_the_server_refuses(name):
    dialect = EXACT[name]
    served = Served(dialect.here, dialect.server([]))
    for term in TERMS:
        for other in TERMS[::5]:
            try:
                served.payloads(meaning(Leaf((term, other))))
            except UsageError:
                continue
