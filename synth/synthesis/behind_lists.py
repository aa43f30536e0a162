"""What stands behind the numbers of a whole list, or of a group in it: `included`, `gaps/thin`, `S3`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from synth.model import ADDED, CHASED, DIRECTIONS
from synth.synthesis.behind_thing import Behind, Document, carrying, of_parts, of_passages, of_works
from synth.synthesis.facets import SUBJECTS


def in_list(document: Document, identifier: str) -> Behind | None:
    """A list by its name, such as `searches`, `records`, `works`, `included`, `codings` or `coders`."""
    make = LISTS.get(identifier)
    return make(document, identifier) if make else None


def in_group(document: Document, identifier: str) -> Behind | None:
    """The findings or gaps of a group: `findings/user`, `findings/moderate`, `gaps/thin`, `gaps/folded`.

    Findings are grouped by determinant, by level of confidence and as `contradictory`; with a direction
    behind the determinant, the works that speak of it so. Gaps are grouped by type and by place.
    """
    part, _, name = identifier.partition("/")
    if part not in GROUPS or not name:
        return None
    row, _, direction = name.partition("/")
    if part == "findings" and direction in DIRECTIONS:
        return _directed(document, identifier, row, direction)
    listed = _listed_gaps(document)
    chosen = [one for one in document[part] if name in GROUPS[part](one, listed)]
    return _together(identifier, part, chosen) if chosen or name in EMPTY.get(part, ()) else None


def _together(identifier: str, kind: str, chosen: Iterable[Document]) -> Behind:
    """Findings, gaps or recommendations with the works and passages of all of them."""
    listed = list(chosen)
    return of_parts(identifier, kind, listed, things=[one["id"] for one in listed])


def _directed(document: Document, identifier: str, row: str, direction: str) -> Behind | None:
    """The works that speak of a determinant in one direction, in any phase."""
    if row not in document["matrix"]["rows"]:
        return None
    here = [
        one
        for one in document["matrix"]["cells"]
        if (one["determinant"], one["direction"]) == (row, direction)
    ]
    return of_parts(identifier, "cell", here)


def _finding_groups(finding: Document, _: frozenset[str]) -> Iterable[str]:
    yield finding["determinant"]
    yield finding["confidence"]["level"]
    if finding["contradictory"]:
        yield "contradictory"


def _gap_groups(gap: Document, listed: frozenset[str]) -> Iterable[str]:
    yield "all"
    yield gap.get("place", "shown")
    if gap["id"] in listed:
        yield gap["type"]


def _listed_gaps(document: Document) -> frozenset[str]:
    """The ids of gaps that no larger one implies."""
    larger = {one["id"]: one["folded_into"] for one in document["gaps"]}
    return frozenset(own for own, one in larger.items() if one == own or one not in larger)


GROUPS: Mapping[str, Callable[[Document, frozenset[str]], Iterable[str]]] = {
    "findings": _finding_groups,
    "gaps": _gap_groups,
}
"""The groups that a finding or a gap belongs to."""
EMPTY: Mapping[str, tuple[str, ...]] = {
    "findings": ("contradictory",),
    "gaps": ("all", "shown", "below", "folded", "rejected"),
}
"""Groups that may have nobody in them, and are groups all the same."""


def _works(kind: str, accept: Callable[[Document], bool]) -> Callable[[Document, str], Behind]:
    def find(document: Document, identifier: str) -> Behind:
        keys = [one["key"] for one in document["works"] if accept(one)]
        return of_works(document, identifier, kind, keys)

    return find


def _searches(document: Document, identifier: str) -> Behind:
    names = [f"S{one['id']}" for one in document["searches"]]
    found = [one["key"] for one in document["works"] if one["found_by"]]
    return of_works(document, identifier, "searches", found, things=names)


def _records(document: Document, identifier: str) -> Behind:
    found = of_works(
        document, identifier, "records", [one["key"] for one in document["works"] if one["record_ids"]]
    )
    records = tuple(one["id"] for one in document["records"])
    return Behind(identifier, "records", found.works, found.passages, records)


def _studies(document: Document, identifier: str) -> Behind:
    """The included works, and the studies they report."""
    included = [one for one in document["works"] if one["included"]]
    studies = dict.fromkeys(f"study={one['study']}" for one in included)
    return of_works(document, identifier, "studies", [one["key"] for one in included], things=studies)


def _coded(document: Document, identifier: str) -> Behind:
    """The passages with codings; what is counted are the codings, the coders or the works."""
    passages = [one for one in document["passages"] if one["codings"]]
    codings = [one for passage in passages for one in passage["codings"]]
    things = {
        "codings": [one["uid"] for one in codings],
        "coders": sorted({one["coder"] for one in codings}),
    }
    return of_passages(identifier, "codings", passages, things=things.get(identifier, ()))


def _coded_passages(document: Document, identifier: str) -> Behind:
    """The passages of included works that say something: on which a subject is coded."""
    included = {one["key"] for one in document["works"] if one["included"]}
    names = [one["id"] for one in document["passages"] if one["work"] in included]
    spoken = carrying(document, names, lambda coding: coding["dimension"] in SUBJECTS)
    return of_passages(identifier, "passages", spoken)


def _coded_twice(document: Document, identifier: str) -> Behind:
    """The works of which more than one person coded passages."""
    coders: dict[str, set[str]] = {}
    for one in document["passages"]:
        coders.setdefault(one["work"], set()).update(coding["coder"] for coding in one["codings"])
    return of_works(document, identifier, "works", [key for key, some in coders.items() if len(some) > 1])


def _passages(document: Document, identifier: str) -> Behind:
    return of_passages(identifier, "passages", document["passages"])


def _gaps(document: Document, identifier: str) -> Behind:
    """The gaps that no larger one implies."""
    listed = _listed_gaps(document)
    return _together(identifier, "gaps", [one for one in document["gaps"] if one["id"] in listed])


def _part(name: str) -> Callable[[Document, str], Behind]:
    return lambda document, identifier: _together(identifier, name, document.get(name, ()))


def _assessed(document: Document, identifier: str) -> Behind:
    """The findings and gaps of which people changed what was computed."""
    subjects = [one["subject"] for one in document["assessments"]]
    named = [one for part in ("findings", "gaps") for one in document[part] if one["id"] in set(subjects)]
    found = _together(identifier, "assessments", named)
    return Behind(identifier, "assessments", found.works, found.passages, (), tuple(subjects))


LISTS: Mapping[str, Callable[[Document, str], Behind]] = {
    "searches": _searches,
    "records": _records,
    "works": _works("works", lambda one: True),
    "included": _works("works", lambda one: bool(one["included"])),
    "excluded": _works("works", lambda one: not one["included"]),
    "studies": _studies,
    "passages": _passages,
    "codings": _coded,
    "coders": _coded,
    "coded": _coded,
    "coded-passages": _coded_passages,
    "coded-twice": _coded_twice,
    "findings": _part("findings"),
    "contradictions": _part("contradictions"),
    "recommendations": _part("recommendations"),
    "gaps": _gaps,
    "assessments": _assessed,
}
"""The lists that numbers of a report count as a whole."""


def in_results(document: Document, identifier: str) -> Behind | None:
    """What the searches of databases gave: `results`, `results/verified`; each record once per search.

    `how=citation` are the records that people brought in one way.
    """
    name, equals, way = identifier.partition("=")
    if equals and name == "how":
        brought = [one for one in document["records"] if any(a["how"] == way for a in one["searches"])]
        return _of_records(document, identifier, [one["id"] for one in brought]) if brought else None
    whole, _, status = identifier.partition("/")
    if whole != "results" or status not in ("", *OUTCOMES):
        return None
    others = (ADDED, CHASED)
    asked = {one["id"] for one in document["searches"] if not str(one["source"]).startswith(others)}
    found = [
        (one["id"], a["search"])
        for one in document["records"]
        for a in one["searches"]
        if a["search"] in asked and status in ("", a["status"])
    ]
    things = [f"S{search}/R{record}" for record, search in found]
    return _of_records(document, identifier, list(dict.fromkeys(record for record, _ in found)), things)


OUTCOMES = ("verified", "unverifiable", "rejected")
"""What came of a record when it was checked against the strategy."""


def of_search(document: Document, identifier: str) -> Behind | None:
    """A search by its number, or the records that it gave with one outcome: `S3`, `S3/verified`."""
    name, _, status = identifier.partition("/")
    number = numbered(name, "S")
    if (
        number < 0
        or number not in {one["id"] for one in document["searches"]}
        or status not in ("", *OUTCOMES)
    ):
        return None
    records = [
        one["id"]
        for one in document["records"]
        if any(a["search"] == number and status in ("", a["status"]) for a in one["searches"])
    ]
    return _of_records(document, identifier, records, kind="search")


def _of_records(
    document: Document, identifier: str, records: list[int], things: Iterable[str] = (), kind: str = "records"
) -> Behind:
    chosen = set(records)
    keys = [one["key"] for one in document["works"] if not chosen.isdisjoint(one["record_ids"])]
    found = of_works(document, identifier, kind, keys)
    return Behind(identifier, kind, found.works, found.passages, tuple(records), tuple(things))


def numbered(identifier: str, letter: str) -> int:
    """The number behind a letter; -1 when it is not written so."""
    number = identifier.removeprefix(letter)
    written = number != identifier and number.isascii() and number.isdecimal() and len(number) < MOST_DIGITS
    return int(number) if written else -1


MOST_DIGITS = 20
"""More than the number of anything has."""


def appraised(document: Document, identifier: str) -> Behind | None:
    """The works that were appraised with an instrument, or those with an outcome: `mmat`, `mmat/serious`."""
    name, _, outcome = identifier.partition("/")
    for one in document.get("appraisals", ()):
        if one["dimension"] == name and (not outcome or outcome in one["limits"]):
            works = one["limits"][outcome] if outcome else one["works"]
            return of_works(document, identifier, "appraisals", works)
    return None


def cautioned(document: Document, identifier: str) -> Behind | None:
    """The works that a caution counts: `caution=phase`."""
    name = identifier.removeprefix("caution=")
    for one in document["cautions"]:
        if identifier != name and one["id"] == name:
            return of_works(document, identifier, "caution", one["works"])
    return None
