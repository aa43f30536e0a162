"""What QualCoder keeps of a project: reads one as it does and writes it again as it does.

After its own source (`refi.py` on GitHub at 06db5fa, 2026), since it could not be installed and needs a
desktop. Codes are known by name, and a second code of that name loses its codings; a coding is a row with the
user, the time and the description of its selection; each goes out as a selection of its own, under new guids.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from itertools import count
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from synth.formats.refi_qda import PROJECT
from synth.formats.refi_qda_writing import guid

NS = f"{{{PROJECT}}}"

Row = tuple[str, int, int, str, str, str]
"""A coding: the code's name, start, end, the coder, the memo, the time."""


@dataclass
class Kept:
    """The tables that it fills: codes and categories by name, with what is above them; codings by source."""

    codes: dict[str, tuple[str, str]] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    guids: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    rows: dict[str, dict[Row, None]] = field(default_factory=dict)


def through(data: bytes) -> bytes:
    """The archive that it exports after it took in this one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = fromstring(archive.read("project.qde"))
        held = {name: archive.read(name).decode() for name in archive.namelist()}
    kept = Kept()
    for one in root.iterfind(f"{NS}CodeBook/{NS}Codes/{NS}Code"):
        _take_code(one, "", kept)
    users = {one.get("guid"): one.get("name", "") for one in root.iterfind(f"{NS}Users/{NS}User")}
    for source in root.iterfind(f"{NS}Sources/{NS}TextSource"):
        path = source.get("plainTextPath", "").removeprefix("internal://")
        name = source.get("name", "")
        kept.texts[name] = io.StringIO(held[f"sources/{path}"], newline=None).read()
        rows = [row for one in source.iterfind(f"{NS}PlainTextSelection") for row in _rows(one, users, kept)]
        kept.rows[name] = dict.fromkeys(rows)
    return _written(kept)


def _take_code(element: Element, above: str, kept: Kept) -> None:
    name = element.get("name", "")
    heading = element.get("isCodable") == "false"
    if heading:
        kept.categories.setdefault(name, above)
    elif name not in kept.codes:
        kept.codes[name] = above, element.findtext(f"{NS}Description", "")
        kept.guids[element.get("guid", "")] = name
    for one in element.iterfind(f"{NS}Code"):
        _take_code(one, f"category {name}" if heading else f"code {name}", kept)


def _rows(selection: Element, users: dict[str | None, str], kept: Kept) -> list[Row]:
    user = users.get(selection.get("creatingUser"), "default")
    at = selection.get("creationDateTime", "")
    memo = selection.findtext(f"{NS}Description", "")
    span = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
    codes = [one.get("targetGUID", "") for one in selection.iterfind(f"{NS}Coding/{NS}CodeRef")]
    return [(kept.guids[code], *span, user, memo, at) for code in codes if code in kept.guids]


def _written(kept: Kept) -> bytes:
    number = count()
    root = Element("Project", {"xmlns": PROJECT, "name": "p.qda", "origin": "QualCoder 3.8"})
    coders = {row[3]: _new(number) for rows in kept.rows.values() for row in rows}
    users = SubElement(root, "Users")
    for name, one in coders.items():
        SubElement(users, "User", {"guid": one, "name": name})
    codes = {name: _new(number) for name in kept.codes}
    _codes(SubElement(SubElement(root, "CodeBook"), "Codes"), "", kept, codes)
    sources = SubElement(root, "Sources")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in kept.texts.items():
            part = f"{_new(number)}.txt"
            archive.writestr(f"sources/{part}", text.encode("utf-8-sig"))
            said = {"guid": _new(number), "name": name, "plainTextPath": f"internal://{part}"}
            source = SubElement(sources, "TextSource", said)
            for row in kept.rows[name]:
                _selection(source, row, (codes[row[0]], coders[row[3]], text[row[1] : row[2]]), number)
        archive.writestr("project.qde", tostring(root, "utf-8", xml_declaration=True))
    return buffer.getvalue()


def _codes(into: Element, above: str, kept: Kept, guids: dict[str, str]) -> None:
    for name, (parent, about) in kept.codes.items():
        if parent == above:
            one = SubElement(into, "Code", {"guid": guids[name], "name": name, "isCodable": "true"})
            if about:
                SubElement(one, "Description").text = about
            _codes(one, f"code {name}", kept, guids)
    for name, parent in kept.categories.items():
        if parent == above:
            said = {"guid": guid(f"category {name}"), "name": name, "isCodable": "false"}
            _codes(SubElement(into, "Code", said), f"category {name}", kept, guids)


def _selection(into: Element, row: Row, said: tuple[str, str, str], number: count[int]) -> None:
    code, user, words = said
    place = {"startPosition": str(row[1]), "endPosition": str(row[2]), "name": words}
    made = {"guid": _new(number), "creatingUser": user}
    one = SubElement(into, "PlainTextSelection", {**made, **place, "creationDateTime": row[5]})
    if row[4]:
        SubElement(one, "Description").text = row[4]
    coding = SubElement(one, "Coding", {"guid": _new(number), "creatingUser": user})
    SubElement(coding, "CodeRef", {"targetGUID": code})


def _new(number: count[int]) -> str:
    return guid(f"made anew {next(number)}")
