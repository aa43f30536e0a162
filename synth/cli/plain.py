"""Commands that need no review: read, match. They write JSON, one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from synth.errors import FileError, Problem

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="read")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--source", default="", metavar="NAME", help="FILES are answers of this source, as it sent them."
)
@click.option("--columns", type=FILE, default=None, help="A saved mapping of columns, for tables.")
def read_command(files: tuple[Path, ...], source: str, columns: Path | None) -> None:
    r"""Write the records of bibliographic FILES as JSON, one a line, and what could not be read.

    A file that is not what it claims to be is refused; the others are read all the same.

    With --source, FILES are stored answers of a source: pages of records as its server sent them.

    \b
    Examples:
      synth read export.ris
      synth read export.ris tip.bib > records.jsonl
      synth read --source europepmc page-1.json page-2.json > records.jsonl
    """
    from synth.plain import read_rows, stored_rows

    refused: list[Problem] = []
    for path in files:
        with _noting(refused):
            _write(stored_rows(source, path) if source else read_rows(path, columns=columns))
    if refused:
        raise FileError(tuple(refused))


@click.command(name="match")
@click.argument("strategy", type=FILE)
@click.argument("files", nargs=-1, required=True, type=FILE)
def match_command(strategy: Path, files: tuple[Path, ...]) -> None:
    r"""Say for each record of FILES whether STRATEGY accepts it, and which term matched where.

    STRATEGY is a strategy file (.yaml), or plain text: an expression or numbered lines. FILES are RIS,
    BibTeX, CSL-JSON, CSV or another format that is read, or OpenAlex works, one JSON object a line (.jsonl,
    .jsonl.gz). Places count characters of the title, the abstract, or the keywords joined with "; ".

    \b
    Examples:
      synth match queries/starter.yaml export.ris
      synth match queries/tno-2011.yaml works.jsonl.gz more.ris > verdicts.jsonl
      synth match strategy.txt export.csv
    """
    from synth.plain import match_rows

    _write(match_rows(strategy, files, warn=lambda problem: click.echo(f"Warning: {problem}", err=True)))


@contextmanager
def _noting(refused: list[Problem]) -> Iterator[None]:
    """Remember why a file is refused, so that the next one is read before it is told."""
    try:
        yield
    except FileError as error:
        refused += error.problems


def _write(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
