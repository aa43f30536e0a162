"""The codebooks that ship with the package: what each holds, for the command line and the docs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from synth import bundled
from synth.coding.codebook import load_codebook
from synth.coding.codes import Code, Codebook
from synth.coding.crosswalk import FOLDER, ends
from synth.i18n import spoken


def shipped() -> tuple[Codebook, ...]:
    """Every bundled codebook, by id. Raises FileError."""
    folder = Path(str(bundled.folder("codebooks")))
    return tuple(load_codebook(path) for path in sorted(folder.glob("*.yaml")))


def codebook(name: str) -> Codebook:
    """The bundled codebook called `name`. Raises UsageError, listing what there is."""
    return load_codebook(bundled.path("codebooks", f"{name}.yaml"))


def written(name: str) -> str:
    """The bundled codebook called `name` as its file has it. Raises UsageError, listing what there is."""
    return bundled.path("codebooks", f"{name}.yaml").read_text(encoding="utf-8")


def facts(book: Codebook) -> dict[str, Any]:
    """What a codebook holds, in plain values; `dimensions` maps each to the number of its codes."""
    codes = tuple(code for code in book.codes() if code.point is None)
    return {
        "id": book.id,
        "version": book.version,
        "title": dict(book.title),
        "languages": list(book.languages),
        "dimensions": {dimension.id: len(dimension.codes) for dimension in book.dimensions},
        "codes": len(codes),
        "with_terms": sum(bool(code.terms) for code in codes),
        "unverified": sum(not code.verified for code in codes),
        "source": book.source,
    }


def contents(book: Codebook, language: str) -> Iterator[dict[str, Any]]:
    """Every code with its place, label, definition, questions and sources in `language`, as plain values."""
    for code in (one for one in book.codes() if one.point is None):
        yield {
            "dimension": code.dimension,
            "code": code.id,
            "parent": code.parent,
            "depth": len(book.implied(code.dimension, code.id)),
            "label": book.label(code.dimension, code.id, language),
            "definition": spoken(code.definition, language),
            "questions": list(_lines(code, language)),
            "sources": list(code.sources),
            "verified": code.verified,
        }


def table() -> str:
    """The bundled codebooks as the Markdown table of docs/codebooks.md."""
    lines = [
        "| codebook | what it is | dimensions (codes) | languages | version | not checked | source |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in map(facts, shipped()):
        dimensions = ", ".join(f"{name} ({count})" for name, count in row["dimensions"].items())
        cells = (
            f"`{row['id']}`",
            row["title"]["en"],
            dimensions,
            ", ".join(row["languages"]),
            row["version"],
            f"{row['unverified']} of {row['codes']}" if row["unverified"] else "",
            row["source"],
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def crosswalks() -> tuple[tuple[str, str, str], ...]:
    """The bundled crosswalks: name and the two codebooks that each links."""
    found = sorted(bundled.path("codebooks", FOLDER).glob("*.yaml"))
    return tuple((path.stem, *ends(path)) for path in found)


def _lines(code: Code, language: str) -> tuple[str, ...]:
    return code.questions.get(language) or next(iter(code.questions.values()), ())
