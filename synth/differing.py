"""Two states of a review, each a folder or a synthesis that was written before, and what differs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from synth.errors import UsageError


def differences(before: Path, after: Path) -> dict[str, Any]:
    """What differs between two states. Raises UsageError for what is neither a review nor a synthesis."""
    from synth.synthesis.changes import changes

    return changes(_state(before), _state(after))


def _state(path: Path) -> dict[str, Any]:
    if path.is_dir():
        from synth.review import Review

        with Review.open(path) as review:
            return review.synthesize()
    return _written(path)


WANTED = "Give the folder of a review, or a file that `synth synthesize --json` wrote."


def _written(path: Path) -> dict[str, Any]:
    from synth.synthesis.document import checked

    if not path.exists():
        raise UsageError(f"There is no folder or file {path}.", remedy=WANTED)
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(
            f"{path} cannot be read as a synthesis: {error}.",
            remedy=WANTED,
        ) from error
    if not isinstance(document, dict) or "findings" not in document:
        raise UsageError(f"{path} is no synthesis.", remedy=WANTED)
    return checked(document)
