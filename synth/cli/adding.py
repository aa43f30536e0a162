"""The command for works that somebody pointed to: add."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.counts import described
from synth.cli.options import emit, json_option, opened, review_option
from synth.errors import UsageError
from synth.model import HOWS, Record
from synth.text import visible

if TYPE_CHECKING:
    from synth.review import Review
    from synth.sources.finding import Found

SHOWN = 10
"""Candidates that are shown of a title."""


@click.command(name="add")
@click.argument("given", nargs=-1, required=True)
@click.option("--reason", default="", help="Why it comes in.")
@click.option("--how", type=click.Choice(HOWS), default="other", help="How it came to be known.")
@click.option("--pick", type=click.IntRange(1, SHOWN), default=None, help="Take this one of the candidates.")
@click.option("--as-given", is_flag=True, help="Ask nobody; keep what is typed.")
@click.option("--title", default="", help="With --as-given: what the work is called.")
@click.option("--undo", is_flag=True, help="Take back what was added.")
@review_option
@json_option
@click.pass_context
def add_command(
    ctx: click.Context, /, given: tuple[str, ...], undo: bool, folder: Path, as_json: bool, **said: Any
) -> None:
    r"""Add works that somebody pointed to: a DOI, ISBN, PubMed id, OpenAlex id, address or title.

    An identifier is looked up and kept; of a title the candidates are shown, and you choose.

    \b
    Examples:
      synth add 10.1000/xyz --reason "Named by a municipality." --how contact
      synth add "Implementation of debt counselling" --reason "Tip." --pick 1
      synth add https://example.org/report --as-given --title "A report" --reason "Found on the site."
      synth add 10.1000/xyz --undo
    """
    with opened(folder) as review:
        rows = [_undone(review, one) if undo else _added(review, one, said) for one in given]
        linked = review.dedupe()
    lines = [line for row in rows for line in row["lines"]]
    lines += ["", f"{described(linked)}."]
    emit({"given": rows, "records": linked.records, "works": linked.works}, lines, as_json=as_json)
    ctx.exit(max(row["exit"] for row in rows))


def _undone(review: Review, given: str) -> dict[str, Any]:
    number = review.take_back(given)
    return _row(given, "taken back", [f"Taken back: {given} ({number} addition{'s' * (number != 1)})."])


def _added(review: Review, given: str, said: dict[str, Any]) -> dict[str, Any]:
    if not said["reason"].strip():
        raise UsageError("The reason is missing.", remedy='Say why it comes in: --reason "…".')
    if said["as_given"]:
        from synth.sources.adding import as_given
        from synth.sources.identifiers import identify

        return _kept(review, as_given(identify(given), said["title"]), given, said)
    found = review.look_up(given, on_event=_say_retry)
    chosen = _chosen(found, said["pick"])
    if chosen is None:
        return _unsettled(found)
    return _kept(review, chosen, given, said, unreachable=found.unreachable)


def _chosen(found: Found, pick: int | None) -> Record | None:
    """The work that is meant: the only one of an identifier, or the one a person picks."""
    if found.certain:
        return found.candidates[0].record
    if pick is None and found.candidates and sys.stdin.isatty() and sys.stdout.isatty():
        for line in _listed(found):
            click.echo(visible(line))
        choice = click.IntRange(0, len(found.candidates))
        pick = click.prompt("Which one (0: none of them)", type=choice) or None
    within = pick is not None and pick <= len(found.candidates)
    return found.candidates[pick - 1].record if pick is not None and within else None


def _kept(
    review: Review, record: Record, given: str, said: dict[str, Any], *, unreachable: object = ()
) -> dict[str, Any]:
    new = review.add(record, given=given, reason=said["reason"], how=said["how"])
    verb = "Added" if new else "Already added"
    lines = [f"{verb}: {_one_line(record)}"]
    lines += [f"  {label} could not be asked: {reason}" for label, reason in unreachable or ()]  # type: ignore[attr-defined]
    return _row(given, "added" if new else "known", lines, record=_data(record))


def _unsettled(found: Found) -> dict[str, Any]:
    """What is said when nothing was added: candidates, known nowhere, or nobody could be asked."""
    given = found.identifier.given
    failed = [f"  {label} could not be asked: {reason}" for label, reason in found.unreachable]
    candidates = [{"likeness": one.likeness, **_data(one.record)} for one in found.candidates]
    if found.candidates:
        lines = [*_listed(found), *failed, "Nothing was added. Choose with --pick N, or give a DOI."]
        return _row(given, "choose", lines, code=2, candidates=candidates)
    keep = "To keep it as it is: --as-given --title …"
    if found.asked and not failed:
        return _row(given, "unknown", [f"{' and '.join(found.asked)} do not have {given}. {keep}"], code=1)
    if failed:
        known = [f"  {label} does not have it." for label in found.asked]
        lines = [f"It is not known whether there is {given}:", *failed, *known, keep]
        return _row(given, "unreachable", lines, code=1)
    return _row(given, "unknown", [f"No source can be asked for {given}. {keep}"], code=1)


def _listed(found: Found) -> list[str]:
    shown = [f"{found.identifier.given}: {len(found.candidates)} candidates."]
    for number, one in enumerate(found.candidates[:SHOWN], start=1):
        shown.append(f"{number:>3}  {one.likeness:.0%}  {_one_line(one.record)}")
    return shown


def _one_line(record: Record) -> str:
    who = str(record.authors[0]) + " e.a." * (len(record.authors) > 1) if record.authors else "no author"
    marks = [f"doi:{record.doi}" if record.doi else f"{record.source}:{record.source_id}"]
    return f"{record.title or '(no title)'} – {who}, {record.year or 'no year'} ({', '.join(marks)})"


def _data(record: Record) -> dict[str, Any]:
    return {name: value for name, value in asdict(record).items() if name != "raw" and value}


def _row(given: str, state: str, lines: list[str], *, code: int = 0, **more: Any) -> dict[str, Any]:
    return {"given": given, "state": state, "lines": lines, "exit": code, **more}


def _say_retry(event: object) -> None:
    from synth.sources.fetching import Retrying

    if isinstance(event, Retrying):
        click.echo(visible(f"{event.reason} Trying again in {event.wait:.0f} s."), err=True)
