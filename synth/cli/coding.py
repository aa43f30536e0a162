"""The command with which people code: code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from msgspec import to_builtins

from synth.cli.coder import coder_option
from synth.cli.coding_team import TEAM, Act, Answer, place_of
from synth.cli.counts import NO_WORKS, counted
from synth.cli.options import emit, json_option, language_option, opened, review_option, wrapped
from synth.model import DIRECTIONS, Direction, Passage, Suggestion

if TYPE_CHECKING:
    from synth.coding.learning import Trial
    from synth.review import Listen, Review
    from synth.review.suggesting import Proposed

BACK: Literal["back"] = "back"
CHOICES = "[a]ccept  [r]eject  [s]kip  [b]ack  [q]uit"


@click.command(name="code")
@click.argument("work", default="")
@click.option("--suggest", is_flag=True, help="Look for passages in titles and abstracts; nothing is coded.")
@click.option("--by", default="", metavar="NAME", help="With --suggest: also ask this installed package.")
@click.option("--find", "text", default="", help="List the works in which these words occur.")
@click.option(
    "--as", "codes", multiple=True, metavar="DIMENSION=CODE", help="Code WORK: factor=transparency …"
)
@click.option(
    "--direction", "directions", type=click.Choice(DIRECTIONS), multiple=True, help="Which way it works."
)
@click.option("--quote", default="", help="The words of the work that show it, as they stand there.")
@click.option("--says", default="", help="Or what it says, in your own words.")
@click.option("--page", default="", help="Where --quote stands, in the full text.")
@click.option("--section", default="", help="Where in the work it stands.")
@click.option(
    "--not-reported", "silent", default="", metavar="DIMENSION[=CODE]", help="WORK is silent on it."
)
@click.option("--memo", default="", help="A note on WORK, or on what --on names.")
@click.option("--on", "about", default="", metavar="UID|DIMENSION=CODE", help="A coding or code, for --memo.")
@click.option("--done", is_flag=True, help="You are done with WORK.")
@click.option("--reopen", is_flag=True, help="You take WORK up again.")
@click.option("--list", "listed", is_flag=True, help="Show what was said of WORK, as far as you may see it.")
@click.option("--conflicts", is_flag=True, help="Show where coders differ, side by side; of WORK, or of all.")
@click.option("--settle", is_flag=True, help="Settle --as with --direction (or --not-given) and --reason.")
@click.option("--not-given", "absent", is_flag=True, help="With --settle: the code does not apply.")
@click.option("--reason", default="", help="With --settle: why.")
@click.option("--progress", is_flag=True, help="How far every coder is.")
@click.option("--undo", "uid", default="", metavar="UID", help="Take back whatever has this uid.")
@coder_option
@language_option
@review_option
@json_option
def code_command(folder: Path, as_json: bool, **options: Any) -> None:
    r"""Look at suggestions one by one, or code a work yourself; alone or with others.

    A suggestion counts nowhere until you accept it. How several people code is set in review.yaml, under
    coding.

    \b
    Examples:
      synth code --suggest
      synth code --suggest --by own-model
      synth code
      synth code koning-2008 --as factor=knowledge-centre --direction failure --says "No owner."
      synth code koning-2008 --as factor=transparency --direction failure --quote "niet open" --coder anna
      synth code koning-2008 --not-reported phase --coder anna
      synth code koning-2008 --done --coder anna
      synth code --conflicts
      synth code koning-2008 --settle --as factor=transparency --direction failure --reason p.3 --coder carla
      synth code --find "sociale zekerheid"
    """
    with opened(folder) as review:
        for name, act in ACTS.items():
            if options[name]:
                data, lines = act(review, options)
                return emit(data, lines, as_json=as_json)
        _asked(options)
        if not as_json:
            return ask(review, options)
        pending = review.pending(options["work"], coder=options["coder"])
        return emit({"suggestions": [{"id": i, **to_builtins(s)} for i, s in pending]}, [], as_json=True)


def _asked(options: Mapping[str, Any]) -> None:
    """Refuse options that say how to code, but not what."""
    if any(options[name] for name in ("says", "quote", "directions", "section", "reason", "absent", "about")):
        raise click.UsageError("Nothing says what to code. Add --as factor=…, or leave the rest out.")


def _undo(review: Review, options: Mapping[str, Any]) -> Answer:
    review.undo(options["uid"], coder=options["coder"])
    return {"withdrawn": options["uid"]}, ["Withdrawn."]


def _find(review: Review, options: Mapping[str, Any]) -> Answer:
    keys = review.find(options["text"])
    return {"works": keys}, list(keys) or ["No work holds all these words."]


def _suggest(review: Review, options: Mapping[str, Any]) -> Answer:
    """Look for suggestions, by terms and then from what was coded so far."""
    by = options["by"]
    with _watched() as listen:
        by_terms = review.suggest(listen)
        learned, trials = review.learn()
        proposed = review.propose(by, listen) if by else None
    new = by_terms + learned + (proposed.new if proposed else 0)
    pending = len(review.pending(coder=options["coder"]))
    waits = f"{pending} to look at: `synth code`." if pending else "none to look at."
    lines = [f"{counted(new, 'new suggestions')}; {waits}" if review.amounts().records else NO_WORKS]
    lines += [f"{by}: {_proposed(proposed)}"] if proposed else []
    lines += [_told(dimension, one) for dimension, one in trials.items()]
    shown = {dimension: {**asdict(one), "won": one.won} for dimension, one in trials.items()}
    said = {"proposed": asdict(proposed)} if proposed else {}
    return {"new": new, "pending": pending, "learned": learned, "trials": shown, **said}, lines


@contextmanager
def _watched() -> Iterator[Listen]:
    """Show on a terminal's error stream how many works were read."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda event: None
        return
    with console.status("Reading …") as status:
        yield lambda event: status.update(_read(event))


def _read(event: object) -> str:
    from synth.review.suggesting import Suggested

    return f"{event.read} of {event.works} works" if isinstance(event, Suggested) else "Reading …"


def _proposed(one: Proposed) -> str:
    return ", ".join(
        (
            f"{counted(one.texts, 'texts')} asked",
            counted(one.new, "new suggestions"),
            f"{counted(one.refused, 'proposals')} refused.",
        )
    )


def _by(review: Review, options: Mapping[str, Any]) -> Answer:
    raise click.UsageError("`--by` goes with `--suggest`.")


def _code(review: Review, options: Mapping[str, Any]) -> Answer:
    """Code the work as the options say."""
    from synth.coding.entry import Entry

    work = options["work"]
    if not work:
        raise click.UsageError("Nothing says which work to code. Name it: `synth code jansen-2014 --as …`.")
    if not (options["says"] or options["quote"]):
        raise click.UsageError(
            "A coding shows what the work says. Add --says, in your own words, or --quote."
        )
    codes: dict[str, tuple[str, ...]] = {}
    for pair in options["codes"]:
        dimension, code = place_of(pair, "--as")
        codes[dimension] = (*codes.get(dimension, ()), code)
    direction = options["directions"][0] if options["directions"] else None
    made = review.code(Entry(_passage(review, options), codes, options["coder"], direction))
    return {"codings": [asdict(c) for c in made]}, [f"Coded as {c.uid}." for c in made]


def _passage(review: Review, options: Mapping[str, Any]) -> Passage:
    """The passage that is quoted or told."""
    from dataclasses import replace

    says = {options["language"]: options["says"]} if options["says"] else {}
    if not options["quote"]:
        return Passage(options["work"], section=options["section"], paraphrase=says)
    found = review.passage(options["work"], options["quote"], page=options["page"])
    return replace(found, section=options["section"] or found.section, paraphrase=says)


ACTS: dict[str, Act] = {"uid": _undo, "text": _find, "suggest": _suggest, "by": _by, **TEAM, "codes": _code}
"""What to do, by the option that asks for it; the first that was given counts."""


def ask(review: Review, options: Mapping[str, Any]) -> None:
    """Show each suggestion and do what the coder answers; every answer is stored at once."""
    coder = review.coder(options["coder"])
    pending = review.pending(options["work"], coder=coder)
    if not pending:
        click.echo("No suggestion to look at. `synth code --suggest` looks for them.")
        return
    answers = Answers(review, coder, options["language"])
    number, step = 0, 1
    while step and number < len(pending):
        click.echo(f"\n{number + 1} of {len(pending)}")
        step = answers.ask(*pending[number])
        number = max(0, number + step)
    left = len(review.pending(options["work"], coder=coder))
    click.echo(f"\nSuggestions left to look at: {left}.")
    click.echo(DONE if review.protocol.coding.coders > 1 else READ)


DONE = (
    "Through with a work? `synth code WORK --done`: it is compared, and counts, when all its coders said so."
)
"""How to go on where several code."""

READ = "What you accepted in included works counts: see `synth gaps` and `synth report`."
"""How to go on where one codes."""


class Answers:
    """The answers of one coder, of which the last can be taken back again and again."""

    def __init__(self, review: Review, coder: str, language: str) -> None:
        self.review, self.coder, self.language = review, coder, language
        self._undo: list[Callable[[], None]] = []

    def ask(self, number: int, suggestion: Suggestion) -> int:
        """Ask about one suggestion; return how many to go on: 1, or -1 to go back, or 0 to stop."""
        from synth.coding.suggest import describe

        click.echo(wrapped(describe(suggestion, self.review.codebook, self.language)))
        choice = click.prompt(CHOICES, type=click.Choice("arsbq"), show_choices=False)
        if choice == "b":
            return self.back()
        if choice == "r":
            self.review.reject(number, coder=self.coder)
            self._undo.append(lambda: self.review.unreject(number, coder=self.coder))
        elif choice == "a":
            taken_back = self.accept(number, suggestion)
            if taken_back is None:
                return self.ask(number, suggestion)
            self._undo.append(taken_back)
        elif choice == "s":
            self._undo.append(lambda: None)
        return int(choice != "q")

    def back(self) -> int:
        """Take the last answer back."""
        if not self._undo:
            click.echo("This is the first.")
            return -1
        self._undo.pop()()
        click.echo("The last answer is taken back.")
        return -1

    def accept(self, number: int, suggestion: Suggestion) -> Callable[[], None] | None:
        """Make the suggestion a coding in the direction that the coder gives; return what takes it back.

        None when the coder does not give one.
        """
        from synth.coding.entry import Entry

        code = self.review.codebook.code(suggestion.dimension, suggestion.code)
        direction = ask_direction(code.directions) if len(code.directions) > 1 else None
        if direction == BACK:
            return None
        codes = {suggestion.dimension: (suggestion.code,)}
        entry = Entry(suggestion.passage, codes, self.coder, direction)
        made = self.review.code(entry, suggestion=number)
        click.echo(f"Coded as {made[0].uid}.")
        return lambda: self.review.undo(made[0].uid, coder=self.coder)


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
