"""The word forms of a language with their lemmas in two lists, kept ready on disk: those are slow to read.

The lists are spaCy's lookup table and simplemma's dictionary. What is kept is a trie (MARISA, Yata 2011) in
the user's cache folder, made when a language is first needed; its name has the versions of both lists. Where
nothing can be kept, every process makes its own.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from synth.coding.wordlists import LANGUAGES
from synth.errors import SynthError
from synth.formats.files import write_atomic

if TYPE_CHECKING:
    from marisa_trie import BytesTrie

FOLDER = "SYNTH_CACHE"
"""The environment variable that names another folder to keep things in."""
FORMAT = 1
_MARK = "\0"


class Lemmas(NamedTuple):
    """The lemmas of a word form: by spaCy's table and by simplemma; empty where a list does not have it."""

    spacy: str
    simplemma: str


NOTHING = Lemmas("", "")

Forms = Mapping[str, Lemmas]
"""What both lists say of each word form, written exactly so."""


@cache
def word_forms(language: str) -> Forms:
    """The word forms of a language that both lists have (nl, de, en); none in another."""
    return kept_forms(language, cache_folder()) if language in LANGUAGES else {}


def kept_forms(language: str, folder: Path) -> Forms:
    """The word forms of a language as `folder` keeps them; what it lacks is made and put there."""
    path = folder / _name(language)
    return _Kept(_from_disk(path) or _made(language, path))


def cache_folder() -> Path:
    """Where things are kept that can be made again: the user's cache, or what `SYNTH_CACHE` names."""
    from platformdirs import user_cache_path

    named = os.environ.get(FOLDER, "")
    return Path(named) if named else user_cache_path("synth", appauthor=False)


def _name(language: str) -> str:
    return f"{language}-{FORMAT}-simplemma-{version('simplemma')}-spacy-{version('spacy-lookups-data')}.trie"


class _Kept(Forms):
    """What is kept; only what is asked for is read from disk."""

    def __init__(self, trie: BytesTrie) -> None:
        self._trie = trie

    def __getitem__(self, form: str) -> Lemmas:
        return _lemmas(self._trie[form][0])

    def get(self, form: str, default: Any = None) -> Any:
        """The lemmas of a form: most are asked for in vain, which raises nothing."""
        found = self._trie.get(form)
        return _lemmas(found[0]) if found else default

    def __iter__(self) -> Iterator[str]:
        return iter(self._trie.iterkeys())

    def __len__(self) -> int:
        return len(self._trie)


def _lemmas(kept: bytes) -> Lemmas:
    spacy, _, simplemma = kept.decode().partition(_MARK)
    return Lemmas(spacy, simplemma)


def _from_disk(path: Path) -> BytesTrie | None:
    """What is kept; None when there is nothing, or something else than a trie."""
    from marisa_trie import BytesTrie

    try:
        return BytesTrie().mmap(str(path))
    except (OSError, RuntimeError):
        return None


def _made(language: str, path: Path) -> BytesTrie:
    """What the lists say, made anew; it is kept for the next process where that can be."""
    from marisa_trie import BytesTrie

    trie = BytesTrie(_read(language))
    try:
        write_atomic(path, trie.tobytes())
    except SynthError:
        return trie  # a full disk, or a folder that nobody may write: it costs time, nothing else
    return trie


def _read(language: str) -> Iterator[tuple[str, bytes]]:
    """Each word form with its lemmas as they are kept."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table, listed = _lookup_table(language), DefaultDictionaryFactory().get_dictionary(language)
    for form, lemma in listed.items():
        yield form, f"{table.pop(form, '')}{_MARK}{lemma}".encode()
    for form, lemma in table.items():
        yield form, f"{lemma}{_MARK}".encode()


def _lookup_table(language: str) -> dict[str, str]:
    """The table of spaCy's lookup lemmatizer, from its data: spaCy itself takes two seconds to read it."""
    listed = import_module("spacy_lookups_data")
    path = Path(str(getattr(listed, language)["lemma_lookup"]))
    packed = path.with_name(f"{path.name}.gz")
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    table: dict[str, str] = json.loads(raw)
    return table
