"""Tables of codings as they come in, long or wide: every mistake is told with its line."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from synth.coding.codes import Codebook, Place
from synth.coding.entry import Entry, mistakes
from synth.coding.rows import LONG, OWN_WORDS, TAIL, WIDE
from synth.coding.ticks import names
from synth.errors import Position, Problem
from synth.formats.sheets import Sheet, SheetRow
from synth.model import DIRECTIONS, DOCUMENT, FIELDS, Coding, Direction, Passage

ABSENT = frozenset({"0", "no", "nee", "nein", "false", "-", "n"})
PRESENT = frozenset({"1", "x", "yes", "ja", "true", "y", "j"})
"""How people write in a cell that a code is not given, or is, without a direction."""

_DESCRIBING = frozenset({"title", "doi", "year", "authors", "label"})

Said = tuple[str, str, Place, Direction]
"""What a coding says: the work, the coder, the code, and the direction."""

Find = Callable[[Mapping[str, str]], str]
"""The key of the work that a row is about, from its cells; empty when there is none."""


@dataclass(frozen=True, slots=True)
class FromTable:
    """What a table gave: codings, who read which works with which codes, memos by uid, and what is wrong."""

    codings: tuple[Coding, ...] = ()
    reads: tuple[tuple[str, str], ...] = ()
    codes: tuple[Place, ...] = ()
    memos: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Against:
    """What a table is read against: the codebook, how works are found, and whose codings it holds by default.

    `said` tells what is coded already, by uid: (work, coder, place, direction).
    """

    codebook: Codebook
    find: Find
    coder: str
    said: Mapping[str, Said] = field(default_factory=dict)

    @cached_property
    def told(self) -> frozenset[Said]:
        """What is coded already, whatever its uid."""
        return frozenset(self.said.values())

    @cached_property
    def places(self) -> dict[str, Place]:
        """Codes by their ids and names, where only one code has them; without case."""
        return _places(self.codebook)


def said(one: Coding) -> Said:
    """What a coding says, without how it is attached."""
    return one.passage.work, one.coder, (one.dimension, one.code), one.direction


def read_table(sheet: Sheet, name: str, against: Against) -> FromTable:
    """The codings of a table: long when it has a column `code`, else wide. `name` is the file's.

    Every mistake is a problem with its line and what to do; codings of good rows are given all the same.
    """
    columns = {heading.casefold(): heading for heading in sheet.headings}
    return (
        _Long(name, against, columns).read(sheet) if "code" in columns else _Wide(name, against).read(sheet)
    )


@dataclass(slots=True)
class _Long:
    """Reads a table with a row for each coding."""

    name: str
    against: Against
    columns: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)

    def read(self, sheet: Sheet) -> FromTable:
        """The codings of all rows; the same row twice is one."""
        found: dict[str, Coding] = {}
        memos: dict[str, str] = {}
        for row in sheet.rows:
            cells = _cells(row)
            coding = self._coding(cells, row.line)
            if coding and self._same(coding, found, row.line) and coding.uid not in found:
                found[coding.uid] = coding
                memos.update({coding.uid: cells["memo"]} if "memo" in cells else {})
        known = {*LONG, *TAIL, *_DESCRIBING}
        others = [
            one for one in sheet.headings if one.casefold() not in known and not _tongue(one.casefold())
        ]
        notes = (f"columns left out: {', '.join(others)}",) if any(others) else ()
        return FromTable(tuple(found.values()), memos=memos, problems=tuple(self.problems), notes=notes)

    def _coding(self, cells: Mapping[str, str], line: int) -> Coding | None:
        work, place = self.against.find(cells), self._place(cells)
        if not work:
            self._wrong(line, f"No work of the review is meant by {_meant(cells)}.", _NO_WORK)
        if place is None:
            told = f"`{cells.get('code', '')}` is no code of `{self.against.codebook.id}`, or of several."
            self._wrong(line, told, "Write the id of the code, and its dimension in a column of that name.")
        if not work or place is None or not self._of_book(cells, line):
            return None
        passage = self._passage(cells, work, line)
        coder = cells.get("coder", "") or self.against.coder
        direction = self._direction(cells, place, line)
        if passage is None or direction is None or self._mistaken((passage, place, direction), coder, line):
            return None
        book, (dimension, code) = self.against.codebook, place
        named = [book.id, coder, dimension, code, direction, repr(passage)]
        base = hashlib.blake2b(json.dumps(named).encode(), digest_size=10).hexdigest()
        return Coding(
            uid=cells.get("uid", "")[:120] or f"{base}:{dimension}/{code}",
            passage=passage,
            codebook=book.id,
            version=cells.get("version", "") or book.version,
            dimension=dimension,
            code=code,
            direction=direction,
            coder=coder,
            at=cells.get("date", "")[:40],
        )

    def _same(self, coding: Coding, found: Mapping[str, Coding], line: int) -> bool:
        """Whether a coding says what the one with its uid says, in the rows before it and in the review."""
        before = said(found[coding.uid]) if coding.uid in found else self.against.said.get(coding.uid)
        if before in (None, said(coding)):
            return True
        where = "another row" if coding.uid in found else "the review"
        self._wrong(line, f"The coding `{coding.uid}` says otherwise in {where}.", _CHANGED)
        return False

    def _place(self, cells: Mapping[str, str]) -> Place | None:
        book, code = self.against.codebook, cells.get("code", "")
        dimension = cells.get("dimension", "")
        if dimension:
            return (dimension, code) if book.has(dimension, code) else None
        return self.against.places.get(code.casefold())

    def _of_book(self, cells: Mapping[str, str], line: int) -> bool:
        named = cells.get("codebook", "")
        if named and named != self.against.codebook.id:
            told = f"The row belongs to the codebook `{named}`, not to `{self.against.codebook.id}`."
            self._wrong(line, told, f"Take its rows in with --codebook {named}.")
            return False
        return True

    def _passage(self, cells: Mapping[str, str], work: str, line: int) -> Passage | None:
        words = {tongue: text for heading, text in cells.items() if (tongue := _tongue(heading))}
        start, end = (cells.get(name, "") for name in ("start", "end"))
        located = (cells.get("field", ""), start, end)
        if any(located) and not (located[0] in (*FIELDS, DOCUMENT) and _whole(start) and _whole(end)):
            self._wrong(line, "`field`, `start` and `end` tell no place.", f"Give all three; {_FIELDS_ARE}")
            return None
        return Passage(
            work,
            section=cells.get("section", "")[:200],
            quote=cells.get("passage", ""),
            field=located[0],
            start=int(start) if start else -1,
            end=int(end) if end else -1,
            paraphrase=dict(sorted(words.items())),
            arm=cells.get("arm", "")[:200],
            document=cells.get("document", "")[:64],
            page=cells.get("page", "")[:40],
        )

    def _direction(self, cells: Mapping[str, str], place: Place, line: int) -> Direction | None:
        written = cells.get("direction", "").casefold()
        known = next((one for one in DIRECTIONS if one == written), None)
        if written and known is None:
            self._wrong(line, f"`{written}` is no direction.", f"Write one of {', '.join(DIRECTIONS)}.")
            return None
        if not self.against.codebook.directed(place[0]) and known not in (None, "neutral"):
            self._wrong(line, f"`{'='.join(place)}` takes no direction.", "Leave its cell `direction` empty.")
            return None
        return known or _default(self.against.codebook, place) or "neutral"

    def _mistaken(self, said: tuple[Passage, Place, Direction], coder: str, line: int) -> bool:
        passage, (dimension, code), direction = said
        directed = self.against.codebook.directed(dimension)
        entry = Entry(
            passage,
            {dimension: (code,)},
            coder,
            direction if directed else None,
            whole=True,
        )
        found = mistakes(entry, self.against.codebook)
        for one in found:
            self._wrong(line, one.message, one.remedy)
        return bool(found)

    def _wrong(self, line: int, message: str, remedy: str) -> None:
        self.problems.append(Problem(Position(self.name, line), message, remedy, "coding"))


_CHANGED = "Empty its cell `uid` to add it; `synth code --undo UID` takes the other one back."
_NO_WORK = (
    "Give its key in a column `work` (`synth export --format csv --all` lists them), its DOI or its title."
)
_FIELDS_ARE = f"`field` is one of {', '.join((*FIELDS, DOCUMENT))}; offsets count characters from 0."


@dataclass(slots=True)
class _Wide:
    """Reads a table with a row for each work and coder, and a column for each code."""

    name: str
    against: Against
    problems: list[Problem] = field(default_factory=list)

    def read(self, sheet: Sheet) -> FromTable:
        """The codings of all cells: each is of the whole work."""
        places = {one: place for one in sheet.headings if (place := self._place(one))}
        if not places:
            remedy = "Add a column `code` for one coding a row, or name columns `dimension=code`."
            problem = Problem(
                Position(self.name, 1), "No column is a code of the codebook.", remedy, "coding"
            )
            return FromTable(problems=(problem,))
        found: dict[str, Coding] = {}
        reads = []
        for row in sheet.rows:
            work, coder = self._who(row)
            if work:
                reads.append((work, coder))
                found.update(self._codings(row, places, work, coder))
        known = {*WIDE, *_DESCRIBING}
        others = [one for one in sheet.headings if one and one not in places and one.casefold() not in known]
        notes = (f"columns left out: {', '.join(others)}",) if others else ()
        codes = tuple(dict.fromkeys(places.values()))
        return FromTable(tuple(found.values()), tuple(reads), codes, {}, tuple(self.problems), notes)

    def _place(self, heading: str) -> Place | None:
        dimension, equals, code = heading.partition("=")
        if equals and self.against.codebook.has(dimension.strip(), code.strip()):
            return dimension.strip(), code.strip()
        if heading.casefold() in {*WIDE, *_DESCRIBING}:
            return None
        return self.against.places.get(heading.casefold())

    def _who(self, row: SheetRow) -> tuple[str, str]:
        cells = _cells(row)
        work = self.against.find(cells)
        if not work:
            told = f"No work of the review is meant by {_meant(cells)}."
            self.problems.append(Problem(Position(self.name, row.line), told, _NO_WORK, "coding"))
        return work, cells.get("coder", "") or self.against.coder

    def _codings(
        self, row: SheetRow, places: Mapping[str, Place], work: str, coder: str
    ) -> Iterator[tuple[str, Coding]]:
        book = self.against.codebook
        for heading, text in row.cells.items():
            for written in text.split(";") if heading in places else ():
                direction = self._direction(written.strip().casefold(), places[heading], (row.line, heading))
                place = places[heading]
                if direction is None or (work, coder, place, direction) in self.against.told:
                    continue
                named = [book.id, "wide", work, coder, *place, direction]
                base = hashlib.blake2b(json.dumps(named).encode(), digest_size=10).hexdigest()
                one = Coding(
                    uid=f"{base}:{place[0]}/{place[1]}",
                    passage=Passage(work),
                    codebook=book.id,
                    version=book.version,
                    dimension=place[0],
                    code=place[1],
                    direction=direction,
                    coder=coder,
                    at="",
                )
                yield one.uid, one

    def _direction(self, written: str, place: Place, where: tuple[int, str]) -> Direction | None:
        """The direction in a cell; None when the code is not given, or the cell cannot be read."""
        if not written or written in ABSENT:
            return None
        allowed = self.against.codebook.code(*place).directions or ("neutral",)
        known = next((one for one in allowed if one == written), None)
        if written in PRESENT:
            known = _default(self.against.codebook, place)
        if known is None:
            told = f"`{written[:40]}` in the column {where[1]!r} says nothing of this code."
            remedy = f"Write {', '.join(allowed)}, or 0 when it is not given."
            self.problems.append(Problem(Position(self.name, where[0]), told, remedy, "coding"))
        return known


def _cells(row: SheetRow) -> dict[str, str]:
    """The cells of a row by heading in small letters; only what a work or a coder says keeps its spaces."""
    lowered = {heading.casefold(): text for heading, text in row.cells.items()}
    return {
        name: text if name == "passage" or _tongue(name) else text.strip() for name, text in lowered.items()
    }


def _default(codebook: Codebook, place: Place) -> Direction | None:
    """The direction that a code has when none is written; None when it must be."""
    allowed = codebook.code(*place).directions or ("neutral",)
    return "neutral" if "neutral" in allowed else allowed[0] if len(allowed) == 1 else None


def _places(codebook: Codebook) -> dict[str, Place]:
    named = [(code.id, (code.dimension, code.id)) for code in codebook.codes()]
    named += [(name, place) for place, name in names(codebook).items()]
    for language in codebook.languages:
        named += [(code.label.get(language, ""), (code.dimension, code.id)) for code in codebook.codes()]
    pairs = {(name.casefold(), place) for name, place in named if name}
    once = Counter(name for name, _ in pairs)
    return {name: place for name, place in pairs if once[name] == 1}


def _meant(cells: Mapping[str, str]) -> str:
    told = [f"{name} {cells[name][:60]!r}" for name in ("work", "doi", "title") if name in cells]
    return ", ".join(told) or "a row without a work"


def _tongue(heading: str) -> str:
    found = re.fullmatch(rf"{OWN_WORDS}([a-z]{{2}})", heading)
    return found[1] if found else ""


def _whole(text: str) -> bool:
    return text.isdecimal() and len(text) < 10
