"""The command that suggests codes for the texts of a table: suggest."""

from __future__ import annotations

import json
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="suggest")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--codebook", default="determinants", show_default=True, help="A bundled codebook, or the path of one."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of JSON lines.")
def suggest_command(files: tuple[Path, ...], codebook: str, as_json: bool) -> None:
    r"""Write codes that the texts of FILES may show, as JSON, one suggestion a line, best first per text.

    FILES are tables with tabs between the columns id, text and, if known, lang (nl, de, en). A text whose
    sentences show no factor with a direction gives nothing. Suggestions count nowhere: people decide. The
    codebook `stated-gaps` stands for the gaps that authors state themselves; `stated-gaps-wide` adds every
    sentence with a hint of one, of which about half are none. With the extra `meaning` installed, what a
    sentence means counts beside its words: it finds more, and takes longer.

    \b
    Examples:
      synth suggest sentences.tsv
      synth suggest --codebook codebooks/own.yaml sentences.tsv > suggestions.jsonl
      synth suggest --codebook stated-gaps sentences.tsv
    """
    from synth.suggesting import suggest_rows

    rows = (row for path in files for row in suggest_rows(codebook, path))
    if as_json:
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=2))
        return
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
