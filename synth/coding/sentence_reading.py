"""The sentences of many texts, read together: what their terms suggest, and what the model reads in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from synth.coding.languages import reading_languages
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
    texts: Iterable[tuple[str, Language]], suggester: Suggester, roots: Sequence[str]
) -> list[Sentence]:
    """The sentences of texts, each text with its language if known; without those that ask something."""
    written = [
        one
        for number, (text, language) in enumerate(texts)
        for one in _written(number, text, language, suggester.languages)
    ]
    row = row_of([one.quote for one in written], "")
    found: list[list[Suggestion]] = [[] for _ in written]
    heard: list[tuple[Row, dict[int, Sequence[Mark]]]] = []
    for language in dict.fromkeys((*suggester.languages, *LANGUAGES)):
        here = row.in_language(language)
        numbers = [n for n, one in enumerate(written) if language in (*one.by_terms, one.by_model)]
        cues = dict(zip(numbers, marks_in(here, numbers), strict=True))
        quotes = {n: written[n].quote for n in numbers if language in written[n].by_terms}
        for number, some in suggester.suggest_in(here, quotes, cues).items():
            found[number] += some
        heard.append((here, {n: some for n, some in cues.items() if written[n].by_model == language}))
    made = [sorted(some, key=order) for some in found]
    terms = [terms_say(some, suggester.codebook, roots) for some in made]
    seen: dict[int, Look] = {}
    for here, cues in heard:
        seen |= looks(here, {n: (written[n].quote, terms[n]) for n in cues}, cues)
    return [Sentence(one.text, one.span, one.by_model, made[n], seen[n]) for n, one in enumerate(written)]


def _written(number: int, text: str, language: Language, languages: Sequence[Language]) -> Iterator[_Written]:
    """The sentences of a text that do not ask anything.

    Those that do not tell their language themselves are in that of the whole text, if that is clear.
    """
    clear = () if language else reading_languages(text, language, LANGUAGES)
    spoken = clear[0] if len(clear) == 1 else language
    for span in sentences(text):
        quote = text[span.start : span.end]
        if not asks(quote):
            by_model = reading_languages(quote, spoken, LANGUAGES)[0]
            yield _Written(number, span, quote, reading_languages(quote, spoken, languages), by_model)
