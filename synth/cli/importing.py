"""Commands about files that come in: import, and columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.coder import coder_says
from synth.cli.counts import counted, described, onward
from synth.cli.options import emit, json_option, opened, review_option
from synth.model import HOWS, STAGES

if TYPE_CHECKING:
    from synth.dedupe.storing import Linked
    from synth.intake import HowToRead, Taken
    from synth.review import Review

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
WORKS = {"records", "added"}
"""What brings works, which people then screen."""

SHOWN = 20
"""Problems and notes of one file that are shown; `--json` gives them all."""
LAST = "the last one"
QDA = {".qdpx", ".qdc"}
"""Endings of files that hold codes and codings, and nothing else."""


@click.command(name="import")
@click.argument("files", nargs=-1, type=FILE)
@click.option("--strategy", default="", help="Verify the records against this strategy.")
@click.option("--how", type=click.Choice(HOWS), default=None, help="Hand-picked: how they came to be known.")
@click.option("--reason", default="", help="Hand-picked: why they come in.")
@click.option("--columns", type=FILE, default=None, help="A saved mapping of columns, for tables.")
@click.option("--strict", is_flag=True, help="Refuse a file with an entry that cannot be read.")
@click.option(
    "--undo",
    is_flag=False,
    flag_value=LAST,
    default=None,
    metavar="[NAME]",
    help="Take back the last import, or that of a file.",
)
@click.option("--dry-run", is_flag=True, help="Show what would come in, and store nothing.")
@click.option("--codings", is_flag=True, help="Codings that another program exported, and their codes.")
@click.option("--codebook", default="", metavar="NAME", help="With --codings: the codebook of the codes.")
@click.option("--decisions", is_flag=True, help="Screening decisions that another program exported.")
@click.option("--undated", is_flag=True, help="Decisions without a time go over those made here.")
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    default=None,
    help="With --decisions: the stage, where a file does not tell it (else title-abstract).",
)
@coder_says("Whose they are, if untold; who takes back (or set SYNTH_CODER).")
@review_option
@json_option
def import_command(
    files: tuple[Path, ...],
    undo: str | None,
    coder: str,
    dry_run: bool,
    folder: Path,
    as_json: bool,
    **how: Any,
) -> None:
    r"""Take in exported records, hand-picked works, decisions, codings or sites.

    What a file holds is recognised from its content: RIS, BibTeX, PubMed, Web of Science, Ovid, RefWorks and
    EndNote exports, CSL-JSON, MARCXML, MODS, tables (CSV, TSV, XLSX); with --codings, what people coded in
    EPPI-Reviewer (JSON), in programs that write REFI-QDA (.qdpx, .qdc) or in tables; with --decisions, what
    people decided in Rayyan, Covidence, ASReview, EPPI-Reviewer or a table. An entry that cannot be read is
    kept and reported, with its line. All files come in, or none. --dry-run takes them in by a copy of the
    review, and shows what is new, what is there already and what cannot be read.

    \b
    Examples:
      synth import scopus.ris --strategy tno-2011
      synth import rayyan.csv psycinfo.xlsx --dry-run
      synth import tip.bib --how contact --reason "Named by a municipality."
      synth import list.csv --columns columns.yaml --strict
      synth import coded.json --codings --coder anna
      synth import rayyan.csv --decisions --stage title-abstract
      synth import --undo scopus.ris
    """
    if undo is not None:
        _undo("" if undo == LAST else undo, coder, folder, as_json=as_json)
        return
    if not files:
        raise click.UsageError("Name the files to take in.")
    if dry_run:
        _rehearse(files, folder, lambda review, one: _taken(review, one, coder, **how), as_json=as_json)
        return
    with opened(folder) as review:
        taken = _taken(review, files, coder, **how)
        linked = review.dedupe()
    judged = bool(how["strategy"])
    emit(_data(taken, linked), list(_lines(taken, linked, judged=judged)), as_json=as_json)


def _taken(
    review: Review, files: Sequence[Path], coder: str, *, codings: bool, codebook: str, **how: Any
) -> tuple[Taken, ...]:
    from synth.review.bringing import Whose
    from synth.review.deciding import Screener

    decisions, stage, undated = (how.pop(name) for name in ("decisions", "stage", "undated"))
    if decisions:
        _alone("--decisions", {**how, "codings": codings, "codebook": codebook})
        return review.take_in_decisions(files, Screener(coder, stage or "title-abstract", undated))
    if stage:
        raise click.UsageError("--stage goes with --decisions.")
    if codings or {path.suffix.lower() for path in files} <= QDA:
        _alone("--codings", how)
        return review.take_in_codings(files, Whose(coder, codebook))
    if codebook:
        raise click.UsageError("--codebook goes with --codings.")
    strategy = how.pop("strategy")
    return review.take_in_files(files, strategy=strategy, how=replace(_how(**how), undated=undated))


def _rehearse(
    files: Sequence[Path],
    folder: Path,
    take: Callable[[Any, Sequence[Path]], Sequence[Taken]],
    *,
    as_json: bool,
) -> None:
    from synth.cli.foreseeing import data, lines

    with opened(folder) as review:
        seen = review.rehearse(files, take)
    emit(data(seen), list(lines(seen)), as_json=as_json)
    if seen.refused:
        click.get_current_context().exit(1)


def _alone(option: str, how: Mapping[str, Any]) -> None:
    """Refuse the options that only records have beside `option`."""
    given = [f"--{name}" for name, value in how.items() if value]
    if given:
        raise click.UsageError(f"{option} cannot go with {', '.join(given)}.")


def _how(*, how: str, reason: str, columns: Path | None, strict: bool) -> HowToRead:
    from synth.formats.columns_file import load_mapping
    from synth.intake import HowToRead

    picked = (how or "other", reason) if how or reason else None
    return HowToRead(picked, load_mapping(columns) if columns else None, strict)


def _undo(name: str, coder: str, folder: Path, *, as_json: bool) -> None:
    with opened(folder) as review:
        undone = review.undo_import(name, coder=coder)
        linked = review.dedupe()
    counts = {"records": linked.records, "works": linked.works}
    lines = [
        f"Taken back: {undone.file}, {counted(undone.entries, undone.kind)}. The event stays in the log.",
        f"{described(linked)}.",
    ]
    emit({"undone": asdict(undone), **counts}, lines, as_json=as_json)


def _data(taken: Sequence[Taken], linked: Linked) -> dict[str, object]:
    files = [
        {**asdict(one), "problems": list(map(str, one.problems)), "held": list(map(str, one.held))}
        for one in taken
    ]
    return {"files": files, "records": linked.records, "works": linked.works}


def _lines(taken: Sequence[Taken], linked: Linked, *, judged: bool) -> Iterator[str]:
    for one in taken:
        yield _summary(one, judged=judged)
        yield from _some("not read", [str(problem) for problem in one.problems])
        yield from _some("not taken over", [str(problem) for problem in one.held])
        yield from _some("note", one.notes[1:])
    yield ""
    lost = sum(len(one.problems) for one in taken)
    if lost:
        read = sum(one.entries for one in taken)
        yield (
            f"Of {counted(read + lost, 'entries')} {read} {'was' if read == 1 else 'were'} read; "
            f"{lost} could not be, and {'is kept as a problem' if lost == 1 else 'are kept as problems'}."
        )
    yield f"{described(linked)}."
    came = any(one.new > one.rejected for one in taken) and {one.kind for one in taken} <= WORKS
    yield from onward(linked, came=came)


def _some(label: str, told: Sequence[str]) -> Iterator[str]:
    yield from (f"  {label}: {one}" for one in told[:SHOWN])
    if len(told) > SHOWN:
        yield f"  {label}: {len(told) - SHOWN} more; --json lists all."


def _summary(taken: Taken, *, judged: bool) -> str:
    kind = "hand-picked works" if taken.kind == "added" else taken.kind
    recognised = f" ({taken.notes[0]})" if taken.notes else ""
    counts = f": {taken.verified} verified, {taken.unverifiable} no abstract, {taken.rejected} rejected"
    shown = counts if judged and taken.kind == "records" else ""
    return f"{taken.file}: {counted(taken.entries, kind)}, {taken.new} new{recognised}{shown}"


@click.command(name="columns")
@click.argument("file", type=FILE)
def columns_command(file: Path) -> None:
    r"""Write how the columns of a table are understood, as a mapping to correct and keep.

    Give the mapping to import or read with --columns.

    \b
    Examples:
      synth columns list.csv > columns.yaml
      synth import list.csv --columns columns.yaml
    """
    from synth.plain import columns_template

    click.echo(columns_template(file), nl=False)
