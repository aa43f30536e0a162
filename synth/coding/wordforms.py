"""The word forms of a language with their lemmas in two lists, kept ready on disk: those are slow to read.

The lists are spaCy's lookup table and simplemma's dictionary. What is kept is a trie (MARISA, Yata 2011) in
the user's cache folder, made when a language is first needed; its name has the versions of both lists. Where
nothing can be kept, every process makes its own.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from synth.coding.tries import cache_folder, kept_trie
from synth.coding.wordlists import LANGUAGES

if TYPE_CHECKING:
    from marisa_trie import BytesTrie

FORMAT = "2"
_MARK = "\0"
_SMALL, _CAPITAL = "", "^"
"""How a form in small letters is marked where it is kept, and one with a capital in front."""


class Lemmas(NamedTuple):
    """The lemmas of a word form: by spaCy's table and by simplemma; empty where a list does not have it."""

    spacy: str
    simplemma: str


NOTHING = Lemmas("", "")
_new = tuple.__new__
"""Makes a named tuple in half the time."""


class Forms(Mapping[str, Lemmas]):
    """What both lists say of each word form, written exactly so; those that differ by capitals lie together.

    Only what is asked for is read from disk.
    """

    def __init__(self, trie: BytesTrie) -> None:
        self._trie = trie

    def spelled(self, word: str) -> Mapping[str, Lemmas]:
        """Every form that differs from the word by capitals only, and the word itself, as far as listed."""
        small = word.lower()
        kept = self._trie.get(small)
        return dict([_lemmas(one, small) for one in kept]) if kept else _UNKNOWN

    def __getitem__(self, form: str) -> Lemmas:
        return self.spelled(form)[form]

    def get(self, form: str, default: Any = None) -> Any:
        """The lemmas of a form: most are asked for in vain, which raises nothing."""
        return self.spelled(form).get(form, default)

    def listed(self) -> Iterator[tuple[str, str, Lemmas]]:
        """Every form in small letters, as it is written, and its lemmas."""
        return ((small, *_lemmas(kept, small)) for small, kept in self._trie.iteritems())

    def __iter__(self) -> Iterator[str]:
        return (form for _, form, _ in self.listed())

    def __len__(self) -> int:
        return len(self._trie)


_UNKNOWN: Mapping[str, Lemmas] = {}


@cache
def word_forms(language: str) -> Forms:
    """The word forms of a language that both lists have (nl, de, en); none in another."""
    if language in LANGUAGES:
        return kept_forms(language, cache_folder())
    from marisa_trie import BytesTrie

    return Forms(BytesTrie())


def kept_forms(language: str, folder: Path) -> Forms:
    """The word forms of a language as `folder` keeps them; what it lacks is made and put there."""
    from marisa_trie import BytesTrie

    return Forms(kept_trie(folder / file_name(language, FORMAT), BytesTrie, lambda: _read(language)))


def file_name(language: str, kind: str) -> str:
    """The name of a file with what is made of both lists of a language."""
    return f"{language}-{kind}-simplemma-{version('simplemma')}-spacy-{version('spacy-lookups-data')}.trie"


def _lemmas(kept: bytes, small: str) -> tuple[str, Lemmas]:
    """A form as it is written, with its lemmas, of what is kept for it in small letters."""
    written, spacy, simplemma = kept.decode().split(_MARK)
    if written:
        small = small.capitalize() if written == _CAPITAL else written
    return small, _new(Lemmas, (spacy, simplemma))


def _kept(form: str, spacy: str, simplemma: str) -> tuple[str, bytes]:
    """A form in small letters, and what is kept there: how it is written, and its lemmas."""
    small = form.lower()
    written = _SMALL if form == small else _CAPITAL if form == small.capitalize() else form
    return small, _MARK.join((written, spacy, simplemma)).encode()


def _read(language: str) -> Iterator[tuple[str, bytes]]:
    """Each word form in small letters, with how it is written and its lemmas as they are kept."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table, listed = _lookup_table(language), DefaultDictionaryFactory().get_dictionary(language)
    for form, lemma in listed.items():
        yield _kept(form, table.pop(form, ""), lemma)
    for form, lemma in table.items():
        yield _kept(form, lemma, "")


def _lookup_table(language: str) -> dict[str, str]:
    """The table of spaCy's lookup lemmatizer, from its data: spaCy itself takes two seconds to read it."""
    listed = import_module("spacy_lookups_data")
    path = Path(str(getattr(listed, language)["lemma_lookup"]))
    packed = path.with_name(f"{path.name}.gz")
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    table: dict[str, str] = json.loads(raw)
    return table
