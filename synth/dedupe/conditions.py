"""What the rules ask of two records: each function is one question about a comparison."""

from __future__ import annotations

from synth.dedupe.compare import LONG_TITLE, Comparison

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
    """Nearly the same title with another part number."""
    return c.a.part != c.b.part and c.title >= 0.8


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
    if c.container is None or "paper-conference" in kinds or c.a.meeting == c.b.meeting or c.volume:
        return False
    return c.container < 0.9 or c.years != 0 or c.page is False


def other_journal(c: Comparison) -> bool:
    """They appeared in different places."""
    return c.container is not None and c.container < 0.6


def recurring(c: Comparison) -> bool:
    """The same heading in another issue: editorials, news, annual columns."""
    return c.title_letters < LONG_TITLE and bool(c.volume) and c.issue is False and not c.page


def editorial_label(c: Comparison) -> bool:
    """`Editorial: X` and `X` at the same place are one piece."""
    return (
        bool(c.page or c.doi)
        and c.title >= 0.8
        and "editorial" in (c.a.genre, c.b.genre)
        and not strangers(c)
    )


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
        and (c.a.translated or c.b.translated or other_languages(c))
        and (c.container is None or c.container >= 0.8)
        and not c.other_place
    )


def translated(c: Comparison) -> bool:
    """A catalogue made one of the titles, the languages differ, or the abstracts are the same."""
    abstract = c.abstract
    if abstract is not None and abstract < 0.5:
        return False
    return c.a.translated or c.b.translated or other_languages(c) or (abstract or 0) >= 0.8


def same_time(c: Comparison) -> bool:
    """The same year; a year apart for long titles; one year missing where the volume agrees."""
    if c.years is None:
        return bool(c.volume) or c.title_letters >= LONG_TITLE
    return c.years == 0 or (
        c.years == 1 and not c.short_title and c.title_letters >= 30 and (c.all_authors or 0) >= 0.6
    )
