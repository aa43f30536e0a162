"""Lines of RIS as programs write them: the tag and value of a line, and by which line RIS is recognised."""

from __future__ import annotations

import re
from collections.abc import Callable

from synth.formats import ris_tags as tags

Line = tuple[str, str]
"""The tag and the value of a line."""

_FULL = re.compile(r"\s{0,3}([A-Z][A-Z0-9]|PMC?ID)  -(.*)\Z")
_CARELESS = re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9])\s{0,2}-(?:\s(.*))?\Z")
_TABBED = re.compile(r"([A-Z][A-Z0-9])(?:\t(.*))?\Z")
_LOWER_CASE = re.compile(r"(?m)^\s{0,3}ty\s{0,2}-\s")
_OPENING = re.compile(r"(?mi)^\s{0,3}TY\s{0,2}-(?:\s|$)")
_OPENING_TABBED = re.compile(rf"(?m)^TY\t(?:{'|'.join(tags.TYPES)})[ \t]*\n(?=[A-Z][A-Z0-9]\t)")
"""`TY`, a tab and a known type, and a line like it behind: in a table such cells would be headings."""


def opening(text: str) -> int:
    """Where the first line stands that opens an entry (`TY  - …`), in any spelling; -1 without one."""
    found = _OPENING.search(text) or _OPENING_TABBED.search(text)
    return found.start() if found else -1


def reader(text: str) -> Callable[[str], Line | None]:
    """What reads the lines of this text: its tag and value, or `None` for a line without a tag.

    Carelessly spaced tags count only when they are known; those in lower case, or with a tab for the hyphen,
    only in a text of which an entry opens like that.
    """
    if _OPENING_TABBED.search(text):
        return _tabbed
    return _any_case if _LOWER_CASE.search(text) else _tagged


def _tagged(line: str) -> Line | None:
    found = _FULL.match(line)
    if found:
        return found[1], found[2].strip()
    found = _CARELESS.match(line)
    return (found[1], (found[2] or "").strip()) if found and found[1] in tags.KNOWN else None


def _any_case(line: str) -> Line | None:
    found = _CARELESS.match(line)
    if found and found[1].upper() in tags.KNOWN:
        return found[1].upper(), (found[2] or "").strip()
    return _tagged(line)


def _tabbed(line: str) -> Line | None:
    found = _TABBED.match(line)
    if found and found[1] in tags.KNOWN:
        return found[1], (found[2] or "").strip()
    return _tagged(line)
