"""Indicator terms: a word, a "phrase", truncation with `*`, or a literal form such as `=kosten`."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_WORDS = 8
MAX_TERM = 120
"""Characters."""
MAX_STARS = 3
SHORTEST_STEM = 3
"""Letters beside `*`: a shorter stem would match half the language."""

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*\Z")


@dataclass(frozen=True, slots=True)
class TermWord:
    """One word of a term: `text` as written; `literal` words match their exact form, not their lemma."""

    text: str
    literal: bool = False

    @property
    def truncated(self) -> bool:
        """Whether `*` stands in it."""
        return "*" in self.text


@dataclass(frozen=True, slots=True)
class Term:
    """An indicator term as `written`, taken apart into the words that must follow each other."""

    written: str
    words: tuple[TermWord, ...]


def parse_term(written: str) -> Term:
    """Take an indicator term apart; raises ValueError with one sentence that says what is wrong."""
    body, literal = written.strip(), False
    if len(body) > MAX_TERM:
        raise ValueError(f"is longer than {MAX_TERM} characters; shorten it")
    if body.startswith("="):
        body, literal = body[1:].strip(), True
    quoted = len(body) > 1 and body[0] == body[-1] == '"'
    if quoted:
        body = body[1:-1]
    written_words = body.split()
    _check_shape(written_words, quoted=quoted)
    words = [piece for word in written_words for piece in _pieces(word)]
    for word in words:
        _check_word(word)
    if literal and "*" in body:
        raise ValueError("is literal (=) and truncated (*) at once; drop one of the two")
    return Term(written, tuple(TermWord(word, literal) for word in words))


def _pieces(word: str) -> list[str]:
    """A word cut where texts are cut: `kosten/baten` is two words side by side."""
    return re.split(r"(?<=[^\W_])[./](?=[^\W_])", word)


def _check_shape(words: list[str], *, quoted: bool) -> None:
    if not words:
        raise ValueError("is empty; write a word, or remove it")
    if len(words) > MAX_WORDS:
        raise ValueError(f"has more than {MAX_WORDS} words; shorten it")
    if not quoted and {"AND", "OR", "NOT"} & set(words):
        raise ValueError(
            "has an operator; indicator terms have none: write each alternative as a term of its own"
        )
    if not quoted and len(words) > 1:
        raise ValueError("has words side by side; put a phrase in quotes: '\"two words\"'")


def _check_word(word: str) -> None:
    stem = word.replace("*", "")
    if '"' in word:
        raise ValueError("has a quote that is not closed; put the whole phrase in one pair of quotes")
    if not stem or not _WORD.match(stem):
        raise ValueError(f"has `{word}`, which is not a word; use letters, digits, hyphens and `*`")
    if "*" in word and len(stem) < SHORTEST_STEM:
        raise ValueError(f"has `{word}`: write at least {SHORTEST_STEM} letters beside `*`")
    if word.count("*") > MAX_STARS:
        raise ValueError(f"has `{word}`: use `*` at most {MAX_STARS} times in a word")
