"""An answer of an OAI-PMH repository (Open Archives Initiative, *Protocol for Metadata Harvesting* 2.0).

Mistakes are told with HTTP status 200 by most servers, with 400 or 422 by some; the body is the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from synth.errors import SourceError
from synth.formats.elements import Element, children, every, first, local, text
from synth.sources.answering import AGAIN, REPORT, said, unknown_shape
from synth.sources.values import whole
from synth.sources.xml_answering import document, root_of

if TYPE_CHECKING:
    from synth.sources.transport import Answer

EMPTY = "noRecordsMatch"
REMEDIES = {
    "badResumptionToken": "The repository forgot where the harvest was: start a new search of it.",
    "cannotDisseminateFormat": "Name another metadata format in review.yaml (`prefix`).",
    "noSetHierarchy": "Leave the set out of review.yaml.",
    "badArgument": "Check the set and the metadata format in review.yaml.",
}
TELLING = frozenset({400, 404, 422})
"""HTTP states with which some servers send an ordinary error of OAI-PMH."""


@dataclass(frozen=True, slots=True)
class Harvested:
    """A page of records: `records` with what they are in, the ids of `deleted` ones, the next `token`."""

    records: tuple[Element, ...]
    deleted: tuple[str, ...] = ()
    token: str = ""
    total: int | None = None


def harvested(answer: Answer, label: str) -> Harvested:
    """Return the records in an answer to ListRecords; none when nothing matches.

    Raises TemporaryError when it may pass or is another thing, SourceError with the server's words.
    """
    root = _root(answer, label)
    errors = children(root, "error")
    if errors:
        return _told(errors, label)
    listed = first(root, "ListRecords")
    if listed is None:
        raise _other(root, label)
    records = children(listed, "record")
    gone = [one for one in records if _deleted(one)]
    token = first(listed, "resumptionToken")
    size = "" if token is None else token.get("completeListSize", "")
    return Harvested(
        tuple(one for one in records if not _deleted(one)),
        tuple(filter(None, map(identifier, gone))),
        text(token),
        whole(size),
    )


def identifier(record: Element) -> str:
    """Return the identifier in the header of a record."""
    return text(first(record, "header", "identifier"))


def _deleted(record: Element) -> bool:
    header = first(record, "header")
    return header is not None and header.get("status") == "deleted"


def _root(answer: Answer, label: str) -> Element:
    told = root_of(answer.text) if answer.status in TELLING else None
    if told is not None and local(told) == "OAI-PMH":
        return told
    root = document(answer, label)
    if local(root) != "OAI-PMH":
        raise unknown_shape(label)
    return root


def _told(errors: list[Element], label: str) -> Harvested:
    codes = {one.get("code", "") for one in errors}
    if codes == {EMPTY}:
        return Harvested((), total=0)
    words = (" ".join(filter(None, (one.get("code"), text(one)))) for one in errors)
    remedy = next((REMEDIES[code] for code in sorted(codes) if code in REMEDIES), REPORT)
    raise SourceError(f"{label} refused the request{said(' – '.join(words))}", remedy=remedy)


def _other(root: Element, label: str) -> SourceError:
    verbs = [local(one) for one in root if local(one) not in ("responseDate", "request")]
    if "ListIdentifiers" in verbs and next(every(root, "ListIdentifiers", "header"), None) is not None:
        return SourceError(f"{label}: this is a list of ids, without records.", remedy="Ask for ListRecords.")
    return (
        unknown_shape(label)
        if not verbs
        else SourceError(f"{label}: {verbs[0]} holds no records.", remedy=AGAIN)
    )
