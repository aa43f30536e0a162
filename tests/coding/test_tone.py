"""How a sentence sounds: the same in every language; what is lacking or negated turns what it is said of."""

import pytest

from synth.coding.marks import marks_in
from synth.coding.reading import read, row_of
from synth.coding.tone import features, listen, listen_in, speaking
from tests.coding.labelled import sentences


def heard_in(language, text):
    return listen(read(text, language))


@pytest.mark.parametrize(
    ("language", "text", "kinds"),
    [
        ("nl", "Het moeiteloze formulier.", ("fair",)),
        ("nl", "Geen ergernis onder de medewerkers.", ("negation", "foul")),
        ("nl", "De vragenlijst en de huizenprijzen.", ()),
        ("de", "Das sperrige Formular.", ("foul",)),
        ("de", "Kein Ärger im Team.", ("negation", "foul")),
        ("de", "Trotz der Panne.", ("concede", "foul")),
        ("de", "Der Rat lehnte den Plan ab.", ("foul",)),
        ("de", "Er lehnte an der Wand.", ()),
        ("nl", "De kamer hield het plan tegen.", ("foul",)),
        ("nl", "De kamer hield van het plan.", ()),
        ("en", "The council turned the plan down.", ("foul",)),
        ("en", "The council turned to the plan.", ()),
        ("en", "The enthusiasm began to wane.", ("good", "wane")),
        ("en", "No annoyance among the cooks.", ("negation", "foul")),
        ("en", "The meeting is on Monday.", ()),
    ],
)
def test_words_of_tone_are_heard_in_their_order(language, text, kinds) -> None:
    assert heard_in(language, text).kinds == kinds


@pytest.mark.parametrize(
    ("language", "text", "main"),
    [
        ("nl", "De kaarten liggen klaar op maandag.", 0),
        ("nl", "Een soepele overgang.", 1),
        ("nl", "Aan geduld ontbrak het niet.", 1),
        ("nl", "De lage kosten.", 1),
        ("nl", "De hoge kosten.", -1),
        ("nl", "Weinig ruimte voor maatwerk.", -1),
        ("nl", "Ondanks de storing, een soepele overgang.", 1),
        ("de", "An Geduld mangelte es nicht.", 1),
        ("de", "Die niedrigen Gebühren.", 1),
        ("de", "Die hohen Gebühren.", -1),
        ("de", "Keine Zeit.", -1),
        ("de", "Der Ärger verflog.", 1),
        ("de", "Trotz der Panne, ein reibungsloser Wechsel.", 1),
        ("en", "There was no lack of patience.", 1),
        ("en", "The low fees.", 1),
        ("en", "The high fees.", -1),
        ("en", "Little room for tailoring.", -1),
        ("en", "Nobody complained.", 1),
        ("en", "Despite the glitch, a smooth change.", 1),
        ("en", "The patience evaporated.", -1),
    ],
)
def test_what_is_lacking_high_or_negated_turns_what_it_is_said_of(language, text, main) -> None:
    assert heard_in(language, text).balance.main == main


def test_a_negation_with_nothing_to_turn_is_told_apart() -> None:
    assert heard_in("en", "He did not.").balance.bare == 1


def test_what_speaks_is_counted_and_a_thing_named_is_not() -> None:
    assert speaking(heard_in("en", "The budget, the staff and the fees.").kinds) == 0
    assert speaking(heard_in("en", "No annoyance.").kinds) == 2


def test_what_is_heard_names_no_language() -> None:
    dutch, german = (
        set(features(heard_in(language, text).kinds))
        for language, text in (("nl", "Geen ergernis."), ("de", "Kein Ärger."))
    )
    assert dutch == german


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_a_sentence_among_others_sounds_as_it_does_alone(language) -> None:
    texts = [one.text for one in sentences("tuned", language)[::10]]
    row = row_of(texts, language)
    cues = dict(enumerate(marks_in(row, range(len(texts)))))
    assert list(listen_in(row, cues).values()) == [heard_in(language, text) for text in texts]
