"""Codings as tables: long, with a row for each coding, and wide, with a row for each work and coder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from synth.coding.codes import Codebook, Place
from synth.coding.refi_out import Coded
from synth.i18n import spoken
from synth.model import Coding, Language

LONG = (
    *("work", "title", "coder", "dimension", "code", "label", "direction", "passage", "section", "field"),
    *("start", "end", "page", "document", "arm"),
)
TAIL = ("memo", "date", "codebook", "version", "uid")
OWN_WORDS = "own words "
"""How the heading of a column of paraphrases begins; the language stands behind it."""

WIDE = ("work", "title", "coder")
_BETWEEN = "; "


def long_table(coded: Coded, language: Language) -> tuple[Sequence[str], list[list[str]]]:
    """The headings and rows of a long table: one row for each coding, by work, place and code."""
    titles = {work.key: work.record.title for work in coded.works}
    tongues = sorted({tongue for one in coded.codings for tongue in one.passage.paraphrase})
    headings = (*LONG, *(f"{OWN_WORDS}{tongue}" for tongue in tongues), *TAIL)
    rows = []
    for one in sorted(coded.codings, key=lambda c: (c.passage.work, c.coder, c.passage.section, c.uid)):
        passage = one.passage
        located = passage.start >= 0
        rows.append(
            [
                *(passage.work, titles.get(passage.work, ""), one.coder, one.dimension, one.code),
                *(_label(coded.codebook, one, language), one.direction, passage.quote, passage.section),
                *(passage.field, str(passage.start) if located else "", str(passage.end) if located else ""),
                *(passage.page, passage.document, passage.arm),
                *(passage.paraphrase.get(tongue, "") for tongue in tongues),
                *(coded.memos.get(one.uid, ""), one.at, one.codebook, one.version, one.uid),
            ]
        )
    return headings, rows


def wide_table(coded: Coded) -> tuple[Sequence[str], list[list[str]]]:
    """The headings and rows of a wide table: a row for each work and coder, a column for each code.

    A cell holds the directions of the code there, `1` when it has none, and nothing when it was not given.
    """
    given: defaultdict[tuple[str, str], defaultdict[Place, set[str]]]
    given = defaultdict(lambda: defaultdict(set))
    for one in coded.codings:
        said = one.direction if coded.codebook.directed(one.dimension) else "1"
        given[one.passage.work, one.coder][one.dimension, one.code].add(said)
    titles = {work.key: work.record.title for work in coded.works}
    codes = [(code.dimension, code.id) for code in coded.codebook.codes()]
    rows = [
        [key, titles.get(key, ""), coder, *(_BETWEEN.join(sorted(said.get(place, ()))) for place in codes)]
        for (key, coder), said in sorted(given.items())
    ]
    return (*WIDE, *(f"{dimension}={code}" for dimension, code in codes)), rows


def _label(codebook: Codebook, one: Coding, language: Language) -> str:
    if not codebook.has(one.dimension, one.code):
        return ""
    return spoken(codebook.code(one.dimension, one.code).label, language)
