"""What the schemas of REFI-QDA 1.0 ask of the elements that we write, as tables.

The rules are those of the schemas of codebooks and projects of 18 March 2019 (Rotterdam Exchange Format
Initiative, <https://www.qdasoftware.org>); elements that we do not write are not in the tables.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring


class Rule(NamedTuple):
    """Children in order (`?` at most once, `*` any number, `+` at least one), and attributes."""

    children: str = ""
    needed: str = ""
    allowed: str = ""


_MADE = "creatingUser creationDateTime modifyingUser modifiedDateTime"
_TEXT = Rule(
    "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
    "guid",
    f"name richTextPath plainTextPath {_MADE}",
)
_TARGET = Rule(needed="targetGUID")

CODEBOOK = {
    "CodeBook": Rule("Codes Sets?", allowed="origin"),
    "Codes": Rule("Code+"),
    "Code": Rule("Description? Code*", "guid name isCodable", "color"),
    "Sets": Rule("Set+"),
    "Set": Rule("Description? MemberCode*", "guid name"),
    "MemberCode": Rule(needed="guid"),
    "Description": Rule(),
}
PROJECT = {
    "Project": Rule(
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
        "name",
        "origin basePath creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime",
    ),
    "Users": Rule("User+"),
    "User": Rule(needed="guid", allowed="name id"),
    "CodeBook": Rule("Codes"),
    "Codes": Rule("Code+"),
    "Code": Rule("Description? NoteRef* Code*", "guid name isCodable", "color"),
    "Sources": Rule("TextSource+"),
    "TextSource": _TEXT,
    "PlainTextSelection": Rule(
        "Description? Coding* NoteRef*", "guid startPosition endPosition", f"name {_MADE}"
    ),
    "Coding": Rule("CodeRef NoteRef*", "guid", "creatingUser creationDateTime"),
    "CodeRef": _TARGET,
    "NoteRef": _TARGET,
    "Notes": Rule("Note+"),
    "Note": _TEXT,
    "Sets": Rule("Set+"),
    "Set": Rule("Description? MemberCode* MemberSource* MemberNote*", "guid name"),
    "MemberCode": _TARGET,
    "Description": Rule(),
    "PlainTextContent": Rule(),
}

_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
VALUES = {
    "guid": rf"{_GUID}|\{{{_GUID}\}}",
    "color": "#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})",
    "isCodable": "true|false|0|1",
    "startPosition": r"[+-]?\d+",
    "endPosition": r"[+-]?\d+",
}
"""What the values of attributes must look like; those that end in GUID or User are `guid` too."""


def faults(codebook: Element) -> list[str]:
    """Everything in a codebook that its schema does not allow."""
    return list(_faults(codebook, CODEBOOK))


def project_faults(qde: bytes) -> list[str]:
    """Everything in the bytes of a `project.qde` that its schema does not allow."""
    return list(_faults(fromstring(qde), PROJECT))


def archive_faults(qdpx: bytes) -> list[str]:
    """The same for the project in the bytes of an archive, and each text that it names and does not hold."""
    with zipfile.ZipFile(io.BytesIO(qdpx)) as archive:
        qde, held = archive.read("project.qde"), set(archive.namelist())
    named = re.findall(r'plainTextPath="internal://([^"]+)"', qde.decode())
    return [*project_faults(qde), *(f"no part {one}" for one in named if f"sources/{one}" not in held)]


def _faults(element: Element, rules: Mapping[str, Rule]) -> Iterator[str]:
    name = _name(element)
    rule = rules.get(name)
    if rule is None:
        yield f"{name} is not known"
        return
    names = [_name(child) for child in element]
    if not re.fullmatch(_order(rule.children), "".join(f"{one} " for one in names)):
        yield f"{name} holds {names}, not {rule.children}"
    yield from _attributes(name, element, rule)
    if "PlainTextContent" in names and element.get("plainTextPath") is not None:
        yield f"{name} has its text twice"
    if (element.text or "").strip() and rule.children:
        yield f"{name} holds text"
    for child in element:
        yield from _faults(child, rules)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _order(children: str) -> str:
    """The order of children as a pattern for their names, each with a space behind it."""
    steps = (re.fullmatch(r"(\w+)([?*+]?)", one) for one in children.split())
    return "".join(f"({one[1]} ){one[2]}" for one in steps if one)


def _attributes(name: str, element: Element, rule: Rule) -> Iterator[str]:
    needed = rule.needed.split()
    yield from (f"{name} has no {one}" for one in needed if element.get(one) is None)
    for key, value in element.items():
        if key not in (*needed, *rule.allowed.split()) or not _fits(key, value):
            yield f"{name}@{key} is {value!r}"


def _fits(key: str, value: str) -> bool:
    if key.endswith("DateTime"):
        return _is_moment(value)
    kind = "guid" if key.endswith(("GUID", "User")) else key
    return re.fullmatch(VALUES.get(kind, "(?s:.*)"), value) is not None


def _is_moment(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", value):
        return False
    try:
        datetime.fromisoformat(re.sub(r"\.\d+", "", value))
    except ValueError:
        return False
    return True
