"""Folding: a gap that a larger one implies goes into it, and gaps that are alike become one.

A thin cell is folded into the thin determinant or phase it belongs to; the thin factors of a determinant, or
the thin cells of a phase, become one gap. Folded gaps stay in the list, marked with the gap they belong to,
so that each can still be judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from synth.synthesis.evidence import NOTHING, Facet
from synth.synthesis.facets import VIEWS
from synth.synthesis.gap_rules import KINDS, Draft, Scene
from synth.synthesis.gap_rules_studies import Cell

GROUPS = {
    "void-factor": 2,
    "thin-factor": 2,
    "thin-cell": 2,
    "thin-subject": 2,
    "weak-factor": 2,
    "outdated-factor": 2,
}
"""Kinds of which at least this many in one row or column become one gap."""

WHOLES = (
    "void-determinant",
    "void-phase",
    "void-subject",
    "thin-determinant",
    "thin-phase",
    "thin-subject",
    "missing-phase-all",
    "absent-perspective",
)
"""Kinds about a whole row or column, which imply what is missing in its cells."""


def fold(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Give implied gaps their larger gap; what is alike and implied by none is grouped."""
    whole = {draft.cell[0]: draft for draft in drafts if draft.kind in WHOLES}
    same = {(draft.kind, draft.cell): draft for draft in drafts}
    folded = []
    groups: defaultdict[tuple[str, Facet], list[Draft]] = defaultdict(list)
    for draft in drafts:
        larger = _larger(draft, _rows_and_columns(scene, draft), whole) or _implied(scene, draft, same)
        if draft.kind in GROUPS and not larger:
            groups[draft.kind, _together(scene, draft)].append(draft)
        else:
            folded.append(replace(draft, parent=larger))
    for (_, facet), members in groups.items():
        folded += _group(scene, facet, members)
    return _to_the_top(folded)


def _together(scene: Scene, draft: Draft) -> Facet:
    """What gaps of one kind must share to become one: a row, a column, or their dimension."""
    if draft.kind == "thin-subject":
        return (draft.cell[0][0], "")
    return _rows_and_columns(scene, draft)[-1]


def _rows_and_columns(scene: Scene, draft: Draft) -> tuple[Facet, ...]:
    """The row and column of a cell, the determinant of a factor; nothing for a whole row or column."""
    if draft.cell and draft.cell[0][0] == "factor":
        return (("determinant", scene.parents[draft.cell[0][1]]),)
    return draft.cell if len(draft.cell) > 1 else ()


def _larger(draft: Draft, facets: Iterable[Facet], whole: Mapping[Facet, Draft]) -> str:
    """The gap about a whole row or column that implies this one: nothing there, or as little as here."""
    if draft.type not in ("void", "thin", "missing-phase", "absent-perspective"):
        return ""
    if draft.kind == "absent-perspective" and draft.cell[0][0] != VIEWS[0]:
        facets = ((VIEWS[0], draft.cell[0][1]),)
    around = [whole[facet] for facet in facets if facet in whole]
    return next((one.id for one in around if one.type != "thin" or draft.type == "thin"), "")


def _implied(scene: Scene, draft: Draft, same: Mapping[tuple[str, Cell], Draft]) -> str:
    """The gap that says the same of the whole review, or of the determinant of a factor."""
    kind = KINDS[draft.kind].implied_by
    if not kind:
        return ""
    found = (same.get((kind, cell)) for cell in (_rows_and_columns(scene, draft), draft.cell[1:]))
    return next((one.id for one in found if one), "")


def _to_the_top(drafts: list[Draft]) -> list[Draft]:
    """Folded gaps point to the largest gap, not to one that is folded itself."""
    parent = {draft.id: draft.parent for draft in drafts}

    def top(one: str) -> str:
        return top(parent[one]) if parent.get(one) else one

    return [replace(draft, parent=top(draft.parent)) if draft.parent else draft for draft in drafts]


def _group(scene: Scene, facet: Facet, members: list[Draft]) -> list[Draft]:
    """One gap for gaps of one kind in one row or column, with its members; a single one stands alone."""
    if len(members) < GROUPS[members[0].kind]:
        return members
    group = Draft(
        f"{members[0].kind}s",
        (facet,) if facet[1] else (),
        scene.support(NOTHING.union(*(one.support.passages for one in members))),
        scene.support(scene.ids(*facet)) if facet[1] else scene.coded,
        thresholds=members[0].thresholds,
        dimension=members[0].dimension,
        judged=all(one.judged for one in members),
        possible=_possible(scene, facet, members[0].kind),
        members=tuple(sorted(one.id for one in members)),
    )
    return [group, *(replace(one, parent=group.id) for one in members)]


def _possible(scene: Scene, facet: Facet, kind: str) -> tuple[str, ...]:
    """The codes that could be members of a group."""
    if kind in ("thin-subject", "thin-cell"):
        dimension = facet[0] if kind == "thin-subject" else "determinant"
        return tuple(f"{dimension}={code.id}" for code in scene.codebook.codes(dimension))
    factors = [factor for factor, determinant in scene.parents.items() if determinant == facet[1]]
    return tuple(f"factor={one}" for one in factors if kind == "void-factor" or scene.ids("factor", one))
