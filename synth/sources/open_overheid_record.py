"""A document of open.overheid.nl as a record: of the list of results, and of the document by itself."""

from __future__ import annotations

from typing import Any

from synth.errors import SourceError
from synth.formats import normalise
from synth.model import Name, Record
from synth.sources.values import items, loaded, mapping, prose, text

SOURCE = "overheid"
TYPES = {"rapport": "report", "onderzoeksrapport": "report", "kamerstuk": "legislation", "kaart": "map"}
"""Kind of document (lower case) → CSL type; `report` for every other kind."""

UNKNOWN = ("onbekend", "nvt")


def work_id(result: Any) -> str:
    """Return the id of a result as received, without the number of its version; empty when it has none."""
    document = mapping(mapping(result).get("document"))
    return text(document.get("id")).partition("_")[0] or text(document.get("pid")).rpartition("/")[2]


def read(payload: str) -> Record:
    """Return the record in the JSON of one result; raise SourceError when the payload is none.

    The organisation that published it is its author. There is no DOI.
    """
    result = loaded(payload)
    document, number = mapping(result.get("document")), work_id(result)
    if not number:
        raise SourceError(
            "open.overheid.nl gave something that is no document.", remedy="It is kept as received."
        )
    titles, kinds = mapping(document.get("titelcollectie")), mapping(document.get("classificatiecollectie"))
    publisher = _label(document.get("publisher"))
    maker = _label(document.get("opsteller")) or _label(document.get("verantwoordelijke")) or publisher
    return Record(
        source=SOURCE,
        source_id=number,
        raw=payload,
        title=prose(document.get("titel")) or prose(titles.get("officieleTitel")),
        authors=(Name(literal=maker),) if maker else (),
        year=normalise.year(text(document.get("openbaarmakingsdatum"))) or _version_year(result),
        publisher=publisher,
        language=normalise.language(_label(document.get("language"))) or "nl",
        type=next(
            (TYPES[one.lower()] for one in _labels(kinds, "documentsoorten") if one.lower() in TYPES),
            "report",
        ),
        url=text(document.get("pid")) or f"https://open.overheid.nl/documenten/{number}",
        abstract=prose(document.get("omschrijving"))
        or " ".join(filter(None, map(prose, items(document.get("omschrijvingen"))))),
        keywords=tuple(dict.fromkeys((*_labels(kinds, "trefwoorden"), *_labels(kinds, "onderwerpenRonl")))),
    )


def _label(value: Any) -> str:
    """Return the name of a thing, given as text or as an object with a label; empty when it is unknown."""
    shown = prose(mapping(value).get("label")) if isinstance(value, dict) else prose(value)
    return "" if shown.lower() in UNKNOWN else shown


def _labels(kinds: dict[str, Any], name: str) -> list[str]:
    return list(filter(None, map(_label, items(kinds.get(name)))))


def _version_year(result: dict[str, Any]) -> int | None:
    versions = map(mapping, items(result.get("versies")))
    return next(
        filter(None, (normalise.year(text(one.get("openbaarmakingsdatum"))) for one in versions)), None
    )
