"""The command that says what a search will ask: plan."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

import click

from synth.cli.options import Heading, emit, json_option, opened, review_option

if TYPE_CHECKING:
    from synth.sources.closed import Closed
    from synth.sources.planning import Plan
    from synth.sources.probing import Probed

LABEL = 11
"""Columns of the label before each line of a plan."""

NARROW = 60
"""Below this many columns the label has a line of its own."""

ADDRESS = 240
"""Characters of a request that are shown unless all of it is asked for."""

KINDS = {
    "complete": "A complete search: everything that matches is in what is asked; it is verified here.",
    "capped": "At most {cut:,} records of a request can be reached: complete when it has no more than that, "
    "else a capped sample.",
    "ranked": "A ranked sample, never a complete search: the first {cut:,} records of a request at most.",
    "files": "Every entry of these files is read and verified here; nothing is asked of anyone.",
    "none": "Cannot be searched. {problem}",
}


@click.command(name="plan")
@click.option(
    "--source", "sources", multiple=True, help="A source instead of the protocol's; may be repeated."
)
@click.option("--all", "everything", is_flag=True, help="Every source there is.")
@click.option("--strategy", default="", help="One strategy instead of those of the protocol.")
@click.option("--probe", is_flag=True, help="Ask each source how much it has; fetch nothing.")
@click.option("--variants", is_flag=True, help="With --probe: count other spellings of the terms too.")
@click.option("--full", is_flag=True, help="Show the requests to their end.")
@review_option
@json_option
@click.pass_context
def plan_command(
    ctx: click.Context, /, probe: bool, full: bool, folder: Path, as_json: bool, **chosen: Any
) -> None:
    r"""Say what a search will ask of each source: requests, what is lost, calls, cost, time, key.

    Nothing is sent, unless you ask for a probe: then each source is asked for its totals.

    \b
    Examples:
      synth plan
      synth plan --source openalex --source europepmc
      synth plan --probe
    """
    with opened(folder) as review:
        names = review.source_names() if chosen["everything"] else chosen["sources"]
        options = {name: chosen[name] for name in ("strategy", "variants")}
        plans = review.plan(names, **options, probe=probe, on_event=_say_before)
        closed = () if chosen["sources"] else review.by_hand(names)
    lines = [line for one in plans for line in (*_lines(one, full=full), "")]
    data = {"plans": [_data(one) for one in plans], "by_hand": [asdict(one) for one in closed]}
    emit(data, [*lines, *_by_hand(closed)], as_json=as_json)
    ctx.exit(1 if any(one.problem for one in plans) else 0)


def _say_before(event: object) -> None:
    from synth.sources.fetching import Retrying
    from synth.sources.probing import Begins

    if isinstance(event, Begins):
        cost = f" for ${event.usd:.4f}" if event.usd else ", free of charge"
        click.echo(f"Asking {event.source} {event.calls} times{cost} …", err=True)
    if isinstance(event, Retrying):
        click.echo(f"{event.reason} Trying again in {event.wait:.0f} s.", err=True)


def _lines(probed: Probed, *, full: bool) -> Iterator[str]:
    plan = probed.plan
    yield Heading(f"{plan.strategy} at {plan.facts.label} ({plan.source})")
    last = ""
    for label, text in _rows(probed, full=full):
        yield from _laid_out("" if label == last else label, text)
        last = label


def _by_hand(closed: Sequence[Closed]) -> Iterator[str]:
    """The databases that can only be searched by hand, a line each."""
    if not closed:
        return
    yield Heading("Searched by hand only")
    for one in closed:
        yield from _laid_out("by hand", one.in_short)
    yield from _laid_out("more", "`synth plan --source NAME` says why, which part is covered, and more.")


def _rows(probed: Probed, *, full: bool) -> Iterator[tuple[str, str]]:
    plan = probed.plan
    yield "result", KINDS[plan.kind].format(cut=plan.cut, problem=plan.problem)
    if probed.problem:
        yield "not asked", f"{probed.problem} So nothing is known of its totals."
    for request in plan.requests:
        yield "request", f"{request.description}: {_address(request.url, full=full)}"
    for sentence in plan.widened:
        yield "widened", sentence
    for sentence in plan.cannot:
        yield "cannot", sentence
    if plan.requests and plan.facts.documentation:
        yield from _takes(plan)
    if plan.facts.documentation:
        yield "key", _key(plan)
    yield from _counts(probed)


def _address(url: str, *, full: bool) -> str:
    """A request as it is sent, or its beginning in readable characters."""
    readable = url if full else unquote_plus(url)
    return readable if full or len(readable) <= ADDRESS else f"{readable[:ADDRESS]} …"


def _takes(plan: Plan) -> Iterator[tuple[str, str]]:
    takes, facts = plan.estimate, plan.facts
    if takes.records is None:
        per_minute = facts.page_size * plan.per_second * 60
        yield "records", "Not known before the source is asked; `synth plan --probe` asks."
        yield "calls", f"One for every {facts.page_size:,} records of a request, {takes.calls:,} at least."
        yield "cost", _price(plan) + _budget(plan)
        yield "time", f"A minute for every {per_minute:,.0f} records, at {_rate(plan.per_second)}."
        return
    yield "records", f"{takes.records:,} at most: one that answers several requests is counted for each."
    yield "calls", f"{takes.calls:,}, of up to {facts.page_size:,} records."
    yield "cost", (f"${takes.usd:.3f} in all. " if facts.cost_usd else "") + _price(plan) + _budget(plan)
    days = f" The budget of a day spreads it over {takes.days} days." if takes.days > 1 else ""
    yield "time", f"{_minutes(takes.minutes)}, at {_rate(plan.per_second)}.{days}"


def _price(plan: Plan) -> str:
    facts = plan.facts
    if not facts.cost_usd:
        return "Free."
    return (
        f"${facts.cost_usd:g} a call: ${facts.cost_usd / facts.page_size * 1000:g} for every 1,000 records."
    )


def _budget(plan: Plan) -> str:
    limits = [f"${plan.budget_usd:.2f}"] * bool(plan.budget_usd)
    limits += [f"{plan.budget_calls:,} calls"] * bool(plan.budget_calls)
    key = "with the key" if plan.key.present else "without a key"
    return f" The budget of a day {key} is {' and '.join(limits)}." if limits else ""


def _key(plan: Plan) -> str:
    key = plan.key
    if not key.variable:
        return "None is needed."
    if key.present:
        return f"{key.variable} is set."
    need = (
        "nothing is answered without it"
        if key.needed
        else "it works without, with less budget or more slowly"
    )
    where = f" Get one at {key.page}, then" if key.page else " To use one,"
    return f"{key.variable} is not set: {need}.{where} set {key.variable} to it."


def _counts(probed: Probed) -> Iterator[tuple[str, str]]:
    plan = probed.plan
    for request, total in zip(plan.requests, plan.totals, strict=False):
        yield "has", f"{request.description}: {_number(total)} records"
    for one in probed.sets:
        yield (
            "sets",
            f"{one.name}: {_number(one.alone)} alone; without it the strategy has {_number(one.without)}",
        )
    for spelled in probed.spellings:
        adds = "not told" if spelled.adds is None else f"{spelled.adds:+,}"
        yield "spellings", f"{spelled.spelling.form} beside {spelled.spelling.term}: {adds}"
    if probed.calls:
        yield (
            "probe",
            f"{probed.calls} calls, which cost {f'${probed.usd:.4f}' if probed.usd else 'nothing'}.",
        )


def _number(value: int | None) -> str:
    return "an unknown number of" if value is None else f"{value:,}"


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return "Less than a minute"
    return f"{minutes:,.0f} minutes" if minutes < 120 else f"{minutes / 60:,.0f} hours"


def _rate(per_second: float) -> str:
    return (
        f"{per_second:g} call{'s' * (per_second != 1)} a second"
        if per_second >= 1
        else f"{per_second * 3600:,.0f} calls an hour"
    )


def on_terminal() -> bool:
    """Whether the output is read by a person as it comes."""
    return sys.stdout.isatty()


def _laid_out(label: str, text: str) -> list[str]:
    """A label and its text; on a terminal broken where it ends, under each other when it is narrow."""
    if not on_terminal():
        return [f"{label:<{LABEL}}{text}"]
    width = shutil.get_terminal_size().columns
    if width < NARROW:
        return [
            *[label] * bool(label),
            *textwrap.wrap(text, width, initial_indent="  ", subsequent_indent="  "),
        ]
    return textwrap.wrap(text, width, initial_indent=f"{label:<{LABEL}}", subsequent_indent=" " * LABEL)


def _data(probed: Probed) -> dict[str, Any]:
    plan = probed.plan
    return {
        "source": plan.source,
        "label": plan.facts.label,
        "strategy": plan.strategy,
        "kind": plan.kind,
        "cut": plan.cut,
        "problem": plan.problem,
        "requests": [{"request": str(r), "description": r.description} for r in plan.requests],
        "widened": list(plan.widened),
        "cannot": list(plan.cannot),
        "key": asdict(plan.key),
        "budget": {"usd": plan.budget_usd, "calls": plan.budget_calls, "per_second": plan.per_second},
        "estimate": asdict(plan.estimate),
        "probe": {
            "totals": list(plan.totals),
            "sets": [asdict(one) for one in probed.sets],
            "spellings": [asdict(one) for one in probed.spellings],
            "calls": probed.calls,
            "usd": probed.usd,
            "problem": probed.problem,
        },
    }
