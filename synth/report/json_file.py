"""The synthesis document as a JSON file: readable, stable, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def json_text(document: Mapping[str, Any]) -> str:
    """The document as JSON text that ends with a newline; the same document gives the same text."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
