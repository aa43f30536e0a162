"""What an answer in XML means: a document, a failure that may pass, or a refusal; and payloads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synth.errors import FileError, SourceError
from synth.formats.elements import Element, tree
from synth.sources.answering import AGAIN, failure, said
from synth.sources.protocol import TemporaryError

if TYPE_CHECKING:
    from synth.sources.transport import Answer


def document(answer: Answer, label: str) -> Element:
    """Return the root of the XML in an answer with status 200.

    Raises TemporaryError when the answer is a web page or broken, or its status may pass; SourceError for
    another status, with the server's own words when they are plain text.
    """
    if answer.status != 200:
        text = answer.text.lstrip()
        raise failure(answer, label, said("" if text[:1] in ("<", "{") else text))
    root = root_of(answer.text)
    if root is None or root.tag.lower().endswith("html"):
        page = "a web page" if "<html" in answer.text[:2000].lower() else "a broken answer"
        raise TemporaryError(f"{label} gave {page} instead of data.", remedy=AGAIN)
    return root


def root_of(text: str) -> Element | None:
    """Return the root of an XML document; None when it is none, or one that is refused."""
    try:
        return tree(text, "answer").root
    except FileError:
        return None


def element_of(text: str, label: str) -> Element:
    """Return the element of a record as it was kept; raise SourceError when it is none."""
    root = root_of(text)
    if root is None:
        raise SourceError(f"{label} gave something that is not a record.", remedy="It is kept as received.")
    return root
