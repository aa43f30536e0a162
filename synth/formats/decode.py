"""Turn the bytes of a file into text: byte-order mark, UTF-8, then a guess that is always told."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from synth.errors import Position
from synth.formats.entries import EntryProblem, refusal

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF", "a PDF document", "Export the references from the program that holds them."),
    (
        b"PK\x03\x04",
        "a ZIP archive or a document",
        "Unpack it; of sheets, Excel's (.xlsx) are read.",
    ),
    (b"\xd0\xcf\x11\xe0", "an old or protected Office file", "Save the sheet as .xlsx or CSV."),
    (b"\x1f\x8b", "a gzip archive inside another", "Unpack it first."),
    (b"SQLite format 3", "a SQLite database", "Export the references as RIS or BibTeX."),
    (b"\x89PNG", "a picture", "Export the references as RIS or BibTeX."),
    (b"\xff\xd8\xff", "a picture", "Export the references as RIS or BibTeX."),
)
_DECLARED = re.compile(rb"\A\s*%\s*encoding:\s*([\w.-]+)", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.-]{0,40})[\"']")
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 65_536
_BINARY_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file with line ends as line feeds, its encoding, and what was guessed or repaired."""

    text: str
    encoding: str
    notes: tuple[EntryProblem, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file's bytes.

    Raises FileError when the file is empty, is not text, or stops in the middle of a character.
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise refusal(name, "The file is empty.", "Export it again; check that the search had results.")
    for magic, kind, remedy in _KINDS:
        if data.startswith(magic):
            raise refusal(name, f"This is {kind}, not a file of references.", remedy, line=1)
    decoded = _by_mark(data, name) or _by_utf16_shape(data, name) or _by_utf8(data, name)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text, decoded.encoding, decoded.notes)


def _by_mark(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding, name), encoding.removesuffix("-sig"))
    return None


def _by_utf16_shape(data: bytes, name: str) -> Decoded | None:
    """UTF-16 without a mark: nearly every second byte of Latin text is zero."""
    sample = data[:_SAMPLE]
    if sample.count(0) < len(sample) * 0.3:
        return None
    encoding = "utf-16-le" if sample[1::2].count(0) > sample[0::2].count(0) else "utf-16-be"
    note = EntryProblem(Position(name, 1), f"No byte-order mark: read as {encoding} from its shape.")
    return Decoded(_strict(data, encoding, name), encoding, (note,))


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        start = getattr(error, "start", 0)  # not every codec tells it
        line = data[:start].count(b"\n") + 1
        message = f"Byte {start} is not {encoding}, which the start of the file announces."
        raise refusal(name, message, "Save the file as UTF-8, or export it again.", line=line) from error


def _by_utf8(data: bytes, name: str) -> Decoded:
    _refuse_binary(data, name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(data) and "unexpected end" in error.reason:
            line = data.count(b"\n") + 1
            message = f"The file stops in the middle of a character (byte {error.start}): it is cut off."
            raise refusal(name, message, "Export or copy it again.", line=line) from error
        reads = (_pairs(data), _xml(data, name), _declared(data, name), _line_by_line(data, name))
        return next((read for read in reads if read), None) or _guessed(data, name)


def _pairs(data: bytes) -> Decoded | None:
    """UTF-8 with each half of a UTF-16 pair by itself (CESU-8, Unicode Technical Report 26)."""
    try:
        halves = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return None
    return Decoded(halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "cesu-8")


def _refuse_binary(data: bytes, name: str) -> None:
    sample = data[:_SAMPLE]
    odd = sum(sample.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 27))
    if odd > len(sample) * _BINARY_SHARE:
        message = "This is not text (too many control bytes)."
        raise refusal(name, message, "Export the references as RIS or BibTeX.", line=1)


def _xml(data: bytes, name: str) -> Decoded | None:
    """The encoding that an XML document declares; what does not fit it is no XML (XML 1.0, 4.3.3)."""
    found = _XML.match(data)
    if found is None:
        return None
    declared = found[1].decode("ascii").lower()
    try:
        "a".encode(declared)
    except (LookupError, UnicodeError):  # no encoding of text
        return None
    return Decoded(_strict(data, declared, name), declared)


def _declared(data: bytes, name: str) -> Decoded | None:
    """The encoding that a BibTeX file names in its first line (`% Encoding: windows-1252`)."""
    found = _DECLARED.match(data)
    if found is None:
        return None
    declared = found.group(1).decode("ascii")
    try:
        text = data.decode(declared)
    except (LookupError, UnicodeError):
        return None
    return Decoded(text, declared.lower(), (EntryProblem(Position(name, 1), f"Read as {declared}."),))


def _line_by_line(data: bytes, name: str) -> Decoded | None:
    """A UTF-8 file in which another program left lines of its own: each such line is told."""
    lines, notes, well = [], [], 0
    for number, line in enumerate(data.split(b"\n"), start=1):
        try:
            lines.append(line.decode("utf-8"))
            well += not line.isascii()
        except UnicodeDecodeError as error:
            lines.append(_western(line))
            reason = f"Byte {error.start} of this line is not UTF-8 as the rest is; read as Windows-1252."
            notes.append(EntryProblem(Position(name, number), reason, lines[-1]))
    if well < len(notes):
        return None
    return Decoded("\n".join(lines), "utf-8", tuple(notes))


def _guessed(data: bytes, name: str) -> Decoded:
    encoding, text = _guess(data)
    first = _first_high(data)
    line = data[:first].count(b"\n") + 1
    reason = (
        f"Not UTF-8 (first at byte {first}): read as {encoding}, which is a guess. "
        "If letters look wrong, save the file as UTF-8 and import it again."
    )
    return Decoded(text, encoding, (EntryProblem(Position(name, line), reason),))


def _guess(data: bytes) -> tuple[str, str]:
    """Single letters outside ASCII are Western European; only runs of them need the statistics."""
    runs = [len(run) for run in _HIGH.findall(data)]
    if runs.count(1) < len(runs) / 2:
        best = from_bytes(data[: 4 * _SAMPLE]).best()
        if best is not None:
            try:
                return best.encoding, data.decode(best.encoding)
            except UnicodeDecodeError:
                pass  # the guess came from the beginning only and does not hold for the rest
    return "windows-1252", _western(data)


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _first_high(data: bytes) -> int:
    found = _HIGH.search(data)
    return found.start() if found else 0
