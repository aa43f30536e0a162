"""Names of people and institutions as exports write them, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from synth.formats import east_asian
from synth.formats.persons import (
    PARTICLES,
    SUFFIXES,
    family_first,
    family_from,
    is_institution,
    is_person,
    untitled,
    without_initials,
)
from synth.model import Name
from synth.text import fold

_INITIALS_BEHIND = re.compile(
    r"(?P<family>[^\W\d_][\w'’ -]*?)\s+(?P<given>(?:(?!I{2,3}\Z)[A-Z]{1,3}|(?:[A-Z]\.[ -]?){1,4}))\Z"
)
OTHERS = frozenset(
    (
        *("others", "et al", "et al.", "et. al.", "et alii", "and others", "and colleagues"),
        *("e.a.", "e. a.", "ea.", "c.s.", "en anderen", "en andere"),
        *("u.a.", "u. a.", "ua.", "und andere"),
    )
)
"""What stands for the authors that were left out (lower case)."""


def person(family: str, given: str) -> Name:
    """Return a person's name with the particles in front of the family name, wherever they were written.

    `Gestel` + `N. van` and `Gestel, van` + `N.` become `van Gestel` + `N.`. A name without a given part
    is an institution or a single name: `literal`.
    """
    family, given = _words(family), _words(given)
    if not given or not family:
        return Name(literal=family or given) if family or given else Name()
    behind: list[str] = []
    words = given.split(" ")
    while len(words) > 1 and fold(words[-1]) in PARTICLES and not words[-1][0].isupper():
        behind.insert(0, words.pop())
    if behind:
        return Name(family=" ".join([*behind, family]), given=" ".join(words))
    return Name(family=family, given=given)


def _words(text: str) -> str:
    return " ".join(text.split())


def parse(text: str) -> Name:
    """Return the name in `Family, Given`, `Family, van, Given`, `Family AB`, `Given Family`; or as it is.

    Without a comma a name is a person's when it looks like one (`synth.formats.persons`); an institution's
    stays as it is. A comma at the very end marks an institution, as reference managers do.
    """
    text = _words(text)
    if text.endswith(","):
        return Name(literal=text.rstrip(", "))
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return _with_initials(text) or (natural(text) if is_person(text) else Name(literal=text))
    if len(parts) == 2 or fold(parts[1]).rstrip(".") in SUFFIXES:
        return _with_suffix(parts) if len(parts) > 2 else person(parts[0], parts[1])
    if all(fold(word) in PARTICLES for word in parts[1].split()):
        return person(f"{parts[1]} {parts[0]}", ", ".join(parts[2:]))
    return person(parts[0], ", ".join(parts[1:]))


def reader(texts: Iterable[str]) -> Callable[[str], Name]:
    """Return what reads the names of a list: `parse`, or its like for lists with the family name first."""
    return _family_first if family_first(texts) else parse


def _family_first(text: str) -> Name:
    """`Widmer Kathrin`, `Rush A John`, `Brown June S. L`: the first word is the family name."""
    text = _words(text)
    if not is_person(without_initials(text)):
        return parse(text)
    family, _, given = text.partition(" ")
    return person(family, given)


def _with_initials(text: str) -> Name | None:
    """The person in `Smith JA`; None when no initials stand behind, or behind an institution's name."""
    found = _INITIALS_BEHIND.fullmatch(text)
    return person(found["family"], found["given"]) if found and not is_institution(text) else None


def _with_suffix(parts: list[str]) -> Name:
    """`King, Jr., Martin Luther` → `King`, `Martin Luther, Jr.`: the suffix stays with the given names."""
    return person(parts[0], f"{', '.join(parts[2:])}, {parts[1]}")


def natural(text: str) -> Name:
    """Return a name written as people say it: `Jan van der Berg` → `van der Berg`, `Jan`.

    A single word, or words that hold one such as `institute`, are an institution.
    """
    if "," in text:
        return parse(text)
    words = untitled(text.split())
    if len(words) < 2 or is_institution(text):
        return Name(literal=" ".join(text.split()))
    suffix = [words.pop()] if len(words) > 2 and fold(words[-1]).strip(".") in SUFFIXES else []
    if east_asian.family_first(words):
        return Name(family=words[0], given=" ".join(words[1:]))
    first = family_from(words)
    given = ", ".join([" ".join(words[:first]), *suffix])
    return Name(family=" ".join(words[first:]), given=given)


def written(name: Name) -> str:
    """Return the name so that `parse` gives it back: institutions get a closing comma where needed."""
    text = str(name)
    if name.literal and parse(text) != name:
        return text + ","
    return text
