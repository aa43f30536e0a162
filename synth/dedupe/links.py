"""What is known of pairs of records: links by the rules, rulings by people, questions for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from synth.dedupe.rule import Outcome, Verdict

Pair = tuple[int, int]

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
    """What is known of two records: same, version, different, or for a person to say; `a` is the smaller id.

    `score` is from 0 to 1 and orders links; `reasons` are the evidence in words and numbers; `rule` names
    the rule that decided.
    """

    a: int
    b: int
    outcome: Outcome
    score: float
    reasons: tuple[str, ...]
    rule: str


Links = dict[Pair, Link]


def ordered(a: int, b: int) -> Pair:
    """The pair with the smaller id first."""
    return (a, b) if a < b else (b, a)


def judged(pair: Pair, verdict: Verdict) -> Link:
    """The link that a verdict of the rules makes."""
    return Link(*pair, verdict.outcome, verdict.score, verdict.reasons, verdict.rule)


def ruled(ruling: Ruling) -> Link:
    """The link that a person's ruling makes."""
    says = f"A person ruled that they are {'' if ruling.same else 'not '}the same."
    return Link(*ordered(ruling.a, ruling.b), "same" if ruling.same else "different", 1.0, (says,), RULING)


def in_force(rulings: Iterable[Ruling], known: Mapping[int, object] | frozenset[int]) -> Links:
    """The last ruling on each pair of records that are known."""
    last = {ordered(one.a, one.b): one for one in rulings}
    return {pair: ruled(one) for pair, one in last.items() if pair[0] in known and pair[1] in known}


def worth_telling(links: Links, home: Mapping[int, int]) -> Iterator[Link]:
    """All links in order of id, but of the questions only what a person still has to answer.

    `home` gives the cluster of each record. Between two clusters one question is asked, about the pair that
    is most alike, and none when a person ruled on a pair of the two.
    """
    asked: dict[Pair, Link] = {}
    answered: set[Pair] = set()
    for pair in sorted(links):
        link = links[pair]
        if link.rule == RULING or link.outcome == "ask":
            between = ordered(home[pair[0]], home[pair[1]])
            if link.rule == RULING:
                answered.add(between)
            elif between not in asked or link.score > asked[between].score:
                asked[between] = link
    for pair in sorted(links):
        link = links[pair]
        if link.outcome != "ask":
            yield link
            continue
        between = ordered(home[pair[0]], home[pair[1]])
        if asked[between] is link and between[0] != between[1] and between not in answered:
            yield link
