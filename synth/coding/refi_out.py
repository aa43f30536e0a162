"""Codes and codings of a review as a REFI-QDA project: coders are users, works are sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from uuid import UUID

from synth.coding.changes import carried
from synth.coding.codes import Codebook, Dimension
from synth.coding.refi_text import write_text
from synth.formats.refi_qda import QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSet, QdaSource
from synth.formats.refi_qda_writing import guid
from synth.i18n import spoken
from synth.model import DIRECTIONS, Coding, Language, Work
from synth.texts import Document

DIRECTION = "direction"
"""The heading under which the four directions stand as codes."""

PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#f0e442", "#999999")
"""Colours that most people can tell apart (Okabe and Ito 2008), for codes that have none of their own."""

_NAME = 60


@dataclass(frozen=True, slots=True)
class Coded:
    """What goes out: works, codings and the codebook of the codings.

    `memos` are texts by uid of a coding, `documents` the full texts of works by key.
    """

    title: str
    works: Sequence[Work]
    codings: Sequence[Coding]
    codebook: Codebook
    memos: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)


def code_guid(codebook: str, dimension: str, code: str) -> str:
    """The guid of a code of a codebook."""
    return guid(f"code {codebook}/{dimension}/{code}")


def heading_guid(codebook: str, dimension: str, above: str = "") -> str:
    """The guid of the heading of a dimension, or within it of those codes that refine the code `above`."""
    return guid(f"heading {codebook}/{dimension}/{above}")


def coding_guid(uid: str) -> str:
    """The guid of a coding: that which its uid begins with when another program gave it."""
    base = uid.partition(":")[0]
    try:
        return str(UUID(base)) if len(base) == 36 else guid(f"coding {uid}")
    except ValueError:
        return guid(f"coding {uid}")


def codes_project(codebook: Codebook, *, origin: str, language: Language = "") -> QdaProject:
    """The codes of a codebook, in one of its languages: each dimension a heading, each dimension a set.

    No two codes have the same name, also not that of a direction, and no two headings: QualCoder knows each
    by its name alone, and loses the codings of the second.
    """
    language = language or codebook.languages[0]
    codes = [
        code
        for number, one in enumerate(codebook.dimensions)
        for code in _tree(codebook, one, number, language)
    ]
    sets = tuple(
        QdaSet(
            guid(f"set {codebook.id}/{one.id}"),
            spoken(one.label, language),
            tuple(code_guid(codebook.id, one.id, code.id) for code in one.codes),
        )
        for one in codebook.dimensions
    )
    return QdaProject(spoken(codebook.title, language), origin, _told_apart(codes), sets)


def project(coded: Coded, *, origin: str, language: Language = "") -> QdaProject:
    """The whole project: codes, coders, and the text of each work with its passages and codings."""
    book = coded.codebook
    made = [
        c for c in carried(coded.codings, book) if c.codebook == book.id and book.has(c.dimension, c.code)
    ]
    by_work: defaultdict[str, list[Coding]] = defaultdict(list)
    for coding in made:
        by_work[coding.passage.work].append(coding)
    codes = codes_project(book, origin=origin, language=language)
    directed = any(book.directed(one.id) for one in book.dimensions)
    return QdaProject(
        name=coded.title,
        origin=origin,
        codes=(*codes.codes, *(_directions() if directed else ())),
        sets=codes.sets,
        users={_user(coder): coder for coder in sorted({coding.coder for coding in made})},
        sources=tuple(_source(work, by_work[work.key], coded) for work in coded.works),
    )


def _told_apart(codes: Sequence[QdaCode]) -> tuple[QdaCode, ...]:
    """The codes; those that share their name have the name above them behind it, or a number as well.

    Codes are told apart from codes and directions, headings from headings.
    """
    above = {code.guid: code.name for code in codes}
    often = Counter((code.codable, code.name) for code in codes)
    often.update([*((True, one) for one in DIRECTIONS), (False, DIRECTION)])
    taken = set(often)
    found = []
    for code in codes:
        name = code.name
        if often[code.codable, name] > 1:
            wish = f"{name} ({above[code.parent]})" if code.parent else name
            name = next(one for one in _numbered(wish) if (code.codable, one) not in taken)
            taken.add((code.codable, name))
        found.append(replace(code, name=name))
    return tuple(found)


def _numbered(wish: str) -> Iterator[str]:
    yield wish
    yield from (f"{wish} {number}" for number in count(2))


def direction_guid(direction: str = "") -> str:
    """The guid of the code that stands for a direction; without one, of their heading."""
    return guid(f"direction {direction}")


def _directions() -> Iterator[QdaCode]:
    yield QdaCode(direction_guid(), DIRECTION, codable=False)
    for one in DIRECTIONS:
        yield QdaCode(direction_guid(one), one, parent=direction_guid())


def _tree(book: Codebook, dimension: Dimension, number: int, language: Language) -> Iterator[QdaCode]:
    """A heading for the dimension, headings for what its codes refine, and its codes under them."""
    top = heading_guid(book.id, dimension.id)
    color = PALETTE[number % len(PALETTE)]
    yield QdaCode(top, spoken(dimension.label, language), color=color, codable=False)
    groups: dict[str, str] = {}
    for code in dimension.answered:
        above = book.parent_of(dimension.id, code.id)
        if above and above.dimension != dimension.id and above.id not in groups:
            groups[above.id] = heading_guid(book.id, dimension.id, above.id)
            yield QdaCode(
                groups[above.id], spoken(above.label, language), parent=top, color=color, codable=False
            )
        parent = top
        if above:
            own = above.dimension == dimension.id
            parent = code_guid(book.id, dimension.id, above.id) if own else groups[above.id]
        yield QdaCode(
            guid=code_guid(book.id, dimension.id, code.id),
            name=spoken(code.label, language),
            description=spoken(code.definition, language) if code.definition else "",
            parent=parent,
            color=code.color or color,
        )


def _source(work: Work, made: Sequence[Coding], coded: Coded) -> QdaSource:
    document = coded.documents.get(work.key)
    text = write_text(work.record, (coding.passage for coding in made), document)
    own = guid(f"work {work.key}")
    entries: defaultdict[tuple[tuple[int, int] | None, str, str], list[Coding]] = defaultdict(list)
    for coding in made:
        span = text.span(coding.passage)
        entries[span, coding.coder, _entry(coding)].append(coding)
    selections: list[QdaSelection] = []
    whole: list[QdaCoding] = []
    for (span, coder, entry), group in entries.items():
        codings = tuple(_codings(group, coded.memos))
        if span:
            name = " ".join(text.text[span[0] : span[1]].split())[:_NAME]
            here = guid(f"selection {work.key} {span} {coder} {entry}")
            selections.append(QdaSelection(here, span[0], span[1], codings, name))
        else:
            whole += codings
    return QdaSource(own, work.key, text.text, tuple(selections), tuple(whole))


def _entry(coding: Coding) -> str:
    """What codings share that were made in one go."""
    return coding.uid.removesuffix(f":{coding.dimension}/{coding.code}")


def _codings(group: Iterable[Coding], memos: Mapping[str, str]) -> Iterator[QdaCoding]:
    """Each coding, and behind them the direction of those that have one."""
    said: dict[str, QdaCoding] = {}
    for coding in group:
        one = coding_guid(coding.uid)
        user = _user(coding.coder)
        code = code_guid(coding.codebook, coding.dimension, coding.code)
        yield QdaCoding(one, code, user, coding.at, memos.get(coding.uid, ""))
        if coding.direction != "neutral":
            direction = QdaCoding(
                guid(f"direction of {one}"), direction_guid(coding.direction), user, coding.at
            )
            said.setdefault(coding.direction, direction)
    yield from said.values()


def _user(coder: str) -> str:
    return guid(f"user {coder}")
