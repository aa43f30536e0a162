"""Sentences: abbreviations, numbers, initials and lists are respected, and every offset is right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.coding.sentences import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Er is tijd nodig, bijv. voor Lezen en o.a. Schrijven m.b.t. Onderzoek.",
        "Dat geldt d.w.z. Altijd, i.v.m. De wet.",
        "Wissen, z.B. Leitlinien, u.a. Studien, d.h. Evidenz.",
        "Am 3. Mai begann die Studie.",
        "Evidence, e.g. Guidelines, i.e. Rules (Smith et al. 2010).",
        "See Fig. 3 and vol. 12 for details.",
        "The score rose to 3.5 and p < .05 in all.",
        "J.R.R. Tolkien and B. Smith wrote it.",
        "Wat is bekend... en wat niet.",
    ],
)
def test_this_is_one_sentence(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Er is geen tijd. Dat is een probleem!", ["Er is geen tijd.", "Dat is een probleem!"]),
        ("Es fehlt Zeit? Ja. Überall.", ["Es fehlt Zeit?", "Ja.", "Überall."]),
        ('He said "no time." Then he left.', ['He said "no time."', "Then he left."]),
        ("The answer was no. Then it ended.", ["The answer was no.", "Then it ended."]),
        ("In 2010. Daarna niet.", ["In 2010.", "Daarna niet."]),
        ("Background\n\nThere is no time.", ["Background", "There is no time."]),
        ("We need:\n- time\n- money", ["We need:", "- time", "- money"]),
        ("Stappen\n1. Lezen\n2. Doen", ["Stappen", "1. Lezen", "2. Doen"]),
        ("One line\nthat goes on.", ["One line\nthat goes on."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_a_text_is_cut_where_a_sentence_ends(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_a_stretch_without_full_stops_is_cut_at_a_space() -> None:
    text = "woord " * 1000
    pieces = cut(text)
    assert max(map(len, pieces)) <= LONGEST
    assert " ".join(pieces) == text.strip()


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" .!?\n-1aA\"')")), max_size=300))
def test_sentences_never_overlap_and_leave_out_only_white_space(text: str) -> None:
    at = 0
    for span in sentences(text):
        assert text[at : span.start].strip() == ""
        assert span.start < span.end
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        at = span.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize(
    "text", ["." * 20_000, "a.b" * 10_000, " \n" * 20_000, "A. " * 10_000, "(" * 20_000 + "x."]
)
def test_odd_texts_are_read_in_a_moment(text: str) -> None:
    assert len(sentences(text)) >= 0
