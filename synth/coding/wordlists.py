"""The words of each language that suggestions read: `nl.toml`, `de.toml`, `en.toml` beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from synth.model import Language

Kind = Literal[
    "lack",
    "presence",
    "hinder",
    "help",
    "valued",
    "bad",
    "good",
    "negation",
    "apart",
    "stop",
    "ask",
    "report",
    "lacks",
    "nobody",
]
"""What a cue word tells; the tables say it in full."""

KINDS: tuple[Kind, ...] = get_args(Kind)
LANGUAGES: tuple[Language, ...] = ("nl", "de", "en")


@dataclass(frozen=True, slots=True)
class Wordlist:
    """The words of one language; a language without a table has none of them.

    `cues` are indicator terms per kind; `negation_after` counts words; `abbreviations` and `numbered` lack
    their last full stop; `say` holds what a person is told of a suggestion, `tone` further words
    of good and bad tone, `parted` verbs of such a tone that come apart, with what stands at the clause's end.
    """

    cues: Mapping[Kind, tuple[str, ...]]
    say: Mapping[str, str] = field(default_factory=dict)
    little: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()
    suffixes: frozenset[str] = frozenset()
    tone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parted: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    negation_after: int = 0


@cache
def wordlist(language: Language) -> Wordlist:
    """The words of `language`, read once."""
    if language not in LANGUAGES:
        return Wordlist({})
    table = tomllib.loads(files("synth.coding").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    cues = {kind: tuple(term_of(cue) for cue in table["cues"].get(kind, ())) for kind in KINDS}
    return Wordlist(
        cues=cues,
        say=table["say"],
        little=frozenset(table["little"]),
        abbreviations=frozenset(table["abbreviations"]),
        numbered=frozenset(table["numbered"]),
        joins=frozenset(table["joins"]),
        links=tuple(table["links"]),
        suffixes=frozenset(table["suffixes"]),
        tone={tone: tuple(map(term_of, words)) for tone, words in table["tone"].items()},
        parted={tone: tuple(map(_halves, verbs)) for tone, verbs in table.get("parted", {}).items()},
        negation_after=table["negation_after"],
    )


def _halves(verb: str) -> tuple[str, str]:
    stem, particle = verb.split()
    return stem, particle


def term_of(cue: str) -> str:
    """The indicator term that an entry of a table means: several words are a phrase, `=` makes it literal."""
    if " " not in cue:
        return cue
    return f'="{cue[1:]}"' if cue.startswith("=") else f'"{cue}"'
