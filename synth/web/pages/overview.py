"""Overview: the flow with live counts, what to do next, who did what, and problems to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from starlette.responses import Response

from synth.catalogue.columns import Catalogue
from synth.errors import Problem
from synth.model import STAGES
from synth.review import Review
from synth.store.tallies import Amounts, Tally
from synth.verdicts import CONFLICT
from synth.web.catalogue import CatalogueKeeper
from synth.web.drawings import Drawings
from synth.web.kept import Answer
from synth.web.pages.agreement import CODING, listed
from synth.web.reading import pilot_left
from synth.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits for people and takes long to count: pairs of records to rule on, conflicts by stage."""

    pairs: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Everything that the flow and the list of what to do rest on."""

    amounts: Amounts
    works: int
    standing: Mapping[str, int]
    uncoded: int
    asked: Asked
    pilot: int
    suggestions: int


@dataclass(frozen=True, slots=True)
class Box:
    """A number of the flow, and where its works are."""

    name: str
    n: int
    address: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: how much of it there is, and where it is done (empty: by a command)."""

    name: str
    n: int
    address: str


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The review at a glance."""

    question: str
    boxes: tuple[Box, ...]
    steps: tuple[Step, ...]
    screened: int
    to_screen: int
    people: Answer[tuple[Tally, ...]]
    problems: Answer[tuple[Problem, ...]]


EXCLUDED = ("excluded-screening", "excluded-full-text", "not-retrieved")
Rule = Callable[[Counts], int]

FLOW: tuple[tuple[str, Rule, Mapping[str, object]], ...] = (
    ("records", lambda c: c.amounts.records, {}),
    ("works", lambda c: c.works, {}),
    ("left-out", lambda c: c.standing.get("left-out", 0), {"standing": ("left-out",)}),
    (
        "excluded",
        lambda c: sum(c.standing.get(one, 0) for one in EXCLUDED),
        {"standing": EXCLUDED},
    ),
    ("included", lambda c: c.standing.get("included", 0), {"standing": ("included",)}),
    (
        "coded",
        lambda c: c.standing.get("included", 0) - c.uncoded,
        {"standing": ("included",), "coded": ("coded",)},
    ),
)
"""The boxes: name, how they are counted, and the filters under which their works are listed."""

STEPS: tuple[tuple[str, Rule, str], ...] = (
    ("search", lambda c: int(not c.amounts.searches), "search"),
    ("pairs", lambda c: c.asked.pairs, "duplicates"),
    ("conflicts", lambda c: c.asked.conflicts, "agreement"),
    ("pilot", lambda c: c.pilot, "screening"),
    ("screen", lambda c: c.standing.get("awaiting-screening", 0), "screening"),
    ("full-text", lambda c: c.standing.get("awaiting-full-text", 0), "screening"),
    ("code", lambda c: c.uncoded, "coding"),
    ("suggestions", lambda c: c.suggestions if c.standing.get("included") else 0, "coding"),
    ("read", lambda c: c.standing.get("included", 0) - c.uncoded, "synthesis"),
)
"""What there can be to do, in the order of the work: name, how much of it, and the page where it is done."""


def show(visit: Visit) -> Response:
    """The review at a glance."""
    return visit.page("overview.html", overview(visit))


def overview(visit: Visit) -> OverviewPage:
    """Count what there is; what takes long is kept and comes from behind."""
    review, kept = visit.review, visit.site.kept
    catalogue = visit.site.shared(CatalogueKeeper).catalogue(review)
    stamp = catalogue.stamp
    everything = catalogue.select({})
    standing = catalogue.columns["standing"].counts(everything)
    uncoded = int(catalogue.select({"standing": ("included",), "coded": ("uncoded",)}).sum())
    asked = Asked(kept.get("pairs", stamp.works, asked_pairs).value or 0, _conflicts(visit, catalogue))
    left, offered = pilot_left(visit)[1], suggestions(visit, catalogue).value or 0
    counts = Counts(amounts(visit), len(catalogue), standing, uncoded, asked, left, offered)
    waiting = standing.get("awaiting-screening", 0)
    problems = kept.get("problems", visit.files, Review.check)
    return OverviewPage(
        question=visit.say(review.protocol.question),
        boxes=tuple(
            Box(name, rule(counts), visit.link("works", **where) if name != "records" else "")
            for name, rule, where in FLOW
        ),
        steps=(
            *_to_write(visit, problems),
            *(
                Step(name, n, visit.link(page) if page in visit.link.paths else "")
                for name, rule, page in STEPS
                if (n := rule(counts)) > 0
            ),
        ),
        screened=len(catalogue) - standing.get("left-out", 0) - waiting,
        to_screen=waiting,
        people=_people(visit),
        problems=problems,
    )


def _to_write(visit: Visit, problems: Answer[tuple[Problem, ...]]) -> Iterator[Step]:
    """What is still the template's, once the files that people write are known to be in order."""
    if problems.value != ():
        return
    left = visit.site.kept.get("untouched", visit.files, Review.untouched).value
    if left and left.question:
        yield Step("question", len(left.question), visit.link("settings"))
    for name in left.strategies if left else ():
        yield Step("strategy", 1, visit.link("settings-file", file=f"queries/{name}.yaml"))


def amounts(visit: Visit) -> Amounts:
    """How much there is: counted once for everybody, until somebody codes or searches."""
    review = visit.review
    name = ("amounts", review.coding_stamp())
    return visit.site.shared(Drawings).drawing(name, review.amounts)


def suggestions(visit: Visit, catalogue: Catalogue) -> Answer[int]:
    """How many suggestions wait for the person, as `synth code` counts them."""
    review = visit.review
    stamp = (visit.files, review.suggestion_stamp())
    judged = review.judged(visit.person.id)
    found = visit.site.kept.get("suggestions", stamp, Review.offered)
    return found.read(lambda offered: offered.waiting(catalogue, judged))


def _people(visit: Visit) -> Answer[tuple[Tally, ...]]:
    """Who did what: counted behind the pages once, and from then on as it happens."""
    review = visit.review
    found = visit.site.kept.get("people", review.event_stamp(), Review.tallies, since=review.tallies_since)
    return found.read(lambda tallies: tallies.people)


def asked_pairs(review: Review) -> int:
    """How many pairs of records wait for somebody to say whether they are one work."""
    return len(review.pairs("ask"))


def _conflicts(visit: Visit, catalogue: Catalogue) -> int:
    """How many works people disagree on: screening them as it is now, coding them as it was counted last."""
    screened = sum(int(catalogue.columns[stage].has(CONFLICT).sum()) for stage in STAGES)
    coded = listed(visit, CODING).value
    return screened + len({one.work for one in coded.open} if coded else ())
