"""What the rules ask of two records: each function is one question about a comparison."""

from __future__ import annotations

from synth.dedupe.compare import LONG_TITLE, OTHER_JOURNAL, Comparison

COLUMN = 40
"""Letters that the heading of a recurring column has at most."""

SAME_WORDS = 0.6
"""Two titles that catalogues made of one foreign title are at least this much alike."""

_PREPRINT_DOIS = (
    "10.1101/", "10.48550/", "10.2139/", "10.31219/", "10.31234/", "10.31235/", "10.21203/", "10.20944/",
    "10.26434/", "10.35542/", "10.36227/", "10.2196/preprints", "10.12688/", "10.5194/egusphere",
)  # fmt: skip
_PREPRINT_PLACES = (
    "arxiv",
    "biorxiv",
    "medrxiv",
    "ssrn",
    "psyarxiv",
    "socarxiv",
    "osf",
    "preprint",
    "preprints",
)
_BOOKLIKE = frozenset(("book", "report", "thesis", "pamphlet"))
_PARTS_OF_BOOKS = frozenset(("chapter", "entry-encyclopedia", "entry-dictionary"))


def preprint(c: Comparison) -> bool:
    """Exactly one of the two is a preprint."""
    flags = [
        one.type == "article"
        or one.doi.startswith(_PREPRINT_DOIS)
        or bool(set(one.container) & {*_PREPRINT_PLACES})
        for one in (c.a, c.b)
    ]
    return flags[0] != flags[1]


def genres_differ(c: Comparison) -> bool:
    """The titles say that they are different kinds of pieces."""
    return c.a.genre != c.b.genre and (c.a.title != c.b.title)


def parts_differ(c: Comparison) -> bool:
    """Nearly the same title with another part number; a first part may be left unnumbered."""
    return c.a.part != c.b.part and {c.a.part, c.b.part} != {1, None} and c.title >= 0.8


def numbers_differ(c: Comparison) -> bool:
    """Each title has a number that the other has not: `Annual report 2010` and `2011`."""
    return bool(c.a.numbers - c.b.numbers and c.b.numbers - c.a.numbers)


def generic(c: Comparison) -> bool:
    """Titles that many pieces share: very short ones, editorials, and the like."""
    return c.title_letters < 16 or (c.a.genre == "editorial" and c.b.genre == "editorial")


def strangers(c: Comparison) -> bool:
    """Hardly an author in common."""
    return c.authors is not None and c.authors < 0.3


def known(c: Comparison, least: float = 0.6) -> bool:
    """At least this share of the authors in common."""
    return c.authors is not None and c.authors >= least


def all_known(c: Comparison) -> bool:
    """Where volume and page say nothing, a title that is not long needs half of all authors."""
    return c.placed or c.title_letters >= LONG_TITLE or (c.all_authors or 0) >= 0.5


def same_year(c: Comparison) -> bool:
    """At most one year apart."""
    return c.years is not None and c.years <= 1


def chapter_and_book(c: Comparison) -> bool:
    """One is a part of a book and the other a whole one."""
    return (c.a.type in _PARTS_OF_BOOKS) != (c.b.type in _PARTS_OF_BOOKS) and bool(
        {c.a.type, c.b.type} & _BOOKLIKE
    )


def meeting_and_journal(c: Comparison) -> bool:
    """A paper at a meeting and the article made of it are two publications."""
    kinds = {c.a.type, c.b.type}
    if kinds == {"paper-conference", "article-journal"}:
        return c.container is None or c.container < 0.9 or c.years != 0
    if c.container is None or "paper-conference" in kinds or c.a.meeting == c.b.meeting:
        return False
    return c.page is False or (not c.volume and (c.container < 0.9 or c.years != 0))


def other_journal(c: Comparison) -> bool:
    """They appeared in different places."""
    return c.container is not None and c.container < OTHER_JOURNAL


def companions(c: Comparison) -> bool:
    """Two papers that stand one behind the other in an issue, each with its own title or authors."""
    return (
        c.neighbours
        and c.volume is not False
        and not other_journal(c)
        and (c.title < 1.0 or c.all_authors not in (1.0, None))
    )


def recurring(c: Comparison) -> bool:
    """The same heading in another issue, or in another year of a journal: editorials, news, columns."""
    if c.title_letters >= LONG_TITLE or c.page:
        return False
    if c.volume and c.issue is False:
        return True
    unplaced = not (c.a.volume or c.b.volume)
    return (
        c.title_letters < COLUMN
        and bool(c.years)
        and c.container is not None
        and c.container >= 0.85
        and (c.volume is False or unplaced)
    )


def same_issue(c: Comparison) -> bool:
    """The same journal, volume and issue, and nothing in year or page against it."""
    return (
        c.container is not None
        and c.container >= 0.9
        and bool(c.volume and c.issue)
        and c.page is not False
        and c.years in (0, None)
    )


def editorial_label(c: Comparison) -> bool:
    """`Editorial: X` and `X` at the same place are one piece."""
    if "editorial" not in (c.a.genre, c.b.genre) or strangers(c):
        return False
    return (bool(c.page or c.doi) and c.title >= 0.8) or (c.inside and known(c) and same_issue(c))


def exact_short(c: Comparison) -> bool:
    """A short title needs every author, at least two, and the same year."""
    exact = c.title == 1.0 or c.short_title
    return exact and c.authors == 1.0 and min(len(c.a.authors), len(c.b.authors)) > 1 and c.years == 0


def other_languages(c: Comparison) -> bool:
    """Both say their language, and it is not the same."""
    return bool(c.a.language and c.b.language and c.a.language != c.b.language)


def perhaps_translation(c: Comparison) -> bool:
    """Same year and authors, two of them at least, in another language, in the same or no named journal."""
    return (
        c.years == 0
        and c.all_authors == 1.0
        and len(c.a.authors) > 1
        and (c.a.translated != c.b.translated or other_languages(c))
        and (c.container is None or c.container >= 0.8)
        and not c.other_place
    )


def translated(c: Comparison) -> bool:
    """A catalogue made one of the titles, the languages differ, or the abstracts are the same."""
    abstract = c.abstract
    if abstract is not None and abstract < 0.5:
        return False
    if (abstract or 0) >= 0.8 or other_languages(c):
        return True
    return c.a.translated != c.b.translated or (c.a.translated and c.title >= SAME_WORDS)


def same_time(c: Comparison) -> bool:
    """The same year; a year apart for long titles; one year missing where the volume agrees."""
    if c.years is None:
        return bool(c.volume) or c.title_letters >= LONG_TITLE
    return c.years == 0 or (
        c.years == 1 and not c.short_title and c.title_letters >= 30 and (c.all_authors or 0) >= 0.6
    )
