"""Searches that run behind the pages, and how far each is; who listens is told when something changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from threading import Lock, Thread

from synth.errors import SynthError, UsageError
from synth.review import Review
from synth.review.searching import Manner
from synth.store.database import now
from synth.web.desk import Desk

LOOK_SECONDS = 0.5
MOST_SECONDS = 900
"""How long one stream of events lasts; the browser then asks for another."""

MOST_JOBS = 20
"""Jobs that are over and still shown."""


@dataclass(frozen=True, slots=True)
class Job:
    """A search under way or over: the last event, when it began and ended, and why it failed if it did."""

    number: int
    source: str
    strategy: str
    by: str
    began: str
    event: object = None
    ended: str = ""
    problem: str = ""


class SearchJobs:
    """The searches that were begun from the pages; each in a thread with a review of its own.

    A search stores page by page: when the server stops it goes on where it was, the next time.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.version = 0
        self._jobs: dict[int, Job] = {}
        self._numbers = count(1)
        self._lock = Lock()

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Every search, newest first."""
        with self._lock:
            return tuple(sorted(self._jobs.values(), key=lambda job: -job.number))

    @property
    def under_way(self) -> bool:
        """Whether a search is running."""
        return any(not job.ended for job in self.jobs)

    def begin(self, source: str, strategy: str, *, by: str) -> Job:
        """Begin a search. Raises UsageError when this one is running already."""
        with self._lock:
            same = (job for job in self._jobs.values() if (job.source, job.strategy) == (source, strategy))
            if any(not job.ended for job in same):
                raise UsageError(f"{source} is being searched already.", remedy="Wait until it is done.")
            job = Job(next(self._numbers), source, strategy, by, now())
            self._keep(job)
        Thread(target=self._run, args=(job,), name=f"search-{job.number}", daemon=True).start()
        return job

    async def changes(self) -> AsyncIterator[str]:
        """Server-sent events: one whenever something changed, the last one when nothing runs any more."""
        seen = -1
        for _ in range(int(MOST_SECONDS / LOOK_SECONDS)):
            if self.version != seen:
                seen = self.version
                yield f"data: {seen}\n\n"
            if not self.under_way:
                yield "event: end\ndata: 0\n\n"
                return
            await asyncio.sleep(LOOK_SECONDS)

    def _run(self, job: Job) -> None:
        problem = "Interrupted."
        try:
            with Review.open(self.desk.folder) as review:
                hear = partial(self._hear, job.number)
                review.search(
                    job.source, strategy=job.strategy, manner=Manner(searcher=job.by), on_event=hear
                )
                review.dedupe()
            problem = ""
        except SynthError as error:
            problem = str(error)
        finally:
            self._change(job.number, ended=now(), problem=problem)

    def _hear(self, number: int, event: object) -> None:
        self._change(number, event=event)

    def _change(self, number: int, **values: object) -> None:
        with self._lock:
            self._keep(replace(self._jobs[number], **values))  # type: ignore[arg-type]  # fields of Job

    def _keep(self, job: Job) -> None:
        self._jobs[job.number] = job
        self.version += 1
        over = sorted(number for number, one in self._jobs.items() if one.ended)
        for number in over[: max(0, len(over) - MOST_JOBS)]:
            del self._jobs[number]
