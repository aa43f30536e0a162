"""The model that ships: made of the examples beside it, read safely, explained by words of the sentence."""

from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from synth.coding.codes import Codebook
from synth.coding.fitting import Example, digest, fit, read_examples, save, words_digest
from synth.coding.reading import read
from synth.coding.sentence_batch import guesses
from synth.coding.sentence_features import WAY, WHAT, Features, Look, look
from synth.coding.sentence_matrix import parts_of
from synth.coding.sentence_model import SentenceModel, shipped
from synth.coding.sentence_rows import Rows, Weights
from tests.coding.labelled import PARTS, sentences

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "codebooks" / "examples" / "determinants.tsv"
REFIT = "Fit the model again: the command stands at the top of synth/coding/fitting.py."


@pytest.fixture(scope="module")
def model() -> SentenceModel:
    found = shipped("determinants")
    assert found is not None
    return found


def test_the_weights_are_those_of_the_examples_and_the_words_that_ship() -> None:
    with numpy.load(ROOT / "synth" / "coding" / "determinants.npz", allow_pickle=False) as stored:
        assert str(stored["examples"]) == digest(EXAMPLES), REFIT
        assert str(stored["words"]) == words_digest(ROOT / "codebooks" / "determinants.yaml"), REFIT


def test_no_labelled_sentence_is_among_the_examples() -> None:
    known = {one.text for one in read_examples(EXAMPLES)}
    labelled = [s for part in PARTS for lang in ("nl", "de", "en") for s in sentences(part, lang)]
    assert [s.text for s in labelled if s.text in known] == []


def test_a_codebook_without_a_model_has_none() -> None:
    assert shipped("small") is None


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("nl", "De wethouder schrapte de post uit de begroting.", "wethouder"),
        ("de", "Der Stadtrat strich die Mittel.", "stadtrat"),
        ("en", "The minister cancelled the grant.", "minister"),
    ],
)
def test_the_words_that_tell_are_words_of_the_sentence(
    model: SentenceModel, language: str, text: str, word: str
) -> None:
    (words,) = model.telling([(text, language, "sociopolitical")], most=4)
    assert word in words


@pytest.fixture(scope="module")
def looks(model: SentenceModel) -> list[Look]:
    """Sentences of three languages, one without words, one that says the same again and again."""
    written = [(lang, one.text) for lang in ("nl", "de", "en") for one in sentences("tuned", lang)[::8]]
    written += [("en", "?"), ("en", "No time, no time, no time: not one of them had no time.")]
    none = Codebook("none", "1", {}, "", ())
    return [look(read(text, lang), (), none, model.roots) for lang, text in written]


def test_the_chances_add_up(model: SentenceModel, looks: list[Look]) -> None:
    every = [one for one in guesses(looks, replace(model, floor=0.0)) if one]
    assert len(every) == len(looks)
    for guess in every:
        assert sum(chance for _, chance in guess.roots) == pytest.approx(guess.shown)
        assert 0 < guess.success < 1
    shown = [one for one in guesses(looks, model) if one]
    assert shown == [one for one in every if one.shown >= model.floor]
    assert 5 < len(shown) < len(every)
    assert list(guesses([], model)) == []


@pytest.mark.parametrize("view", [WHAT, WAY])
def test_rows_add_up_to_what_the_weights_were_fitted_on(
    model: SentenceModel, looks: list[Look], view
) -> None:
    """Rows that are new and rows that are known give the same."""
    sums, weights = (model.what, model.weights) if view is WHAT else (model.way, model.direction[:, None])
    spelled_out = parts_of(looks, view).matrix(model.idf) @ weights
    for _ in ("new", "known"):
        assert sums.of(looks) == pytest.approx(spelled_out, abs=1e-4)
    assert sums.of(looks[3:4]) == pytest.approx(spelled_out[3:4], abs=1e-4)


def test_rows_are_made_once_and_made_anew_when_there_are_too_many() -> None:
    made: list[str] = []

    def features(keys: list[str]) -> Features:
        made.extend(keys)
        amounts = [amount for key in keys for amount in (float(len(key)), 1.0)]
        owners, places = numpy.arange(len(keys)).repeat(2), numpy.tile([0, 1], len(keys))
        return Features(owners, places, numpy.array(amounts))

    weights = Weights(numpy.array([1.0, 2.0]), numpy.array([[1.0], [10.0]]))
    rows = Rows(features, weights, most=3)
    assert rows.of(["a", "bb", "a"]).tolist() == [[21, 5], [22, 8], [21, 5]]
    assert rows.of(["ccc", "bb"]).tolist() == [[23, 13], [22, 8]]
    assert made == ["a", "bb", "ccc"]
    assert rows.of(["bb", "dddd"]).tolist() == [[22, 8], [24, 20]]
    assert made[3:] == ["bb", "dddd"]


def test_a_model_can_be_made_and_stored(small, tmp_path) -> None:
    examples = [
        Example("en", f"{word} {n}", root, way)
        for n in range(4)
        for word, root, way in (
            ("time", "organisation", "success"),
            ("skill", "user", "failure"),
            ("table", "", ""),
        )
    ]
    looks = [look(read(one.text, "en"), (), small, ("organisation", "user")) for one in examples]
    made = fit(examples, looks, "made", floor=0.0)
    save(made, tmp_path / "made.npz", examples="x", words="y")
    first, _, third = [one for one in guesses(looks[:3], made) if one]
    assert (first.roots[0][0], first.success > 0.5) == ("organisation", True)
    assert third.shown < first.shown
    with numpy.load(tmp_path / "made.npz", allow_pickle=False) as stored:
        assert list(stored["classes"]) == ["", "organisation", "user"]
