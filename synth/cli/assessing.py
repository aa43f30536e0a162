"""The command by which people overrule what the rules propose."""

from __future__ import annotations

from pathlib import Path

import click

from synth.cli.coder import coder_says
from synth.cli.options import emit, json_option, opened, review_option
from synth.errors import UsageError
from synth.model import ASPECTS, Aspect, Assessment

NONE = "Nobody overruled anything yet."


@click.command(name="assess")
@click.argument("subject", required=False, default="")
@click.option(
    "--confidence", metavar="LEVEL", help="Of a finding: very-limited, limited, moderate, substantial."
)
@click.option("--priority", metavar="LEVEL", help="Of a gap: high, medium, low.")
@click.option("--status", metavar="STATUS", help="Of a gap: proposed, confirmed, rejected.")
@click.option("--undo", type=click.Choice(ASPECTS), help="Take back what was said of this aspect.")
@click.option("--reason", default="", help="Why.")
@coder_says("Who says it (or set SYNTH_CODER).")
@review_option
@json_option
def assess_command(
    subject: str,
    confidence: str | None,
    priority: str | None,
    status: str | None,
    undo: Aspect | None,
    reason: str,
    coder: str,
    folder: Path,
    as_json: bool,
) -> None:
    r"""Overrule the confidence of a finding (F-…), or the priority or status of a gap (G-…).

    Without a subject: what is in force. What the rules give stays beside it, and --undo takes a ruling back.

    \b
    Examples:
      synth assess
      synth assess F-skills --confidence limited --reason "Two of three are ours." --coder ann
      synth assess G-void-skills --status rejected --reason "Named otherwise." --coder ann
      synth assess G-void-skills --undo status --reason "Looked again." --coder ann
    """
    given: dict[Aspect, str | None] = {"confidence": confidence, "priority": priority, "status": status}
    said = [Assessment(subject, aspect, value, reason, coder) for aspect, value in given.items() if value]
    with opened(folder) as review:
        for one in _checked(said, subject, undo):
            review.assess(one)
        if undo:
            review.unassess(Assessment(subject, undo, "", reason, coder))
        current = review.assessments()
    rows = [
        {"subject": a.subject, "aspect": a.aspect, "value": a.value, "reason": a.reason, "coder": a.coder}
        for a in current
    ]
    lines = [f"{r['subject']}: {r['aspect']} {r['value']} ({r['coder']}): {r['reason']}" for r in rows]
    emit({"assessments": rows}, lines or [NONE], as_json=as_json)


def _checked(said: list[Assessment], subject: str, undo: Aspect | None) -> list[Assessment]:
    if subject and not said and not undo:
        raise UsageError(
            "Nothing was said of it.", remedy="Give --confidence, --priority, --status or --undo."
        )
    if (said or undo) and not subject:
        raise UsageError("Of what is it said?", remedy="Name a finding (F-…) or a gap (G-…).")
    return said
