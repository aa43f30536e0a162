"""What stands behind a part of something that has an id: `F-training/failure`, `F-training/phase=adoption`.

The part comes last: a direction, a code that passages or works carry, a side of a contradiction, or what
coders said that works do not report (`map/user/adoption/not-reported`).
"""

from __future__ import annotations

from dataclasses import replace

from synth.model import DIRECTIONS
from synth.synthesis.behind_thing import Behind, Document, Find, carrying, of_works
from synth.synthesis.evidence import UNSPECIFIED
from synth.synthesis.facets import CONTEXTS

SIDES = ("for", "against")
OF_GAP = ("members", "possible", "around")


def in_part(document: Document, identifier: str, find: Find) -> Behind | None:
    """A part of what `find` finds under the id before the last stroke; None when it has no such part."""
    whole, stroke, part = identifier.rpartition("/")
    if not stroke or not (whole and part):
        return None
    if (found := _contradiction(document, identifier) or _of_gap(document, whole, part)) is not None:
        return found
    base = find(document, whole)
    if base is None or not base.passages:
        return None
    if part in DIRECTIONS:
        return _directed(document, base, identifier, part)
    dimension, equals, code = part.partition("=")
    return _coded(document, base, identifier, (dimension, code)) if equals else None


def _directed(document: Document, base: Behind, identifier: str, direction: str) -> Behind | None:
    """The passages of a finding that speak of its factor in a direction; of another base, of any factor."""
    finding = next((one for one in document["findings"] if one["id"] == base.id), None)

    def accept(coding: Document) -> bool:
        meant = finding is None or coding["code"] == finding["factor"]
        return coding["dimension"] == "factor" and coding["direction"] == direction and meant

    chosen = carrying(document, base.passages, accept)
    works = set(finding["direction_works"][direction]) if finding else {one["work"] for one in chosen}
    return _narrowed(base, identifier, works, chosen)


def _coded(document: Document, base: Behind, identifier: str, wanted: tuple[str, str]) -> Behind | None:
    """What carries a code: of the context of works those works, else the passages with the code."""
    dimension, code = wanted
    known = {one["id"]: {each["id"] for each in one["codes"]} for one in document["codebook"]["dimensions"]}
    if code not in known.get(dimension, set()) | {UNSPECIFIED}:
        return None
    finding: Document = next((one for one in document["findings"] if one["id"] == base.id), {})
    listed = _listed(finding, dimension)
    if code == UNSPECIFIED:
        spoken = carrying(document, base.passages, lambda coding: coding["dimension"] == dimension)
        silent = set(base.passages) - {one["id"] for one in spoken}
        chosen = [one for one in document["passages"] if one["id"] in silent]
    elif dimension in CONTEXTS:
        works = set(listed.get(code, ())) or _in_context(document, dimension, code)
        chosen = [
            one for one in document["passages"] if one["id"] in set(base.passages) and one["work"] in works
        ]
    else:
        chosen = carrying(
            document, base.passages, lambda coding: (coding["dimension"], coding["code"]) == wanted
        )
    works = set(listed[code]) if code in listed else {one["work"] for one in chosen}
    return _narrowed(base, identifier, works, chosen)


def _listed(finding: Document, dimension: str) -> Document:
    """The works that a finding itself lists for the codes of a dimension."""
    own: Document | None = finding.get("stakeholders" if dimension == "stakeholder" else f"{dimension}_works")
    context: Document = finding.get("contexts", {}).get(dimension, {})
    return context if own is None else own


def _in_context(document: Document, dimension: str, code: str) -> set[str]:
    return {one["key"] for one in document["works"] if code in one.get("contexts", {}).get(dimension, ())}


def _of_gap(document: Document, whole: str, part: str) -> Behind | None:
    """What a gap gathers or is compared with: `G-thin-user--factors/members`, `/possible` and `/around`.

    `members` are the gaps folded into it, `possible` the codes that could be, `around` the works around it.
    """
    one = next((each for each in document["gaps"] if each["id"] == whole), None)
    listed = one.get(part) if one and part in OF_GAP else None
    if one is None or not listed:
        return None
    identifier = f"{whole}/{part}"
    if part == "around":
        return of_works(document, identifier, "gap", listed)
    return Behind(identifier, "gap", tuple(one["works"]), tuple(one["passages"]), things=tuple(listed))


def _contradiction(document: Document, identifier: str) -> Behind | None:
    """A side of a contradiction, `C-x/for`; with a code, the studies of that side that carry it."""
    whole, _, rest = identifier.partition("/")
    side, _, coded = rest.partition("/")
    one = next((each for each in document.get("contradictions", ()) if each["id"] == whole), None)
    if one is None or side not in SIDES:
        return None
    works, things = set(one[f"works_{side}"]), one[f"studies_{side}"]
    if coded:
        dimension, _, code = coded.partition("=")
        here = next((each for each in one["contexts"] if each["dimension"] == dimension), None)
        if here is None or code not in here[side]:
            return None
        things = here[side][code]
        works = {
            each["key"]
            for each in document["works"]
            if each["key"] in one["works"] and {each["study"], each["group"]} & set(things)
        }
    chosen = [
        each for each in document["passages"] if each["id"] in one["passages"] and each["work"] in works
    ]
    base = Behind(whole, "contradiction", tuple(one["works"]), tuple(one["passages"]))
    return replace(_narrowed(base, identifier, works, chosen), things=tuple(f"study={key}" for key in things))


def _narrowed(base: Behind, identifier: str, works: set[str], chosen: list[Document]) -> Behind:
    return Behind(
        identifier,
        base.kind,
        tuple(key for key in base.works if key in works),
        tuple(one["id"] for one in chosen if one["work"] in works),
    )
