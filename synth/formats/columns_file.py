"""A mapping of columns that a person wrote and kept: read with every mistake placed, and begun for them.

It is a YAML file: `synth: columns/1`, then `columns:` with a heading of the file behind each role.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from synth.documents import load, validate
from synth.formats.columns import Columns
from synth.formats.roles import ROLES, Role

_MAPPING_BYTES = 100_000

Heading = Annotated[str, StringConstraints(max_length=200, min_length=1)]


class ColumnsFile(BaseModel):
    """A saved mapping: for each role one heading, or several in order of trust."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    synth: Literal["columns/1"]
    columns: Annotated[dict[Role, Heading | tuple[Heading, ...]], Field(min_length=1)]


def load_mapping(path: Path | str) -> Mapping[Role, tuple[str, ...]]:
    """Return a saved mapping. Raises FileError with the place of a mistake."""
    file = validate(load(Path(path), max_bytes=_MAPPING_BYTES), ColumnsFile)
    return {role: (names,) if isinstance(names, str) else names for role, names in file.columns.items()}


def template(columns: Columns) -> str:
    """A mapping as YAML, with the columns that were found and, as comments, the others."""
    lines = ["synth: columns/1", "columns:"]
    for role in ROLES:
        headings = [columns.names[place] for place in columns.places.get(role, ())]
        if headings:
            lines.append(
                f"  {role}: {json.dumps(headings if len(headings) > 1 else headings[0], ensure_ascii=False)}"
            )
    used = {place for places in columns.places.values() for place in places}
    rest = [n for place, n in enumerate(columns.names) if place not in used and n]
    lines.append(f"# roles: {', '.join(ROLES)}")
    lines += [f"# not used: {heading}" for heading in rest]
    return "\n".join(lines) + "\n"
