"""Codings and codebooks that go out as REFI-QDA, read by programs of others; and what those write, read here.

python -m tests.coding.measure_peers CODINGS.qdpx [CODEBOOK.qdc…]: files that `synth export --codings` made.
Of pyqdpx (Python 3.12 or later), portableQDA and Taguette those are run that can be imported.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

from synth.formats.refi_qda import QdaProject, read_codebook, read_project

Said = tuple[str, int, int, str, str, str]
"""The name of a source, start, end, the words there, the name of a code, and who gave it."""


def main(project: Path, codebooks: list[Path]) -> None:
    """Print one line for each program and file."""
    if sys.version_info >= (3, 12) and find_spec("pyqdpx"):
        pyqdpx(project)
    for path in codebooks:
        if find_spec("portableqda"):
            portableqda(path)
        if find_spec("taguette"):
            taguette(path)


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


def _said(project: QdaProject) -> Iterator[Said]:
    names = {one.guid: one.name for one in project.codes}
    users = project.users or {}
    for source in project.sources:
        for one in source.selections:
            words = source.text[one.start : one.end]
            for coding in one.codings:
                yield source.name, one.start, one.end, words, names[coding.code], users[coding.user]


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(one) for one in sys.argv[2:]])
