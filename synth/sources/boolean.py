"""A strategy as boolean queries of a dialect: their union holds everything that the strategy accepts.

Each alternative of the strategy is an AND of ORs. What a dialect cannot say is asked more widely, or its
whole OR is left out of the AND, and it is checked on what comes back; a part of an OR is never left out,
since works would be lost. Spellings are those of `synth.sources.spelling`; the rules are in docs/sources.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from synth.errors import UsageError
from synth.sources.dialect import Dialect
from synth.sources.endings import before_endings
from synth.sources.protocol import Request, Translation
from synth.sources.spelling import APOSTROPHE, Form, forms, is_cut, left_out, reduced
from synth.sources.splitting import Lists, parts
from synth.strategy.definition import Strategy, Years
from synth.strategy.expression import Leaf
from synth.strategy.translate import Alternative, Group, alternatives
from synth.text import fold

MOST_TOGETHER = 24
"""Spellings of the words of a phrase that are asked together, since such a question cannot be cut."""

LANGUAGES = (
    "The languages are not asked, since works of unknown language would be lost; they are checked here."
)

Asking = Callable[[int, str, str], Request]
"""Makes a request of its number, the query, and what it asks in words."""


def translated(strategy: Strategy, dialect: Dialect, asking: Asking) -> Translation:
    """Return requests whose union holds every work that matches `strategy`, cut to the limits of `dialect`.

    Raises UsageError when an alternative cannot be asked at all or becomes too many requests.
    """
    requests: list[Request] = []
    widened = [LANGUAGES] if strategy.languages else []
    for number, alternative in enumerate(alternatives(strategy.expression), start=1):
        asked = question(alternative, dialect)
        widened += asked.widened
        fits = partial(_fits, years=strategy.years, dialect=dialect, asking=asking)
        cut = parts(asked.lists, fits, label=dialect.label)
        for part, lists in enumerate(cut, start=1):
            words = f"Combination {number}, part {part} of {len(cut)}"
            requests.append(asking(len(requests), written(lists, strategy.years, dialect), words))
    return Translation(tuple(requests), tuple(dict.fromkeys(widened)))


@dataclass(frozen=True, slots=True)
class Question:
    """What one alternative asks: lists joined by AND, and how they are wider than the strategy."""

    lists: Lists
    widened: tuple[str, ...]


def question(alternative: Alternative, dialect: Dialect) -> Question:
    """Return what to ask for an alternative: it holds every work that the alternative accepts.

    Raises UsageError when nothing of it can be asked.
    """
    lists: list[tuple[str, ...]] = []
    sentences = [
        f"`{part}` is not asked; it is checked here on what comes back." for part in alternative.dropped
    ]
    for group in alternative.groups:
        values, widened = _Asked(dialect).group(group)
        sentences += widened
        if values:
            lists.append(values)
    if not lists:
        raise _unaskable(alternative, dialect)
    return Question(tuple(dict.fromkeys(lists)), tuple(sentences))


def written(lists: Lists, years: Years, dialect: Dialect) -> str:
    """Return the query: every list in brackets, then the years."""
    limits = filter(None, (dialect.within(years),))
    return dialect.both.join([*(bracketed(dialect.either, values) for values in lists), *limits])


def clauses(lists: Lists, dialect: Dialect) -> int:
    """Return how many words and phrases with a field the query holds."""
    values = (value for one in lists for value in one)
    return sum(value.count(dialect.both) + value.count(dialect.either) + 1 for value in values)


def bracketed(operator: str, texts: Sequence[str]) -> str:
    """Return the texts joined by an operator, in brackets when there are several."""
    different = tuple(dict.fromkeys(texts))
    return f"({operator.join(different)})" if len(different) > 1 else different[0]


def _fits(lists: Lists, *, years: Years, dialect: Dialect, asking: Asking) -> bool:
    if dialect.clauses and clauses(lists, dialect) > dialect.clauses:
        return False
    if not dialect.url_bytes:
        return True
    return len(asking(0, written(lists, years, dialect), "").url.encode()) <= dialect.url_bytes


def _unaskable(alternative: Alternative, dialect: Dialect) -> UsageError:
    asked = _Asked(dialect)
    short = (leaf.text for group in alternative.groups for leaf in group if not asked.askable(leaf))
    terms = ", ".join(f"`{text}`" for text in dict.fromkeys(short))
    if not dialect.shortest:
        return UsageError(
            f"{dialect.label} cannot be asked for {terms}: it takes no `*`, and every set has one.",
            remedy="Write the forms of the word out instead, in all terms of one set at least.",
        )
    return UsageError(
        f"{dialect.label} cannot be asked for {terms}: a `*` needs {dialect.shortest} letters before it.",
        remedy="Write more letters before the `*`, or join it by AND with a longer term.",
    )


def _few(words: tuple[tuple[Form, ...], ...]) -> tuple[tuple[Form, ...], ...]:
    """Return the words with the fewest spellings, 24 together: a phrase holds them; one at least."""
    kept: list[tuple[Form, ...]] = []
    for found in sorted(words, key=len):
        if not kept or sum(map(len, kept)) + len(found) <= MOST_TOGETHER:
            kept.append(found)
    return tuple(found for found in words if found in kept)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words of a strategy in one dialect."""

    dialect: Dialect

    def group(self, group: Group) -> tuple[tuple[str, ...], list[str]]:
        """Return the values of a group, none when it cannot be asked, and how they are wider."""
        phrases: dict[tuple[str, ...], list[Form]] = {}
        loose: list[str] = []
        sentences: list[str] = []
        for leaf in group:
            if not self.askable(leaf):
                return (), [self._left_out(leaf, group)]
            names, apart = self.dialect.names(leaf.field), self._apart(leaf.words)
            spelled, short = self._long_enough(tuple(self._spelled(leaf.words)))
            if len(apart) > 1:
                loose.append(self._in_each(names, apart))
            elif apart:
                phrases.setdefault(names, []).extend(apart[0])
            else:
                phrases.setdefault(names, []).extend(spelled)
            sentences += self._about(leaf, spelled[0], apart=bool(apart))
            sentences += [f"`{leaf.text}` was asked for without `{form}`: too short." for form in short]
        values = [
            self._in_each(names, ((form,),)) for names, found in phrases.items() for form in reduced(found)
        ]
        return tuple(dict.fromkeys([*values, *loose])), sentences

    def askable(self, leaf: Leaf) -> bool:
        """Whether something can be asked for that holds every spelling of a leaf."""
        spelled, _ = self._long_enough(tuple(self._spelled(leaf.words)))
        return all(map(self._pieces, spelled)) or bool(self._apart(leaf.words))

    def _left_out(self, leaf: Leaf, group: Group) -> str:
        others = " OR ".join(f"`{other.text}`" for other in group)
        why = (
            f"is too short to ask for ({self.dialect.shortest} letters are needed before `*`)"
            if self.dialect.shortest
            else f"cannot be asked for ({self.dialect.label} takes no `*`)"
        )
        return f"`{leaf.text}` {why}: {others} was left out of the request and is checked here."

    def _spelled(self, words: tuple[str, ...]) -> Iterator[Form]:
        """Yield the forms of a phrase, each apostrophe written out in the ways that people type it."""
        seen: set[Form] = set()
        for form in forms(words):
            for apostrophe in self.dialect.apostrophes:
                one = tuple(self._folded(word.replace(APOSTROPHE, apostrophe)) for word in form)
                if one not in seen:
                    seen.add(one)
                    yield one

    def _long_enough(self, spelled: tuple[Form, ...]) -> tuple[tuple[Form, ...], list[str]]:
        """Return the forms without those that one letter for two makes too short to ask for, and those."""
        first, *others = spelled
        short = [
            form
            for form in others
            if len(form) == len(first) == 1
            and fold(form[0]) == fold(first[0])
            and self._pieces(first)
            and not self._pieces(form)
        ]
        return tuple(form for form in spelled if form not in short), [form for (form,) in short]

    def _folded(self, word: str) -> str:
        return fold(word) if self.dialect.folds else word

    def _apart(self, words: tuple[str, ...]) -> tuple[tuple[Form, ...], ...]:
        """Return the forms of each word of a phrase that has too many to ask for all of them.

        Words that cannot be asked, or that an index may leave out, are left out here.
        """
        if not left_out(words):
            return ()
        spelled = [tuple(self._spelled((word,))) for word in words]
        askable = (
            found
            for found in spelled
            if all(map(self._pieces, found))
            and not any(self.dialect.stop_words.issuperset(form) for form in found)
        )
        return _few(tuple(askable))

    def _about(self, leaf: Leaf, form: Form, *, apart: bool) -> Iterator[str]:
        if leaf.field not in self.dialect.fields:
            yield (
                f"`{leaf.field}:{leaf.text}` was asked for in any field: {self.dialect.label} has no such "
                "field to search in."
            )
        shown = " ".join(self._shown(word) for word in form if word)
        if is_cut(leaf.words) or shown != " ".join(filter(None, form)):
            yield f"`{leaf.text}` was asked for as `{shown}`, which holds it."
        pieces = self._pieces(form)
        if apart:
            yield f"`{leaf.text}` was asked for as its words, in any place of one field, for their spellings."
        elif len(pieces) > 1 or len(pieces[0].split()) < len(form):
            yield f"`{leaf.text}` was asked for as {' and '.join(pieces)} in any place of one field."

    def _pieces(self, form: Form) -> list[str]:
        """Return what a text that has the form holds: runs of plain words, and words with `*`."""
        if self._whole(form):
            return [self.dialect.phrase.format(words=" ".join((*form[:-1], f"{self._stem(form[-1])}*")))]
        pieces: list[str] = []
        for wild, run in groupby(form, key=lambda word: "*" in word or not word):
            words = tuple(run)
            if wild:
                pieces += [self.dialect.prefix.format(stem=stem) for stem in map(self._stem, words) if stem]
            elif len(words) == len(form) or not self.dialect.stop_words.issuperset(words):
                pieces.append(self.dialect.phrase.format(words=" ".join(words)))
        return pieces

    def _whole(self, form: Form) -> bool:
        """Whether a form is a phrase of which the last word only is truncated, and may be asked as such."""
        return (
            self.dialect.prefix_ends_phrase
            and len(form) > 1
            and all(word and "*" not in word for word in form[:-1])
            and "*" in form[-1]
            and bool(self._stem(form[-1]))
        )

    def _stem(self, word: str) -> str:
        """Return the beginning of a word that may be asked: `foto's*` → `foto`, `ab*` → nothing."""
        stem = word.removesuffix("*")
        for apostrophe in self.dialect.apostrophes:
            stem = stem.partition(apostrophe)[0]
        if self.dialect.stems:
            stem = before_endings(stem)
        return stem if self.dialect.shortest and len(stem) >= self.dialect.shortest else ""

    def _shown(self, word: str) -> str:
        stem = self._stem(word) if word.endswith("*") and self.dialect.stems else ""
        return f"{stem}*" if stem else word

    def _in_each(self, names: tuple[str, ...], words: tuple[tuple[Form, ...], ...]) -> str:
        """Return the question for words, each in one of its forms, all in one of the fields."""
        return bracketed(self.dialect.either, [self._in_one(name, words) for name in names])

    def _in_one(self, name: str, words: tuple[tuple[Form, ...], ...]) -> str:
        asked = (
            [
                bracketed(
                    self.dialect.both, [self.dialect.placed(name, piece) for piece in self._pieces(form)]
                )
                for form in found
            ]
            for found in words
        )
        return bracketed(self.dialect.both, [bracketed(self.dialect.either, options) for options in asked])
