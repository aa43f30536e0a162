"""Several coders of one work: what each said side by side, where they differ, and what counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from synth.coding.changes import carried
from synth.coding.codes import Codebook, Place
from synth.judging import NotReported, Settlement
from synth.model import Coding, Direction

Rule = Literal["count", "wait"]
"""Whether codes on which coders differ count until they are settled."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one coder said of one code in one work: the directions, none where they did not give the code.

    `codings` are the coder's own of this code; a code can also follow from a finer one. `silent`: the coder
    said that the work does not report it.
    """

    directions: tuple[Direction, ...]
    codings: tuple[Coding, ...] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One code of one work, side by side: what each coder of the work said, and how it was settled."""

    work: str
    dimension: str
    code: str
    sides: Mapping[str, Side]
    settlement: Settlement | None = None

    @property
    def differs(self) -> bool:
        """Whether coders said different things, settled or not."""
        return len({side.directions for side in self.sides.values()}) > 1

    @property
    def open(self) -> bool:
        """Whether this is a conflict that nobody settled yet."""
        return self.differs and self.settlement is None


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of works: codings in force, what is not reported, who is done, and what was settled.

    `done` maps a work to the coders who are done with it.
    """

    codings: Sequence[Coding]
    not_reported: Sequence[NotReported] = ()
    done: Mapping[str, frozenset[str]] | None = None
    settlements: Sequence[Settlement] = ()


def judges(said: Said) -> dict[str, tuple[str, ...]]:
    """For each work who judged it: those who are done with it, or, as long as nobody is, those who began."""
    done = said.done or {}
    begun: defaultdict[str, set[str]] = defaultdict(set)
    for coding in said.codings:
        begun[coding.passage.work].add(coding.coder)
    for one in said.not_reported:
        begun[one.work].add(one.coder)
    return {work: tuple(sorted(done.get(work) or begun[work])) for work in sorted({*begun, *done})}


def side_by_side(said: Said, codebook: Codebook) -> tuple[Row, ...]:
    """Every code that someone gave to a work, or settled there, beside what the others said of it.

    Works by key, codes in the order of the codebook. Only those who judged a work have a side.
    """
    given = _given(said, codebook)
    silent = {(one.work, one.dimension, one.code, one.coder) for one in said.not_reported}
    settled = in_force(said.settlements, codebook)
    coders = judges(said)
    order = {(code.dimension, code.id): number for number, code in enumerate(codebook.codes())}
    explicit = {(work, place) for (work, place, _), ones in given.items() if any(own for own, _ in ones)}
    rows = []
    for work, place in sorted(explicit | set(settled), key=lambda one: (one[0], order[one[1]])):
        sides = {
            coder: _side(given.get((work, place, coder), []), _is_silent(silent, work, place, coder))
            for coder in coders.get(work, ())
        }
        rows.append(Row(work, *place, sides, settled.get((work, place))))
    return tuple(rows)


def in_force(settlements: Iterable[Settlement], codebook: Codebook) -> dict[tuple[str, Place], Settlement]:
    """The last settlement of each code of a work, under the code's name of now."""
    ours = (one for one in settlements if one.codebook == codebook.id)
    return {
        (one.work, (one.dimension, one.code)): one
        for one in carried(ours, codebook)
        if codebook.has(one.dimension, one.code)
    }


def counted(
    codings: Iterable[tuple[int, Coding]], rows: Iterable[Row], *, conflicts: Rule
) -> tuple[tuple[int, Coding], ...]:
    """The codings, with the ids of their passages, that count in a synthesis.

    What was settled as not given counts nowhere. Of what was settled as given count the codings in a settled
    direction; where nobody coded in one, all codings of the code count in it. An open conflict counts as
    coded, or not at all when `conflicts` wait. All other codings count, whoever made them.
    """
    ruled = {(row.work, row.dimension, row.code): row for row in rows if row.settlement or row.open}
    kept = []
    for number, coding in codings:
        row = ruled.get((coding.passage.work, coding.dimension, coding.code))
        direction = coding.direction if row is None else _settled(coding, row, conflicts)
        if direction is not None:
            same = direction == coding.direction
            kept.append((number, coding if same else replace(coding, direction=direction)))
    return tuple(kept)


def _settled(coding: Coding, row: Row, conflicts: Rule) -> Direction | None:
    """The direction in which a coding counts; None when it does not."""
    if row.settlement is None:
        return None if conflicts == "wait" else coding.direction
    wanted = row.settlement.directions
    if coding.direction in wanted:
        return coding.direction
    said = {one.direction for side in row.sides.values() for one in side.codings}
    return None if not wanted or said & set(wanted) else wanted[0]


Given = dict[tuple[str, Place, str], list[tuple[Coding | None, Direction]]]
"""By work, code and coder: the codings, None for a code that follows from another, and the direction."""


def _given(said: Said, codebook: Codebook) -> Given:
    found: Given = defaultdict(list)
    for coding in said.codings:
        if coding.codebook == codebook.id and codebook.has(coding.dimension, coding.code):
            work, coder = coding.passage.work, coding.coder
            found[work, (coding.dimension, coding.code), coder].append((coding, coding.direction))
            for above, direction in _above(coding, codebook):
                found[work, above, coder].append((None, direction))
    return found


def _above(coding: Coding, codebook: Codebook) -> Iterator[tuple[Place, Direction]]:
    for code in codebook.implied(coding.dimension, coding.code):
        directed = codebook.directed(code.dimension)
        yield (code.dimension, code.id), coding.direction if directed else "neutral"


def _side(given: Sequence[tuple[Coding | None, Direction]], silent: bool) -> Side:
    codings = tuple(coding for coding, _ in given if coding)
    return Side(tuple(sorted({direction for _, direction in given})), codings, silent and not given)


def _is_silent(silent: set[tuple[str, str, str, str]], work: str, place: Place, coder: str) -> bool:
    dimension, code = place
    return (work, dimension, code, coder) in silent or (work, dimension, "", coder) in silent
