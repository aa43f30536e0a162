"""A small model that tells which determinant a sentence shows, and which way; made of example sentences.

The examples lie in `codebooks/examples/`, each with its determinant and direction; `fitting` makes the
weights of them. The model only orders and completes what terms find; people decide, as with every suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING, Any

from synth.coding.concepts import concepts_in
from synth.coding.meaning import Meaning
from synth.coding.memory import Memory
from synth.coding.reading import row_of
from synth.coding.sentence_features import SPOKEN, WAY, WHAT, Features, word_features
from synth.coding.sentence_hashing import bucket
from synth.coding.sentence_rows import Rows, Sums, Weights
from synth.model import Language
from synth.text import fold, unit_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

NONE = ""
"""The name of what a neutral sentence shows."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a sentence shows: each root with its probability, the likeliest first, and the way it goes.

    `shown` is the probability that it shows anything; `success` that it goes the way of success.
    """

    roots: tuple[tuple[str, float], ...]
    shown: float
    success: float


@dataclass(frozen=True)
class SentenceModel:
    """The weights: of each bucket and term feature for each class, and for the direction.

    `idf` weighs the buckets; `classes` name the columns, of which one is empty; `floor` is the probability of
    showing something below which a sentence shows nothing. `meaning` reads sentences as a whole.
    """

    codebook: str
    classes: tuple[str, ...]
    idf: NDArray[Any]
    weights: NDArray[Any]
    bias: NDArray[Any]
    direction: NDArray[Any]
    direction_bias: float
    floor: float
    meaning: Meaning | None = None

    @property
    def roots(self) -> tuple[str, ...]:
        """The classes that are determinants."""
        return tuple(name for name in self.classes if name)

    @cached_property
    def what(self) -> Sums:
        """What sentences come to for each class, before `bias`."""
        return Sums(WHAT, Weights(self.idf, self.weights))

    @cached_property
    def way(self) -> Sums:
        """What sentences come to for success, before `direction_bias`."""
        return Sums(WAY, Weights(self.idf, self.direction[:, None]))

    def telling(self, asked: Sequence[tuple[str, Language, str]], most: int = 3) -> list[tuple[str, ...]]:
        """Return for each text, in a language, the words that speak most for a root, strongest first."""
        words = [list(dict.fromkeys(unit_words(fold(text)))) for text, *_ in asked]
        for language in {language for _, language, _ in asked}:  # what is new is worked out together
            own = [some for some, one in zip(words, asked, strict=True) if one[1] == language]
            self._says[language].of(list(chain.from_iterable(own)))
        return [
            self._strongest(some, language, root)[:most]
            for some, (_, language, root) in zip(words, asked, strict=True)
        ]

    def _strongest(self, words: Sequence[str], language: Language, root: str) -> tuple[str, ...]:
        said = self._says[language].of(words)[:, self.classes.index(root)].tolist()
        speaks = [(word, much) for word, much in zip(words, said, strict=True) if much > 0]
        return tuple([word for word, _ in sorted(speaks, key=lambda one: -one[1])])

    @cached_property
    def _says(self) -> Memory[Rows]:
        """How much each word speaks for each class, in a language."""
        weights = Weights(self.idf, self.weights)
        return Memory(lambda language: Rows(partial(_spoken, language), weights))


def _spoken(language: Language, words: Sequence[str]) -> Features:
    """What tells something by words alone: each piece of a word, the word, and the concepts it stands for."""
    import numpy

    owners, places, amounts = word_features(words, 1.0)
    named = concepts_in(row_of(words, language), range(len(words)))
    spoken = [(number, bucket(f"c {name}")) for number, names in named.items() for name in names]
    speakers, said = numpy.array(spoken, dtype=numpy.int64).reshape(-1, 2).T
    owners = numpy.concatenate([owners, speakers])
    in_order = numpy.argsort(owners, kind="stable")
    places = numpy.concatenate([places, said])[in_order]
    amounts = numpy.repeat([1.0, SPOKEN], [len(amounts), len(said)])[in_order].astype(numpy.float32)
    return Features(owners[in_order], places, amounts)


@cache
def shipped(codebook: str) -> SentenceModel | None:
    """Return the model that ships for a codebook; None when there is none."""
    import numpy

    path = files("synth.coding").joinpath(f"{codebook}.npz")
    if not path.is_file():
        return None
    with path.open("rb") as file, numpy.load(file, allow_pickle=False) as stored:
        return SentenceModel(
            codebook=codebook,
            classes=tuple(str(name) for name in stored["classes"]),
            idf=stored["idf"].astype(numpy.float32),
            weights=stored["weights"].astype(numpy.float32) * stored["scale"],
            bias=stored["bias"],
            direction=stored["direction"].astype(numpy.float32) * stored["direction_scale"],
            direction_bias=float(stored["direction_bias"]),
            floor=float(stored["floor"]),
            meaning=_meaning(stored) if "meaning_hidden" in stored else None,
        )


def _meaning(stored: Mapping[str, Any]) -> Meaning:
    return Meaning(
        mean=stored["meaning_mean"],
        hidden=stored["meaning_hidden"].astype("float32"),
        hidden_bias=stored["meaning_hidden_bias"],
        out=stored["meaning_out"],
        out_bias=stored["meaning_out_bias"],
        outcomes=tuple(str(name) for name in stored["meaning_outcomes"]),
        floor=float(stored["meaning_floor"]),
    )
