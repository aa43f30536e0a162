"""The query languages of the stand-ins: what they find, and what they refuse."""

import pytest

from tests.standin import core, datacite, doaj, openaire, semanticscholar
from tests.standin.porter import stem
from tests.standin.queries import Grammar, QueryError

GRAMMAR = Grammar(
    {"ti": ("title",), "": ("title", "abstract")}, values={"year": lambda work: str(work["year"])}
)
TEXTS = [
    ("Smart <i>phones</i> at work.", "A phone", 1999),
    ("Re-integratie", "Een telefoon, smart", 2000),
    ("Anders", "", 2001),
]
INDEX = [GRAMMAR.indexed({"year": year}, title=title, abstract=text) for title, text, year in TEXTS]


def found(query, grammar=GRAMMAR, index=INDEX):
    fits = grammar.compile(query)
    return [number for number, entry in enumerate(index, start=1) if fits(entry)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ti:phones", [1]),
        ("ti:phone", []),
        ("ti:phone*", [1]),
        ('ti:"smart phones"', [1]),
        ('ti:"phones smart"', []),
        ("smart", [1, 2]),
        ("smart AND NOT ti:smart", [2]),
        ("(ti:anders OR ti:integratie) AND year:[2000 TO 2000]", [2]),
        ("year>=2000", [2, 3]),
        ("year<=1999", [1]),
        ("smart telefoon", [2]),
        ('"telefoon smart"', [2]),
    ],
)
def test_a_query_selects(query, expected):
    assert found(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        *("ti:", "(ti:a", "ti:a)", "AND ti:a", "ti:a OR", "kw:a", "a OR b AND c", 'ti:"a* b"', "*a", "a*b"),
        *("ti:[1 TO 2]", '"', "year:[1 TO", "", "a~2", "a?b"),
    ],
)
def test_what_is_not_documented_is_refused(query):
    with pytest.raises(QueryError):
        found(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [("smart + phones", [1]), ("(phones | telefoon) + smart", [1, 2]), ("smart -phones", [2])],
)
def test_signs_are_operators_where_they_are(query, expected):
    signs = Grammar({"": ("title", "abstract")}, signs=True)
    assert found(query, signs) == expected


def test_and_and_or_are_words_to_a_grammar_of_signs():
    index = [semanticscholar.GRAMMAR.indexed({}, title="work and health", abstract="")]
    assert found("work AND health", semanticscholar.GRAMMAR, index) == [1]
    assert found("work AND absent", semanticscholar.GRAMMAR, index) == []
    assert found("work OR absent", semanticscholar.GRAMMAR, index) == []


def test_an_index_of_stems_finds_other_endings_and_no_longer_beginnings():
    index = [semanticscholar.GRAMMAR.indexed({}, title="Evaluations of policies", abstract="")]
    assert found("evaluation", semanticscholar.GRAMMAR, index) == [1]
    assert found("policy", semanticscholar.GRAMMAR, index) == [1]
    assert found("evalu*", semanticscholar.GRAMMAR, index) == [1]
    assert found("evaluat*", semanticscholar.GRAMMAR, index) == []


@pytest.mark.parametrize("grammar", [doaj.GRAMMAR, core.GRAMMAR, openaire.GRAMMAR])
def test_some_take_no_truncation(grammar):
    with pytest.raises(QueryError, match="disallowed"):
        grammar.compile("phone*" if "" in grammar.texts else "title:phone*")


def test_core_finds_nothing_for_a_bare_word_in_a_field():
    index = [core.GRAMMAR.indexed({}, title="phones", abstract="", body="")]
    assert found("title:phones", core.GRAMMAR, index) == []
    assert found('title:"phones"', core.GRAMMAR, index) == [1]


@pytest.mark.parametrize(
    ("text", "fits"), [("clean energy", True), ("clean new energy", True), ("clean and new energy", False)]
)
def test_a_phrase_at_datacite_tolerates_one_word(text, fits):
    index = [datacite.GRAMMAR.indexed({}, title=text, description="", subject="", name="")]
    assert bool(found('titles.title:"clean energy"', datacite.GRAMMAR, index)) == fits


@pytest.mark.parametrize(
    ("word", "kept"),
    [("evaluations", "evalu"), ("policies", "polici"), ("policy", "polici"), ("working", "work"),
     ("jeugdzorg", "jeugdzorg"), ("cliënten", "cliënten"), ("glass", "glass"), ("conditional", "condition")],
)  # fmt: skip
def test_what_an_index_keeps(word, kept):
    assert stem(word) == kept
