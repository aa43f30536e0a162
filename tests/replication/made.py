"""A small strategy in three languages and works that meet it in different ways."""

from __future__ import annotations

from synth.model import Record
from synth.strategy.file import load_strategy

STRATEGY = load_strategy(
    """
synth: strategy/1
id: work
years: {from: 2000, to: 2020}
languages: [nl, de, en]
sets:
  topic-nl: {language: nl, terms: [re-integratie, sociale zekerheid]}
  knowledge-nl: {language: nl, terms: [kennis*, innovatie]}
  topic-en: {language: en, terms: [return to work, supported employment]}
  knowledge-en: {language: en, terms: [knowledge, 'evidence based']}
  other: {expression: 'dieren OR "animals only"'}
combine: ((topic-nl AND knowledge-nl) OR (topic-en AND knowledge-en)) NOT other
"""
)


def work(title: str, *, year: int | None = 2010, language: str = "nl", abstract: str = "Tekst.", **fields):
    return Record(
        "made", title[:20], "", title=title, year=year, language=language, abstract=abstract, **fields
    )
