"""The synthesis document that the tests of the report share; made up, small, and with one of everything."""

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


@pytest.fixture
def document() -> dict[str, Any]:
    """A fresh document; a test may change it."""
    return json.loads((HERE / "document.json").read_text(encoding="utf-8"))
