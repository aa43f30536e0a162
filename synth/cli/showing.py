"""The command that leads from anything a synthesis names to the works and passages behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from synth.cli.options import Heading, emit, json_option, language_option, opened, review_option
from synth.i18n import spoken


@click.command(name="show")
@click.argument("identifier", metavar="ID")
@language_option
@review_option
@json_option
def show_command(identifier: str, language: str, folder: Path, as_json: bool) -> None:
    r"""Show the works and passages behind an ID of the synthesis, its tables or the report.

    A finding (F-…), gap (G-…), contradiction, recommendation, passage (P…), coding or work by its id there; a
    study or author group (study=KEY, group=KEY), a record (R12), a search (S3), a code (DIMENSION=CODE), a
    characteristic (year=2011, country=nl; `country=` are the works without one), a cell of the map
    (map/ROW/COLUMN) or of another table (TABLE/ROW/COLUMN), a stage of screening (full-text), a box of the
    flow diagram (records_excluded, dbr_excluded=CRITERION), or a whole list (included, findings/DETERMINANT,
    gaps/TYPE).

    A part of these has its name behind a stroke: F-training/failure, F-training/country=nl, S3/verified,
    full-text/left, map/user/adoption/not-reported.

    \b
    Examples:
      synth show F-knowledge-too-abstract
      synth show map/user/adoption/failure --language nl
      synth show factor=knowledge-too-abstract --json
    """
    with opened(folder) as review:
        data = review.behind(identifier)
    emit(data, list(_lines(data, language)), as_json=as_json)


def _lines(data: Mapping[str, Any], language: str) -> Iterator[str]:
    n = {part: len(data[part]) for part in ("works", "passages", "records")}
    yield Heading(f"{data['id']} ({data['kind']})")
    counted = f"Works: {n['works']}. Independent studies: {data['n_studies']}."
    yield f"{counted} Passages: {n['passages']}. Records: {n['records']}."
    if data["things"]:
        yield f"Counted here ({len(data['things'])}): {', '.join(data['things'])}"
    for work in data["works"]:
        yield Heading(f"{work['key']}: {work['citation']}")
        for passage in (one for one in data["passages"] if one["work"] == work["key"]):
            said = spoken(passage["paraphrase"], language) or passage["quote"] or "the whole work"
            place = f" ({passage['section']})" if passage["section"] else ""
            yield f"  {passage['id']}{place}: {said}"
            codes = (_coded(one) for one in passage["codings"])
            yield f"      {', '.join(codes)}"


def _coded(one: Mapping[str, Any]) -> str:
    """A code with its direction, where that says something."""
    neutral = one["direction"] == "neutral" and one["dimension"] not in ("determinant", "factor")
    return f"{one['dimension']}={one['code']}" + ("" if neutral else f" ({one['direction']})")
