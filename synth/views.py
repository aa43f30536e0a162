"""Protocol and codebook as the synthesis sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from synth.coding.changes import carried
from synth.coding.codes import Code, Codebook
from synth.coding.crosswalk import HOWS, Crosswalk, merged, seen_through
from synth.coding.settling import Row, Rule, counted
from synth.protocol import Protocol
from synth.synthesis import state
from synth.synthesis.parameters import GapParameters


def protocol_view(protocol: Protocol) -> state.Protocol:
    """The facts of the protocol that the synthesis uses. Raises UsageError for an unknown gap parameter."""
    criteria = [(c, "include") for c in protocol.criteria.include]
    criteria += [(c, "exclude") for c in protocol.criteria.exclude]
    return state.Protocol(
        id=protocol.id,
        title=dict(protocol.title),
        question=dict(protocol.question),
        languages=protocol.languages,
        year_from=protocol.years.from_,
        year_to=protocol.years.to,
        criteria=tuple(state.Criterion(c.id, verdict, dict(c.label)) for c, verdict in criteria),
        search=protocol.search.texts,
        screeners=protocol.screening.screeners,
        previous_studies=protocol.previous.studies,
        previous_reports=protocol.previous.reports,
        gaps=GapParameters.read(protocol.gaps),
    )


def codebook_view(codebook: Codebook, joined: Sequence[str] = ()) -> state.CodebookView:
    """The codebook as a tree of labels: of nested codes, the parent is the one in the dimension above.

    `joined` are the ids of the codebooks whose dimensions it has as well.
    """
    dimensions = tuple(
        state.DimensionView(
            d.id,
            dict(d.label),
            tuple(_code(codebook, code) for code in d.answered),
            d.appraises,
            dict(d.instrument),
        )
        for d in codebook.dimensions
    )
    return state.CodebookView(codebook.id, codebook.version, dimensions, tuple(joined))


def current(found: state.State, codebook: Codebook) -> state.State:
    """The state with its codings as the codebook has them now: renamed and merged codes are carried along."""
    codings = carried((one.coding for one in found.codings), codebook)
    ids = (one.passage_id for one in found.codings)
    return replace(
        found,
        codings=tuple(state.StoredCoding(i, one) for i, one in zip(ids, codings, strict=True)),
        not_reported=carried(found.not_reported, codebook),
    )


def settled(found: state.State, rows: Iterable[Row], conflicts: Rule) -> state.State:
    """The state with the codings that count: as conflicts of coders were settled, open ones by the rule."""
    kept = counted(((one.passage_id, one.coding) for one in found.codings), rows, conflicts=conflicts)
    return replace(found, codings=tuple(state.StoredCoding(i, one) for i, one in kept))


def blinded(found: state.State, finished: Collection[str]) -> state.State:
    """The state while coders are blinded: without what was said of works that are still being coded.

    `finished` are the works with which all their coders are done.
    """
    passages = tuple(one for one in found.passages if one.passage.work in finished)
    kept = {one.id for one in passages}
    return replace(
        found,
        passages=passages,
        codings=tuple(one for one in found.codings if one.passage_id in kept),
        suggestions=tuple(one for one in found.suggestions if one.passage.work in finished),
        not_reported=tuple(one for one in found.not_reported if one.work in finished),
        being_coded=frozenset(one.work.key for one in found.works if one.work.key not in finished),
    )


@dataclass(frozen=True, slots=True)
class Lens:
    """A codebook to look through, and the crosswalk that leads from the review's own to it."""

    source: Codebook
    target: Codebook
    crosswalk: Crosswalk


def through(found: state.State, lens: Lens) -> tuple[state.State, dict[str, Any]]:
    """The state with its codings as another codebook would have them, and an account of how they got there.

    The account counts codings by how they came along: `kept` as they are, by a match, `group` only as the
    broader code that they refine, `none` not at all.
    """
    counted: Counter[str] = Counter()
    left: Counter[str] = Counter()
    codings = []
    for stored in found.codings:
        made, how = seen_through(stored.coding, lens.crosswalk, lens.source, lens.target)
        counted[how] += 1
        if how in ("group", "none"):
            left[f"{stored.coding.dimension}/{stored.coding.code}"] += 1
        codings += [state.StoredCoding(stored.passage_id, one) for one in made]
    suggestions = (seen_through(s, lens.crosswalk, lens.source, lens.target)[0] for s in found.suggestions)
    account = {
        "crosswalk": lens.crosswalk.id,
        "from": {"codebook": lens.source.id, "version": lens.source.version},
        "to": {"codebook": lens.target.id, "version": lens.target.version},
        "codings": {how: counted[how] for how in HOWS if counted[how]},
        "without_counterpart": dict(sorted(left.items())),
        "rules": list(lens.crosswalk.rules),
    }
    seen = replace(
        found,
        codebook=codebook_view(merged(lens.source, lens.target)),
        codings=tuple(codings),
        suggestions=tuple(one for made in suggestions for one in made),
    )
    return seen, account


def _code(codebook: Codebook, code: Code) -> state.CodeView:
    above = [one.id for one in codebook.implied(code.dimension, code.id) if one.dimension != code.dimension]
    parent = above[0] if above and code.point is None else code.parent
    return state.CodeView(code.id, dict(code.label), parent, dict(code.definition), code.point)
