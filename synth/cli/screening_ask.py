"""Step through the works that somebody has to screen; every answer is stored at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from synth.cli.counts import counted
from synth.cli.options import wrapped
from synth.cli.screening_card import card
from synth.i18n import spoken
from synth.model import Decision, Stage, Verdict
from synth.text import visible

if TYPE_CHECKING:
    from synth.protocol import Criterion
    from synth.review import Review
    from synth.screening.queue import Queue

CHOICES = "[i]nclude  [e]xclude  [m]aybe  [s]kip  [b]ack  [q]uit"
LETTERS: dict[str, Verdict] = {"i": "include", "e": "exclude", "m": "maybe"}


def step_through(review: Review, stage: Stage, coder: str) -> None:
    """Show one work after another, the likeliest first, until there are none or the person stops."""
    total = len(review.to_screen(stage=stage, coder=coder))
    if not total:
        return
    if sys.stderr.isatty():
        click.echo(f"Ordering {counted(total, 'works')} …", err=True)
    shelf = review.shelf()
    with review.queue(shelf, stage=stage, coder=coder) as queue:
        sitting = _Sitting(review, queue, shelf.keys, stage, coder)
        while (place := queue.next()) is not None and sitting.ask(place, total):
            pass


@dataclass(slots=True)
class _Sitting:
    """One person at the list, and what they answered since they sat down."""

    review: Review
    queue: Queue
    keys: Sequence[str]
    stage: Stage
    coder: str
    past: list[tuple[int, Verdict | None]] = field(default_factory=list)

    def ask(self, place: int, total: int) -> bool:
        """Show the work at a place and do what is answered; whether the person goes on."""
        from synth.screening.counting import Text

        work = self.review.work(self.keys[place])
        why = self.queue.why(place, Text(work.record.title, work.record.abstract))
        shown = card(work, self.review.marks(work.record), why=why)
        click.echo(f"\n{len(self.past) + 1} of {total}\n{shown}")
        letter, criterion = self._verdict()
        if letter == "b":
            self._back()
        elif letter == "s":
            self.queue.put_off(place)
            self.past.append((place, None))
        elif letter in LETTERS:
            self._decide(place, LETTERS[letter], criterion)
        return letter != "q"

    def _verdict(self) -> tuple[str, str]:
        """What is answered: a letter, and the criterion of an exclusion."""
        criteria = self.review.protocol.criteria.excluding(self.stage)
        while True:
            letter = click.prompt(CHOICES, type=click.Choice("iemsbq"), show_choices=False)
            if letter != "e":
                return letter, ""
            if criterion := _criterion(criteria):
                return letter, criterion

    def _decide(self, place: int, verdict: Verdict, criterion: str) -> None:
        from synth.review.screening import RELEVANT

        self.review.decide(Decision(self.keys[place], self.stage, verdict, criterion, coder=self.coder))
        self.queue.decide(place, RELEVANT[verdict])
        self.past.append((place, verdict))

    def _back(self) -> None:
        """Go back to the work before, and withdraw the decision on it."""
        if not self.past:
            click.echo("This is the first work.")
            return
        place, verdict = self.past.pop()
        self.queue.take_back(place)
        if verdict:
            self.review.undecide(self.keys[place], stage=self.stage, coder=self.coder)
            click.echo(f"The decision on {self.keys[place]} is withdrawn.")


def _criterion(criteria: Sequence[Criterion]) -> str:
    """The id of the criterion that is chosen, by its number or its id; nothing to go back to the verdicts."""
    for number, one in enumerate(criteria, 1):
        click.echo(wrapped(f"  {number}  {one.id}: {visible(spoken(one.label, 'en'))}"))
    known = {one.id: one.id for one in criteria} | {str(n): one.id for n, one in enumerate(criteria, 1)}
    while True:
        answer = click.prompt(
            "Criterion (number or name; Enter: back)", default="", show_default=False
        ).strip()
        if not answer or answer in known:
            return known.get(answer, "")
        click.echo(f"There is no criterion `{visible(answer)}`.")
