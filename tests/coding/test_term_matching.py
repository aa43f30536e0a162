"""Finding terms: what matches, how, and where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.coding.matching import TermIndex
from synth.coding.reading import read
from synth.coding.terms import parse_term
from synth.text import tokens
from tests.coding import plainly

CASES = [
    ("nl", "vaardigheid", "Zij missen vaardigheden.", "vaardigheden", "word"),
    ("nl", '"te theoretisch"', "Te theoretische kennis.", "Te theoretische", "word"),
    ("nl", "implement*", "Het implementatieproces.", "implementatieproces", "truncation"),
    ("nl", "re-integratie", "Over reïntegratie.", "reïntegratie", "word"),
    ("nl", "reïntegratie", "Over re‑integratie.", "re‑integratie", "word"),
    ("nl", "tijd", "Uit tijdgebrek.", "tijdgebrek", "compound"),
    ("nl", "=kosten", "De kosten.", "kosten", "word"),
    ("de", "Fähigkeit", "Es fehlen Fähigkeiten.", "Fähigkeiten", "word"),
    ("de", "Zeit", "Aus Zeitmangel.", "Zeitmangel", "compound"),
    ("de", '"zu wenig Zeit"', "Zu wenig  Zeit!", "Zu wenig  Zeit", "word"),
    ("en", "skill", "Poor skills.", "skills", "word"),
    ("en", '"case manager"', "The case-managers say.", "case-managers", "word"),
    ("en", '"lack of time"', "A lack of — time.", "lack of — time", "word"),
    ("en", '"lack of tim*"', "A lack of timing.", "lack of timing", "truncation"),
]


@pytest.mark.parametrize(("language", "term", "text", "there", "how"), CASES)
def test_a_term_is_found_where_it_stands(language: str, term: str, text: str, there: str, how: str) -> None:
    reading = read(text, language)
    found = TermIndex([parse_term(term)], language).find(reading)
    assert [(text[slice(*reading.span(f.first, f.last))], f.how) for f in found] == [(there, how)]


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("nl", "=kosten", "Het kost veel."),
        ("nl", "tijd", "Een tijger."),
        ("nl", '"te weinig tijd"', "Te weinig geld en tijd."),
        ("de", "fördern", "Sie fordert mehr."),
        ("en", "time", "Sometimes."),
    ],
)
def test_a_term_is_not_found_in_another_word(language: str, term: str, text: str) -> None:
    assert TermIndex([parse_term(term)], language).find(read(text, language)) == ()


def test_a_split_is_shown_with_the_compound() -> None:
    (found,) = TermIndex([parse_term("gebrek")], "nl").find(read("tijdgebrek", "nl"))
    assert str(found.split) == "tijd|gebrek"


def test_a_long_text_is_read_in_a_moment() -> None:
    text = "aan-" * 5_000 + " " + "tijd " * 5_000
    found = TermIndex([parse_term('"tijd tijd"'), parse_term("aan*tijd")], "nl").find(read(text, "nl"))
    assert len(found) == 4_999


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("nl", '"kosten/baten analyse"', "Een kosten/baten analyse."),
        ("de", "Nutzen/Kosten", "Der Nutzen/Kosten ist bekannt."),
        ("en", '"cost/benefit"', "The cost / benefit of it."),
    ],
)
def test_a_term_with_a_slash_is_found_as_the_text_is_cut(language: str, term: str, text: str) -> None:
    assert TermIndex([parse_term(term)], language).find(read(text, language))


@given(st.text(alphabet="aZ-'’\u00ad\u0301\u200b ö\n\t.8é", max_size=40), st.sampled_from(["nl", "de", "en"]))
def test_words_stand_where_the_whole_text_has_them(text, language):
    reading = read(text, language)
    words = [word for place in range(reading.size) for word in reading.words_at(place)]
    found = [(word.start, word.end, word.first, word.last) for word in words]
    assert found == [(one.start, one.end, one.first, one.last) for one in tokens(text)]


TERMS = {
    "nl": [
        "tijd",
        "gebrek",
        "=kosten",
        "kos*",
        "vaardig*",
        "*dtekort*",
        "*gebrek",
        '"te weinig tijd"',
        '"gebrek aan kenn*"',
        "beleid",
    ],
    "de": [
        "Zeit",
        "Mangel",
        "=Kosten",
        "kos*",
        "förder*",
        "*kraft*",
        '"zu wenig Zeit"',
        '"Mangel an Wiss*"',
        "Kraft",
    ],
    "en": [
        "time",
        "lack",
        "=costs",
        "cos*",
        "skill*",
        "*aders",
        "men*",
        '"lack of time"',
        '"lack of know*"',
        '"case manager"',
    ],
}
SEEN = {
    "nl": "te weinig tijd Tijdgebrek gebrek aan kennis kosten kostte vaardigheden beleidsmedewerkers tijden",
    "de": "zu wenig Zeit Zeitmangel Mangel an Wissen Kosten kostete fördert Foerderung Führungskräfte fehlte",
    "en": "lack of time lacks times knowledge costs cost skills skilled case-managers case managers trained",
}
INDEXES = {lang: TermIndex([parse_term(term) for term in terms], lang) for lang, terms in TERMS.items()}
JOINS = (
    " ",
    " ",
    " ",
    "-",
    "-\n",
    "\n",
    ", ",
    ". ",
    "'s ",
    "/",
    "(",
    "\u00ad",
    "",
    "é",
    "’",
    "½",
    "\u0301",
    "_",
    "— ",
    "±",
    "`",
    "−",
    "“",
)


@pytest.mark.parametrize("language", ["nl", "de", "en"])
@settings(max_examples=60)
@given(data=st.data())
def test_terms_are_found_where_the_definition_has_them(language: str, data: st.DataObject) -> None:
    words = st.sampled_from(SEEN[language].split() + [word.upper() for word in SEEN[language].split()[:8]])
    parts = st.lists(st.tuples(words, st.sampled_from(JOINS)), max_size=7)
    text = data.draw(st.text(max_size=2)) + "".join(word + join for word, join in data.draw(parts))
    reading = read(text, language)
    found = INDEXES[language].find(reading)
    there = {(TERMS[language][one.term], *reading.span(one.first, one.last), one.how) for one in found}
    assert there == plainly.places(TERMS[language], text, language)
    assert len(there) == len(found)
    assert [one.first for one in found] == sorted(one.first for one in found)
