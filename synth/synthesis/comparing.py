"""A computed list of gaps beside a published one: what was found, missed and added, as people link them.

The program suggests links by what statement and gap are about; it never makes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from synth.synthesis.gap_list_file import GapList, Link, Statement
from synth.synthesis.matrix import Json

SUGGESTED = 3
"""So many gaps are suggested for a statement, at most."""

LEAST = 2.0
"""A gap must be as like as this to be suggested: a code in common, or a type and several words."""

CODE, DIMENSION, TYPE, WORDS = 2.0, 0.5, 1.0, 4.0
"""What a shared code, a shared dimension, a shared type and all words in common add to the likeness."""

STEM = 6
"""Letters of a word that are compared, so that endings make no difference."""


def merged(shipped: Sequence[Link], own: Sequence[Link]) -> list[Link]:
    """The links that count: those that ship with a list, unless the review itself says something of both."""
    said = {(link.statement, link.gap) for link in own}
    return [*(link for link in shipped if (link.statement, link.gap) not in said), *own]


def compare(listed: GapList, gaps: Sequence[Mapping[str, Any]], links: Iterable[Link]) -> Json:
    """The statements with what was linked and suggested, the counts, and the gaps that the list lacks.

    `found` counts statements with a gap that is the same, `partly` those with a gap that covers part,
    `missed` those of which somebody said that no gap says it, `open` those that nobody judged. `own` counts
    statements that only a gap of the type `stated` says which rests on the works of the list itself.
    """
    by_id = {str(gap["id"]): gap for gap in gaps}
    made = list(links)
    statements = [_statement(one, made, by_id, works=listed.works) for one in listed.statements]
    linked = {link.gap for link in made if link.gap in by_id}
    added = [gap["id"] for gap in gaps if gap["place"] == "shown" and gap["id"] not in linked]
    outcomes = [str(one["outcome"]) for one in statements]
    return {
        "list": listed.id,
        "title": listed.title,
        "source": listed.source,
        "statements": statements,
        "counts": {name: outcomes.count(name) for name in ("found", "partly", "missed", "open")}
        | {"own": sum(bool(one["own"]) for one in statements), "added": len(added)},
        "added": added,
    }


def _statement(
    one: Statement, links: Sequence[Link], gaps: Mapping[str, Mapping[str, Any]], *, works: Sequence[str]
) -> Json:
    own = [link for link in links if link.statement == one.id]
    current = [link for link in own if link.gap in gaps or link.verdict == "none"]
    verdicts = {link.verdict for link in current}
    verdict, outcome = next((pair for pair in OUTCOMES if pair[0] in verdicts), ("", "open"))
    said = [gaps[link.gap] for link in current if link.gap and link.verdict == verdict]
    return {
        "id": one.id,
        "section": one.section,
        "text": one.text,
        "outcome": outcome,
        "own": bool(said) and all(_own(gap, works) for gap in said),
        "links": [_link(link, gaps) for link in current],
        "gone": sorted(link.gap for link in own if link not in current),
        "suggested": suggestions(one, [gap for gap in gaps.values() if gap["place"] != "rejected"]),
    }


OUTCOMES = (("same", "found"), ("partly", "partly"), ("none", "missed"))
"""Verdict to outcome, the strongest first."""


def _own(gap: Mapping[str, Any], works: Sequence[str]) -> bool:
    """Whether a gap only repeats what the list's own works state."""
    return gap["type"] == "stated" and set(gap["works"]) <= set(works)


def _link(link: Link, gaps: Mapping[str, Mapping[str, Any]]) -> Json:
    gap = gaps.get(link.gap)
    return {
        "gap": link.gap,
        "verdict": link.verdict,
        "reason": link.reason,
        "coder": link.coder,
        "type": gap["type"] if gap else "",
        "statement": gap["statement"] if gap else {},
    }


def suggestions(one: Statement, gaps: Iterable[Mapping[str, Any]]) -> list[Json]:
    """The gaps that a statement is most like, best first; of equal likeness, in the order of their ids."""
    scored = ((likeness(one, gap), str(gap["id"])) for gap in gaps)
    best = sorted((-score, name) for score, name in scored if score >= LEAST)
    return [{"gap": name, "likeness": round(-score, 2)} for score, name in best[:SUGGESTED]]


def likeness(one: Statement, gap: Mapping[str, Any]) -> float:
    """How alike a statement and a gap are: by what they are about, by type, and by their words."""
    cell: Mapping[str, str] = gap["cell"]
    score = sum(CODE for name, code in cell.items() if code in one.about.get(name, ()))
    score += sum(DIMENSION for name in cell if name in one.about)
    score += TYPE * (gap["type"] in one.types)
    shared = [_overlap(text, gap["statement"].get(language, "")) for language, text in one.text.items()]
    return score + WORDS * max(shared, default=0.0)


def _overlap(one: str, other: str) -> float:
    """The share of the words of one text, cut to stems, that the other has."""
    words, others = _stems(one), _stems(other)
    return len(words & others) / len(words) if words else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in re.findall(r"\w{5,}", text.casefold()))
