"""The markup that sources put into titles and abstracts: tags of HTML, JATS and MathML, and entities."""

from __future__ import annotations

import html
import re

_INSIDE = "i b u em strong sub sup sc italic bold underline span small tt a inf"
_BETWEEN = (
    "p br div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd sec title label list list-item abstract blockquote "
    "section disp-formula inline-formula alternatives"
)
_ATTRIBUTE = r"""\s+[\w:-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*')"""
_NAMES = "|".join(sorted({*_INSIDE.split(), *_BETWEEN.split()}, key=len, reverse=True))
_NAMED = rf"/?(?:(?:jats|mml):([\w-]+)|({_NAMES}))(?:{_ATTRIBUTE})*\s*/?"
_ENTITY = r"(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});"
_INSIDE_WORDS = frozenset(_INSIDE.split())

TAG = re.compile(rf"<{_NAMED}>", re.IGNORECASE)
"""A known tag; others are text, so that `p <0.05` stays."""

_TAG_IN_TEXT = re.compile(rf"<{_NAMED}(?:>|&gt;)", re.IGNORECASE)
_ENTITY_IN_TEXT = re.compile(rf"&(?:lt;{_NAMED}(?:>|&gt;)|{_ENTITY})", re.IGNORECASE)
"""Each begins with one letter, so that most of a text is passed over quickly."""
_UNSEEN = "\N{ZERO WIDTH SPACE}"


def left_by(tag: re.Match[str]) -> str:
    """Return what a tag leaves: nothing when it stands inside a line (`H<sub>2</sub>O`), else a space."""
    name = (tag.group(1) or tag.group(2)).lower()
    return "" if "mml:" in tag.group()[:8].lower() or name in _INSIDE_WORDS else " "


def unmarked(text: str) -> str:
    """Return the text with markup covered, so that every other character keeps its place.

    A tag becomes characters that nobody sees, or spaces; an entity the character it means, and such.
    """
    if "<" in text:
        text = _TAG_IN_TEXT.sub(_covered, text)
    return _ENTITY_IN_TEXT.sub(_covered, text) if "&" in text else text


def _covered(mark: re.Match[str]) -> str:
    found = mark.group()
    if not (mark.group(1) or mark.group(2)):
        meant = html.unescape(found)
        return meant.ljust(len(found), _UNSEEN) if len(meant) <= len(found) else found
    return (left_by(mark) or _UNSEEN) * len(found)
