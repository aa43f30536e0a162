"""A work as one plain text to select passages in, and back: each part stands under a heading in brackets.

`[title]`, `[abstract]` and `[keywords]` hold the record; a quote that stands in none of them, and what coders
say in their own words, follow as `[passage; section 3.3]` and `[own words; section 3.3]`. The full text comes
last, under `[document; id …]`; in it nothing is a heading any more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from synth.model import DOCUMENT, FIELDS, Passage, Record
from synth.texts import Document

PASSAGE, OWN_WORDS = "passage", "own words"

_HEADING = re.compile(
    r"(?:\A|(?<=\n))\[(title|abstract|keywords|passage|own words|document)"
    r"((?:; (?:section|arm|id) [^;\]\n]+)*)\]\n"
)
_SAID = re.compile(r"; (section|arm|id) ([^;\]\n]+)")
_WORDS = re.compile(r"^([a-z]{2}): ", re.MULTILINE)
_ESCAPED = {"%": "%25", ";": "%3B", "]": "%5D", "\n": "%0A"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: `start` to `end` is what stands under its heading; `id` is that of a document."""

    kind: str
    section: str
    arm: str
    start: int
    end: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class WorkText:
    """A text and where each passage stands in it; a passage of the whole work stands nowhere."""

    text: str
    spans: Mapping[str, tuple[int, int]]

    def span(self, passage: Passage) -> tuple[int, int] | None:
        """The place of a passage that the text was made with; None for one of the whole work."""
        return self.spans.get(_key(passage))


def field_text(record: Record, field: str) -> str:
    """The text of a field that offsets of passages count in."""
    return {"title": record.title, "abstract": record.abstract, "keywords": "; ".join(record.keywords)}[field]


def write_text(record: Record, passages: Iterable[Passage], document: Document | None = None) -> WorkText:
    """The text of a work with these passages; one in the record or the full text is not written again."""
    text = ""
    offsets: dict[str, int] = {}
    for field in FIELDS:
        if content := field_text(record, field):
            text += f"[{field}]\n"
            offsets[field] = len(text)
            text += f"{content}\n\n"
    spans: dict[str, tuple[int, int]] = {}
    quoted: list[Passage] = []
    for passage in passages:
        if document and passage.field == DOCUMENT and passage.document == document.id:
            quoted.append(passage)
        elif _in_record(passage, record):
            start = offsets[passage.field] + passage.start
            spans[_key(passage)] = (start, start + len(passage.quote))
        elif passage.shown and _key(passage) not in spans:
            kind = PASSAGE if passage.quote else OWN_WORDS
            text += f"[{kind}{_told('section', passage.section)}{_told('arm', passage.arm)}]\n"
            content = passage.quote or "\n".join(
                f"{lang}: {words}" for lang, words in passage.paraphrase.items()
            )
            spans[_key(passage)] = (len(text), len(text) + len(content))
            text += f"{content}\n\n"
    if document:
        text += f"[{DOCUMENT}; id {document.id}]\n"
        spans |= {_key(one): (len(text) + one.start, len(text) + one.end) for one in quoted}
        text += document.text
    return WorkText(text, spans)


def parts(text: str) -> tuple[Part, ...]:
    """The parts of a text that `write_text` made, perhaps changed since; none of another text."""
    found = list(_HEADING.finditer(text))
    if not found or found[0].start():
        return ()
    last = next((place for place, one in enumerate(found) if one[1] == DOCUMENT), len(found))
    found = found[: last + 1]
    ends = [one.start() for one in found[1:]] + [len(text)]
    return tuple(_part(one, text, end) for one, end in zip(found, ends, strict=True))


def words(text: str) -> dict[str, str]:
    """What coders said in their own words, by language, from the text of such a part."""
    found = list(_WORDS.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    pairs = ((one[1], text[one.end() : end].strip()) for one, end in zip(found, ends, strict=True))
    return {language: said for language, said in pairs if said}


def located(record: Record, quote: str) -> Iterator[tuple[str, int, int]]:
    """Each place in the record where a quote stands."""
    for field in FIELDS:
        for found in re.finditer(re.escape(quote), field_text(record, field)):
            yield field, found.start(), found.end()


def _part(heading: re.Match[str], text: str, end: int) -> Part:
    said = {name: _unescaped(value) for name, value in _SAID.findall(heading[2])}
    content = text[heading.end() : end]
    if heading[1] == DOCUMENT:
        return Part(DOCUMENT, "", "", heading.end(), end, said.get("id", ""))
    length = len(content.rstrip("\n")) if end < len(text) or content.endswith("\n\n") else len(content)
    return Part(
        heading[1], said.get("section", ""), said.get("arm", ""), heading.end(), heading.end() + length
    )


def _in_record(passage: Passage, record: Record) -> bool:
    if passage.field not in FIELDS or not passage.quote:
        return False
    return field_text(record, passage.field)[passage.start : passage.end] == passage.quote


def _told(name: str, value: str) -> str:
    escaped = "".join(_ESCAPED.get(character, character) for character in value)
    return f"; {name} {escaped}" if escaped else ""


def _unescaped(value: str) -> str:
    for character, written in reversed(_ESCAPED.items()):
        value = value.replace(written, character)
    return value


def _key(passage: Passage) -> str:
    said = (passage.section, passage.arm, passage.quote, passage.field, passage.start, passage.document)
    return repr((*said, sorted(passage.paraphrase.items())))
