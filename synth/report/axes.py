"""What the evidence map can be laid out by: every dimension that was coded, and what the works are.

The page holds this as data; a script draws another map from it. Without the script the map of determinants by
phase stands in the page as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from synth.model import DIRECTIONS
from synth.report import anchors
from synth.report.book import Book
from synth.report.charts import year_of
from synth.report.lookup import Lookup
from synth.text import visible

CLAIMED = ("determinant", "factor")
"""Dimensions of which a passage says that something helps or hinders."""
MOST = 50_000
"""Passages of which a page holds the data of its map; with more of them the map stays as it was built."""
PERIOD = 5
"""Years that stand together when works are laid out by year."""

Json = dict[str, Any]


@dataclass(slots=True)
class _Axis:
    """A dimension with its codes in order; `of_work` when it is the same for all passages of a work."""

    id: str
    label: str
    of_work: bool
    nothing: str
    codes: dict[str, int] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)

    def place(self, code: str, label: str) -> int:
        """The number of a code, which is added when it is new."""
        if code not in self.codes:
            self.codes[code] = len(self.labels)
            self.labels.append(visible(label))
        return self.codes[code]


def map_data(lookup: Lookup, book: Book | None = None) -> str:
    """The data of the map as JSON that can stand in a script element.

    With a `book` every work also has the pages on which it and its passages stand.
    """
    import msgspec

    values = map_values(lookup)
    if book:
        values["folder"] = book.name
        for work in values["works"]:
            work += [book.page_of(work[0]), book.page_of(f"{work[0]}-passages")]
    data = msgspec.json.encode(values).decode()
    return data.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def map_values(lookup: Lookup) -> Json:
    """Axes, the works with their codes, and the passages with what they claim and their codes.

    A passage without a claim says nothing yet and is left out, as in the synthesis.
    """
    axes = {axis.id: axis for axis in _axes(lookup)}
    included = list(lookup.included) if movable(lookup) else []
    places = {work["key"]: place for place, work in enumerate(included)}
    parents = {code["id"]: code.get("parent", "") for code in _codes(lookup, "factor")}
    works = [
        [anchors.work(work["key"]), visible(lookup.citations[work["key"]]), _of_work(work, axes, lookup)]
        for work in included
    ]
    passages = []
    for passage in lookup.document["passages"] if movable(lookup) else ():
        if passage["work"] in places:
            claims = [list(claim) for claim in sorted(_claims(passage, axes, parents))]
            if claims:
                row = [places[passage["work"]], anchors.passage(passage["id"]), claims]
                passages.append([*row, _of_passage(passage, axes)])
    return {
        "axes": [
            {"id": a.id, "label": a.label, "work": a.of_work, "codes": a.labels, "none": a.nothing}
            for a in axes.values()
        ],
        "directions": [[one, lookup.word("direction", one)] for one in DIRECTIONS],
        "works": works,
        "passages": passages,
    }


def movable(lookup: Lookup) -> bool:
    """Whether rows and columns of the map can be chosen on the page."""
    return len(lookup.passages) <= MOST


def _codes(lookup: Lookup, dimension: str) -> list[Mapping[str, Any]]:
    dimensions = lookup.document["codebook"]["dimensions"]
    return next((list(one["codes"]) for one in dimensions if one["id"] == dimension), [])


def _axes(lookup: Lookup) -> Iterator[_Axis]:
    """The dimensions of the codebook that any passage carries, then what is known of the works."""
    used, words = lookup.read.dimensions, lookup.messages
    for dimension in lookup.document["codebook"]["dimensions"]:
        name = dimension["id"]
        if name in used or name == "determinant":
            nothing = words("code.unspecified") if name == "phase" else words("code.not-named")
            axis = _Axis(name, lookup.dimension(name), False, nothing)
            for code in dimension["codes"]:
                axis.place(code["id"], lookup.pick(code["label"]).value or code["id"])
            yield axis
    for name in ("year", "type", "language"):
        yield _Axis(name, words(f"field.{name}"), True, words("code.unknown"))


def _of_work(work: Mapping[str, Any], axes: Mapping[str, _Axis], lookup: Lookup) -> dict[str, list[int]]:
    """Axis to the codes of a work."""
    found: dict[str, list[int]] = {}
    item, year = work["csl"], year_of(work)
    if year is not None:
        first = year - year % PERIOD
        found["year"] = [axes["year"].place(str(first), f"{first}–{first + PERIOD - 1}")]
    for name in ("type", "language"):
        if value := str(item.get(name) or ""):
            found[name] = [axes[name].place(value, lookup.word(name, value))]
    return found


def _claims(
    passage: Mapping[str, Any], axes: Mapping[str, _Axis], parents: Mapping[str, str]
) -> set[tuple[int, ...]]:
    """(determinant, factor, direction) of every claim in a passage; -1 where there is none."""
    found: set[tuple[int, ...]] = set()
    for coding in passage["codings"]:
        name, code = coding["dimension"], coding["code"]
        if name not in CLAIMED or name not in axes or code not in axes[name].codes:
            continue
        factor = axes[name].codes[code] if name == "factor" else -1
        above = axes["determinant"].codes.get(parents.get(code, "") if name == "factor" else code, -1)
        found.add((above, factor, DIRECTIONS.index(coding["direction"])))
    return found


def _of_passage(passage: Mapping[str, Any], axes: Mapping[str, _Axis]) -> dict[str, list[int]]:
    """Axis to the codes of a passage, on the dimensions that claim nothing."""
    found: dict[str, set[int]] = {}
    for coding in passage["codings"]:
        axis = axes.get(coding["dimension"])
        if axis and axis.id not in CLAIMED and coding["code"] in axis.codes:
            found.setdefault(axis.id, set()).add(axis.codes[coding["code"]])
    return {name: sorted(codes) for name, codes in found.items()}
