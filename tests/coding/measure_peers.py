"""Codings and codebooks that go out, read by programs of others; and what those write, read here.

python -m tests.coding.measure_peers FILE…: .qdpx, .qdc and .eppi.json that `synth export --codings` made. Of
pyqdpx (Python 3.12 or later), portableQDA, Taguette and destiny_sdk those run that can be imported.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from synth.formats.refi_qda import QdaProject, read_codebook, read_project

Said = tuple[str, int, int, str, str, str]
"""The name of a source, start, end, the words there, the name of a code, and who gave it."""


def main(paths: list[Path]) -> None:
    """Print one line for each file and program that reads its form."""
    for path in paths:
        for name, reads in PEERS[path.suffix].items():
            if find_spec(name) and (name != "pyqdpx" or sys.version_info >= (3, 12)):
                reads(path)


def pyqdpx(path: Path) -> None:
    """How many codes, sources and codings the program has as they went out; of a selection it reads one."""
    ours = read_project(path.read_bytes(), path.name)
    theirs = import_module("pyqdpx").QDPX(str(path)).get_project()
    held = {
        (source.name, one.start, one.end, one.text, one.code.name, one.user.name)
        for source in theirs.sources.values()
        for one in source.coded_selections.values()
    }
    went = Counter(_said(ours))
    selections = sum(len(one.selections) for one in ours.sources)
    print(
        f"pyqdpx {version('pyqdpx')} {path.name}: codes={len(theirs.codes)} of {len(ours.codes)} "
        f"sources={len(theirs.sources)} of {len(ours.sources)} "
        f"codings={len(held & set(went))} of {len(went)} in selections={selections}"
    )


def portableqda(path: Path) -> None:
    """How many codes and sets the program has; it reads no nested codes."""
    ours = read_codebook(path.read_bytes(), path.name)
    theirs = import_module("portableqda").codebookCls()
    theirs.readQdcFile(str(path))
    names = {one.name for one in ours.codes if not one.parent}
    print(
        f"portableQDA {version('portableqda')} {path.name}: codes={len(names & set(theirs.codes))} of "
        f"{len(ours.codes)} sets={len(theirs.sets)} of {len(ours.sets)}"
    )


def taguette(path: Path) -> None:
    """The codes as tags of the program, nested by dots, written by it and read here; it reads no REFI-QDA."""
    ours = read_codebook(path.read_bytes(), path.name)
    paths: dict[str, str] = {}
    for one in ours.codes:
        paths[one.guid] = ".".join(filter(None, (paths.get(one.parent), one.name)))
    tags = [SimpleNamespace(path=path) for path in paths.values()]
    written = io.BytesIO()
    import_module("taguette.export").codebook_xml(tags, written)
    back = read_codebook(written.getvalue(), "codebook.qdc")
    same = sum(one.name == tag.path for one, tag in zip(back.codes, tags, strict=True))
    print(f"Taguette {version('taguette')} tags of {path.name}: read here={same} of {len(tags)}")


def destiny_sdk(path: Path) -> None:
    """How many references of an export for EPPI-Reviewer it takes, with title and authors as they went."""
    parser = import_module("destiny_sdk.parsers.eppi_parser")
    data, _ = parser.load_eppi_export(path)
    taken, left = parser.EPPIParser(include_eppi_id=True).parse_references(data)
    same = sum(
        any(_told(part.content) == (one["Title"], one["Authors"]) for part in found.enhancements)
        for found, one in zip(taken, data["References"], strict=not left)
    )
    print(f"destiny_sdk {version('destiny_sdk')} {path.name}: references={same} of {len(data['References'])}")


def _told(content: Any) -> tuple[str, str]:
    authors = getattr(content, "authorship", None) or ()
    return getattr(content, "title", ""), " ; ".join(one.display_name for one in authors)


def _said(project: QdaProject) -> Iterator[Said]:
    names = {one.guid: one.name for one in project.codes}
    users = project.users or {}
    for source in project.sources:
        for one in source.selections:
            words = source.text[one.start : one.end]
            for coding in one.codings:
                yield source.name, one.start, one.end, words, names[coding.code], users[coding.user]


PEERS: dict[str, dict[str, Callable[[Path], None]]] = {
    ".qdpx": {"pyqdpx": pyqdpx},
    ".qdc": {"portableqda": portableqda, "taguette": taguette},
    ".json": {"destiny_sdk": destiny_sdk},
}

if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
