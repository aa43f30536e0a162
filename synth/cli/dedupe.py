"""The command that makes works out of records: dedupe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from synth.cli.options import emit, json_option, opened, review_option
from synth.store.pairs import Pair


@click.command(name="dedupe")
@click.option(
    "--review-list", "--ask", "ask", is_flag=True, help="Show the pairs that a person should look at."
)
@click.option("--links", is_flag=True, help="Show every link that was made, with its reasons.")
@click.option("--same", type=(int, int), default=None, help="Rule: these two records are one work.")
@click.option("--different", type=(int, int), default=None, help="Rule: these two records are two works.")
@click.option("--undo", type=(int, int), default=None, help="Withdraw the ruling on these two records.")
@click.option("--coder", default="me", show_default=True, help="Who rules.")
@review_option
@json_option
def dedupe_command(
    ask: bool, links: bool, coder: str, folder: Path, as_json: bool, **ruled: tuple[int, int]
) -> None:
    r"""Make works out of records; show why, ask about what is borderline, rule and undo.

    A ruling outlives every later run. Undo a wrong link with --different.

    \b
    Examples:
      synth dedupe --ask
      synth dedupe --different 12 31
      synth dedupe --undo 12 31
    """
    with opened(folder) as review:
        for verdict, pair in _verdicts(ruled):
            review.rule(*pair, verdict=verdict, coder=coder)
        linked = review.dedupe()
        titles = review.titles() if ask or links else {}
        shown = {name: list(review.pairs(name)) for name, wanted in (("ask", ask), ("same", links)) if wanted}
    counts = asdict(linked)
    data = {
        **counts,
        "pairs": [
            {**asdict(pair), "titles": [titles[pair.a], titles[pair.b]]}
            for pairs in shown.values()
            for pair in pairs
        ],
    }
    summary = "{records} records describe {works} works: {same} pairs linked, {ask} to ask about."
    lines = [
        summary.format(**counts),
        *(line for pairs in shown.values() for p in pairs for line in _told(p, titles)),
    ]
    emit(data, lines, as_json=as_json)


def _verdicts(ruled: dict[str, tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    names = {"same": "same", "different": "different", "undo": "withdrawn"}
    return [(names[option], pair) for option, pair in ruled.items() if pair]


def _told(pair: Pair, titles: Mapping[int, str]) -> list[str]:
    head = f"{pair.a} and {pair.b}: {pair.outcome} ({pair.rule}, {pair.score:.2f})"
    both = (f"  {number}: {titles[number]}" for number in (pair.a, pair.b))
    return ["", head, *both, *(f"  {reason}" for reason in pair.reasons)]
