"""How terms become value lists of OpenAlex."""

import pytest

from synth.errors import UsageError
from synth.sources.openalex import OpenAlexSource
from synth.sources.openalex_query import Clause, parts, question, reduced, written
from synth.sources.spelling import APOSTROPHE
from synth.strategy import alternatives, parse
from tests.sources.made import strategy

EXACT = "title_and_abstract.search.exact:"


def filters(expression, **options):
    """Return the search filters of each request."""
    requests = OpenAlexSource().translate(strategy(expression, **options)).requests
    return [[v for n, v in request.params if n == "filter" and ".search" in v] for request in requests]


def widened(expression):
    return OpenAlexSource().translate(strategy(expression)).widened


@pytest.mark.parametrize(
    ("expression", "values"),
    [
        ("beleids*", "beleids*"),
        ('"sociale zekerheid*"', '"sociale zekerheid*"'),
        ("re-integrati*", '"re integrati*"|reintegrati*|reïntegrati*|"re ïntegrati*"'),
        ("Maßnahme*", "maßnahme*|massnahme*"),
        ("Förderung*", "förderung*|forderung*"),
        ("policy", '"policy"|policy?s'),
        ("policies", '"policies"'),
        ("foto's", 'foto?s|"foto s"|"fotos"'),
        ('"theoretisch* model*"', '"theoretisch* model*"~2'),
        ("knowledge* OR knowledgeable OR acknowledge*", "knowledge*|acknowledge*"),
        ('kennis* OR "nieuwe kennisbank"', "kennis*"),
    ],
)
def test_a_term_becomes_these_values(expression, values):
    assert filters(expression) == [[EXACT + values]]


@pytest.mark.parametrize("field", ["title", "abstract"])
def test_a_field_is_asked_in_that_field(field):
    assert filters(f"{field}:(beleids* OR kennis*)") == [[f"{field}.search.exact:beleids*|kennis*"]]


def test_terms_in_several_fields_are_asked_in_both_and_that_is_said():
    assert filters("title:beleids* OR abstract:kennis*") == [[EXACT + "beleids*|kennis*"]]
    assert widened("title:beleids* OR abstract:kennis*") == (
        "`title:beleids*` was asked for in title and abstract, since OR joins its terms.",
        "`abstract:kennis*` was asked for in title and abstract, since OR joins its terms.",
    )


@pytest.mark.parametrize(
    ("expression", "asked", "said"),
    [
        ("keywords:beleids*", [EXACT + "beleids*"], "no keywords of authors"),
        ("beleids* NOT kennis*", [EXACT + "beleids*"], "NOT"),
        ("organi*ation*", [EXACT + "organi*"], "`organi*ation*` was asked for as `organi*`"),
        ('"ab* model*"', [EXACT + "model*"], "`ab* model*` was asked for as `model*`"),
        ('"*zorg model*"', [EXACT + "model*"], "`*zorg model*` was asked for as `model*`"),
        ("ab* AND model*", [EXACT + "model*"], "`ab*` is too short to ask for"),
        ('"aaaa* bbbb* cccc*"', [EXACT + '"aaaa* bbbb*"~2'], "was asked for as `aaaa* bbbb*`"),
        ('"aaa* bbb*"', [EXACT + "aaa*"], "was asked for as `aaa*`"),
    ],
)
def test_what_cannot_be_asked_is_asked_wider_and_said(expression, asked, said):
    assert filters(expression) == [asked]
    assert said in " ".join(widened(expression))


@pytest.mark.parametrize(
    "expression", ["beleids*", '"sociale zekerheid"', "implementat* AND (kennis* OR weten*)"]
)
def test_a_strategy_that_can_be_asked_is_not_called_widened(expression):
    assert widened(expression) == ()


@pytest.mark.parametrize("expression", ["ab*", "ab* AND *zorg", "(ab* OR beleid) AND *x"])
def test_a_strategy_of_which_nothing_can_be_asked_is_an_error_with_a_remedy(expression):
    with pytest.raises(UsageError, match="cannot be asked") as caught:
        filters(expression)
    assert "more letters" in caught.value.remedy


def test_and_becomes_two_filters_and_or_between_ands_two_requests():
    assert filters("aaaa* AND bbbb*") == [[EXACT + "aaaa*", EXACT + "bbbb*"]]
    assert filters("(aaaa* AND bbbb*) OR (cccc* AND dddd*)") == [
        [EXACT + "aaaa*", EXACT + "bbbb*"],
        [EXACT + "cccc*", EXACT + "dddd*"],
    ]


def test_the_filters_on_language_and_years_go_with_every_request():
    plan = strategy(
        "(aaaa* AND bbbb*) OR (cccc* AND dddd*)", years="from: 2000, to: 2010", languages="nl, de, en"
    )
    for request in OpenAlexSource().translate(plan).requests:
        assert [v for n, v in request.params if n == "filter"][2:] == [
            "language:nl|de|en|null",
            "from_publication_date:2000-01-01",
            "to_publication_date:2010-12-31",
        ]


def test_a_comma_or_bar_in_a_term_cannot_break_out_of_its_value():
    (texts,) = filters('"a,language:xx|bbb"')
    assert texts == [EXACT + '"a language xx bbb"|"a language xx bbb?s"']


def test_reduction_keeps_what_no_other_value_holds():
    values = [
        ("jeugd*",),
        ("jeugdzorg",),
        ("de", "jeugd"),
        ("oude", "jeu*"),
        ("zorg",),
        ("de", "zorg"),
        ("zo*",),
    ]
    assert reduced(values) == (("jeugd*",), ("oude", "jeu*"), ("zo*",))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (("nederland",), '"nederland"'),
        (("a", "b"), '"a b"'),
        (("land*",), "land*"),
        ((f"werk{APOSTROPHE}s",), "werk?s"),
        (("a*", "b"), '"a* b"~2'),
    ],
)
def test_a_value_is_quoted_unless_it_is_one_word_with_a_wildcard(value, text):
    assert written(value) == text


def test_parts_cover_every_pair_of_values_once():
    one = Clause("title", tuple((f"a{n}",) for n in range(150)))
    two = Clause("title", tuple((f"b{n}",) for n in range(120)))
    cut = parts((one, two), lambda clauses: sum(len(c.values) for c in clauses) <= 120)
    pairs = [(a, b) for left, right in cut for a in left.values for b in right.values]
    assert len(pairs) == len(set(pairs)) == 150 * 120


def test_a_value_too_long_for_any_request_is_an_error():
    with pytest.raises(UsageError, match="too long"):
        parts((Clause("title", (("x" * 5000,),)),), lambda clauses: len(str(clauses[0])) < 4000)


def test_too_many_requests_is_an_error_with_a_remedy():
    with pytest.raises(UsageError, match="more than 100 requests"):
        parts(
            (Clause("title", tuple((str(n),) for n in range(500))),),
            lambda clauses: len(clauses[0].values) < 2,
        )


def test_spellings_that_are_not_asked_are_told():
    words = "re-integratie-coördinatie-beleid multi-disciplinaire-aanpak-model pre-employment-self-help-plan"
    (alternative,) = alternatives(parse(f'"{words}"').expression)
    assert any("only a part of it was asked for" in sentence for sentence in question(alternative).widened)
