"""The synthesis document that the tests of the report share: made up, small, with one of everything."""

import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parent.parent / "synthesis" / "example.json"


def example() -> dict[str, Any]:
    """A fresh document; a test may change it."""
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def document() -> dict[str, Any]:
    return example()


@pytest.fixture(params=["nl", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty(document: dict[str, Any]) -> dict[str, Any]:
    """A review in which nothing has happened yet."""
    for part in ("searches", "works", "records", "passages", "findings", "gaps", "cautions", "references"):
        document[part] = []
    for part in ("cells", "totals"):
        document["matrix"][part] = []
    counts = document["flow"]
    document["flow"] = {name: {} if isinstance(n, dict) else 0 for name, n in counts.items()}
    return document
