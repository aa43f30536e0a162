"""Codes of another program as a codebook of ours, and which of its codes are which of ours.

Other programs have trees of codes, each with one name in one language. A tree is a dimension here; codes are
recognised by their names and those of the codes above them, or by the id that their `sources` keep.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from synth.coding.codes import Code, Codebook, Dimension, Place
from synth.coding.languages import reading_languages
from synth.model import Language
from synth.text import fold, slug

FIRST_VERSION = "1.0.0"
LANGUAGES = ("nl", "en", "de")
"""Languages that the words of codes are told apart in; the first that is clear, else English."""

_ID = 70
_TEXT = 4_000
_NAMELESS = "?"

Id = TypeVar("Id")
Key = tuple[str, ...]
"""A code by the name of its tree, of the codes above it, and its own; without case and accents."""


@dataclass(frozen=True, slots=True)
class ForeignCode:
    """A code of another program: `tree` names its dimension, `parent` is the id of the code above it.

    `color` is `#rrggbb` or empty.
    """

    id: str
    name: str
    tree: str
    description: str = ""
    parent: str = ""
    color: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where codes come from: the program, and the title that the codebook gets."""

    program: str
    title: str

    def source_of(self, code: str) -> str:
        """How the codebook remembers the id of a code in that program."""
        return f"{self.program}: {code}"


def codebook_of(codes: Sequence[ForeignCode], *, name: str, origin: Origin) -> Codebook:
    """The codebook of these codes: a dimension for each tree, in the language that their words are in."""
    title = {_language(codes): _cut(origin.title)}
    empty = Codebook(name, FIRST_VERSION, title, f"Taken in from {origin.program}.", ())
    return replace(extended(empty, codes, origin), version=FIRST_VERSION)


def extended(
    codebook: Codebook,
    codes: Sequence[ForeignCode],
    origin: Origin,
    *,
    known: Mapping[str, Place] | None = None,
) -> Codebook:
    """The codebook, in its next version, with the foreign codes that it lacks behind those of their trees.

    The codebook itself when it has them all; `known` places codes that are recognised by other means.
    """
    known = {**places(codes, codebook, origin), **(known or {})}
    missing = [code for code in codes if code.id not in known]
    if not missing:
        return codebook
    trees = {_folded(label): one for one in codebook.dimensions for label in one.label.values()}
    for code in missing:
        tree = _folded(code.tree)
        if tree not in trees:
            taken = {one.id for one in trees.values()}
            labels = dict.fromkeys(codebook.languages, _cut(code.tree))
            trees[tree] = Dimension(_unused(code.tree, taken), labels, (), choice="multiple")
        trees[tree], known[code.id] = _with(trees[tree], code, known, (codebook.languages, origin))
    now = {one.id: one for one in trees.values()}
    return replace(codebook, version=_next(codebook.version), dimensions=tuple(now.values()))


def _with(
    dimension: Dimension,
    code: ForeignCode,
    known: Mapping[str, Place],
    written: tuple[Sequence[Language], Origin],
) -> tuple[Dimension, Place]:
    """The dimension with one code more, and the place of that code."""
    languages, origin = written
    above = known.get(code.parent, ("", ""))
    new = Code(
        id=_unused(code.name, {one.id for one in dimension.codes}),
        dimension=dimension.id,
        label=dict.fromkeys(languages, _cut(code.name)),
        definition=dict.fromkeys(languages, _cut(code.description)) if code.description.strip() else {},
        parent=above[1] if above[0] == dimension.id else "",
        sources=(origin.source_of(code.id),),
        color=code.color,
    )
    return replace(dimension, codes=(*dimension.codes, new)), (dimension.id, new.id)


def _next(version: str) -> str:
    major, minor, _ = version.split(".")
    return f"{major}.{int(minor) + 1}.0"


def codebook_id(trees: Iterable[str]) -> str:
    """The id for a codebook of these trees: the same for the same trees."""
    listed = tuple(dict.fromkeys(trees))
    more = f" and {len(listed) - 1} more" if len(listed) > 1 else ""
    return _slug((listed[0] if listed else "codes") + more)


def places(codes: Sequence[ForeignCode], codebook: Codebook, origin: Origin) -> dict[str, Place]:
    """For each foreign code, by its id, the code of the codebook that it is; unknown ones are left out."""
    named = _named(codebook)
    kept = {source: (code.dimension, code.id) for code in codebook.codes() for source in code.sources}
    found = {}
    for code, key in paths(codes).items():
        place = named.get(key) or kept.get(origin.source_of(code))
        if place:
            found[code] = place
    return found


def paths(codes: Sequence[ForeignCode]) -> dict[str, Key]:
    """The key of each code by its id; the second of the same name in the same place has a number."""
    by_id = {code.id: code for code in codes}
    return _numbered([(code.id, _path(code, by_id)) for code in codes])


def _path(code: ForeignCode, by_id: Mapping[str, ForeignCode]) -> Key:
    names = [_folded(code.name)]
    seen = {code.id}
    above = by_id.get(code.parent)
    while above is not None and above.id not in seen:
        seen.add(above.id)
        names.append(_folded(above.name))
        above = by_id.get(above.parent)
    return (_folded(code.tree), *reversed(names))


def _named(codebook: Codebook) -> dict[Key, Place]:
    """The codes of a codebook by key, in each of its languages."""
    found: dict[Key, Place] = {}
    for language in codebook.languages:
        for within in (False, True):
            keys = [
                ((code.dimension, code.id), _path_in(codebook, code, language, within=within))
                for code in codebook.codes()
            ]
            found.update({key: place for place, key in _numbered(keys).items()})
    return found


def _path_in(codebook: Codebook, code: Code, language: Language, *, within: bool) -> Key:
    """The path of a code of ours, in its dimension only or below the codes of others that it refines."""
    implied = codebook.implied(code.dimension, code.id)
    above = [one for one in implied if one.dimension == code.dimension or not within]
    tree = _folded(codebook.dimension(code.dimension).label.get(language, ""))
    return (tree, *(_folded(one.label.get(language, "")) for one in (*reversed(above), code)))


def _numbered(written: Sequence[tuple[Id, Key]]) -> dict[Id, Key]:
    seen: Counter[Key] = Counter()
    keys: dict[Id, Key] = {}
    for id_, key in written:
        seen[key] += 1
        keys[id_] = key if seen[key] == 1 else (*key, str(seen[key]))
    return keys


def _unused(name: str, taken: Collection[str]) -> str:
    """An id for what has this name that is not taken."""
    wish = _slug(name)
    number, one = 1, wish
    while one in taken:
        number += 1
        one = f"{wish}-{number}"
    return one


def _slug(name: str) -> str:
    plain = slug(name)[:_ID].strip("-")
    return plain if plain[:1].isalpha() else f"code-{plain}".strip("-")


def _language(codes: Sequence[ForeignCode]) -> Language:
    text = " ".join(f"{code.name} {code.description}" for code in codes)
    found = reading_languages(text, "", LANGUAGES)
    return found[0] if len(found) == 1 else "en"


def _folded(name: str) -> str:
    return " ".join(fold(name).split()) or _NAMELESS


def _cut(text: str) -> str:
    return text.strip()[:_TEXT] or _NAMELESS
