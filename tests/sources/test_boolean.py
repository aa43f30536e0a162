"""Strategies in the words of dialects that differ: what each is asked, and what is said to be wider."""

from dataclasses import replace

import pytest

from synth.errors import UsageError
from synth.sources.boolean import clauses, question, translated
from synth.sources.dialect import Dialect
from synth.sources.protocol import Request
from synth.strategy.translate import alternatives
from tests.sources.made import strategy

FIELDS = {"title": ("ti",), "abstract": ("ab",), "keywords": ("kw",), "any": ("all",)}
PLAIN = Dialect("Plain", FIELDS, years="year:{first}-{last}")
BARE = Dialect("Bare", {"any": ("",)}, both=" + ", either=" | ")
PUBMED_LIKE = Dialect("Tagged", FIELDS, in_field="{value}[{field}]", prefix_ends_phrase=True)
WITHOUT_STAR = Dialect("Starless", FIELDS, shortest=0)
FOLDING = Dialect("Folding", FIELDS, folds=True, apostrophes=("'",))
STEMMING = Dialect("Stemming", FIELDS, stems=True)


def asking(index, query, description):
    return Request("made", index, f"https://example.org/?q={query}", (("q", query),), description)


def queries(expression, dialect, **options):
    requests = translated(strategy(expression, **options), dialect, asking).requests
    return [dict(request.params)["q"] for request in requests]


def widened(expression, dialect, **options):
    return " ".join(translated(strategy(expression, **options), dialect, asking).widened)


@pytest.mark.parametrize(
    ("dialect", "expression", "asked"),
    [
        (PLAIN, "title:beleids*", "ti:beleids*"),
        (PLAIN, "beleids*", "all:beleids*"),
        (PLAIN, "title:beleids* AND (kennis* OR weten*)", "ti:beleids* AND (all:kennis* OR all:weten*)"),
        (BARE, "title:beleids*", "beleids*"),
        (BARE, '("vaste basis" OR beleids*) AND kennis*', '("vaste basis" | beleids*) + kennis*'),
        (PUBMED_LIKE, '"sociale zekerheid*"', '"sociale zekerheid*"[all]'),
        (PUBMED_LIKE, '"sociaal* zekerheid*"', "(sociaal*[all] AND zekerheid*[all])"),
        (PUBMED_LIKE, '"sociale ze*"', '"sociale"[all]'),
        (PLAIN, '"sociale zekerheid*"', '(all:"sociale" AND all:zekerheid*)'),
        (WITHOUT_STAR, '"sociale zekerheid*"', 'all:"sociale"'),
        (WITHOUT_STAR, "beleids* AND basis", 'all:"basis"'),
        (WITHOUT_STAR, "(beleids* OR kennis) AND basis", 'all:"basis"'),
        (FOLDING, "title:Förderung*", "ti:forderung*"),
        (FOLDING, "title:klant", '(ti:"klant" OR ti:"klant\'s")'),
        (STEMMING, "title:evaluat*", "ti:evalu*"),
        (STEMMING, "title:policies", 'ti:"policies"'),
        (PLAIN, "title:beleids* NOT kennis*", "ti:beleids*"),
    ],
)
def test_each_dialect_is_asked_in_its_own_words(dialect, expression, asked):
    assert queries(expression, dialect) == [asked]


@pytest.mark.parametrize(
    ("dialect", "expression", "said"),
    [
        (PLAIN, "beleids* NOT kennis*", "is not asked; it is checked here"),
        (BARE, "title:beleids*", "`title:beleids*` was asked for in any field: Bare has no such field"),
        (WITHOUT_STAR, "beleids* AND dingen", "`beleids*` cannot be asked for (Starless takes no `*`)"),
        (STEMMING, "evaluat*", "`evaluat*` was asked for as `evalu*`, which holds it."),
        (PLAIN, "ab* AND kennis*", "`ab*` is too short to ask for (3 letters"),
    ],
)
def test_what_is_asked_more_widely_is_said(dialect, expression, said):
    assert said in widened(expression, dialect)


def test_languages_are_not_asked_and_said_so():
    assert "languages are not asked" in widened("beleids*", PLAIN, languages="nl, de")


@pytest.mark.parametrize(
    ("dialect", "remedy"), [(PLAIN, "more letters"), (WITHOUT_STAR, "forms of the word out")]
)
def test_a_strategy_of_which_nothing_can_be_asked_is_an_error_with_a_remedy(dialect, remedy):
    with pytest.raises(UsageError, match=f"{dialect.label} cannot be asked for `ab\\*`") as caught:
        queries("ab*", dialect)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize(
    ("years", "limit"),
    [
        ("from: 2000", "year:2000-3000"),
        ("to: 2010", "year:1000-2010"),
        ("from: 2000, to: 2010", "year:2000-2010"),
    ],
)
def test_the_years_go_with_the_query(years, limit):
    assert queries("beleids*", PLAIN, years=years) == [f"all:beleids* AND {limit}"]
    assert queries("beleids*", BARE, years=years) == ["beleids*"]


def test_a_long_list_is_cut_under_the_number_of_clauses_without_loss():
    terms = [f"woord{n:02}nl*" for n in range(40)]
    asked = queries(f"({' OR '.join(terms)}) AND kennis*", replace(PLAIN, clauses=11))
    assert all(one.count("all:") <= 11 for one in asked)
    assert {term for one in asked for term in terms if term in one} == set(terms)
    assert all("kennis*" in one for one in asked)


def test_a_long_list_is_cut_under_the_length_of_an_address():
    terms = [f"woord{n:02}nl*" for n in range(40)]
    short = replace(PLAIN, url_bytes=120)
    requests = translated(strategy(" OR ".join(terms)), short, asking).requests
    assert all(len(request.url) <= 120 for request in requests)
    assert {term for one in requests for term in terms if term in one.url} == set(terms)


@pytest.mark.parametrize("expression", ["wom?n", "colo$r AND kennis*"])
def test_letters_that_may_differ_are_asked_as_any(expression):
    (alternative,) = alternatives(strategy("kennis*").expression)
    leaf = replace(alternative.groups[0][0], words=(expression.split()[0],))
    asked = question(replace(alternative, groups=((leaf,),)), PLAIN)
    assert asked.lists in (((("all:wom*",),)), ((("all:colo*",),)))
    assert clauses(asked.lists, PLAIN) == 1
