"""One act of coding: the codes that a coder gives to one passage, before and after they become codings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from synth.coding.changes import successors
from synth.coding.codes import Code, Codebook
from synth.model import Coding, Direction, Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """What a coder says about one passage: a code per dimension and one direction.

    `codes` maps a dimension to its code or codes; `direction` is that of the dimensions that carry one
    (a factor), None when the code can take only one; `version` and `uid` are filled in when empty; `at` is
    an ISO 8601 time; `uids` gives single codings (`dimension/code`) a uid that does not follow from `uid`;
    `whole` says on purpose that no passage shows it.
    """

    passage: Passage
    codes: Mapping[str, tuple[str, ...]]
    coder: str
    direction: Direction | None = None
    at: str = ""
    version: str = ""
    uid: str = ""
    uids: Mapping[str, str] | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with an entry: the `key` it stands under, what is wrong, and what to do."""

    key: tuple[str, ...]
    message: str
    remedy: str


def mistakes(entry: Entry, codebook: Codebook) -> tuple[Mistake, ...]:
    """Everything in `entry` that the codebook does not allow; older codes count as what they are now."""
    now = _now(entry, codebook)
    return (
        *_split_mistakes(entry, codebook),
        *_code_mistakes(now, codebook),
        *_passage_mistakes(now.passage, whole=now.whole),
    )


def expand(entry: Entry, codebook: Codebook) -> tuple[Coding, ...]:
    """The codings of an entry without mistakes, in the codebook's order; they share one passage.

    Codes of an older version stay as the coder gave them; `synth.coding.changes` says what they are now.
    A code that another one implies (the determinant of a factor) gets no coding of its own unless the
    coder wrote it down. The same entry always gives the same uids.
    """
    base = entry.uid or _fingerprint(entry, codebook)
    now = _now(entry, codebook)
    found = []
    for dimension in codebook.dimensions:
        direction = _direction(now, codebook, dimension.id)
        for code in entry.codes.get(dimension.id, ()):
            place = f"{dimension.id}/{code}"
            uid = (entry.uids or {}).get(place) or f"{base}:{place}"
            version = entry.version or codebook.version
            found.append(
                Coding(
                    uid=uid,
                    passage=entry.passage,
                    codebook=codebook.id,
                    version=version,
                    dimension=dimension.id,
                    code=code,
                    direction=direction,
                    coder=entry.coder,
                    at=entry.at,
                )
            )
    return tuple(found)


def missing(codings: tuple[Coding, ...], codebook: Codebook) -> tuple[str, ...]:
    """The required dimensions that the codings of one passage leave open; implied codes count."""
    given = {coding.dimension for coding in codings}
    given |= {code.dimension for c in codings for code in codebook.implied(c.dimension, c.code)}
    return tuple(dim.id for dim in codebook.dimensions if dim.required and dim.id not in given)


def _now(entry: Entry, codebook: Codebook) -> Entry:
    """The entry with the codes that the codebook has now, where that is certain."""
    if not entry.version or not codebook.changes:
        return entry
    codes = {
        dimension: tuple(dict.fromkeys(_one(codebook, dimension, code, entry.version) for code in given))
        if len(set(given)) == len(given)
        else given
        for dimension, given in entry.codes.items()
    }
    return replace(entry, codes=codes)


def _one(codebook: Codebook, dimension: str, code: str, version: str) -> str:
    now = successors(codebook, (dimension, code), version)
    return now[0] if len(now) == 1 else code


def _split_mistakes(entry: Entry, codebook: Codebook) -> Iterator[Mistake]:
    for dimension, codes in entry.codes.items() if entry.version and codebook.changes else ():
        for code in codes:
            now = successors(codebook, (dimension, code), entry.version)
            if len(now) != 1:
                said = f"`{code}` of version {entry.version} became {len(now)} codes."
                remedy = f"Choose one and write it with version {codebook.version}: {', '.join(now)}."
                if not now:
                    said, remedy = f"`{code}` of version {entry.version} was dropped.", "Remove it."
                yield Mistake(("codes", dimension), said, remedy)


def _direction(entry: Entry, codebook: Codebook, dimension: str) -> Direction:
    if not codebook.directed(dimension):
        return "neutral"
    if entry.direction is not None:
        return entry.direction
    allowed = [codebook.code(dimension, code).directions for code in entry.codes.get(dimension, ())]
    return allowed[0][0] if allowed and allowed[0] else "neutral"


def _code_mistakes(entry: Entry, codebook: Codebook) -> Iterator[Mistake]:
    known = [dimension.id for dimension in codebook.dimensions]
    for dimension, codes in entry.codes.items():
        key = ("codes", dimension)
        if dimension not in known:
            yield Mistake(key, f"`{dimension}` is not a dimension.", f"Known: {', '.join(known)}.")
            continue
        if len(codes) > 1 and codebook.dimension(dimension).choice == "single":
            yield Mistake(key, f"`{dimension}` takes one code.", "Write a second entry for the second code.")
        for code in dict.fromkeys(codes):
            if codes.count(code) > 1:
                yield Mistake(key, f"`{code}` stands {codes.count(code)} times.", "Keep one of them.")
            if not codebook.has(dimension, code):
                yield Mistake(
                    key, f"`{code}` is not a code of `{dimension}`.", _nearest(codebook, dimension, code)
                )
            else:
                yield from _conflicts(entry, codebook, (dimension, code))
        yield from _answer_mistakes(
            key, [codebook.code(dimension, c) for c in codes if codebook.has(dimension, c)]
        )
    yield from _direction_mistakes(entry, codebook)


def _answer_mistakes(key: tuple[str, str], codes: list[Code]) -> Iterator[Mistake]:
    answers: dict[str, str] = {}
    for code in codes:
        if code.point is not None and answers.setdefault(code.parent, code.id) != code.id:
            message = f"`{code.parent}` gets two answers: `{answers[code.parent]}` and `{code.id}`."
            yield Mistake(key, message, "Keep one of them.")


def _conflicts(entry: Entry, codebook: Codebook, place: tuple[str, str]) -> Iterator[Mistake]:
    for implied in codebook.implied(*place):
        given = entry.codes.get(implied.dimension, ())
        if implied.dimension != place[0] and given and implied.id not in given:
            message = f"`{place[1]}` belongs to `{implied.id}`, not to `{', '.join(given)}`."
            yield Mistake(
                ("codes", implied.dimension), message, "Remove this line: it follows from the other code."
            )


def _direction_mistakes(entry: Entry, codebook: Codebook) -> Iterator[Mistake]:
    directed = [
        codebook.code(dimension, code)
        for dimension, codes in entry.codes.items()
        for code in codes
        if codebook.has(dimension, code) and codebook.directed(dimension)
    ]
    for code in directed:
        can = ", ".join(code.directions) or "neutral"
        if entry.direction is None and len(code.directions) > 1:
            remedy = f"Add one (`direction:` in a file, --direction in the terminal): {can}."
            yield Mistake(("codes",), f"`{code.id}` needs a direction.", remedy)
        elif entry.direction not in (None, *(code.directions or ("neutral",))):
            message = f"`{code.id}` cannot be coded as {entry.direction}."
            yield Mistake(("direction",), message, f"It can take: {can}.")
    if not directed and entry.direction not in (None, "neutral"):
        message = f"The direction `{entry.direction}` belongs to no code of this entry."
        yield Mistake(("direction",), message, "Add the code that it is the direction of, or remove it.")


def _passage_mistakes(passage: Passage, *, whole: bool) -> Iterator[Mistake]:
    if not passage.shown and not whole:
        remedy = (
            "Add `quote:` (literal) or `paraphrase:` (own words), or `whole: true` when no passage is meant."
        )
        yield Mistake((), "The entry shows no passage.", remedy)
    located = (bool(passage.field), passage.start >= 0, passage.end >= 0)
    if any(located) and not (all(located) and passage.quote):
        yield Mistake(
            (), "`field`, `start`, `end` and `quote` belong together.", "Give all four, or no offsets."
        )
    elif all(located) and passage.end - passage.start != len(passage.quote):
        span, length = passage.end - passage.start, len(passage.quote)
        message = f"`start` to `end` is {span} characters, the quote has {length}."
        yield Mistake(
            ("end",), message, "Offsets count characters from 0; `end` is the first one after the quote."
        )


def _nearest(codebook: Codebook, dimension: str, code: str) -> str:
    known = [candidate.id for candidate in codebook.dimension(dimension).codes]
    letters = set(code.split("-"))
    near = sorted(known, key=lambda other: (-len(letters & set(other.split("-"))), other))[:5]
    return f"Nearest: {', '.join(near)}."


def _fingerprint(entry: Entry, codebook: Codebook) -> str:
    passage = entry.passage
    content = [
        codebook.id,
        entry.coder,
        entry.direction,
        sorted((dimension, sorted(codes)) for dimension, codes in entry.codes.items()),
        [passage.work, passage.section, passage.quote, passage.field, passage.start, passage.end],
        sorted(passage.paraphrase.items()),
        *(one for one in (passage.arm, passage.document, passage.page) if one),
    ]
    return hashlib.blake2b(json.dumps(content).encode(), digest_size=10).hexdigest()
