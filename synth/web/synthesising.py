"""The synthesis as the pages hold it: made behind them, kept until something changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from threading import Lock
from typing import Any

from synth.i18n import Messages
from synth.report import anchors
from synth.report.axes import PERIOD, map_values
from synth.report.charts import year_of
from synth.report.lookup import Lookup, look_up
from synth.review import Review
from synth.synthesis.evidence import UNSPECIFIED
from synth.web.desk import Desk
from synth.web.kept import Answer
from synth.web.laying import Columns, Layout, Map, in_columns
from synth.web.packing import Packed
from synth.web.recent import Recent
from synth.web.sheets import sheets
from synth.web.tongues import TONGUES
from synth.web.visit import Visit

NONE = "-"
"""What stands in an address for passages without a code on an axis."""

MOST_LAYOUTS = 24
"""Maps that are kept laid out, the last asked for."""

FILES = "synthesis-"
"""How the files begin that a synthesis lies in."""

MOST_FILES = 2
"""Files that are left: the one that is shown, and the one before, which somebody may still be looking at."""

WORKS = 50
"""Works on a page of a finding or gap."""

Json = Mapping[str, Any]
At = frozenset[tuple[str, str]]
"""A place: dimensions, each with a code."""


@dataclass(frozen=True, slots=True)
class Made:
    """One synthesis: the included works and what rests on them; nothing of what was left out.

    `lookups` tell of its passages, per language. `works` are their keys in the order of their places in
    `map`, `passages` the ids of its passages likewise; `codes` the ids of the codes of each axis, and `axes`
    its labels, per language; `gaps_at` the type and the id of the gaps of just one place, whatever their
    direction, that nobody rejected; `silent` the works of which coders said that they do not report a
    determinant and a phase; `notes` what is still being coded; `statement` how gaps were selected;
    `token` is of this synthesis alone. All else lies in `rows`: what `synth.web.sheets` names, and as they
    are stored `document`, `passage/ID`, and without their works and passages `findings/ID` and `gaps/ID`; in
    `leaf/ID/NUMBER` so many works of those with their passages. Plain data: in a large review it comes from
    another process.
    """

    rows: Packed
    lookups: Mapping[str, Lookup]
    works: tuple[str, ...]
    map: Columns
    codes: Mapping[str, tuple[str, ...]]
    axes: Mapping[str, Mapping[str, Json]]
    passages: tuple[str, ...]
    gaps_at: Mapping[At, tuple[tuple[str, str], ...]]
    silent: Mapping[tuple[str, str], tuple[str, ...]]
    notes: tuple[Json, ...]
    statement: Mapping[str, str]
    token: str

    def one(self, kind: str, identifier: str) -> Json | None:
        """The finding or gap with this id; `kind` is `findings` or `gaps`."""
        found: Json | None = self.rows.get(f"{kind}/{identifier}")
        return found

    def ids(self, kind: str) -> frozenset[str]:
        """The ids of all findings or gaps."""
        return frozenset(self.rows.part(kind))

    def whole(self) -> Json:
        """The document without what the pages show from the review itself."""
        return {**self.rows["document"], "passages": list(self.rows.part("passage").values())}


class Layouts:
    """Maps of the synthesis that is shown, kept as they were laid out before."""

    def __init__(self, _: Desk) -> None:
        self._recent: Recent[Layout] = Recent(MOST_LAYOUTS)

    def layout(self, made: Made, asked: Map) -> Layout:
        """A map, counted; nobody waits for what another counts."""
        return self._recent.made((made.token, asked.rows, asked.columns, asked.limits), asked.layout)


class Files:
    """The files in which the syntheses of a large review lie: those that nobody looks at any more go."""

    def __init__(self, _: Desk) -> None:
        self._paths: list[Path] = []
        self._lock = Lock()

    def shown(self, made: Made) -> None:
        """Know which one is shown now."""
        path = made.rows.path
        with self._lock:
            if path is None or path in self._paths:
                return
            self._paths.append(path)
            for old in self._paths[:-MOST_FILES]:
                with suppress(OSError):
                    old.unlink(missing_ok=True)
            self._paths = [one for one in self._paths if one.exists()]


def synthesis(visit: Visit) -> Answer[Made]:
    """The synthesis of the review; when something changed, the one from before with its time."""
    stamp = (visit.review.event_stamp(), visit.files)
    desk = visit.site.desk
    work = partial(make, folder=desk.scratch()) if desk.beside else make
    answer = visit.site.kept.get("synthesis", stamp, work)
    if answer.value is not None:
        visit.site.shared(Files).shown(answer.value)
    return answer


def make(review: Review, *, folder: Path | None = None) -> Made:
    """Make the synthesis of a review as it is now; its rows lie in a file in `folder`, or in memory."""
    token = token_hex()
    document = lean(review.synthesize_included())
    lookups = {language: look_up(document, Messages.load(language)) for language in TONGUES}
    found = {language: map_values(lookup) for language, lookup in lookups.items()}
    values = found[TONGUES[0]]
    names = {anchors.passage(one["id"]): one["id"] for one in document["passages"]}
    rows = Packed(_rows(document, lookups), folder / f"{FILES}{token}" if folder else None)
    return Made(
        rows=rows,
        lookups={language: _light(lookup, rows) for language, lookup in lookups.items()},
        works=tuple(work["key"] for work in document["works"]),
        map=in_columns(values),
        codes=dict(_codes(document, values)),
        axes={language: {axis["id"]: axis for axis in one["axes"]} for language, one in found.items()},
        passages=tuple(names[one[1]] for one in values["passages"]),
        gaps_at=_gaps_at(document["gaps"]),
        silent=dict(_silent(document["matrix"])),
        notes=tuple(one for one in document["cautions"] if one["id"] == "being-coded"),
        statement=document["gap_selection"]["statement"],
        token=token,
    )


def _light(lookup: Lookup, rows: Packed) -> Lookup:
    """What tells of passages on a page: labels, citations, languages, and the passages themselves, packed."""
    languages = {key: str(work["csl"].get("language") or "") for key, work in lookup.works.items()}
    spoken = {one: {"csl": {"language": one}} for one in languages.values()}
    return replace(
        lookup,
        document={},
        works={key: spoken[one] for key, one in languages.items()},
        passages=rows.part("passage"),
        records={},
        searches={},
        codes={},
        links={},
        lines={},
        places={},
        criteria={},
        finding_of={},
    )


def _rows(document: Json, lookups: Mapping[str, Lookup]) -> Iterator[tuple[str, object]]:
    for passage in document["passages"]:
        yield f"passage/{passage['id']}", passage
    work_of = {passage["id"]: passage["work"] for passage in document["passages"]}
    for kind in ("findings", "gaps"):
        for one in document[kind]:
            yield f"{kind}/{one['id']}", {**one, "works": (), "passages": ()}
            for number, leaf in enumerate(leaves(one, work_of)):
                yield f"leaf/{one['id']}/{number}", leaf
    for lookup in lookups.values():
        yield from sheets(lookup)
    yield "document", {name: value for name, value in document.items() if name != "passages"}


def leaves(one: Json, work_of: Mapping[str, str]) -> Iterator[tuple[list[str], list[str]]]:
    """The works of a finding or gap in pages, each with its passages of those works."""
    works = list(dict.fromkeys(one["works"]))
    passages: defaultdict[str, list[str]] = defaultdict(list)
    for passage in one["passages"]:
        passages[work_of[passage]].append(passage)
    for start in range(0, len(works), WORKS):
        leaf = works[start : start + WORKS]
        yield leaf, [passage for work in leaf for passage in passages[work]]


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


def _silent(matrix: Json) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    """The works that do not report a determinant and a phase, by their codes as addresses have them."""
    for one in matrix["totals"]:
        if "not_reported" in one:
            phase = NONE if one["phase"] == UNSPECIFIED else one["phase"]
            yield (one["determinant"], phase), tuple(one["not_reported"])


def _gaps_at(found: Sequence[Json]) -> Mapping[At, tuple[tuple[str, str], ...]]:
    at: defaultdict[At, list[tuple[str, str]]] = defaultdict(list)
    for gap in found:
        if gap["status"] != "rejected":
            place = frozenset(one for one in gap["cell"].items() if one[0] != "direction")
            at[place].append((gap["type"], gap["id"]))
    return {place: tuple(some) for place, some in at.items()}
