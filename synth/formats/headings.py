"""Names as the headings of catalogues write them: with years of life, titles and roles behind them."""

from __future__ import annotations

import re

from synth.formats.names import parse
from synth.model import Name

_LIFE = re.compile(r"[,\s]*[\[(]?(?:ca?\.?\s*)?\d{4}\s*-\s*(?:\d{4})?[\])]?\s*\Z")
_ROLE = re.compile(r"\s*[\[(][^\[\]()\d]{3,40}[\])]\s*\Z")
_STOP = re.compile(r"(?<=[^\W\d_]{3})\.\Z")


def heading(text: str) -> Name:
    """Return the name in `Wälti, Hans, 1902-` or `Rüegg, Willy A. [Verfasser]`; institutions as written.

    A name without comma is kept as it is, since nothing tells a person from an institution.
    """
    before, name = "", text.strip(" ,;")
    while name != before:
        before = name
        name = _LIFE.sub("", name).strip(" ,;")
        name = _ROLE.sub("", name).strip(" ,;") if "," in name else name
    name = _STOP.sub("", name)
    return parse(name) if "," in name else Name(literal=name)
