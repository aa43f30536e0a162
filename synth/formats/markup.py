"""Plain text from the markup that sources put into titles and abstracts: HTML, JATS and MathML tags."""

from __future__ import annotations

import html
import re

from synth.markup import TAG, left_by

_HEADING = re.compile(r"\s*<((?:jats:)?title|h4)>\s*(?:abstract|summary)\s*</\1>", re.IGNORECASE)


def plain(text: str) -> str:
    """Return the text without tags: those inside a line leave nothing (`H<sub>2</sub>O`), others a space.

    Only tags that are known go, so that `p <0.05` stays; entities become characters. Markup that was
    escaped once more (`&lt;p&gt;`) goes too, and so does the heading `Abstract` above an abstract.
    """
    once = html.unescape(TAG.sub(left_by, _HEADING.sub("", text, count=1)))
    return html.unescape(TAG.sub(left_by, once)) if "<" in once or "&" in once else once
