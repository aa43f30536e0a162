"""Plain text from the markup that sources put into titles and abstracts: HTML, JATS and MathML tags."""

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
_TAG = re.compile(rf"</?(?:(?:jats|mml):([\w-]+)|({_NAMES}))(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE)
_HEADING = re.compile(r"\s*<((?:jats:)?title|h4)>\s*(?:abstract|summary)\s*</\1>", re.IGNORECASE)
_INSIDE_WORDS = frozenset(_INSIDE.split())


def plain(text: str) -> str:
    """Return the text without tags: those inside a line leave nothing (`H<sub>2</sub>O`), others a space.

    Only tags that are known go, so that `p <0.05` stays; entities become characters. Markup that was
    escaped once more (`&lt;p&gt;`) goes too, and so does the heading `Abstract` above an abstract.
    """
    once = html.unescape(_TAG.sub(_left, _HEADING.sub("", text, count=1)))
    return html.unescape(_TAG.sub(_left, once)) if "<" in once or "&" in once else once


def _left(tag: re.Match[str]) -> str:
    name = (tag.group(1) or tag.group(2)).lower()
    maths = tag.group().lstrip("</").lower().startswith("mml:")
    return "" if maths or name in _INSIDE_WORDS else " "
