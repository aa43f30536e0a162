"""Protocol and codebook as the synthesis sees them."""

from __future__ import annotations

from synth.coding.codes import Code, Codebook
from synth.protocol import Protocol
from synth.synthesis import state


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
        gaps=state.GapParameters.read(protocol.gaps),
    )


def codebook_view(codebook: Codebook) -> state.CodebookView:
    """The codebook as a tree of labels."""
    dimensions = tuple(
        state.DimensionView(d.id, dict(d.label), tuple(_code(code) for code in d.codes))
        for d in codebook.dimensions
    )
    return state.CodebookView(codebook.id, codebook.version, dimensions)


def _code(code: Code) -> state.CodeView:
    return state.CodeView(code.id, dict(code.label), code.parent, dict(code.definition))
