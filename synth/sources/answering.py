"""What the answer of a source without keys means: data, a failure that may pass, or a refusal."""

from __future__ import annotations

import re
from typing import Any

from synth.errors import SourceError
from synth.sources.protocol import TemporaryError
from synth.sources.transport import Answer

PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""HTTP states that asking again may help."""

AGAIN = "Run the same command again: it goes on where it stopped."
REPORT = "Report it with the request in the search log: it should have been asked otherwise."

_BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def data(answer: Answer, label: str, *, wait: float | None = None) -> dict[str, Any]:
    """Return the object in an answer with status 200; `wait` is used when a server that fails asks for none.

    Raises TemporaryError when the answer is a web page or broken, or its status may pass; SourceError for
    another status, with the server's own words when it said any in plain text or JSON.
    """
    found = answer.json()
    if answer.status != 200:
        raise failure(answer, label, said(words(found) or _plain(answer.text)), wait=wait)
    if found is None:
        raise TemporaryError(f"{label} gave {kind(answer.text)} instead of data.", remedy=AGAIN)
    if not isinstance(found, dict):
        raise unknown_shape(label)
    return found


def unknown_shape(label: str) -> TemporaryError:
    """Return the error for an answer that is data, but not as documented."""
    return TemporaryError(f"{label} gave an answer of an unknown shape.", remedy=AGAIN)


def failure(answer: Answer, label: str, message: str, *, wait: float | None = None) -> SourceError:
    """Return the error that a status other than 200 means; `wait` is used when the server asks for none."""
    if answer.status in PASSING:
        asked = answer.retry_after()
        state = "asks to slow down" if answer.status == 429 else f"failed (HTTP {answer.status})"
        return TemporaryError(
            f"{label} {state}{message}", remedy=AGAIN, wait=wait if asked is None else asked
        )
    return SourceError(f"{label} refused the request (HTTP {answer.status}){message}", remedy=REPORT)


def said(text: str) -> str:
    """Return `: ` and the server's own words on one line, cut to 400 characters; a full stop without any."""
    line = _BREAKS.sub(" ", text).strip()[:400]
    return f": {line}" if line else "."


def words(found: Any) -> str:
    """Return what a JSON error says: its message, error or title, or those in a list of such.

    The names that servers use for it are in `SAYINGS`.
    """
    if not isinstance(found, dict):
        return ""
    for name in SAYINGS:
        said = found.get(name)
        if isinstance(said, list):
            said = " – ".join(filter(None, map(words, said)))
        if isinstance(said, str) and said:
            return said
    return ""


SAYINGS = ("message", "error", "errors", "detail", "title")
"""Where an error in JSON says what is wrong, the first that is there."""


def kind(text: str) -> str:
    """Return what a body that is no data is, in words: a web page, XML, text, or something broken."""
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if not start.startswith("<"):
        return "a broken answer" if start[:1] in ("{", "[", "") else "plain text"
    return "XML" if start.startswith("<?xml") and "<html" not in start else "a web page"


def _plain(text: str) -> str:
    return "" if text.lstrip()[:1] in ("<", "{", "[") else text
