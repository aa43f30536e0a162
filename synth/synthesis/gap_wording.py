"""Knowledge gaps in words: what is missing, and a research question that would close it."""

from __future__ import annotations

from synth.synthesis.gap_rules import Draft, Scene
from synth.synthesis.gaps import Gap
from synth.synthesis.illustrations import said_by
from synth.synthesis.numbered import Works
from synth.synthesis.wording import Words


def statement(gap: Gap, scene: Scene, words: Words) -> str:
    """What is missing, in one sentence, with the counts behind it."""
    draft = gap.draft
    about = _values(draft, scene, words)
    if draft.members:
        form = "all" if len(draft.members) == len(draft.possible) else "some"
        return words.plural(f"gap.{draft.kind}.statement.{form}", len(draft.members), **about)
    found = draft.support if draft.support.works else draft.around
    said = words.plural(f"gap.{draft.kind}.statement", found.n_studies, **about)
    texts = said_by(draft.support.passages, scene.evidence, words, most=2) if draft.type == "stated" else []
    return " ".join((said, *(words.say("gap.stated.said", text=text) for text in texts)))


def question(gap: Gap, scene: Scene, words: Words) -> str:
    """A research question that would close the gap."""
    return words.say(f"gap.{gap.draft.kind}.question", **_values(gap.draft, scene, words))


def _values(draft: Draft, scene: Scene, words: Words) -> dict[str, object]:
    """The values that the templates of a gap may name."""
    values: dict[str, object] = {"total": words.number(len(draft.possible))}
    values["studies"] = words.plural(
        "studies", (draft.support if draft.support.works else draft.around).n_studies
    )
    values["limit"] = words.plural("studies", scene.parameters.thin)
    for name, facet in zip(("row", "column"), draft.cell, strict=False):
        values[name] = words.name(*facet)
        values[f"{name}_dimension"] = words.dimension(facet[0])
    for name, n in zip(("row_studies", "column_studies"), draft.margins, strict=False):
        values[name] = words.plural("studies", n)
    if draft.expected is not None:
        values["expected"] = words.decimal(draft.expected)
    values["about"] = words.dimension(draft.dimension) if draft.dimension else ""
    values |= _figures(draft, scene, words)
    if draft.cell:
        dimension, code = draft.cell[0]
        values["code"] = words.name(dimension, code)
        parent = scene.parents.get(code, "") if dimension == "factor" else code
        values["determinant"] = words.name("determinant", parent)
    if draft.kind == "thin-cells":
        values["none"] = _none(draft, scene, words)
    finding = next((one for one in scene.findings if draft.cell == (("factor", one.factor),)), None)
    if finding:
        values["success"] = words.plural("studies", len(finding.claim.sides.success))
        values["failure"] = words.plural("studies", len(finding.claim.sides.failure))
    return values


def _figures(draft: Draft, scene: Scene, words: Words) -> dict[str, object]:
    """Years and designs, for the rules that look at the studies themselves."""
    told = draft.support.works if draft.type == "outdated" else Works()
    known = {"low": scene.parameters.low_designs, "effect": scene.parameters.effect_designs}
    designs = {
        name: words.listing([words.name("family", code) for code in codes]) for name, codes in known.items()
    }
    shared = words.name(*draft.cell[-1]) if draft.cell else ""
    shared_dimension = words.dimension(draft.cell[-1][0]) if draft.cell else ""
    return {
        "newest": scene.evidence.newest(told),
        "now": scene.year,
        "shared": shared,
        "shared_dimension": shared_dimension,
        "around": words.plural("studies", draft.around.n_studies),
        **designs,
    }


def _none(draft: Draft, scene: Scene, words: Words) -> str:
    """What to add about determinants that no study brings together with the phase of a group."""
    across = scene.ids(*draft.cell[0])
    empty = [one for one in scene.codes("determinant") if not across & scene.ids("determinant", one.id)]
    return words.plural("gap.thin-cells.none", len(empty)) if empty else ""
