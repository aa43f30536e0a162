"""The command that helps with words: terms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.counts import counted
from synth.cli.options import emit, json_option, opened, review_option, table

if TYPE_CHECKING:
    from synth.strategy.adding import Addition
    from synth.strategy.variants import Variant
    from synth.terms.proposing import Proposal

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="terms")
@click.argument("known", nargs=-1, type=FILE)
@click.option("--strategy", default="", help="The strategy (default: the first of the protocol).")
@click.option("--variants", "spelled", is_flag=True, help="Other ways to write the terms that are there.")
@click.option("--add", "added", multiple=True, metavar="SET=TERM", help="Write a term into the strategy.")
@click.option("--limit", default=30, show_default=True, type=click.IntRange(min=1), help="Terms shown.")
@review_option
@json_option
def terms_command(
    known: tuple[Path, ...],
    strategy: str,
    spelled: bool,
    added: tuple[str, ...],
    limit: int,
    folder: Path,
    as_json: bool,
) -> None:
    r"""Propose terms for a strategy from the included works, or from the works in the files KNOWN.

    Nothing is added unasked: --add writes what you choose, with a comment that says why.

    \b
    Examples:
      synth terms
      synth terms known.ris --limit 50
      synth terms --variants
      synth terms --variants --add topic-en="debt counseling"
    """
    with opened(folder) as review:
        name = strategy or review.some_strategies()[0].id
        if spelled:
            shown: Sequence[Variant | Proposal] = review.variants(name)
        else:
            shown = review.propose_terms(name, known=known)
        nothing = NONE_BETTER if known or shown or review.included() else NONE_KNOWN
        path = review.add_terms(name, [_addition(one, shown) for one in added]) if added else None
    if path:
        emit({"file": str(path), "added": list(added)}, [f"{path}: {', '.join(added)}"], as_json=as_json)
        return
    data: dict[str, Any] = {"strategy": name, "terms": [asdict(one) for one in shown]}
    emit(data, _variants(shown) if spelled else _proposals(shown, limit) or [nothing], as_json=as_json)


NONE_BETTER = "Nothing to propose: no new term stands in two known works or more, and less in others."
NONE_KNOWN = (
    "No work is included on its full text yet. Name files of works that a good search would find: "
    "`synth terms known.ris`; other spellings of the terms that are there: `synth terms --variants`."
)


def _addition(text: str, shown: Sequence[Variant | Proposal]) -> Addition:
    """Return what to add; its comment says what it is a variant of, or what it was proposed from."""
    from synth.strategy.adding import Addition
    from synth.strategy.variants import Variant

    name, sign, term = (part.strip() for part in text.partition("="))
    if not (name and sign and term):
        raise click.UsageError(f'Write the set and the term: --add SET="TERM", not `{text}`.')
    for one in shown:
        if isinstance(one, Variant):
            if (one.set, one.form) == (name, term):
                return Addition(name, term, f"{one.reason}: {one.term}", one.term)
        elif one.term == term:
            return Addition(
                name, term, f"in {counted(one.known, 'known works')}, and in {counted(one.others, 'others')}"
            )
    return Addition(name, term)


def _variants(shown: Sequence[Any]) -> list[str]:
    if not shown:
        return ["There is nothing to propose: a set needs a `language` for that."]
    rows = [(one.set, one.term, one.form, one.reason) for one in shown]
    return table(rows, head=("set", "term", "also written", "why"))


def _proposals(shown: Sequence[Any], limit: int) -> list[str]:
    if not shown:
        return []
    rows = [
        (one.term, one.language, one.set or "-", one.gains, one.costs, one.known, one.others, f"{one.z:.1f}")
        for one in shown[:limit]
    ]
    head = ("term", "language", "set", "gains", "costs", "known", "others", "z")
    rest = len(shown) - len(rows)
    return [
        *table(rows, head=head),
        "",
        "gains: known works found with it that are missed now; costs: other works besides.",
        *([f"{rest} more: --limit {len(shown)}, or --json."] if rest else []),
    ]
