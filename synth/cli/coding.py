"""The command with which people code: code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from synth.cli.options import emit, json_option, language_option, opened, review_option, wrapped
from synth.model import DIRECTIONS, Direction, Passage, Suggestion

if TYPE_CHECKING:
    from synth.coding.learning import Trial
    from synth.review import Review

BACK: Literal["back"] = "back"
CHOICES = "[a]ccept  [r]eject  [s]kip  [q]uit"


@click.command(name="code")
@click.argument("work", default="")
@click.option("--suggest", is_flag=True, help="Look for passages in titles and abstracts; nothing is coded.")
@click.option("--find", "text", default="", help="List the works in which these words occur.")
@click.option("--as", "codes", multiple=True, metavar="DIMENSION=CODE", help="Code WORK: factor=no-time …")
@click.option("--direction", type=click.Choice(DIRECTIONS), default=None, help="Direction of the factor.")
@click.option("--section", default="", help="Where in the work it stands.")
@click.option("--says", default="", help="What it says, in your own words.")
@click.option("--undo", "uid", default="", metavar="UID", help="Withdraw a coding.")
@click.option("--coder", default="me", show_default=True, help="Who codes.")
@language_option
@review_option
@json_option
def code_command(folder: Path, as_json: bool, **options: object) -> None:
    r"""Look at suggestions one by one, or code a work yourself.

    A suggestion counts nowhere until you accept it.

    \b
    Examples:
      synth code --suggest
      synth code
      synth code koning-2008 --as factor=knowledge-centre --direction failure --says "No owner."
      synth code --find "sociale zekerheid"
    """
    with opened(folder) as review:
        work = _Work(review, as_json, **options)  # type: ignore[arg-type]  # the options above, by name
        work.run()


class _Work:
    """One run of the command: what to do follows from the options."""

    def __init__(self, review: Review, as_json: bool, **options: str) -> None:
        self.review, self.as_json = review, as_json
        self.work, self.coder, self.language = options["work"], options["coder"], options["language"]
        self.options = options

    def run(self) -> None:
        """Do the one thing that was asked for."""
        if self.options["uid"]:
            self.review.withdraw(self.options["uid"], coder=self.coder)
            emit({"withdrawn": self.options["uid"]}, ["Withdrawn."], as_json=self.as_json)
        elif self.options["text"]:
            keys = self.review.find(self.options["text"])
            emit({"works": keys}, list(keys) or ["No work holds all these words."], as_json=self.as_json)
        elif self.options["codes"]:
            self.code()
        elif self.options["suggest"]:
            self.suggest()
        elif self.options["says"] or self.options["direction"] or self.options["section"]:
            raise click.UsageError("Nothing says what to code. Add --as factor=…, or leave the rest out.")
        elif self.as_json:
            pending_now = [{"id": i, **asdict(s)} for i, s in self.review.pending(self.work)]
            emit({"suggestions": pending_now}, [], as_json=True)
        else:
            self.ask()

    def suggest(self) -> None:
        """Look for suggestions, by terms and then from what was coded so far."""
        by_terms = self.review.suggest()
        learned, trials = self.review.learn()
        new, pending = by_terms + learned, len(self.review.pending())
        lines = [f"{new} new suggestions; {pending} to look at: `synth code`."]
        lines += [_told(dimension, one) for dimension, one in trials.items()]
        shown = {dimension: {**asdict(one), "won": one.won} for dimension, one in trials.items()}
        data = {"new": new, "pending": pending, "learned": learned, "trials": shown}
        emit(data, lines, as_json=self.as_json)

    def code(self) -> None:
        """Code the work as the options say."""
        from synth.coding.entry import Entry

        if not self.work:
            raise click.UsageError(
                "Nothing says which work to code. Name it: `synth code jansen-2014 --as …`."
            )
        if not self.options["says"]:
            raise click.UsageError("A coding shows what the work says. Add --says, in your own words.")
        codes: dict[str, tuple[str, ...]] = {}
        for pair in self.options["codes"]:
            dimension, equals, code = pair.partition("=")
            if not equals:
                raise click.BadParameter(f"`{pair}` is not DIMENSION=CODE.", param_hint="--as")
            codes[dimension] = (*codes.get(dimension, ()), code)
        says = {self.language: self.options["says"]} if self.options["says"] else {}
        passage = Passage(self.work, section=self.options["section"], paraphrase=says)
        entry = Entry(passage, codes, self.coder, self.direction())
        made = self.review.code(entry)
        emit(
            {"codings": [asdict(c) for c in made]}, [f"Coded as {c.uid}." for c in made], as_json=self.as_json
        )

    def direction(self) -> Direction | None:
        """The direction that was given, if any."""
        return next((d for d in DIRECTIONS if d == self.options["direction"]), None)

    def ask(self) -> None:
        """Show each suggestion and do what the coder answers; every answer is stored at once."""
        pending = self.review.pending(self.work)
        if not pending:
            click.echo("No suggestion to look at. `synth code --suggest` looks for them.")
        for number, (suggestion_id, suggestion) in enumerate(pending, start=1):
            click.echo(f"\n{number} of {len(pending)}")
            if not self.answer(suggestion_id, suggestion):
                return

    def answer(self, suggestion_id: int, suggestion: Suggestion) -> bool:
        """Ask about one suggestion; False when the coder stops."""
        from synth.coding.suggest import describe

        click.echo(wrapped(describe(suggestion, self.review.codebook, self.language)))
        choice = click.prompt(CHOICES, type=click.Choice("arsq"), show_choices=False)
        if choice == "r":
            self.review.reject(suggestion_id, coder=self.coder)
        elif choice == "a":
            self.accept(suggestion_id, suggestion)
        return bool(choice != "q")

    def accept(self, suggestion_id: int, suggestion: Suggestion) -> None:
        """Make the suggestion a coding, in the direction that the coder gives; without one it stays."""
        from synth.coding.entry import Entry

        code = self.review.codebook.code(suggestion.dimension, suggestion.code)
        direction = ask_direction(code.directions) if len(code.directions) > 1 else None
        if direction == BACK:
            return
        codes = {suggestion.dimension: (suggestion.code,)}
        entry = Entry(suggestion.passage, codes, self.coder, direction)
        self.review.code(entry, suggestion=suggestion_id)


def _told(dimension: str, one: Trial) -> str:
    used = "used" if one.won else "not used"
    place = "first" if one.first == 1 else f"in the first {one.first}"
    shares = ((one.terms, "by terms"), (one.learned, "by learning"), (one.both, "by both"))
    shown = ", ".join(f"{found / one.passages:.0%} {how}" for found, how in shares)
    return f"{dimension}: learning from codings is {used}. Of {one.passages} held back, {place}: {shown}."


def ask_direction(directions: Sequence[Direction]) -> Direction | Literal["back"]:
    """The direction by its first letter, or back; without a default, since the text decides."""
    letters: dict[str, Direction | Literal["back"]] = {one[0]: one for one in directions}
    letters["b"] = BACK
    shown = "  ".join(f"[{letter}]{word[1:]}" for letter, word in letters.items())
    return letters[click.prompt(shown, type=click.Choice(list(letters)), show_choices=False)]
