"""Screening in EPPI-Reviewer: codes that include or exclude, else the status of an item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from synth.formats.eppi_coding import EppiCode, EppiExport, EppiReference
from synth.model import Stage, Verdict
from synth.screening.labels import Label
from synth.text import fold

_VERDICT = re.compile(
    r"\s*(include|exclude|maybe|unsure)\w*\b[\s:,-]*(?:(?:on|based on|because of)\s+)?", re.IGNORECASE
)
_STATUS: dict[str, Verdict] = {"I": "include", "E": "exclude"}


def labels(export: EppiExport) -> Iterator[tuple[EppiReference, tuple[Label, ...]]]:
    """Each reference with its decisions: by the codes that screen; where no code does, by its status."""
    screening = {code.id: label for code in export.codes if (label := _label(code))}
    for one in export.references:
        if screening:
            yield one, tuple(screening[tick.code] for tick in one.ticks if tick.code in screening)
        else:
            verdict = _STATUS.get(one.status)
            yield one, (Label(verdict),) if verdict else ()


def _label(code: EppiCode) -> Label | None:
    """What a code of a screening set says, by its kind or by its name: `EXCLUDE on date`."""
    found = _VERDICT.match(code.name)
    word = code.verdict or (found[1].lower() if found and _screens(code) else "")
    if not word:
        return None
    verdict: Verdict = "include" if word == "include" else "exclude" if word == "exclude" else "maybe"
    why = code.name[found.end() :].strip() if found else code.name.strip()
    return Label(verdict, why=(why,) if why and verdict == "exclude" else (), stage=_stage(code))


def _screens(code: EppiCode) -> bool:
    return any("screen" in fold(name) for name in code.path)


def _stage(code: EppiCode) -> Stage | None:
    named = fold(" ".join((*code.path, code.name)))
    if re.search(r"full[ -]?(text|report|paper)|second stage", named):
        return "full-text"
    return "title-abstract" if re.search(r"title|abstract|t ?& ?a\b|first stage", named) else None
