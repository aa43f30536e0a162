"""From the drafts of the rules to the ranked list of knowledge gaps a reader can use.

A gap that a larger one implies is folded into it: a thin cell into the thin determinant or phase it belongs
to. Gaps that are alike are folded into one: the thin factors of a determinant, the thin cells of a phase.
Folded gaps stay in the list, marked with the gap they belong to, so that each can still be judged; gaps that
are not folded come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from synth.synthesis.evidence import Facet
from synth.synthesis.gap_rules import KINDS, RULES, Draft, Scene
from synth.synthesis.wording import Words

TYPE_ORDER = ("contradictory", "void", "missing-phase", "absent-perspective", "thin")
GROUPS = {"void-factor": 2, "thin-factor": 2, "thin-cell": 2}
"""Kinds of which at least this many in one row or column become one gap."""

SEVERITY = {"contradictory": 2, "void-factors": 2, "thin-factors": 1, "thin-cells": 1}
"""Severity of the kinds where it is not a matter of the number of studies, which groups add up."""

LEVELS = ((5, "high"), (3, "medium"), (-9, "low"))
"""At least this score gives this priority."""


@dataclass(frozen=True, slots=True)
class Classification:
    """A gap type in the words of published taxonomies (docs/gaps.md); empty where none fits."""

    robinson: str
    mueller_bloch: str
    map: str


CLASSIFICATION: dict[str, Classification] = {
    "void": Classification("A1", "knowledge void", "absolute gap"),
    "thin": Classification("A2", "", "absolute gap"),
    "contradictory": Classification("C", "contradictory evidence", ""),
    "missing-phase": Classification("D", "knowledge void", "absolute gap"),
    "absent-perspective": Classification("D", "knowledge void", "absolute gap"),
}


@dataclass(frozen=True, slots=True)
class Priority:
    """The visible ingredients of a priority, each 0 to 2; an absence that is not sure costs a point."""

    breadth: int
    severity: int
    closeness: int
    unjudged: bool

    @property
    def score(self) -> int:
        """The sum, -1 to 6."""
        return self.breadth + self.severity + self.closeness - self.unjudged

    @property
    def level(self) -> str:
        """`high`, `medium` or `low`."""
        return next(name for least, name in LEVELS if self.score >= least)


@dataclass(frozen=True, slots=True)
class Gap:
    """A draft with the rule that raised it and its priority."""

    draft: Draft
    rule: str
    priority: Priority


def find_gaps(scene: Scene) -> tuple[Gap, ...]:
    """Every gap the rules raise, folded and ranked; none as long as nothing has been coded."""
    if not scene.evidence.coded:
        return ()
    raised = [(rule, draft) for rule, (function, _) in RULES.items() for draft in function(scene)]
    rules = {draft.id: rule for rule, draft in raised}
    drafts = _fold(scene, [draft for _, draft in raised])
    found = [
        Gap(draft, rules.get(draft.id) or rules[draft.members[0]], priority(scene, draft)) for draft in drafts
    ]
    return tuple(sorted(found, key=_rank))


def _rank(gap: Gap) -> tuple[bool, int, int, str]:
    return (bool(gap.draft.parent), -gap.priority.score, TYPE_ORDER.index(gap.draft.type), gap.draft.id)


def priority(scene: Scene, draft: Draft) -> Priority:
    """How broad the gap is, how little is known in it, and how much is known right around it."""
    n = draft.support.n_studies
    severity = SEVERITY.get(draft.kind, 2 if not n else int(n == 1))
    share = draft.around.n_studies / scene.coded.n_studies
    closeness = 2 if share >= 0.5 else int(share >= 0.25)
    return Priority(KINDS[draft.kind].breadth, severity, closeness, not draft.judged)


def _fold(scene: Scene, drafts: list[Draft]) -> list[Draft]:
    """Give implied gaps their larger gap; what is alike and implied by none is grouped."""
    whole = {draft.cell[0]: draft for draft in drafts if draft.kind not in GROUPS and len(draft.cell) == 1}
    folded = []
    groups: defaultdict[tuple[str, Facet], list[Draft]] = defaultdict(list)
    for draft in drafts:
        larger = _larger(draft, _rows_and_columns(scene, draft), whole)
        if draft.kind in GROUPS and not larger:
            groups[draft.kind, _rows_and_columns(scene, draft)[-1]].append(draft)
        else:
            folded.append(replace(draft, parent=larger))
    for (_, facet), members in groups.items():
        folded += _group(scene, facet, members)
    return folded


def _rows_and_columns(scene: Scene, draft: Draft) -> tuple[Facet, ...]:
    """The row and column of a cell, the determinant of a factor; nothing for a whole row or column."""
    if draft.cell[0][0] == "factor":
        return (("determinant", scene.parents[draft.cell[0][1]]),)
    return draft.cell if len(draft.cell) > 1 else ()


def _larger(draft: Draft, facets: Iterable[Facet], whole: Mapping[Facet, Draft]) -> str:
    """The gap about a whole row or column that implies this one: nothing there, or as little as here."""
    if draft.kind == "contradictory":
        return ""
    around = [whole[facet] for facet in facets if facet in whole]
    return next((one.id for one in around if one.type != "thin" or draft.type == "thin"), "")


def _group(scene: Scene, facet: Facet, members: list[Draft]) -> list[Draft]:
    """One gap for gaps of one kind in one row or column, with its members; a single one stands alone."""
    if len(members) < GROUPS[members[0].kind]:
        return members
    group = Draft(
        f"{members[0].kind}s",
        (facet,),
        scene.support({i for one in members for i in one.support.passages}),
        scene.support(scene.ids(*facet)),
        thresholds=members[0].thresholds,
        dimension=members[0].dimension,
        judged=all(one.judged for one in members),
        total=_size(scene, facet, members[0].kind),
        members=tuple(sorted(one.id for one in members)),
    )
    return [group, *(replace(one, parent=group.id) for one in members)]


def _size(scene: Scene, facet: Facet, kind: str) -> int:
    """How many members a group could have at most."""
    if kind == "thin-cell":
        return len(scene.codebook.codes("determinant"))
    factors = [factor for factor, determinant in scene.parents.items() if determinant == facet[1]]
    return len(factors if kind == "void-factor" else [one for one in factors if scene.ids("factor", one)])


def statement(gap: Gap, scene: Scene, words: Words) -> str:
    """What is missing, in one sentence, with the counts behind it."""
    draft = gap.draft
    about = _values(draft, scene, words)
    if draft.members:
        form = "all" if len(draft.members) == draft.total else "some"
        return words.plural(f"gap.{draft.kind}.statement.{form}", len(draft.members), **about)
    found = draft.support if draft.support.works else draft.around
    return words.plural(f"gap.{draft.kind}.statement", found.n_studies, **about)


def question(gap: Gap, scene: Scene, words: Words) -> str:
    """A research question that would close the gap."""
    return words.say(f"gap.{gap.draft.kind}.question", **_values(gap.draft, scene, words))


def _values(draft: Draft, scene: Scene, words: Words) -> dict[str, object]:
    """The values that the templates of a gap may name."""
    values: dict[str, object] = {"total": words.number(draft.total)}
    values["studies"] = words.plural(
        "studies", (draft.support if draft.support.works else draft.around).n_studies
    )
    values["limit"] = words.plural("studies", scene.parameters.thin)
    for name, facet in zip(("row", "column"), draft.cell, strict=False):
        values[name] = words.name(*facet)
    for name, n in zip(("row_studies", "column_studies"), draft.margins, strict=False):
        values[name] = words.plural("studies", n)
    if draft.expected is not None:
        values["expected"] = words.decimal(draft.expected)
    dimension, code = draft.cell[0]
    values["code"] = words.name(dimension, code)
    values["determinant"] = words.name(
        "determinant", scene.parents.get(code, "") if dimension == "factor" else code
    )
    if draft.kind == "thin-cells":
        values["none"] = _none(draft, scene, words)
    finding = next((one for one in scene.findings if draft.cell == (("factor", one.factor),)), None)
    if finding:
        values["success"] = words.plural("studies", len(finding.sides.success))
        values["failure"] = words.plural("studies", len(finding.sides.failure))
    return values


def _none(draft: Draft, scene: Scene, words: Words) -> str:
    """What to add about determinants that no study brings together with the phase of a group."""
    across = scene.ids(*draft.cell[0])
    empty = [one for one in scene.codes("determinant") if not across & scene.ids("determinant", one.id)]
    return words.plural("gap.thin-cells.none", len(empty)) if empty else ""
