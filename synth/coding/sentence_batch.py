"""What a sentence model tells of many sentences at once: the same as of each alone, in much less time.

All features of all sentences lie in one array, are sorted within each sentence, weighed, and added up.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from synth.coding.meaning import MEANING, WORDS, WORTH, Encoder, Meaning
from synth.coding.sentence_features import Group, Look
from synth.coding.sentence_model import NONE, Guess, SentenceModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = 3
"""Bits for the kind of a feature: pieces, and up to seven groups."""


def guesses(
    looks: Sequence[Look], model: SentenceModel, encode: Encoder | None = None
) -> Iterator[Guess | None]:
    """Yield what each sentence shows; None for one that shows nothing by the model's floor.

    Where texts can be encoded and the model knows what to make of it, sentences that may show something by
    their words are read as a whole too. The way a sentence goes is worked out for those only that show
    something.
    """
    if not looks:
        return
    logits = _sums(looks, Look.what, model.idf, model.weights) + model.bias
    second = _second(looks, _shown(_chances(logits), model), model, encode)
    floor = model.floor
    if second is not None:
        logits[second.numbers] = second.what(logits[second.numbers], model.classes)
        floor = second.meaning.floor
    chances = _chances(logits)
    shown = _shown(chances, model).tolist()
    ways = _ways(looks, [n for n, chance in enumerate(shown) if chance >= floor], model, second)
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
        """What it adds to the way that some of these go."""
        at = {number: row for row, number in enumerate(self.numbers)}
        return MEANING * self.meaning.way(self.vectors[[at[number] for number in told]])


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
    way = _sums([looks[n] for n in told], Look.way, model.idf, model.direction[:, None])[:, 0]
    way += model.direction_bias
    if second is not None:
        way += second.way(told)
    return dict(zip(told, (1 / (1 + numpy.exp(-way))).tolist(), strict=True))


def _sums(
    looks: Sequence[Look],
    groups: Callable[[Look], tuple[Group, ...]],
    idf: NDArray[Any],
    weights: NDArray[Any],
) -> NDArray[Any]:
    """For each sentence the sum of the weights of its features, each times how much there is of it."""
    import numpy

    rows, places, values = _weighed(_features(looks, groups), idf > 0)
    values = values.astype(numpy.float32) * idf[places]
    starts = numpy.searchsorted(rows, numpy.arange(len(looks)))
    filled = numpy.diff(numpy.append(starts, len(rows))) > 0
    sums = numpy.zeros((len(looks), weights.shape[1]))
    if filled.any():
        lengths = numpy.sqrt(numpy.add.reduceat(values * values, starts[filled]))
        parts = values[:, None] * weights[places]
        found = numpy.add.reduceat(parts, starts[filled], axis=0, dtype=numpy.float64)
        sums[filled] = found / numpy.maximum(lengths, 1e-9)[:, None]
    sums += numpy.array([look.terms for look in looks]) @ weights[len(idf) :]
    return sums


class _Features(NamedTuple):
    """The features of many sentences, in their order: of each its sentence, its bucket and its kind.

    Both are in one number: the bucket, then the kind; `weights` tell how much each kind counts.
    """

    rows: NDArray[Any]
    keys: NDArray[Any]
    weights: NDArray[Any]


def _features(looks: Sequence[Look], groups: Callable[[Look], tuple[Group, ...]]) -> _Features:
    import numpy

    grouped = [groups(one) for one in looks]
    packed: list[bytes] = []
    for one, some in zip(looks, grouped, strict=True):
        packed.append(one.parts)
        packed += [array("i", group.buckets).tobytes() for group in some]
    kinds = 1 + len(grouped[0])
    lengths = numpy.array(list(map(len, packed))) // 4
    keys = numpy.frombuffer(b"".join(packed), dtype=numpy.int32) << KINDS
    keys |= numpy.repeat(numpy.tile(numpy.arange(kinds, dtype=numpy.int32), len(looks)), lengths)
    rows = numpy.repeat(numpy.arange(len(looks)), lengths.reshape(-1, kinds).sum(axis=1))
    return _Features(rows, keys, numpy.array([1.0, *(group.weight for group in grouped[0])]))


def _weighed(features: _Features, telling: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The sentence and the bucket of each feature, and how much of it there is, in the order of sentences.

    A feature counts 1 + log of how often it is there, times the weight of its kind; what falls into one
    bucket is added up. Buckets that tell nothing are left out.
    """
    import numpy

    kept = telling[features.keys >> KINDS]
    rows, keys = features.rows[kept], features.keys[kept]
    if not len(keys):
        return rows, keys, numpy.zeros(0)
    ends = numpy.flatnonzero(rows[1:] != rows[:-1]) + 1
    for start, end in pairwise([0, *ends.tolist(), len(keys)]):
        keys[start:end].sort()  # many short stretches are sorted sooner than a long one
    firsts = _changes(rows, keys)
    counts = numpy.diff(numpy.append(firsts, len(keys)))
    rows, keys = rows[firsts], keys[firsts]
    logs = 1 + numpy.log(numpy.arange(1, counts.max() + 1))
    amounts = logs[counts - 1] * features.weights[keys & (1 << KINDS) - 1]
    places = keys >> KINDS
    starts = _changes(rows, places)
    return rows[starts], places[starts], numpy.add.reduceat(amounts, starts)


def _changes(rows: NDArray[Any], values: NDArray[Any]) -> NDArray[Any]:
    """Where another row or another value begins."""
    import numpy

    other = (values[1:] != values[:-1]) | (rows[1:] != rows[:-1])
    return numpy.flatnonzero(numpy.concatenate(([True], other)))
