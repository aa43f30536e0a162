"""The command that follows citations: chase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.counts import counted, described
from synth.cli.options import emit, json_option, opened, review_option, table
from synth.text import visible

if TYPE_CHECKING:
    from synth.sources.chasing import Chased

WAYS = {"backward": "references", "forward": "cited by"}


@click.command(name="chase")
@click.argument("works", nargs=-1)
@click.option("--backward", is_flag=True, help="Only what the works refer to.")
@click.option("--forward", is_flag=True, help="Only what refers to the works.")
@click.option(
    "--source", "sources", multiple=True, help="openalex, semanticscholar or crossref; may be repeated."
)
@click.option("--strategy", default="", help="Verify with this strategy instead of the protocol's first.")
@click.option(
    "--undo", type=int, default=None, help="Take back the search with this number (see `synth log`)."
)
@review_option
@json_option
@click.pass_context
def chase_command(ctx: click.Context, /, undo: int | None, folder: Path, as_json: bool, **said: Any) -> None:
    r"""Follow the citations of the included WORKS, or of those you name, in both directions.

    Everything found is kept, verified against the strategy, and marked with the works that led to it.

    \b
    Examples:
      synth chase
      synth chase dijk-2015 --backward
      synth chase --source openalex --forward
      synth chase --undo 5
    """
    ways = [way for way in WAYS if said[way]] or list(WAYS)
    with opened(folder) as review:
        if undo is not None:
            review.take_back_chase(undo)
            review.dedupe()
            emit({"taken_back": undo}, [f"Taken back: S{undo}."], as_json=as_json)
            return
        chosen = {"directions": ways, "sources": said["sources"], "strategy": said["strategy"]}
        chased = review.chase(said["works"], on_event=_say, **chosen)
        linked = review.dedupe()
        news = [review.chase_news(one) for one in chased]
    rows = [{**asdict(one), "works": seen, "new": new} for one, (seen, new) in zip(chased, news, strict=True)]
    lines = [line for one, counts in zip(chased, news, strict=True) for line in _lines(one, *counts)]
    lines += ["", f"{described(linked)}."]
    emit({"sources": rows, "records": linked.records, "works": linked.works}, lines, as_json=as_json)
    ctx.exit(1 if any(one.problem for one in chased) else 0)


def _lines(chased: Chased, seen: int, new: int) -> Iterator[str]:
    yield f"{chased.label} (S{chased.search})" if chased.search is not None else chased.label
    rows = [
        (f"  {one.key}", WAYS[one.direction], "?" if one.total is None else one.total, one.unique)
        for one in chased.followed
    ]
    yield from table(rows, head=("  work", "", "reported", "came"))
    yield from (f"  {one.key}: {one.reason}" for one in chased.followed if one.reason)
    if chased.unknown:
        yield f"  Not known there, so nothing is known of their citations: {', '.join(chased.unknown)}."
    if chased.problem:
        yield f"  Stopped: {chased.problem} What was not asked is unknown, not without citations."
    if chased.search is not None:
        yield f"  {counted(seen, 'works')}: {new} new, {seen - new} already there."


def _say(event: object) -> None:
    from synth.sources.chasing import Begins
    from synth.sources.fetching import Retrying

    if isinstance(event, Begins):
        cost = f" for ${event.usd:.4f} or more" if event.usd else ""
        click.echo(f"Asking {event.source} for {event.requests} lists{cost} …", err=True)
    if isinstance(event, Retrying):
        click.echo(visible(f"{event.reason} Trying again in {event.wait:.0f} s."), err=True)
