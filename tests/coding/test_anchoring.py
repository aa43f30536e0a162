"""A passage is found again in a text that changed a little, and only there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.anchoring import Setting, Text, setting

OLD = (
    "Professionals hebben weinig tijd om te lezen. Leidinggevenden vragen zelden naar de onderbouwing.\n\n"
    "Professionals hebben weinig tijd om te lezen. Zij missen ook de financiële middelen daarvoor. "
    "Die Fachkräfte berichten, dass Schulungen fehlen. Staff had no time to read the findings."
)
QUOTE = "Zij missen ook de financiële middelen daarvoor."


def around(quote: str) -> Setting:
    start = OLD.rindex(quote)
    return setting(OLD, start, start + len(quote))


@pytest.mark.parametrize(
    ("change", "how", "says"),
    [
        (lambda t: t, "exact", QUOTE),
        (lambda t: "Voorwoord. " * 40 + t, "exact", QUOTE),
        (lambda t: t.replace("ook de", "ook\nde"), "normalised", QUOTE.replace("ook de", "ook\nde")),
        (
            lambda t: t.replace("financiële", "ﬁnan-\nciele"),
            "normalised",
            QUOTE.replace("financiële", "ﬁnan-\nciele"),
        ),
        (lambda t: t.replace("missen", "misten"), "fuzzy", QUOTE.replace("missen", "misten")),
        (lambda t: t.replace("middelen", "mldde1en"), "fuzzy", QUOTE.replace("middelen", "mldde1en")),
        (lambda t: t.replace(QUOTE, ""), "lost", ""),
        (lambda t: t.replace(QUOTE, "Wat zij wel hebben is een ruim budget."), "lost", ""),
        (lambda t: "", "lost", ""),
    ],
    ids=["same", "moved", "line end", "hyphen", "one word", "scan", "gone", "other words", "empty"],
)
def test_a_passage_is_found_in_a_changed_text(change, how: str, says: str) -> None:
    text = change(OLD)
    found = Text(text).find(QUOTE, around(QUOTE))
    assert found.how == how
    assert (text[found.start : found.end] if how != "lost" else "") == says


def test_of_two_like_places_the_one_with_like_surroundings_is_taken() -> None:
    quote = "Professionals hebben weinig tijd om te lezen."
    for which in (OLD.index(quote), OLD.rindex(quote)):
        kept = setting(OLD, which, which + len(quote))
        moved = "Een nieuwe inleiding. " + OLD
        assert Text(moved).find(quote, kept).start == which + len("Een nieuwe inleiding. ")


@pytest.mark.parametrize("quote", ["te lezen", "Staff had no time", "dass Schulungen fehlen"])
def test_a_short_passage_is_not_guessed(quote: str) -> None:
    text = OLD.replace(quote, "xx yy")
    assert Text(text).find(quote, around(quote)).how in ("lost", "exact")


@given(st.text(max_size=200), st.text(min_size=1, max_size=40))
def test_whatever_is_found_lies_in_the_text(text: str, quote: str) -> None:
    found = Text(text).find(quote)
    assert found.how == "lost" or 0 <= found.start < found.end <= len(text)
    if quote.strip() and quote in text:
        assert text[found.start : found.end] == quote
