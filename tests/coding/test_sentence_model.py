"""The model that ships: made of the examples beside it, read safely, explained by words of the sentence."""

from pathlib import Path

import numpy
import pytest

from synth.coding.fitting import Example, digest, fit, read_examples, save, words_digest
from synth.coding.reading import read
from synth.coding.sentence_batch import guesses
from synth.coding.sentence_features import Seen, bucket, look, seen
from synth.coding.sentence_model import SentenceModel, shipped
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
    assert word in model.telling(read(text, language), "sociopolitical", most=4)


def test_the_chances_add_up(model: SentenceModel) -> None:
    guess = model.guess(Seen({1: 1.0}, {1: 1.0}, (0.0,) * 14))
    assert sum(chance for _, chance in guess.roots) == pytest.approx(guess.shown)
    assert 0 < guess.success < 1


def test_many_sentences_at_once_give_what_each_gives_alone(model: SentenceModel, small) -> None:
    written = [(lang, one.text) for lang in ("nl", "de", "en") for one in sentences("tuned", lang)[::8]]
    written += [("en", "?"), ("en", "No time, no time, no time: not one of them had no time.")]
    pairs = [(read(text, lang), small, model.roots) for lang, text in written]
    alone = [model.guess(seen(reading, (), book, roots)) for reading, book, roots in pairs]
    together = list(guesses([look(reading, (), book, roots) for reading, book, roots in pairs], model))
    assert [one is not None for one in together] == [one.shown >= model.floor for one in alone]
    assert 5 < sum(one is not None for one in together) < len(written)
    for one, same in zip(together, alone, strict=True):
        if one is not None:
            assert dict(one.roots) == pytest.approx(dict(same.roots), abs=1e-6)
            assert (one.shown, one.success) == pytest.approx((same.shown, same.success), abs=1e-6)
    assert list(guesses([], model)) == []


def test_pairs_and_triples_have_the_buckets_of_their_names(small) -> None:
    words = look(read("Niemand had tijd", "nl"), (), small, ()).way()[0].buckets
    names = ("w niemand", "w had", "w tijd", "p niemand had", "p had tijd", "n had", "n tijd")
    assert sorted(words) == sorted(map(bucket, (*names, "t niemand had tijd")))


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
    sights = [seen(read(one.text, "en"), (), small, ("organisation", "user")) for one in examples]
    made = fit(examples, sights, "made")
    save(made, tmp_path / "made.npz", examples="x", words="y")
    guess = made.guess(sights[0])
    assert (guess.roots[0][0], guess.success > 0.5) == ("organisation", True)
    assert made.guess(sights[2]).shown < made.guess(sights[0]).shown
    with numpy.load(tmp_path / "made.npz", allow_pickle=False) as stored:
        assert list(stored["classes"]) == ["", "organisation", "user"]
