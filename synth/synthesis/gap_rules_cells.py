"""Rules about what is missing or thin: cells, codes, phases and views.

A rule counts independent studies, never passages. What each looks for, its guard against false alarms,
its parameters and the literature it is drawn from stand in docs/gaps.md, which a test compares with RULES.
"""

from __future__ import annotations

from collections.abc import Iterator

from synth.synthesis.evidence import Facet
from synth.synthesis.facets import CONTEXTS, OTHER_ROWS, VIEWS
from synth.synthesis.gap_scene import Draft, Scene
from synth.synthesis.support import Support


def void_cell(scene: Scene) -> Iterator[Draft]:
    """A determinant and a phase that never meet although both are well covered."""
    last = scene.last_phase()
    for draft in _empty_cells(scene, ("determinant", "phase"), "void-cell"):
        row, column = (code for _, code in draft.cell)
        if column != last or not scene.earlier(row):
            yield draft


def void_code(scene: Scene) -> Iterator[Draft]:
    """A determinant, a phase or a factor of the codebook that no included work speaks of."""
    last = scene.last_phase()
    for dimension in ("determinant", "phase", "factor"):
        for code in scene.codes(dimension):
            if not scene.ids(dimension, code.id) and (dimension, code.id) != ("phase", last):
                yield Draft(
                    f"void-{dimension}",
                    ((dimension, code.id),),
                    scene.support(()),
                    scene.around(code),
                    thresholds=("phase_share",) if dimension == "phase" else (),
                    dimension="phase" if dimension == "phase" else "",
                    judged=dimension != "phase" or scene.judged("phase"),
                )


def void_subject(scene: Scene) -> Iterator[Draft]:
    """A theme or an issue of the codebook that no included work speaks of."""
    for dimension in OTHER_ROWS:
        for code in scene.codes(dimension):
            if not scene.ids(dimension, code.id):
                yield Draft(
                    "void-subject",
                    ((dimension, code.id),),
                    scene.support(()),
                    scene.coded,
                    thresholds=("context_share",),
                    dimension=dimension,
                    judged=scene.judged(dimension),
                )


def void_cross(scene: Scene) -> Iterator[Draft]:
    """Two codes that never meet although both are well covered, for the pairs that the protocol names."""
    for pair in scene.parameters.crosses:
        yield from _empty_cells(scene, (pair[0], pair[1]), "void-cross")


def thin_code(scene: Scene) -> Iterator[Draft]:
    """A determinant, a phase or a factor that only a few independent studies speak of."""
    for dimension in ("determinant", "phase", "factor"):
        for code in scene.codes(dimension):
            support = scene.support(scene.ids(dimension, code.id))
            if _thin(scene, support):
                around = scene.around(code)
                yield Draft(
                    f"thin-{dimension}", ((dimension, code.id),), support, around, thresholds=("thin",)
                )


def thin_subject(scene: Scene) -> Iterator[Draft]:
    """A theme or an issue that only a few independent studies speak of."""
    for dimension in OTHER_ROWS:
        for code in scene.codes(dimension):
            support = scene.support(scene.ids(dimension, code.id))
            if _thin(scene, support):
                yield Draft(
                    "thin-subject",
                    ((dimension, code.id),),
                    support,
                    scene.coded,
                    thresholds=("thin", "context_share"),
                    dimension=dimension,
                    judged=scene.judged(dimension),
                )


def thin_cell(scene: Scene) -> Iterator[Draft]:
    """A determinant and a phase that only a few independent studies bring together."""
    for row in scene.codes("determinant"):
        for column in scene.codes("phase"):
            across, down = scene.ids("determinant", row.id), scene.ids("phase", column.id)
            support = scene.support(across & down)
            if _thin(scene, support):
                margins = (scene.support(across), scene.support(down))
                yield Draft(
                    "thin-cell",
                    (("determinant", row.id), ("phase", column.id)),
                    support,
                    margins[0],
                    thresholds=("thin",),
                    margins=tuple(one.n_studies for one in margins),
                    dimension="phase",
                    judged=scene.judged("phase"),
                )


def missing_phase(scene: Scene) -> Iterator[Draft]:
    """A determinant, or the review as a whole, that is studied before the last phase but not in it."""
    last = scene.last_phase()
    if not last:
        return
    shared = {"thresholds": ("phase_share", "thin"), "dimension": "phase", "judged": scene.judged("phase")}
    everything = scene.support(scene.evidence.of_dimension("phase"))
    if not scene.ids("phase", last):
        yield Draft("missing-phase-all", (("phase", last),), scene.support(()), everything, **shared)  # type: ignore[arg-type]
    for row in scene.codes("determinant"):
        all_of_row = scene.support(scene.ids("determinant", row.id))
        earlier = scene.support(scene.earlier(row.id))
        silent = not scene.ids("determinant", row.id) & scene.ids("phase", last)
        allowed = (row.id, last) not in scene.parameters.impossible
        if silent and allowed and earlier.works and all_of_row.n_studies > scene.parameters.thin:
            yield Draft(
                "missing-phase",
                (("determinant", row.id), ("phase", last)),
                scene.support(()),
                earlier,
                margins=(all_of_row.n_studies, scene.support(scene.ids("phase", last)).n_studies),
                **shared,  # type: ignore[arg-type]
            )


def absent_perspective(scene: Scene) -> Iterator[Draft]:
    """A perspective or a stakeholder of the codebook that is heard nowhere."""
    for view in VIEWS:
        for code in scene.codes(view):
            if not scene.ids(view, code.id):
                yield Draft(
                    "absent-perspective",
                    ((view, code.id),),
                    scene.support(()),
                    scene.support(scene.evidence.of_dimension(view)),
                    thresholds=("perspective_share",),
                    dimension=view,
                    judged=scene.judged(view),
                )


def absent_perspective_cell(scene: Scene) -> Iterator[Draft]:
    """A view that is heard on other subjects, but not on a well-covered determinant or issue."""
    yield from _empty_cells(scene, ("determinant", "perspective"), "absent-perspective-cell")
    yield from _empty_cells(scene, ("issue", "stakeholder"), "absent-perspective-cell")


def _empty_cells(scene: Scene, crossed: tuple[str, str], kind: str) -> Iterator[Draft]:
    """Cells of two dimensions without a study, both margins covered and enough of them expected."""
    rows, columns = crossed
    for row in scene.codes(rows):
        across = scene.support(scene.ids(rows, row.id))
        for column in scene.codes(columns):
            down = scene.support(scene.ids(columns, column.id))
            expected = across.n_studies * down.n_studies / scene.coded.n_studies
            if _is_void(scene, ((rows, row.id), (columns, column.id)), expected):
                yield Draft(
                    kind,
                    ((rows, row.id), (columns, column.id)),
                    scene.support(()),
                    across,
                    thresholds=("margin", "expected", *_shares(columns)),
                    margins=(across.n_studies, down.n_studies),
                    expected=round(expected, 3),
                    dimension=columns,
                    judged=scene.judged(columns),
                )


def _shares(dimension: str) -> tuple[str, ...]:
    """The parameter that says from when an absence in this dimension is judged."""
    if dimension in VIEWS:
        return ("perspective_share",)
    return ("phase_share",) if dimension == "phase" else ("context_share",) if dimension in CONTEXTS else ()


def _is_void(scene: Scene, cell: tuple[Facet, Facet], expected: float) -> bool:
    """Whether no study fills a cell although its row and column are covered and chance would fill it."""
    least, (row, column) = scene.parameters, cell
    if scene.ids(*row) & scene.ids(*column) or (row[1], column[1]) in least.impossible:
        return False
    covered = min(scene.support(scene.ids(*facet)).n_studies for facet in cell) >= least.margin
    return covered and expected >= least.expected


def _thin(scene: Scene, support: Support) -> bool:
    return 1 <= support.n_studies <= scene.parameters.thin
