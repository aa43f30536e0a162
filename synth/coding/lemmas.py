"""Match keys of a word per language, and compounds taken apart: two words match when their keys meet.

A key is the folded word, spaCy's lookup lemma or simplemma's lemma. Neither list is right alone (spaCy
misses Dutch plurals, simplemma errs on `kosten`), so a match on any of them counts; docs/coding.md says
what that costs. Needs no downloaded model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from synth.coding.halves import LONGEST_COMPOUND, SHORTEST_PART, kept_halves, written_out
from synth.coding.memory import Memory
from synth.coding.tries import cache_folder
from synth.coding.wordforms import NOTHING, Forms, Lemmas, word_forms
from synth.coding.wordlists import LANGUAGES, wordlist
from synth.text import fold

if TYPE_CHECKING:
    from simplemma import Lemmatizer

_COMPOUND = range(2 * SHORTEST_PART, LONGEST_COMPOUND + 1)
_NO_LINK = ("",)
_LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+")


class Split(NamedTuple):
    """A compound in its two halves, folded: `tijdgebrek` is `tijd` and `gebrek`."""

    first: str
    second: str

    def __str__(self) -> str:
        return f"{self.first}|{self.second}"


def folded(word: str, language: str) -> str:
    """The word without case and diacritics; German `ö` becomes `oe`, so that `fördern` is not `fordern`."""
    return fold(written_out(word) if language == "de" else word)


class Lexicon:
    """The lemmas of one language. Build it with `lexicon`, which keeps one per language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = wordlist(language)
        self._endings = frozenset(suffix[at:] for suffix in self._words.suffixes for at in range(len(suffix)))
        """What may end a suffix: no word of its own when a longer one ends so."""
        self._forms = word_forms(language)
        self._spelled = self._forms.spelled
        self._links = {link[0]: self._links_with(link[0]) for link in self._words.links if link}
        if self._links:
            self._halves = kept_halves(language, self._forms, cache_folder())
        guessing = language in LANGUAGES
        self._guess = _simplemma(language) if guessing else str
        self._by_rule = _rules(language) if guessing else str
        self.keys: Callable[[str], tuple[str, ...]] = Memory(self._keys).__getitem__
        """The match keys of a word as it stands in a text, the first of which is the word folded."""
        splits = Memory(self._splits).__getitem__ if self._words.links else _whole
        self.splits: Callable[[str], tuple[Split, ...]] = splits
        """Every way to take a folded word apart into two known words; only Dutch and German have any."""

    def _links_with(self, letter: str) -> tuple[str, ...]:
        """What may stand between the halves of a compound where there is this letter."""
        return tuple([link for link in self._words.links if link[:1] in ("", letter)])

    def _keys(self, word: str) -> tuple[str, ...]:
        if word.isascii() and word.isdecimal():
            return (word,)
        whole = folded(word, self.language)
        found = {whole: None}
        for lemma in self._lemmas(word):
            if lemma not in (whole, word):
                found[folded(lemma, self.language)] = None
        for split in self.splits(whole):
            # the lists miss most compounds: klantmanagers is klant + managers, so klantmanager
            stem = whole.removesuffix(split.second)
            for key in self.keys(split.second):
                found[stem + key] = None
        found.pop("", None)
        return tuple(found)

    def _lemmas(self, word: str) -> list[str]:
        """The lemmas of a word by both lists, and what may be one."""
        spelled = self._spelled(word)
        if not spelled:
            return [self._lemma(word, spelled)]
        forms = (word, word.lower(), word.capitalize())
        found = [listed.spacy for form, listed in spelled.items() if listed.spacy and form in forms]
        return [*found, self._lemma(word, spelled)]

    def _lemma(self, word: str, spelled: Mapping[str, Lemmas]) -> str:
        """The lemma by simplemma; `spelled` are the forms in the lists that differ by capitals only.

        A word that is all letters it looks up, as it is and then the other way at its first letter, before
        anything else; one that it does not find it can only put together or cut by its rules.
        """
        if word.isalpha() and (word.isascii() or _LETTERS.fullmatch(word)):
            other = word.lower() if word[0].isupper() else word.capitalize()
            listed = spelled and (
                spelled.get(word, NOTHING).simplemma or spelled.get(other, NOTHING).simplemma
            )
            found = listed or self._by_rule(word)
        else:
            found = self._guess(word)
        # simplemma marks separable verbs with an underscore: in_voeren
        return found.replace("_", "") if "_" in found else found

    def _splits(self, word: str) -> tuple[Split, ...]:
        if len(word) not in _COMPOUND or not word.isalpha():
            return ()
        found: list[Split] = []
        last = len(word) - SHORTEST_PART
        for first in self._halves.prefixes(word):
            behind = len(first)
            for link in self._links.get(word[behind], _NO_LINK) if behind <= last else ():
                second = word[behind + len(link) :]
                if word.startswith(link, behind) and second not in self._endings and second in self._halves:
                    found.append(Split(first, second))
        return tuple(found)


def _whole(_word: str) -> tuple[Split, ...]:
    """A word of a language in which none is taken apart."""
    return ()


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; the first call reads the word lists."""
    return Lexicon(language)


def _simplemma(language: str) -> Callable[[str], str]:
    """What simplemma makes of a word by all it knows; it is read when first asked."""

    @cache
    def lemmatizer() -> Lemmatizer:
        from simplemma import Lemmatizer
        from simplemma.strategies import DefaultStrategy

        words = DefaultStrategy(dictionary_factory=_Kept())
        return Lemmatizer(cache_max_size=0, lemmatization_strategy=words)  # words are kept here

    return lambda word: lemmatizer().lemmatize(word, language)


def _rules(language: str) -> Callable[[str], str]:
    """What simplemma makes of a word of letters that it does not list, as `_simplemma` does in more time.

    Such a word has no hyphen and no apostrophe, so that only its ending and its beginning can tell.
    """

    @cache
    def strategies() -> tuple[Callable[[str, str], str | None], ...]:
        from simplemma.strategies import (
            DictionaryLookupStrategy,
            PrefixDecompositionStrategy,
            RulesStrategy,
        )

        known = DictionaryLookupStrategy(_Kept())
        return RulesStrategy().get_lemma, PrefixDecompositionStrategy(dictionary_lookup=known).get_lemma

    def by_rule(word: str) -> str:
        ending, beginning = strategies()
        return ending(word, language) or beginning(word, language) or word.lower()

    return by_rule


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    return _Dictionary(word_forms(language))


class _Kept:
    """The dictionaries of simplemma, as they are kept ready."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """The dictionary of a language."""
        return _dictionary(lang)


class _Dictionary(Mapping[str, str]):
    """The word forms that simplemma knows, each with its lemma."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms

    def __getitem__(self, form: str) -> str:
        if lemma := self._forms[form].simplemma:
            return lemma
        raise KeyError(form)

    def get(self, form: str, default: Any = None) -> Any:
        """The lemma of a form: most are asked for in vain, which raises nothing."""
        return self._forms.get(form, NOTHING).simplemma or default

    def __iter__(self) -> Iterator[str]:
        return (form for form, lemmas in self._forms.items() if lemmas.simplemma)

    def __len__(self) -> int:
        return sum(1 for _ in self)
