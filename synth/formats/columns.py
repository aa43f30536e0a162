"""Which column of a table holds what: from its headings, or from a mapping that a person wrote and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.errors import FileError
from synth.formats.column_names import folded, role_of
from synth.formats.entries import refusal
from synth.formats.roles import Role

HEADER_ROWS = 20
"""How many rows are looked through for the headings: some exports put the search above them."""

_IDENTIFYING = frozenset(("title", "doi", "pmid", "openalex"))
_ONE_COLUMN = frozenset(("title", "abstract", "doi", "pmid", "authors", "year"))


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each column by role, in order of trust; `header` is the row of the headings."""

    header: int
    names: tuple[str, ...]
    places: Mapping[Role, tuple[int, ...]]
    doubtful: tuple[str, ...] = ()

    @property
    def known(self) -> int:
        """How many columns have a role."""
        return sum(map(len, self.places.values()))

    @property
    def useful(self) -> bool:
        """True when a column says which publication a row is about."""
        return not _IDENTIFYING.isdisjoint(self.places)


def detect(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Find the row of headings among the first rows: the one with most columns that are known."""
    found = [_detected(number, cells) for number, cells in enumerate(rows[:HEADER_ROWS]) if any(cells)]
    useful = [columns for columns in found if columns.useful]
    useful = [columns for columns in useful if "title" in columns.places or columns is found[0]]
    return max(useful, key=lambda columns: (columns.known, -columns.header), default=None)


def _detected(number: int, cells: Sequence[str]) -> Columns:
    places: dict[Role, list[tuple[int, int]]] = {}
    for place, heading in enumerate(cells):
        known = role_of(heading) if len(heading) < 100 else None
        if known:
            places.setdefault(known[0], []).append((known[1], place))
    names = tuple(" ".join(cell.split()) for cell in cells)
    count = Counter(map(folded, names))
    twice = [n for n in dict.fromkeys(names) if count[folded(n)] > 1 and _only_one(n)]
    return Columns(
        number, names, {role: tuple(p for _, p in sorted(at)) for role, at in places.items()}, tuple(twice)
    )


def _only_one(heading: str) -> bool:
    known = role_of(heading)
    return known is not None and known[0] in _ONE_COLUMN


def mapped(rows: Sequence[Sequence[str]], mapping: Mapping[Role, Sequence[str]], name: str) -> Columns:
    """Find the columns that a saved mapping names. Raises FileError naming those that are not in the file."""
    wanted = {folded(heading) for headings in mapping.values() for heading in headings}
    present = [len(wanted & set(map(folded, cells))) for cells in rows[:HEADER_ROWS]]
    header = present.index(max(present)) if any(present) else -1
    if header < 0:
        message = "None of the columns that the mapping names is in the file."
        raise refusal(name, message, f"The file begins with: {_shown(rows[0] if rows else ())}.", line=1)
    names = tuple(" ".join(cell.split()) for cell in rows[header])
    places = {folded(heading): place for place, heading in reversed(list(enumerate(names)))}
    absent = sorted(h for headings in mapping.values() for h in headings if folded(h) not in places)
    if absent:
        message = f"The mapping names columns that are not in the file: {_shown(absent)}."
        raise refusal(name, message, f"The file has: {_shown(names)}.", line=header + 1)
    found = {role: tuple(places[folded(h)] for h in headings) for role, headings in mapping.items()}
    return Columns(header, names, found)


def refuse_doubtful(columns: Columns, name: str, line: int) -> None:
    """Refuse a table in which two columns have the same heading and only one can be meant."""
    if columns.doubtful:
        message = f"Two columns are called {columns.doubtful[0]}."
        raise refusal(
            name, message, "Rename one of them, or say with a mapping which columns to use.", line=line
        )


def no_columns(rows: Sequence[Sequence[str]], name: str) -> FileError:
    """The refusal of a table whose headings say nothing about publications."""
    first = _shown(next((cells for cells in rows if any(map(str.strip, cells))), ()))
    message = f"No column is known as a title, DOI or PubMed id. The first row is: {first}."
    remedy = (
        "Give the columns headings such as title, authors, year, or write a mapping"
        " (`synth columns FILE > columns.yaml`) and name it with --columns."
    )
    return refusal(name, message, remedy, line=1)


def _shown(cells: Sequence[str]) -> str:
    shown = ", ".join(" ".join(cell.split())[:40] or "(empty)" for cell in cells[:12])
    return shown + (", …" if len(cells) > 12 else "")
