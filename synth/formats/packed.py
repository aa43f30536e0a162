"""Text files that may be packed with gzip."""

from __future__ import annotations

from pathlib import Path

from synth.errors import FileError
from synth.formats.entries import refusal
from synth.formats.files import read_file, unpacked


def text_of(path: Path) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises FileError."""
    try:
        return unpacked_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(path, error) from error


def unpacked_bytes(path: Path) -> bytes:
    """The bytes of a file, unpacked at most to the size that a file may have. Raises FileError."""
    data = read_file(path)
    return unpacked(data, path.name) if path.suffix == ".gz" else data


def _unreadable(path: Path, error: Exception) -> FileError:
    return refusal(path.name, f"It cannot be read: {error}.", "Make the file again.")
