"""The synthesis document that the tests of the report share: made up, small, with one of everything."""

import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parent.parent / "synthesis" / "example.json"


def example() -> dict[str, Any]:
    """A fresh document; a test may change it."""
    return in_german(json.loads(EXAMPLE.read_text(encoding="utf-8")))


def in_german(node: Any) -> Any:
    """The document with a German text wherever there is an English one only."""
    if isinstance(node, list):
        return [in_german(one) for one in node]
    if not isinstance(node, dict):
        return node
    added = {"de": node["en"]} if {"nl", "en"} <= node.keys() and "de" not in node else {}
    return {key: in_german(one) for key, one in node.items()} | added


@pytest.fixture
def document() -> dict[str, Any]:
    return example()


@pytest.fixture(params=["nl", "en", "de"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty(document: dict[str, Any]) -> dict[str, Any]:
    """A review in which nothing has happened yet."""
    for part in ("searches", "works", "records", "passages", "findings", "gaps", "cautions", "references"):
        document[part] = []
    for part in ("contradictions", "perspectives", "recommendations", "tables"):
        document[part] = []
    for part in ("cells", "totals"):
        document["matrix"][part] = []
    counts = document["flow"]
    document["flow"] = {name: {} if isinstance(n, dict) else 0 for name, n in counts.items()}
    return document
