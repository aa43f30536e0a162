"""Commands that show and write what was found: synthesize, report, export."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from synth.cli.coder import coder_says
from synth.cli.counts import counted
from synth.cli.options import Heading, emit, json_option, language_option, opened, review_option
from synth.i18n import LANGUAGES, Messages, spoken
from synth.model import DIRECTIONS, STAGES

if TYPE_CHECKING:
    from synth.review import Review

FORMATS = ("html", "md", "json", "docx", "xlsx", "csv", "eppi")
USUAL = ("html", "md", "json")
EXPORTS = ("yaml", "csv", "xlsx", "ris", "bib", "csl")
CODINGS = ("qdpx", "qdc", "eppi", "csv", "xlsx", "wide-csv", "wide-xlsx")
DECISIONS = ("rayyan", "covidence", "asreview", "eppi", "csv")
EMPTY = (
    "No work is included on its full text yet, so the files of works are empty. All works: --all. Those that"
    " stay in after title and abstract, as RIS, to fetch their full texts: --decisions covidence."
)
HELD = (
    "Still being coded by all of their coders: {works}; of these only what `--coder {coder}` said goes out."
)
SCREENED = (
    "Still being screened by all of their screeners: {works}; what everybody decided there is in these files."
    " Give them to nobody who still decides."
)
NOTHING = "There is no finding yet: include works (`synth screen`) and code them (`synth code`)."


TO = click.option(
    "--to", type=click.Path(file_okay=False, path_type=Path), default=None, help="Folder to write to."
)


@click.command(name="synthesize")
@click.option(
    "--through", default="", metavar="CODEBOOK", help="Read the codings as another codebook has them."
)
@language_option
@review_option
@json_option
def synthesize_command(through: str, language: str, folder: Path, as_json: bool) -> None:
    r"""Show the findings per determinant: each factor with the works that speak of it.

    \b
    Examples:
      synth synthesize --language nl
      synth synthesize --json > synthesis.json
      synth synthesize --through midi
    """
    with opened(folder) as review:
        data = review.synthesize(through=through)
    words = Messages.load(language)
    lines: list[str] = []
    for determinant, label in _labels(data, "determinant", language).items():
        group = [f for f in data["findings"] if f["determinant"] == determinant]
        lines += [Heading(label), *(_finding(f, words) for f in group), ""] if group else []
    waiting = [spoken(one, language) for one in data["cautions"] if one["id"] == "being-coded"]
    emit(data, [*(lines or [NOTHING]), *waiting], as_json=as_json)


@click.command(name="report")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Default: html, md and json."
)
@click.option(
    "--language", "-l", "languages", multiple=True, type=click.Choice(LANGUAGES), help="Default: all."
)
@click.option(
    "--style",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.csl",
    help="Citation style. Default: in the manner of APA.",
)
@click.option(
    "--without",
    multiple=True,
    type=click.Choice(("trail",)),
    help="Leave out of the Word file: passages, records, codebook, and what gaps below the cut rest on.",
)
@TO
@review_option
@json_option
def report_command(folder: Path, as_json: bool, **how: Any) -> None:
    r"""Write the report to the folder `report/` of the review, or to another.

    \b
    Examples:
      synth report
      synth report --format html --language nl --to ~/Desktop
      synth report --format docx --format xlsx --language de
      synth report --format docx --style vancouver.csl
      synth report --format docx --without trail
    """
    if how["without"] and "docx" not in how["formats"]:
        raise click.UsageError("--without goes with --format docx.")
    how = {**how, "formats": how["formats"] or USUAL, "languages": how["languages"] or LANGUAGES}
    with opened(folder) as review:
        written = review.report(**how)
    files = [str(path) for path in written]
    emit({"files": files}, files, as_json=as_json)


@click.command(name="export")
@click.option("--format", "formats", multiple=True, type=click.Choice(EXPORTS), help="Default: all formats.")
@click.option("--all", "everything", is_flag=True, help="All works, not only the included ones.")
@click.option(
    "--codings", multiple=True, type=click.Choice(CODINGS), help="Only codings, for programs that code."
)
@click.option("--codebook", default="", metavar="NAME", help="With --codings: those made with this codebook.")
@click.option(
    "--decisions",
    multiple=True,
    type=click.Choice(DECISIONS),
    help="Only decisions, for programs that screen.",
)
@click.option(
    "--stage",
    type=click.Choice(STAGES),
    default=STAGES[0],
    show_default=True,
    help="With --decisions: those of this stage (csv: of both).",
)
@coder_says("Whose codings of works still being coded go out (or set SYNTH_CODER).")
@language_option
@TO
@review_option
@json_option
def export_command(folder: Path, as_json: bool, **what: Any) -> None:
    r"""Write works (RIS, BibTeX, CSL-JSON, CSV, XLSX), decisions and codings (YAML) to `report/export/`.

    The YAML files can be merged in git and taken in again with `synth import`. Where coders are
    blinded, works that are still being coded have only what --coder said of them. Decisions go out
    as everybody made them, also where screeners are blinded.

    \b
    Examples:
      synth export
      synth export --format ris --all
      synth export --codings qdpx --codings eppi
      synth export --codings qdc --codebook midi --language nl
      synth export --decisions rayyan --stage title-abstract
      synth export --format yaml --coder anna
    """
    with opened(folder) as review:
        written = _exported(review, **what)
        open_works = sorted(review.being_coded())
        screened = sorted(review.being_screened()) if _of_decisions(**what) else []
        empty = _of_works(**what) and not review.included()
    files = [str(path) for path in written]
    told = [HELD.format(works=counted(len(open_works), "works"), coder=what["coder"])] if open_works else []
    told += [SCREENED.format(works=counted(len(screened), "works"))] if screened else []
    told += [EMPTY] if empty else []
    data = {"files": files, "being_coded": open_works, "being_screened": screened}
    emit(data, [*files, *told], as_json=as_json)


def _of_works(*, formats: tuple[str, ...], everything: bool, **what: Any) -> bool:
    """Whether files of the included works, and of those alone, are asked for."""
    return not (everything or what["codings"] or what["decisions"] or formats == ("yaml",))


def _of_decisions(*, formats: tuple[str, ...], **what: Any) -> bool:
    """Whether files of decisions are asked for."""
    return bool(what["decisions"]) or not (what["codings"] or (formats and "yaml" not in formats))


def _exported(
    review: Review,
    *,
    formats: tuple[str, ...],
    codings: tuple[str, ...],
    decisions: tuple[str, ...],
    everything: bool,
    to: Path | None,
    **of: Any,
) -> tuple[Path, ...]:
    if (codings or decisions) and (formats or everything or (codings and decisions)):
        raise click.UsageError("Give --codings or --decisions, without --format and --all.")
    if decisions:
        return review.export_decisions(decisions, stage=of["stage"], to=to)
    if codings:
        return review.export_codings(codings, to=to, **{n: of[n] for n in ("codebook", "language", "coder")})
    if of["codebook"]:
        raise click.UsageError("--codebook goes with --codings.")
    return review.export(formats=formats or EXPORTS, everything=everything, to=to, coder=of["coder"])


def _labels(data: Mapping[str, Any], dimension: str, language: str) -> dict[str, str]:
    found = (d for d in data["codebook"]["dimensions"] if d["id"] == dimension)
    return {code["id"]: spoken(code["label"], language) or code["id"] for d in found for code in d["codes"]}


def _finding(finding: Mapping[str, Any], words: Messages) -> str:
    counted = ((d, finding["directions"][d]) for d in DIRECTIONS)
    counts = ", ".join(f"{n} {words(f'direction-count.{d}', n=n)}" for d, n in counted if n)
    return f"  {finding['factor']} ({counts}): {spoken(finding['statement'], words.language)}"
