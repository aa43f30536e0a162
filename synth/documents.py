"""Files that people write: YAML 1.2 read safely, with the line and column of every value.

Hostile until parsed (RELIABILITY: YAML bombs, tags, types): size and depth are capped, aliases and tags are
refused, duplicate keys are errors, and plain scalars follow the YAML 1.2 core schema (`no` stays `no`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from synth.errors import FileError, Position, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
PLAIN = 80
"""Columns at which the longest messages of the validator are cut."""

_INT = re.compile(r"[-+]?[0-9]{1,18}\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})(?:[eE][-+]?[0-9]{1,3})?\Z")
_CORE: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}

Model = TypeVar("Model", bound=BaseModel)
Path_ = tuple[str, ...]


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
        _refuse_tricks(text, name)
        node = _yaml().compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"is not valid YAML: {error.problem or error.context}."
        raise _refuse(
            name, message, "Check indentation, quotes and colons.", line=line, column=column
        ) from error
    except YAMLError as error:
        raise _refuse(
            name, f"is not valid YAML: {str(error)[:PLAIN]}.", "Remove control characters."
        ) from error
    if node is None:
        raise _refuse(name, "is empty.", "Start from a template: `synth new DIR --from tno-2011`.")
    marks: dict[Path_, tuple[int, int]] = {}
    problems: list[Problem] = []
    data = _construct(node, (), _Building(name, marks, problems))
    if problems:
        raise FileError(tuple(problems))
    return Document(name, data, marks, text)


def validate(document: Document, model: type[Model]) -> Model:
    """The document as an instance of `model`; raises FileError with the place of every mistake."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise FileError(tuple(_explain(document, error))) from error


def _yaml() -> YAML:
    return YAML(typ="safe", pure=True)


def _refuse(name: str, message: str, remedy: str, *, line: int = 0, column: int = 0) -> FileError:
    return FileError((Problem(Position(name, line, column), message, remedy),))


def _refuse_tricks(text: str, name: str) -> None:
    depth = 0
    for event in _yaml().parse(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > MAX_DEPTH:
            message, remedy = f"is nested deeper than {MAX_DEPTH} levels.", "Flatten the structure."
        elif isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
            message, remedy = (
                "uses an anchor or alias (& or *).",
                "Write the value out; quote terms that begin with *.",
            )
        elif getattr(event, "tag", None):
            message, remedy = f"uses a tag ({event.tag}).", "Remove the tag; quote text that begins with !."
        else:
            continue
        mark = event.start_mark
        raise _refuse(name, message, remedy, line=mark.line + 1, column=mark.column + 1)


@dataclass(frozen=True, slots=True)
class _Building:
    name: str
    marks: dict[Path_, tuple[int, int]]
    problems: list[Problem]


def _construct(node: Node, path: Path_, building: _Building) -> Any:
    building.marks[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, MappingNode):
        return {key: _construct(value, (*path, key), building) for key, value in _pairs(node, building)}
    if isinstance(node, SequenceNode):
        return [_construct(child, (*path, str(i)), building) for i, child in enumerate(node.value)]
    return _scalar(str(node.value), quoted=getattr(node, "style", None) not in (None, ""))


def _pairs(node: MappingNode, building: _Building) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key_node, value in node.value:
        mark = key_node.start_mark
        position = Position(building.name, mark.line + 1, mark.column + 1)
        if not isinstance(key_node, ScalarNode):
            building.problems.append(Problem(position, "A key must be plain text.", "Quote it."))
        elif key_node.value in seen:
            message = f"The key `{key_node.value}` stands twice."
            building.problems.append(Problem(position, message, "Keep one of them."))
        else:
            seen.add(key_node.value)
            yield key_node.value, value


def _scalar(value: str, *, quoted: bool) -> Any:
    if quoted:
        return value
    if value in _CORE:
        return _CORE[value]
    if _INT.match(value):
        return int(value)
    return float(value) if _FLOAT.match(value) else value


def _explain(document: Document, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors():
        path = [str(part) for part in detail["loc"]]
        where = ".".join(path) or "the file"
        if detail["type"] == "extra_forbidden":
            message, remedy = f"`{where}` is not a known key.", "Check its spelling, or remove it."
        elif detail["type"] == "missing":
            message, remedy = f"`{where}` is missing.", "Add it."
        else:
            message, remedy = f"`{where}`: {detail['msg']}.", ""
        yield document.problem(message, *path, remedy=remedy)
