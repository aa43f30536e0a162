"""Two syntheses side by side: which findings and gaps appeared, vanished or changed, and why.

Passages are compared by what they say, not by their numbers, so two folders can be compared as well as
two moments of one. A reason is what differs underneath: works, passages, codings, parameters, assessments.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from synth.synthesis.matrix import Json

Document = Mapping[str, Any]

FINDING_FIELDS: Mapping[str, Callable[[Document], object]] = {
    "works": lambda one: one["n_works"],
    "studies": lambda one: one["n_studies"],
    "success": lambda one: one["directions"]["success"],
    "failure": lambda one: one["directions"]["failure"],
    "mixed": lambda one: one["directions"]["mixed"],
    "neutral": lambda one: one["directions"]["neutral"],
    "for": lambda one: len(one["claim"]["studies_for"]),
    "against": lambda one: len(one["claim"]["studies_against"]),
    "contradictory": lambda one: one["contradictory"],
    "confidence": lambda one: one["confidence"]["level"],
}
"""What is compared of a finding."""

GAP_FIELDS: Mapping[str, Callable[[Document], object]] = {
    "works": lambda one: one["basis"]["n_works"],
    "studies": lambda one: one["basis"]["n_studies"],
    "around": lambda one: one["basis"]["denominators"]["around_studies"],
    "priority": lambda one: one["priority"]["level"],
    "place": lambda one: one["place"],
    "status": lambda one: one["status"],
    "first explanation": lambda one: one["first_explanation"],
    "folded into": lambda one: one["folded_into"],
}
"""What is compared of a gap."""


@dataclass(frozen=True)
class Side:
    """One of the two syntheses, with its passages by what they say."""

    document: Document

    @cached_property
    def passages(self) -> dict[str, str]:
        """Passage id to what it says, as text that is the same in every database."""
        return {one["id"]: _content(one) for one in self.document["passages"]}

    @cached_property
    def codings(self) -> dict[str, frozenset[str]]:
        """What a passage says to the codes on it."""
        return {
            self.passages[one["id"]]: frozenset(
                f"{c['dimension']}/{c['code']} {c['direction']}" for c in one["codings"]
            )
            for one in self.document["passages"]
        }

    @property
    def included(self) -> frozenset[str]:
        """The keys of the included works."""
        return frozenset(self.document["references"])

    def by_id(self, kind: str) -> dict[str, Document]:
        """Findings or gaps by id."""
        return {one["id"]: one for one in self.document[kind]}

    def said(self, ids: Iterable[str]) -> frozenset[str]:
        """What passages say."""
        return frozenset(self.passages[one] for one in ids)


def changes(before: Document, after: Document) -> Json:
    """What differs between two syntheses, as plain values."""
    one, other = Side(before), Side(after)
    common = _common(one, other)
    return {
        "before": _head(before),
        "after": _head(after),
        "causes": common,
        "findings": _kind(one, other, "findings", FINDING_FIELDS),
        "gaps": _kind(one, other, "gaps", GAP_FIELDS),
    }


def _head(document: Document) -> Json:
    return {"review": document["review"]["id"], "schema": document["schema"]}


def _common(one: Side, other: Side) -> Json:
    """What differs underneath, for the two as a whole."""
    in_both = one.codings.keys() & other.codings.keys()
    parameters = _differing(
        one.document["review"]["gap_parameters"], other.document["review"]["gap_parameters"]
    )
    return {
        "works_in": sorted(other.included - one.included),
        "works_out": sorted(one.included - other.included),
        "passages_in": len(other.codings.keys() - one.codings.keys()),
        "passages_out": len(one.codings.keys() - other.codings.keys()),
        "passages_recoded": sum(one.codings[said] != other.codings[said] for said in in_both),
        "parameters": parameters,
        "codebook": _differing(_codebook(one.document), _codebook(other.document)),
        "assessments": sorted(_assessed(one.document) ^ _assessed(other.document)),
    }


def _codebook(document: Document) -> dict[str, Any]:
    return {name: document["codebook"][name] for name in ("id", "version")}


def _assessed(document: Document) -> set[str]:
    return {f"{a['subject']} {a['aspect']} {a['value']}" for a in document["assessments"]}


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> Json:
    names = sorted(one.keys() | other.keys())
    return {name: [one.get(name), other.get(name)] for name in names if one.get(name) != other.get(name)}


def _kind(one: Side, other: Side, kind: str, fields: Mapping[str, Callable[[Document], object]]) -> Json:
    before, after = one.by_id(kind), other.by_id(kind)
    changed = []
    for name in sorted(before.keys() & after.keys()):
        values = {key: [get(before[name]), get(after[name])] for key, get in fields.items()}
        differing = {key: pair for key, pair in values.items() if pair[0] != pair[1]}
        if differing:
            because = _because(one, other, before[name], after[name])
            says = after[name]["statement"]
            changed.append({"id": name, "statement": says, "fields": differing, "because": because})
    return {
        "appeared": [
            {
                "id": name,
                "statement": after[name]["statement"],
                "because": _because(one, other, None, after[name]),
            }
            for name in sorted(after.keys() - before.keys())
        ],
        "vanished": [
            {
                "id": name,
                "statement": before[name]["statement"],
                "because": _because(one, other, before[name], None),
            }
            for name in sorted(before.keys() - after.keys())
        ],
        "changed": changed,
    }


def _because(one: Side, other: Side, before: Document | None, after: Document | None) -> Json:
    """The works and passages that came to it or left it, and what else differs that bears on it."""
    now = other.said(after["passages"]) if after else frozenset[str]()
    then = one.said(before["passages"]) if before else frozenset[str]()
    works_now, works_then = (set(side["works"]) if side else set() for side in (after, before))
    came = works_now - works_then if after and before else works_now - one.included
    went = works_then - works_now if after and before else works_then - other.included
    recoded = [said for said in now | then if _recoded(one, other, said)]
    return {
        "works_in": sorted(came),
        "works_out": sorted(went),
        "passages_in": len(now - then),
        "passages_out": len(then - now),
        "recoded": len(recoded),
        "parameters": _parameters(one, other, before, after),
        "assessed": _ruled(before) != _ruled(after),
        "elsewhere": _elsewhere(now, then, [*came, *went, *recoded]),
    }


def _recoded(one: Side, other: Side, said: str) -> bool:
    both = said in one.codings and said in other.codings
    return both and one.codings[said] != other.codings[said]


def _parameters(one: Side, other: Side, before: Document | None, after: Document | None) -> list[str]:
    """The parameters of its rule that differ."""
    differing = _differing(
        one.document["review"]["gap_parameters"], other.document["review"]["gap_parameters"]
    )
    read = {name for side in (before, after) if side for name in side.get("basis", {}).get("threshold", {})}
    return sorted(read & differing.keys())


def _ruled(one: Document | None) -> object:
    """What people said of it."""
    if one is None:
        return None
    nested = one.get("confidence") or one.get("priority") or {}
    return [nested.get("ruling"), one.get("status_ruling")]


def _elsewhere(now: frozenset[str], then: frozenset[str], own: Sequence[str]) -> bool:
    """Whether nothing of its own differs: the change lies in the evidence around it."""
    return now == then and not own


def _content(passage: Document) -> str:
    keys = ("work", "section", "field", "start", "end", "quote", "paraphrase")
    return json.dumps([passage[key] for key in keys], ensure_ascii=False, sort_keys=True)
