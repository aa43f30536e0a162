"""Commands that bring records in: search, import."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synth.cli.options import emit, json_option, opened, review_option, table
from synth.model import HOWS, SearchRun
from synth.text import visible

if TYPE_CHECKING:
    from synth.intake import Taken


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


@click.command(name="import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--strategy", default="", help="Verify the records against this strategy.")
@click.option("--how", type=click.Choice(HOWS), default=None, help="Hand-picked: how they came to be known.")
@click.option("--reason", default="", help="Hand-picked: why they come in.")
@review_option
@json_option
def import_command(
    files: tuple[Path, ...], strategy: str, how: str | None, reason: str, folder: Path, as_json: bool
) -> None:
    r"""Take in exported records (RIS, BibTeX), hand-picked works, decisions or codings.

    What a file holds is recognised; an entry that cannot be read is kept and reported, with its line.

    \b
    Examples:
      synth import scopus.ris --strategy tno-2011
      synth import tip.bib --how contact --reason "Named by a municipality."
      synth import codings.anna.yaml
    """
    picked = (how or "other", reason) if how or reason else None
    with opened(folder) as review:
        taken = [review.take_in(path, strategy=strategy, picked=picked) for path in files]
        linked = review.dedupe()
    lines = [_summary(t, judged=bool(strategy)) for t in taken]
    lines += [f"  not read: {problem}" for t in taken for problem in t.problems]
    lines += [f"  note: {note}" for t in taken for note in t.notes[1:]]
    lines += ["", f"{linked.records} records describe {linked.works} works."]
    data = {
        "files": [{**asdict(t), "problems": [str(p) for p in t.problems]} for t in taken],
        "records": linked.records,
        "works": linked.works,
    }
    emit(data, lines, as_json=as_json)


def _summary(taken: Taken, *, judged: bool) -> str:
    kind = "hand-picked works" if taken.kind == "added" else taken.kind
    recognised = f" ({taken.notes[0]})" if taken.notes else ""
    counts = f": {taken.verified} verified, {taken.unverifiable} no abstract, {taken.rejected} rejected"
    shown = counts if judged and taken.kind == "records" else ""
    return f"{taken.file}: {taken.entries} {kind}, {taken.new} new{recognised}{shown}"


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
