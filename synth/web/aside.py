"""A process beside the server for what takes long in a large review: its memory ends with it.

One process for each piece of work, and one at a time, so that their memory does not add up; what people wait
for most goes first. Only a report is written beside others, for it takes minutes. The process is told by its
standard input which folder and what to do, answers on its standard output, and steps back for whoever waits
for a page (`nice`). Files that people hand over are read within limits. What passes is pickled: both ends are
the same program; nobody else can write there.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from threading import Condition, Lock
from typing import Any, BinaryIO, TypeVar

from synth.errors import SynthError
from synth.review import Review

Result = TypeVar("Result")


class Rank(IntEnum):
    """Which work goes first when several wait; those from `REPORT` on for their own kind alone."""

    ORDER = 0
    PAGE = 1
    REPORT = 2
    FILE = 3
    OUT = 4


class EndedError(SynthError):
    """The process ended without an answer: it was ended, or came to a limit."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the process may use, where the system knows that: bytes of address space, processor seconds."""

    memory: int
    seconds: int

    def set(self) -> None:
        """Bind this process to them."""
        try:
            import resource
        except ImportError:  # Windows
            return
        resource.setrlimit(resource.RLIMIT_AS, (self.memory, self.memory))
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


POLITENESS = {Rank.ORDER: 10, Rank.PAGE: 10, Rank.REPORT: 19, Rank.FILE: 10, Rank.OUT: 10}
"""How far a process steps back (`nice`, 0 to 19), where the system knows that: most where nobody waits."""

STEPPING_BACK = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""What makes a process step back under Windows."""


class Turnstile:
    """Lets one in at a time, of those that wait the first in rank, of equals the first that came."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Rank, int]] = []
        self._numbers = count()
        self._taken = False
        self._changed = Condition()

    @contextmanager
    def passed(self, rank: Rank) -> Iterator[None]:
        """Be the one that is in, once it is one's turn."""
        with self._changed:
            mine = (rank, next(self._numbers))
            heappush(self.waiting, mine)
            self._changed.wait_for(lambda: not self._taken and self.waiting[0] == mine)
            heappop(self.waiting)
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()


class Aside:
    """Does work on the review in `folder` in a process of its own; those that run end when it is closed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._running: set[subprocess.Popen[bytes]] = set()
        self._closed = False
        self._lock = Lock()
        self._pages = Turnstile()
        self._apart = {rank: Turnstile() for rank in (Rank.REPORT, Rank.FILE, Rank.OUT)}

    def do(
        self, work: Callable[[Review], Result], rank: Rank = Rank.PAGE, limits: Limits | None = None
    ) -> Result:
        """What `work` gives; it must be a function that can be named, and so must its result be plain data.

        Raises SynthError when the work raises one, EndedError when it was ended or came to its limits.
        """
        turnstile = self._apart.get(rank, self._pages)
        with turnstile.passed(rank), self._begun(rank) as process:
            try:
                with suppress(BrokenPipeError):
                    _tell(process, (self.folder, work, limits))
                result: Result = _heard(process)
                return result
            finally:
                with self._lock:
                    self._running.discard(process)

    def close(self) -> None:
        """End what is running."""
        with self._lock:
            self._closed = True
            for process in self._running:
                process.kill()

    def _begun(self, rank: Rank) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._closed:
                raise SynthError("The server is stopping.")
            process = subprocess.Popen(  # noqa: S603  # this program itself, without a shell
                [sys.executable, "-m", "synth.web.aside", str(POLITENESS[rank])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,
                creationflags=STEPPING_BACK,
            )
            self._running.add(process)
            return process


def _tell(process: subprocess.Popen[bytes], what: object) -> None:
    assert process.stdin is not None
    with process.stdin as there:
        pickle.dump(what, there, pickle.HIGHEST_PROTOCOL)


def _heard(process: subprocess.Popen[bytes]) -> Any:
    assert process.stdout is not None
    try:
        result, problem = pickle.load(process.stdout)  # noqa: S301  # our own process
    except (EOFError, pickle.UnpicklingError) as error:
        raise EndedError("What was worked out behind the pages ended before it was done.") from error
    if problem:
        raise SynthError(problem[0], remedy=problem[1])
    return result


def main() -> None:
    """Do the one piece of work that standard input tells, and answer on standard output."""
    if hasattr(os, "nice"):
        os.nice(int(sys.argv[1]))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    folder, work, limits = pickle.load(sys.stdin.buffer)  # noqa: S301  # the process that began this one
    if limits:
        limits.set()
    with suppress(BrokenPipeError):
        _answer(answers, folder, work)
        answers.close()


def _answer(answers: BinaryIO, folder: Path, work: Callable[[Review], object]) -> None:
    problem: tuple[str, str] | None
    try:
        with Review.open(folder) as review:
            result, problem = work(review), None
    except SynthError as error:
        result, problem = None, (error.message, error.remedy)
    pickle.dump((result, problem), answers, pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()
