"""The command with which people decide which works come in: screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from synth.cli.coder import coder_says
from synth.cli.counts import NO_WORKS, counted
from synth.cli.options import emit, json_option, opened, review_option
from synth.cli.screening_ask import step_through
from synth.cli.screening_card import progress, told
from synth.cli.simulating import simulate_files
from synth.model import STAGES, VERDICTS, Decision, Stage, Verdict

if TYPE_CHECKING:
    from synth.review import Review


@click.command(name="screen")
@click.argument("works", nargs=-1, metavar="[WORK | FILE…]")
@click.option(
    "--stage", type=click.Choice(STAGES), default="full-text", show_default=True, help="What is read."
)
@click.option("--verdict", type=click.Choice(VERDICTS), default=None, help="Decide on WORK at once.")
@click.option("--criterion", default="", help="Criterion of the protocol.")
@click.option("--reason", default="", help="Why, in a few words.")
@click.option("--undo", is_flag=True, help="Withdraw the decision on WORK.")
@click.option("--settle", is_flag=True, help="With --verdict and --reason: settle what others disagree on.")
@click.option("--conflicts", is_flag=True, help="List the works on which screeners disagree, side by side.")
@coder_says("Who decides (or set SYNTH_CODER).")
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
            step_through(review, stage, coder)
        left = review.to_screen(stage=stage, coder=coder)
        conflicts, reading = review.conflicts(stage=stage), review.reading(stage=stage)
        lines = [] if said["conflicts"] else [_left(review, left, stage, coder), *progress(reading)]
        lines += _conflicts(review, stage, listed=said["conflicts"])
    data = {
        "stage": stage,
        "left": list(left),
        "disagreed": [one.work for one in conflicts],
        "conflicts": [asdict(one) for one in conflicts],
        "reading": asdict(reading),
    }
    return emit(data, [*_stored(work, stage, coder, said), *lines], as_json=as_json)


def _rule(review: Review, blank: Decision, said: Mapping[str, Any]) -> None:
    """Undo the decision on a work, or decide on it as the options say."""
    if said["undo"]:
        return review.undecide(blank.work, stage=blank.stage, coder=blank.coder)
    if not said["verdict"]:
        remedy = "Add --verdict include, exclude or maybe, or --undo; without WORK all are shown."
        raise click.UsageError(f"Nothing says what to do with `{blank.work}`. {remedy}")
    verdict = next(v for v in get_args(Verdict) if v == said["verdict"])
    return review.decide(replace(blank, verdict=verdict, settles=said["settle"]))


def _stored(work: str, stage: Stage, coder: str, said: Mapping[str, Any]) -> list[str]:
    """What was just stored, with whose name and at which stage, both of which may have gone unsaid."""
    if not work:
        return []
    what = (
        "decision withdrawn" if said["undo"] else said["verdict"] + (" (settled)" if said["settle"] else "")
    )
    return [f"{work}: {what}, by {coder}, at {stage}."]


def _left(review: Review, left: Sequence[str], stage: Stage, coder: str) -> str:
    """How many works are left; when none is, where the other stage has some."""
    if not left and not review.amounts().records:
        return NO_WORKS
    told = f"{counted(len(left), 'works')} left to screen at {stage}."
    other = next(one for one in STAGES if one != stage)
    waiting = 0 if left else len(review.to_screen(stage=other, coder=coder))
    return f"{told} Waiting at {other}: {waiting} (`synth screen --stage {other}`)." if waiting else told


def _conflicts(review: Review, stage: Stage, *, listed: bool) -> list[str]:
    """The conflicts of a stage, or where to see them; those of the other stage when this one has none."""
    conflicts = review.conflicts(stage=stage)
    if conflicts and listed:
        lines = [line for one in conflicts for line in (one.work, *told(one.decisions))]
        return [
            *lines,
            f"Settle one with `synth screen WORK --stage {stage} --settle --verdict … --reason …`.",
        ]
    if conflicts:
        keys = ", ".join(one.work for one in conflicts)
        return [f"Coders disagree on {keys}: out until settled (`synth screen --conflicts --stage {stage}`)."]
    if not listed:
        return []
    other = next(one for one in STAGES if one != stage)
    elsewhere = len(review.conflicts(stage=other))
    more = (
        f" Waiting at {other}: {elsewhere} (`synth screen --conflicts --stage {other}`)." if elsewhere else ""
    )
    return [f"Nobody disagrees at {stage}.{more}"]


def _one(works: Sequence[str]) -> str:
    if len(works) > 1:
        raise click.UsageError("Name one work; several files go with --simulate.")
    return works[0] if works else ""
