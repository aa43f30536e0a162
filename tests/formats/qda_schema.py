"""What the schemas of REFI-QDA 1.0 ask of what we write.

`refi_qda_project.xsd` is the published schema of projects, of 18 March 2019 (Rotterdam Exchange Format
Initiative, qdasoftware.org; MIT, as its header says). That of codebooks names no licence: its rules stand
here as a table.
"""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from lxml import etree  # type: ignore[import-untyped]

NAMESPACE = "{urn:QDA-XML:codebook:1.0}"
_GUID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
GUID = re.compile(rf"{_GUID}|\{{{_GUID}\}}")
COLOR = re.compile("#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
TRUTH = re.compile("true|false|0|1")
ANY = re.compile(".*", re.DOTALL)

NEEDED: dict[str, dict[str, re.Pattern[str]]] = {
    "Code": {"guid": GUID, "name": ANY, "isCodable": TRUTH},
    "Set": {"guid": GUID, "name": ANY},
    "MemberCode": {"guid": GUID},
}
ALLOWED = {"CodeBook": {"origin": ANY}, "Code": {"color": COLOR}}
CHILDREN = {
    "CodeBook": ("Codes", "Sets"),
    "Codes": ("Code",),
    "Code": ("Description", "Code"),
    "Sets": ("Set",),
    "Set": ("Description", "MemberCode"),
}
ONCE = {"Codes", "Sets", "Description"}
FILLED = {"CodeBook": "Codes", "Codes": "Code", "Sets": "Set"}
"""What must have a child of that name."""


def faults(element: Element) -> list[str]:
    """Everything in a codebook, or in an element of it, that its schema does not allow."""
    name = element.tag.removeprefix(NAMESPACE)
    names = [child.tag.removeprefix(NAMESPACE) for child in element]
    order = CHILDREN.get(name, ())
    found = _attributes(name, element)
    found += [f"{one} stands in {name}" for one in names if one not in order]
    found += [f"{name} has {one} more than once" for one in ONCE if names.count(one) > 1]
    if FILLED.get(name, "") not in ("", *names):
        found.append(f"{name} has no {FILLED[name]}")
    places = [order.index(one) for one in names if one in order]
    if places != sorted(places):
        found.append(f"the children of {name} are out of order: {names}")
    return [*found, *(fault for child in element for fault in faults(child))]


def project_faults(qde: bytes) -> list[str]:
    """Everything in the bytes of a `project.qde` that the published schema does not allow."""
    schema = _published()
    schema.validate(etree.fromstring(qde))
    return [f"{one.line}: {one.message}" for one in schema.error_log]


def archive_faults(qdpx: bytes) -> list[str]:
    """The same for the project in the bytes of an archive, and each text that it names and does not hold."""
    with zipfile.ZipFile(io.BytesIO(qdpx)) as archive:
        qde, held = archive.read("project.qde"), set(archive.namelist())
    named = re.findall(r'plainTextPath="internal://([^"]+)"', qde.decode())
    return [*project_faults(qde), *(f"no part {one}" for one in named if f"sources/{one}" not in held)]


def _attributes(name: str, element: Element) -> list[str]:
    needed = NEEDED.get(name, {})
    known = {**needed, **ALLOWED.get(name, {})}
    found = [f"{name} has no {one}" for one in needed if element.get(one) is None]
    for key, value in element.items():
        if key not in known or not known[key].fullmatch(value):
            found.append(f"{name}@{key} is {value!r}")
    return found


@cache
def _published() -> Any:
    return etree.XMLSchema(etree.parse(Path(__file__).with_name("refi_qda_project.xsd")))
