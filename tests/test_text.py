"""Folding and cutting up text: one word written in several ways is one word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.text import MAX_RUN, Folded, fold, slug, tokens, unit_starts, unit_words, units, visible

JOINED = [
    pytest.param(["re-integratie", "reïntegratie", "re-ïntegratie", "reintegratie"], "reintegratie", id="nl"),
    pytest.param(
        ["Re‐integratie", "re‑integratie", "RE–INTEGRATIE", "re−integratie"], "reintegratie", id="nl-hyphens"
    ),
    pytest.param(
        ["re\u00adintegratie", "rein\u200btegratie", "\ufeffreintegratie"], "reintegratie", id="nl-invisible"
    ),
    pytest.param(
        ["re-\nintegratie", "re-  \r\n  integratie", "re‐\n\nintegratie"], "reintegratie", id="nl-line-end"
    ),
    pytest.param(["auto's", "auto’s", "auto´s", "autos"], "autos", id="nl-apostrophe"),
    pytest.param(["ĲSSELMEER", "ijsselmeer", "ĳsselmeer"], "ijsselmeer", id="nl-ij"),
    pytest.param(["Maßnahme", "MASSNAHME", "MAẞNAHME", "Massnahme"], "massnahme", id="de-sz"),
    pytest.param(["Arbeitskräfte", "Arbeitskra\u0308fte", "ARBEITSKRÄFTE"], "arbeitskrafte", id="de-umlaut"),
    pytest.param(
        ["Work-Life-Balance", "work-life-balance", "WorkLifeBalance"], "worklifebalance", id="de-hyphens"
    ),
    pytest.param(["return-to-work", "Return-To-Work", "returntowork"], "returntowork", id="en"),
    pytest.param(["cooperation", "co-operation", "coöperation"], "cooperation", id="en-diaeresis"),
    pytest.param(["ﬁnance", "finance", "FINANCE"], "finance", id="en-ligature"),
]


_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(("spellings", "word"), JOINED)
def test_spellings_of_one_word_share_a_word(spellings, word):
    for spelling in spellings:
        assert word in {token.word for token in tokens(f"van {spelling} naar")}, spelling


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvre Æther Łódź Øre Đorđe Þór", "oeuvre aether lodz ore dorde thor"),
        ("“één” – ‘twee’", " een  - 'twee'"),
        ("Prozac™ 50 °C", "prozac  50  c"),
        ("İstanbul ISPARTA ılık", "istanbul isparta ilik"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("CO₂", "co2"),
    ],
)
def test_fold_gives_one_form(text, folded):
    assert fold(text) == folded


def test_a_hyphenated_word_gives_its_parts_and_every_joined_run():
    words = [(t.word, t.first, t.last) for t in tokens("return-to-work")]
    assert words == [
        ("return", 0, 1),
        ("returnto", 0, 2),
        ("returntowork", 0, 3),
        ("to", 1, 2),
        ("towork", 1, 3),
        ("work", 2, 3),
    ]


@pytest.mark.parametrize(
    "text", ["arbeids- en organisatie", "kennis — beleid", "a--b", "kennis - beleid", "a_b", "a/b"]
)
def test_signs_that_stand_apart_join_nothing(text):
    assert all(token.last - token.first == 1 for token in tokens(text))


@given(st.text(alphabet="aZ1-' .`\n\r\té\u00ad‑"))
def test_units_are_the_same_by_the_quick_look_and_at_their_places(text):
    folded = fold(text)
    assert unit_words(folded) == [match.group() for match in units(folded)]
    assert unit_starts(folded) == [match.start() for match in units(folded)]


@given(st.text(alphabet="aß½ﬁ\u0301\u00adé€ "))
def test_every_folded_character_leads_back_to_the_one_it_came_from(text):
    folded = Folded(text)
    origins = [i for i, c in enumerate(text) for _ in fold(c)]
    assert [folded.span(i, i + 1)[0] for i in range(len(folded.text))] == origins


def test_a_token_says_where_the_original_word_stands():
    text = "De Re‑ïntegratie\u00ad van „Maßnahmen“, ½ dag"
    found = {token.word: text[token.start : token.end] for token in tokens(text)}
    assert found["reintegratie"] == "Re‑ïntegratie"
    assert found["integratie"] == "ïntegratie"
    assert found["massnahmen"] == "Maßnahmen"
    assert found["dag"] == "dag"


def test_a_decomposed_letter_is_taken_whole():
    text = "cafe\u0301 x"
    assert [text[t.start : t.end] for t in tokens(text)] == ["cafe\u0301", "x"]


def test_a_long_chain_stays_linear():
    chain = "-".join("a" * 1000)
    found = list(tokens(chain))
    assert len(found) <= MAX_RUN * 1000
    assert max(token.last - token.first for token in found) == MAX_RUN


def test_an_impossible_place_is_refused():
    with pytest.raises(IndexError, match="not a place"):
        Folded("abc").span(2, 2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Eén maat, ßo", "een-maat-sso"), ("'s-Hertogenbosch", "s-hertogenbosch"), ("中文 x", "x")],
)
def test_slug_is_ascii_words(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202egnp.exe", "a[U+202E]gnp.exe"),
        ("a\u200bb\ufeff", "a[U+200B]b[U+FEFF]"),
        ("a\x00b\x1b", "a[U+0000]b[U+001B]"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("a\u2028b\u2066c\rd", "a[U+2028]b[U+2066]c[U+000D]d"),
        ("half \ud800", "half [U+D800]"),
        ("soft\u00adhyphen", "soft\u00adhyphen"),
        ("می‌خواهم שלום é", "می‌خواهم שלום é"),
    ],
)
def test_characters_that_hide_or_turn_text_are_written_out(text, shown):
    assert visible(text) == shown


@given(st.text())
def test_no_control_or_override_is_left(text):
    for character in visible(text):
        assert character in "\t\n" or unicodedata.category(character) != "Cc"
        assert unicodedata.bidirectional(character) not in _TURNING


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_unicode_forms_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_every_token_is_inside_the_text_and_folds_back(text):
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word[:1] in fold(text[token.start : token.end])


@given(st.text())
def test_the_quick_look_sees_every_unit(text):
    parts = {token.word for token in tokens(text) if token.last - token.first == 1}
    assert parts == {
        part
        for unit in unit_words(fold(text))
        for part in "".join(c if c.isalnum() else " " for c in unit).split()
    }


def test_each_character_folds_by_itself_so_that_places_can_be_followed():
    for block in (range(0x20, 0x2500), range(0xFB00, 0xFFFF)):
        for code in block:
            character = chr(code)
            folded = Folded(f"a{character}b")
            assert folded.span(len(folded.text) - 1, len(folded.text)) == (2, 3), hex(code)
