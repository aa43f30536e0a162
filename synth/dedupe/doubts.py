"""What is not the same and yet belongs together: versions of one text, and what only a person can say."""

from __future__ import annotations

from synth.dedupe import conditions as given
from synth.dedupe.rule import Rule

VERSIONS = (
    Rule(
        "versions",
        "version",
        "same title and authors: a preprint and its published version",
        lambda c: c.best_title >= 0.85 and given.known(c) and given.preprint(c),
    ),
    Rule(
        "translation-place",
        "version",
        "same year, volume, page and authors; a catalogue translated one of the titles",
        lambda c: (
            c.same_place
            and c.years == 0
            and c.doi is not False
            and (c.container is None or c.container >= 0.4)
            and (c.all_authors or 0) >= 0.6
            and given.translated(c)
        ),
    ),
    Rule(
        "translation",
        "version",
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
)

ASK = (
    Rule(
        "doi-other-title",
        "ask",
        "same DOI, but the titles differ",
        lambda c: bool(c.doi),
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
        "title-authors-year",
        "ask",
        "same title and authors, but the year or the place differs",
        lambda c: (
            c.best_title >= 0.97
            and given.known(c, 0.8)
            and given.all_known(c)
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
