"""The command that makes works out of records: dedupe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

import click

from synth.cli.coder import coder_says
from synth.cli.counts import NO_WORKS, described
from synth.cli.dedupe_files import dedupe_files, wanted
from synth.cli.dedupe_review import step_through
from synth.cli.options import Heading, emit, json_option, opened, table, wrapped
from synth.cli.side_by_side import LEGEND, side_by_side

if TYPE_CHECKING:
    from synth.dedupe.links import Link
    from synth.dedupe.storing import Linked
    from synth.review import Review
    from synth.store.pairs import Pair

_OUT = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)
_VERDICTS = {"same": "same", "different": "different", "undo": "withdrawn"}
_LISTS = {"links": "same", "versions": "version", "ask": "ask"}


@click.command(name="dedupe")
@click.argument("what", nargs=-1)
@click.option("--review", "stepping", is_flag=True, help="Answer the questions one by one, with keys.")
@click.option(
    "--ask", "--review-list", "ask", is_flag=True, help="Show the pairs that a person should look at."
)
@click.option("--links", is_flag=True, help="Show every link that was made, with its reasons.")
@click.option("--versions", is_flag=True, help="Show the links between versions; with --files join them.")
@click.option(
    "--explain", is_flag=True, help="Show two records (or a work) field by field, and what the rules say."
)
@click.option(
    "--same", type=(int, int), default=None, metavar="A B", help="Rule: these two records are one work."
)
@click.option(
    "--different", type=(int, int), default=None, metavar="A B", help="Rule: these two records are two works."
)
@click.option(
    "--undo", type=(int, int), default=None, metavar="A B", help="Withdraw the ruling on these two records."
)
@click.option("--runs", is_flag=True, help="Show the runs that joined records.")
@click.option("--undo-run", type=int, default=None, help="Take back everything that this run joined.")
@click.option("--redo-run", type=int, default=None, help="Join again what this run joined.")
@click.option("--afresh", is_flag=True, help="Compare all records again, not only the new ones.")
@click.option("--files", is_flag=True, help="Without a review: de-duplicate the FILES named behind it.")
@click.option("--clusters", type=_OUT, default=None, help="With --files: where to write id,cluster.")
@click.option("--pairs", type=_OUT, default=None, help="With --files: where to write the pairs and reasons.")
@coder_says("Who rules (or set SYNTH_CODER).")
@click.option(
    "-C", "folder", type=_FOLDER, default=Path(), help="Folder of the review (default: this folder)."
)
@json_option
def dedupe_command(what: tuple[str, ...], folder: Path, as_json: bool, **given: Any) -> None:
    r"""Make works out of records; show why, ask about what is borderline, rule and undo.

    A ruling outlives every later run. Undo a wrong link with --different.

    \b
    Examples:
      synth dedupe
      synth dedupe --review
      synth dedupe --explain 12 31
      synth dedupe --explain koning-2008
      synth dedupe --different 12 31
      synth dedupe --undo 12 31
      synth dedupe --files a.ris b.csv --clusters clusters.csv --pairs pairs.csv
    """
    if given["files"]:
        paths, clusters = wanted(what, given["clusters"])
        dedupe_files(paths, clusters, given["pairs"], versions=given["versions"], as_json=as_json)
        return
    if what and not given["explain"]:
        raise click.UsageError(f"`{what[0]}`: names of files stand behind --files, records behind --explain.")
    with opened(folder) as review:
        data, lines = _explained(review, what) if given["explain"] else _linked(review, given)
    emit(data, lines, as_json=as_json)


def _linked(review: Review, given: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Run, with what the person ruled, and show the lists that were asked for."""
    _rule(review, given)
    linked = review.compare_afresh() if given["afresh"] else review.dedupe()
    counts = asdict(linked)
    if given["stepping"]:
        done = step_through(review, coder=given["coder"])
        said = "{answered} answered, {skipped} skipped, {left} left.".format(**done)
        return {**counts, **done}, [_summary(review.dedupe()), said]
    shown = [pair for option, outcome in _LISTS.items() if given[option] for pair in review.pairs(outcome)]
    titles = review.titles() if shown else {}
    data = [{**asdict(one), "titles": [titles[one.a], titles[one.b]]} for one in shown]
    lines = [line for one in shown for line in _told(one, titles)]
    runs = _runs(review) if given["runs"] else []
    return {**counts, "pairs": data}, [_summary(linked), *lines, *runs]


def _summary(linked: Linked) -> str:
    if not linked.records:
        return NO_WORKS
    return f"{described(linked)}; pairs linked: {linked.same}, to ask about: {linked.ask}."


def _rule(review: Review, given: Mapping[str, Any]) -> None:
    for option, verdict in _VERDICTS.items():
        if given[option]:
            review.rule(*given[option], verdict=verdict, coder=given["coder"])
    for option in ("undo_run", "redo_run"):
        if given[option] is not None:
            review.rule_run(given[option], undone=option == "undo_run", coder=given["coder"])


def _told(pair: Pair, titles: Mapping[int, str]) -> list[str]:
    head = f"{pair.a} and {pair.b}: {pair.outcome} ({pair.rule}, {pair.score:.2f})"
    both = (f"  {number}: {titles[number]}" for number in (pair.a, pair.b))
    return ["", head, *both, *(f"  {reason}" for reason in pair.reasons)]


def _runs(review: Review) -> list[str]:
    rows = [(run.id, run.at, joined, "undone" if undone else "") for run, joined, undone in review.runs()]
    return ["", *table(rows, head=("run", "at", "joined", ""))] if rows else ["", "No run joined records."]


def _explained(review: Review, what: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    numbers = _numbers(review, what)
    if len(numbers) == 2:
        link = review.explain(*numbers)
        return asdict(link), list(_pair_screen(review, link))
    return {"records": list(numbers)}, list(_work_screen(review, numbers))


def _numbers(review: Review, what: Sequence[str]) -> tuple[int, ...]:
    """The records that a person named: two by their numbers, or those of a work by its key."""
    if len(what) == 2 and all(one.isdecimal() for one in what):
        return int(what[0]), int(what[1])
    if len(what) != 1:
        raise click.UsageError("Name two records by their numbers, or one work by its key.")
    return review.records_in(what[0])


def _pair_screen(review: Review, link: Link) -> Iterator[str]:
    yield Heading(f"{link.a} and {link.b}: {link.outcome} ({link.rule}, {link.score:.2f})")
    yield wrapped(f"{link.reasons[0].rstrip('.')}: {', '.join(link.reasons[1:])}.".replace(": .", "."))
    yield ""
    yield from side_by_side(review.records_of(link.a, link.b), width=shutil.get_terminal_size().columns)
    yield ""
    yield LEGEND


def _work_screen(review: Review, numbers: Sequence[int]) -> Iterator[str]:
    """The records of a work that has one, or more than two, with why each is in it."""
    reasons, width = review.reasons(numbers), max(40, shutil.get_terminal_size().columns)
    for number, record in sorted(review.records_of(*numbers).items()):
        told = f"record {number} ({record.source}, {record.year or 'n.d.'}): {record.title}"
        yield Heading(shorten(told, width, placeholder=" …"))
        yield from wrap(", ".join(reasons[number]), width, initial_indent="  ", subsequent_indent="  ")
    yield ""
    yield from wrap(review.origins(numbers[0]), width)
    if len(numbers) > 2:
        yield "To see two of them side by side: synth dedupe --explain NUMBER NUMBER"
