"""Suggestions: literal passages, order, languages, and the text a person is shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.coding.codebook import Codebook, load_codebook
from synth.coding.describe import describe
from synth.coding.entry import Entry, expand, mistakes
from synth.coding.suggest import MOST_SHOWN, Suggester, best
from synth.model import Record, Suggestion, changed


@pytest.fixture(scope="session")
def suggester(small: Codebook) -> Suggester:
    return Suggester(small)


def record(abstract: str, language: str = "", title: str = "") -> Record:
    return Record("test", "1", "", title=title, abstract=abstract, language=language)


def places(suggestions: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    return [(s.dimension, s.code) for s in suggestions]


MIXED = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "tijd",
                "Zeit",
                "time",
                "geen",
                "kein",
                "no",
                ". ",
                "\n",
                "e\u0301",
                "İ",
                "ß",
                "‑",
                "vaardigheden",
                "A.",
            ]
        ),
        st.text(max_size=5),
    ),
    max_size=40,
).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(MIXED, st.sampled_from(["nl", "de", "en", "", "fr"]))
def test_the_offsets_always_give_the_quote(suggester: Suggester, text: str, language: str) -> None:
    for suggestion in suggester.suggest("a-2001", record(text, language, title=text[:50])):
        passage = suggestion.passage
        source = {"title": text[:50], "abstract": text}[passage.field]
        assert source[passage.start : passage.end] == passage.quote != ""
        assert 0 < suggestion.score < 1


@settings(max_examples=50, deadline=None)
@given(MIXED)
def test_every_suggestion_can_become_a_coding(suggester: Suggester, small: Codebook, text: str) -> None:
    for s in suggester.suggest("a-2001", record(text)):
        direction = s.direction if small.directed(s.dimension) else None
        entry = Entry(s.passage, {s.dimension: (s.code,)}, "anna", direction)
        assert mistakes(entry, small) == ()
        assert expand(entry, small)[0].direction == s.direction


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Bij de invoering hebben klantmanagers geen tijd."),
        ("de", "Bei der Einführung haben Fallmanager keine Zeit."),
        ("en", "When implementing, case managers have no time."),
    ],
)
def test_phase_and_perspective_are_suggested_beside_the_factor(
    suggester: Suggester, language: str, text: str
) -> None:
    found = {s.dimension: s for s in suggester.suggest("a-2001", record(text, language))}
    assert found["factor"].code == "time"
    assert found["phase"].code == "implementation"
    assert found["perspective"].direction == "neutral"
    assert found["factor"].passage == found["phase"].passage


@pytest.mark.parametrize("declared", ["nl", "", "fr"])
def test_an_english_abstract_is_read_in_english_whatever_the_record_says(
    suggester: Suggester, declared: str
) -> None:
    text = "There is a lack of time and of skills in the organisation."
    found = suggester.suggest("a-2001", record(text, declared))
    assert set(places(found)) == {("factor", "time"), ("factor", "skills")}


def test_a_text_too_short_to_tell_is_read_in_every_language(suggester: Suggester) -> None:
    assert places(suggester.suggest("a-2001", record("", title="Fallmanager"))) == [
        ("perspective", "professional")
    ]
    assert places(suggester.suggest("a-2001", record("", title="Klantmanagers"))) == [
        ("perspective", "professional")
    ]


def test_more_and_longer_terms_score_higher_and_come_first(suggester: Suggester) -> None:
    text = "Tijd is er niet voor de groep. De kennis is te theoretisch en abstract voor de groep."
    found = suggester.suggest("a-2001", record(text, "nl"))
    assert places(found)[0] == ("factor", "too-abstract")
    assert found[0].terms == ('"te theoretisch"', "abstract")
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_a_term_inside_a_compound_scores_lower(suggester: Suggester) -> None:
    whole, inside = (
        suggester.suggest("a-2001", record(text, "nl"))[0].score
        for text in ("Het gaat om de tijd.", "Het gaat om de tijdwinst.")
    )
    assert inside < whole


def test_a_term_that_stands_twice_counts_once(suggester: Suggester) -> None:
    once, twice = (
        suggester.suggest("a-2001", record(text, "nl"))[0]
        for text in ("De tijd van het werk.", "De tijd en de tijd van het werk.")
    )
    assert once.score == twice.score


def test_a_determinant_that_a_suggested_factor_implies_is_not_suggested_too(small_text: str) -> None:
    text = small_text.replace(
        "{nl: Organisatie, en: Organisation, de: Organisation}",
        "{nl: Organisatie, en: Organisation, de: Organisation}\n        terms: {nl: [team]}",
    )
    own = Suggester(load_codebook(text))
    assert places(own.suggest("a-2001", record("Het team heeft geen tijd.", "nl"))) == [("factor", "time")]
    assert places(own.suggest("a-2001", record("Het team leest.", "nl"))) == [("determinant", "organisation")]


def test_the_list_is_cut_for_the_eye_only_and_the_total_is_told(suggester: Suggester) -> None:
    found = suggester.suggest("a-2001", record("Zij hebben de tijd niet. " * 60, "nl"))
    shown = best(found)
    assert (len(found), len(shown.suggestions), shown.total) == (60, MOST_SHOWN, 60)
    assert shown.suggestions == found[:MOST_SHOWN]


def test_nothing_is_suggested_for_a_record_without_text_or_terms(suggester: Suggester) -> None:
    assert suggester.suggest("a-2001", record("")) == ()
    assert suggester.suggest("a-2001", record("Heel iets anders.", "nl")) == ()


def test_the_same_record_gives_the_same_suggestions(small: Codebook, suggester: Suggester) -> None:
    text = "Door tijdgebrek en gebrek aan deskundigheid stokt de invoering. Lack of skills."
    assert Suggester(small).suggest("a-2001", record(text)) == suggester.suggest("a-2001", record(text))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", ["Factor: Tijd om te lezen [time] Ruimte in het werk.", "faalfactor", "gevonden op: tijd"]),
        (
            "de",
            ["Faktor: Zeit zum Lesen [time] Raum in der Arbeit.", "Misserfolgsfaktor", "gefunden über: tijd"],
        ),
        ("en", ["Factor: Time to read [time] Room in the work.", "failure factor", "found by: tijd"]),
        ("fr", ["Factor: Time to read [time]", "failure factor"]),
    ],
)
def test_a_suggestion_is_told_with_its_passage_code_and_direction(
    small: Codebook, suggester: Suggester, language: str, expected: list[str]
) -> None:
    (suggestion,) = suggester.suggest("a-2001", record("Eerst dit. Door tijdgebrek leest men niet.", "nl"))
    text = describe(suggestion, small, language)
    assert "a-2001 · abstract 11–42" in text
    assert "Door »tijdgebrek« (tijd|gebrek) leest men niet." in text
    assert all(part in text for part in expected)


def test_a_direction_that_the_sentence_does_not_tell_is_asked_for(
    small: Codebook, suggester: Suggester
) -> None:
    (suggestion,) = suggester.suggest("a-2001", record("Het gaat om de tijd.", "nl"))
    assert "success factor? (the sentence does not tell which way: please choose)" in describe(
        suggestion, small, "en"
    )


def test_control_characters_of_a_record_are_written_out(small: Codebook, suggester: Suggester) -> None:
    text = "Er is \x1b[31mgeen\u202e tijd\nvoor dit."
    (suggestion,) = suggester.suggest("a-2001", record(text, "nl"))
    shown = describe(suggestion, small, "en")
    assert "[U+001B][31mgeen[U+202E] »tijd« voor dit." in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_suggestion_whose_terms_left_the_codebook_can_still_be_told(
    small: Codebook, suggester: Suggester
) -> None:
    (suggestion,) = suggester.suggest("a-2001", record("Het gaat om de tijd.", "nl"))
    old = changed(suggestion, terms=("tempo",))
    assert "Het gaat om de tijd." in describe(old, small, "en")


@pytest.mark.parametrize(
    ("language", "telling", "silent"),
    [
        ("nl", "Voldoende tijd bevordert het gebruik.", "Het gaat om de tijd."),
        ("de", "Genügend Zeit fördert die Nutzung.", "Es geht um die Zeit."),
        ("en", "Sufficient time promotes use.", "It is about the time."),
    ],
)
def test_a_sentence_that_tells_its_direction_and_a_title_count_for_more(
    suggester: Suggester, language: str, telling: str, silent: str
) -> None:
    def score(text: str, title: str = "") -> float:
        found = suggester.suggest("a-2001", record(text, language, title=title))
        return next(one.score for one in found if one.code == "time")

    assert score(telling) > score(silent)
    assert score("", title=silent) > score(silent)


@pytest.mark.parametrize(
    ("asked", "label"), [("nl", "Tijd om te lezen"), ("de", "Zeit zum Lesen"), ("fr", "Time to read")]
)
def test_a_suggestion_is_told_in_the_language_asked_for_else_in_english(
    small: Codebook, suggester: Suggester, asked: str, label: str
) -> None:
    (suggestion,) = suggester.suggest("a-2001", record("Het gaat om de tijd.", "nl"))
    assert label in describe(suggestion, small, asked)


def test_a_negated_suggestion_says_so(small: Codebook, suggester: Suggester) -> None:
    (suggestion,) = suggester.suggest("a-2001", record("Er is geen gebrek aan tijd.", "nl"))
    plain = changed(suggestion, negated=False)
    assert len(describe(suggestion, small, "nl")) > len(describe(plain, small, "nl"))


@settings(max_examples=30, deadline=None)
@given(st.lists(MIXED, max_size=6))
def test_what_was_read_before_changes_no_suggestion(small: Codebook, texts: list[str]) -> None:
    forth, back = Suggester(small), Suggester(small)
    ahead = [forth.suggest_text(text) for text in texts]
    behind = [back.suggest_text(text) for text in reversed(texts)]
    assert ahead == behind[::-1] == [forth.suggest_text(text) for text in texts]
