"""De-duplicate: normalise, block, compare, judge, cluster; every link keeps its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from synth.dedupe.block import pairs
from synth.dedupe.compare import compare
from synth.dedupe.joining import join
from synth.dedupe.links import Link, Ruling, in_force, judged, ordered, worth_telling
from synth.dedupe.normalise import Prepared, prepare
from synth.dedupe.outline import promising
from synth.dedupe.rules import Policy, Verdict, judge
from synth.model import Record

TELLING = 0.8
"""Two records that a guard keeps apart are told of when their score is at least this."""


@dataclass(frozen=True, slots=True)
class Result:
    """Clusters hold every record once, single ones included; links are ordered by id."""

    clusters: tuple[tuple[int, ...], ...]
    links: tuple[Link, ...]

    @property
    def to_review(self) -> tuple[Link, ...]:
        """The borderline pairs, most alike first."""
        return tuple(
            sorted((x for x in self.links if x.outcome == "ask"), key=lambda x: (-x.score, x.a, x.b))
        )


def dedupe(
    records: Iterable[tuple[int, Record]], *, rulings: Sequence[Ruling] = (), policy: Policy | None = None
) -> Result:
    """Return which records describe the same work.

    The order of the records does not matter for what is found. Of several rulings on one pair the last
    counts. A link that would bring a forbidden pair into one cluster is not made; it is reported as `ask`
    with the pair that stands in its way. `policy` gives rules another outcome.
    """
    return dedupe_prepared([prepare(number, one) for number, one in records], rulings, policy or {})


def dedupe_prepared(records: Sequence[Prepared], rulings: Sequence[Ruling], policy: Policy) -> Result:
    """`dedupe` for records that were prepared one by one, so that they need not all be kept."""
    links = {(link.a, link.b): link for link in found(records, pairs(records), policy)}
    known = {one.id: one for one in records}
    links |= in_force(rulings, known)
    clusters, refused = join(known, links, known.__getitem__, policy)
    links |= refused
    result = clusters.result([one.id for one in records])
    home = {number: place for place, cluster in enumerate(result) for number in cluster}
    return Result(result, tuple(worth_telling(links, home)))


def found(records: Sequence[Prepared], places: Iterable[tuple[int, int]], policy: Policy) -> Iterator[Link]:
    """The links that the rules make of pairs of records, given by their places in `records`."""
    for first, second in places:
        a, b = records[first], records[second]
        if not promising(a, b):
            continue
        a, b = (a, b) if a.id < b.id else (b, a)
        verdict = judge(compare(a, b), policy)
        if verdict is not None and (verdict.outcome != "different" or verdict.score >= TELLING):
            yield judged((a.id, b.id), verdict)


def explain(a: tuple[int, Record], b: tuple[int, Record], policy: Policy | None = None) -> Link:
    """Compare two records and say what the rules make of them, also when they would never be compared."""
    first, second = sorted((a, b), key=lambda one: one[0])
    verdict = judge(compare(prepare(*first), prepare(*second)), policy or {})
    unlike = Verdict("different", 0.0, "none", ("No rule finds them alike.",))
    return judged(ordered(first[0], second[0]), verdict or unlike)
