"""Codebooks and projects as REFI-QDA 1.0, in the published schema; the same content gives the same bytes."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from synth.formats.refi_qda import (
    CODEBOOK,
    FILE,
    PROJECT,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
)

NAMESPACE = UUID("8a2d6f0e-4c7b-5d19-9b3e-1f6c0a7e5d42")
"""From which all guids of ours follow, by name."""

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?\Z")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def guid(name: str) -> str:
    """The guid that belongs to a name: the same for the same name."""
    return str(uuid5(NAMESPACE, name))


def write_codebook(project: QdaProject) -> bytes:
    """The codes and sets as the bytes of a `.qdc` file."""
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": project.origin})
    _codes(SubElement(root, "Codes"), project.codes)
    if project.sets:
        _sets(SubElement(root, "Sets"), project.sets, "guid")
    return _document(root)


def write_project(project: QdaProject) -> bytes:
    """The project as the bytes of a `.qdpx` archive, with the text of each source as a part of its own."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_part(FILE), _document(_project(project)))
        for source in project.sources:
            archive.writestr(_part(f"sources/{source.guid}.txt"), plain_text(source.text).encode())
    return buffer.getvalue()


def plain_text(text: str) -> str:
    """A text as it goes out, as long as it was: line ends of one character, and nothing that XML cannot hold.

    QualCoder writes the words of a selection into XML; a page break among them would break its whole export.
    """
    return _NO_XML.sub(" ", text.replace("\r\n", " \n").replace("\r", "\n"))


def _project(project: QdaProject) -> Element:
    root = Element("Project", {"xmlns": PROJECT, "name": _clean(project.name), "origin": project.origin})
    if project.users:
        users = SubElement(root, "Users")
        for one, name in project.users.items():
            SubElement(users, "User", {"guid": one, "name": _clean(name)})
    if project.codes:
        _codes(SubElement(SubElement(root, "CodeBook"), "Codes"), project.codes)
    notes: dict[str, str] = {}
    if project.sources:
        sources = SubElement(root, "Sources")
        for source in project.sources:
            _source(sources, source, notes)
    _notes(root, notes)
    if project.sets:
        _sets(SubElement(root, "Sets"), project.sets, "targetGUID")
    return root


def _codes(into: Element, codes: Sequence[QdaCode]) -> None:
    below: defaultdict[str, list[QdaCode]] = defaultdict(list)
    for code in codes:
        below[code.parent].append(code)
    waiting = [(into, code) for code in reversed(below[""])]
    while waiting:
        parent, code = waiting.pop()
        said = {"guid": code.guid, "name": _clean(code.name), "isCodable": str(code.codable).lower()}
        element = SubElement(parent, "Code", said | ({"color": code.color} if code.color else {}))
        if code.description:
            SubElement(element, "Description").text = _clean(code.description)
        waiting += [(element, one) for one in reversed(below[code.guid])]


def _sets(into: Element, sets: Sequence[QdaSet], attribute: str) -> None:
    for one in sets:
        element = SubElement(into, "Set", {"guid": one.guid, "name": _clean(one.name)})
        for member in one.members:
            SubElement(element, "MemberCode", {attribute: member})


def _source(into: Element, source: QdaSource, notes: dict[str, str]) -> None:
    said = {"guid": source.guid, "name": _clean(source.name)}
    element = SubElement(into, "TextSource", said | {"plainTextPath": f"internal://{source.guid}.txt"})
    for selection in source.selections:
        _selection(element, selection, notes)
    for coding in source.codings:
        _coding(element, coding, notes)


def _selection(into: Element, selection: QdaSelection, notes: dict[str, str]) -> None:
    said = {
        "guid": selection.guid,
        "name": _clean(selection.name),
        "startPosition": str(selection.start),
        "endPosition": str(selection.end),
    }
    element = SubElement(into, "PlainTextSelection", said | _made(selection.codings[0]))
    memo = "\n".join(dict.fromkeys(coding.note for coding in selection.codings if coding.note))
    if memo:  # QualCoder and MAXQDA keep memos here, and read none that a coding refers to
        SubElement(element, "Description").text = _clean(memo)
    for coding in selection.codings:
        _coding(element, coding, notes)


def _coding(into: Element, coding: QdaCoding, notes: dict[str, str]) -> None:
    element = SubElement(into, "Coding", {"guid": coding.guid, **_made(coding)})
    SubElement(element, "CodeRef", {"targetGUID": coding.code})
    if coding.note:
        note = guid(f"note {coding.guid}")
        notes[note] = coding.note
        SubElement(element, "NoteRef", {"targetGUID": note})


def _notes(root: Element, notes: Mapping[str, str]) -> None:
    if notes:
        element = SubElement(root, "Notes")
        for one, text in notes.items():
            note = SubElement(element, "Note", {"guid": one, "name": "memo"})
            SubElement(note, "PlainTextContent").text = _clean(text)


def _made(coding: QdaCoding) -> dict[str, str]:
    said = {"creatingUser": coding.user}
    return said | ({"creationDateTime": coding.at} if _is_time(coding.at) else {})


def _is_time(written: str) -> bool:
    try:
        return bool(_TIME.match(written) and datetime.fromisoformat(written))
    except ValueError:
        return False


def _document(root: Element) -> bytes:
    indent(root, " ")
    body: bytes = tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body + b"\n"


def _part(name: str) -> ZipInfo:
    part = ZipInfo(name, _FIRST_DAY)
    part.compress_type = ZIP_DEFLATED
    part.external_attr = 0o644 << 16
    return part


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold; each becomes one other, so that places stay."""
    return _NO_XML.sub("\ufffd", text)
