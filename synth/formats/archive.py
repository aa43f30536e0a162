"""ZIP archives that people hand over: measured before anything is unpacked, and never unpacked to disk.

What nobody asks for (a recording, a picture) is not unpacked at all.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile, ZipInfo

from synth.formats.entries import refusal

RATIO_CAP = 100
"""How many times larger a part may be than it is packed; sheets of text are about ten times."""

_SMALL = 1024 * 1024
_MB = 1024 * 1024
_ENCRYPTED = 0x1
_LINK = 0o120000
_DAMAGED = (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many parts an archive may have, and how many bytes may come out of it together."""

    parts: int
    size: int


SHEETS = Limits(2_000, 200 * _MB)
"""For workbooks, which have a part for each sheet."""

PROJECT = Limits(200_000, 500 * _MB)
"""For projects, which have a part for each text."""


class Parts(Mapping[str, bytes]):
    """The parts of an archive by name, each unpacked when it is asked for.

    A part that is damaged, larger than it says, or more than may come out of the archive raises FileError.
    """

    def __init__(self, data: bytes, listed: Sequence[ZipInfo], name: str, remedy: str, size: int) -> None:
        self._listed = {part.filename: part for part in listed if not part.is_dir()}
        self._archive = ZipFile(io.BytesIO(data))
        self._name, self._remedy = name, remedy
        self._size = self._left = size

    def __getitem__(self, part: str) -> bytes:
        info = self._listed[part]
        self._left -= info.file_size
        if self._left < 0:
            wrong = f"What is read of it is larger than {self._size // _MB} MB."
            raise refusal(self._name, wrong, self._remedy, line=1)
        try:
            return _read(self._archive, info)
        except _DAMAGED as error:
            raise refusal(self._name, "The archive is damaged or cut off.", self._remedy, line=1) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)


def check(data: bytes, name: str, *, remedy: str) -> None:
    """Refuse a workbook that is damaged, has too many or too large parts, or names that lead outside it.

    Raises FileError; `remedy` says what to do instead.
    """
    listed = _listed(data, name, remedy, SHEETS)
    if sum(part.file_size for part in listed) > SHEETS.size:
        raise refusal(name, f"Unpacked it is larger than {SHEETS.size // _MB} MB.", remedy, line=1)


def parts(data: bytes, name: str, *, remedy: str) -> Parts:
    """The parts of a project. Raises FileError for what `check` refuses, except a part that nobody asks for.

    Two parts with one name and a part with a password are refused too.
    """
    listed = _listed(data, name, remedy, PROJECT)
    counted = Counter(part.filename for part in listed)
    twice = next((one for one, times in counted.items() if times > 1), "")
    locked = next((part.filename for part in listed if part.flag_bits & _ENCRYPTED), "")
    if twice or locked:
        wrong = f"It has two parts named {twice[:60]!r}." if twice else f"{locked[:60]!r} has a password."
        raise refusal(name, wrong, remedy, line=1)
    return Parts(data, listed, name, remedy, PROJECT.size)


def _listed(data: bytes, name: str, remedy: str, limits: Limits) -> Sequence[ZipInfo]:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except _DAMAGED as error:
        message = "The archive is damaged or cut off."
        raise refusal(name, message, "Save or download it again.", line=1) from error
    outside = (f"It has a part named {part.filename[:60]!r}." for part in listed if _leads_out(part))
    wrong = _too_much(listed, limits) or next(outside, "")
    if wrong:
        raise refusal(name, wrong, remedy, line=1)
    return listed


def _read(archive: ZipFile, part: ZipInfo) -> bytes:
    with archive.open(part) as stream:
        content = stream.read(part.file_size + 1)
    if len(content) != part.file_size:
        raise BadZipFile(part.filename)
    return content


def _too_much(listed: Sequence[ZipInfo], limits: Limits) -> str:
    if len(listed) > limits.parts:
        return f"It has {len(listed):,} parts; at most {limits.parts:,} are read."
    for part in listed:
        if part.file_size > _SMALL and part.file_size > RATIO_CAP * max(part.compress_size, 1):
            return f"A part of it unpacks to more than {RATIO_CAP} times its size."
    return ""


def _leads_out(part: ZipInfo) -> bool:
    name = part.orig_filename
    link = (part.external_attr >> 16) & 0o170000 == _LINK
    return link or name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name
