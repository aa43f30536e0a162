"""The command with which people decide which works come in: screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from synth.cli.options import emit, json_option, opened, review_option
from synth.cli.screening_card import card, progress, told
from synth.cli.simulating import simulate_files
from synth.model import STAGES, VERDICTS, Decision, Stage, Verdict

if TYPE_CHECKING:
    from synth.review import Review
    from synth.review.screening import Conflict
    from synth.screening.queue import Queue

CHOICES = "[i]nclude  [e]xclude  [m]aybe  [s]kip  [b]ack  [q]uit"
LETTERS: dict[str, Verdict] = {"i": "include", "e": "exclude", "m": "maybe"}


@click.command(name="screen")
@click.argument("works", nargs=-1, metavar="[WORK | FILE…]")
@click.option("--stage", type=click.Choice(STAGES), default="full-text", show_default=True, help="Stage.")
@click.option("--verdict", type=click.Choice(VERDICTS), default=None, help="Decide on WORK at once.")
@click.option("--criterion", default="", help="Criterion of the protocol.")
@click.option("--reason", default="", help="Why, in a few words.")
@click.option("--undo", is_flag=True, help="Withdraw the decision on WORK.")
@click.option("--settle", is_flag=True, help="With --verdict and --reason: settle what others disagree on.")
@click.option("--conflicts", is_flag=True, help="List the works on which screeners disagree, side by side.")
@click.option("--coder", default="me", show_default=True, help="Who decides.")
@click.option("--simulate", is_flag=True, help="Without a review: what ranking would have saved on labels.")
@click.option(
    "--seeds", type=click.IntRange(1, 100), default=3, show_default=True, help="Starts to simulate."
)
@review_option
@json_option
def screen_command(
    folder: Path, as_json: bool, works: tuple[str, ...], stage: Stage, coder: str, **said: Any
) -> None:
    r"""Show works one by one and decide, or decide on one WORK at once.

    \b
    Examples:
      synth screen --stage title-abstract --coder anna
      synth screen jansen-2014 --verdict exclude --criterion other-topic
      synth screen jansen-2014 --undo
      synth screen --conflicts
      synth screen jansen-2014 --settle --verdict include --reason "fits after all" --coder carla
      synth screen --simulate labels.csv --seeds 5
    """
    if said["simulate"]:
        return simulate_files(works, said["seeds"], as_json=as_json)
    work = _one(works)
    if not work and any(said[name] for name in ("verdict", "undo", "settle", "criterion", "reason")):
        raise click.UsageError("Name the work that this is about: `synth screen WORK …`.")
    with opened(folder) as review:
        if work:
            _rule(review, Decision(work, stage, "maybe", said["criterion"], said["reason"], coder), said)
        elif not as_json and not said["conflicts"]:
            _ask(review, stage, coder)
        left = review.to_screen(stage=stage, coder=coder)
        conflicts, reading = review.conflicts(stage=stage), review.reading(stage=stage)
    data = {
        "stage": stage,
        "left": list(left),
        "disagreed": [one.work for one in conflicts],
        "conflicts": [asdict(one) for one in conflicts],
        "reading": asdict(reading),
    }
    lines = [] if said["conflicts"] else [f"{len(left)} works left to screen at {stage}.", *progress(reading)]
    return emit(data, [*lines, *_conflicts(conflicts, listed=said["conflicts"])], as_json=as_json)


def _rule(review: Review, blank: Decision, said: Mapping[str, Any]) -> None:
    """Undo the decision on a work, or decide on it as the options say."""
    if said["undo"]:
        return review.undecide(blank.work, stage=blank.stage, coder=blank.coder)
    if not said["verdict"]:
        remedy = "Add --verdict include, exclude or maybe, or --undo; without WORK all are shown."
        raise click.UsageError(f"Nothing says what to do with `{blank.work}`. {remedy}")
    verdict = next(v for v in get_args(Verdict) if v == said["verdict"])
    return review.decide(replace(blank, verdict=verdict, settles=said["settle"]))


def _conflicts(conflicts: Sequence[Conflict], *, listed: bool) -> list[str]:
    if not conflicts:
        return ["Nobody disagrees."] if listed else []
    if not listed:
        keys = ", ".join(one.work for one in conflicts)
        return [f"Coders disagree on {keys}: out until settled (`synth screen --conflicts`)."]
    lines = [line for one in conflicts for line in (one.work, *told(one.decisions))]
    return [*lines, "Settle one with `synth screen WORK --settle --verdict … --reason …`."]


def _one(works: Sequence[str]) -> str:
    if len(works) > 1:
        raise click.UsageError("Name one work; several files go with --simulate.")
    return works[0] if works else ""


def _ask(review: Review, stage: Stage, coder: str) -> None:
    from synth.review.screening import RELEVANT
    from synth.screening.counting import Text

    total = len(review.to_screen(stage=stage, coder=coder))
    if not total:
        return
    shelf = review.shelf()
    criteria = review.protocol.criteria_for("exclude")
    past: list[tuple[int, Verdict | None]] = []
    with review.queue(shelf, stage=stage, coder=coder) as queue:
        while (place := queue.next()) is not None:
            work = review.work(shelf.keys[place])
            why = queue.why(place, Text(work.record.title, work.record.abstract))
            shown = card(work, review.marks(work.record), why=why)
            click.echo(f"\n{len(past) + 1} of {total}\n{shown}")
            letter = click.prompt(CHOICES, type=click.Choice("iemsbq"), show_choices=False)
            if letter == "q":
                return
            if letter == "b":
                _back(review, queue, shelf.keys, past, (stage, coder))
            elif letter == "s":
                queue.put_off(place)
                past.append((place, None))
            else:
                criterion = _criterion(criteria) if letter == "e" else ""
                review.decide(Decision(work.key, stage, LETTERS[letter], criterion, coder=coder))
                queue.decide(place, RELEVANT[LETTERS[letter]])
                past.append((place, LETTERS[letter]))


def _back(
    review: Review,
    queue: Queue,
    keys: Sequence[str],
    past: list[tuple[int, Verdict | None]],
    whose: tuple[Stage, str],
) -> None:
    """Go back to the work before, and withdraw the decision on it."""
    if not past:
        return
    place, verdict = past.pop()
    queue.take_back(place)
    if verdict:
        review.undecide(keys[place], stage=whose[0], coder=whose[1])
        click.echo(f"The decision on {keys[place]} is withdrawn.")


def _criterion(criteria: Sequence[str]) -> str:
    answer: str = click.prompt("Criterion", type=click.Choice(criteria))
    return answer
