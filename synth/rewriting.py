"""Values put into YAML that a person wrote: comments, order and layout around them stay as they are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from synth.documents import LOADER, load_text
from synth.errors import UsageError

Place = tuple[str | int, ...]
"""Where a value stands: `("criteria", "exclude", 0, "label", "nl")`."""

WIDE = 10_000


def rewritten(text: str, changes: Iterable[tuple[Place, Any]]) -> str:
    """Return the text with each value put in its place; None takes the key or item away.

    Keys that are missing on the way are made. Raises FileError when the text cannot be read,
    UsageError for a place that cannot be made.
    """
    for place, value in changes:
        load_text(text, name="text")
        text = _with(text, place, value)
    return text


def _with(text: str, place: Place, value: Any) -> str:
    tree = yaml.compose(text, Loader=LOADER)
    parent = _walk(tree, place[:-1])
    if parent is None and len(place) > 1 and isinstance(place[-1], str):
        return text if value is None else _with(text, place[:-1], {place[-1]: value})
    if isinstance(parent, yaml.MappingNode):
        return _in_mapping(text, parent, str(place[-1]), value)
    if isinstance(parent, yaml.SequenceNode) and isinstance(place[-1], int):
        return _in_sequence(text, parent, place[-1], value)
    raise UsageError(f"There is no place {'/'.join(map(str, place))}.", remedy="Edit the file by hand.")


def _walk(node: yaml.Node | None, place: Sequence[str | int]) -> yaml.Node | None:
    for step in place:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        else:
            return None
    return node


def _in_mapping(text: str, parent: yaml.MappingNode, key: str, value: Any) -> str:
    pairs = [(name, node) for name, node in parent.value if name.value == key]
    if parent.flow_style:
        data = {**_read(text, parent), key: value}
        return _put(text, parent, {name: one for name, one in data.items() if one is not None})
    if pairs:
        name, node = pairs[0]
        start = text.rfind("\n", 0, name.start_mark.index) + 1
        if value is None and len(parent.value) > 1 and not text[start : name.start_mark.index].strip():
            return text[:start] + text[_line_end(text, _end(text, node)) :]
        return _put(text, node, value)
    if value is None:
        return text
    indent = parent.value[0][0].start_mark.column
    at = _line_end(text, _end(text, parent))
    before = text[:at] if text[:at].endswith("\n") else text[:at] + "\n"
    return before + _block({key: value}, indent, first=True) + "\n" + text[at:]


def _in_sequence(text: str, parent: yaml.SequenceNode, number: int, value: Any) -> str:
    if parent.flow_style or not parent.value:
        data = list(_read(text, parent))
        data[number : number + 1] = [] if value is None else [value]
        return _put(text, parent, data)
    if number >= len(parent.value):
        return _behind(text, parent, value)
    node = parent.value[number]
    if value is not None:
        return _put(text, node, value)
    if len(parent.value) == 1:
        return _put(text, parent, [])
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    return text[:start] + text[_line_end(text, _end(text, node)) :]


def _behind(text: str, parent: yaml.SequenceNode, value: Any) -> str:
    """Put an item behind the last one of a list."""
    last = parent.value[-1]
    line = text.rfind("\n", 0, last.start_mark.index) + 1
    dash = text.index("-", line) - line
    at = _line_end(text, _end(text, last))
    before = text[:at] if text[:at].endswith("\n") else text[:at] + "\n"
    return before + _block([value], dash, first=True) + "\n" + text[at:]


def _put(text: str, node: yaml.Node, value: Any) -> str:
    """Put a value where a node stands: on its line when it is short, else in a block below."""
    start, end = node.start_mark.index, _end(text, node)
    if not isinstance(value, dict | list) or not value or getattr(node, "flow_style", False):
        return text[:start] + _flow(value) + text[end:]
    if isinstance(node, yaml.CollectionNode):
        column = node.start_mark.column
        return text[:start] + _block(value, column) + text[end:]
    line = text.rfind("\n", 0, start) + 1
    column = len(text[line:start]) - len(text[line:start].lstrip(" -")) + 2
    return text[:start].rstrip(" ") + "\n" + _block(value, column, first=True) + text[end:]


def _end(text: str, node: yaml.Node) -> int:
    """Where the last value of a node ends; comments and blank lines behind it are not part of it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    end = int(node.end_mark.index)
    return len(text[:end].rstrip()) if getattr(node, "style", "") in ("|", ">") else end


def _line_end(text: str, at: int) -> int:
    """The beginning of the line after the one in which `at` stands."""
    if at and text[at - 1] == "\n":
        return at
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def _read(text: str, node: yaml.Node) -> Any:
    """What a node holds, as the file is read elsewhere: `no` stays a word."""
    own = " " * node.start_mark.column + text[node.start_mark.index : _end(text, node)]
    return load_text(own, name="text").data


def _flow(value: Any) -> str:
    written: str = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=WIDE
    )
    return written.removesuffix("...\n").strip()


def _block(value: Any, indent: int, *, first: bool = False) -> str:
    written = yaml.safe_dump(value, default_flow_style=False, allow_unicode=True, sort_keys=False, width=110)
    lines = written.rstrip("\n").split("\n")
    joined = ("\n" + " " * indent).join(lines)
    return " " * indent + joined if first else joined
