"""The threads that work for the pages, each with the review open for itself.

SQLite is waited for in a few threads, never in the one that answers requests; each thread has a connection of
its own, so that readers see whole states and nobody waits for a reader.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from threading import Lock, RLock, local
from typing import Any, TypeVar

from synth.errors import SynthError
from synth.protocol import FILE
from synth.review import Review
from synth.review.folder import DATABASE
from synth.web.aside import Aside, Limits, Rank
from synth.web.scratch import Scratch

Result = TypeVar("Result")
Files = tuple[tuple[str, int], ...]
"""The files that people write, each with the time at which it was changed last."""

THREADS = 4
"""Enough to keep two cores busy; more would only share them."""


LARGE = 50_000_000
"""The size in bytes from which on the database of a review is large: some thousands of works."""


class Desk:
    """Runs functions on the review in worker threads; `writing` is held by the one that writes."""

    def __init__(self, folder: Path, *, large: int = LARGE) -> None:
        self.folder = folder
        self.large = large
        self.writing = RLock()
        self._own = local()
        self._opened: list[Review] = []
        self._read: tuple[object, Review] | None = None
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")
        self._behind = ThreadPoolExecutor(1, thread_name_prefix="behind")
        self._besides = ThreadPoolExecutor(1, thread_name_prefix="aside")
        self._reports = ThreadPoolExecutor(1, thread_name_prefix="report")
        self._files = ThreadPoolExecutor(3, thread_name_prefix="file")
        self._aside = Aside(folder)
        self._scratch: Scratch | None = None
        self._closing = False
        self._lock = Lock()

    async def run(self, work: Callable[[], Result]) -> Result:
        """What `work` gives, done in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def behind(self, work: Callable[[], Result]) -> Future[Result]:
        """Have `work` done later, in the one thread for what takes long."""
        return self._submitted(self._behind, work)

    def aside(self, work: Callable[[], Result]) -> Future[Result]:
        """Have `work` done later, in the one thread for what is worked out from the review."""
        return self._submitted(self._besides, work)

    def scratch(self) -> Path:
        """A folder for files that are needed as long as the desk is open."""
        with self._lock:
            if self._scratch is None:
                self._scratch = Scratch()
            return self._scratch.folder

    def report(self, work: Callable[[], Result]) -> Future[Result]:
        """Have `work` done later, in the one thread for what takes minutes."""
        return self._submitted(self._reports, work)

    def files(self, work: Callable[[], Result]) -> Future[Result]:
        """Have `work` done later, in one of the threads for files that people hand over or take out."""
        return self._submitted(self._files, work)

    def apart(self, work: Callable[[Review], Result], limits: Limits) -> Result:
        """What `work` gives, done within limits by a process of its own, however small the review is.

        Raises SynthError; EndedError when it came to the limits or the server stops.
        """
        return self._aside.do(work, Rank.FILE, limits)

    def work_out(self, work: Callable[[Review], Result], rank: Rank = Rank.PAGE) -> Result:
        """What `work` gives: of a large review in a process of its own, which leaves the pages their time.

        Raises SynthError, also when the server stops meanwhile.
        """
        return self._aside.do(work, rank) if self.beside else work(self.review())

    @property
    def beside(self) -> bool:
        """Whether the review is so large that what takes long is done by a process beside the server."""
        database = self.folder / DATABASE
        return database.exists() and database.stat().st_size >= self.large

    def close(self) -> None:
        """Finish what is under way, and close what is open; what waits, or runs beside it, is dropped."""
        self._closing = True
        self._aside.close()
        for pool in (self._threads, self._behind, self._besides, self._reports, self._files):
            pool.shutdown(wait=True, cancel_futures=True)
        for review in self._opened:
            review.close()
        if self._scratch is not None:
            self._scratch.close()

    def _submitted(self, pool: ThreadPoolExecutor, work: Callable[[], Result]) -> Future[Result]:
        future = pool.submit(work)
        future.add_done_callback(self._tell)
        return future

    def _tell(self, done: Future[Any]) -> None:
        """Have the terminal say what went wrong behind the pages, where nobody may be waiting for it."""
        error = None if done.cancelled() or self._closing else done.exception()
        if error is not None:
            mistake = None if isinstance(error, SynthError) else error
            logging.getLogger(__name__).error("Behind the pages: %s", error, exc_info=mistake)

    def review(self, files: Files | None = None) -> Review:
        """The review as this thread has it open; opened anew when a file that people write has changed.

        `files` is what `written` just gave, where somebody asked it.
        """
        stamp = files or written(self.folder)
        review: Review | None = getattr(self._own, "review", None)
        if review is None or self._own.stamp != stamp:
            fresh = self._opened_at(stamp)
            if review is not None:
                self._opened.remove(review)
                review.close()
            self._opened.append(fresh)
            self._own.review = review = fresh
            self._own.stamp = stamp
        return review

    def _opened_at(self, stamp: object) -> Review:
        """The review as it was written at `stamp`: one thread reads its files, for all of them."""
        with self._lock:
            if self._read is None or self._read[0] != stamp:
                self._read = (stamp, Review.open(self.folder))
            return self._read[1].again()


def written(folder: Path) -> Files:
    """When the files that people write were last changed: protocol, strategies, codebooks."""
    paths = [folder / FILE]
    for name in ("queries", "codebooks", "codebooks/crosswalks"):
        inside = folder / name
        paths += [Path(one.path) for one in os.scandir(inside)] if inside.is_dir() else []
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in paths if path.is_file()))
