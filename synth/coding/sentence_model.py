"""A small model that tells which determinant a sentence shows, and which way; made of example sentences.

The examples lie in `codebooks/examples/`, each with its determinant and direction; `fitting` makes the
weights of them. The model only orders and completes what terms find; people decide, as with every suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from synth.coding.concepts import concepts
from synth.coding.meaning import Meaning
from synth.coding.memory import Memory
from synth.coding.reading import Reading
from synth.coding.sentence_features import SPOKEN, WAY, WHAT, bucket, pieces
from synth.coding.sentence_rows import Sums, Weights
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

    def telling(self, text: str, language: Language, root: str, most: int = 3) -> tuple[str, ...]:
        """Return the words of a text that speak most for a root, strongest first."""
        column, says = self.classes.index(root), self._says[language]
        speaks = {word: says[word][column] for word in unit_words(fold(text))}
        return tuple(sorted((word for word in speaks if speaks[word] > 0), key=lambda w: -speaks[w])[:most])

    @cached_property
    def _says(self) -> Memory[Memory[list[float]]]:
        """How much each word speaks for each class, in a language."""
        return Memory(lambda language: Memory(lambda word: self._speaks(word, language)))

    def _speaks(self, word: str, language: str) -> list[float]:
        places = list({bucket(piece) for piece in (*pieces(word), f"w {word}")})
        spoken = [bucket(f"c {name}") for name in concepts(Reading(word, language))]
        parts = self.idf[places] @ self.weights[places]
        found: list[float] = (parts + SPOKEN * (self.idf[spoken] @ self.weights[spoken])).tolist()
        return found


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
