"""What makes two records the same work, the surest first."""

from __future__ import annotations

from synth.dedupe import conditions as given
from synth.dedupe.rule import Rule

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
        "update",
        "same",
        "the same review of the Cochrane Library in another edition",
        lambda c: c.review and c.best_title >= 0.85 and not given.strangers(c),
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
        "title-inside",
        "same",
        "one title stands within the other, and authors, volume and issue or page agree",
        lambda c: (
            given.known(c)
            and bool(c.volume)
            and bool(c.issue or c.page)
            and c.page is not False
            and c.doi is not False
            and not given.other_journal(c)
            and c.years in (0, None)
            and (c.inside or (given.same_issue(c) and c.within))
        ),
    ),
    Rule(
        "title-cut",
        "same",
        "one title is the beginning of the other, cut off; authors and place agree",
        lambda c: c.cut and c.same_place and c.years == 0 and c.doi is not False and given.known(c, 0.75),
    ),
    Rule(
        "title-authors",
        "same",
        "same title, authors and year",
        lambda c: (
            c.best_title >= 0.94
            and given.known(c)
            and given.all_known(c)
            and given.same_time(c)
            and c.doi is not False
            and (not given.generic(c) or given.exact_short(c))
            and c.compatible_place
        ),
    ),
    Rule(
        "title-issue",
        "same",
        "same title in the same issue, and an author in common",
        lambda c: (
            c.best_title >= 0.97
            and given.same_issue(c)
            and c.doi is not False
            and not given.strangers(c)
            and (c.title_letters >= 40 or (c.title == 1.0 and c.authors == 1.0))
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
            and not (given.other_journal(c) and c.volume is False)
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
