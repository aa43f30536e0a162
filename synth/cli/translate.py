"""The command that translates: a strategy for a source or a database, or the string of one to a strategy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from synth.text import visible

if TYPE_CHECKING:
    from synth.errors import Problem
    from synth.strategy.definition import Strategy

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="translate")
@click.argument("file", type=FILE)
@click.option("--to", "target", default="", help="A source, a database, or `strategy`.")
@click.option("--from", "written_for", default="", help="FILE is a string: pubmed, wos or ebsco.")
@click.option(
    "--paste", "as_text", is_flag=True, help="Only the string to paste; what differs goes to stderr."
)
@click.option("--lines", is_flag=True, help="With --paste: a numbered line for each set.")
def translate_command(file: Path, target: str, written_for: str, as_text: bool, lines: bool) -> None:
    r"""Write what a strategy becomes at a source or database, and what differs. Nothing is sent.

    Sources give requests; PubMed, Web of Science (wos), EBSCOhost (ebsco), Scopus, Ovid and ProQuest give a
    string to paste, whole and line by line. With --from, FILE is a string of a database and becomes a
    strategy file.

    \b
    Examples:
      synth translate queries/starter.yaml
      synth translate queries/starter.yaml --to wos
      synth translate queries/starter.yaml --to ebsco --paste --lines
      synth translate strategy.txt --from pubmed > queries/theirs.yaml
      synth translate strategy.txt --from pubmed --to wos --paste
    """
    strategy, drafted = _strategy(file, written_for)
    if written_for and target in ("", "strategy"):
        click.echo(drafted, nl=False)
    elif as_text or lines:
        _paste(strategy, target, lines=lines)
    else:
        _rows(strategy, target or "openalex")


def _strategy(file: Path, written_for: str) -> tuple[Strategy, str]:
    """Return the strategy, and its text when it was made from a string."""
    if not written_for:
        from synth.strategy.file import load_strategy

        return load_strategy(file), ""
    from synth.translation import read_draft

    draft = read_draft(file, written_for)
    _tell(draft.warnings)
    return draft.strategy, draft.text


def _paste(strategy: Strategy, target: str, *, lines: bool) -> None:
    from synth.strategy.strings import database, write
    from synth.translation import paste

    written = write(strategy, database(target))
    click.echo(paste(written, lines=lines))
    for note in written.notes:
        click.echo(visible(f"{note.effect}: {note.text}"), err=True)


def _rows(strategy: Strategy, target: str) -> None:
    from synth.translation import translate_rows

    for row in translate_rows(strategy, target):
        click.echo(json.dumps(row, ensure_ascii=False))


def _tell(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(visible(str(problem)), err=True)
