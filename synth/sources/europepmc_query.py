"""A strategy in the query language of Europe PMC.

Rules, with references, are in docs/sources.md. In short: every word names its field, since a bare one is
looked for in the full text too; a phrase stands in quotes; a `*` ends a word, never one inside a phrase.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from synth.errors import UsageError
from synth.sources.spelling import Form, forms, left_out, reduced
from synth.sources.splitting import Lists
from synth.strategy.definition import Years
from synth.strategy.expression import Leaf
from synth.strategy.translate import Alternative, Group

SHORTEST_PREFIX = 3
MOST_VARYING = 2
"""Words with several spellings from which a phrase is asked for as its words."""

Fields = tuple[str, ...]
FIELDS: dict[str, Fields] = {"title": ("TITLE",), "abstract": ("ABSTRACT",), "keywords": ("KW",)}
ANY_FIELD = ("TITLE", "ABSTRACT", "KW")
FIRST_YEAR, LAST_YEAR = 1000, 3000
"""The ends of an open range."""

STOP_WORDS = frozenset(
    (
        *(
            "a",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "but",
            "by",
            "for",
            "if",
            "in",
            "into",
            "is",
            "it",
            "no",
        ),
        *("not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these", "they", "this"),
        *("to", "was", "will", "with"),
    )
)
"""Words that an index may leave out: never asked for by themselves."""

_APOSTROPHES = ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
_POSSESSIVE = tuple(f"{apostrophe}s" for apostrophe in _APOSTROPHES)


@dataclass(frozen=True, slots=True)
class Question:
    """What one alternative asks: lists joined by AND, and how they are wider than the strategy."""

    lists: Lists
    widened: tuple[str, ...]


def question(alternative: Alternative) -> Question:
    """Return what to ask for an alternative: it holds every work that the alternative accepts.

    Raises UsageError when nothing of it can be asked.
    """
    lists: list[tuple[str, ...]] = []
    sentences = [
        f"`{part}` is not asked; it is checked here on what comes back." for part in alternative.dropped
    ]
    for group in alternative.groups:
        values, widened = _values(group)
        sentences += widened
        if values:
            lists.append(values)
    if not lists:
        terms = ", ".join(f"`{leaf.text}`" for group in alternative.groups for leaf in group)
        raise UsageError(
            f"Europe PMC cannot be asked for {terms}: a `*` needs {SHORTEST_PREFIX} letters before it.",
            remedy="Write more letters before the `*`, or join it by AND with a longer term.",
        )
    return Question(tuple(dict.fromkeys(lists)), tuple(sentences))


def written(lists: Lists, years: Years) -> str:
    """Return the query: every list in brackets, then the years."""
    limits = (_years(years),) if years else ()
    return " AND ".join([*(_bracketed(" OR ", values) for values in lists), *limits])


def clauses(lists: Lists) -> int:
    """Return how many words and phrases with a field the query holds."""
    return sum(value.count(":") for values in lists for value in values)


def _years(years: Years) -> str:
    first, last = years.first or FIRST_YEAR, years.last or LAST_YEAR
    return f"(PUB_YEAR:[{first} TO {last}] OR FIRST_PDATE:[{first}-01-01 TO {last}-12-31])"


def _values(group: Group) -> tuple[tuple[str, ...], list[str]]:
    """Return the values of a group, none when it cannot be asked, and how they are wider."""
    phrases: dict[Fields, list[Form]] = {}
    loose: list[str] = []
    sentences: list[str] = []
    for leaf in group:
        fields = FIELDS.get(leaf.field, ANY_FIELD)
        spelled, apart = list(_spelled(leaf.words)), _apart(leaf.words)
        if not (apart or all(map(_pieces, spelled))):
            others = " OR ".join(f"`{other.text}`" for other in group)
            return (), [
                f"`{leaf.text}` is too short to ask for ({SHORTEST_PREFIX} letters are needed before `*`): "
                f"{others} was left out of the request and is checked here."
            ]
        if apart:
            loose.append(_in_each(fields, apart))
        else:
            phrases.setdefault(fields, []).extend(spelled)
        sentences += _about(leaf, spelled[0], apart=bool(apart))
    values = [_value(form, fields) for fields, found in phrases.items() for form in reduced(found)]
    return tuple(dict.fromkeys([*values, *loose])), sentences


def _spelled(words: tuple[str, ...]) -> Iterator[Form]:
    """Yield the forms of a phrase, each apostrophe written out in the ways that people type it."""
    for form in forms(words):
        if not any("?" in word for word in form):
            yield form
            continue
        for apostrophe in _APOSTROPHES:
            yield tuple(word.replace("?", apostrophe) for word in form)


def _apart(words: tuple[str, ...]) -> tuple[tuple[Form, ...], ...]:
    """Return the forms of each word when two or more of a phrase have several, else nothing.

    A text may write each of them differently: as phrases, all pairs would have to be asked for. Words that
    cannot be asked, or that an index may leave out, are left out here.
    """
    spelled = [tuple(_spelled((word,))) for word in words]
    if sum(_varies(found, last=i == len(words) - 1) for i, found in enumerate(spelled)) < MOST_VARYING:
        return ()
    return tuple(
        found
        for found in spelled
        if all(map(_pieces, found)) and not any(STOP_WORDS.issuperset(form) for form in found)
    )


def _varies(found: tuple[Form, ...], *, last: bool) -> bool:
    """Whether a word has several forms; that of possession counts at the end of a phrase only."""
    return len([form for form in found if last or not form[-1].endswith(_POSSESSIVE)]) > 1


def _about(leaf: Leaf, form: Form, *, apart: bool) -> Iterator[str]:
    if any("*" in word.rstrip("*") for word in leaf.words):
        yield f"`{leaf.text}` was asked for as `{' '.join(filter(None, form))}`, which holds it."
    pieces = _pieces(form)
    if apart:
        yield f"`{leaf.text}` was asked for as its words, in any place of one field, for their spellings."
    elif len(pieces) > 1 or len(pieces[0].split()) < len(form):
        yield f"`{leaf.text}` was asked for as {' and '.join(pieces)} in any place of one field."
    if not apart and (missing := left_out(leaf.words)):
        yield (
            f"`{leaf.text}` has more spellings than are asked for: works that have it only in one of "
            f"{missing} rare ones are missed."
        )


def _pieces(form: Form) -> list[str]:
    """Return what a text must hold for the form to stand in it: runs of plain words, and words with `*`."""
    pieces: list[str] = []
    for wild, run in groupby(form, key=lambda word: "*" in word or not word):
        words = tuple(run)
        if wild:
            pieces += filter(None, map(_truncated, words))
        elif len(words) == len(form) or not STOP_WORDS.issuperset(words):
            pieces.append(f'"{" ".join(words)}"')
    return pieces


def _truncated(word: str) -> str:
    """Return a word with `*` as it may be asked: `foto's*` → `foto*`, `ab*` → nothing."""
    stem = word.removesuffix("*")
    for apostrophe in _APOSTROPHES:
        stem = stem.partition(apostrophe)[0]
    return f"{stem}*" if len(stem) >= SHORTEST_PREFIX else ""


def _value(form: Form, fields: Fields) -> str:
    return _in_each(fields, ((form,),))


def _in_each(fields: Fields, words: tuple[tuple[Form, ...], ...]) -> str:
    """Return the question for words, each in one of its forms, all in one of the fields."""
    return _bracketed(" OR ", [_in_one(field, words) for field in fields])


def _in_one(field: str, words: tuple[tuple[Form, ...], ...]) -> str:
    asked = (
        [_bracketed(" AND ", [f"{field}:{piece}" for piece in _pieces(form)]) for form in found]
        for found in words
    )
    return _bracketed(" AND ", [_bracketed(" OR ", options) for options in asked])


def _bracketed(operator: str, texts: Sequence[str]) -> str:
    """Return the texts joined by an operator, in brackets when there are several."""
    different = tuple(dict.fromkeys(texts))
    return f"({operator.join(different)})" if len(different) > 1 else different[0]
