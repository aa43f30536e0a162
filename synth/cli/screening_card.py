"""A work as screeners read it in the terminal: terms marked, what others said, why it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from synth.cli.options import styled, wrapped
from synth.model import Decision, Work
from synth.text import visible

if TYPE_CHECKING:
    from synth.review.screening import Mark, Reading

BEGIN, BEGIN_CRITERION, END = "\ue000", "\ue001", "\ue002"
"""One sign wide while lines are broken, then what makes a terminal bold, underlined and plain."""
STYLES = {BEGIN: "\x1b[1m", BEGIN_CRITERION: "\x1b[1;4m", END: "\x1b[0m"}


def card(work: Work, marks: Sequence[Mark], *, why: Sequence[str] = ()) -> str:
    """The work as text: terms of the strategies in bold, those of criteria underlined too, on a terminal."""
    record = work.record
    authors = "; ".join(str(name) for name in record.authors)
    source = f"{authors} ({record.year or 'n.d.'}) {record.container_title}"
    shown = (
        work.key,
        _marked(record.title, [mark for mark in marks if mark.field == "title"]),
        visible(source),
        _marked(record.abstract, [mark for mark in marks if mark.field == "abstract"]),
        f"Shown now for: {visible(', '.join(why))}." if why else "",
    )
    text = "\n".join(wrapped(part) for part in shown if part.strip())
    for sign, code in STYLES.items():
        text = text.replace(sign, code if styled() else "")
    return text


def told(decisions: Iterable[Decision]) -> list[str]:
    """What each screener said of a work, a line each."""
    return [
        "  " + ": ".join(filter(None, (f"{one.coder} {one.verdict}", one.criterion, one.reason)))
        for one in decisions
    ]


def progress(reading: Reading) -> list[str]:
    """How far reading is, and what the stopping rule says."""
    differ = f", people differ on {reading.conflicts}" if reading.conflicts else ""
    stay = f"{reading.found} stay in{differ}"
    lines = [f"{reading.read} of {reading.total} works are read at {reading.stage}; {stay}."]
    if (said := reading.estimate) is not None:
        verdict = "enough has been read; stopping is up to you" if said.enough else "read on"
        lines.append(
            f"By the rule `{said.rule}` {said.recall:.0%} of what is relevant has been found"
            f" (at least {said.low:.0%}): {verdict}."
        )
    return lines


def _marked(text: str, marks: Sequence[Mark]) -> str:
    """The text with its marks set; where marks overlap the first one counts."""
    parts, at = [], 0
    for mark in marks:
        if mark.start < at:
            continue
        begin = BEGIN if mark.kind == "term" else BEGIN_CRITERION
        parts += [visible(text[at : mark.start]), begin, visible(text[mark.start : mark.end]), END]
        at = mark.end
    return "".join([*parts, visible(text[at:])])
