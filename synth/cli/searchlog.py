"""Commands that tell how was searched: log, site."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.options import emit, json_option, language_option, opened, review_option, table
from synth.errors import UsageError
from synth.model import SITE_KINDS, SiteSearch

if TYPE_CHECKING:
    from synth.review import Review


@click.command(name="log")
@click.option("--prisma-s", "prisma_s", is_flag=True, help="The sixteen items of PRISMA-S, as Markdown.")
@click.option("--csv", "as_csv", is_flag=True, help="The items of PRISMA-S as a CSV table.")
@language_option
@review_option
@json_option
def log_command(prisma_s: bool, as_csv: bool, language: str, folder: Path, as_json: bool) -> None:
    r"""Show what was searched and how; with --prisma-s report it as PRISMA-S asks, blanks marked.

    \b
    Examples:
      synth log
      synth log --prisma-s --language nl > prisma-s.md
      synth log --csv > prisma-s.csv
      synth log --json > log.json
    """
    with opened(folder) as review:
        if prisma_s or as_csv:
            click.echo(review.prisma_s(language, as_csv=as_csv), nl=False)
            return
        log = review.search_log()
    emit(log, _log(log), as_json=as_json)


def _log(log: dict[str, Any]) -> list[str]:
    head = ("n", "date", "source", "strategy", "status", "requests", "reported", "fetched", "verified")
    rows = [
        (
            f"S{run['id']}",
            (run["finished_at"] or run["started_at"])[:10],
            run["source"],
            run["strategy"] or "-",
            "taken back" if run["withdrawn_at"] else run["status"],
            len(run["requests"]),
            "-" if run["reported"] is None else run["reported"],
            run["fetched"],
            run["verified"],
        )
        for run in log["searches"]
    ]
    blanks = sum(item["blank"] for item in log["prisma_s"])
    shown = table(rows, head=head) if rows else ["Nothing was searched yet."]
    said = f"{blanks} of the 16 items of PRISMA-S are blank: `synth log --prisma-s` says what to write where."
    return [*shown, "", said if blanks else "All 16 items of PRISMA-S are filled in: `synth log --prisma-s`."]


@click.command(name="site")
@click.argument("name", default="")
@click.option("--terms", default="", help="What you typed, or what you browsed.")
@click.option("--date", default="", help="The day, as 2026-11-20 (default: today).")
@click.option(
    "--kind", type=click.Choice(SITE_KINDS), default="website", show_default=True, help="What it is."
)
@click.option("--url", default="", help="Its address.")
@click.option("--by", default="", help="Who searched.")
@click.option("--seen", type=click.IntRange(0), default=None, help="How many hits you looked at.")
@click.option("--taken", type=click.IntRange(0), default=0, help="How many of them come into the review.")
@click.option("--work", "works", multiple=True, help="The key of a work that was taken; may be repeated.")
@click.option("--note", default="", help="A remark.")
@click.option("--undo", is_flag=True, help="Take back the last entry of this site.")
@review_option
@json_option
def site_command(name: str, undo: bool, folder: Path, as_json: bool, **said: Any) -> None:
    r"""Log that site NAME was searched by hand; without NAME, show the log.

    Many sites at once go in a file, which `synth import` takes in (docs/searching.md).

    \b
    Examples:
      synth site Kennisplein --terms "re-integratie kennis" --seen 120 --taken 2 --by anna
      synth site
      synth site Kennisplein --undo
    """
    with opened(folder) as review:
        done = _done(review, name, said, undo=undo)
        sites = review.sites()
    lines = [done] * bool(done) + (_table(sites) if not name else [])
    emit({"sites": [asdict(one) for one in sites]}, lines, as_json=as_json)


def _done(review: Review, name: str, said: dict[str, Any], *, undo: bool) -> str:
    if not name:
        return "" if review.sites() else "No site was logged yet."
    if undo:
        one = review.unlog_site(name, date=said["date"])
        return f"Taken back: {one.site}, {one.date}, {one.terms}."
    if not said["terms"]:
        raise UsageError("What was typed or browsed is missing.", remedy='Add --terms "…".')
    date = said["date"] or datetime.now(UTC).date().isoformat()
    taken = len(said["works"]) or said["taken"]
    one = SiteSearch(**{**said, "site": name, "date": date, "taken": taken})
    new = review.log_site(one)
    return f"{'Logged' if new else 'Already logged'}: {name}, {date}: {_seen(one)} seen, {one.taken} taken."


def _table(sites: tuple[SiteSearch, ...]) -> list[str]:
    head = ("date", "site", "kind", "terms", "seen", "taken", "by")
    return table(
        [(one.date, one.site, one.kind, one.terms, _seen(one), one.taken, one.by or "-") for one in sites],
        head=head,
    ) * bool(sites)


def _seen(site: SiteSearch) -> str:
    return "?" if site.seen is None else str(site.seen)
