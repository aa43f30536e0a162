"""Agreement of coders who each worked in EPPI-Reviewer: their exports, set side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from synth.comparison import ABSENT, PRESENT, Comparison, compare_ticks
from synth.errors import UsageError

if TYPE_CHECKING:
    from synth.formats.eppi_coding import EppiCode

WHOLE = "whole study"
"""The unit of a code that is given to no arm, or that nobody gave."""


Key = tuple[str, ...]
"""A code by its name and those above it: two reviews that share a code set number its codes differently."""

Given = frozenset[tuple[Key, str]]
"""Codes that were given, each with its arm."""


@dataclass(frozen=True, slots=True)
class _Paper:
    """A paper in the exports: its id, its name, the codes it was judged on, and what each coder gave it."""

    id: str
    name: str
    codes: dict[Key, None]
    given: dict[str, Given]


def compare_exports(files: Iterable[tuple[str, Path]]) -> Comparison:
    """How far coders agree in the exports of EPPI-Reviewer that each of them made: (coder, file).

    Each code is judged on each paper by everyone whose exports hold that paper: on the arms that anyone gave
    it to, else on the study as a whole. A coder may have several files. Raises FileError for a file that is
    no such export, and UsageError when no paper is in the exports of two coders.
    """
    papers = _read(tuple(files))
    if not any(len(paper.given) > 1 for paper in papers):
        raise UsageError(
            "No paper is in the exports of two coders.", remedy="Give --coder NAME=FILE for each of them."
        )
    names = _names(papers)
    ticks: dict[str, dict[str, dict[str, str]]] = {name: {} for name in names.values()}
    for paper, unit in zip(papers, _units(papers), strict=True):
        for code in paper.codes:
            for arm in _arms(paper, code):
                ticks[names[code]][f"{unit}: {arm or WHOLE}"] = {
                    coder: PRESENT if (code, arm) in given else ABSENT for coder, given in paper.given.items()
                }
    return compare_ticks(ticks)


def _arms(paper: _Paper, code: Key) -> list[str]:
    """The arms that anyone gave the code to; the study as a whole when nobody gave it."""
    return sorted({arm for given in paper.given.values() for one, arm in given if one == code}) or [""]


def _read(files: Sequence[tuple[str, Path]]) -> tuple[_Paper, ...]:
    from synth.formats.eppi_coding import read_coding
    from synth.formats.files import read_file

    papers: dict[str, _Paper] = {}
    for coder, path in files:
        export = read_coding(read_file(path), path.name)
        keys = _keys(export.codes)
        for one in export.references:
            paper = papers.setdefault(one.id, _Paper(one.id, one.name, {}, {}))
            paper.codes.update(dict.fromkeys(keys.values()))
            given = frozenset((keys[tick.code], tick.arm) for tick in one.ticks if tick.code in keys)
            paper.given[coder] = paper.given.get(coder, frozenset()) | given
    return tuple(papers.values())


def _keys(codes: Iterable[EppiCode]) -> dict[str, Key]:
    """The key of each code by its id; the second of the same name in the same place has a number."""
    seen: Counter[Key] = Counter()
    keys: dict[str, Key] = {}
    for code in codes:
        key = (*code.path, code.name)
        seen[key] += 1
        keys[code.id] = key if seen[key] == 1 else (*code.path, f"{code.name} ({seen[key]})")
    return keys


def _names(papers: Iterable[_Paper]) -> dict[Key, str]:
    """What each code is called: its name, with those above it where two have the same one."""
    codes = dict.fromkeys(code for paper in papers for code in paper.codes)
    known = Counter(code[-1] for code in codes)
    return {code: code[-1] if known[code[-1]] == 1 else " / ".join(code) for code in codes}


def _units(papers: Sequence[_Paper]) -> list[str]:
    known = Counter(paper.name for paper in papers)
    return [
        paper.name if known[paper.name] == 1 and paper.name else f"{paper.name} #{paper.id}".strip()
        for paper in papers
    ]
