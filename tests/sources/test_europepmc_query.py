"""How terms become queries of Europe PMC."""

import pytest

from synth.errors import UsageError
from synth.sources.europepmc import EuropePmcSource
from tests.sources.made import strategy


def query(expression, **options):
    (request,) = EuropePmcSource().translate(strategy(expression, **options)).requests
    return dict(request.params)["query"]


def widened(expression, **options):
    return EuropePmcSource().translate(strategy(expression, **options)).widened


@pytest.mark.parametrize(
    ("expression", "asked"),
    [
        ("title:beleids*", "TITLE:beleids*"),
        ("abstract:beleids*", "ABSTRACT:beleids*"),
        ("keywords:beleids*", "KW:beleids*"),
        ("beleids*", "(TITLE:beleids* OR ABSTRACT:beleids* OR KW:beleids*)"),
        ('title:"policies and practices"', 'TITLE:"policies and practices"'),
        ("title:policy", """(TITLE:"policy" OR TITLE:"policy's" OR TITLE:"policy’s")"""),
        ("title:Förderung*", "(TITLE:förderung* OR TITLE:forderung*)"),
        ('title:"sociale zekerheid*"', '(TITLE:"sociale" AND TITLE:zekerheid*)'),
        ('title:"theoretisch* model*"', "(TITLE:theoretisch* AND TITLE:model*)"),
        ('title:"return to work*"', '(TITLE:"return to" AND TITLE:work*)'),
        ('title:"to implement*"', "TITLE:implement*"),
        ("title:beleids* AND title:kennis*", "TITLE:beleids* AND TITLE:kennis*"),
        ("title:beleids* OR abstract:kennis*", "(TITLE:beleids* OR ABSTRACT:kennis*)"),
        ("title:(kennis* OR kennisbank OR weten*)", "(TITLE:kennis* OR TITLE:weten*)"),
        ("title:beleids* NOT kennis*", "TITLE:beleids*"),
        ("title:organi*ation*", "TITLE:organi*"),
        ('title:"ab* model*"', "TITLE:model*"),
        ('title:"*zorg model*"', "TITLE:model*"),
        ("title:ab* AND title:model*", "TITLE:model*"),
    ],
)
def test_an_expression_becomes_this_query(expression, asked):
    assert query(expression) == asked


@pytest.mark.parametrize(
    ("years", "limit"),
    [
        ("from: 2000", "(PUB_YEAR:[2000 TO 3000] OR FIRST_PDATE:[2000-01-01 TO 3000-12-31])"),
        ("to: 2010", "(PUB_YEAR:[1000 TO 2010] OR FIRST_PDATE:[1000-01-01 TO 2010-12-31])"),
        ("from: 2000, to: 2010", "(PUB_YEAR:[2000 TO 2010] OR FIRST_PDATE:[2000-01-01 TO 2010-12-31])"),
    ],
)
def test_the_years_go_with_the_query(years, limit):
    assert query("title:beleids*", years=years) == f"TITLE:beleids* AND {limit}"


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("title:beleids* NOT kennis*", "is not asked; it is checked here"),
        ("organi*ation*", "`organi*ation*` was asked for as `organi*`, which holds it."),
        (
            '"sociale zekerheid*"',
            '`sociale zekerheid*` was asked for as "sociale" and zekerheid* in any place',
        ),
        ('"ab* model*"', "`ab* model*` was asked for as model* in any place of one field."),
        ("ab* AND model*", "`ab*` is too short to ask for"),
    ],
)
def test_what_is_asked_more_widely_is_said(expression, said):
    assert said in " ".join(widened(expression))


@pytest.mark.parametrize(
    "expression", ["beleids*", '"sociale zekerheid"', "title:a* OR keywords:implementat*"]
)
def test_a_strategy_that_can_be_asked_is_not_called_widened(expression):
    if "a* OR" in expression:
        with pytest.raises(UsageError):
            query(expression)
    else:
        assert widened(expression) == ()


@pytest.mark.parametrize("expression", ["ab*", "ab* AND *zorg", "(ab* OR beleid) AND *x"])
def test_a_strategy_of_which_nothing_can_be_asked_is_an_error_with_a_remedy(expression):
    with pytest.raises(UsageError, match="cannot be asked") as caught:
        query(expression)
    assert "more letters" in caught.value.remedy


def test_or_between_ands_becomes_two_requests():
    plan = strategy("(title:aaaa* AND title:bbbb*) OR (title:cccc* AND title:dddd*)")
    asked = [dict(request.params)["query"] for request in EuropePmcSource().translate(plan).requests]
    assert asked == ["TITLE:aaaa* AND TITLE:bbbb*", "TITLE:cccc* AND TITLE:dddd*"]


def test_no_sign_of_the_query_language_can_break_out_of_a_term():
    asked = query('title:"a) OR (TITLE:b* AND x:[1 TO 2]"')
    assert asked.count("TITLE:") == asked.count(" OR ") + asked.count(" AND ") + 1
    assert "[" not in asked
