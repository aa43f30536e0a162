"""What a review emits: reports, and files for other programs; every file is whole or not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.errors import UsageError
from synth.formats.files import file_parts, write_atomic
from synth.judging import Answers

if TYPE_CHECKING:
    from synth.coding.codes import Codebook
    from synth.model import Coding, Decision, Record
    from synth.report.style_file import Style

REPORTS = ("html", "md", "json", "docx", "xlsx", "csv", "eppi")
"""`csv` is a folder with a file for each table, and the flow for the PRISMA2020 package."""
EXPORTS = ("yaml", "csv", "xlsx", "ris", "bib", "csl")


NOTHING_SAID = Answers()


@dataclass(frozen=True, slots=True)
class Edition:
    """How reports are written: `style` is a CSL file in whose manner works are cited.

    `without` are parts that a Word file leaves out (`synth.report.word.LEFT_OUT`).
    """

    style: Path | None = None
    without: tuple[str, ...] = ()


USUAL_EDITION = Edition()


@dataclass(frozen=True, slots=True)
class Events:
    """What people decided, coded and said beside codings, as it is in force."""

    decisions: Sequence[Decision]
    codings: Sequence[Coding]
    answers: Answers = NOTHING_SAID


def write_reports(
    folder: Path,
    synthesis: Mapping[str, Any],
    *,
    formats: Sequence[str],
    languages: Sequence[str],
    edition: Edition = USUAL_EDITION,
) -> tuple[Path, ...]:
    """Write the report in each format and language; JSON has one file for all languages.

    Raises UsageError for an unknown format, FileError for a style that cannot be used.
    """
    from synth.report.style_file import read_style

    style = read_style(edition.style) if edition.style else None
    written: list[Path] = []
    for name in _known(formats, REPORTS):
        if name == "json":
            from synth.synthesis.document import written as in_stretches

            written.append(_write(folder / "synthesis.json", in_stretches(dict(synthesis))))
            continue
        for language in languages:
            if name == "csv":
                written += _write_tables(folder / f"tables.{language}", synthesis, language, style)
            elif name == "html":
                written += _write_pages(folder, synthesis, language, style)
            elif name == "docx":
                written.append(_write_word(folder, synthesis, language, (style, edition.without)))
            else:
                content = _render(name, synthesis, language, (style, folder))
                file = f"eppi-mapper.{language}.json" if name == "eppi" else f"report.{language}.{name}"
                written.append(_write(folder / file, content))
    return tuple(written)


def _write_pages(
    folder: Path, synthesis: Mapping[str, Any], language: str, style: Style | None
) -> list[Path]:
    """The HTML report, with the pages beside it when the review is large; older pages are taken away."""
    from synth.report.html import html_files

    name = f"report.{language}"
    files = html_files(synthesis, language, name, style, waiting=folder)
    written = [_write(folder / path, text) for path, text in files]
    for old in set((folder / name).glob("page-[0-9]*.html")) - set(written):
        old.unlink()
    return written[:1]


def _write_word(
    folder: Path, synthesis: Mapping[str, Any], language: str, how: tuple[Style | None, tuple[str, ...]]
) -> Path:
    from synth.report.word import docx

    style, without = how
    return _write(folder / f"report.{language}.docx", docx(synthesis, language, style, without=without))


def _write_tables(
    folder: Path, synthesis: Mapping[str, Any], language: str, style: Style | None
) -> list[Path]:
    from synth.formats.csv_safe import csv_lines
    from synth.report.flow_csv import flow_csv
    from synth.report.tables import tables
    from synth.report.view import page

    written = []
    for table in tables(page(synthesis, language, style)):
        lines = csv_lines(table.columns, ([cell.value for cell in row.cells] for row in table.rows))
        written.append(_write(folder / f"{table.name}.csv", (line.encode() for line in lines)))
    return [*written, _write(folder / "prisma2020-flow.csv", flow_csv(synthesis, language))]


def write_exports(
    folder: Path,
    records: Sequence[Record],
    *,
    events: Events,
    codebooks: Sequence[Codebook],
    formats: Sequence[str],
) -> tuple[Path, ...]:
    """Write the works (RIS, BibTeX, CSL-JSON, CSV, XLSX), decisions and codings (YAML, one file per coder).

    The first of `codebooks` is the review's own; codings made with another have that one's name in their
    file. Raises UsageError for an unknown format.
    """
    written: list[Path] = []
    for name in _known(formats, EXPORTS):
        if name == "yaml":
            written += _write_events(folder, events, codebooks)
        else:
            written.append(write_works(folder, name, records))
    return tuple(written)


def write_works(folder: Path, name: str, records: Sequence[Record]) -> Path:
    """Write works in one format; return the path. Raises UsageError for an unknown one."""
    (form,) = _known((name,), EXPORTS[1:])
    return _write(folder / f"works.{'csl.json' if form == 'csl' else form}", _works(form, records))


def _render(
    name: str, synthesis: Mapping[str, Any], language: str, how: tuple[Style | None, Path]
) -> str | bytes | Iterator[bytes]:
    style, folder = how
    if name == "xlsx":
        from synth.report.tables import tables
        from synth.report.view import page
        from synth.report.workbook import workbook

        shown = page(synthesis, language, style)
        return workbook(tables(shown), shown.messages, folder)
    if name == "eppi":
        from synth.report.eppi_map import eppi_map

        return eppi_map(synthesis, language)
    from synth.report.markdown import stretches

    return (one.encode() for one in stretches(synthesis, language, style))


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


def _write_events(folder: Path, events: Events, codebooks: Sequence[Codebook]) -> list[Path]:
    from synth.coding.answers_file import write_answers
    from synth.coding.file import write_codings
    from synth.screening.file import write_decisions

    written = []
    for coder, part in file_parts(d.coder for d in events.decisions).items():
        text = write_decisions([d for d in events.decisions if d.coder == coder])
        written.append(_write(folder / f"decisions.{part}.yaml", text))
    for book in codebooks:
        middle = "" if book is codebooks[0] else f".{book.id}"
        made = [one for one in events.codings if one.codebook == book.id]
        for coder, part in file_parts(one.coder for one in made).items():
            text = write_codings([one for one in made if one.coder == coder], book)
            written.append(_write(folder / f"codings.{part}{middle}.yaml", text))
    for coder, part in file_parts(events.answers.coders).items():
        text = write_answers(events.answers.of(coder), codebooks[0])
        written.append(_write(folder / f"answers.{part}.yaml", text))
    return written


def _known(names: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    for name in names:
        if name not in known:
            raise UsageError(f"`{name}` is not a format.", remedy=f"Choose from {', '.join(known)}.")
    return names


def _write(path: Path, content: str | bytes | Iterator[bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, content)
    return path
