"""Suggestions learned from coders: only when the trial is won, each with the passage it is like."""

from dataclasses import replace

import pytest

from synth.coding.describe import describe
from synth.coding.learned import Past, learn
from synth.coding.suggest import Suggester
from synth.model import Coding, Passage, Record, Work, changed

HABITS = {
    "time": "Overleg over {} liep uit in een volle agenda",
    "skills": "Niemand kon {} uitleggen of narekenen",
    "too-abstract": "De taal over {} bleef ver van de werkvloer",
}
"""Sentences that no indicator term of their code stands in."""

THINGS = [
    "schulden",
    "cijfers",
    "wonen",
    "zorg",
    "jeugd",
    "werk",
    "beleid",
    "banen",
    "regels",
    "geld",
    "buurten",
    "scholen",
]


def coded(code, thing, *, quote=""):
    work = f"{thing}-2001"
    text = quote or HABITS[code].format(thing)
    passage = Passage(work, quote=text, field="abstract", start=0, end=len(text))
    return Coding(
        f"{code}:{thing}", passage, "small", "1.2.0", "factor", code, "failure", "anna", "2026-01-01"
    )


def past(codings, **more):
    return Past(**{"codings": tuple(codings), "rejected": (), "suggested": (), **more})


CODINGS = [coded(code, thing) for code in HABITS for thing in THINGS]
NEW = "Vooraf. Het overleg over sport liep uit in een volle agenda. Verder niets."


@pytest.fixture
def work():
    return Work(1, "new-2020", Record("work", "new-2020", "", title="Sport", abstract=NEW, language="nl"), ())


def test_a_sentence_like_coded_ones_is_suggested_literally(small, work):
    found = learn(past(CODINGS), [work], small, Suggester(small))
    assert found.trials["factor"].won
    (one,) = found.suggestions
    assert (one.code, one.direction, one.terms) == ("time", "failure", ())
    assert NEW[one.passage.start : one.passage.end] == one.passage.quote
    assert one.like.startswith("Overleg over")
    assert one.like_work.endswith("-2001")


def test_the_direction_is_that_of_the_passage_that_it_is_like(small, work):
    others = [coded("time", thing, quote=f"Rust en ruimte gegund aan {thing}") for thing in THINGS]
    helped = [replace(one, uid=f"h:{one.uid}", direction="success") for one in others]
    found = learn(past([*CODINGS, *helped]), [work], small, Suggester(small)).suggestions
    assert {one.direction for one in found if one.like.startswith("Overleg over")} == {"failure"}


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "lijkt op"), ("de", "ähnlich"), ("en", "like a passage")]
)
def test_a_person_is_told_what_it_is_like(small, work, language, words):
    (one,) = learn(past(CODINGS), [work], small, Suggester(small)).suggestions
    shown = describe(one, small, language)
    assert words in shown
    assert one.like_work in shown


def test_nothing_is_suggested_before_learning_beats_the_terms(small, work):
    by_terms = {"time": "Er was geen tijd voor {}", "skills": "Vaardigheid met {} ontbrak"}
    codings = [
        coded(code, thing, quote=text.format(thing)) for code, text in by_terms.items() for thing in THINGS
    ]
    codings += [coded("too-abstract", thing, quote=f"Te theoretisch over {thing}") for thing in THINGS]
    found = learn(past(codings), [work], small, Suggester(small))
    assert found.trials["factor"].terms == found.trials["factor"].passages
    assert not found.trials["factor"].won
    assert found.suggestions == ()


def test_a_few_codings_are_too_few_to_tell(small, work):
    assert learn(past(CODINGS[:20]), [work], small, Suggester(small)).trials == {}


def test_what_was_suggested_before_does_not_come_again(small, work):
    first = learn(past(CODINGS), [work], small, Suggester(small)).suggestions
    again = [changed(one, score=0.1) for one in first]
    assert learn(past(CODINGS, suggested=tuple(again)), [work], small, Suggester(small)).suggestions == ()


def test_codes_that_the_codebook_lost_are_left_out(small, work):
    lost = [replace(one, code="gone") for one in CODINGS]
    assert learn(past(lost), [work], small, Suggester(small)).suggestions == ()
