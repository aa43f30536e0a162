"""Knowledge gaps as the synthesis lists them: with their basis, explanations and priority."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from synth.synthesis.characteristics import contexts_in, profile
from synth.synthesis.explanations import Scope, explain, first_sign
from synth.synthesis.gap_rules import LITERATURE, RULE_VERSION, Scene
from synth.synthesis.gap_wording import question, statement
from synth.synthesis.gaps import (
    CLASSIFICATION,
    SEVERITY,
    Gap,
    find_gaps,
    rank,
)
from synth.synthesis.matrix import Json
from synth.synthesis.rulings import Rulings
from synth.synthesis.wording import LANGUAGES, Words, bilingual


@dataclass(frozen=True, slots=True)
class Frame:
    """What every gap is listed against."""

    scene: Scene
    scope: Scope
    rulings: Rulings
    searches: list[int]


def gap_list(scene: Scene, scope: Scope, rulings: Rulings, *, searches: list[int]) -> dict[str, Any]:
    """The gaps by rank, and how many of them a reader is shown first, and why."""
    frame = Frame(scene, scope, rulings, searches)
    found = sorted(find_gaps(scene), key=lambda gap: _rank(gap, rulings))
    listed = [_gap(gap, frame, place) for place, gap in enumerate(found, start=1)]
    limit, shown = scene.parameters.shown, 0
    for one in listed:
        one["place"] = _place(one, full=shown >= limit)
        shown += one["place"] == "shown"
    return {"gaps": listed, "gap_selection": _selection(scene, listed)}


PLACES = ("shown", "below", "folded", "rejected")
"""Where a gap stands: among those shown first, below the cut, in a larger gap, or rejected by a person."""


def _place(gap: Json, *, full: bool) -> str:
    if gap["status"] == "rejected":
        return "rejected"
    if gap["folded_into"]:
        return "folded"
    return "below" if full else "shown"


def _rank(gap: Gap, rulings: Rulings) -> tuple[object, ...]:
    """Rejected gaps last; else by rank, with the level that a person gave, if any."""
    level = rulings.of(gap.draft.id, "priority").get("value", gap.priority.level)
    return (rulings.of(gap.draft.id, "status").get("value") == "rejected", rank(gap, level))


def _selection(scene: Scene, listed: Sequence[Json]) -> Json:
    """How many gaps stand where, and the reason for the cut in words."""
    counted = Counter(str(one["place"]) for one in listed)

    def text(words: Words) -> str:
        said = [
            words.plural("selection.raised", len(listed)),
            *(words.plural(f"selection.{name}", counted[name]) for name in PLACES if counted[name]),
        ]
        return " ".join(said)

    return {
        "total": len(listed),
        "limit": scene.parameters.shown,
        **{name: counted[name] for name in PLACES},
        "statement": bilingual(scene.codebook, text),
    }


def _gap(gap: Gap, frame: Frame, place: int) -> Json:
    draft, scene = gap.draft, frame.scene
    explanations = explain(draft, scene, frame.scope)
    classes = CLASSIFICATION[draft.type]
    status = frame.rulings.of(draft.id, "status")
    return {
        "id": draft.id,
        "type": draft.type,
        "rule": gap.rule,
        "rule_version": RULE_VERSION,
        "literature": list(LITERATURE[gap.rule]),
        "cell": dict(draft.cell),
        "statement": bilingual(scene.codebook, lambda words: statement(gap, scene, words)),
        "question": bilingual(scene.codebook, lambda words: question(gap, scene, words)),
        "basis": _basis(gap, scene),
        "works": list((draft.support if draft.support.works else draft.around).works),
        "passages": list(draft.support.names),
        "search_scope": frame.searches,
        "explanations": explanations,
        "first_explanation": first_sign(explanations),
        "judged": draft.judged,
        "robinson": classes.robinson,
        "classification": asdict(classes),
        "priority": _priority(gap, frame, place),
        "folded_into": draft.parent,
        "members": list(draft.members),
        "around": list(draft.around.works),
        "possible": list(draft.possible),
        "status": status.get("value", "proposed"),
        "status_ruling": status or None,
    }


def _basis(gap: Gap, scene: Scene) -> Json:
    draft, parameters = gap.draft, asdict(scene.parameters)
    denominators: dict[str, int] = {
        "included_works": len(scene.evidence.works),
        "included_studies": len(set(scene.evidence.studies.values())),
        "coded_works": scene.coded.n_works,
        "coded_studies": scene.coded.n_studies,
        "coded_passages": len(scene.coded.passages),
        "around_studies": draft.around.n_studies,
    }
    denominators |= dict(zip(("row_studies", "column_studies"), draft.margins, strict=False))
    if draft.members:
        denominators |= {"group": len(draft.possible), "members": len(draft.members)}
    finding = next((one for one in scene.findings if draft.cell == (("factor", one.factor),)), None)
    return {
        "n_works": draft.support.n_works,
        "n_studies": draft.support.n_studies,
        "n_passages": len(draft.support.passages),
        "expected": draft.expected,
        "denominators": denominators,
        "threshold": {name: parameters[name] for name in draft.thresholds},
        "sides": {name: list(some) for name, some in finding.claim.sides.listed().items()} if finding else {},
        **profile(scene.evidence, draft.support.works),
        "contexts": contexts_in(scene.evidence, draft.support.studies),
    }


def _priority(gap: Gap, frame: Frame, place: int) -> Json:
    parts, scene = gap.priority, frame.scene
    ruling = frame.rulings.of(gap.draft.id, "priority")
    severity = gap.draft.kind if gap.draft.kind in SEVERITY else parts.severity
    told = [("calls", parts.calls), ("central", parts.central), ("old", parts.old)]

    def reasons(words: Words) -> list[str]:
        keys = [f"breadth.{parts.breadth}", f"severity.{severity}", f"closeness.{parts.closeness}"]
        keys += [f"{name}.{n}" for name, n in told if n]
        return [words.say(f"priority.{key}") for key in keys + ["certainty.unjudged"] * parts.unjudged]

    return {
        "rank": place,
        "level": ruling.get("value", parts.level),
        "computed": parts.level,
        "ruling": ruling or None,
        "score": parts.score,
        "breadth": parts.breadth,
        "severity": parts.severity,
        "closeness": parts.closeness,
        "calls": parts.calls,
        "central": parts.central,
        "old": parts.old,
        "reasons": {one: reasons(Words(one, scene.codebook)) for one in LANGUAGES},
    }
