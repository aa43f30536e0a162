"""The coding in EPPI-Reviewer's own export: its code sets, and what was ticked and quoted for each reference.

The form follows from real exports: some leave empty lists out, and a quote from a PDF is written as
`Page 4:` with the words between `[¬s]"` and `[¬e]"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from synth.formats.clean import clean
from synth.formats.csl import load_json
from synth.formats.decode import decode
from synth.formats.entries import refusal

DEEPEST = 40
"""Levels of codes under codes; what lies deeper is refused."""

_PAGE = re.compile(r"\s*Page (\d{1,6}):\s*")
_MARKED = re.compile(r'\[¬s\]"?|"?\[¬e\]"?')
_BESIDE = re.compile(r'"\s*\n\s*"')
"""A quote that goes on in another place of its page."""
_CONTEXTS = ";;;"
_SELECTABLE = "Not selectable"
_VERDICTS = {"include": "include", "exclude": "exclude"}
"""Kinds of codes that only code sets for screening have."""


@dataclass(frozen=True, slots=True)
class EppiCode:
    """A code of a code set: `path` names the codes above it, from the set down; headings cannot be ticked.

    `verdict` is `include` or `exclude` for a code that screens.
    """

    id: str
    name: str
    description: str
    path: tuple[str, ...]
    parent: str
    selectable: bool
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class EppiQuote:
    """Words that a coder marked in a text, and the page they stand on (0: unknown)."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class EppiTick:
    """One code given to one reference, or to one arm of its study (empty: the whole study).

    `contexts` are the passages that the coder typed or pasted beside the tick.
    """

    code: str
    arm: str
    quotes: tuple[EppiQuote, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EppiReference:
    """A reference with its ticks; one without any was read, or is still to be.

    `status` is `I` (included in the review), `E` (excluded), `D` (deleted) or `S` (a duplicate).
    """

    id: str
    name: str
    ticks: tuple[EppiTick, ...]
    status: str = ""


@dataclass(frozen=True, slots=True)
class EppiExport:
    """The coding of one export: the codes of all its sets, in their order, and its references."""

    codes: tuple[EppiCode, ...]
    references: tuple[EppiReference, ...]


def read_coding(data: bytes, name: str) -> EppiExport:
    """The coding in the bytes of an export; `name` is the file's, for messages.

    What is not of the expected kind is left out. Raises FileError when the file is no JSON object with code
    sets and references, or nests codes deeper than `DEEPEST`.
    """
    loaded = load_json(decode(data, name).text, name)
    if not isinstance(loaded, Mapping) or not {"CodeSets", "References"} <= loaded.keys():
        message = "This is no export of EPPI-Reviewer with code sets and references."
        raise refusal(name, message, "Export the coding as JSON, with the codes and the references.")
    codes = tuple(code for one in _objects(loaded["CodeSets"]) for code in _codes_of_set(one, name))
    return EppiExport(codes, tuple(_reference(one) for one in _objects(loaded["References"])))


def _codes_of_set(item: Mapping[str, object], name: str) -> Iterator[EppiCode]:
    yield from _codes(item, (_text(item.get("SetName")),), "", name)


def _codes(item: Mapping[str, object], path: tuple[str, ...], parent: str, name: str) -> Iterator[EppiCode]:
    if len(path) > DEEPEST:
        raise refusal(name, f"Codes are nested deeper than {DEEPEST} levels.", "Export the code set again.")
    below = item.get("Attributes")
    for one in _objects(below.get("AttributesList") if isinstance(below, Mapping) else None):
        code = EppiCode(
            id=_text(one.get("AttributeId")),
            name=_text(one.get("AttributeName")),
            description=_text(one.get("AttributeSetDescription")) or _text(one.get("AttributeDescription")),
            path=path,
            parent=parent,
            selectable=not _text(one.get("AttributeType")).startswith(_SELECTABLE),
            verdict=_VERDICTS.get(_text(one.get("AttributeType")).partition(" ")[0].lower(), ""),
        )
        if code.id:
            yield code
            yield from _codes(one, (*path, code.name), code.id, name)


def _reference(item: Mapping[str, object]) -> EppiReference:
    name = next((text for key in ("ShortTitle", "Title") if (text := _text(item.get(key)))), "")
    ticks = (tick for one in _objects(item.get("Codes")) for tick in _ticks(one))
    status = _text(item.get("ItemStatus"))
    return EppiReference(_text(item.get("ItemId")) or name, name, tuple(ticks), status)


def _ticks(item: Mapping[str, object]) -> Iterator[EppiTick]:
    """One tick for each arm that was quoted for; without quotes, one for the arm of the tick."""
    by_arm: dict[str, list[EppiQuote]] = {}
    for one in _objects(item.get("ItemAttributeFullTextDetails")):
        by_arm.setdefault(_text(one.get("ItemArm")), []).extend(quotes(_lines(one.get("Text"))))
    code = _text(item.get("AttributeId"))
    contexts = tuple(filter(None, map(_spaced, _lines(item.get("AdditionalText")).split(_CONTEXTS))))
    for arm, found in (by_arm or {_text(item.get("ArmTitle")): []}).items():
        yield EppiTick(code, arm, tuple(found), contexts)


def quotes(text: str) -> tuple[EppiQuote, ...]:
    """The words quoted in one detail of an export; several places of a page are several quotes."""
    found = _PAGE.match(text)
    page = int(found[1]) if found else 0
    words = _MARKED.sub("", text[found.end() if found else 0 :])
    return tuple(EppiQuote(part, page) for one in _BESIDE.split(words) if (part := _spaced(one).strip('"')))


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    return (one for one in value if isinstance(one, Mapping)) if isinstance(value, list) else iter(())


def _lines(value: object) -> str:
    return clean(value)[0].replace("\r", "\n") if isinstance(value, str) else ""


def _text(value: object) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return _spaced(clean(str(value))[0]) if whole or isinstance(value, str) else ""


def _spaced(text: str) -> str:
    return " ".join(text.split())
