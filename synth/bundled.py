"""The files that ship with the package: strategies, codebooks and corpora."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from synth.errors import UsageError

Folder = Literal["queries", "codebooks", "corpus"]


def folder(name: Folder) -> Traversable:
    """The bundled folder `name`: inside the installed package, or beside it in a checkout."""
    inside = files("synth") / name
    if inside.is_dir():
        return inside
    beside = Path(__file__).parent.parent / name
    if beside.is_dir():
        return beside
    raise UsageError(f"The bundled folder `{name}` is missing.", remedy="Install the package again.")


def path(name: Folder, *parts: str) -> Path:
    """The path of a bundled file or folder; the last of `parts` may come from a person.

    Raises UsageError, listing what there is, when it does not exist.
    """
    base = Path(str(folder(name)))
    if not parts:
        return base
    *folders, file = parts
    base = base.joinpath(*folders)
    found = base / file
    if found.parent != base or not found.exists():  # a name that leads elsewhere is none
        beside = (p for p in base.iterdir() if p.suffix == found.suffix and p.name[0] != "_")
        like = [p.stem for p in beside if p.name not in WORDS]
        kind = WORDS.get(base.name, name)
        message = f"There is no {kind} called `{file.removesuffix(found.suffix)}`."
        raise UsageError(message, remedy=f"There is: {', '.join(sorted(like)) or 'none'}.")
    return found


WORDS = {"queries": "strategy", "codebooks": "codebook", "corpus": "replication", "lists": "list of gaps"}
"""What the files of a bundled folder are."""
