"""The command that sets two states of a review side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from synth.cli.options import Heading, emit, json_option, language_option
from synth.i18n import Messages, spoken


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

    data, t = differences(before, after), Messages.load(language)
    emit(data, list(_lines(data, t)) or [t("diff.nothing-differs")], as_json=as_json)


def _lines(data: Mapping[str, Any], t: Messages) -> Iterator[str]:
    causes = [f"{_word(name, t)}: {_plain(value, t)}" for name, value in data["causes"].items() if value]
    if causes:
        yield Heading(t("diff.causes"))
        yield from (f"  {line}" for line in causes)
    for kind in ("findings", "gaps"):
        for how in ("appeared", "vanished", "changed"):
            if data[kind][how]:
                yield Heading(t(f"diff.{kind}-{how}"))
                yield from (line for one in data[kind][how] for line in _one(one, t))


def _one(one: Mapping[str, Any], t: Messages) -> Iterator[str]:
    yield f"  {one['id']}"
    yield f"    {spoken(one['statement'], t.language)}"
    for name, (was, now) in one.get("fields", {}).items():
        yield f"    {_word(name, t)}: {_plain(was, t)} → {_plain(now, t)}"
    because = [_reason(name, value, t) for name, value in one["because"].items() if value]
    yield f"    {t('diff.because')}: {'; '.join(because) or t('diff.elsewhere')}"


def _reason(name: str, value: object, t: Messages) -> str:
    """A reason that just holds is named; of others it is said which or how many."""
    return _word(name, t) if value is True else f"{_word(name, t)}: {_plain(value, t)}"


def _plain(value: object, t: Messages) -> str:
    if isinstance(value, Mapping):
        pairs = ((name, [_plain(one, t) for one in pair]) for name, pair in value.items())
        return ", ".join(f"{name} {was} → {now}" for name, (was, now) in pairs)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value) or t("diff.none")
    return _word(str(value), t) if value != "" else t("diff.none")


def _word(name: str, t: Messages) -> str:
    """A name of the data in the language that is asked for; ids and numbers as they are."""
    key = f"diff.{name.lower().replace(' ', '-').replace('_', '-')}"
    return t(key) if key in t else name
