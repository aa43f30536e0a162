"""What a sentence model tells of many sentences at once: the same as of each alone, in much less time.

All features of all sentences are sorted in one array, weighed, and added up per sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from synth.coding.sentence_features import BUCKETS, Group, Look
from synth.coding.sentence_model import NONE, Guess, SentenceModel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Placed = tuple[NDArray[Any], NDArray[Any]]
    """For each feature of a kind its sentence and its bucket, in the order of sentences."""

GROUPS = 5
"""Kinds of features at most: pieces, and up to four groups."""


def guesses(looks: Sequence[Look], model: SentenceModel) -> Iterator[Guess | None]:
    """Yield what each sentence shows; None for one that shows nothing by the model's floor.

    The way a sentence goes is worked out for those only that show something.
    """
    import numpy

    if not looks:
        return
    logits = _sums(looks, Look.what, model.idf, model.weights) + model.bias
    odds = numpy.exp(logits - logits.max(axis=1, keepdims=True))
    chances = odds / odds.sum(axis=1, keepdims=True)
    shown = 1 - chances[:, model.classes.index(NONE)]
    told = [n for n, chance in enumerate(shown.tolist()) if chance >= model.floor]
    ways: dict[int, float] = {}
    if told:
        way = _sums([looks[n] for n in told], Look.way, model.idf, model.direction[:, None])
        success = 1 / (1 + numpy.exp(-(way[:, 0] + model.direction_bias)))
        ways = dict(zip(told, success.tolist(), strict=True))
    for number, row in enumerate(chances.tolist()):
        if number not in ways:
            yield None
            continue
        roots = [(name, chance) for name, chance in zip(model.classes, row, strict=True) if name != NONE]
        roots.sort(key=lambda pair: -pair[1])
        yield Guess(tuple(roots), float(shown[number]), ways[number])


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
