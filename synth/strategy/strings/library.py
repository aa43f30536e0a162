"""The search-query library at arm's length: a string becomes its tree; what it prints and says is caught.

The library reads PubMed, Web of Science and EBSCOhost strings, and lists of numbered lines; it writes its
remarks to standard output and mixes them with colours for a terminal, which are taken out here.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from synth.errors import FileError, Problem
from synth.strategy.lexer import Place
from synth.strategy.strings.brackets import unclosed
from synth.strategy.strings.pairs import written_out
from synth.strategy.strings.problems import string_problem
from synth.strategy.strings.tags import STAND_INS

if TYPE_CHECKING:
    from search_query.query import Query

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_SPACE = re.compile(r"\s+")
_LIST = re.compile(r"\s*(?:#|S)?1[.:)]?\s", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*(?:#|S)?(\d+)[.:)]?\s+", re.IGNORECASE | re.MULTILINE)
_REFERENCE = re.compile(r"\bS(\d+)\b")
_LINE = re.compile(r"^(\d+\. )(.*)$", re.MULTILINE)
_CALLS = re.compile(r"#\d")
_DATE = re.compile(r"\[Date - Publication\]", re.IGNORECASE)
_DAY = re.compile(r'"?\b(\d{4})/\d{2}/\d{2}\b"?')
_TOLD_HERE = ("FIELD_0002", "FIELD_0004")
"""Remarks on terms without a field, which are told when the term is read."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A string as the library reads it, and its remarks."""

    query: Query
    warnings: tuple[Problem, ...]


def tree(text: str, library: str, place: Place) -> Tree:
    """Return the tree of a string; `library` is what the library calls the database.

    Raises FileError with the library's reasons, each at its place.
    """
    from search_query.exception import SearchQueryException
    from search_query.registry import LATEST_VERSIONS_PARSERS, LIST_PARSERS, PARSERS

    if problems := tuple(unclosed(text, place)):
        raise FileError(problems)
    listed = bool(_LIST.match(text)) and "\n" in text.strip()
    parsers = LIST_PARSERS if listed else PARSERS
    spread = written_out(_known_tags(text))
    parser = parsers[library][LATEST_VERSIONS_PARSERS[library]](_numbered(spread) if listed else spread)
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            query = parser.parse()
        except SearchQueryException as error:
            raise FileError(tuple(_problems(parser, place, fatal=True))) from error
        except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise FileError((string_problem("S301", place(0), text="The string cannot be read."),)) from error
    return Tree(query, tuple(_problems(parser, place, fatal=False)))


def _known_tags(text: str) -> str:
    """Write tags that the library does not know as ones it does, of the same length."""
    shorter = _DATE.sub(lambda found: "[dp]".ljust(len(found[0])), text)
    for tag, stand_in in STAND_INS.items():
        shorter = re.sub(rf"\b{tag}", stand_in, shorter)
    return _DAY.sub(r'"\1"      ', shorter)


def _numbered(text: str) -> str:
    """Write the lines of a search history as the library wants them: `1. …`, and `#1` for an earlier line.

    It puts the text of a line in the place of its number, so that a line needs brackets around it.
    """
    numbered = _REFERENCE.sub(r"#\1", _NUMBER.sub(r"\1. ", text.strip()))
    return _LINE.sub(lambda line: line[0] if _CALLS.search(line[2]) else f"{line[1]}({line[2]})", numbered)


def _problems(parser: Any, place: Place, *, fatal: bool) -> Iterator[Problem]:
    """Yield what the library says, each remark once; when it refuses, only what it refuses for."""
    told: set[str] = set()
    for message in _messages(parser.linter.messages):
        said = _said(message)
        if bool(message["is_fatal"]) is fatal and message["code"] not in _TOLD_HERE and said not in told:
            told.add(said)
            at = next((start for start, _ in message["position"] or () if start >= 0), 0)
            yield string_problem("S301" if fatal else "S302", place(at), text=said)


def _messages(messages: Any) -> Iterator[dict[str, Any]]:
    """Yield the messages of a string, or of every line of a list."""
    several = messages.values() if isinstance(messages, dict) else (messages,)
    yield from (message for one in several for message in one)


def _said(message: dict[str, Any]) -> str:
    plain = (_SPACE.sub(" ", _COLOUR.sub("", message[key] or "")).strip() for key in ("message", "details"))
    told = " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in plain if text)
    return f"{told.rstrip('.')} ({message['code']})."
