"""What a sentence model tells of many sentences at once: the same as of each alone, in much less time.

All features of all sentences are sorted in one array, weighed, and added up per sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from synth.coding.meaning import MEANING, WORDS, WORTH, Encoder, Meaning
from synth.coding.sentence_features import BUCKETS, Group, Look
from synth.coding.sentence_model import NONE, Guess, SentenceModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Placed = tuple[NDArray[Any], NDArray[Any]]
    """For each feature of a kind its sentence and its bucket, in the order of sentences."""

GROUPS = 5
"""Kinds of features at most: pieces, and up to four groups."""


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

    rows, places, values = _weighed([groups(one) for one in looks], _pieces(looks), idf > 0)
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


def _weighed(
    grouped: Sequence[tuple[Group, ...]], pieces: Placed, telling: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """The sentence and the bucket of each feature, and how much of it there is, in the order of sentences.

    A feature counts 1 + log of how often it is there, times the weight of its group; what falls into one
    bucket is added up. Buckets that tell nothing are left out.
    """
    import numpy

    placed = [pieces, *(_placed([one.buckets for one in kind]) for kind in zip(*grouped, strict=True))]
    weights = numpy.array([1.0, *(one.weight for one in grouped[0])])
    found = []
    for kind, (rows, places) in enumerate(placed):
        kept = telling[places]
        found.append((rows[kept] * BUCKETS + places[kept]) * GROUPS + kind)
    keys = numpy.concatenate(found)
    keys.sort()
    firsts = numpy.flatnonzero(numpy.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else keys
    counts = numpy.diff(numpy.append(firsts, len(keys)))
    keys = keys[firsts]
    amounts = (1 + numpy.log(counts)) * weights[keys % GROUPS]
    cells = keys // GROUPS
    starts = numpy.flatnonzero(numpy.concatenate(([True], cells[1:] != cells[:-1]))) if len(keys) else keys
    cells = cells[starts]
    amounts = numpy.add.reduceat(amounts, starts) if len(starts) else amounts
    return cells // BUCKETS, cells % BUCKETS, amounts


def _pieces(looks: Sequence[Look]) -> Placed:
    """The pieces of the words of each sentence."""
    import numpy

    parts = [one.parts for one in looks]
    places = numpy.frombuffer(b"".join(parts), dtype=numpy.intc).astype(numpy.int64)
    return numpy.repeat(numpy.arange(len(looks)), [len(part) // 4 for part in parts]), places


def _placed(buckets: Sequence[Sequence[int]]) -> Placed:
    """The features of one kind of each sentence."""
    import numpy

    places = numpy.array(list(chain.from_iterable(buckets)), numpy.int64)
    return numpy.repeat(numpy.arange(len(buckets)), list(map(len, buckets))), places
