"""Old codings and a codebook that moved on: which code they stand for now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from synth.coding.codes import Codebook, Place
from synth.judging import NotReported, Settlement
from synth.model import Coding, Suggestion, changed

Coded = TypeVar("Coded", Coding, Suggestion, NotReported, Settlement)


def numbered(version: str) -> tuple[int, ...]:
    """A version as numbers that can be compared; what is not a number counts as 0."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def successors(codebook: Codebook, place: Place, version: str) -> tuple[str, ...]:
    """The codes that a code of an older `version` is called now: itself, one other, or several after a split.

    Empty when the code was dropped.
    """
    dimension, whole = place
    code, equals, answer = whole.partition("=")
    now: tuple[str, ...] = (code,)
    for change in codebook.changes:
        if change.dimension == dimension and numbered(change.version) > numbered(version):
            now = tuple(
                dict.fromkeys(new for one in now for new in (change.by if one in change.replaced else (one,)))
            )
    return tuple(f"{one}{equals}{answer}" for one in now)


def carried(codings: Iterable[Coded], codebook: Codebook) -> tuple[Coded, ...]:
    """The codings or suggestions with the codes of the codebook now; each keeps the version it was made with.

    Only a rename or a merger is carried along. After a split nobody but a coder can tell which code is meant:
    such a coding stays as it was made, as does one of another codebook.
    """
    return tuple(_carried(coding, codebook) for coding in codings)


def _carried(coding: Coded, codebook: Codebook) -> Coded:
    if coding.codebook != codebook.id:
        return coding
    now = successors(codebook, (coding.dimension, coding.code), coding.version)
    return changed(coding, code=now[0]) if len(now) == 1 and now[0] != coding.code else coding
