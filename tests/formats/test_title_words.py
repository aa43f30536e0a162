"""Articles before titles and small words of journals, in several languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.formats.title_words import CONTRACTED, without_article


@pytest.mark.parametrize(
    ("title", "rest"),
    [
        ("De kracht van werk", "kracht van werk"),
        ("Het werk", "werk"),
        ("'t Werk", "Werk"),
        ("Die Kraft der Arbeit", "Kraft der Arbeit"),
        ("Eine Studie", "Studie"),
        ("THE POWER OF WORK", "POWER OF WORK"),
        ("“The power” of work", "power” of work"),
        ("An analysis", "analysis"),
        ("L'emploi des jeunes", "emploi des jeunes"),
        ("L’emploi des jeunes", "emploi des jeunes"),
        ("Les jeunes", "jeunes"),
        ("Deel 1", "Deel 1"),
        ("Dermatology", "Dermatology"),
        ("Een-op-een begeleiding", "Een-op-een begeleiding"),
        ("The", "The"),
        ("", ""),
    ],
)
def test_the_article_before_a_title_is_left_out(title: str, rest: str) -> None:
    assert without_article(title) == rest


@given(st.text())
def test_of_any_title_something_is_left(title: str) -> None:
    assert bool(without_article(title).strip()) == bool(title.strip())


def test_each_contraction_is_written_once_and_begins_like_its_word() -> None:
    assert all(short[0] == begins[0] and short != begins for short, begins in CONTRACTED.items())
