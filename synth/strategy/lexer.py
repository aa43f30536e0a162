"""An expression cut into words, phrases, fields, operators and brackets, each at its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from synth.errors import Position, Problem
from synth.strategy.expression import DEFAULT_GAP, MAX_GAP, NEAR, OPERATORS, SEARCH_FIELDS, SHORT_FIELDS
from synth.strategy.foreign import field_remedy, pasted
from synth.strategy.problems import problem
from synth.strategy.rules import MAX_WORDS, SHORTEST_STEM
from synth.strategy.words import pattern_parts, split_words, stem_length

Place = Callable[[int], Position]
"""Where the character at an offset of the expression stands in the file."""

Kind = Literal["word", "phrase", "field", "operator", "near", "line", "(", ")"]

QUOTES = '"“”„‟«»″＂'
_CAPITALS = ("AND", "OR", "NOT")
_SPACE = re.compile(r"\s+")
_COMMENT = re.compile(r"#[^\n]*")
_NUMBERED = re.compile(r"#\d+\b")
_GLUED = re.compile(r"#\w+")
"""The rest of a word that goes on behind `#`, as in `wom#n`."""
_PHRASE = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
_BARE = re.compile(rf"[^\s()#:{QUOTES}]+")
_NEAR = re.compile(rf"{NEAR}(?:/(\d{{1,3}}))?")
_PROXIMITY = re.compile(r"(?:(?i:NEAR|ADJ|PRE|NEXT|WITHIN)/?|(?i:[WNP])/)(\d{1,3})|ADJ|NEXT|NEAR/\S*")
_ADJACENT = "ADJ"
"""In Ovid, ADJ1 is next to each other; elsewhere that is 0."""
_INSIDE = "*?$.-'‐‑‒–−﹣－‘’‛ʼʹ′´＇`"
"""Signs that may stand in a word without quotes."""
_INVISIBLE = ("Cf", "Mn", "Mc", "Me")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One piece of an expression: `text`, the `words` of a term, the `gap` of NEAR, `start` as an offset."""

    kind: Kind
    text: str
    start: int
    words: tuple[str, ...] = ()
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Lexed:
    """The pieces of an expression, the errors that make it unusable and the warnings."""

    lexemes: tuple[Lexeme, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def lex(text: str, place: Place) -> Lexed:
    """Cut `text` into pieces; never raises, whatever the text is."""
    lexer = _Lexer(text, place)
    return Lexed(tuple(lexer.run()), tuple(lexer.errors), tuple(lexer.warnings))


def check_words(words: tuple[str, ...], text: str, position: Position) -> tuple[list[Problem], list[Problem]]:
    """Return what is wrong with the words of a term, as errors and warnings."""
    parts = [part for word in words for part in pattern_parts(word)]
    errors: list[Problem] = []
    if not parts:
        errors.append(problem("S008", position, text=text.strip() or '""'))
    if len(parts) > MAX_WORDS:
        errors.append(problem("S019", position, text=f"{' '.join(words[:3])} …"))
    if any(stem_length(part) == 0 for part in parts):
        errors.append(problem("S010", position, text=text))
    short = not errors and any("*" in part and stem_length(part) < SHORTEST_STEM for part in parts)
    return errors, [problem("S103", position, text=text)] if short else []


class _Lexer:
    def __init__(self, text: str, place: Place) -> None:
        self.text, self.place, self.at = text, place, 0
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []

    def run(self) -> Iterator[Lexeme]:
        while self.at < len(self.text):
            start = self.at
            if self._is_pasted(start):
                continue
            yield from self._next(self.text[start])
            if self.at == start:
                self._fail("S014", start, text=self.text[start])
                self.at += 1

    def _is_pasted(self, start: int) -> bool:
        """Whether a piece of another syntax begins at `start`; then it is noted and passed over."""
        piece = pasted(self.text, start)
        if piece:
            self._fail(piece.code, start, **piece.values)
            self.at = start + piece.length
        return piece is not None

    def _next(self, character: str) -> Iterator[Lexeme]:
        if character.isspace():
            self._take(_SPACE)
        elif unicodedata.category(character) == "Cf":
            self.at += 1
        elif character == "(":
            yield Lexeme("(", "(", self._step())
        elif character == ")":
            yield Lexeme(")", ")", self._step())
        elif character == "#":
            yield from self._hash()
        elif character in QUOTES:
            yield from self._phrase()
        else:
            yield from self._bare()

    def _step(self) -> int:
        self.at += 1
        return self.at - 1

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return match

    def _fail(self, code: str, start: int, **values: str) -> None:
        self.errors.append(problem(code, self.place(start), **values))

    def _hash(self) -> Iterator[Lexeme]:
        start = self.at
        if start and self.text[start - 1].isalnum() and (glued := self._take(_GLUED)):
            self._fail("S015", start, text=glued.group(), sign="#")
        elif numbered := self._take(_NUMBERED):
            yield Lexeme("line", f"#{int(numbered.group()[1:])}", start)
        else:
            self._take(_COMMENT)

    def _phrase(self) -> Iterator[Lexeme]:
        start, match = self.at, self._take(_PHRASE)
        if match is None:
            shown = self.text[start : start + 20].split("\n")[0]
            self._fail("S001", start, text=shown)
            self.at = len(self.text)
            return
        yield from self._term("phrase", match[1], start)

    def _bare(self) -> Iterator[Lexeme]:
        start, match = self.at, self._take(_BARE)
        if match is None:
            return
        word = match.group()
        if self.text.startswith(":", self.at):
            self.at += 1
            yield from self._field(word, start)
        elif word in _CAPITALS:
            yield Lexeme("operator", word, start)
        elif near := _NEAR.fullmatch(word):
            yield from self._near(word, start, near[1])
        elif not self._refused(word, start):
            yield from self._term("word", word, start)

    def _field(self, name: str, start: int) -> Iterator[Lexeme]:
        field = SHORT_FIELDS.get(name.lower(), name.lower())
        if field in SEARCH_FIELDS:
            yield Lexeme("field", field, start)
        else:
            self._fail("S011", start, name=name, remedy=field_remedy(name))

    def _near(self, word: str, start: int, number: str | None) -> Iterator[Lexeme]:
        gap = DEFAULT_GAP if number is None else int(number)
        if number is None:
            self.warnings.append(problem("S106", self.place(start)))
        if gap > MAX_GAP:
            self._fail("S016", start, text=word, instead=f"{NEAR}/{MAX_GAP}")
        yield Lexeme("near", word, start, gap=gap)

    def _refused(self, word: str, start: int) -> bool:
        """Whether the word is something else than a term; then the error is noted."""
        noted = len(self.errors)
        odd = next((i for i, c in enumerate(word) if not _may_stand_inside(c)), 0 if word[0] == "-" else None)
        if word.upper() in _CAPITALS:
            self._fail("S006", start, text=word, operator=word.upper())
        elif word in OPERATORS:
            self._fail("S007", start, text=word, operator=OPERATORS[word])
        elif proximity := _PROXIMITY.fullmatch(word):
            self._fail("S016", start, text=word, instead=_instead(word, proximity[1]))
        elif odd is not None and word[odd] == "%":
            self._fail("S015", start + odd, text=word, sign="%")
        elif odd is not None and not self._is_pasted(start + odd):
            self._fail("S014", start + odd, text=word[odd])
        return len(self.errors) > noted

    def _term(self, kind: Literal["word", "phrase"], text: str, start: int) -> Iterator[Lexeme]:
        words = split_words(text)
        errors, warnings = check_words(words, text, self.place(start))
        self.errors += errors
        self.warnings += warnings
        yield Lexeme(kind, " ".join(text.split()), start, words)


def _instead(operator: str, number: str | None) -> str:
    """Return NEAR with the distance that an operator of another database means."""
    least = 1 if operator.upper().startswith(_ADJACENT) else 0
    return f"{NEAR}/{max(int(number or 1) - least, 0)}"


def _may_stand_inside(character: str) -> bool:
    return character.isalnum() or character in _INSIDE or unicodedata.category(character) in _INVISIBLE
