"""Word lists kept ready on disk: the same as the lists themselves, made again when damaged, never needed."""

from pathlib import Path

import pytest

from synth.coding.lemmas import Lexicon, folded
from synth.coding.tries import cache_folder
from synth.coding.wordforms import NOTHING, kept_forms, word_forms


def test_what_is_kept_is_read_again_and_made_again_when_damaged(tmp_path: Path) -> None:
    made = kept_forms("en", tmp_path / "words")
    (file,) = (tmp_path / "words").iterdir()
    stamp = file.stat().st_mtime_ns
    again = kept_forms("en", file.parent)
    assert file.stat().st_mtime_ns == stamp
    assert made["studies"] == again["studies"] == word_forms("en")["studies"] == ("study", "study")
    assert len(made) == len(again) > 100_000
    file.write_bytes(b"no trie")
    assert kept_forms("en", file.parent)["studies"] == ("study", "study")
    assert file.stat().st_size > 1_000_000


def test_a_folder_that_keeps_nothing_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert kept_forms("en", tmp_path / "file")["barriers"].simplemma == "barrier"


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SYNTH_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("SYNTH_CACHE")
    assert cache_folder().name == "synth"


def test_a_form_that_no_list_has_gives_nothing() -> None:
    assert word_forms("nl").get("xqzt", NOTHING) == NOTHING
    assert word_forms("fr").get("été", NOTHING) == NOTHING


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nl",
            "Gemeenten gemeente ingevoerd INVOEREN klantmanagers re-integratie 's café 12 xqzten Xqzheden",
        ),
        ("de", "Häuser haeuser Führungskräfte eingeführt STRASSE gibt's Qxzungen 3a"),
        ("en", "Studies hinders don't DON'T naïve uncontainerised 42 co-ordinated"),
    ],
)
def test_lemmas_are_those_of_the_lists_themselves(language: str, words: str) -> None:
    from simplemma import lemmatize

    lexicon = Lexicon(language)
    for word in words.split():
        lemma = lemmatize(word, language).replace("_", "")
        assert folded(lemma, language) in lexicon.keys(word), word
