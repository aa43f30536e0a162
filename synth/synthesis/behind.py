"""What stands behind anything that a synthesis names: from an id to its works and passages, in one step.

The ids are those of the document (`synth synthesize --json`) and of the tables; numbered things have a letter
in front, as the report writes them: `R12` is a record, `S3` a search.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from synth.errors import UsageError
from synth.synthesis.behind_cells import in_table
from synth.synthesis.behind_flow import in_box
from synth.synthesis.behind_lists import (
    appraised,
    cautioned,
    in_group,
    in_list,
    in_results,
    numbered,
    of_search,
)
from synth.synthesis.behind_parts import in_part
from synth.synthesis.behind_screening import in_stage
from synth.synthesis.behind_thing import Behind, Document, Find, of_passages, of_works


def behind(document: Document, identifier: str) -> Behind:
    """What stands behind an id of a synthesis. Raises UsageError when there is none with this id."""
    if (found := _found(document, identifier)) is not None:
        return found
    raise UsageError(
        f"Nothing in the synthesis is called `{identifier}`.",
        remedy="`synth synthesize --json` has the ids; `synth show --help` says how each kind is written.",
    )


def _found(document: Document, identifier: str) -> Behind | None:
    """The first that a finder finds, else a part of something, else a coding: of these there are most."""
    for find in FINDERS:
        if (found := find(document, identifier)) is not None:
            return found
    return in_part(document, identifier, _found) or _coding(document, identifier)


def _listed(kind: str, part: str) -> Find:
    """Findings, gaps and recommendations: they list their works and passages."""

    def find(document: Document, identifier: str) -> Behind | None:
        for one in document.get(part, ()):
            if one["id"] == identifier:
                return Behind(identifier, kind, tuple(one["works"]), tuple(one["passages"]))
        return None

    return find


def _contradiction(document: Document, identifier: str) -> Behind | None:
    for one in document.get("contradictions", ()):
        if one["id"] == identifier:
            finding = behind(document, one["finding"])
            return Behind(identifier, "contradiction", finding.works, finding.passages)
    return None


def _passage(document: Document, identifier: str) -> Behind | None:
    for one in document["passages"]:
        if one["id"] == identifier:
            return Behind(identifier, "passage", (one["work"],), (one["id"],))
    return None


def _coding(document: Document, identifier: str) -> Behind | None:
    for one in document["passages"]:
        if any(coding["uid"] == identifier for coding in one["codings"]):
            return Behind(identifier, "coding", (one["work"],), (one["id"],))
    return None


def _work(document: Document, identifier: str) -> Behind | None:
    """A work by its key, with the findings that rest on it.

    A study or author group is called after its first work: `study=KEY`, `group=KEY`.
    """
    name, equals, key = identifier.partition("=")
    field, wanted = (name, key) if equals and name in ("study", "group") else ("key", identifier)
    keys = [one["key"] for one in document["works"] if one[field] == wanted]
    if not keys:
        return None
    resting = [one["id"] for one in document["findings"] if not set(keys).isdisjoint(one["works"])]
    return of_works(document, identifier, "work" if field == "key" else field, keys, things=resting)


def _record(document: Document, identifier: str) -> Behind | None:
    number = numbered(identifier, "R")
    if number < 0 or number not in {one["id"] for one in document["records"]}:
        return None
    works = [one["key"] for one in document["works"] if number in one["record_ids"]]
    return replace(of_works(document, identifier, "record", works), records=(number,))


def _box(document: Document, identifier: str) -> Behind | None:
    """A box of the flow diagram by its name, or a part: `records_excluded`, `dbr_excluded=background`.

    A box that counts studies gives these too.
    """
    if (found := in_box(document, identifier)) is None:
        return None
    works, records = found
    passages = tuple(one["id"] for one in document["passages"] if one["work"] in set(works))
    studies = {one["key"]: f"study={one['study']}" for one in document["works"]}
    things = dict.fromkeys(studies[key] for key in works) if identifier.endswith("_studies") else ()
    return Behind(identifier, "box", works, passages, records, tuple(things))


def _characteristic(document: Document, identifier: str) -> Behind | None:
    """A characteristic of the included works: `year=2011`, `country=nl`.

    `country=` are the works without one, `country=silent` those that do not report it, as coders said.
    """
    name, equals, value = identifier.partition("=")
    keys = _characteristics(document).get((name, value)) if equals else None
    if keys is None:
        return None
    works = of_works(document, identifier, "characteristic", keys)
    coded = _code(document, identifier)
    return replace(works, passages=coded.passages, records=()) if coded and coded.passages else works


def _characteristics(document: Document) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    counted = document["characteristics"]
    for name, field in (("year", "years"), ("language", "languages"), ("type", "types")):
        for one in counted[field]:
            found[name, "" if one[name] is None else str(one[name])] = set(one["works"])
    for dimension in counted["dimensions"]:
        for code in dimension["codes"]:
            found[dimension["dimension"], code["code"]] = set(code["works"])
        silent = set(dimension.get("not_reported", ()))
        found[dimension["dimension"], ""] = set(dimension["without"]) - silent
        found[dimension["dimension"], "silent"] = silent
    return found | _of_passages(document)


def _of_passages(document: Document) -> dict[tuple[str, str], set[str]]:
    """The same for phases and perspectives, which works carry in their passages only."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for work in (one for one in document["works"] if one["included"]):
        for name in ("phase", "perspective"):
            silent = work.get("not_reported", {}).get(name) == []
            for code in work[f"{name}s"] or ["silent" if silent else ""]:
                found[name, code].add(work["key"])
    return found


def _code(document: Document, identifier: str) -> Behind | None:
    """A code as `dimension=code`: every passage that carries it, in included works."""
    dimension, equals, code = identifier.partition("=")
    known = {one["id"]: one["codes"] for one in document["codebook"]["dimensions"]}
    if not equals or code not in {one["id"] for one in known.get(dimension, ())}:
        return None
    included = {one["key"] for one in document["works"] if one["included"]}
    passages = [
        one
        for one in document["passages"]
        if one["work"] in included
        and any((coding["dimension"], coding["code"]) == (dimension, code) for coding in one["codings"])
    ]
    return of_passages(identifier, "code", passages)


FINDERS: tuple[Find, ...] = (
    _listed("finding", "findings"),
    _listed("gap", "gaps"),
    _listed("recommendation", "recommendations"),
    _contradiction,
    _work,
    _record,
    of_search,
    in_table,
    _characteristic,
    _code,
    _box,
    *(in_list, in_group, in_results, in_stage, appraised, cautioned),
    _passage,
)
"""How each kind of thing is found, in this order."""
