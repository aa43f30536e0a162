"""Halves of compounds kept ready on disk: the words of the lists, folded, and no others."""

from pathlib import Path

import pytest

from synth.coding.halves import kept_halves
from synth.coding.lemmas import lexicon
from synth.coding.tries import cache_folder
from synth.coding.wordforms import word_forms


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    made = kept_halves("nl", word_forms("nl"), tmp_path)
    (file,) = tmp_path.iterdir()
    stamp = file.stat().st_mtime_ns
    again = kept_halves("nl", word_forms("nl"), tmp_path)
    assert file.stat().st_mtime_ns == stamp
    assert len(made) == len(again) > 100_000
    assert again.prefixes("kennistekort") == ["kennis"]


@pytest.mark.parametrize(
    ("language", "halves", "others"),
    [
        ("nl", "tijd gebrek tijden", "Tijd tij coördinatie xqzt"),
        ("de", "zeit fuehrung strasse michael blau", "führung straße Zeit qxzung"),
    ],
)
def test_halves_are_words_of_the_lists_as_they_stand_in_a_compound(
    language: str, halves: str, others: str
) -> None:
    kept = kept_halves(language, word_forms(language), cache_folder())
    assert [word for word in (halves + " " + others).split() if word in kept] == halves.split()


def test_a_half_with_an_umlaut_is_written_with_two_letters() -> None:
    (split,) = lexicon("de").splits("aerztemangel")
    assert str(split) == "aerzte|mangel"
