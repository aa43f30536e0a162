"""Commands that bring records in: search, import."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.counts import counted, described, onward
from synth.cli.options import emit, json_option, opened, review_option
from synth.cli.outcomes import exit_code, searches_table
from synth.text import visible

if TYPE_CHECKING:
    from synth.review.searching import Manner


@click.command(name="search")
@click.option(
    "--source", "sources", multiple=True, help="A source instead of the protocol's; may be repeated."
)
@click.option("--strategy", default="", help="One strategy instead of those of the protocol.")
@click.option("--since", default="", metavar="DATE", help="Only what is new at the source since YYYY-MM-DD.")
@click.option("--by", default="", help="Who searches (default: your login name).")
@click.option("--anew", is_flag=True, help="Ask everything anew, also what was answered within a day.")
@click.option("--calls", type=click.IntRange(1), default=None, help="At most so many calls to a source.")
@click.option("--usd", type=click.FloatRange(0), default=None, help="At most so many dollars to a source.")
@click.option("--check-lock", is_flag=True, help="Compare with review.lock.yaml instead of writing it.")
@click.option("--reread", is_flag=True, help="Ask nobody: read the kept answers again, with this version.")
@review_option
@json_option
def search_command(sources: tuple[str, ...], strategy: str, folder: Path, as_json: bool, **said: Any) -> int:
    r"""Run the strategies on the sources; each record is verified against the strategy.

    A search that was interrupted goes on where it stopped; a source that fails does not stop the others.
    Exit code: 0 all complete, 3 nothing found, 4 in part, 5 out of budget, 6 refused, 7 unreachable (the
    worst counts); with --check-lock 1 when something differs.

    \b
    Examples:
      synth search
      synth search --source openalex --source europepmc --strategy tno-2011 --usd 0.50
      synth search --since 2026-01-01
      synth search --check-lock
    """
    with opened(folder) as review, progress(quiet=as_json) as listen:
        if said["reread"]:
            runs = review.reread(*sources, strategy=strategy)
        else:
            runs = review.search(*sources, strategy=strategy, manner=_manner(said), on_event=listen)
        linked = review.dedupe()
        differs = review.lock_differences() if said["check_lock"] else None
    data = {"searches": [asdict(run) for run in runs], "records": linked.records, "works": linked.works}
    rows = searches_table(runs) if runs else [NOTHING_NEW if linked.records else NOTHING_THERE]
    came = any(run.verified or run.unverifiable for run in runs)
    lines = [*rows, *_compared(differs), "", f"{described(linked)}.", *onward(linked, came=came)]
    emit(data if differs is None else {**data, "lock": differs}, lines, as_json=as_json)
    return exit_code(runs) if differs is None else int(bool(differs))


NOTHING_NEW = "Nothing new: all of this was searched and read before."
NOTHING_THERE = "There is no exported file in corpus/. Put some there, or take them in: `synth import FILE`."


def _manner(said: Mapping[str, Any]) -> Manner:
    """How to search, by the options."""
    from synth.review.searching import Manner
    from synth.sources.pacing import Patience

    since = str(said["since"])
    if since and not _is_date(since):
        raise click.BadParameter(f"{since!r} is not a day: write it as 2026-01-31.", param_hint="--since")
    limits = {name: said[name] for name in ("calls", "usd") if said[name] is not None}
    hours = {"fresh_hours": 0.0} if said["anew"] else {}
    return Manner(
        said["by"] or login(), since, patience=Patience(**limits), lock=not said["check_lock"], **hours
    )


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def login() -> str:
    """Return the login name of who runs this; empty when the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # the last on Windows
        return ""


def _compared(differs: Sequence[str] | None) -> list[str]:
    if differs is None:
        return []
    return [f"Lock: {one}" for one in differs] or ["The searches gave what review.lock.yaml says."]


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[object], None]]:
    """Show pages, waits and retries on the terminal's error stream; only retries when it is no terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield _log_retry
        return
    with console.status("Searching …") as status:
        yield lambda event: status.update(Text(visible(_told(event))))


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
        return f"Going on after {counted(event.records, 'records')}."
    return "Searching …"
