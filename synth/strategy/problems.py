"""What can be wrong in a search strategy, as one table: code, label, message, remedy, bad and good example.

Errors stop the strategy from being used; warnings come with it. docs/strategy.md has a section for each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.errors import Position, Problem
from synth.strategy.expression import SEARCH_FIELDS

MAX_DEPTH = 50
"""Brackets and NOTs inside each other."""

MAX_WORDS = 32
"""Words of a phrase, the parts of hyphenated words counted each."""

SHORTEST_STEM = 3
"""Letters beside `*`; fewer gives a warning."""

Kind = Literal["expression", "combine", "file"]
"""Where the examples of a rule belong: in an expression, in `combine`, or under `sets` of a file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong; `message` and `remedy` are `str.format` texts."""

    code: str
    label: str
    message: str
    remedy: str
    bad: str
    good: str
    severity: Literal["error", "warning"] = "error"
    kind: Kind = "expression"


_FIELDS = ", ".join(SEARCH_FIELDS)

_TABLE = (
    Rule(
        "S001",
        "quote not closed",
        "The quote that opens at `{text}` is not closed.",
        "Write the closing quote at the end of the phrase.",
        '"evidence based',
        '"evidence based"',
    ),
    Rule(
        "S002",
        "bracket not closed",
        "The bracket `(` is not closed.",
        "Write `)` where the group ends.",
        "work AND (aid OR labour",
        "work AND (aid OR labour)",
    ),
    Rule(
        "S003",
        "bracket not opened",
        "The bracket `)` was not opened.",
        "Remove it, or write `(` where the group begins.",
        "work OR labour)",
        "(work OR labour)",
    ),
    Rule(
        "S004",
        "term missing",
        "A term is missing {where}.",
        'Write a word, a "phrase" or a group in brackets there.',
        "work AND",
        "work AND aid",
    ),
    Rule(
        "S005",
        "no operator between terms",
        "`{left}` and `{right}` stand side by side without an operator.",
        "Write AND or OR between them{phrase}.",
        "sociale zekerheid",
        '"sociale zekerheid"',
    ),
    Rule(
        "S006",
        "operator in small letters",
        "`{text}` is not an operator in small letters.",
        "Write {operator}; if you mean the word, put it in quotes.",
        "work and labour",
        "work AND labour",
    ),
    Rule(
        "S007",
        "operator in another language",
        "`{text}` is not an operator.",
        "Operators are AND, OR and NOT: write {operator}; if you mean the word, put it in quotes.",
        "werk EN arbeid",
        "werk AND arbeid",
    ),
    Rule(
        "S008",
        "empty phrase",
        "The term `{text}` has no letters or digits.",
        "Write a word in it, or remove it.",
        'work OR ""',
        "work",
    ),
    Rule(
        "S009",
        "nothing to search",
        "There is nothing to search {where}.",
        "Write at least one term.",
        "work OR ()",
        "work",
    ),
    Rule(
        "S010",
        "truncation alone",
        "In `{text}` a `*` stands alone, so that any word fits.",
        "Write letters beside `*`, or remove it.",
        "work AND *",
        "work AND aid*",
    ),
    Rule(
        "S011",
        "unknown field",
        "There is no field `{name}`.",
        f"Use one of: {_FIELDS}; if the colon belongs to the term, put the term in quotes.",
        "titel:werk",
        "title:werk",
    ),
    Rule(
        "S012",
        "field inside a field",
        "The field `{name}` stands inside another field.",
        "Name one field for each term.",
        "title:(work OR abstract:labour)",
        "title:work OR abstract:labour",
    ),
    Rule(
        "S013",
        "unknown set",
        "There is no set `{name}`.",
        "{closest}The sets are: {known}. A term needs quotes here.",
        "topic AND nowledge",
        "topic AND knowledge",
        kind="combine",
    ),
    Rule(
        "S014",
        "sign not understood",
        "The sign `{text}` means nothing here.",
        "Put the term in quotes, or write AND, OR, NOT, ( ) or a field such as `title:`.",
        "work[tiab]",
        "title:work OR abstract:work",
    ),
    Rule(
        "S015",
        "wildcard not understood",
        "The wildcard `{text}` is not understood.",
        "Use `*`, which stands for any letters or none, or write both words with OR.",
        "wom?n",
        "wom*n",
    ),
    Rule(
        "S016",
        "proximity not understood",
        "The operator `{text}` is not understood.",
        "Write AND, or the phrases that people use in quotes with OR between them.",
        "work NEAR/3 labour",
        "work AND labour",
    ),
    Rule(
        "S017",
        "numbered line",
        "`{text}` calls a line by its number.",
        "Give each set a name under `sets` and use the names in `combine`.",
        "#1 OR #2",
        "work OR labour",
    ),
    Rule(
        "S018",
        "nested too deep",
        f"Brackets and NOTs stand more than {MAX_DEPTH} deep inside each other.",
        "Split the expression into sets and combine them by name.",
        "(" * (MAX_DEPTH + 1) + "work" + ")" * (MAX_DEPTH + 1),
        "(work)",
    ),
    Rule(
        "S019",
        "phrase too long",
        f"The phrase `{{text}}` has more than {MAX_WORDS} words.",
        "Keep the words that matter, or write parts of it with AND between them.",
        '"' + "work and " * (MAX_WORDS // 2) + 'labour"',
        '"work and labour"',
    ),
    Rule(
        "S101",
        "NOT without anything to search",
        "The strategy accepts everything that lacks a term.",
        "Records can be matched with it, but no source can be asked it: write what to look for before NOT.",
        "NOT labour",
        "work NOT labour",
        severity="warning",
    ),
    Rule(
        "S102",
        "AND and OR without brackets",
        "AND and OR stand side by side without brackets; AND is read first.",
        "Write brackets: databases differ in what they read first.",
        "work AND aid OR labour",
        "(work AND aid) OR labour",
        severity="warning",
    ),
    Rule(
        "S103",
        "short truncation",
        f"`{{text}}` has fewer than {SHORTEST_STEM} letters beside `*` and fits very many words.",
        "Write more letters, or the words themselves with OR.",
        "wo*",
        "work*",
        severity="warning",
    ),
    Rule(
        "S104",
        "heading read literally",
        "`{text}` looks like a heading or an expression, but is searched as these words in this order.",
        "Write `forms` with what people write, or put it under `forms` as it is if that is what you mean.",
        "topic: {terms: ['Modellen, theoretische']}",
        "topic: {terms: [{term: 'Modellen, theoretische', forms: ['\"theoretisch* model*\"']}]}",
        severity="warning",
        kind="file",
    ),
    Rule(
        "S105",
        "set not used",
        "The set `{name}` is not used in `combine`.",
        "Use it there, or remove it.",
        "topic: {terms: [work]}\nspare: {terms: [labour]}",
        "topic: {terms: [work]}",
        severity="warning",
        kind="file",
    ),
    Rule(
        "S201",
        "set without one content",
        "The set `{name}` needs either `terms` or `expression`.",
        "Keep one of the two.",
        "topic: {label: {en: Topic}}",
        "topic: {terms: [work]}",
        kind="file",
    ),
    Rule(
        "S202",
        "term twice",
        "The term `{text}` stands twice in the set `{name}`.",
        "Remove one.",
        "topic: {terms: [Work, Work]}",
        "topic: {terms: [Work]}",
        kind="file",
    ),
)

RULES: dict[str, Rule] = {rule.code: rule for rule in _TABLE}
"""The table by code."""


def problem(code: str, position: Position, **values: str) -> Problem:
    """Return the problem `code` at `position`, its message and remedy filled in with `values`."""
    rule = RULES[code]
    return Problem(position, rule.message.format(**values), rule.remedy.format(**values), code)
