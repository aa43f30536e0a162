"""What the query language of a source can say: facts, as a table, from which `boolean` writes its queries.

A source that takes AND and OR has one `Dialect`; nothing else is needed to turn a strategy into its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from synth.strategy.definition import Years

APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")

_STOP_WORDS = (
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these "
    "they this to was will with"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that the indexes built on Lucene may leave out: never asked for by themselves."""

FIRST_YEAR, LAST_YEAR = 1000, 3000
"""The ends of an open range of years."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What one source can be asked, and how it is written.

    `label` is the source's name for people. `fields` names, for each of our fields, the fields there that
    together hold it; an empty name is a word without a field. A field of ours that is missing is asked for
    as `any`, and `any` must be there. A term of two fields is asked for in each of them.

    The templates: `phrase` of `{words}` next to each other (a single word too), `prefix` of a `{stem}`,
    `in_field` of a `{field}` and a `{value}`; `both` and `either` stand between the parts of AND and of OR;
    every row of either has brackets, so that no precedence is relied on. NOT is never asked.

    `shortest` is the number of letters that must stand before a `*`, 0 where truncation is not known.
    `prefix_ends_phrase`: the last word of a phrase may be truncated; elsewhere such a phrase is asked as its
    parts. `stems`: the index keeps English stems, so that a truncated word is cut before endings that a
    stemmer takes off (`evaluat*` → `evalu*`). `folds`: accents make no difference there, so that they
    are asked once. `apostrophes` are the ways to ask for one. `stop_words` may be missing from the index.

    `years` is what is added to a query for a range of years, with `{first}` and `{last}`; empty where the
    years are no part of the query. `clauses` is the number of words and phrases of a query at most, and
    `url_bytes` the length of its address (0: no limit): longer ones are cut into several.
    """

    label: str
    fields: Mapping[str, tuple[str, ...]]
    phrase: str = '"{words}"'
    prefix: str = "{stem}*"
    in_field: str = "{field}:{value}"
    both: str = " AND "
    either: str = " OR "
    shortest: int = 3
    prefix_ends_phrase: bool = False
    stems: bool = False
    folds: bool = False
    apostrophes: tuple[str, ...] = APOSTROPHES
    stop_words: frozenset[str] = STOP_WORDS
    years: str = ""
    clauses: int = 900
    url_bytes: int = 0

    def names(self, field: str) -> tuple[str, ...]:
        """Return the fields there that hold a field of ours."""
        return self.fields.get(field) or self.fields["any"]

    def placed(self, field: str, value: str) -> str:
        """Return a value as it is asked for in a field there."""
        return self.in_field.format(field=field, value=value) if field else value

    def within(self, years: Years) -> str:
        """Return what limits a query to these years; an open end is the year 1000 or 3000."""
        if not (self.years and years):
            return ""
        return self.years.format(first=years.first or FIRST_YEAR, last=years.last or LAST_YEAR)
