"""What the search language of a database can say: its tags, signs, operators and limits, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Truncated = Literal["nowhere", "last", "anywhere"]
"""In which words of a phrase a wildcard may stand."""


@dataclass(frozen=True, slots=True)
class Wildcards:
    """The signs for letters that may vary, and where they may stand.

    `any` stands for any letters or none, `one` for exactly one, `optional` for one or none (empty: there is
    no such sign). `left`: a word may begin with `any`; `inside`: it may stand within a word. `shortest` is
    the number of letters that must stand before `any`, or behind it on the left. `one_last`: `one` may end
    a word. `most` is the number of letters that `any` stands for at most (0: no limit).
    """

    any: str = "*"
    one: str = ""
    optional: str = ""
    left: bool = False
    inside: bool = True
    shortest: int = 1
    one_last: bool = True
    in_phrase: Truncated = "anywhere"
    optional_in_phrase: bool = True
    most: int = 0


@dataclass(frozen=True, slots=True)
class Proximity:
    """The operator for words near each other, in any order.

    `template` has `{n}`; `offset` is added to the number of words between to get what the operator counts.
    `lists`: a side may be several terms joined by OR. An empty template: see `Dialect.near_phrase`.
    """

    template: str
    offset: int = 0
    lists: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """Years and languages: `years` has `{first}` and `{last}`, both included; `language` has `{names}`.

    `until_now` is written for an open last year. `before` and `after` are `{first}` less one and `{last}`
    plus one. With `as_lines` a limit is a line of its own that narrows the line `{line}`; an empty template
    means that it is set in the interface.
    """

    years: str = ""
    language: str = ""
    until_now: str = ""
    as_lines: bool = False


@dataclass(frozen=True, slots=True)
class Dialect:
    """One search language.

    `fields` maps a field of a strategy to the tags that cover it, which are joined by OR; a field that is
    missing is searched as `any`. `tagged` has `{text}` and `{tag}`; `groups` says whether a tag may hold
    terms in brackets. `phrase` has `{words}`; where it has no quotes, words that mean something to the
    database are quoted one by one. `quoted` words are written in quotes even when they stand alone, so that
    they are not stemmed. `line` has `{n}` and calls an earlier line. `near_phrase` has `{words}` and `{tag}`.
    `remarks` are sentences that always hold.
    """

    name: str
    label: str
    documentation: str
    fields: Mapping[str, tuple[str, ...]]
    tagged: str
    line: str
    wildcards: Wildcards
    limits: Limits
    proximity: Proximity | None = None
    near_phrase: str = ""
    near_fields: tuple[str, ...] = ()
    groups: bool = True
    phrase: str = '"{words}"'
    quoted: bool = False
    negation: str = "NOT"
    remarks: tuple[str, ...] = ()
