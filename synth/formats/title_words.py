"""Words of titles that say nothing by themselves, and words of journals as they are contracted, as data.

Folded. Abbreviations that are the beginning of a word (`Tijdschr`, `Soziol`) need no list.
"""

from __future__ import annotations

import re

_ARTICLES = {
    "nl": "de het een 't",
    "de": "der die das den dem des ein eine einer eines einem einen",
    "en": "the a an",
    "fr": "le la les un une",
    "es": "el los las una",
    "it": "il lo gli uno",
}
_BETWEEN = {
    "nl": "van voor en in op over te aan",
    "de": "und fur im von zur zum",
    "en": "of and for in on",
    "fr": "du et en au aux pour sur",
    "es": "del y para",
    "it": "di della delle dei",
    "ca": "i",
}

ARTICLES = frozenset(" ".join(_ARTICLES.values()).split())
"""The first word of a title, when it is one of these, is left out by some catalogues."""

MINOR = ARTICLES | frozenset(" ".join(_BETWEEN.values()).split())
"""What abbreviated titles of journals leave out: articles, prepositions, conjunctions."""

_LEADING = re.compile(
    rf"\W*(?:(?:{'|'.join(sorted(ARTICLES, key=len, reverse=True))})\s+|l['’]\s?)(?=\w)", re.IGNORECASE
)
_ELIDED = re.compile(r"\b[dl]['’](?=\w)")

_CONTRACTED = """
    assn assoc | dept dep | dtsch deutsch | engrg eng | geneeskd geneesk | hlth health | intl int | jb jahrb
    | jnl journal | mgmt manag | mngt manag | mschr monatsschr | natl nat | qtly quart | rsch research
    | tdschr tijdschr | tds tijdschr | vjschr vierteljahrsschr | wschr wochenschr | zs zeitschr | ztg zeitung
    | ztschr zeitschr
"""
CONTRACTED = dict(pair.split() for pair in _CONTRACTED.split("|"))
"""A contracted word of a journal → how the word in full begins: `geneeskd` → `geneesk(unde)`."""


def without_article(title: str) -> str:
    """The title without the article at its beginning; one that is nothing else stays as it is."""
    found = _LEADING.match(title)
    return title[found.end() :] if found else title


def without_elision(text: str) -> str:
    """The folded text without `l'` and `d'` in front of words: `revue de l'infirmiere`."""
    return _ELIDED.sub("", text) if "'" in text else text
