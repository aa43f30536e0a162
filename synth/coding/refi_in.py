"""A REFI-QDA project as codings of ours: which codes, works and coders it speaks of, and what they say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from synth.coding.codes import Codebook, Place
from synth.coding.foreign import ForeignCode, Key, Origin, paths, places
from synth.coding.refi_out import (
    DIRECTION,
    code_guid,
    codes_project,
    coding_guid,
    direction_guid,
    heading_guid,
)
from synth.coding.refi_text import OWN_WORDS, PASSAGE, Part, field_text, located, parts, words
from synth.formats.refi_qda import QdaCode, QdaCoding, QdaProject, QdaSource
from synth.formats.refi_qda_writing import guid, plain_text
from synth.model import DIRECTIONS, DOCUMENT, FIELDS, Coding, Direction, Passage, Work
from synth.text import fold
from synth.texts import Document

PROGRAM = "REFI-QDA"
TREE = "Codes"
"""The name of the tree of codes that stand under no heading."""

LONGEST = 20_000
"""Characters that a quote may have."""

_CODER = 120


@dataclass(frozen=True, slots=True)
class Found:
    """What a project gave: codings, memos by uid of the coding, and what could not be used, in words."""

    codings: tuple[Coding, ...]
    memos: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def foreign_codes(project: QdaProject) -> tuple[ForeignCode, ...]:
    """The codes of a project: each heading at the top is a tree, all else stands in the tree `Codes`.

    The codes that stand for directions are none.
    """
    directions = set(_directions(project))
    directions |= {code.parent for code in project.codes if code.guid in directions}
    by_guid = {code.guid: code for code in project.codes}
    parents = {code.parent for code in project.codes}
    trees = {
        code.guid: code.name
        for code in project.codes
        if not code.parent and not code.codable and code.guid in parents
    }
    return tuple(
        ForeignCode(
            id=code.guid,
            name=code.name,
            tree=trees.get(_top(code, by_guid), TREE) or TREE,
            description=code.description,
            parent="" if code.parent in trees else code.parent,
            color=code.color,
        )
        for code in project.codes
        if code.guid not in trees and code.guid not in directions
    )


def known_places(project: QdaProject, codebook: Codebook) -> dict[str, Place]:
    """For each code of a project, by its guid, the code of the codebook that it is; by guid, then by name."""
    own = {code_guid(codebook.id, one.dimension, one.id): (one.dimension, one.id) for one in codebook.codes()}
    codes = foreign_codes(project)
    sent, named = _sent(codebook, own), paths(codes)
    found = {code.id: sent[named[code.id]] for code in codes if named[code.id] in sent}
    found |= places(codes, codebook, Origin(PROGRAM, ""))
    return {**found, **{code.id: own[code.id] for code in codes if code.id in own}}


def _sent(codebook: Codebook, own: Mapping[str, Place]) -> dict[Key, Place]:
    """The codes of a codebook under the names that they go out with, in each of its languages."""
    return {
        key: own[code]
        for language in codebook.languages
        for code, key in paths(foreign_codes(codes_project(codebook, origin="", language=language))).items()
        if code in own
    }


def unknown(project: QdaProject, codebook: Codebook) -> tuple[ForeignCode, ...]:
    """The codes of a project that the codebook does not have, without headings that group its codes."""
    known = known_places(project, codebook)
    headings = {
        heading_guid(codebook.id, one.id, above.id)
        for one in codebook.dimensions
        for above in codebook.codes()
    }
    empty = {code.guid for code in project.codes if not code.codable}
    parents = {code.parent for code in project.codes if code.guid in known}
    return tuple(
        code
        for code in foreign_codes(project)
        if code.id not in known and code.id not in headings and not (code.id in empty and code.id in parents)
    )


def with_directions(codebook: Codebook, project: QdaProject, origin: Origin) -> Codebook:
    """The codebook in which every code that the project gives with a direction can take one."""
    directions = _directions(project)
    where = places(foreign_codes(project), codebook, origin)
    given = {
        where.get(coding.code)
        for codings in _together(project)
        if any(coding.code in directions for coding in codings)
        for coding in codings
    }
    dimensions = tuple(
        replace(
            one,
            codes=tuple(
                replace(code, directions=DIRECTIONS) if (one.id, code.id) in given else code
                for code in one.codes
            ),
        )
        for one in codebook.dimensions
    )
    return replace(codebook, dimensions=dimensions)


def works_of(project: QdaProject, works: Sequence[Work]) -> dict[str, Work]:
    """The work of each source, by the guid of the source: by guid, key, or the title that one of them has."""
    names: dict[str, Work] = {}
    titles: defaultdict[str, list[Work]] = defaultdict(list)
    for work in works:
        names[guid(f"work {work.key}")] = names[work.key] = work
        titles[fold(work.record.title)].append(work)
    found = {}
    for source in project.sources:
        alone = titles.get(fold(_title(source)), []) or titles.get(fold(source.name), [])
        called = names.get(source.name) or names.get(source.name.removesuffix(".txt"))
        one = names.get(source.guid) or called or (alone[0] if len(alone) == 1 else None)
        if one:
            found[source.guid] = one
    return found


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the codings of a project: `where` places its codes, `works` its sources.

    `known` maps the guids of codings that the review has to their uids; `coder` made those that name no user;
    `documents` are the full texts of works by key.
    """

    codebook: Codebook
    where: Mapping[str, Place]
    works: Mapping[str, Work]
    known: Mapping[str, str]
    coder: str
    documents: Mapping[str, Document] = field(default_factory=dict)

    def read(self, project: QdaProject) -> Found:
        """The codings of a project, and why others could not be used."""
        users = {one: _name(name) or self.coder for one, name in (project.users or {}).items()}
        directions = _directions(project)
        found: dict[str, Coding] = {}
        memos: dict[str, str] = {}
        wrong: Counter[str] = Counter()
        for source in project.sources:
            codings = sum(len(one.codings) for one in source.selections) + len(source.codings)
            if source.guid not in self.works:
                if codings:
                    wrong[f"No work is called {source.name!r}: {codings} codings"] += 1
                continue
            for passage, group in self._groups(source, directions, wrong):
                said = [directions[one.code] for one in group if one.code in directions]
                for one in group:
                    if one.code in directions:
                        continue
                    coding = self._coding(one, passage, said, users, wrong)
                    if coding and coding.uid not in found:
                        found[coding.uid] = coding
                        memos.update({coding.uid: one.note} if one.note else {})
        told = tuple(f"{what} ({times})." if times > 1 else f"{what}." for what, times in wrong.items())
        return Found(tuple(found.values()), memos, told)

    def _groups(
        self, source: QdaSource, directions: Mapping[str, Direction], wrong: Counter[str]
    ) -> Iterator[tuple[Passage, Sequence[QdaCoding]]]:
        """Each passage of a source with the codings of one user on it."""
        work = self.works[source.guid]
        layout, alone = parts(source.text), _alone(source, directions)
        for selection in source.selections:
            document = self.documents.get(work.key)
            passage = _passage(work, source.text, layout, (selection.start, selection.end), document)
            if not passage.shown:
                wrong["A selection holds no words"] += 1
            elif len(passage.quote) > LONGEST:
                wrong[f"A selection is longer than {LONGEST:,} characters"] += 1
            else:
                for group in _by_user(selection.codings):
                    own = any(one.code in directions for one in group)
                    beside = alone.get((selection.start, selection.end, group[0].user), ())
                    yield passage, group if own else (*group, *beside)
        yield from ((Passage(work.key), group) for group in _by_user(source.codings))

    def _coding(
        self,
        one: QdaCoding,
        passage: Passage,
        said: Sequence[Direction],
        users: Mapping[str, str],
        wrong: Counter[str],
    ) -> Coding | None:
        place = self.where.get(one.code)
        if place is None:
            wrong["A coding names a code that is none"] += 1
            return None
        direction = self._direction(place, said)
        if direction is None:
            told = ", ".join(dict.fromkeys(said)) or "none"
            wrong[f"`{place[1]}` needs one direction that it can take, and has {told}"] += 1
            return None
        return Coding(
            uid=self.known.get(one.guid) or f"{one.guid or guid(repr((passage, one)))}:{place[0]}/{place[1]}",
            passage=passage,
            codebook=self.codebook.id,
            version=self.codebook.version,
            dimension=place[0],
            code=place[1],
            direction=direction,
            coder=users.get(one.user, self.coder),
            at=one.at,
        )

    def _direction(self, place: Place, said: Sequence[Direction]) -> Direction | None:
        """The direction of this code among those `said` on its passage; None when it needs one."""
        allowed = self.codebook.code(*place).directions
        given = tuple(dict.fromkeys(one for one in said if one in allowed))
        if not allowed or (not said and "neutral" in allowed):
            return "neutral"
        return given[0] if len(given) == 1 else allowed[0] if len(allowed) == 1 and not said else None


def known_guids(uids: Iterable[str]) -> dict[str, str]:
    """The guids under which codings go out, each with the uid of its coding."""
    return {coding_guid(uid): uid for uid in uids}


def _passage(
    work: Work, text: str, layout: Sequence[Part], span: tuple[int, int], document: Document | None
) -> Passage:
    """What was selected, and where it stands in the record or the full text of its work."""
    start, end = span
    part = next((one for one in layout if one.start <= start and end <= one.end), None)
    quote = text[start:end].replace("\r\n", "\n")
    if part and part.kind == OWN_WORDS:
        said = words(text[part.start : part.end])
        return Passage(work.key, section=part.section, arm=part.arm, paraphrase=said)
    if part and part.kind == PASSAGE:
        return Passage(work.key, section=part.section, arm=part.arm, quote=quote)
    if part and document and part.id == document.id:
        return _in_document(work, document, start - part.start, end - part.start)
    if part:
        here = (part.kind, start - part.start, end - part.start)
        words_there = field_text(work.record, part.kind)[here[1] : here[2]] if part.kind in FIELDS else ""
        if words_there and plain_text(words_there) == text[start:end]:
            return Passage(work.key, quote=words_there, field=here[0], start=here[1], end=here[2])
    return _looked_up(work, quote.strip(), document)


def _looked_up(work: Work, quote: str, document: Document | None) -> Passage:
    """A quote at its place in the record or the full text when it stands there once, else by itself."""
    there = list(located(work.record, quote)) if quote else []
    if len(there) == 1:
        return Passage(work.key, quote=quote, field=there[0][0], start=there[0][1], end=there[0][2])
    held = plain_text(document.text) if document and quote else ""
    place = held.find(quote) if held else -1
    if document and place >= 0 and held.find(quote, place + 1) < 0:
        return _in_document(work, document, place, place + len(quote))
    return Passage(work.key, quote=quote)


def _in_document(work: Work, document: Document, start: int, end: int) -> Passage:
    """A passage of a full text, with its section and page."""
    return Passage(
        work.key,
        section=document.name_at("section", start)[:200],
        quote=document.text[start:end],
        field=DOCUMENT,
        start=start,
        end=end,
        document=document.id,
        page=document.name_at("page", start),
    )


def _by_user(codings: Iterable[QdaCoding]) -> list[list[QdaCoding]]:
    found: defaultdict[str, list[QdaCoding]] = defaultdict(list)
    for one in codings:
        found[one.user].append(one)
    return list(found.values())


def _alone(
    source: QdaSource, directions: Mapping[str, Direction]
) -> Mapping[tuple[int, int, str], Sequence[QdaCoding]]:
    """The directions that users gave to words in selections of their own, as some programs write them."""
    found: defaultdict[tuple[int, int, str], list[QdaCoding]] = defaultdict(list)
    for selection in source.selections:
        if all(one.code in directions for one in selection.codings):
            for one in selection.codings:
                found[selection.start, selection.end, one.user].append(one)
    return found


def _directions(project: QdaProject) -> dict[str, Direction]:
    """The codes that stand for directions, by guid; found by guid or by their names under that heading."""
    heads = {
        code.guid
        for code in project.codes
        if code.guid == direction_guid() or (not code.parent and code.name == DIRECTION and not code.codable)
    }
    names: dict[str, Direction] = {one: one for one in DIRECTIONS}
    found = {c.guid: names[c.name] for c in project.codes if c.parent in heads and c.name in names}
    below = {code.guid for code in project.codes if code.parent in heads}
    return found if below == set(found) else {}


def _together(project: QdaProject) -> Iterator[Sequence[QdaCoding]]:
    """The codings that one user gave to the same words."""
    for source in project.sources:
        spans: defaultdict[tuple[int, int, str], list[QdaCoding]] = defaultdict(list)
        for selection in source.selections:
            for one in selection.codings:
                spans[selection.start, selection.end, one.user].append(one)
        yield from spans.values()


def _top(code: QdaCode, by_guid: Mapping[str, QdaCode]) -> str:
    while code.parent in by_guid:
        code = by_guid[code.parent]
    return code.guid


def _title(source: QdaSource) -> str:
    """The title in a text of ours, else the first line."""
    found = next((one for one in parts(source.text) if one.kind == "title"), None)
    return source.text[found.start : found.end] if found else source.text.strip().split("\n", 1)[0]


def _name(written: str) -> str:
    return " ".join(written.split())[:_CODER].strip()
