"""Read files that people hand over, up to a size; write files so that they are old or new, never half."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from secrets import token_hex

from synth.errors import FileError, SynthError
from synth.formats.entries import refusal
from synth.text import fold, slug

SIZE_CAP = 200 * 1024 * 1024
"""Bytes; a bibliographic export of a hundred thousand records with abstracts stays below it."""


_PLAIN = re.compile(r"\w(?:[\w .-]{0,78}[\w-])?")


def read_file(path: Path | str, *, cap: int = SIZE_CAP) -> bytes:
    """Return the bytes of a file of at most `cap` bytes.

    Raises FileError when it is missing, a folder, not readable, or larger than the cap.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(cap + 1)
    except OSError as error:
        raise _cannot_read(path, error) from error
    if len(data) > cap:
        raise refusal(
            str(path), f"The file is larger than {cap // 1024 // 1024} MB.", "Split it and import the parts."
        )
    return data


def is_packed(data: bytes) -> bool:
    """True for the bytes of a gzip archive (RFC 1952)."""
    return data.startswith(b"\x1f\x8b")


def unpacked(data: bytes, name: str, *, cap: int = SIZE_CAP) -> bytes:
    """Return what a gzip archive holds, at most `cap` bytes; `name` is the file's, for messages.

    Raises FileError when it is damaged, cut off, no archive, or holds more.
    """
    try:
        with gzip.open(io.BytesIO(data)) as packed:
            data = packed.read(cap + 1)
    except (OSError, EOFError, zlib.error) as error:
        message = "It cannot be unpacked: it is damaged or cut off."
        raise refusal(name, message, "Pack or download it again.") from error
    if len(data) > cap:
        message = f"The archive holds more than {cap // 1024 // 1024} MB."
        raise refusal(name, message, "Split the file and import the parts.")
    return data


def _cannot_read(path: Path, error: OSError) -> FileError:
    if isinstance(error, FileNotFoundError):
        return refusal(str(path), "There is no such file.", "Check the name and the folder.")
    if isinstance(error, IsADirectoryError):
        return refusal(str(path), "This is a folder, not a file.", "Name the files inside it.")
    return refusal(str(path), f"The file cannot be read ({error.strerror}).", "Check its permissions.")


def write_atomic(path: Path | str, data: bytes | str | Iterator[bytes]) -> None:
    """Write a file, whole or in stretches, through a temporary one in the same folder; text as UTF-8.

    A reader, or a crash, sees the old content or the new, never a part. Raises SynthError when the disk
    is full or the folder cannot be written; the old file is then untouched.
    """
    path = Path(path)
    content = data.encode("utf-8") if isinstance(data, str) else data
    stretches = (content,) if isinstance(content, bytes) else content
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        begun = path.with_name(f".{path.name}.{token_hex(6)}")
        with begun.open("xb") as file:
            temporary = begun
            file.writelines(stretches)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o777)
        temporary.replace(path)
        temporary = None
        _sync_folder(path.parent)
    except OSError as error:
        message = f"{path} could not be written ({error.strerror}); what was there before is unchanged."
        raise SynthError(
            message, remedy="Free some space or choose another folder, then try again."
        ) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def file_parts(names: Iterable[str]) -> Mapping[str, str]:
    """Names, in order, each with what stands for it in the name of a file.

    That is the name itself, or another of its own when it could lead elsewhere, or when it differs from an
    earlier one in capitals or accents alone: to many file systems the two are one.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        plain = _PLAIN.fullmatch(name) and fold(name) not in taken
        taken.add(fold(name))
        found[name] = name if plain else _by_digest(name)
    return found


def _by_digest(name: str) -> str:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{slug(name)[:60]}-{digest}".strip("-")


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable; systems that cannot open a folder do without."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
