"""De-duplicate: normalise, block, compare, judge, cluster; every link keeps its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from synth.dedupe.block import pairs
from synth.dedupe.cluster import Clusters, Pair
from synth.dedupe.compare import compare
from synth.dedupe.normalise import Prepared, prepare
from synth.dedupe.rules import Outcome, Verdict, judge
from synth.model import Record

RULING = "ruling"
"""The rule of a link that a person made."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's word on two records: the same work, or not. It outlives every run."""

    a: int
    b: int
    same: bool


@dataclass(frozen=True, slots=True)
class Link:
    """What is known of two records: same, different, or for a person to say; `a` is the smaller id.

    `score` is from 0 to 1 and orders links; `reasons` are the evidence in words and numbers; `rule` names
    the rule that decided.
    """

    a: int
    b: int
    outcome: Outcome
    score: float
    reasons: tuple[str, ...]
    rule: str


_NOTHING = Link(0, 0, "different", -1.0, (), "none")


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


def dedupe(records: Sequence[tuple[int, Record]], *, rulings: Sequence[Ruling] = ()) -> Result:
    """Return which records describe the same work.

    The order of the records does not matter for what is found. Of several rulings on one pair the last
    counts. A link that would bring a forbidden pair into one cluster is not made; it is reported as `ask`
    with the pair that stands in its way.
    """
    prepared = [prepare(number, record) for number, record in sorted(records, key=lambda one: one[0])]
    links = {(link.a, link.b): link for link in _links(prepared)}
    ruled = {_pair(one.a, one.b): one for one in rulings}
    known = {one.id for one in prepared}
    links.update({pair: _ruled(pair, one) for pair, one in ruled.items() if known.issuperset(pair)})
    clusters, refused = _cluster(prepared, links)
    links.update(refused)
    found = clusters.result([number for number, _ in records])
    return Result(found, tuple(_worth_telling(links, found)))


def explain(a: tuple[int, Record], b: tuple[int, Record]) -> Link:
    """Compare two records and say what the rules make of them, also when they would never be compared."""
    first, second = sorted((a, b), key=lambda one: one[0])
    verdict = judge(compare(prepare(*first), prepare(*second)))
    pair = _pair(first[0], second[0])
    return _link(pair, verdict or Verdict("different", 0.0, "none", ("No rule finds them alike.",)))


def _worth_telling(links: dict[Pair, Link], clusters: Sequence[tuple[int, ...]]) -> Iterator[Link]:
    """All links, but of the questions only one between two clusters, and none that a ruling has answered."""
    home = {number: place for place, cluster in enumerate(clusters) for number in cluster}
    between = {pair: _pair(home[pair[0]], home[pair[1]]) for pair in links}
    answered = {between[pair] for pair, link in links.items() if link.rule == RULING}
    best: dict[Pair, Link] = {}
    for pair, link in sorted(links.items()):
        if link.outcome == "ask" and link.score > best.get(between[pair], _NOTHING).score:
            best[between[pair]] = link
    for pair, link in sorted(links.items()):
        where = between[pair]
        if link.outcome != "ask" or (best[where] is link and where[0] != where[1] and where not in answered):
            yield link


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _links(prepared: Sequence[Prepared]) -> Iterator[Link]:
    for first, second in pairs(prepared):
        a, b = prepared[first], prepared[second]
        verdict = judge(compare(a, b))
        if verdict is not None and (verdict.outcome != "different" or verdict.score >= 0.8):
            yield _link(_pair(a.id, b.id), verdict)


def _link(pair: tuple[int, int], verdict: Verdict) -> Link:
    return Link(*pair, verdict.outcome, verdict.score, verdict.reasons, verdict.rule)


def _ruled(pair: tuple[int, int], ruling: Ruling) -> Link:
    outcome: Outcome = "same" if ruling.same else "different"
    says = (
        "A person ruled that they are the same."
        if ruling.same
        else "A person ruled that they are not the same."
    )
    return Link(*pair, outcome, 1.0, (says,), RULING)


def _cluster(prepared: Sequence[Prepared], links: dict[Pair, Link]) -> tuple[Clusters, dict[Pair, Link]]:
    """Join what is the same, the surest first, rulings before all; also the links that were refused."""
    # many copies of one record share a form: each two forms are compared once, however many copies there are
    form_of = {one.id: replace(one, id=0) for one in prepared}
    numbers: dict[Prepared, int] = {}
    number_of = {number: numbers.setdefault(form, len(numbers)) for number, form in form_of.items()}
    verdicts: dict[Pair, bool] = {}

    def forbidden(a: int, b: int) -> bool:
        pair = _pair(a, b)
        if pair in links:
            return links[pair].outcome == "different"
        forms = number_of[pair[0]], number_of[pair[1]]
        if forms not in verdicts:
            verdict = judge(compare(form_of[pair[0]], form_of[pair[1]]))
            verdicts[forms] = verdict is not None and verdict.outcome == "different"
        return verdicts[forms]

    def ruled_out(a: int, b: int) -> bool:
        link = links.get(_pair(a, b))
        return link is not None and link.rule == RULING and link.outcome == "different"

    clusters = Clusters.of(form_of, ruled_out)
    same = [link for link in links.values() if link.outcome == "same"]
    refused: dict[Pair, Link] = {}
    for link in sorted(same, key=lambda one: (one.rule != RULING, -one.score, one.a, one.b)):
        clusters.forbidden = ruled_out if link.rule == RULING else forbidden
        against = clusters.join(link.a, link.b)
        if against is not None:
            reason = f"not joined: it would put {against[0]} and {against[1]} together, which are kept apart"
            refused[link.a, link.b] = replace(link, outcome="ask", reasons=(*link.reasons, reason))
    return clusters, refused
