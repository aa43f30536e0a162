"""The ways a word of a strategy can stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.sources.spelling import APOSTROPHE, MAX_FORMS, MAX_OF_WORD, forms, is_cut, left_out


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "re-integratie*",
            {("re", "integratie*"), ("reintegratie*",), ("reïntegratie*",), ("re", "ïntegratie*")},
        ),
        (
            "Reïntegratie*",
            {("re", "integratie*"), ("reintegratie*",), ("reïntegratie*",), ("re", "ïntegratie*")},
        ),
        ("coördinatie*", {("coördinatie*",), ("coordinatie*",), ("co", "ordinatie*"), ("co", "ördinatie*")}),
        ("beinvloed*", {("beinvloed*",), ("beïnvloed*",), ("beïnvlœd*",), ("beinvlœd*",)}),
        ("Massnahme*", {("massnahme*",), ("maßnahme*",)}),
        ("Größen*", {("größen*",), ("grössen*",), ("grossen*",), ("großen*",)}),
        ("praktĳk*", {("praktĳk*",), ("praktijk*",)}),
        ("encyclopæd*", {("encyclopæd*",), ("encyclopaed*",)}),
        ("client*", {("client*",), ("cliënt*",)}),
        ("überzeug*", {("überzeug*",), ("uberzeug*",)}),
        ("Großbetrieb*", {("großbetrieb*",), ("grossbetrieb*",)}),
        ("multidisciplin*", {("multidisciplin*",), ("multi", "disciplin*")}),
        ("arbeids*", {("arbeids*",)}),
        ("zekerheid*", {("zekerheid*",)}),
        ("employer", {("employer",), (f"employer{APOSTROPHE}s",)}),
        ("c++", {("c",)}),
        ("mas*", {("mas*",), ("maß*",)}),
        ("Mass*", {("mass*",), ("maß*",)}),
        ("Maß*", {("maß*",), ("mass*",)}),
        ("beleids*", {("beleids*",)}),
        ("partij*", {("partij*",), ("partĳ*",)}),
        ("praeven*", {("praeven*",), ("præven*",)}),
        ("manoe*", {("manoe*",), ("manœ*",)}),
        ("mas", {("mas",)}),
        ("organi*ation", {("organi*",)}),
        ("*zorg", {("",)}),
        ("organi?ation", {("organi*",)}),
        ("colo$r", {("colo*",)}),
        ("model?", {("model*",)}),
        ("?zorg", {("",)}),
        ("re-int$gratie", {("re", "int*"), ("reint*",), ("reïnt*",)}),
    ],
)
def test_a_word_has_these_forms(word, expected):
    assert set(forms((word,))) == expected


def test_a_word_of_three_parts_is_closed_up_in_every_way():
    assert set(forms(("a1-b2-c3*",))) == {("a1", "b2", "c3*"), ("a1b2", "c3*"), ("a1", "b2c3*"), ("a1b2c3*",)}


def test_the_form_as_written_comes_first():
    assert forms(("Evidence-based", "Werken"))[0] == ("evidence", "based", "werken")


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6))
def test_any_text_gives_at_least_one_form_and_never_too_many(words):
    found = forms(tuple(words))
    assert 1 <= len(found) <= (MAX_FORMS if len(words) > 1 else 2 * MAX_OF_WORD)
    assert len(set(found)) == len(found)


def test_signs_that_fold_to_several_words_stay_cheap():
    assert len(forms(("½" * 40,))) <= MAX_OF_WORD


def test_a_chain_of_many_hyphens_stays_cheap():
    assert len(forms(("a-" * 500 + "b",))) <= MAX_FORMS


@pytest.mark.parametrize(
    ("words", "form"),
    [
        (("coördinatie", "cliënt"), ("co", "ordinatie", "cliënt")),
        (("coördinatie", "cliënt"), ("coordinatie", "client")),
        (("re-integratie", "cliënt"), ("reïntegratie", "client")),
        (("coördinatie", "cliënt"), ("coordinatie", "cliënt")),
        (("Rückkehr", "Förderung"), ("ruckkehr", "förderung")),
        (("cliënt",), (f"cliënt{APOSTROPHE}s",)),
        (("Förderung",), (f"förderung{APOSTROPHE}s",)),
    ],
)
def test_every_word_of_a_phrase_may_be_written_otherwise_at_once(words, form):
    assert form in forms(words)


def test_what_is_left_out_of_a_long_phrase_is_counted():
    words = ("coördinatie", "cliënt", "reïntegratie", "beïnvloeden", "financiële", "coëfficiënt")
    assert forms(words)[0] == words
    assert len(forms(words)) == MAX_FORMS
    assert left_out(words) > 0


def test_of_one_word_every_form_is_asked():
    (word,) = words = ("coördinatie-cliënt-reïntegratie-beleid",)
    assert left_out(words) == 0
    assert ("coordinatie", "clientreintegratie", "beleid") in forms(words)
    assert (word.replace("-", "").replace("ö", "o").replace("ë", "e").replace("ï", "i"),) in forms(words)


@pytest.mark.parametrize(
    ("word", "first", "another"),
    [
        (
            "processen-assessment-missie-klasse-massa",
            ("processen", "assessment", "missie*"),
            ("proceßen", "assessmentmissie*"),
        ),
        (
            "1-methyl-4-phenyl-1-2-3-6-tetrahydropyridine",
            ("1", "methyl", "4", "phenyl", "1*"),
            ("1methyl", "4phenyl1*"),
        ),
        ("a-" * 500 + "b", ("a", "a", "a", "a", "a*"), ("aaaaa*",)),
    ],
)
def test_of_a_word_with_too_many_forms_the_first_pieces_are_asked(word, first, another):
    assert forms((word,))[0] == first
    assert another in forms((word,))
    assert is_cut((word,))
    assert left_out((word,)) == 0


@given(st.text(alphabet="abcdosseijäßĳœ", min_size=1, max_size=40))
def test_every_mixture_of_one_letter_for_two_is_held(word):
    asked = forms((word,))
    for one, two in (("ß", "ss"), ("ss", "ß"), ("ĳ", "ij"), ("ij", "ĳ"), ("oe", "œ"), ("œ", "oe")):
        for count in (1, 2, -1):
            text = word.replace(one, two, count)
            assert any(text == f[0] or (f[0].endswith("*") and text.startswith(f[0][:-1])) for f in asked)


def test_a_long_phrase_of_words_with_one_spelling_is_asked_at_once():
    words = tuple(f"bakvorm{n}" for n in range(30))
    assert forms(words) == (words,)
