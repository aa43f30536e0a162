"""What each database is given, and what is told of it."""

from __future__ import annotations

import pytest

from synth.errors import UsageError
from synth.strategy.definition import Strategy, Years
from synth.strategy.file import load_strategy
from synth.strategy.parser import parse
from synth.strategy.strings import DATABASES, database, write


def written(text: str, name: str, **filters):
    return write(Strategy("one", parse(text).expression, (), **filters), database(name))


def effects(text: str, name: str) -> list[str]:
    return [f"{n.effect}: {n.text}" for n in written(text, name).notes if n.effect != "remark"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pubmed", '"sociale zekerheid"[tiab] AND (werk[ti] OR kennis*[tiab])'),
        ("wos", 'TS=("sociale zekerheid") AND (TI=("werk") OR TS=(kennis*))'),
        (
            "ebsco",
            '(TI ("sociale zekerheid") OR AB ("sociale zekerheid") OR KW ("sociale zekerheid"))'
            " AND (TI (werk) OR TI (kennis*) OR AB (kennis*) OR KW (kennis*))",
        ),
        ("scopus", 'TITLE-ABS-KEY("sociale zekerheid") AND (TITLE(werk) OR TITLE-ABS-KEY(kennis*))'),
        ("ovid", "(sociale zekerheid).ti,ab,kf,id. AND ((werk).ti. OR (kennis*).ti,ab,kf,id.)"),
        ("proquest", 'TI,AB,IF("sociale zekerheid") AND (TI("werk") OR TI,AB,IF(kennis[*20]))'),
    ],
)
def test_fields_phrases_and_truncation_are_those_of_the_database(name: str, text: str) -> None:
    assert written('"sociale zekerheid" AND (title:werk OR kennis*)', name).text == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pubmed", '"return work"[tiab:~3]'),
        ("wos", 'TS=("return" NEAR/3 "work")'),
        ("ebsco", "TI (return N3 work) OR AB (return N3 work) OR KW (return N3 work)"),
        ("scopus", "TITLE-ABS-KEY(return W/3 work)"),
        ("ovid", "(return adj4 work).ti,ab,kf,id."),
        ("proquest", 'TI,AB,IF("return" NEAR/3 "work")'),
    ],
)
def test_proximity_counts_as_the_database_counts(name: str, text: str) -> None:
    assert written("return NEAR/3 work", name).text == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("wos", "TS=(colo$ur OR wome?)"),
        ("ebsco", "TI (colo#ur OR wome*) OR AB (colo#ur OR wome*) OR KW (colo#ur OR wome*)"),
        ("scopus", "TITLE-ABS-KEY(colour OR colo?ur OR wome?)"),
        ("ovid", "(colo?ur OR wome#).ti,ab,kf,id."),
        ("proquest", 'TI,AB,IF("colour" OR colo?ur OR wome?)'),
    ],
)
def test_wildcards_for_one_letter_are_those_of_the_database(name: str, text: str) -> None:
    assert written("colo$ur OR wome?", name).text == text


def test_wildcards_for_one_letter_are_cut_where_there_are_none() -> None:
    assert effects("colo$ur OR wome?", "pubmed") == [
        "widened: `colo$ur` is asked as `colo*`.",
        "widened: `wome?` is asked as `wome*`.",
    ]


@pytest.mark.parametrize("name", DATABASES)
def test_a_word_with_a_hyphen_is_also_asked_closed(name: str) -> None:
    text = written("Re-integratie", name).text
    assert "re-integratie" in text
    assert "reintegratie" in text
    assert "re-integratie" in written("reïntegratie", name).text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pubmed", "narrowed: `*zorg` cannot be asked and is left out."),
        ("ebsco", "narrowed: `*zorg` cannot be asked and is left out."),
        ("ovid", "narrowed: `*zorg` cannot be asked and is left out."),
    ],
)
def test_a_term_that_cannot_be_asked_is_told_to_narrow(name: str, told: str) -> None:
    assert effects("werk OR *zorg", name) == [told]


def test_the_same_term_beside_and_widens() -> None:
    assert effects("werk AND *zorg", "pubmed") == ["widened: `*zorg` cannot be asked and is left out."]


def test_a_phrase_that_pubmed_cannot_truncate_is_asked_as_its_words() -> None:
    found = written('"theoretisch* model*"', "pubmed")
    assert found.text == "theoretisch*[tiab] AND model*[tiab]"
    assert effects('"theoretisch* model*"', "pubmed") == [
        'widened: `"theoretisch* model*"` is asked as `theoretisch*` and `model*`.'
    ]


@pytest.mark.parametrize("name", ["pubmed"])
def test_proximity_with_truncation_becomes_and(name: str) -> None:
    assert effects("return NEAR/3 work*", name) == [
        "widened: `return NEAR/3 work*` is asked with AND instead of NEAR."
    ]


def test_what_is_excluded_is_said_exactly_or_not_at_all() -> None:
    assert written("werk NOT vee*lt", "pubmed").text == "werk[tiab]"
    assert written("werk NOT vee", "pubmed").text == "werk[tiab] NOT vee[tiab]"


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("a AND (b OR NOT c)", "a[tiab] NOT (c[tiab] NOT b[tiab])"),
        ("NOT (NOT a OR b)", "a[tiab] NOT b[tiab]"),
        ("a AND b NOT c NOT d", "(a[tiab] AND b[tiab]) NOT (c[tiab] OR d[tiab])"),
    ],
)
def test_not_stands_beside_something_to_search(text: str, string: str) -> None:
    assert written(text, "pubmed").text == string


def test_what_lacks_a_term_cannot_be_asked() -> None:
    with pytest.raises(UsageError, match="lacks"):
        written("a OR NOT b", "wos")
    with pytest.raises(UsageError, match="cannot be asked anything"):
        written("*zorg", "pubmed")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pubmed", "werk[tiab] AND 2000:2010[dp] AND (dutch[la] OR german[la])"),
        ("wos", 'TS=("werk") AND PY=2000-2010 AND LA=(dutch OR german)'),
        ("scopus", "TITLE-ABS-KEY(werk) AND PUBYEAR > 1999 AND PUBYEAR < 2011 AND LANGUAGE(dutch OR german)"),
        ("ovid", '(werk).ti,ab,kf,id.\nlimit 1 to yr="2000 -2010"\nlimit 2 to (dutch OR german)'),
        ("proquest", 'TI,AB,IF("werk") AND YR(2000-2010) AND LA(dutch OR german)'),
    ],
)
def test_years_and_languages_are_limits(name: str, text: str) -> None:
    assert written("werk", name, years=Years(2000, 2010), languages=("nl", "de")).text == text


def test_limits_that_a_string_cannot_hold_are_told() -> None:
    told = [note.text for note in written("werk", "ebsco", years=Years(2000), languages=("nl",)).notes]
    assert any("2000 to …" in text for text in told)
    assert any("dutch" in text for text in told)


def test_a_language_without_a_name_sets_no_limit() -> None:
    found = written("werk", "pubmed", languages=("nl", "xx"))
    assert found.text == "werk[tiab]"
    assert any(note.effect == "widened" and "xx" in note.text for note in found.notes)


LINES = load_strategy(
    "synth: strategy/1\nid: x\nyears: {to: 2010}\nsets:\n"
    "  topic: {terms: [werk, arbeid]}\n  knowledge: {terms: [kennis]}\n  not-cows: {expression: NOT koe}\n"
    "combine: title:topic AND (knowledge OR topic) AND not-cows\n"
)


def test_every_set_has_a_line() -> None:
    lines = [(line.name, line.text) for line in write(LINES, database("wos")).lines]
    assert lines == [
        ("title:topic", 'TI=("werk" OR "arbeid")'),
        ("knowledge", 'TS=("kennis")'),
        ("topic", 'TS=("werk" OR "arbeid")'),
        ("combined", '(#1 AND (#2 OR #3)) NOT TS=("koe")'),
        ("limits", "#4 AND PY=1800-2010"),
    ]


def test_limits_of_ovid_are_lines_of_their_own() -> None:
    *_, combined, limit = write(LINES, database("ovid")).lines
    assert combined.text == "(1 AND (2 OR 3)) NOT (koe).ti,ab,kf,id."
    assert limit.text == 'limit 4 to yr="1800 -2010"'


def test_words_that_are_operators_are_quoted() -> None:
    assert (
        written('"kennis and praktijk" OR "near"', "ovid").text
        == '(kennis "and" praktijk OR "near").ti,ab,kf,id.'
    )


def test_an_unknown_database_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match="`wos`"):
        database("picarta")


@pytest.mark.parametrize("dialect", DATABASES.values(), ids=str)
def test_every_database_names_its_documentation(dialect) -> None:
    assert dialect.documentation.startswith("https://")
    assert "any" in dialect.fields
