"""Search: strategies with their plan per source, running searches, the log, terms, and files taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response, StreamingResponse

from synth.errors import Problem, UsageError
from synth.model import SearchRun
from synth.review import Review
from synth.review.searching import IMPORTED, file_name
from synth.sources.fetching import Fetched, Retrying
from synth.sources.probing import Probed
from synth.sources.searching import Resumed
from synth.strategy import Strategy
from synth.web.drawings import Drawings
from synth.web.handing import Bundle
from synth.web.jobs import Job, SearchJobs
from synth.web.kept import Answer
from synth.web.pages.handed import hand_over
from synth.web.visit import Visit

SHOWN = 50
"""Searches of the log on one page."""


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The strategies of the protocol, what each source will be asked, what runs, and the newest searches."""

    strategies: tuple[Strategy, ...]
    plans: Answer[tuple[Probed, ...]]
    jobs: tuple[Job, ...]
    under_way: bool
    log: Answer[tuple[SearchRun, ...]]
    choices: tuple[tuple[str, str], ...]
    said: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class StrategyPage:
    """One strategy: its sets and terms with the works that have each, and its warnings."""

    strategy: Strategy
    counts: Answer[dict[str, int]]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RunPage:
    """One search: what was asked, what came, and what could not be read; for an import also its file."""

    run: SearchRun
    problems: tuple[tuple[str, int, str], ...]
    file: str


def show(visit: Visit) -> Response:
    """Strategies, plans, running searches and the log."""
    review, kept, jobs = visit.review, visit.site.kept, visit.site.shared(SearchJobs)
    page = SearchPage(
        strategies=_strategies(visit),
        plans=kept.get("plans", visit.files, Review.plan),
        jobs=jobs.jobs,
        under_way=jobs.under_way,
        log=_log(visit),
        choices=(("", visit.t("search.unverified")), *((one, one) for one in review.protocol.strategies)),
        said={job.number: progress(visit, job) for job in jobs.jobs},
    )
    return visit.page("search.html", page)


def _log(visit: Visit) -> Answer[tuple[SearchRun, ...]]:
    """Every search, newest first; counted behind the page."""
    stamp = (visit.review.stamp().works, visit.site.shared(SearchJobs).version)
    return visit.site.kept.get("searches", stamp, newest)


def newest(review: Review) -> tuple[SearchRun, ...]:
    """The searches, newest first."""
    return tuple(reversed(review.searches()))


def strategy(visit: Visit) -> Response:
    """One strategy with its terms."""
    (one,) = _strategies(visit, visit.place("name"))
    counts = visit.site.kept.get("terms", visit.review.stamp().works, Review.term_counts)
    return visit.page("strategy.html", StrategyPage(one, counts, one.warnings))


def _strategies(visit: Visit, name: str = "") -> tuple[Strategy, ...]:
    """The strategies, or the one of this name: read once, until a file changes. Raises SynthError."""
    known = ("strategies", name, visit.files)
    return visit.site.shared(Drawings).drawing(known, lambda: visit.review.strategies(name))


def run(visit: Visit) -> Response:
    """One search, as the log has it."""
    wanted = visit.place("number")
    known = _log(visit).value
    runs = visit.review.searches() if known is None else known
    found = [one for one in runs if str(one.id) == wanted]
    if not found:
        raise UsageError(visit.t("search.no-run", n=wanted), remedy=visit.t("search.see-log"))
    imported = found[0].source.startswith(IMPORTED)
    problems = visit.review.search_problems(found[0].id)
    return visit.page("run.html", RunPage(found[0], problems, file_name(found[0]) if imported else ""))


def begin(visit: Visit) -> Response:
    """Begin to search a source with a strategy of the protocol."""
    protocol = visit.review.protocol
    source, name = visit.typed("source"), visit.typed("strategy")
    if source not in protocol.sources or name not in protocol.strategies:
        raise UsageError(visit.t("search.not-in-protocol"), remedy=visit.t("search.add-to-protocol"))
    with visit.once() as fresh:
        if fresh:
            visit.site.shared(SearchJobs).begin(source, name, by=visit.person.id)
    return visit.go(visit.link("search"))


def events(visit: Visit) -> Response:
    """A stream that tells when a running search has come further."""
    return StreamingResponse(visit.site.shared(SearchJobs).changes(), media_type="text/event-stream")


def take_in(visit: Visit) -> Response:
    """Look at files that a person hands over, before they come in. Raises UsageError."""
    strategy = visit.typed("strategy")
    if strategy and strategy not in visit.review.protocol.strategies:
        raise UsageError(visit.t("search.not-in-protocol"), remedy=visit.t("search.add-to-protocol"))
    return hand_over(visit, Bundle("records", (), coder=visit.person.id, strategy=strategy))


def progress(visit: Visit, job: Job) -> str:
    """How far a search is, in a sentence."""
    if job.problem:
        return job.problem
    if job.ended:
        return visit.t("search.done")
    event = job.event
    if isinstance(event, Fetched):
        total = "?" if event.total is None else visit.t.number(event.total)
        return visit.t("search.fetched", n=event.unique, total=total)
    if isinstance(event, Retrying):
        return visit.t("search.retrying", reason=event.reason, n=round(event.wait))
    if isinstance(event, Resumed):
        return visit.t("search.resumed", n=event.records)
    return visit.t("search.asking")
