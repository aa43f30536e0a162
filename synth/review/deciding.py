"""Screening decisions come in from other programs, and go out to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import FileError, Position, Problem
from synth.intake import Taken, parted
from synth.model import STAGES, Decision, Stage
from synth.review.folder import Folder

if TYPE_CHECKING:
    from synth.screening.labels import Label

_NAME = 120
_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Screener:
    """Whose decisions a file holds, and of which stage, where it does not say.

    With `undated`, those that do not tell their time go over what was said in the review.
    """

    coder: str
    stage: Stage
    undated: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """An entry of a file with its decisions: `key` is the work that it is about, empty when there is none."""

    key: str
    told: str
    line: int
    labels: tuple[Label, ...]


class Deciding(Folder):
    """Decisions in the forms of other programs."""

    def take_in_decisions(self, paths: Sequence[Path | str], screener: Screener) -> tuple[Taken, ...]:
        """Take in the decisions of files that Rayyan, Covidence, ASReview, EPPI-Reviewer or people wrote.

        All or none; an entry that is no work of the review is a problem, and the others come in. The same
        file twice adds nothing. Raises FileError when a file holds no decisions.
        """
        from synth.store.database import writing

        with writing(self.db):
            self.settle()
            return tuple(self._take_decided(Path(path), screener) for path in paths)

    def export_decisions(
        self, forms: Sequence[str], *, stage: Stage, to: Path | None = None
    ) -> tuple[Path, ...]:
        """Write the decisions at a stage (`csv`: of all) for other programs to `to`; return the paths."""
        from synth.formats.files import write_atomic
        from synth.i18n import spoken
        from synth.screening.label_files import Screened, files
        from synth.store import decisions, works

        inside = works.in_review(self.db)
        screened = Screened(
            [work for work in works.works(self.db) if work.id in inside],
            decisions.current_decisions(self.db),
            stage,
            {one.id: spoken(one.label, "en") for one in self.protocol.criteria.exclude},
        )
        folder = to or self.folder / "report" / "export"
        written = [(folder / name, text) for form in forms for name, text in files(form, screened)]
        for path, text in written:
            write_atomic(path, text)
        return tuple(path for path, _ in written)

    def being_screened(self) -> frozenset[str]:
        """The works on which somebody decided at a stage, but not all who have to, while they are blinded."""
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work, outcome, standing_at

        rules = self.protocol.screening
        if rules.screeners == 1 or not rules.blinded:
            return frozenset()
        return frozenset(
            key
            for key, said in by_work(current_decisions(self.db)).items()
            if any(
                standing_at(said, stage) and not outcome(said, stage, screeners=rules.screeners)
                for stage in STAGES
            )
        )

    def _take_decided(self, path: Path, screener: Screener) -> Taken:
        from synth.store import imports
        from synth.store.decisions import add_decisions

        program, rows, problems = self._rows(path)
        if not any(row.labels for row in rows):
            raise FileError((Problem(Position(path.name, 1), "It holds no decisions.", _NO_DECISIONS),))
        since = imports.newest(self.db)
        decided, doubled = _once(rows, screener, path.name)
        known = self._criteria()
        before = imports.decisions_brought(self.db)
        made = [self._decision(key, label, whose, known) for key, label, whose in decided]
        fresh = [one for one in made if replace(one, at="") not in before]
        places = [Position(path.name)] * len(fresh)
        allowed, held = (fresh, ()) if screener.undated else parted(self.db, fresh, places)
        new = add_decisions(self.db, allowed, protocol=self.protocol.digest)
        imports.add_import(self.db, path.name, "decisions", since=since)
        self.note("import-decisions", file=path.name, decisions=len(made), new=new, coder=screener.coder)
        lost = [_lost(row, path.name) for row in rows if row.labels and not row.key]
        notes = (program, *_unknown_reasons(made))
        unread = (*problems, *lost, *doubled)
        return Taken(path.name, "decisions", len(made), new, unread, notes, held=held)

    def _rows(self, path: Path) -> tuple[str, list[_Row], list[Problem]]:
        """The program that wrote a file, its entries with their decisions, and what cannot be read."""
        from synth.formats import eppi_json
        from synth.formats.decode import decode
        from synth.formats.files import read_file

        data = read_file(path)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"{" and eppi_json.looks_like(
            decode(data, path.name).text
        ):
            return "EPPI-Reviewer", self._eppi_rows(data, path.name), []
        return self._keyed_rows(data, path.name) or self._record_rows(data, path.name)

    def _eppi_rows(self, data: bytes, name: str) -> list[_Row]:
        from synth.formats.eppi_coding import read_coding
        from synth.formats.reading import read
        from synth.review.recognising import recognised
        from synth.screening.eppi import labels
        from synth.store.works import works

        records = read(data, name).records
        known = recognised(works(self.db), records)
        keys = {records[place].source_id: key for place, key in known.items()}
        return [
            _Row(keys.get(one.id, ""), one.name, 0, said) for one, said in labels(read_coding(data, name))
        ]

    def _keyed_rows(self, data: bytes, name: str) -> tuple[str, list[_Row], list[Problem]] | None:
        """The rows of a table that names works by their keys; None for any other file."""
        from synth.formats.sheets import read_sheet
        from synth.review.recognising import Finder
        from synth.screening.labels import from_cells, unread
        from synth.store.works import merged_keys, works

        try:
            sheet = read_sheet(data, name)
        except FileError:
            return None
        if "work" not in {heading.casefold() for heading in sheet.headings}:
            return None
        finder = Finder(works(self.db), merged_keys(self.db))
        rows, problems = [], []
        for row in sheet.rows:
            cells = {heading.casefold(): text.strip() for heading, text in row.cells.items()}
            rows.append(_Row(finder.key(cells), cells.get("work", ""), row.line, from_cells(cells)[1]))
            if word := unread(cells):
                problems.append(_unread(word, Position(name, row.line)))
        return "table", rows, problems

    def _record_rows(self, data: bytes, name: str) -> tuple[str, list[_Row], list[Problem]]:
        from synth.formats.reading import read
        from synth.review.recognising import recognised
        from synth.screening.labels import cells_of, labels, unread
        from synth.store.works import works

        reading = read(data, name)
        known = recognised(works(self.db), reading.records)
        lines = dict(enumerate(reading.lines))
        problems = [Problem(one.position, one.reason, "Mend the entry.") for one in reading.problems]
        rows, programs = [], []
        for place, record in enumerate(reading.records):
            program, said = labels(record, name)
            programs.append(program)
            told = record.title or record.source_id
            rows.append(_Row(known.get(place, ""), told, lines.get(place, 0), said))
            word = unread(cells_of(record)) if program in ("ASReview", "table") else ""
            if word:
                problems.append(_unread(word, Position(name, lines.get(place, 0))))
        return next(filter(None, programs), "table"), rows, problems

    def _criteria(self) -> dict[str, str]:
        """The ids of criteria to exclude by, by themselves and by their words in every language, folded."""
        from synth.text import fold

        known = {fold(one.id): one.id for one in self.protocol.criteria.exclude}
        for one in self.protocol.criteria.exclude:
            known.update({fold(words): one.id for words in one.label.values()})
        return known

    def _decision(
        self, key: str, label: Label, whose: tuple[str, Stage], known: Mapping[str, str]
    ) -> Decision:
        from synth.screening.labels import criterion_of

        criterion = criterion_of(label.why, known) if label.verdict == "exclude" else ""
        said = (*(() if criterion else label.why), label.note)
        reason = "; ".join(dict.fromkeys(filter(None, said)))[:_TEXT]
        coder, stage = whose
        return Decision(key, stage, label.verdict, criterion, reason, coder, label.at)


_NO_DECISIONS = (
    "Give the export of a screening program as it is (of Covidence with its own name), or a table with the"
    " columns `work` (or `doi`, `title`), `verdict` and `coder`."
)


def _once(
    rows: Sequence[_Row], screener: Screener, file: str
) -> tuple[list[tuple[str, Label, tuple[str, Stage]]], list[Problem]]:
    """One decision for each work, screener and stage; none, and a problem, where a file gives two."""
    found: defaultdict[tuple[str, str, Stage], list[tuple[Label, _Row]]] = defaultdict(list)
    for row in rows:
        for label in row.labels if row.key else ():
            coder = " ".join(label.coder.split())[:_NAME].strip() or screener.coder
            found[row.key, coder, label.stage or screener.stage].append((label, row))
    kept, problems = [], []
    for (key, coder, stage), given in found.items():
        verdicts = {label.verdict for label, _ in given}
        if len(verdicts) > 1:
            told = f"{coder} decided {' and '.join(sorted(verdicts))} on `{key}`: two entries are one work."
            remedy = "Decide on it with `synth screen`; neither is taken in."
            problems.append(Problem(Position(file, given[-1][1].line), told, remedy, "double"))
        else:
            kept.append((key, given[-1][0], (coder, stage)))
    return kept, problems


def _lost(row: _Row, file: str) -> Problem:
    told = f"No work of the review is meant by {row.told[:80]!r}."
    remedy = "Take its records in first (`synth import` without --decisions), then the decisions again."
    return Problem(Position(file, row.line), told, remedy, "no-work")


def _unread(word: str, position: Position) -> Problem:
    return Problem(position, f"`{word[:40]}` is no decision.", "Write include, exclude or maybe.", "verdict")


def _unknown_reasons(made: Sequence[Decision]) -> Iterator[str]:
    loose = [one for one in made if one.verdict == "exclude" and not one.criterion]
    if len(loose) == 1:
        yield "1 exclusion names no criterion of the protocol; its words are kept as the reason"
    elif loose:
        yield f"{len(loose)} exclusions name no criterion of the protocol; their words are kept as the reason"
