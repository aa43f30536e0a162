"""The sentences of many texts, read together: what their terms suggest, and what the model reads in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from synth.coding.languages import likeliest_language, little_words, told_languages
from synth.coding.marks import Mark, marks_in
from synth.coding.reading import Row, row_of
from synth.coding.sentence_features import Look, asks, looks, terms_say
from synth.coding.sentences import Span, sentences
from synth.coding.suggest import Suggester, order
from synth.coding.wordlists import LANGUAGES
from synth.model import Language, Suggestion


class Sentence(NamedTuple):
    """A sentence at its place in a text, which has this number, and what is read in it.

    `language` is that in which the model reads it; `made` is what its terms suggest, the best first.
    """

    text: int
    span: Span
    language: Language
    made: Sequence[Suggestion]
    look: Look


class _Written(NamedTuple):
    """A sentence as it stands in a text, and the languages it is read in: for its terms, and by the model."""

    text: int
    span: Span
    quote: str
    by_terms: Sequence[Language]
    by_model: Language


def read_sentences(
    texts: Sequence[tuple[str, Language]], suggester: Suggester, roots: Sequence[str]
) -> list[Sentence]:
    """The sentences of texts, each text with its language if known; without those that ask something."""
    row, written = _written(texts, suggester.languages)
    found: dict[int, list[Suggestion]] = {number: [] for number in written}
    heard: list[tuple[Row, dict[int, Sequence[Mark]]]] = []
    for language in dict.fromkeys((*suggester.languages, *LANGUAGES)):
        numbers = [n for n, one in written.items() if language in (*one.by_terms, one.by_model)]
        if not numbers:  # its words need not be read then
            continue
        here = row.in_language(language)
        cues = dict(zip(numbers, marks_in(here, numbers), strict=True))
        quotes = {n: written[n].quote for n in numbers if language in written[n].by_terms}
        for number, some in suggester.suggest_in(here, quotes, cues).items():
            found[number] += some
        heard.append((here, {n: some for n, some in cues.items() if written[n].by_model == language}))
    made = {number: sorted(some, key=order) for number, some in found.items()}
    terms = {number: terms_say(some, suggester.codebook, roots) for number, some in made.items()}
    seen: dict[int, Look] = {}
    for here, cues in heard:
        seen |= looks(here, {n: (written[n].quote, terms[n]) for n in cues}, cues)
    return [Sentence(one.text, one.span, one.by_model, made[n], seen[n]) for n, one in written.items()]


def _written(
    texts: Sequence[tuple[str, Language]], languages: tuple[Language, ...]
) -> tuple[Row, dict[int, _Written]]:
    """All sentences of texts in a row, and by their numbers those that do not ask anything.

    A sentence that does not tell its language itself is in that of the whole text, if that is clear.
    """
    spans = [(number, span) for number, (text, _) in enumerate(texts) for span in sentences(text)]
    quotes = [texts[number][0][start:end] for number, (start, end) in spans]
    row = row_of(quotes, "")
    little = little_words(row)
    counts = [0] * len(texts)
    for (number, _), count in zip(spans, little, strict=True):
        counts[number] += count
    spoken = [_spoken(count, language) for count, (_, language) in zip(counts, texts, strict=True)]
    return row, {
        at: _Written(
            number,
            span,
            quote,
            told_languages(count, spoken[number], languages),
            likeliest_language(quote, told_languages(count, spoken[number], LANGUAGES)),
        )
        for at, ((number, span), quote, count) in enumerate(zip(spans, quotes, little, strict=True))
        if not asks(quote)
    }


def _spoken(little: int, declared: Language) -> Language:
    """The language of a text with these little words, if it is declared or clear."""
    clear = () if declared else told_languages(little, declared, LANGUAGES)
    return clear[0] if len(clear) == 1 else declared
