"""ZIP archives that people hand over: measured before anything is unpacked, and never unpacked to disk."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from zipfile import BadZipFile, ZipFile, ZipInfo

from synth.formats.entries import refusal

PARTS_CAP = 2_000
SIZE_CAP = 200 * 1024 * 1024
RATIO_CAP = 100
"""How many times larger a part may be than it is packed; sheets of text are about ten times."""

_SMALL = 1024 * 1024
_ENCRYPTED = 0x1
_LINK = 0o120000
_DAMAGED = (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error)


def check(data: bytes, name: str, *, remedy: str) -> None:
    """Refuse an archive that is damaged, has too many or too large parts, or names that lead outside it.

    Raises FileError; `remedy` says what to do instead.
    """
    _listed(data, name, remedy)


def parts(data: bytes, name: str, *, remedy: str) -> Mapping[str, bytes]:
    """The parts of an archive by name, read whole. Raises FileError as `check` does.

    Two parts with one name, a part with a password, and one that is larger than it says are refused too.
    """
    listed = _listed(data, name, remedy)
    counted = Counter(part.filename for part in listed)
    twice = next((one for one, times in counted.items() if times > 1), "")
    locked = next((part.filename for part in listed if part.flag_bits & _ENCRYPTED), "")
    if twice or locked:
        wrong = f"It has two parts named {twice[:60]!r}." if twice else f"{locked[:60]!r} has a password."
        raise refusal(name, wrong, remedy, line=1)
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return {part.filename: _read(archive, part) for part in listed if not part.is_dir()}
    except _DAMAGED as error:
        raise refusal(name, "The archive is damaged or cut off.", remedy, line=1) from error


def _listed(data: bytes, name: str, remedy: str) -> Sequence[ZipInfo]:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
    except _DAMAGED as error:
        message = "The archive is damaged or cut off."
        raise refusal(name, message, "Save or download it again.", line=1) from error
    outside = (f"It has a part named {part.filename[:60]!r}." for part in listed if _leads_out(part))
    wrong = _too_much(listed) or next(outside, "")
    if wrong:
        raise refusal(name, wrong, remedy, line=1)
    return listed


def _read(archive: ZipFile, part: ZipInfo) -> bytes:
    with archive.open(part) as stream:
        content = stream.read(part.file_size + 1)
    if len(content) != part.file_size:
        raise BadZipFile(part.filename)
    return content


def _too_much(listed: Sequence[ZipInfo]) -> str:
    if len(listed) > PARTS_CAP:
        return f"It has {len(listed):,} parts; at most {PARTS_CAP:,} are read."
    if sum(part.file_size for part in listed) > SIZE_CAP:
        return f"Unpacked it is larger than {SIZE_CAP // 1024 // 1024} MB."
    for part in listed:
        if part.file_size > _SMALL and part.file_size > RATIO_CAP * max(part.compress_size, 1):
            return f"A part of it unpacks to more than {RATIO_CAP} times its size."
    return ""


def _leads_out(part: ZipInfo) -> bool:
    name = part.orig_filename
    link = (part.external_attr >> 16) & 0o170000 == _LINK
    return link or name.startswith("/") or "\\" in name or ".." in name.split("/") or ":" in name
