"""What terms find in a text, worked out from the definition: no short cut, and slow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import simplemma
from spacy.lookups import Table, load_lookups

from synth.coding.halves import SHORTEST_PART
from synth.coding.lemmas import Split, folded
from synth.coding.terms import TermWord, parse_term
from synth.coding.wordlists import wordlist
from synth.globs import Glob
from synth.text import Token, tokens

Place = tuple[str, int, int, str]


@cache
def table(language: str) -> Table:
    """The lemmas of spaCy, read by spaCy."""
    return load_lookups(language, ["lemma_lookup"]).get_table("lemma_lookup")


def splits(word: str, language: str) -> list[Split]:
    """Every way to take a folded word apart into two known words, the shortest first half first."""
    links, endings = wordlist(language).links, wordlist(language).suffixes
    halves = (
        Split(word[:at], word[at + len(link) :])
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
        for link in links
        if word[at:].startswith(link)
    )
    return [
        half
        for half in dict.fromkeys(halves)
        if word.isalpha()
        and len(half.second) >= SHORTEST_PART
        and not any(ending.endswith(half.second) for ending in endings)
        and all(known(one, language) for one in half)
    ]


def known(word: str, language: str) -> bool:
    """Whether a list has the word, in lower case or as a noun."""
    spelled = word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü") if language == "de" else word
    return any(
        table(language).get(form) or simplemma.is_known(form, lang=language)
        for form in (word, spelled, spelled.capitalize())
    )


@cache
def keys(word: str, language: str) -> frozenset[str]:
    """The match keys of a word as written."""
    forms = (word, word.lower(), word.capitalize())
    lemmas = [table(language).get(form) or word for form in forms]
    lemmas.append(simplemma.lemmatize(word, lang=language).replace("_", ""))
    found = {folded(one, language) for one in (word, *lemmas)}
    for split in splits(folded(word, language), language):
        stem = folded(word, language).removesuffix(split.second)
        found |= {stem + key for key in keys(split.second, language)}
    return frozenset(found - {""})


def places(terms: Iterable[str], text: str, language: str) -> set[Place]:
    """Where each term stands in a text, and how: what `TermIndex.find` must find."""
    words = list(tokens(text))
    return {place for term in terms for place in _places(term, text, words, language)}


def _places(written: str, text: str, words: list[Token], language: str) -> Iterator[Place]:
    term = parse_term(written)
    how = "truncation" if "*" in written else "word"
    for first in words:
        for last in _ends(first, words, term.words, text, language):
            yield written, first.start, last.end, how
        (one, *more) = term.words
        plain = not more and not one.literal and not one.truncated
        if plain and not _fits(one, first, text, language):
            compound = folded(_written(first, text), language)
            halves = {half for split in splits(compound, language) for half in split}
            if any(keys(half, language) & keys(one.text, language) for half in halves):
                yield written, first.start, first.end, "compound"


def _ends(
    first: Token, words: list[Token], needles: tuple[TermWord, ...], text: str, language: str
) -> list[Token]:
    """The first chain of words that fits, by its last word."""
    if not _fits(needles[0], first, text, language):
        return []
    if len(needles) == 1:
        return [first]
    following = (one for one in words if one.first == first.last)
    chains = (_ends(one, words, needles[1:], text, language) for one in following)
    return next((chain for chain in chains if chain), [])


def _fits(needle: TermWord, token: Token, text: str, language: str) -> bool:
    plain = "".join(sign for sign in needle.text if sign.isalnum() or sign == "*")
    written = _written(token, text)
    if needle.literal or needle.truncated:
        return Glob(folded(plain, language)).matches(folded(written, language))
    return bool(keys(plain, language) & keys(written, language))


def _written(token: Token, text: str) -> str:
    """A single word as it stands in the text; words that a hyphen joins, joined."""
    return text[token.start : token.end] if token.last == token.first + 1 else token.word
