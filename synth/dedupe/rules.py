"""The rules that decide on two records, as tables: the first that applies gives the outcome.

Guards come first: they keep apart what only looks the same. Then what makes two records the same work,
then what a person should look at. Docs: docs/dedupe.md lists them with examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from synth.dedupe import conditions as given
from synth.dedupe.compare import Comparison
from synth.dedupe.evidence import evidence, score

Outcome = Literal["same", "ask", "different"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, when it applies, what follows, and what it says to a person."""

    name: str
    outcome: Outcome
    says: str
    applies: Callable[[Comparison], bool]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say of two records, with a score from 0 to 1 and the evidence in words and numbers."""

    outcome: Outcome
    score: float
    rule: str
    reasons: tuple[str, ...]


GUARDS = (
    Rule(
        "genre",
        "different",
        "one is an erratum, comment, reply, editorial or review and the other is not",
        lambda c: given.genres_differ(c) and not (c.doi and c.title >= 0.95) and not given.editorial_label(c),
    ),
    Rule(
        "part",
        "different",
        "the titles name different parts",
        lambda c: given.parts_differ(c) and not c.doi and not c.same_place,
    ),
    Rule(
        "numbers",
        "different",
        "each title has a number that the other has not",
        lambda c: given.numbers_differ(c) and not c.doi and not c.same_place,
    ),
    Rule(
        "chapter-of-book", "different", "one is a chapter and the other a whole book", given.chapter_and_book
    ),
    Rule(
        "meeting-and-journal",
        "different",
        "one is a paper at a meeting and the other a journal article",
        lambda c: given.meeting_and_journal(c) and not c.doi and not c.same_place,
    ),
    Rule(
        "recurring",
        "different",
        "the same heading in different issues",
        lambda c: given.recurring(c) and not c.doi,
    ),
    Rule(
        "isbn-only",
        "different",
        "they share an ISBN but have different titles: parts of one book",
        lambda c: bool(c.isbn) and c.best_title < 0.8 and not c.doi,
    ),
    Rule(
        "doi-shared",
        "different",
        "they share a DOI, but titles, authors and pages differ: abstracts in one supplement",
        lambda c: bool(c.doi) and c.best_title < 0.7 and (c.page is False or given.strangers(c)),
    ),
)

SAME = (
    Rule(
        "doi",
        "same",
        "same DOI and title",
        lambda c: (
            bool(c.doi)
            and c.best_title >= 0.8
            and not (
                c.page is False and (c.best_title < 0.95 or (c.volume is False and given.other_journal(c)))
            )
        ),
    ),
    Rule(
        "doi-authors",
        "same",
        "same DOI, authors and place; the titles differ in wording or language",
        lambda c: (
            bool(c.doi)
            and given.known(c, 0.7)
            and c.page is not False
            and c.years in (0, 1, None)
            and (c.title >= 0.65 or given.translated(c))
        ),
    ),
    Rule(
        "place",
        "same",
        "alike in title, and the same volume and page",
        lambda c: (
            c.same_place
            and c.best_title >= 0.8
            and c.doi is not False
            and not (given.strangers(c) and c.best_title < 0.95)
            and c.years in (0, 1, None)
        ),
    ),
    Rule(
        "place-only",
        "same",
        "same year, volume, page and authors; the titles differ in wording or language",
        lambda c: (
            c.same_place
            and c.years == 0
            and c.doi is not False
            and (c.container is None or c.container >= 0.4)
            and given.known(c, 0.75)
            and given.translated(c)
        ),
    ),
    Rule(
        "title-inside",
        "same",
        "one title stands within the other, and authors, volume and issue agree",
        lambda c: (
            c.inside
            and given.known(c)
            and bool(c.volume)
            and bool(c.issue or c.page)
            and c.page is not False
            and c.doi is not False
            and c.years in (0, None)
        ),
    ),
    Rule(
        "title-authors",
        "same",
        "same title, authors and year",
        lambda c: (
            c.best_title >= 0.94
            and given.known(c)
            and given.same_time(c)
            and c.doi is not False
            and (not given.generic(c) or given.exact_short(c))
            and c.compatible_place
        ),
    ),
    Rule(
        "title-page",
        "same",
        "nearly the same title, same page, authors and year",
        lambda c: (
            c.best_title >= 0.85
            and bool(c.page)
            and given.known(c)
            and given.same_year(c)
            and c.doi is not False
        ),
    ),
    Rule(
        "all-but-doi",
        "same",
        "everything agrees but the DOI, which one of them may have wrong or twice",
        lambda c: (
            c.doi is False
            and c.title >= 0.97
            and c.same_place
            and c.years == 0
            and (given.known(c, 0.8) or (c.authors is None and c.issue is True))
            and not given.preprint(c)
        ),
    ),
    Rule(
        "title-abstract",
        "same",
        "same title and abstract",
        lambda c: (
            c.best_title >= 0.94
            and not given.strangers(c)
            and c.doi is not False
            and not given.generic(c)
            and c.years in (0, 1, None)
            and (c.abstract or 0) >= 0.9
            and c.compatible_place
        ),
    ),
    Rule(
        "title-only",
        "same",
        "same long title and year, and nothing speaks against it",
        lambda c: (
            c.best_title >= 0.97
            and c.title_letters >= 40
            and c.authors is None
            and c.years in (0, None)
            and c.doi is not False
            and not c.other_place
            and (c.container is None or c.container >= 0.6)
        ),
    ),
)

ASK = (
    Rule(
        "doi-other-title",
        "ask",
        "same DOI, but the titles differ",
        lambda c: bool(c.doi),
    ),
    Rule(
        "versions",
        "ask",
        "same title and authors: a preprint and its published version",
        lambda c: c.best_title >= 0.85 and given.known(c) and given.preprint(c),
    ),
    Rule(
        "title-other-doi",
        "ask",
        "same title, authors and year, but different DOIs",
        lambda c: (
            c.doi is False
            and c.best_title >= 0.97
            and given.known(c, 0.8)
            and c.years == 0
            and not given.generic(c)
            and not c.other_place
        ),
    ),
    Rule(
        "translation",
        "ask",
        "same year and authors in different languages: perhaps a translation",
        lambda c: (
            c.best_title < 0.7
            and c.doi is not False
            and (
                given.perhaps_translation(c)
                or (bool(c.page) and c.years == 0 and given.known(c, 0.75) and given.translated(c))
            )
        ),
    ),
    Rule(
        "title-authors-year",
        "ask",
        "same title and authors, but the year or the place differs",
        lambda c: (
            c.best_title >= 0.97
            and given.known(c, 0.8)
            and not given.generic(c)
            and c.doi is not False
            and (c.years is None or c.years <= 3)
            and not (c.page is False and c.volume is False)
        ),
    ),
    Rule(
        "title-strangers",
        "ask",
        "same long title and year, other authors",
        lambda c: (
            c.best_title >= 0.97
            and c.title_letters >= 50
            and c.years == 0
            and c.doi is None
            and not c.other_place
            and not given.known(c)
        ),
    ),
)


def judge(c: Comparison) -> Verdict | None:
    """Return what the rules say of two records; `None` when no rule has anything to say."""
    for rule in (*GUARDS, *SAME, *ASK):
        if rule.applies(c):
            return Verdict(rule.outcome, score(c), rule.name, (rule.says, *evidence(c)))
    return None
