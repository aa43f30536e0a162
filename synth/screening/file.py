"""The decisions file: read with every mistake placed, written so that two people can merge it in git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from synth.documents import Document, Tongue, WorkKey, Written, scalar, validate
from synth.errors import FileError, Problem
from synth.i18n import one_text
from synth.model import STAGES, Decision, Stage, Verdict

Name = Annotated[str, StringConstraints(pattern=r"^\S(.{0,118}\S)?$")]
Text = Annotated[str, StringConstraints(max_length=4_000)]


UNSPECIFIED = "unspecified"
"""Stands for the criterion of an exclusion that came from a program which asks for none."""


class DecisionFile(Written):
    """One decision as written; `coder` defaults to that of the file, `reason` may be text per language."""

    work: WorkKey
    stage: Stage
    verdict: Verdict
    criterion: str = ""
    reason: Text | Annotated[dict[Tongue, Text], Field(min_length=1)] = ""
    coder: Name | None = None
    settles: bool = False
    at: Annotated[str, StringConstraints(max_length=40)] = ""


class DecisionsFile(Written):
    """A decisions file as written."""

    synth: Literal["decisions/1"]
    coder: Name
    decisions: list[DecisionFile]


def read_decisions(document: Document, criteria: Set[str]) -> tuple[Decision, ...]:
    """The decisions of a file, in its order; `criteria` are the ids of the protocol.

    A reason in several languages becomes one text (`nl: …` line by line). Raises FileError with the place
    of every mistake: an unknown criterion, an exclusion without one, a decision that stands twice.
    """
    written = validate(document, DecisionsFile)
    problems: list[Problem] = []
    first: dict[Decision, int] = {}
    for index, row in enumerate(written.decisions):
        decision = _decision(row, written.coder)
        if row.criterion != UNSPECIFIED:
            problems += _criterion_problems(document, index, decision, criteria)
        if decision in first:
            line = document.position("decisions", first[decision]).line
            message = f"This decision repeats the one on line {line}."
            problems.append(
                document.problem(message, "decisions", index, remedy="Remove one.", code="double")
            )
        first.setdefault(decision, index)
    if problems:
        raise FileError(tuple(problems))
    return tuple(first)


def write_decisions(decisions: Iterable[Decision]) -> str:
    """The decisions as YAML text: by work, then stage, then time; `read_decisions` gives them back."""
    ordered = sorted(decisions, key=_order)
    coder = min((decision.coder for decision in ordered), default="nobody")
    lines = ["synth: decisions/1", f"coder: {scalar(coder)}"]
    lines.append("decisions:" if ordered else "decisions: []")
    for decision in ordered:
        lines += _lines(decision, coder)
    return "\n".join(lines) + "\n"


def _order(decision: Decision) -> tuple[object, ...]:
    stage = STAGES.index(decision.stage)
    tail = (decision.coder, decision.verdict, decision.criterion, decision.reason)
    return (decision.work, stage, decision.at, *tail)


def _decision(row: DecisionFile, coder: str) -> Decision:
    return Decision(
        work=row.work,
        stage=row.stage,
        verdict=row.verdict,
        criterion="" if row.criterion == UNSPECIFIED else row.criterion,
        reason=one_text(row.reason),
        coder=row.coder or coder,
        at=row.at,
        settles=row.settles,
    )


def _criterion_problems(
    document: Document, index: int, decision: Decision, criteria: Set[str]
) -> Iterator[Problem]:
    known = f"Known: {', '.join(sorted(criteria))}." if criteria else "Add it to the protocol."
    place = ("decisions", index, "criterion")
    if decision.criterion and decision.criterion not in criteria:
        message = f"`{decision.criterion}` is not a criterion of the protocol."
        yield document.problem(message, *place, remedy=known, code="unknown-criterion")
    elif decision.verdict == "exclude" and not decision.criterion:
        message = f"`{decision.work}` is excluded without a criterion."
        yield document.problem(message, *place, remedy=f"Add `criterion:`. {known}", code="no-criterion")


def _lines(decision: Decision, coder: str) -> Iterator[str]:
    values = {
        "work": decision.work,
        "stage": decision.stage,
        "verdict": decision.verdict,
        "criterion": decision.criterion or (UNSPECIFIED if decision.verdict == "exclude" else ""),
        "reason": decision.reason,
        "coder": decision.coder if decision.coder != coder else "",
        "settles": decision.settles,
        "at": decision.at,
    }
    lead = "- "
    for key, value in values.items():
        if value:
            yield f"  {lead}{key}: {'true' if value is True else scalar(str(value))}"
            lead = "  "
