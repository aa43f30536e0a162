"""The command that asks the sources: search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from synth.cli.options import emit, json_option, opened, review_option, table
from synth.model import SearchRun
from synth.text import visible


@click.command(name="search")
@click.option(
    "--source",
    default="",
    help="One source (corpus, openalex, …) instead of the protocol's.",
)
@click.option("--strategy", default="", help="One strategy instead of those of the protocol.")
@review_option
@json_option
def search_command(source: str, strategy: str, folder: Path, as_json: bool) -> None:
    r"""Run the strategies on the sources; each record is verified against the strategy.

    A search that was interrupted goes on where it stopped.

    \b
    Examples:
      synth search
      synth search --source openalex --strategy tno-2011
    """
    with opened(folder) as review, progress(quiet=as_json) as listen:
        runs = review.search(source, strategy=strategy, on_event=listen)
        linked = review.dedupe()
    data = {"searches": [asdict(run) for run in runs], "records": linked.records, "works": linked.works}
    rows = searches_table(runs) if runs else ["Nothing new: these files were searched before."]
    lines = [*rows, "", f"{linked.records} records describe {linked.works} works."]
    emit(data, lines, as_json=as_json)


def searches_table(runs: tuple[SearchRun, ...]) -> list[str]:
    """The searches with their counts as columns."""
    head = ("source", "strategy", "status", "reported", "fetched", "verified", "no abstract", "rejected")
    rows = [
        (
            run.source,
            run.strategy or "-",
            run.status,
            "-" if run.reported is None else run.reported,
            run.fetched,
            run.verified,
            run.unverifiable,
            run.rejected,
        )
        for run in runs
    ]
    return [*table(rows, head=head), *(f"{run.source}: {run.note}" for run in runs if run.note)]


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[object], None]]:
    """Show pages, waits and retries on the terminal's error stream; only retries when it is no terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _log_retry
        return
    with console.status("Searching …") as status:
        yield lambda event: status.update(_told(event))


def _log_retry(event: object) -> None:
    from synth.sources.fetching import Retrying

    if isinstance(event, Retrying):
        click.echo(visible(_told(event)), err=True)


def _told(event: object) -> str:
    from synth.sources.fetching import Fetched, Retrying
    from synth.sources.searching import Resumed

    if isinstance(event, Fetched):
        of = f" of {event.total}" if event.total is not None else ""
        return f"Request {event.request + 1}: {event.unique}{of} records"
    if isinstance(event, Retrying):
        return f"{event.reason} Trying again in {event.wait:.0f} s."
    if isinstance(event, Resumed):
        return f"Going on after {event.records} records."
    return "Searching …"
