"""The command that sets two states of a review side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from synth.cli.options import Heading, emit, json_option, language_option
from synth.i18n import spoken

NONE = "Nothing differs."
AROUND = "the evidence of its own is the same; what it is compared with differs"


@click.command(name="diff")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@language_option
@json_option
def diff_command(before: Path, after: Path, language: str, as_json: bool) -> None:
    r"""Show what differs between two states: findings and gaps that appeared, vanished or changed, and why.

    Each state is the folder of a review, as it is now, or a synthesis that was written before (JSON).

    \b
    Examples:
      synth diff my-review their-review
      synth diff my-review/report/synthesis.json my-review --language nl
    """
    from synth.differing import differences

    data = differences(before, after)
    emit(data, list(_lines(data, language)) or [NONE], as_json=as_json)


def _lines(data: Mapping[str, Any], language: str) -> Iterator[str]:
    causes = [f"{name.replace('_', ' ')}: {_plain(value)}" for name, value in data["causes"].items() if value]
    if causes:
        yield Heading("What was changed")
        yield from (f"  {line}" for line in causes)
    for kind in ("findings", "gaps"):
        for how in ("appeared", "vanished", "changed"):
            if data[kind][how]:
                yield Heading(f"{kind.capitalize()} that {how}")
                yield from (line for one in data[kind][how] for line in _one(one, language))


def _one(one: Mapping[str, Any], language: str) -> Iterator[str]:
    yield f"  {one['id']}"
    if "statement" in one:
        yield f"    {spoken(one['statement'], language)}"
    for name, (was, now) in one.get("fields", {}).items():
        yield f"    {name}: {_plain(was)} → {_plain(now)}"
    because = [f"{name.replace('_', ' ')} {_plain(v)}" for name, v in one["because"].items() if v]
    yield f"    because: {'; '.join(because) or AROUND}"


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or "none"
    return str(value) if value != "" else "none"
