"""Match keys of a word per language, and compounds taken apart: two words match when their keys meet.

A key is the folded word, spaCy's lookup lemma or simplemma's lemma. Neither list is right alone (spaCy
misses Dutch plurals, simplemma errs on `kosten`), so a match on any of them counts; docs/coding.md says
what that costs. Needs no downloaded model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from synth.coding.wordlists import LANGUAGES, wordlist
from synth.text import fold

SHORTEST_PART = 4
"""Letters of each half of a compound."""

LONGEST_COMPOUND = 40
"""Letters: longer runs are noise, not words."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True)
class Split:
    """A compound in its two halves, folded: `tijdgebrek` is `tijd` and `gebrek`."""

    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.first}|{self.second}"


def folded(word: str, language: str) -> str:
    """The word without case and diacritics; German `ö` becomes `oe`, so that `fördern` is not `fordern`."""
    return fold(word.translate(_UMLAUTS) if language == "de" else word)


class Lexicon:
    """The lemmas of one language. Build it with `lexicon`, which keeps one per language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = wordlist(language)
        self._lookup: Mapping[str, str] = _lookup_table(language) if language in LANGUAGES else {}
        self._listed = _simplemma(language) if language in LANGUAGES else _Listed(str, lambda _: False)
        self.keys: Callable[[str], frozenset[str]] = lru_cache(maxsize=100_000)(self._keys)
        """The match keys of a word as it stands in a text."""
        self.splits: Callable[[str], tuple[Split, ...]] = lru_cache(maxsize=100_000)(self._splits)
        """Every way to take a folded word apart into two known words; only Dutch and German have any."""

    def _keys(self, word: str) -> frozenset[str]:
        found = {folded(word, self.language)}
        for form in {word, word.lower(), word.capitalize()}:
            lemma = self._lookup.get(form)
            if lemma:
                found.add(folded(lemma, self.language))
        # simplemma marks separable verbs with an underscore: in_voeren
        found.add(folded(self._listed.lemma(word).replace("_", ""), self.language))
        for split in self.splits(folded(word, self.language)):
            # the lists miss most compounds: klantmanagers is klant + managers, so klantmanager
            stem = folded(word, self.language).removesuffix(split.second)
            found.update(stem + key for key in self.keys(split.second))
        return frozenset(found - {""})

    def _splits(self, word: str) -> tuple[Split, ...]:
        if (
            not self._words.links
            or not 2 * SHORTEST_PART <= len(word) <= LONGEST_COMPOUND
            or not word.isalpha()
        ):
            return ()
        found = []
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            for link in self._words.links:
                first, second = word[:at], word[at + len(link) :]
                if word[at:].startswith(link) and self._halves(first, second):
                    found.append(Split(first, second))
        return tuple(dict.fromkeys(found))

    def _halves(self, first: str, second: str) -> bool:
        if len(second) < SHORTEST_PART or any(suffix.endswith(second) for suffix in self._words.suffixes):
            return False
        return self.known(second) and self.known(first)

    def known(self, word: str) -> bool:
        """Whether either list has the word, in lower case or as a German noun."""
        spelled = word if self.language != "de" else _umlauted(word)
        forms = {word, spelled, spelled.capitalize()}
        return any(form in self._lookup or self._listed.known(form) for form in forms)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; the first call reads the word lists (about a second)."""
    return Lexicon(language)


def _umlauted(word: str) -> str:
    return word.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")


@dataclass(frozen=True, slots=True)
class _Listed:
    """What simplemma knows of one language."""

    lemma: Callable[[str], str]
    known: Callable[[str], bool]


def _lookup_table(language: str) -> Mapping[str, str]:
    import spacy  # takes half a second: only where lemmas are used

    nlp = spacy.blank(language)
    # the default mode (rule) silently gives surface forms when there are no part-of-speech tags
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    nlp.initialize()
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    table: Mapping[str, str] = lemmatizer.lookups.get_table("lemma_lookup")
    return table


def _simplemma(language: str) -> _Listed:
    import simplemma  # reads its word lists on first use

    return _Listed(
        lemma=lambda word: simplemma.lemmatize(word, lang=language),
        known=lambda word: simplemma.is_known(word, lang=language),
    )
