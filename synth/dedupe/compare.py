"""How alike two records are, field by field; `None` means that one of them does not say."""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel

from synth.dedupe.normalise import Prepared

MAIN_TITLE_LENGTH = 12
"""Letters that a title before its subtitle must have to stand for the whole."""

LONG_TITLE = 60
"""Letters from which a title is hardly ever used twice."""

OTHER_JOURNAL = 0.6
"""Journals less alike than this are two."""

INSIDE = 20
"""Letters that a title must have to be looked for within another."""

LEAST_WITHIN = 30
"""Letters that a title must have to be looked for within another when a letter may differ."""

CUT = 6
"""Letters that must be left of a title that was cut off."""

NEIGHBOURS = 3
"""Pages at most between the end of an article and the beginning of the next."""

OTHER_WORDS = 0.55
"""Two journals of which each has a word that the other has not are at most this much alike."""

_LETTERS = ascii_lowercase
_FEW = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side: similarities from 0 to 1, agreement as true or false.

    `title` is of the whole titles, `short_title` when one leaves out the subtitle, `other_title` when a
    title in another language stands beside one of them, `inside` when one stands within the other.
    `authors` is the share of the shorter list that the longer has, `all_authors` that of the longer.
    `years` is the difference in years.
    """

    a: Prepared
    b: Prepared
    title: float
    short_title: bool
    other_title: bool
    inside: bool
    authors: float | None
    all_authors: float | None
    first_author: bool | None
    years: int | None
    container: float | None
    volume: bool | None
    issue: bool | None
    page: bool | None
    doi: bool | None
    isbn: bool | None

    @property
    def abstract(self) -> float | None:
        """Similarity of how the abstracts begin; worked out only when a rule asks."""
        if len(self.a.raw_abstract) < 100 or len(self.b.raw_abstract) < 100:
            return None
        return Indel.normalized_similarity(self.a.abstract, self.b.abstract)

    @property
    def best_title(self) -> float:
        """The similarity of the titles, whichever way they agree best."""
        return max(self.title, 0.97 if self.short_title or self.other_title else 0.0)

    @property
    def same_place(self) -> bool:
        """Same volume and same first page; issues are not asked, exports number them at will."""
        return bool(self.page and self.volume)

    @property
    def other_place(self) -> bool:
        """Another first page, or another volume."""
        return self.page is False or self.volume is False

    @property
    def compatible_place(self) -> bool:
        """Nothing in journal, volume, issue and page says that these are two publications."""
        journal = 1.0 if self.container is None else self.container
        if self.page:
            return not (journal < OTHER_JOURNAL and self.volume is False)
        if self.page is False:
            return self._slip and journal >= 0.9 and self.volume is not False and self.issue is not False
        if journal < OTHER_JOURNAL and (self._placed(self.a) or self._placed(self.b)):
            return False
        if self.volume and self.issue is False:
            return self.title_letters >= LONG_TITLE
        return self.volume is not False or journal >= 0.85

    @property
    def within(self) -> bool:
        """One title stands within the other but for a slip of the pen; worked out only when a rule asks."""
        shorter = min(len(self.a.title), len(self.b.title))
        return shorter >= LEAST_WITHIN and fuzz.partial_ratio(self.a.title, self.b.title) >= 95

    @property
    def review(self) -> bool:
        """Both carry the same number of the Cochrane Library (`CD002273`): editions of a review."""
        return bool(self.a.review) and self.a.review == self.b.review

    @property
    def placed(self) -> bool:
        """Both say in which volume or on which page they stand."""
        return self.volume is not None or self.page is not None

    @property
    def cut(self) -> bool:
        """One title is the beginning of the other."""
        a, b = self.a.title, self.b.title
        return min(len(a), len(b)) >= CUT and (a.startswith(b) or b.startswith(a))

    @property
    def _slip(self) -> bool:
        """Another first page, but not that of a neighbour: a slip of the pen in one of them."""
        meeting = self.a.meeting or self.b.meeting
        return not self.neighbours and not meeting and self.title >= 0.97

    @staticmethod
    def _placed(one: Prepared) -> bool:
        return bool(one.volume or one.pages.starts)

    @property
    def neighbours(self) -> bool:
        """The one begins within three pages of where the other ends."""
        one, other = sorted((self.a.pages, self.b.pages), key=lambda pages: pages.first)
        return self.page is False and bool(one.last) and 1 <= other.first - one.last <= NEIGHBOURS

    @property
    def title_letters(self) -> int:
        """The length of the shorter title, with its article."""
        return min(self.a.letters, self.b.letters)


def compare(a: Prepared, b: Prepared) -> Comparison:
    """Return how alike two prepared records are."""
    authors = _authors(a.authors, b.authors)
    return Comparison(
        a=a,
        b=b,
        title=1.0 if a.title == b.title and a.title else _similar(a.title, b.title),
        short_title=_short_title(a, b),
        other_title=_other_title(a, b),
        inside=_inside(a.title, b.title),
        authors=authors,
        all_authors=None if authors is None else authors * _balance(a.authors, b.authors),
        first_author=_equal(a.first_author, b.first_author),
        years=None if a.year is None or b.year is None else abs(a.year - b.year),
        container=_container(a.container, b.container),
        volume=_equal(a.volume, b.volume),
        issue=_equal(a.issue, b.issue),
        page=_page(a.pages.starts, b.pages.starts),
        doi=_equal(a.doi, b.doi),
        isbn=_equal(a.isbn, b.isbn),
    )


def _similar(a: str, b: str) -> float:
    return Indel.normalized_similarity(a, b, score_cutoff=_FEW) if a and b else 0.0


def _equal(a: str, b: str) -> bool | None:
    return a == b if a and b else None


def _page(a: frozenset[str], b: frozenset[str]) -> bool | None:
    """Pages agree also when one has the letter of its section (`S12`) and the other has not."""
    if not a or not b:
        return None
    if a & b:
        return True
    return any(
        one.strip(_LETTERS) == other.strip(_LETTERS) and (one.isdigit() or other.isdigit())
        for one in a
        for other in b
    )


def _short_title(a: Prepared, b: Prepared) -> bool:
    """One title is the other without its subtitle."""
    shorter, longer = (a, b) if len(a.title) <= len(b.title) else (b, a)
    if len(shorter.title) < MAIN_TITLE_LENGTH or shorter.title == longer.title:
        return False
    return shorter.title == longer.main


def _other_title(a: Prepared, b: Prepared) -> bool:
    """A title that stands beside one of them (in another language) is the title of the other."""
    if not a.others and not b.others:
        return False
    return any(
        _similar(one, other) >= 0.95
        for one in (a.title, *a.others)
        for other in (b.title, *b.others)
        if one is not a.title or other is not b.title
    )


def _authors(a: frozenset[str], b: frozenset[str]) -> float | None:
    """The share of the shorter list that the longer one has; a near miss in spelling counts."""
    if not a or not b:
        return None
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    missing = shorter - longer
    found = len(shorter) - len(missing)
    if missing and len(missing) < 30:
        rest = longer - shorter
        found += sum(_among(one, rest) for one in missing)
    return found / len(shorter)


def _among(family: str, others: frozenset[str]) -> bool:
    """A near miss in spelling, or a double name of which one has a part (`Muranga Njihia`, `Njihia`)."""
    if process.extractOne(family, others, scorer=Indel.normalized_similarity, score_cutoff=0.8) is not None:
        return True
    words = {word for word in family.split() if len(word) >= 4}
    return any((" " in family or " " in other) and not words.isdisjoint(other.split()) for other in others)


def _inside(a: str, b: str) -> bool:
    """One title stands within the other: a running head or the name of a series was put before it."""
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    return len(shorter) >= INSIDE and shorter != longer and shorter in longer


def _balance(a: frozenset[str], b: frozenset[str]) -> float:
    return min(len(a), len(b)) / max(len(a), len(b))


def _container(a: tuple[str, ...], b: tuple[str, ...]) -> float | None:
    """Journals agree in full, as an abbreviation (`J Neurosci`), as an acronym, or as a beginning."""
    if not a or not b:
        return None
    if a == b or _abbreviates(a, b) or _abbreviates(b, a):
        return 1.0
    if _acronym(a, b) or _acronym(b, a):
        return 0.95
    joined_a, joined_b = "".join(a), "".join(b)
    if min(len(joined_a), len(joined_b)) > 8 and (
        joined_a.startswith(joined_b) or joined_b.startswith(joined_a)
    ):
        return 0.9
    alike = Indel.normalized_similarity(joined_a, joined_b)
    return min(alike, OTHER_WORDS) if _left_over(a, b) and _left_over(b, a) else alike


def _left_over(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The one has a word that no word of the other begins, is begun by, or nearly is."""
    return any(
        len(word) > 2
        and not any(
            other.startswith(word) or word.startswith(other) or _similar(word, other) >= 0.75 for other in b
        )
        for word in a
    )


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Each word of the one begins the word of the other at the same place."""
    return len(short) <= len(long) <= len(short) + 2 and all(
        full.startswith(word) for word, full in zip(short, long, strict=False)
    )


def _acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    return len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long)
