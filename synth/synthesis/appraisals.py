"""How well studies were done, as people rated them with an instrument: from ratings to limits of a study.

The rules are tables here and are explained in docs/synthesis.md. They count answers and give no score: the
authors of MMAT advise against one (Hong et al. 2018, doi:10.3233/EFI-180221). What limits mean for a finding
is after the methodological limitations of GRADE-CERQual (Munthe-Kaas et al. 2018,
doi:10.1186/s13012-017-0690-9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from synth.synthesis.state import CodebookView, CodeView, DimensionView, StoredCoding

Limits = Literal["none", "some", "serious"]
LIMITS: tuple[Limits, ...] = ("none", "some", "serious")
Outcome = Literal["none", "some", "serious", "outside"]
OUTCOMES: tuple[Outcome, ...] = (*LIMITS, "outside")
"""The limits, or that the instrument does not apply to the work: it is outside of what it appraises."""

DECISIVE = ("screening",)
"""The parts of an instrument of which one lowest answer is serious: without a clear question or fitting data
there is nothing to appraise."""

NOT_PRIMARY = frozenset({"review", "non-empirical"})
"""Families of design without data of their own. Where the questions at the start stop the appraisal of such a
work, the instrument does not apply to it: MMAT is for primary research (Hong et al. 2018, part II)."""

MANY = 0.5
"""From this share of criteria with the lowest answer, limits are serious."""

MOST: Mapping[str, Limits] = {"study": "serious", "intervention": "some"}
"""The most that an appraisal can say of a study, by what the instrument appraises.

A register that rates an intervention says what is known of that intervention, not how a study was done.
"""


@dataclass(frozen=True, slots=True)
class Rating:
    """The answer on one criterion: the lowest of those that count, with who gave answers."""

    criterion: str
    code: str
    coders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Appraisal:
    """A work as it was rated with one instrument, criterion by criterion, and what follows."""

    dimension: str
    appraises: str
    ratings: tuple[Rating, ...]
    limits: Outcome

    @property
    def coders(self) -> tuple[str, ...]:
        """Everyone who rated it."""
        return tuple(sorted({coder for rating in self.ratings for coder in rating.coders}))


Appraisals = Mapping[str, tuple[Appraisal, ...]]
"""Work to its appraisals, in the order of the codebook."""


def instruments(codebook: CodebookView) -> tuple[DimensionView, ...]:
    """The dimensions of a codebook that appraise studies or interventions."""
    return tuple(one for one in codebook.dimensions if one.appraises)


def appraisals(
    codings: Iterable[StoredCoding],
    codebook: CodebookView,
    *,
    works: Collection[str],
    books: Collection[str],
    not_primary: Collection[str] = (),
) -> Appraisals:
    """The appraisals of these works; criteria that were coded without an answer say nothing.

    `not_primary` are the works of which every known design is without data of its own.
    """
    rated = {
        one.id: {code.id: code for code in one.codes if code.point is not None}
        for one in instruments(codebook)
    }
    given: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for coding in (stored.coding for stored in codings) if rated else ():
        known = rated.get(coding.dimension, {})
        if coding.code in known and coding.codebook in books and coding.passage.work in works:
            given[coding.passage.work, coding.dimension][coding.code].add(coding.coder)
    found: defaultdict[str, list[Appraisal]] = defaultdict(list)
    for instrument in instruments(codebook):
        for work in sorted({work for work, dimension in given if dimension == instrument.id}):
            primary = work not in not_primary
            found[work].append(_appraisal(instrument, given[work, instrument.id], primary=primary))
    return {work: tuple(some) for work, some in found.items()}


def worst(limits: Iterable[Limits]) -> Limits:
    """The most serious of several."""
    return max(limits, key=LIMITS.index, default="none")


def _appraisal(
    instrument: DimensionView, given: Mapping[str, Collection[str]], *, primary: bool
) -> Appraisal:
    ratings = tuple(_ratings(instrument, given))
    codes = {code.id: code for code in instrument.codes}
    answers = [codes[one.code] for one in ratings]
    most = MOST[instrument.appraises]
    limits: Outcome = min(_limits(answers, codes), most, key=LIMITS.index)
    if not primary and _stopped(answers, codes):
        limits = "outside"
    return Appraisal(instrument.id, instrument.appraises, ratings, limits)


def _stopped(answers: list[CodeView], codes: Mapping[str, CodeView]) -> bool:
    """Whether only the questions at the start were answered, and one of them without the highest answer."""
    highest = max(code.point for code in codes.values() if code.point is not None)
    start = all(codes[one.parent].parent in DECISIVE for one in answers)
    return start and any(one.point != highest for one in answers)


def _ratings(instrument: DimensionView, given: Mapping[str, Collection[str]]) -> Iterator[Rating]:
    """The lowest answer to each criterion, in the order of the instrument (answers stand lowest first)."""
    answers: dict[str, list[str]] = {}
    for code in instrument.codes:
        if code.id in given:
            answers.setdefault(code.parent, []).append(code.id)
    for criterion, codes in answers.items():
        coders = {coder for code in codes for coder in given[code]}
        yield Rating(criterion, codes[0], tuple(sorted(coders)))


def _limits(answers: list[CodeView], codes: Mapping[str, CodeView]) -> Limits:
    points = {code.point for code in codes.values() if code.point is not None}
    lowest, highest = min(points), max(points)
    low = [one for one in answers if one.point == lowest]
    if any(codes[one.parent].parent in DECISIVE for one in low) or len(low) >= MANY * len(answers):
        return "serious"
    return "some" if any(one.point != highest for one in answers) else "none"


def by_study(found: Appraisals, studies: Mapping[str, str], appraises: str) -> dict[str, Limits]:
    """Study to its limits: the worst that instruments say of a work, the best of the works of a study.

    A work to which an instrument does not apply has no limits by it.
    """
    limits: dict[str, Limits] = {}
    for work, some in found.items():
        said = [one.limits for one in some if one.appraises == appraises and one.limits != "outside"]
        if said:
            study, now = studies[work], worst(said)
            limits[study] = min(limits.get(study, now), now, key=LIMITS.index)
    return limits
