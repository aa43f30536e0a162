"""Which of some works are the known ones: the comparison of de-duplication, between two lists.

References are often short: a title and a year without authors. Two such records are the same here when the
rules of de-duplication do not keep them apart; there a person would be asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synth.dedupe.block import pairs
from synth.dedupe.compare import Comparison, compare
from synth.dedupe.normalise import prepare
from synth.dedupe.rules import judge
from synth.model import Record

MAX_YEARS = 1
"""Years that may lie between a publication online and in print."""

FEWEST_LETTERS = 12
"""Letters of a title that may stand for a work without authors; shorter ones are headings."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A known record and one that describes the same work: places in the two lists."""

    known: int
    other: int


def matching(known: Sequence[Record], others: Sequence[Record]) -> Iterator[Matched]:
    """Yield every pair of a known record and another that describes the same work."""
    prepared = [prepare(number, record) for number, record in enumerate((*known, *others))]
    border = len(known)
    for first, second in pairs(prepared):
        if first < border <= second and _same(compare(prepared[first], prepared[second])):
            yield Matched(first, second - border)


def same_work(a: Record, b: Record) -> bool:
    """Whether two records describe the same work."""
    return _same(compare(prepare(0, a), prepare(1, b)))


def _same(compared: Comparison) -> bool:
    verdict = judge(compared)
    if verdict is not None and verdict.outcome != "ask":
        return verdict.outcome == "same"
    alike = compared.title == 1.0 and compared.title_letters >= FEWEST_LETTERS
    near = compared.years is None or compared.years <= MAX_YEARS
    return alike and near and not _others(compared)


def _others(compared: Comparison) -> bool:
    """Whether both name authors, and not the same."""
    return compared.authors is not None and compared.authors < 0.5
