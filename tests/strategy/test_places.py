"""Where a character of a value stands in its file, whatever way of quoting YAML was used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.documents import load_text
from synth.strategy.places import Places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("a: x\nkey: one two\n", "f:2:10", id="plain"),
        pytest.param("key: 'one two'\n", "f:1:11", id="single-quotes"),
        pytest.param('key: "one two"\n', "f:1:11", id="double-quotes"),
        pytest.param("key: one\n    two\n", "f:2:5", id="plain-over-lines"),
        pytest.param("key: |\n  one\n  two\n", "f:3:3", id="literal-block"),
        pytest.param("key: >-\n  one\n  two\n", "f:3:3", id="folded-block"),
        pytest.param("a: x\r\nkey: |\r\n  one\r\n  two\r\n", "f:4:3", id="windows-lines"),
        pytest.param("{a: [x], key: one two}", "f:1:19", id="flow"),
    ],
)
def test_a_word_is_found_back_in_the_file(text, place):
    document = load_text(text, name="f")
    value = document.data["key"]
    assert str(Places(document).of(("key",), value)(value.index("two"))) == place


def test_behind_an_escape_the_line_is_still_right():
    document = load_text('a: b\nkey: "one \\u0074wo three"\n', name="f")
    value = document.data["key"]
    place = Places(document).of(("key",), value)
    assert [place(value.index(word)).line for word in ("one", "two", "three")] == [2, 2, 2]


def test_an_unknown_value_has_the_place_of_its_parent():
    document = load_text("key:\n  inner: x\n", name="f")
    assert str(Places(document).of(("key", "none"), "words here")(6)).startswith("f:2:")


@given(st.text(max_size=20), st.integers(0, 30))
def test_any_offset_has_a_place(value, offset):
    document = load_text("a: b\nkey: 'x y'\n", name="f")
    assert Places(document).of(("key",), value)(offset).line >= 2
