"""Work keys: short, stable names such as `koning-2008` that people can type."""

from __future__ import annotations

from synth.formats.persons import PARTICLES
from synth.formats.title_words import without_article
from synth.model import Name, Record
from synth.text import slug

_LONG = 30
"""Letters of a name that a key takes at most."""


def key(record: Record) -> str:
    """Return the key of a work: first author's family name in ASCII without particles, and the year or `nd`.

    An institution gives its first word; without authors the title does, behind its article.
    """
    name = _family(record.authors[0]) if record.authors else ""
    name = name or _words(without_article(record.title))[0] or "anonymous"
    if not name[0].isalpha():
        name = f"w{name}"
    return f"{name[:_LONG]}-{record.year or 'nd'}"


def _family(name: Name) -> str:
    if name.literal:
        return _words(name.literal)[0]
    words = _words(name.family)
    own = [word for word in words if word not in PARTICLES and word not in ("t", "s")]
    return "-".join(own or words)


def _words(text: str) -> list[str]:
    """The words of a text in ASCII; a single empty one when it has none."""
    return slug(text).split("-")
