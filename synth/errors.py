"""Every error that `synth` raises on purpose: one tree, each message says what, where and what to do."""

from __future__ import annotations

from dataclasses import dataclass


class SynthError(Exception):
    """The work failed; `str()` is one message a person can act on. The command line exits 1.

    `remedy` is one sentence that says what to do next.
    """

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class UsageError(SynthError):
    """The command was asked for something that cannot be; the command line exits 2."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: `line` and `column` count from 1; 0 means unknown."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file that a person wrote or received."""

    position: Position
    message: str
    remedy: str = ""
    code: str = ""

    def __str__(self) -> str:
        code = f" [{self.code}]" if self.code else ""
        return f"{self.position}: {self.message}{code} {self.remedy}".rstrip()


class FileError(UsageError):
    """A file that a person wrote or handed over cannot be used; holds every problem found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class StoreError(SynthError):
    """The database cannot be opened, read or written (locked, full disk, newer version, damaged)."""


class SourceError(SynthError):
    """A source gave no usable answer; what was fetched before stays stored."""


class BudgetError(SourceError):
    """The source's daily budget is used up; the search can be resumed after the reset."""


class KeyRefused(SourceError):  # noqa: N818  # it says what happened
    """The source refused the API key."""
