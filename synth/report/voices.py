"""Who speaks and who does not, where studies disagree, and what is recommended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from synth.model import DIRECTIONS
from synth.report import anchors
from synth.report.anchors import Link
from synth.report.bubbles import Bubble, bubble
from synth.report.localised import Text
from synth.report.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says of one subject: how many works, in which directions; empty when it is silent."""

    n_works: int
    bubble: Bubble
    works: tuple[Link, ...]
    passages: tuple[Link, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A row of the table of voices."""

    id: str
    label: Text
    cells: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Voices:
    """Subjects by voices, and the voices of the codebook that are not heard at all.

    `id` is what `synth show` knows the table by, `column_ids` its columns.
    """

    anchor: str
    id: str
    dimension: str
    statement: Text
    columns: tuple[Text, ...]
    column_ids: tuple[str, ...]
    rows: tuple[Subject, ...]
    absent: tuple[Text, ...]

    @property
    def undirected(self) -> bool:
        """Whether a voice speaks of a subject without a coded direction."""
        return any(cell.n_works and not cell.bubble.wedges for row in self.rows for cell in row.cells)


@dataclass(frozen=True, slots=True)
class Side:
    """What the two sides of a contradiction have of one dimension.

    `told` is both sides again, texts, each with what goes behind the id of the contradiction.
    """

    dimension: str
    for_: str
    against: str
    separates: bool
    told: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A factor on which studies disagree, the works on each side and the contexts in which they differ."""

    anchor: str
    id: str
    finding: Link
    statement: Text
    explanation: Text
    works_for: tuple[Link, ...]
    works_against: tuple[Link, ...]
    contexts: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Something that works recommend."""

    anchor: str
    id: str
    statement: Text
    works: tuple[Link, ...]
    passages: tuple[Link, ...]


def voices(lookup: Lookup) -> tuple[Voices, ...]:
    """A table for each dimension of views that was coded."""
    return tuple(
        _voices(number, one, lookup) for number, one in enumerate(lookup.document.get("perspectives", ()), 1)
    )


def _voices(number: int, stored: Mapping[str, Any], lookup: Lookup) -> Voices:
    down, across = stored["rows"], stored["columns"]
    heard = [one["view"] for one in stored["voices"]]
    cells = {(cell["row"], cell["column"]): cell for cell in stored["cells"]}
    subjects = [code for dimension, code in lookup.codes if dimension == down]
    most = max((cell["n_works"] for cell in stored["cells"]), default=1)
    rows = [
        Subject(
            code,
            lookup.label(down, code),
            tuple(_said(f"V{number}", cells.get((code, view)), most, lookup=lookup) for view in heard),
        )
        for code in subjects
        if any((code, view) in cells for view in heard)
    ]
    return Voices(
        anchor=f"V{number}",
        id=across,
        dimension=lookup.dimension(across),
        statement=lookup.pick(stored["statement"]),
        columns=tuple(lookup.label(across, view) for view in heard),
        column_ids=tuple(heard),
        rows=tuple(rows),
        absent=tuple(lookup.label(across, view) for view in stored["absent"]),
    )


def _said(prefix: str, cell: Mapping[str, Any] | None, most: int, *, lookup: Lookup) -> Said:
    if cell is None:
        return Said(0, bubble({}, 0, 1), (), (), "")
    counts: dict[str, int] = {way: len(cell["directions"].get(way, ())) for way in DIRECTIONS}
    return Said(
        cell["n_works"],
        bubble(counts, cell["n_works"], most),
        lookup.work_links(cell["works"]),
        lookup.passage_links(cell["passages"]),
        f"{prefix}-{anchors.safe(cell['row'])}-{anchors.safe(cell['column'])}",
    )


def contradictions(lookup: Lookup) -> tuple[Contradiction, ...]:
    """The contradictions of a synthesis document."""
    return tuple(_contradiction(one, lookup) for one in lookup.document.get("contradictions", ()))


def _contradiction(stored: Mapping[str, Any], lookup: Lookup) -> Contradiction:
    name = lookup.label("factor", stored["factor"]).value
    return Contradiction(
        anchor=f"X-{anchors.safe(stored['id'])}",
        id=str(stored["id"]),
        finding=Link(anchors.finding(stored["finding"]), name),
        statement=lookup.pick(stored["statement"]),
        explanation=lookup.pick(stored["explanation"]),
        works_for=lookup.work_links(stored["works_for"]),
        works_against=lookup.work_links(stored["works_against"]),
        contexts=tuple(_sides(stored["contexts"], lookup)),
    )


def _sides(contexts: list[Mapping[str, Any]], lookup: Lookup) -> Iterator[Side]:
    for one in contexts:
        name = one["dimension"]
        said = [
            [
                (f"{lookup.label(name, code).value} ({len(studies)})", f"{side}/{name}={code}")
                for code, studies in one[side].items()
            ]
            for side in ("for", "against")
        ]
        for_, against = (", ".join(text for text, _ in side) for side in said)
        yield Side(lookup.dimension(name), for_, against, one["separates"], tuple(map(tuple, said)))


def recommendations(lookup: Lookup) -> tuple[Recommendation, ...]:
    """The recommendations of a synthesis document, as coded."""
    return tuple(
        Recommendation(
            anchor=f"Y{number}",
            id=str(one["id"]),
            statement=lookup.pick(one["statement"]),
            works=lookup.work_links(one["works"]),
            passages=lookup.passage_links(one["passages"]),
        )
        for number, one in enumerate(lookup.document.get("recommendations", ()), 1)
    )
