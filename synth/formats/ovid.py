"""What is peculiar to Ovid: affiliations behind names, kinds behind titles, fields named in full."""

from __future__ import annotations

import re

from synth.formats.tagged import Pairs

_KIND = re.compile(
    r"\s*\[(Article|Review|Editorial|Letter|Miscellaneous|Report|Comment|Abstract|Book Review)s?\]\.?\s*\Z"
)
_ISSN = re.compile(r"\d{4}-\d{3}[\dX]")
_PEOPLE = ("AU", "Author", "Authors")

_KEYWORDS = ("KW", "DE", "ID", "Author Keywords", "Keyword Heading", "Key Concepts", "Identifiers")


def shape_tagged(fields: Pairs) -> Pairs:
    """Part people, take the kind off the title; `IS` is an issue unless it has the form of an ISSN."""
    shaped: Pairs = []
    for tag, value in fields:
        if tag in _PEOPLE:
            shaped += [(tag, _person(part)) for part in re.split(r";\s+|\n", value)]
        elif tag in ("TI", "Title"):
            shaped.append((tag, _KIND.sub("", value)))
        elif tag in _KEYWORDS:
            shaped.append((tag, value.rstrip(" .")))
        elif tag == "IS" and not _ISSN.search(value):
            shaped.append(("IP", value))
        else:
            shaped.append((tag, value))
    return shaped


def shape_named(fields: Pairs) -> Pairs:
    """As `shape_tagged`; a field's name stands alone on its line, its value below, and may be repeated."""
    return shape_tagged([(tag, value.strip()) for tag, value in fields if value.strip()])


def _person(text: str) -> str:
    """A name without the full stop and the marks of affiliations behind it."""
    text = re.sub(r"[\s*+†‡§\d,()]+\Z", "", text.strip())
    return text if re.search(r"\b[A-Z]\.\Z|\b(?:Jr|Sr)\.\Z", text) else text.rstrip(".")
