"""Crosswalks: which codes of one codebook stand for which of another, and reading codings through them.

How two codes match is said with the mapping relations of SKOS (W3C 2009, section 10): `exact`, `close`,
`broad` (the other is broader), `narrow` (the other is narrower), `related`. A related code is worth a
look and no counterpart: codings do not come along to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, StringConstraints

from synth import bundled
from synth.coding.codes import Codebook, Place
from synth.coding.written import Slug, Text, Texts, Version
from synth.documents import Document, Written, load, validate
from synth.errors import FileError, Problem, UsageError
from synth.model import Coding, Suggestion, changed

Match = Literal["exact", "close", "broad", "narrow", "related"]
MATCHES: tuple[Match, ...] = ("exact", "close", "broad", "narrow", "related")
How = Literal["exact", "close", "broad", "narrow", "related", "kept", "group", "none"]
HOWS: tuple[How, ...] = ("kept", "exact", "close", "broad", "narrow", "group", "none")
"""How a code came along: as it is, by a link, only by that of a code it refines (`group`), or not at all."""

FOLDER = "crosswalks"
_TURNED: dict[Match, Match] = {"broad": "narrow", "narrow": "broad"}

PlaceText = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*/[a-z][a-z0-9-]*$")]
Coded = TypeVar("Coded", Coding, Suggestion)


class LinkFile(Written):
    """One link as written: a code (`dimension/code`) and the codes of the other codebook it stands for."""

    from_: Annotated[PlaceText, Field(alias="from")]
    to: list[PlaceText]
    match: Match = "close"
    note: Annotated[str, StringConstraints(max_length=4000)] = ""


class EndFile(Written):
    """One of the two codebooks as written: its id and the version the links were made with."""

    codebook: Slug
    version: Version


class CrosswalkFile(Written):
    """A crosswalk file as written."""

    synth: Literal["crosswalk/1"]
    id: Slug
    title: Texts
    source: Text
    rules: list[Text] = Field(default_factory=list)
    from_: Annotated[EndFile, Field(alias="from")]
    to: EndFile
    links: Annotated[list[LinkFile], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Link:
    """A code and the codes of the other codebook that it stands for; without any it has no counterpart."""

    source: Place
    targets: tuple[Place, ...]
    match: Match
    note: str = ""

    @property
    def counts(self) -> bool:
        """Whether codings come along: there is a code, and it is more than related."""
        return bool(self.targets) and self.match != "related"


@dataclass(frozen=True)
class Crosswalk:
    """Links from the codes of one codebook (`source`) to those of another (`target`)."""

    id: str
    source: str
    target: str
    links: tuple[Link, ...]
    rules: tuple[str, ...] = ()

    @cached_property
    def _by_source(self) -> Mapping[Place, Link]:
        return {link.source: link for link in self.links}

    def turned(self) -> Crosswalk:
        """The same crosswalk read the other way."""
        pairs: dict[Place, list[tuple[Place, Match]]] = {}
        for link in self.links:
            for target in link.targets:
                pairs.setdefault(target, []).append((link.source, _TURNED.get(link.match, link.match)))
        links = tuple(_link(place, found) for place, found in pairs.items())
        return Crosswalk(self.id, self.target, self.source, links, self.rules)

    def translate(self, place: Place, source: Codebook) -> tuple[tuple[Place, ...], How]:
        """The codes that `place` stands for, and how they were found.

        A code without a counterpart of its own counts as the nearest code it refines that has one.
        """
        own = self._by_source.get(place)
        if own and own.counts:
            return own.targets, own.match
        above = source.implied(*place) if source.has(*place) else ()
        for code in above:
            link = self._by_source.get((code.dimension, code.id))
            if link and link.counts:
                return link.targets, "group"
        return (), "none"


def load_crosswalk(path: Path, source: Codebook, target: Codebook) -> Crosswalk:
    """Read a crosswalk between two codebooks. Raises FileError with the place of every mistake."""
    document = load(path)
    written = validate(document, CrosswalkFile)
    problems = tuple(_problems(document, written, source, target))
    if problems:
        raise FileError(problems)
    links = tuple(
        Link(_place(one.from_), tuple(map(_place, one.to)), one.match, one.note) for one in written.links
    )
    return Crosswalk(written.id, source.id, target.id, links, tuple(written.rules))


def ends(path: Path) -> tuple[str, str]:
    """The ids of the two codebooks that a crosswalk file links. Raises FileError."""
    written = validate(load(path), CrosswalkFile)
    return written.from_.codebook, written.to.codebook


def crosswalk_between(source: Codebook, target: Codebook, *, own: Path | None = None) -> Crosswalk:
    """The crosswalk from `source` to `target`, of the folder `own` or bundled; read backwards when need be.

    Raises UsageError, listing what there is, when the two are not linked.
    """
    known = {ends(path): path for path in _files(own)}
    if (source.id, target.id) in known:
        return load_crosswalk(known[source.id, target.id], source, target)
    if (target.id, source.id) in known:
        return load_crosswalk(known[target.id, source.id], target, source).turned()
    linked = ", ".join(sorted(f"{a} and {b}" for a, b in known))
    message = f"There is no crosswalk between `{source.id}` and `{target.id}`."
    raise UsageError(message, remedy=f"Linked are: {linked}.")


def seen_through(
    one: Coded, crosswalk: Crosswalk, source: Codebook, target: Codebook
) -> tuple[tuple[Coded, ...], How]:
    """A coding or suggestion as the other codebook would have it, once per code, and how it was found.

    What lies in a dimension that only the first codebook has, such as a perspective, comes along as it is.
    """
    if one.codebook != source.id:
        return (one,), "none"
    own = {dimension.id for dimension in target.dimensions}
    places, how = crosswalk.translate((one.dimension, one.code), source)
    if not places and one.dimension not in own:
        places, how = ((one.dimension, one.code),), "kept"
    made = tuple(
        changed(one, codebook=target.id, version=target.version, dimension=dimension, code=code)
        for dimension, code in places
    )
    return made, how


def merged(source: Codebook, target: Codebook) -> Codebook:
    """The codebook of a view: `target`, and the dimensions of `source` that it lacks."""
    own = {dimension.id for dimension in target.dimensions}
    extra = tuple(dimension for dimension in source.dimensions if dimension.id not in own)
    return replace(target, dimensions=(*target.dimensions, *extra))


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a crosswalk file."""
    made = CrosswalkFile.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "Crosswalk"}


def _link(place: Place, found: Sequence[tuple[Place, Match]]) -> Link:
    """One link from several that were turned around; what is only related gives way to what is more."""
    best = min((match for _, match in found), key=MATCHES.index)
    kept = [(other, match) for other, match in found if best == "related" or match != "related"]
    return Link(place, tuple(other for other, _ in kept), best)


def _files(own: Path | None) -> Iterator[Path]:
    """The bundled files, then those of a review, which win."""
    yield from sorted(bundled.path("codebooks", FOLDER).glob("*.yaml"))
    if own and own.is_dir():
        yield from sorted(own.glob("*.yaml"))


def _place(written: str) -> Place:
    dimension, _, code = written.partition("/")
    return dimension, code


def _problems(
    document: Document, written: CrosswalkFile, source: Codebook, target: Codebook
) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, link in enumerate(written.links):
        ends_of = [
            (link.from_, source, ("from",)),
            *((to, target, ("to", n)) for n, to in enumerate(link.to)),
        ]
        for place, codebook, key in ends_of:
            if not codebook.has(*_place(place)):
                message = f"`{place}` is not a code of `{codebook.id}`."
                remedy = "Write dimension/code as the codebook has them."
                yield document.problem(message, "links", index, *key, remedy=remedy, code="unknown-code")
        if link.from_ in first:
            message = f"`{link.from_}` is linked twice; the first is link {first[link.from_] + 1}."
            remedy = "Put the codes of both in one link."
            yield document.problem(message, "links", index, "from", remedy=remedy, code="double-link")
        first.setdefault(link.from_, index)
