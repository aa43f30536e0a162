"""Words that databases may leave out of an index or of a phrase: articles, prepositions, conjunctions."""

from __future__ import annotations

_DUTCH = (
    "de het een en of in op aan van voor met bij naar uit door over om te tot als dat die dit ter ten tegen "
    "onder tussen zonder niet is zijn wordt worden"
)
_GERMAN = (
    "der die das den dem des ein eine einer eines einem einen und oder in im an am auf von vom fur mit bei "
    "beim zu zum zur aus durch uber um als nach vor gegen unter zwischen ohne nicht ist sind wird"
)
_ENGLISH = (
    "the a an and or of in on at to for with by from into as is are be that this these those their its not "
    "over under between without"
)

STOP_WORDS = {
    "nl": frozenset(_DUTCH.split()),
    "de": frozenset(_GERMAN.split()),
    "en": frozenset(_ENGLISH.split()),
}
"""By language, folded."""


def stop_words(language: str) -> frozenset[str]:
    """Return the list of a language; of an unknown one, what all lists hold together."""
    return STOP_WORDS.get(language) or frozenset().union(*STOP_WORDS.values())
