"""Commands that show and write what was found: synthesize, gaps, report, export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from synth.cli.options import Heading, emit, json_option, language_option, opened, review_option

FORMATS = ("html", "md", "json")
EXPORTS = ("yaml", "csv", "ris", "bib", "csl")
DIRECTIONS = ("success", "failure", "mixed", "neutral")


@click.command(name="synthesize")
@language_option
@review_option
@json_option
def synthesize_command(language: str, folder: Path, as_json: bool) -> None:
    r"""Show the findings per determinant: each factor with the works that speak of it.

    \b
    Examples:
      synth synthesize --language nl
      synth synthesize --json > synthesis.json
    """
    with opened(folder) as review:
        data = review.synthesize()
    lines: list[str] = []
    for determinant, label in _labels(data, "determinant", language).items():
        group = [f for f in data["findings"] if f["determinant"] == determinant]
        lines += [Heading(label), *(_finding(f, language) for f in group), ""]
    emit(data, lines or ["There is no finding yet: include works and code them."], as_json=as_json)


@click.command(name="gaps")
@click.option("--type", "kind", default="", help="One type only: void, thin, contradictory …")
@click.option("--all", "everything", is_flag=True, help="Also those that are folded into a broader gap.")
@language_option
@review_option
@json_option
def gaps_command(kind: str, everything: bool, language: str, folder: Path, as_json: bool) -> None:
    r"""Show the typed knowledge gaps, most pressing first, each with a question that would close it.

    \b
    Examples:
      synth gaps --language nl
      synth gaps --type contradictory --json
    """
    with opened(folder) as review:
        found = [g for g in review.synthesize()["gaps"] if kind in ("", g["type"])]
    gaps = [g for g in found if everything or not g["folded_into"]]
    lines = [
        line
        for gap in gaps
        for line in (
            Heading(f"{gap['id']} ({gap['type']})"),
            gap["statement"][language],
            gap["question"][language],
            "",
        )
    ]
    emit({"gaps": gaps}, lines or ["No gap of this kind."], as_json=as_json)


@click.command(name="report")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="html, md, json (default: all)."
)
@click.option(
    "--language", "-l", "languages", multiple=True, type=click.Choice(("nl", "en")), help="Default: both."
)
@review_option
@json_option
def report_command(formats: tuple[str, ...], languages: tuple[str, ...], folder: Path, as_json: bool) -> None:
    r"""Write the report to the folder `report/` of the review.

    \b
    Examples:
      synth report
      synth report --format html --language nl
    """
    with opened(folder) as review:
        written = review.report(formats=formats or FORMATS, languages=languages or ("nl", "en"))
    files = [str(path) for path in written]
    emit({"files": files}, files, as_json=as_json)


@click.command(name="export")
@click.option("--format", "formats", multiple=True, type=click.Choice(EXPORTS), help="Default: all formats.")
@click.option("--all", "everything", is_flag=True, help="All works, not only the included ones.")
@review_option
@json_option
def export_command(formats: tuple[str, ...], everything: bool, folder: Path, as_json: bool) -> None:
    r"""Write works (RIS, BibTeX, CSL-JSON, CSV) and decisions and codings (YAML) to `report/export/`.

    The YAML files can be merged in git and taken in again with `synth import`.

    \b
    Examples:
      synth export
      synth export --format ris --all
    """
    with opened(folder) as review:
        files = [str(path) for path in review.export(formats=formats or EXPORTS, everything=everything)]
    emit({"files": files}, files, as_json=as_json)


def _labels(data: Mapping[str, Any], dimension: str, language: str) -> dict[str, str]:
    found = (d for d in data["codebook"]["dimensions"] if d["id"] == dimension)
    return {code["id"]: code["label"].get(language, code["id"]) for d in found for code in d["codes"]}


def _finding(finding: Mapping[str, Any], language: str) -> str:
    counts = ", ".join(f"{finding['directions'][d]} {d}" for d in DIRECTIONS if finding["directions"][d])
    return f"  {finding['factor']} ({counts}): {finding['statement'][language]}"
