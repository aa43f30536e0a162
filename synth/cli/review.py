"""Commands that start and check a review: new, demo, check."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from synth.cli.options import Heading, emit, json_option, opened, review_option, table
from synth.cli.serving import browsing
from synth.errors import Problem

NEXT = {
    "starter": (
        "Next: write your question in review.yaml and your keywords in queries/,",
        "then `synth check`.",
    ),
    "tno-2011": (
        "Next: read corpus/README.md, run `synth plan` and `synth search`, and take in what people",
        "decided and coded: `synth import corpus/added.yaml corpus/decisions.yaml corpus/codings.yaml",
        "corpus/studies.yaml corpus/appraisals.yaml`.",
    ),
    "five-seeds": (
        "Next: read corpus/README.md, run `synth search`, and take in what people decided and coded:",
        "`synth import corpus/*added.yaml corpus/*decisions.yaml corpus/*codings.yaml corpus/*studies.yaml",
        "corpus/*appraisals.yaml`.",
    ),
}
"""What to do first, by template."""

REPLICATIONS = ("tno-2011", "five-seeds")
"""The bundled reviews that the demonstration can do."""


@click.command(name="new")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--from",
    "template",
    default="starter",
    show_default=True,
    help="Template: starter, tno-2011 or five-seeds.",
)
@json_option
def new_command(folder: Path, template: str, as_json: bool) -> None:
    r"""Start a review in FOLDER: protocol, strategy, codebook.

    \b
    Examples:
      synth new my-review
      synth new replication --from tno-2011
    """
    from synth.review import Review

    with Review.create(folder, template=template) as review:
        files = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
        lines = [f"Started `{review.protocol.id}` in {folder}.", *(f"  {name}" for name in files)]
        lines += ["", *NEXT.get(template, NEXT["starter"])]
        emit({"folder": str(folder), "review": review.protocol.id, "files": files}, lines, as_json=as_json)


@click.command(name="demo")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path("synth-demo"))
@click.option(
    "--replication",
    type=click.Choice(REPLICATIONS),
    default=REPLICATIONS[0],
    show_default=True,
    help="Of which published synthesis.",
)
@json_option
def demo_command(folder: Path, replication: str, as_json: bool) -> None:
    r"""Do the whole job on the bundled corpus, offline: the replication of a published synthesis.

    Writes a complete review to FOLDER (default: synth-demo).

    \b
    Examples:
      synth demo
      synth demo /tmp/look --json
      synth demo five --replication five-seeds
    """
    from synth.demo import demo, summary

    outcome = demo(folder, replication)
    lines = summary(outcome, heading=Heading, table=table)
    emit(outcome, [*lines, "", *browsing(folder)], as_json=as_json)


@click.command(name="check")
@review_option
@json_option
@click.pass_context
def check_command(ctx: click.Context, folder: Path, as_json: bool) -> None:
    r"""Validate protocol, strategies, codebooks, corpus and database.

    Every error names file, line, column and remedy.

    \b
    Examples:
      synth check
      synth check -C my-review --json
    """
    with opened(folder) as review:
        problems = review.check()
        warnings = review.warnings() if not problems else ()
    data = {
        "ok": not problems,
        "problems": [_row(problem) for problem in problems],
        "warnings": [_row(warning) for warning in warnings],
    }
    lines = [str(p) for p in problems] or [*(f"Look at {w}" for w in warnings), "All is well."]
    emit(data, lines, as_json=as_json)
    ctx.exit(2 if problems else 0)


def _row(problem: Problem) -> dict[str, object]:
    place = asdict(problem.position)
    return place | {"code": problem.code, "message": problem.message, "remedy": problem.remedy}
