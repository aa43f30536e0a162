"""Small exports of EPPI-Reviewer, made for the tests: people, papers and codes are invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CODES = {"Place": {"Town": {}, "Village": {}}, "People": {"Nurses": {}, "Teachers, primary": {}}}


def attributes(codes: dict[str, Any], base: int = 1) -> dict[str, Any]:
    """Codes and the codes below them, numbered from `base`."""
    listed = []
    for place, (name, below) in enumerate(codes.items()):
        one = {
            "AttributeId": base + place,
            "AttributeName": name,
            "AttributeType": "Selectable (show checkbox)",
        }
        one |= {"AttributeSetDescription": f"About {name.lower()}."}
        if below:
            one["Attributes"] = attributes(below, (base + place) * 100)
        listed.append(one)
    return {"AttributesList": listed}


def tick(code: int, *quotes: str, arm: str = "", context: str = "") -> dict[str, Any]:
    """A code given to a reference: without quotes the export leaves the list of them out."""
    found: dict[str, Any] = {"AttributeId": code, "AdditionalText": context, "ArmId": 0, "ArmTitle": arm}
    if quotes:
        found["ItemAttributeFullTextDetails"] = [
            {"Text": quote, "ItemArm": arm, "TextFrom": 0, "TextTo": 0, "IsFromPDF": True} for quote in quotes
        ]
    return found


def export(papers: dict[str, list[dict[str, Any]]], *, base: int = 1, codes: Any = None) -> dict[str, Any]:
    """An export with these papers; a paper without ticks has no list of codes at all."""
    references = []
    for number, (name, ticks) in enumerate(papers.items(), start=1):
        one: dict[str, Any] = {
            "ItemId": 900 + len(name) * 10 + number,
            "ShortTitle": name,
            "Title": f"On {name}",
        }
        references.append(one | ({"Codes": ticks} if ticks else {}))
    sets = [{"SetName": "Setting", "Attributes": attributes(codes or CODES, base)}]
    return {"CodeSets": sets, "References": references}


def written(path: Path, made: Any) -> Path:
    """The export as a file."""
    path.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return path
