"""Match keys of a word per language, and compounds taken apart: two words match when their keys meet.

A key is the folded word, spaCy's lookup lemma or simplemma's lemma. Neither list is right alone (spaCy
misses Dutch plurals, simplemma errs on `kosten`), so a match on any of them counts; docs/coding.md says
what that costs. Needs no downloaded model.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from synth.coding.memory import Memory
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.text import fold

SHORTEST_PART = 4
"""Letters of each half of a compound."""

LONGEST_COMPOUND = 40
"""Letters: longer runs are noise, not words."""

_LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+")

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class Split(NamedTuple):
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
        self.splitting = bool(self._words.links)
        """Whether words of the language are taken apart."""
        self._endings = frozenset(suffix[at:] for suffix in self._words.suffixes for at in range(len(suffix)))
        """What may end a suffix: no word of its own when a longer one ends so."""
        self._lookup: Mapping[str, str] = _lookup_table(language) if language in LANGUAGES else {}
        self._listed = _simplemma(language) if language in LANGUAGES else _Listed(str, lambda _: False)
        self.keys: Callable[[str], tuple[str, ...]] = Memory(self._keys).__getitem__
        """The match keys of a word as it stands in a text."""
        self.splits: Callable[[str], tuple[Split, ...]] = Memory(self._splits).__getitem__
        """Every way to take a folded word apart into two known words; only Dutch and German have any."""
        self.known: Callable[[str], bool] = Memory(self._known).__getitem__
        """Whether either list has the word, in lower case or as a German noun."""

    def _keys(self, word: str) -> tuple[str, ...]:
        whole = folded(word, self.language)
        forms = (word, word.lower(), word.capitalize())
        lemmas = [lemma for lemma in map(self._lookup.get, forms) if lemma]
        # simplemma marks separable verbs with an underscore: in_voeren
        lemmas.append(self._listed.lemma(word).replace("_", ""))
        found = [whole, *(folded(lemma, self.language) for lemma in dict.fromkeys(lemmas) if lemma != whole)]
        for split in self.splits(whole) if self.splitting else ():
            # the lists miss most compounds: klantmanagers is klant + managers, so klantmanager
            stem = whole.removesuffix(split.second)
            found.extend(stem + key for key in self.keys(split.second))
        return tuple(filter(None, dict.fromkeys(found)))

    def _splits(self, word: str) -> tuple[Split, ...]:
        links = self._words.links
        if not links or not 2 * SHORTEST_PART <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
            return ()
        last = len(word) - SHORTEST_PART
        seconds = {at for at in range(SHORTEST_PART, last + 1) if self._second(word[at:])}
        found = [
            Split(word[:at], word[at + len(link) :])
            for at in (range(SHORTEST_PART, last + 1) if seconds else ())
            for link in links
            if at + len(link) in seconds and word.startswith(link, at) and self.known(word[:at])
        ]
        return tuple(dict.fromkeys(found))

    def _second(self, half: str) -> bool:
        return half not in self._endings and self.known(half)

    def _known(self, word: str) -> bool:
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
    """The table of spaCy's lookup lemmatizer, from its data: spaCy itself takes two seconds to read it."""
    listed = import_module("spacy_lookups_data")
    path = Path(str(getattr(listed, language)["lemma_lookup"]))
    packed = path.with_name(f"{path.name}.gz")
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    table: dict[str, str] = json.loads(raw)
    return table


def _simplemma(language: str) -> _Listed:
    from simplemma import Lemmatizer  # reads its word lists on first use
    from simplemma.strategies import DictionaryLookupStrategy

    words, listed = Lemmatizer(cache_max_size=0), DictionaryLookupStrategy()  # words are kept here

    def known(word: str) -> str | None:
        return listed.get_lemma(word if word.isascii() else normalize("NFC", word), language)

    def lemma(word: str) -> str:
        if word.isascii() and word.isdecimal():
            return word
        # what is all letters it looks up as well before anything else
        return (known(word) if _LETTERS.fullmatch(word) else "") or words.lemmatize(word, language)

    return _Listed(lemma, lambda word: known(word) is not None)
