"""What a review emits: reports, and files for other programs; every file is whole or not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.errors import UsageError
from synth.formats.files import write_atomic

if TYPE_CHECKING:
    from synth.coding.codes import Codebook
    from synth.model import Coding, Decision, Record

REPORTS = ("html", "md", "json")
EXPORTS = ("yaml", "csv", "xlsx", "ris", "bib", "csl")


def write_reports(
    folder: Path, synthesis: Mapping[str, Any], *, formats: Sequence[str], languages: Sequence[str]
) -> tuple[Path, ...]:
    """Write the report in each format and language; JSON has one file for all languages.

    Raises UsageError for an unknown format.
    """
    written: list[Path] = []
    for name in _known(formats, REPORTS):
        if name == "json":
            from synth.synthesis.document import dumps

            written.append(_write(folder / "synthesis.json", dumps(dict(synthesis))))
            continue
        for language in languages:
            written.append(_write(folder / f"report.{language}.{name}", _render(name, synthesis, language)))
    return tuple(written)


def write_exports(
    folder: Path,
    records: Sequence[Record],
    *,
    events: tuple[Sequence[Decision], Sequence[Coding]],
    codebook: Codebook,
    formats: Sequence[str],
) -> tuple[Path, ...]:
    """Write the works (RIS, BibTeX, CSL-JSON, CSV, XLSX), decisions and codings (YAML, one file per coder).

    Raises UsageError for an unknown format.
    """
    written: list[Path] = []
    for name in _known(formats, EXPORTS):
        if name == "yaml":
            written += _write_events(folder, *events, codebook)
        else:
            written.append(
                _write(folder / f"works.{'csl.json' if name == 'csl' else name}", _works(name, records))
            )
    return tuple(written)


def _render(name: str, synthesis: Mapping[str, Any], language: str) -> str:
    if name == "html":
        from synth.report.html import html

        return html(synthesis, language)
    from synth.report.markdown import markdown

    return markdown(synthesis, language)


def _works(name: str, records: Sequence[Record]) -> str | bytes:
    if name == "ris":
        from synth.formats import ris

        return ris.write(records)
    if name == "bib":
        from synth.formats import bibtex

        return bibtex.write(records)
    if name == "csl":
        from synth.formats import csl

        return csl.write(records)
    if name == "xlsx":
        from synth.formats import xlsx

        return xlsx.write(records)
    from synth.formats import table

    return table.write(records)


def _write_events(
    folder: Path, decisions: Sequence[Decision], codings: Sequence[Coding], codebook: Codebook
) -> list[Path]:
    from synth.coding.file import write_codings
    from synth.screening.file import write_decisions

    written = []
    for coder in sorted({d.coder for d in decisions}):
        text = write_decisions([d for d in decisions if d.coder == coder])
        written.append(_write(folder / f"decisions.{coder}.yaml", text))
    for coder in sorted({c.coder for c in codings}):
        text = write_codings([c for c in codings if c.coder == coder], codebook)
        written.append(_write(folder / f"codings.{coder}.yaml", text))
    return written


def _known(names: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    for name in names:
        if name not in known:
            raise UsageError(f"`{name}` is not a format.", remedy=f"Choose from {', '.join(known)}.")
    return names


def _write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, content)
    return path
