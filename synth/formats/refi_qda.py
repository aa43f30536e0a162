"""REFI-QDA 1.0 (qdasoftware.org, MIT): codebooks (`.qdc`) and projects (`.qdpx`) of qualitative analysis.

Programs differ in what they write: guids in either case or in braces, a stale address of the schema, empty
lists; who coded, when, and the memo may stand on the selection and not on its codings. All are read; what
has no place here is counted in `skipped`. Positions count Unicode code points, but those of NVivo count
UTF-16 units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from synth.errors import FileError
from synth.formats import archive
from synth.formats.decode import decode
from synth.formats.elements import Element, children, first, line, local, tree
from synth.formats.entries import refusal

CODEBOOK = "urn:QDA-XML:codebook:1.0"
PROJECT = "urn:QDA-XML:project:1.0"
FILE = "project.qde"
DEEPEST = 40
CODES_CAP = 50_000
CODINGS_CAP = 500_000

_REMEDY = "Export the project again as REFI-QDA (.qdpx)."
_INTERNAL = "internal://"
_ONE_END = ("ATLAS.ti", "QualCoder")
"""Programs that may write a text with line ends of two characters and count one."""

_OTHER = ("Variables", "Cases", "Links", "Graphs", "PictureSource", "AudioSource", "VideoSource")


@dataclass(frozen=True, slots=True)
class QdaCode:
    """A code: `parent` is the guid of the one above it; one that is not codable is a heading."""

    guid: str
    name: str
    description: str = ""
    parent: str = ""
    color: str = ""
    codable: bool = True


@dataclass(frozen=True, slots=True)
class QdaSet:
    """A group of codes, by their guids."""

    guid: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QdaCoding:
    """One code by one user; `note` is what the user wrote with it, `at` an ISO 8601 time or empty."""

    guid: str
    code: str
    user: str
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class QdaSelection:
    """A passage of a text: `start` to `end` in code points, with its codings."""

    guid: str
    start: int
    end: int
    codings: tuple[QdaCoding, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class QdaSource:
    """A text with the passages that were selected in it; `codings` are of the whole text."""

    guid: str
    name: str
    text: str
    selections: tuple[QdaSelection, ...] = ()
    codings: tuple[QdaCoding, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaProject:
    """A project, or of a codebook file the codes and sets alone; `users` maps guids to names."""

    name: str
    origin: str
    codes: tuple[QdaCode, ...]
    sets: tuple[QdaSet, ...] = ()
    users: Mapping[str, str] | None = None
    sources: tuple[QdaSource, ...] = ()
    skipped: tuple[str, ...] = ()


def read_codebook(data: bytes, name: str) -> QdaProject:
    """The codes in the bytes of a `.qdc` file. Raises FileError when it is none, or unsafe."""
    root = _root(data, name, "CodeBook", "Export the codebook again as REFI-QDA (.qdc).")
    codes = _codes(first(root, "Codes"), name)
    return QdaProject("", root.get("origin", ""), codes, _sets(first(root, "Sets")))


def read_project(data: bytes, name: str) -> QdaProject:
    """The project in the bytes of a `.qdpx` file.

    Raises FileError when the archive is unsafe, damaged or has no `project.qde`, and when that is no project.
    """
    held = archive.parts(data, name, remedy=_REMEDY)
    if FILE not in held:
        raise refusal(name, f"The archive has no part {FILE}.", _REMEDY, line=1)
    root = _root(held[FILE], f"{name}/{FILE}", "Project", _REMEDY)
    return _Reading(root, held, name).project()


def is_project(data: bytes) -> bool:
    """True for the bytes of a ZIP archive that names the part of a project."""
    return data.startswith(b"PK\x03\x04") and FILE.encode() in data


def is_codebook(data: bytes) -> bool:
    """True for the bytes of XML that begins as a codebook."""
    return b"<CodeBook" in data[:4_000] or (b":CodeBook" in data[:4_000] and b"QDA-XML" in data[:4_000])


class _Reading:
    """Reads one project; counts what is left out."""

    def __init__(self, root: Element, held: Mapping[str, bytes], name: str) -> None:
        self.root, self.held, self.name = root, held, name
        self.origin = root.get("origin", "")
        self.left: Counter[str] = Counter()
        self.notes = {_guid(one): one for one in children(first(root, "Notes"), "Note")}
        self.counted = 0

    def project(self) -> QdaProject:
        """The project as read."""
        users = {_guid(one): line(one.get("name", "")) for one in children(first(self.root, "Users"), "User")}
        codes = _codes(first(self.root, "CodeBook", "Codes"), self.name)
        sources = tuple(self._sources())
        for element in self.root:
            if local(element) in _OTHER:
                self.left[local(element).lower()] += len(element)
        return QdaProject(
            name=line(self.root.get("name", "")),
            origin=self.origin,
            codes=codes,
            sets=_sets(first(self.root, "Sets")),
            users=users,
            sources=sources,
            skipped=tuple(f"{what} ({number})" for what, number in sorted(self.left.items()) if number),
        )

    def _sources(self) -> Iterator[QdaSource]:
        for one in first(self.root, "Sources") or ():
            kind = local(one)
            if kind == "PDFSource":
                self.left["selections by place on a page of a PDF"] += len(children(one, "PDFSelection"))
            text = first(one, "Representation") if kind == "PDFSource" else one
            if kind not in ("TextSource", "PDFSource") or text is None:
                self.left["pictures, recordings and PDFs without text"] += bool(kind)
                continue
            yield self._source(one, text)

    def _source(self, source: Element, text: Element) -> QdaSource:
        content = self._text(text)
        if self.origin.startswith(_ONE_END):
            content = content.replace("\r\n", "\n")
        places = _Places(content, utf16=self.origin.startswith("NVivo"))
        selections = []
        for one in children(text, "PlainTextSelection"):
            span = places.span(one.get("startPosition", ""), one.get("endPosition", ""))
            codings = self._selected(one)
            if span is None:
                self.left["selections outside their text"] += 1
            elif not codings:
                self.left["selections without a code"] += 1
            else:
                selections.append(QdaSelection(_guid(one), *span, codings, line(one.get("name", ""))))
        name = line(source.get("name", ""))
        return QdaSource(_guid(source), name, content, tuple(selections), self._codings(source))

    def _text(self, source: Element) -> str:
        """The text of a source, from the archive or from the project itself; nothing else is ever opened."""
        own = first(source, "PlainTextContent")
        path = source.get("plainTextPath", "")
        if own is not None:
            return own.text or ""
        part = self.held.get(f"sources/{path.removeprefix(_INTERNAL)}") if path else None
        if part is None or not path.startswith(_INTERNAL):
            part = self.held.get(f"sources/{path}") if "://" not in path and path else part
        if part is None:
            self.left["texts that are not in the archive"] += 1
            return ""
        try:
            return part.decode("utf-8-sig")
        except UnicodeDecodeError:
            return decode(part, f"{self.name}/{path}").text

    def _selected(self, selection: Element) -> tuple[QdaCoding, ...]:
        """The codings of a selection; who, when and memo are its own where none of them has one."""
        codings = self._codings(selection)
        described = first(selection, "Description")
        about = (described.text or "").strip() if described is not None else ""
        if not any(one.user for one in codings):
            codings = tuple(replace(one, user=_user(selection)) for one in codings)
        if not any(one.at for one in codings):
            codings = tuple(replace(one, at=_time(selection)) for one in codings)
        if not any(one.note for one in codings):
            codings = tuple(replace(one, note=about or self._note(selection)) for one in codings)
        return codings

    def _codings(self, element: Element) -> tuple[QdaCoding, ...]:
        found = []
        for one in children(element, "Coding"):
            code = first(one, "CodeRef")
            self.counted += 1
            if self.counted > CODINGS_CAP:
                raise refusal(self.name, f"It has more than {CODINGS_CAP:,} codings.", "Split the project.")
            if code is not None:
                target = _plain(code.get("targetGUID", ""))
                found.append(QdaCoding(_guid(one), target, _user(one), _time(one), self._note(one)))
        return tuple(found)

    def _note(self, element: Element) -> str:
        texts = []
        for one in children(element, "NoteRef"):
            note = self.notes.get(_plain(one.get("targetGUID", "")))
            texts.append(self._text(note).strip() if note is not None else "")
        return "\n".join(filter(None, texts))


class _Places:
    """Places in a text, in code points or, as some programs count them, in UTF-16 units."""

    def __init__(self, text: str, *, utf16: bool) -> None:
        self.length = len(text)
        self.points: list[int] | None = None
        if utf16 and any(ord(character) > 0xFFFF for character in text):
            self.points = [n for n, one in enumerate(text) for _ in range(1 + (ord(one) > 0xFFFF))]
            self.points.append(self.length)

    def span(self, start: str, end: str) -> tuple[int, int] | None:
        """The place of a passage; None when it is none in the text."""
        if not (_whole(start) and _whole(end)):
            return None
        here = [self._point(int(one)) for one in (start, end)]
        return (here[0], here[1]) if 0 <= here[0] < here[1] <= self.length else None

    def _point(self, place: int) -> int:
        if self.points is None:
            return place
        return self.points[place] if place < len(self.points) else self.length + 1


def _root(data: bytes, name: str, wanted: str, remedy: str) -> Element:
    try:
        document = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        document = decode(data, name).text
    if document.lstrip()[:1] != "<":
        raise refusal(name, "This is not XML.", remedy, line=1)
    root = tree(document, name).root
    if local(root) != wanted:
        raise refusal(name, f"It begins with <{local(root)[:40]}>, not with <{wanted}>.", remedy, line=1)
    return root


def _codes(codes: Element | None, name: str) -> tuple[QdaCode, ...]:
    found: list[QdaCode] = []
    waiting = [(one, "", 1) for one in reversed(children(codes, "Code"))]
    while waiting:
        element, parent, depth = waiting.pop()
        if depth > DEEPEST or len(found) > CODES_CAP:
            raise _too_many(name, depth)
        described = first(element, "Description")
        code = QdaCode(
            guid=_guid(element) or f"#{len(found)}",
            name=line(element.get("name", "")),
            description=(described.text or "").strip() if described is not None else "",
            parent=parent,
            color=_color(element.get("color", "")),
            codable=element.get("isCodable", "true").strip().lower() not in ("false", "0"),
        )
        found.append(code)
        waiting += [(one, code.guid, depth + 1) for one in reversed(children(element, "Code"))]
    if len({code.guid for code in found}) != len(found):
        raise refusal(name, "Two codes have the same guid.", "Export it again.", line=1)
    return tuple(found)


def _too_many(name: str, depth: int) -> FileError:
    if depth > DEEPEST:
        return refusal(name, f"Codes are nested deeper than {DEEPEST} levels.", "Flatten them.")
    return refusal(name, f"It has more than {CODES_CAP:,} codes.", "Export a part of them.")


def _sets(sets: Element | None) -> tuple[QdaSet, ...]:
    return tuple(
        QdaSet(
            _guid(one),
            line(one.get("name", "")),
            tuple(
                _plain(member.get("targetGUID") or member.get("guid") or "")
                for member in children(one, "MemberCode")
            ),
        )
        for one in children(sets, "Set")
    )


def _color(written: str) -> str:
    """A colour as `#rrggbb`; empty for what is none."""
    digits = written.strip().lower().removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return f"#{digits}" if len(digits) == 6 and not digits.strip("0123456789abcdef") else ""


def _guid(element: Element) -> str:
    return _plain(element.get("guid", ""))


def _user(element: Element) -> str:
    return _plain(element.get("creatingUser", ""))


def _time(element: Element) -> str:
    return line(element.get("creationDateTime", ""))[:40]


def _plain(guid: str) -> str:
    return guid.strip().strip("{}").lower()


def _whole(text: str) -> bool:
    return text.strip().isdecimal() and len(text) < 12
