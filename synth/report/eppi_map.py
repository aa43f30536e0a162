"""The included works and their codes for EPPI-Mapper, which makes an interactive map of them.

Each dimension of the codebook is a code set, and so are the directions: rows, columns, segments and filters
are chosen there. A tick stands for the whole work; beside it stand the passages that show it. The form is
that of EPPI-Reviewer's export, which `synth import --codings` takes in as well.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from synth.formats import csl
from synth.formats.eppi_coding import EppiCode, EppiExport, EppiReference, EppiTick
from synth.formats.eppi_writing import write
from synth.i18n import Messages
from synth.model import DIRECTIONS
from synth.report.lookup import Lookup, look_up

Place = tuple[str, str]
DIRECTION = "direction"


def eppi_map(document: Mapping[str, Any], language: str) -> str:
    """The map data of a synthesis document as JSON text, its labels in `language`."""
    lookup = look_up(document, Messages.load(language))
    included = [work for work in document["works"] if work["included"]]
    text = json.dumps([{**work["csl"], "id": work["key"]} for work in included])
    records = {record.source_id: record for record in csl.parse(text, "synthesis").records}
    known = [work["key"] for work in included if work["key"] in records]
    ids = {place: str(number) for number, place in enumerate(_places(lookup), start=1)}
    ticks = _ticks(lookup, ids)
    references = tuple(
        EppiReference(str(number), lookup.citations[key], tuple(_said(ticks[key])), "I")
        for number, key in enumerate(known, start=1)
    )
    export = EppiExport(tuple(_codes(lookup, ids)), references)
    return write(export, {one.id: records[key] for one, key in zip(references, known, strict=True)})


def _places(lookup: Lookup) -> Iterator[Place]:
    yield from lookup.codes
    yield from ((DIRECTION, way) for way in DIRECTIONS)


def _codes(lookup: Lookup, ids: Mapping[Place, str]) -> Iterator[EppiCode]:
    for (dimension, code), number in ids.items():
        own = dimension != DIRECTION
        parent = str(lookup.codes[dimension, code].get("parent", "")) if own else ""
        yield EppiCode(
            id=number,
            name=lookup.label(dimension, code).value if own else lookup.word(DIRECTION, code),
            description=lookup.definition(dimension, code).value if own else "",
            path=(lookup.dimension(dimension).capitalize(),),
            parent=ids.get((dimension, parent), ""),
            selectable=True,
        )


def _ticks(lookup: Lookup, ids: Mapping[Place, str]) -> Mapping[str, Mapping[str, list[str]]]:
    """The passages under each code of each work, each passage once."""
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for passage in lookup.document["passages"]:
        text = lookup.pick(passage["paraphrase"]).value or passage["quote"]
        for coding in passage["codings"]:
            ways = [(DIRECTION, coding["direction"])] if coding["dimension"] == "factor" else []
            for place in ((coding["dimension"], coding["code"]), *ways):
                under = found[passage["work"]][ids[place]] if place in ids else []
                under += [text] if text and text not in under else []
    return found


def _said(ticks: Mapping[str, list[str]]) -> Iterator[EppiTick]:
    for code in sorted(ticks, key=int):
        yield EppiTick(code, "", (), tuple(ticks[code]))
