"""The command that tells whether a strategy is good: replicate."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synth.cli.counts import counted
from synth.cli.options import Heading, emit, json_option, opened, review_option, table
from synth.cli.search import progress

if TYPE_CHECKING:
    from synth.replication.document import Judged, Replicated, Replication
    from synth.replication.measure import Effect, Share

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

LONGEST = 60
"""Characters of a title or term that are shown."""


@click.command(name="replicate")
@click.argument("references", type=FILE)
@click.option(
    "--strategy", "strategies", multiple=True, help="A strategy of the review; with --records: a file."
)
@click.option("--records", "files", multiple=True, type=FILE, help="Without a review: what was searched.")
@click.option(
    "--no-lookup", "quiet", is_flag=True, help="Do not ask sources whether they have a missed work."
)
@click.option(
    "--csv", "to", type=click.Path(dir_okay=False, path_type=Path), help="Also write the table here."
)
@review_option
@json_option
def replicate_command(
    references: Path,
    strategies: tuple[str, ...],
    files: tuple[Path, ...],
    quiet: bool,
    to: Path | None,
    folder: Path,
    as_json: bool,
) -> None:
    r"""Say which of the known works in REFERENCES the strategies find, and why the others are missed.

    REFERENCES is a bibliographic file of works that a good search would find. A work that a source did not
    bring is looked up there by its title. For each set and term: recall and precision without it.

    \b
    Examples:
      synth replicate known.ris
      synth replicate known.bib --strategy tno-2011 --csv missed.csv
      synth replicate known.ris --strategy queries/starter.yaml --records export.ris
    """
    found = (
        _in_files(references, strategies, files)
        if files
        else _in_review(references, strategies, folder, ask=not quiet, as_json=as_json)
    )
    if to:
        _write_table(to, found)
    emit(found.document(), list(_lines(found)), as_json=as_json)


def _write_table(path: Path, found: Replication) -> None:
    from synth.formats.csv_safe import write_csv
    from synth.formats.files import write_atomic
    from synth.replication.document import TABLE

    write_atomic(path, write_csv(TABLE, found.rows()))


def _in_files(references: Path, strategies: tuple[str, ...], files: tuple[Path, ...]) -> Replication:
    from synth.replicating import replicate_files
    from synth.strategy.file import load_strategy

    if not strategies:
        raise click.UsageError("With --records, name a strategy file: --strategy queries/mine.yaml.")
    return replicate_files([load_strategy(Path(one)) for one in strategies], references, files)


def _in_review(
    references: Path, strategies: tuple[str, ...], folder: Path, *, ask: bool, as_json: bool
) -> Replication:
    with opened(folder) as review, progress(quiet=as_json or not ask) as listen:
        return review.replicate(references, strategies=strategies, ask=ask, on_event=listen)


def _lines(found: Replication) -> Iterator[str]:
    for one in found.strategies:
        yield Heading(f"{one.strategy}: {_share(one.recall)} of the known works found")
        yield ""
        yield from _sources(one)
        yield ""
        yield from _missed(found, one)
        yield ""
        yield from _parts(one)
        yield ""


def _sources(one: Replicated) -> Iterator[str]:
    from synth.replication.document import counts

    rows = []
    for searched in one.searched:
        states = counts(one.standings, searched.source)
        shown = ", ".join(f"{state} {number}" for state, number in states.items())
        rows.append((searched.source, searched.status or "not searched", shown))
    yield from table(rows, head=("source", "search", "known works"))


def _missed(found: Replication, one: Replicated) -> Iterator[str]:
    """List the works that no source gave, each with the nearest it came."""
    from synth.replication.standing import STATES

    there = {at.reference for at in one.standings if at.state == "found"}
    rows = []
    for reference, judged in zip(found.references, one.judged, strict=True):
        stood = [at for at in one.standings if at.reference == reference.number]
        if stood and reference.number not in there:
            best = min(stood, key=lambda at: STATES.index(at.state))
            title = f"{reference.given.title[:LONGEST]} ({reference.given.year or 'n.d.'})"
            rows.append((title, best.state, best.source, _alone(judged)))
    head = ("missed", "why", "nearest at", "the strategy, on the work itself")
    yield from table(rows, head=head) if rows else ("Nothing is missed.",)


def _alone(judged: Judged) -> str:
    """What the strategy makes of a work, wherever it stands."""
    if judged.state == "found":
        return "finds it"
    return f"needs {' + '.join(judged.sets)}" if judged.sets else judged.state


def _parts(one: Replicated) -> Iterator[str]:
    measured = one.measured
    yield f"By the local matcher: recall {_share(measured.recall)}, precision {_share(measured.precision)}."
    yield ""
    head = ("without the set", "recall", "precision", "known works with it")
    yield from table([(effect.set, *_effect(effect)) for effect in measured.sets], head=head)
    helping = [effect for effect in measured.terms if effect.matches]
    yield ""
    yield from table(
        [(effect.set, effect.term[:LONGEST], *_effect(effect)) for effect in helping],
        head=("set", "without the term", *head[1:]),
    )
    idle = len(measured.terms) - len(helping)
    if idle:
        stand, them = ("stands", "it") if idle == 1 else ("stand", "them")
        yield f"{counted(idle, 'more terms')} {stand} in none of the known works; --json has {them}."


def _effect(effect: Effect) -> tuple[str, str, int]:
    return _share(effect.recall), _share(effect.precision), effect.matches


def _share(share: Share) -> str:
    exact = share.share
    return f"{share.part} of {share.whole}" + ("" if exact is None else f" ({exact:.0%})")
