"""The synthesis as the pages hold it: made behind them, kept until something changes."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from threading import Lock
from typing import Any, TypeVar

from synth.i18n import Messages
from synth.report import anchors
from synth.report.axes import PERIOD, map_values
from synth.report.charts import year_of
from synth.report.findings import Determinant, determinants
from synth.report.gaps import Gap, gaps
from synth.report.lookup import Lookup, look_up
from synth.review import Review
from synth.web.desk import Desk, written
from synth.web.kept import Answer
from synth.web.laying import EVERYTHING, Layout, Limits, lay_out
from synth.web.packing import Packed, PackedRows
from synth.web.tongues import TONGUES
from synth.web.visit import Visit

MOST_LAYOUTS = 24
"""Maps that are kept laid out, the last asked for."""

MOST_DRAWINGS = 8
"""Maps that are kept drawn, in one language each."""

Drawing = TypeVar("Drawing")
Value = TypeVar("Value")
Json = Mapping[str, Any]
At = frozenset[tuple[str, str]]
"""A place: dimensions, each with a code."""


@dataclass(frozen=True, slots=True)
class Made:
    """One synthesis: the included works and what rests on them; nothing of what was left out.

    `findings` and `gaps` are as the report shows them, per language. `values` are what a map is laid out from
    (labels aside); `codes` the ids of the codes of each axis, and `axes` its labels, per language; `passages`
    the ids of passages by the names they have in a map; `gaps_at` the gaps of just one place, whatever their
    direction, that nobody rejected; `token` is of this synthesis alone. Plain data: in a large review it
    comes from another process.
    """

    document: Json
    lookups: Mapping[str, Lookup]
    findings: Mapping[str, tuple[Determinant, ...]]
    gaps: Mapping[str, tuple[Gap, ...]]
    values: Json
    codes: Mapping[str, tuple[str, ...]]
    axes: Mapping[str, Mapping[str, Json]]
    passages: Mapping[str, str]
    gaps_at: Mapping[At, tuple[Json, ...]]
    token: str

    def one(self, kind: str, identifier: str) -> Json | None:
        """The finding or gap with this id; `kind` is `findings` or `gaps`."""
        return next((one for one in self.document[kind] if one["id"] == identifier), None)

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of all findings or gaps."""
        return frozenset(one["id"] for one in self.document[kind])


class Layouts:
    """The maps of the synthesis that is shown, kept as they were laid out and drawn before."""

    def __init__(self, _: Desk) -> None:
        self._layouts: OrderedDict[Hashable, Layout] = OrderedDict()
        self._drawings: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def layout(self, made: Made, rows: str, columns: str, limits: Limits = EVERYTHING) -> Layout:
        """The map of two axes, of what is within the limits."""
        name = (made.token, rows, columns, limits)
        with self._lock:
            return _kept(
                self._layouts,
                name,
                lambda: lay_out(made.values, rows, columns, limits.only, limits.ways),
                MOST_LAYOUTS,
            )

    def drawing(self, name: Hashable, draw: Callable[[], Drawing]) -> Drawing:
        """What `draw` makes; `name` tells everything that it depends on."""
        with self._lock:
            drawn: Drawing = _kept(self._drawings, name, draw, MOST_DRAWINGS)
            return drawn


def _kept(known: OrderedDict[Hashable, Value], name: Hashable, make: Callable[[], Value], most: int) -> Value:
    if name not in known:
        known[name] = make()
        while len(known) > most:
            known.popitem(last=False)
    known.move_to_end(name)
    return known[name]


def synthesis(visit: Visit) -> Answer[Made]:
    """The synthesis of the review; when something changed, the one from before with its time."""
    stamp = (visit.review.event_stamp(), written(visit.site.folder))
    return visit.site.kept.get("synthesis", stamp, make)


def make(review: Review) -> Made:
    """Make the synthesis of a review as it is now."""
    document = lean(review.synthesize_included())
    whole = {language: look_up(document, Messages.load(language)) for language in TONGUES}
    found = {language: map_values(lookup) for language, lookup in whole.items()}
    packed = Packed(document["passages"])
    document = {**document, "passages": PackedRows(packed)}
    lookups = {
        language: replace(lookup, document=document, passages=packed) for language, lookup in whole.items()
    }
    values = found[TONGUES[0]]
    return Made(
        document=document,
        lookups=lookups,
        findings={language: determinants(lookup) for language, lookup in lookups.items()},
        gaps={language: gaps(lookup) for language, lookup in lookups.items()},
        values=values,
        codes=dict(_codes(document, values)),
        axes={language: {axis["id"]: axis for axis in one["axes"]} for language, one in found.items()},
        passages={anchors.passage(one): one for one in packed},
        gaps_at=_gaps_at(document["gaps"]),
        token=token_hex(),
    )


def lean(document: dict[str, Any]) -> Json:
    """The document without what the pages show from the review itself: records, and works left out."""
    included = [_lean(work) for work in document["works"] if work["included"]]
    keys = {work["key"] for work in included}
    passages = [one for one in document["passages"] if one["work"] in keys]
    return {**document, "works": included, "records": (), "passages": passages}


def _lean(work: Json) -> Json:
    said = {name: value for name, value in work["csl"].items() if name != "abstract"}
    return {**work, "csl": said, "links": (), "decisions": (), "record_ids": ()}


def _codes(document: Json, values: Json) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids of the codes of each axis, in the order of their places."""
    dimensions = {one["id"]: one for one in document["codebook"]["dimensions"]}
    for axis in values["axes"]:
        name = axis["id"]
        if not axis["work"]:
            yield name, tuple(code["id"] for code in dimensions[name]["codes"])
        elif name == "year":
            years = (year_of(work) for work in document["works"])
            yield name, tuple(dict.fromkeys(str(year - year % PERIOD) for year in years if year is not None))
        else:
            found = (str(work["csl"].get(name) or "") for work in document["works"])
            yield name, tuple(dict.fromkeys(one for one in found if one))


def _gaps_at(found: Sequence[Json]) -> Mapping[At, tuple[Json, ...]]:
    at: defaultdict[At, list[Json]] = defaultdict(list)
    for gap in found:
        if gap["status"] != "rejected":
            at[frozenset(one for one in gap["cell"].items() if one[0] != "direction")].append(gap)
    return {place: tuple(some) for place, some in at.items()}
