"""The command that shows how far people agree: agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click

from synth.agreement import LEVELS, Level
from synth.cli.options import Heading, emit, json_option, opened, review_option, table
from synth.comparison import Comparison, Measures
from synth.model import STAGES, Stage

HEAD = ("", "units", "judged twice", "percent", "Cohen", "Fleiss", "AC1", "alpha")
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="agree")
@click.argument("file", type=FILE, required=False)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="NAME=FILE",
    help="An export of EPPI-Reviewer and whose coding it is; once for each file.",
)
@click.option("--stage", type=click.Choice(STAGES), default=None, help="Of screening, at this stage.")
@click.option(
    "--level", type=click.Choice(LEVELS), default="nominal", show_default=True, help="Scale of the codes."
)
@click.option("--codebook", default="", metavar="NAME", help="On each code of this codebook, given or not.")
@click.option("--conflicts", is_flag=True, help="List the units on which people differ.")
@review_option
@json_option
def agree_command(file: Path | None, folder: Path, as_json: bool, conflicts: bool, **how: Any) -> None:
    r"""Show how far people agree: on codings, on screening with --stage, in a table, or between exports.

    FILE is CSV with the columns unit, coder and code, one row for each code that a coder gave; a blank code
    is a unit that the coder did not judge. With --coder, the exports that each person made of EPPI-Reviewer
    (JSON) are compared by paper, arm and code. Neither needs a review. In a review, codings that came in with
    `synth import --codings` are compared in the same way.

    \b
    Examples:
      synth agree
      synth agree --stage title-abstract --conflicts
      synth agree --codebook setting
      synth agree codes.csv --json
      synth agree --coder anna=anna-1.json --coder anna=anna-2.json --coder ben=ben.json
    """
    scale = next(one for one in get_args(Level) if one == how["level"])
    if how["coders"]:
        _alone(file or how["codebook"], how["stage"], scale)
        found = _of_exports(how["coders"])
    else:
        found = _of_file(file, scale) if file else _of_review(folder, how["stage"], scale, how["codebook"])
    lines = _lines(found, conflicts=conflicts)
    if found.coders and not (found.overall.paired or file or how["coders"]):
        lines += _how_to_share(folder, how["stage"])
    emit(_data(found), lines, as_json=as_json)


def _how_to_share(folder: Path, stage: Stage | None) -> list[str]:
    """How each work comes to be judged by two people, where the protocol asks for one."""
    from synth.protocol import load_protocol

    protocol = load_protocol(folder)
    asked, key = (
        (protocol.screening.screeners, "screening: {screeners: 2}")
        if stage
        else (protocol.coding.coders, "coding: {coders: 2}")
    )
    return [f"`{key}` in review.yaml gives each work to two."] if asked == 1 else []


def _alone(file: Path | str | None, stage: Stage | None, level: Level) -> None:
    if file or stage or level != "nominal":
        raise click.UsageError("--coder compares exports: leave out FILE, --stage, --codebook and --level.")


def _of_exports(coders: Sequence[str]) -> Comparison:
    from synth.exports import compare_exports

    files = []
    for given in coders:
        coder, equals, path = given.partition("=")
        if not (coder and equals and path):
            raise click.BadParameter(f"`{given}` is not NAME=FILE.", param_hint="--coder")
        files.append((coder, Path(path)))
    return compare_exports(files)


def _of_file(path: Path, level: Level) -> Comparison:
    from synth.judgements import read_judgements

    return _compared(path.name, read_judgements(path), level)


def _of_review(folder: Path, stage: Stage | None, level: Level, codebook: str) -> Comparison:
    if codebook and (stage or level != "nominal"):
        raise click.UsageError("--codebook goes with neither --stage nor --level.")
    with opened(folder) as review:
        if stage is None and level == "nominal" and (book := codebook or review.other_codebook()):
            return review.compare_ticks(book)
        return _compared(str(folder), review.judgements(stage=stage), level)


def _compared(name: str, judgements: Any, level: Level) -> Comparison:
    from synth.comparison import compare
    from synth.errors import UsageError

    try:
        return compare(judgements, level=level)
    except ValueError as error:
        remedy = "Use --level nominal, or give every unit one number."
        raise UsageError(f"{name}: {level} needs numbers ({error}).", remedy=remedy) from error


def _data(found: Comparison) -> dict[str, Any]:
    return {
        "coders": found.coders,
        "several": found.several,
        "level": found.level,
        "overall": asdict(found.overall),
        "used": asdict(found.used) if found.used else None,
        "pairs": [{"coders": pair, **asdict(one)} for pair, one in found.pairs.items()],
        "codes": [{"code": code, **asdict(one)} for code, one in found.codes.items()],
        "conflicts": [{"unit": unit, "said": said} for unit, said in found.conflicts.items()],
    }


def _lines(found: Comparison, *, conflicts: bool) -> list[str]:
    if not found.overall.paired:
        if not found.coders:
            return ["Nothing was judged by two people yet: go on with `synth screen` or `synth code`."]
        judged = f"{found.overall.units} judgements by {', '.join(found.coders)}"
        return [f"Nothing was judged by two people ({judged}), so there is no agreement to show."]
    what = "each unit with each code, given or not" if found.several else "each unit, one code each"
    pairs = [_row(" + ".join(pair), one) for pair, one in found.pairs.items()] if found.pairs else []
    more = [_row("codes in use", found.used)] if found.used else []
    more += pairs if len(pairs) > 1 else []
    lines: list[str] = [Heading(f"Agreement of {', '.join(found.coders)}, over {what}")]
    lines += table([_row("all", found.overall), *more], head=HEAD)
    if found.overall.interval:
        one = found.overall.interval
        lines.append(f"alpha ({found.level}): {one.confidence:.0%} interval {one.low:.3f} to {one.high:.3f}.")
    head = ("code", "given", *HEAD[1:])
    codes = [(code, one.used, *_row("", one)[1:]) for code, one in found.codes.items()]
    lines += ["", Heading("Per code, given or not"), *table(codes, head=head)]
    lines += ["", f"Units on which people differ: {len(found.conflicts)}."]
    return lines + (_conflicts(found) if conflicts else [])


def _row(name: str, one: Measures) -> tuple[str, ...]:
    coefficients = (one.cohen_kappa, one.fleiss_kappa, one.gwet_ac1, one.krippendorff_alpha)
    share = "-" if one.percent is None else f"{one.percent:.1%}"
    return (name, str(one.units), str(one.paired), share, *(_number(value) for value in coefficients))


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _conflicts(found: Comparison) -> list[str]:
    return [
        f"{unit}: " + "; ".join(f"{coder}: {', '.join(codes) or 'nothing'}" for coder, codes in said.items())
        for unit, said in found.conflicts.items()
    ]
