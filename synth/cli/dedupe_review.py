"""Step through the pairs that a person should look at; every answer is stored at once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from synth.cli.options import emit, wrapped
from synth.cli.side_by_side import LEGEND, side_by_side

if TYPE_CHECKING:
    from synth.review import Review
    from synth.store.pairs import Pair

KEYS = "[s] same   [d] different   [space] skip   [u] undo   [q] quit"
_VERDICTS = {"s": "same", "d": "different"}
_SKIP, _UNDO, _QUIT = frozenset(" k"), "u", frozenset("q\x03\x04\x1b")


@dataclass(slots=True)
class _Sitting:
    """One person at the list: what they answered, and what they left for later."""

    review: Review
    coder: str
    answered: list[tuple[int, int]] = field(default_factory=list)
    skipped: set[tuple[int, int]] = field(default_factory=set)

    def open(self) -> Sequence[Pair]:
        """The questions that are neither answered nor skipped."""
        return [one for one in self.review.pairs("ask") if (one.a, one.b) not in self.skipped]

    def answer(self, pair: Pair, verdict: str) -> None:
        """Store an answer, and with it what follows."""
        self.review.rule(pair.a, pair.b, verdict=verdict, coder=self.coder)
        self.answered.append((pair.a, pair.b))

    def undo(self) -> str:
        """Withdraw the last answer of this sitting; what to tell."""
        if not self.answered:
            return "There is nothing to undo in this sitting."
        last = self.answered.pop()
        self.review.rule(*last, verdict="withdrawn", coder=self.coder)
        return f"The answer on {last[0]} and {last[1]} is withdrawn."


def step_through(review: Review, *, coder: str) -> dict[str, int]:
    """Show one question after another until there are none, or the person stops; return what was done."""
    sitting = _Sitting(review, coder)
    told = ""
    while asked := sitting.open():
        _show(asked[0], sitting, len(asked), told)
        key = _key()
        told = ""
        if key in _QUIT or not key:
            break
        if key in _VERDICTS:
            sitting.answer(asked[0], _VERDICTS[key])
        elif key in _SKIP:
            sitting.skipped.add((asked[0].a, asked[0].b))
        elif key == _UNDO:
            told = sitting.undo()
        else:
            told = f"`{key}` is none of the keys."
    return {
        "answered": len(sitting.answered),
        "skipped": len(sitting.skipped),
        "left": len(review.pairs("ask")),
    }


def _show(pair: Pair, sitting: _Sitting, left: int, told: str) -> None:
    if sys.stdout.isatty():
        click.clear()
    done = len(sitting.answered) + len(sitting.skipped)
    screen = _screen(pair, sitting, done + 1, done + left)
    emit({}, [*filter(None, [told]), *screen], as_json=False)


def _screen(pair: Pair, sitting: _Sitting, number: int, total: int) -> Iterator[str]:
    yield f"Question {number} of {total}: are these one work? ({pair.rule}, {pair.score:.2f})"
    yield wrapped(f"{pair.reasons[0].capitalize()}: {', '.join(pair.reasons[1:])}.")
    yield ""
    width = shutil.get_terminal_size().columns
    yield from side_by_side(sitting.review.records_of(pair.a, pair.b), width=width)
    yield ""
    yield LEGEND
    yield KEYS


def _key() -> str:
    """One key of a terminal, or one line of a file; empty at its end."""
    if sys.stdin.isatty():
        try:
            return click.getchar().lower()
        except (KeyboardInterrupt, EOFError):
            return "q"
    line = sys.stdin.readline()
    return (line.strip().lower()[:1] or " ") if line else ""
