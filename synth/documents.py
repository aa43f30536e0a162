"""Files that people write: YAML 1.2 read safely, with the line and column of every value.

Hostile until parsed (RELIABILITY: YAML bombs, tags, types): size and depth are capped, aliases and tags are
refused, duplicate keys are errors, and plain scalars follow the YAML 1.2 core schema (`no` stays `no`).
The library only cuts the text into events (libyaml where it is there); values are made here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from yaml import YAMLError
from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from synth.errors import FileError, Position, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
PLAIN = 80
"""Columns at which the longest messages of the validator are cut."""

_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?\Z")
_SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that this or an older YAML reads as something else than text."""
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_CORE: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}

WORK_KEY = r"^[a-z0-9]+(-[a-z0-9]+)*-(\d{4}|nd)[a-z]{0,2}(-[a-z0-9]+)*$"
WorkKey = Annotated[str, StringConstraints(pattern=WORK_KEY, max_length=120)]
"""The key of a work as files name it: `koning-2008`, `veld-nd-b`."""

Tongue = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
"""The key of a text in several languages: an ISO 639-1 code."""

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, or the same in Python where it was not built."""

Model = TypeVar("Model", bound=BaseModel)
Path_ = tuple[str, ...]


class Written(BaseModel):
    """A part of a file as a person wrote it: no unknown keys, no guessing what a value was meant to be."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: plain data, where each value stands, and the text it was read from."""

    name: str
    data: Any
    marks: Mapping[Path_, tuple[int, int]] = field(repr=False)
    text: str = field(default="", repr=False)

    def position(self, *path: str | int) -> Position:
        """The place of the value at `path`, or of the nearest parent that is known."""
        keys = tuple(str(part) for part in path)
        while keys and keys not in self.marks:
            keys = keys[:-1]
        return Position(self.name, *self.marks.get(keys, (0, 0)))

    def problem(self, message: str, *path: str | int, remedy: str = "", code: str = "") -> Problem:
        """A problem at the value at `path`."""
        return Problem(self.position(*path), message, remedy, code)


def load(path: Path, *, name: str = "", max_bytes: int = MAX_BYTES) -> Document:
    """Read the YAML file at `path`; `name` is what errors call it (default: the path).

    Raises FileError when the file is missing, too large, not UTF-8 or not acceptable YAML.
    """
    shown = name or str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(max_bytes + 1)
    except OSError as error:
        raise _refuse(
            shown, f"cannot be read: {error.strerror}.", "Check the path and its rights."
        ) from error
    if len(raw) > max_bytes:
        raise _refuse(shown, f"is larger than {max_bytes:,} bytes.", "Split the file.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _refuse(shown, "is not UTF-8 text.", "Save it as UTF-8.", line=line) from error
    return load_text(text, name=shown, max_bytes=max_bytes)


def load_text(text: str, *, name: str, max_bytes: int = MAX_BYTES) -> Document:
    """Parse YAML `text`; `name` is what errors call it. Raises FileError."""
    if len(text) > max_bytes:
        raise _refuse(name, f"is larger than {max_bytes:,} bytes.", "Split the file.")
    try:
        return _Builder(name).document(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark and error.context_mark and mark.line > text.count("\n"):
            mark = error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"is not valid YAML: {error.problem or error.context}."
        remedy = "Check indentation, quotes and colons."
        raise _refuse(name, message, remedy, line=line, column=column) from error
    except YAMLError as error:
        message = f"is not valid YAML: {' '.join(str(error).split())[:PLAIN]}."
        raise _refuse(name, message, "Remove control characters.") from error


def validate(document: Document, model: type[Model]) -> Model:
    """The document as an instance of `model`; raises FileError with the place of every mistake."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise FileError(tuple(_explain(document, error))) from error


def scalar(value: str | int) -> str:
    """A YAML scalar that reads back the same: a plain slug, a number, or a double-quoted string."""
    if isinstance(value, int):
        return str(value)
    if _SLUG.match(value) and value not in _RESERVED:
        return value
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def _refuse(name: str, message: str, remedy: str, *, line: int = 0, column: int = 0) -> FileError:
    return FileError((Problem(Position(name, line, column), message, remedy),))


class _Builder:
    """Makes plain data and marks from the events of one document."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0
        self.marks: dict[Path_, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.events: Iterator[Event] = iter(())

    def document(self, text: str) -> Document:
        """Build the only document of `text`."""
        self.events = yaml.parse(text, Loader=LOADER)
        data = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.refusal(event, "holds more than one document (---).", "Split the file.")
                data = self.value(next(self.events), ())
        if not documents:
            remedy = "Start from a template: `synth new DIR --from tno-2011`."
            raise _refuse(self.name, "is empty.", remedy)
        if self.problems:
            raise FileError(tuple(self.problems))
        return Document(self.name, data, self.marks, text)

    def value(self, event: Event, path: Path_) -> Any:
        """Build the value that begins with `event` and stands at `path`."""
        self.check(event)
        self.marks[path] = _place(event)
        if isinstance(event, ScalarEvent):
            return _scalar(event.value, quoted=not event.implicit[0])
        self.depth += 1
        built = self.mapping(path) if isinstance(event, MappingStartEvent) else self.sequence(path)
        self.depth -= 1
        return built

    def sequence(self, path: Path_) -> list[Any]:
        """Build the items up to the end of the list."""
        items: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.value(event, (*path, str(len(items)))))
        return items

    def mapping(self, path: Path_) -> dict[str, Any]:
        """Build the pairs up to the end of the mapping; a key that stands twice is a problem."""
        pairs: dict[str, Any] = {}
        while isinstance(event := next(self.events), NodeEvent):
            self.check(event)
            if not isinstance(event, ScalarEvent):
                raise self.refusal(event, "has a key that is not plain text.", "Quote it.")
            if event.value in pairs:
                message = f"The key `{event.value}` stands twice."
                position = Position(self.name, *_place(event))
                self.problems.append(Problem(position, message, "Keep one of them."))
            pairs[event.value] = self.value(next(self.events), (*path, event.value))
        return pairs

    def check(self, event: Event) -> None:
        """Refuse what no file of a person needs."""
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            message, remedy = "uses an anchor or alias (& or *).", "Write it out; quote text that begins so."
        elif tag := getattr(event, "tag", None):
            message, remedy = f"uses a tag ({tag}).", "Remove the tag; quote text that begins with !."
        elif isinstance(event, CollectionStartEvent) and self.depth >= MAX_DEPTH:
            message, remedy = f"is nested deeper than {MAX_DEPTH} levels.", "Flatten the structure."
        else:
            return
        raise self.refusal(event, message, remedy)

    def refusal(self, event: Event, message: str, remedy: str) -> FileError:
        """An error at the place of `event`."""
        line, column = _place(event)
        return _refuse(self.name, message, remedy, line=line, column=column)


def _place(event: Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _scalar(value: str, *, quoted: bool) -> Any:
    if quoted:
        return value
    if value in _CORE:
        return _CORE[value]
    if _INT.match(value):
        return int(value)
    return float(value) if _FLOAT.match(value) else value


_PLAIN_NAME = "Write small letters, digits and hyphens, as in my-review."
_PATTERNS = {
    r"^[a-z]{2}$": "Write a language as two letters: nl, de, en.",
    r"^\d+\.\d+\.\d+$": "Write three numbers: 1.0.0.",
    r"^\S(.{0,118}\S)?$": "Write 1 to 120 characters, without a space at either end.",
}
"""What to write, by the pattern that a text should match; the others are patterns of names."""

_MAPPING = "Write keys with values, as in {from: 2010}."
_LIST = "Write a list, as in [one, two]."
_SHAPES = {
    "string_type": "Put it in quotes.",
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "too_short": "Write at least one.",
}
"""What to write, by what pydantic calls the mistake."""


def _explain(document: Document, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors():
        path = [str(part) for part in detail["loc"]]
        where = ".".join(path) or "the file"
        if detail["type"] == "extra_forbidden":
            message, remedy = f"`{where}` is not a known key.", "Check its spelling, or remove it."
        elif detail["type"] == "missing":
            message, remedy = f"`{where}` is missing.", "Add it."
        elif detail["type"] == "string_pattern_mismatch":
            message = f"`{where}`: `{detail['input']}` cannot stand here."
            remedy = _PATTERNS.get(detail["ctx"]["pattern"], _PLAIN_NAME)
        else:
            text = detail["msg"].removeprefix("Value error, ")
            message, remedy = f"`{where}`: {text}.", _SHAPES.get(detail["type"], "")
        yield document.problem(message, *path, remedy=remedy)
