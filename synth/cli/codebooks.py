"""The command that shows the codebooks of the package: codebooks."""

from __future__ import annotations

from typing import Any

import click

from synth.cli.options import emit, json_option, language_option

SCHEMAS = ("codebook", "crosswalk")


@click.command(name="codebooks")
@click.argument("name", required=False)
@click.option("--yaml", "as_file", is_flag=True, help="The file itself, to copy into a review.")
@click.option("--schema", type=click.Choice(SCHEMAS), default=None, help="The JSON Schema of such a file.")
@language_option
@json_option
def codebooks_command(
    name: str | None, as_file: bool, schema: str | None, language: str, as_json: bool
) -> None:
    r"""List the codebooks of the package, or the codes of the one called NAME.

    \b
    Examples:
      synth codebooks
      synth codebooks midi --language nl
      synth codebooks midi --yaml > codebooks/midi.yaml
      synth codebooks --schema codebook > codebook.schema.json
    """
    from synth import frameworks

    if schema:
        return _emit_schema(schema)
    if name and as_file:
        return click.echo(frameworks.written(name), nl=False)
    if name:
        rows = list(frameworks.contents(frameworks.codebook(name), language))
        return emit({"codes": rows}, [line for row in rows for line in _code(row)], as_json=as_json)
    books = [frameworks.facts(book) for book in frameworks.shipped()]
    walks = [{"id": one, "from": source, "to": target} for one, source, target in frameworks.crosswalks()]
    lines = [f"{b['id']} {b['version']}: {b['title'].get(language, b['title']['en'])}" for b in books]
    lines += [f"crosswalk {w['id']}: {w['from']} and {w['to']}" for w in walks]
    return emit({"codebooks": books, "crosswalks": walks}, lines, as_json=as_json)


def _emit_schema(kind: str) -> None:
    from synth.coding import codebook, crosswalk

    made = codebook.schema() if kind == "codebook" else crosswalk.schema()
    emit(made, [], as_json=True)


def _code(row: dict[str, Any]) -> list[str]:
    mark = "" if row["verified"] else " (not checked)"
    title = f"{'  ' * row['depth']}{row['dimension']}/{row['code']}: {row['label']}{mark}"
    return [title, *(f"{'  ' * row['depth']}  ? {question}" for question in row["questions"])]
