"""Codings of several coders as ticks: each code of a codebook, given or not, on each work that they read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from synth.coding.changes import carried
from synth.coding.codes import Codebook, Place
from synth.comparison import ABSENT, PRESENT, Ticks
from synth.model import Coding

WHOLE = "whole study"
"""The unit of a code that is given to no arm, or that nobody gave."""

Read = tuple[str, str, Sequence[Place]]
"""A work, who read it, and with which codes."""


@dataclass(slots=True)
class _Work:
    """The codes that a work was judged on, in the order of the codebook, and what each coder gave, by arm."""

    codes: dict[Place, None] = field(default_factory=dict)
    given: defaultdict[str, set[tuple[Place, str]]] = field(default_factory=lambda: defaultdict(set))


def ticks(codings: Iterable[Coding], reads: Iterable[Read], codebook: Codebook) -> Ticks:
    """Who gave each code of the codebook in each work, and who did not.

    Whoever coded in a work judged every code there; whoever only read it, those that they read it with. A
    code is judged on the arms that anyone gave it to, else on the study as a whole.
    """
    works = _works(codings, reads, codebook)
    found: dict[str, dict[str, dict[str, str]]] = {}
    for place, name in names(codebook).items():
        units = found.setdefault(name, {})
        for key, work in works.items():
            for arm in _arms(work, place) if place in work.codes else ():
                units[f"{key}: {arm or WHOLE}"] = {
                    coder: PRESENT if (place, arm) in given else ABSENT for coder, given in work.given.items()
                }
    return found


def names(codebook: Codebook) -> dict[Place, str]:
    """What each code is called: its label, with those above it where two have the same one."""
    language = codebook.languages[0]
    labels = {(c.dimension, c.id): codebook.label(c.dimension, c.id, language) for c in codebook.codes()}
    paths = {place: " / ".join((*_above(codebook, place, labels), label)) for place, label in labels.items()}
    once = Counter(labels.values())
    whole = Counter(paths.values())
    return {
        place: label
        if once[label] == 1
        else paths[place]
        if whole[paths[place]] == 1
        else f"{paths[place]} ({place[1]})"
        for place, label in labels.items()
    }


def _above(codebook: Codebook, place: Place, labels: dict[Place, str]) -> list[str]:
    return [labels[one.dimension, one.id] for one in reversed(codebook.implied(*place))]


def _works(codings: Iterable[Coding], reads: Iterable[Read], codebook: Codebook) -> dict[str, _Work]:
    works: defaultdict[str, _Work] = defaultdict(_Work)
    told: set[tuple[str, str]] = set()
    for key, coder, codes in reads:
        works[key].codes.update(dict.fromkeys(codes))
        works[key].given[coder] |= set()
        told.add((key, coder))
    everything = dict.fromkeys((code.dimension, code.id) for code in codebook.codes())
    for coding in carried((one for one in codings if one.codebook == codebook.id), codebook):
        work = works[coding.passage.work]
        work.given[coding.coder].add(((coding.dimension, coding.code), coding.passage.arm))
        if (coding.passage.work, coding.coder) not in told:
            work.codes.update(everything)
    return dict(works)


def _arms(work: _Work, place: Place) -> list[str]:
    return sorted({arm for given in work.given.values() for one, arm in given if one == place}) or [""]
