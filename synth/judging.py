"""What coders say beside their codings: not reported, done, memos, and how a conflict was settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.model import Direction

Verdict = Literal["given", "not-given"]
VERDICTS: tuple[Verdict, ...] = ("given", "not-given")

MemoKind = Literal["work", "coding", "code"]


@dataclass(frozen=True, slots=True)
class NotReported:
    """A coder looked, and the work says nothing on a dimension, or on one `code` of it.

    `version` is that of the codebook; `uid` and `at` are filled in when empty.
    """

    work: str
    codebook: str
    version: str
    dimension: str
    code: str
    coder: str
    uid: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """A note on a work, on one coding, or on a code of the codebook.

    `target` is empty for a work, the uid of a coding, or `dimension=code`; `work` is empty for a code. A memo
    with the `uid` of an older one takes its place.
    """

    about: MemoKind
    target: str
    text: str
    coder: str
    work: str = ""
    uid: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a conflict on a code of a work was settled: whether it is given there, which way, and why.

    `directions` are those in which the code counts; empty when it is not given. Codebook, version, uid and
    time are filled in when empty.
    """

    work: str
    dimension: str
    code: str
    verdict: Verdict
    directions: tuple[Direction, ...]
    reason: str
    coder: str
    codebook: str = ""
    version: str = ""
    uid: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one coder is: works to code, begun and done, and what they said in them."""

    coder: str
    works: int
    begun: int
    done: int
    codings: int
    not_reported: int
    memos: int


@dataclass(frozen=True, slots=True)
class Done:
    """A coder is done with a work."""

    work: str
    coder: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that coders said beside their codings and that is in force."""

    done: tuple[Done, ...] = ()
    not_reported: tuple[NotReported, ...] = ()
    memos: tuple[Memo, ...] = ()
    settlements: tuple[Settlement, ...] = ()

    def of(self, coder: str) -> Answers:
        """Those of one coder."""
        return Answers(
            tuple(one for one in self.done if one.coder == coder),
            tuple(one for one in self.not_reported if one.coder == coder),
            tuple(one for one in self.memos if one.coder == coder),
            tuple(one for one in self.settlements if one.coder == coder),
        )

    @property
    def whole(self) -> tuple[Done | NotReported | Memo | Settlement, ...]:
        """All of them."""
        return (*self.done, *self.not_reported, *self.memos, *self.settlements)

    @property
    def coders(self) -> tuple[str, ...]:
        """Everyone who said something."""
        return tuple(sorted({one.coder for one in self.whole}))

    @property
    def uids(self) -> tuple[str, ...]:
        """The uids of all that has one."""
        said: tuple[NotReported | Memo | Settlement, ...] = (*self.not_reported, *self.memos)
        return tuple(one.uid for one in (*said, *self.settlements))

    def __len__(self) -> int:
        return len(self.whole)
