"""Guards: what keeps apart two records that only look the same. They come before every other rule."""

from __future__ import annotations

from synth.dedupe import conditions as given
from synth.dedupe.rule import Rule

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
        "companion",
        "different",
        "neighbours in one issue with titles of their own",
        lambda c: given.companions(c) and not c.doi,
    ),
    Rule(
        "doi-shared",
        "different",
        "they share a DOI, but titles, authors and pages differ: abstracts in one supplement",
        lambda c: bool(c.doi) and c.best_title < 0.7 and (c.page is False or given.strangers(c)),
    ),
)
