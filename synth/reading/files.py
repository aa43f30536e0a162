"""A file that somebody hands over as the full text of a work: what it is, and what it says.

PDF and HTML are read in a process of their own (`synth.reading.child`), since such files can be made to eat
all time and memory, or to break the program that reads them.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from synth.errors import FileError, Position, Problem, UsageError
from synth.formats.decode import decode
from synth.formats.files import read_file
from synth.installing import installing
from synth.reading.blocks import TOO_MUCH, Read, put_together
from synth.reading.plain import read_plain
from synth.texts import Document, Kind, Part

SIZE_CAP = 100 * 1024 * 1024
"""Bytes; a thesis with pictures stays below it."""
SECONDS = 120.0
"""Time that reading one file may take."""

ENDINGS: dict[Kind, str] = {"pdf": ".pdf", "html": ".html", "text": ".txt"}
_HTML = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")
_START = 2_000
_OCR = "Make text of the pictures first (OCR, for instance by OCRmyPDF), and add the new file."
_REMEDIES = {
    "pictures": _OCR,
    "password": "Remove the password in the program that made or opens the file, and add the new one.",
    "damaged": "Download it again; if it opens on your screen, print it to a new PDF.",
    "": "Save the text in another form (HTML or plain text), and add that.",
}
"""What to do, by a word of the problem."""


def read_document(path: Path, *, seconds: float = SECONDS) -> tuple[Document, bytes]:
    """The document in a file, and its bytes. Raises FileError with the reason when it cannot be read.

    Raises UsageError when what reads PDF is not installed.
    """
    data = read_file(path, cap=SIZE_CAP)
    kind = kind_of(data)
    read = _read(path, data, kind, seconds)
    if not read.text.strip():
        raise _refused(path, "It holds no text.")
    digest = hashlib.sha256(read.text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Document(digest, kind, read.text, read.parts, reader(kind), read.notes), data


def kind_of(data: bytes) -> Kind:
    """What a file is, by how it begins."""
    start = data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if b"%PDF-" in start[:1024]:
        return "pdf"
    return "html" if start[:_START].lower().startswith(_HTML) else "text"


def reader(kind: Kind) -> str:
    """The program that reads files of a kind, with its version."""
    if kind != "pdf":
        return "synth"
    try:
        return f"pdfplumber {version('pdfplumber')}"
    except PackageNotFoundError as error:
        raise UsageError(
            "Reading PDF files needs a package that is not installed.",
            remedy=f"Use HTML or plain text, or install it: {installing('pdf')}",
        ) from error


def _read(path: Path, data: bytes, kind: Kind, seconds: float) -> Read:
    if kind == "text":
        return _plain(path, data)
    if kind == "html":
        data = decode(data, path.name).text.encode("utf-8", "surrogatepass")
    reader(kind)
    try:
        done = subprocess.run(  # noqa: S603  # this program itself, without a shell
            [sys.executable, "-I", "-m", "synth.reading.child", kind],
            input=data,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ},
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise _refused(path, f"Reading it was given up after {seconds:.0f} seconds.") from error
    except ValueError as error:  # killed at a limit, it wrote nothing
        raise _refused(path, "Reading it took more time or memory than any document needs.") from error
    if "problem" in answer:
        raise _refused(path, answer["problem"])
    return Read(answer["text"], tuple(Part(**part) for part in answer["parts"]), tuple(answer["notes"]))


def _plain(path: Path, data: bytes) -> Read:
    try:
        return put_together(read_plain(decode(data, path.name).text))
    except OverflowError as error:
        raise _refused(path, TOO_MUCH) from error


def _refused(path: Path, message: str) -> FileError:
    remedy = next(text for word, text in _REMEDIES.items() if word in message)
    return FileError((Problem(Position(path.name), message, remedy),))
