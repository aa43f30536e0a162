"""What a sentence model tells of many sentences at once: by words, and by meaning where it can."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from synth.coding.meaning import MEANING, WORDS, WORTH, Encoder, Meaning
from synth.coding.sentence_features import Look
from synth.coding.sentence_model import NONE, Guess, SentenceModel

if TYPE_CHECKING:
    from numpy.typing import NDArray


TOLD = 1.0
"""How much the direction told of terms counts in a plain sentence of which words alone are read, as log odds.

The model learnt mostly from sentences with a turn: where it is in doubt on a plain one, terms are right more
often.
"""
PLAIN_FLOOR = 0.45
"""The probability of showing something from which a plain sentence shows it by words alone."""


def guesses(
    looks: Sequence[Look], model: SentenceModel, encode: Encoder | None = None
) -> Iterator[Guess | None]:
    """Yield what each sentence shows; None for one that shows nothing by the floor.

    Where texts can be encoded and the model knows what to make of it, sentences that may show something by
    their words are read as a whole too. The way a sentence goes is worked out for those only that show
    something.
    """
    if not looks:
        return
    logits = model.what.of(looks) + model.bias
    second = _second(looks, _shown(_chances(logits), model), model, encode)
    floors = [min(PLAIN_FLOOR, model.floor) if one.plain else model.floor for one in looks]
    if second is not None:
        logits[second.numbers] = second.what(logits[second.numbers], model.classes)
        floors = [second.meaning.floor] * len(looks)
    chances = _chances(logits)
    shown = _shown(chances, model).tolist()
    ways = _ways(looks, [n for n, chance in enumerate(shown) if chance >= floors[n]], model, second)
    for number, row in enumerate(chances.tolist()):
        if number not in ways:
            yield None
            continue
        roots = [(name, chance) for name, chance in zip(model.classes, row, strict=True) if name != NONE]
        roots.sort(key=lambda pair: -pair[1])
        yield Guess(tuple(roots), shown[number], ways[number])


@dataclass(frozen=True)
class _Second:
    """A second opinion on some sentences, by their numbers."""

    meaning: Meaning
    numbers: list[int]
    vectors: NDArray[Any]

    def what(self, logits: NDArray[Any], classes: Sequence[str]) -> NDArray[Any]:
        """What these sentences show by both opinions."""
        return WORDS * logits + MEANING * self.meaning.what(self.vectors, classes)

    def way(self, told: Sequence[int]) -> NDArray[Any]:
        """What it adds to the way that sentences go: nothing to that of one without a second opinion."""
        import numpy

        ways = dict(zip(self.numbers, self.meaning.way(self.vectors).tolist(), strict=True))
        return MEANING * numpy.array([ways.get(number, 0.0) for number in told])


def _second(
    looks: Sequence[Look], shown: NDArray[Any], model: SentenceModel, encode: Encoder | None
) -> _Second | None:
    if model.meaning is None or encode is None:
        return None
    numbers = [n for n, chance in enumerate(shown.tolist()) if chance >= WORTH]
    if not numbers:
        return None
    return _Second(model.meaning, numbers, encode([looks[n].text for n in numbers]))


def _chances(logits: NDArray[Any]) -> NDArray[Any]:
    import numpy

    odds = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    chances: NDArray[Any] = odds / odds.sum(axis=1, keepdims=True)
    return chances


def _shown(chances: NDArray[Any], model: SentenceModel) -> NDArray[Any]:
    shown: NDArray[Any] = 1 - chances[:, model.classes.index(NONE)]
    return shown


def _ways(
    looks: Sequence[Look], told: Sequence[int], model: SentenceModel, second: _Second | None
) -> dict[int, float]:
    """How likely each sentence that shows something goes the way of success."""
    import numpy

    if not told:
        return {}
    way = model.way.of([looks[n] for n in told])[:, 0] + model.direction_bias
    if second is not None:
        way += second.way(told)
    else:
        way += TOLD * numpy.array([looks[n].sign if looks[n].plain else 0.0 for n in told])
    return dict(zip(told, (1 / (1 + numpy.exp(-way))).tolist(), strict=True))
