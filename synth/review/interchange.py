"""Codings and codebooks come in from other programs, and go out to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.intake import Taken
from synth.review.bringing import Bringing, Whose, put_back
from synth.review.folder import Folder
from synth.review.searching import IMPORTED, file_name

if TYPE_CHECKING:
    from synth.model import Coding, SearchRun
    from synth.store.imports import EventImport


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A file that no longer counts: what it gave, and how much; of records, the search that they came by."""

    file: str
    kind: str
    entries: int
    search: SearchRun | None = None


class Interchange(Folder):
    """Codings in the forms of other programs."""

    def take_in_codings(self, paths: Sequence[Path | str], whose: Whose) -> tuple[Taken, ...]:
        """Take in files of codings that other programs wrote; all or none.

        What is new of their codes becomes a codebook in `codebooks/`; their references come in as records.
        The same file twice adds nothing. Raises FileError, and then nothing has changed.
        """
        from synth.store.database import writing

        before: dict[Path, str] = {}
        try:
            with writing(self.db):
                return tuple(self._take_coded(Path(path), whose, before) for path in paths)
        except BaseException:
            put_back(before)
            raise

    def undo_import(self, name: str = "", *, coder: str) -> TakenBack:
        """Take back the last file that came in, or the last one called `name`; its events stay stored.

        Of a file that gave codings or decisions these go first, its records with a second call. Raises
        UsageError when there is none, or when people judged works that only its records brought.
        """
        from synth.store import imports
        from synth.store.withdrawals import withdraw_search

        named = [one for one in imports.imports(self.db) if name in ("", one.file)]
        records = [one for one in self.record_imports() if name in ("", file_name(one))]
        if named and (not records or named[-1].search >= records[-1].id):
            last = named[-1]
            self._withdraw(last.id, coder)
            self.note("import-undone", file=last.file, kind=last.kind)
            return TakenBack(last.file, last.kind, last.codings + last.decisions)
        if not records:
            known = [*(one.file for one in imports.imports(self.db)), *map(file_name, self.record_imports())]
            message = f"No import of `{name}` counts." if name else "No import counts."
            raise UsageError(message, remedy=f"There is: {', '.join(dict.fromkeys(known)) or 'none'}.")
        withdraw_search(self.db, records[-1].id, coder=coder)
        self.note("import-undone", file=file_name(records[-1]), search=records[-1].id)
        return TakenBack(file_name(records[-1]), "records", records[-1].fetched, records[-1])

    def _withdraw(self, import_id: int, coder: str) -> None:
        """Take back what a file gave, and the memos on its codings."""
        from synth.store import imports
        from synth.store.coding_work import memos, take_back
        from synth.store.database import writing

        with writing(self.db):
            gone = imports.withdraw_import(self.db, import_id, coder=coder)
            for memo in memos(self.db):
                if memo.target in gone:
                    take_back(self.db, memo.uid, coder=coder)

    def event_imports(self) -> tuple[EventImport, ...]:
        """The files of codings and decisions that count, in the order they came in."""
        from synth.store import imports

        return imports.imports(self.db)

    def record_imports(self) -> tuple[SearchRun, ...]:
        """The imports of records that count, in the order they were made."""
        from synth.store import searches

        runs = searches.runs(self.db)
        return tuple(one for one in runs if one.source.startswith(IMPORTED) and file_name(one))

    def _take_coded(self, path: Path, whose: Whose, before: dict[Path, str]) -> Taken:
        from synth.store import imports
        from synth.store.codings import add_codings

        since = imports.newest(self.db)
        coded = Bringing(self, path, whose, before).read()
        gone = imports.undone(self.db)
        uids = {one.uid: _fresh(one.uid, gone) for one in coded.codings}
        codings = [replace(one, uid=uids[one.uid]) for one in coded.codings]
        new = add_codings(self.db, codings)
        self._add_memos(codings, {uids[uid]: text for uid, text in coded.memos.items()})
        read = imports.Read(coded.codebook.id, tuple(coded.codes), tuple(coded.reads))
        imports.add_import(self.db, path.name, "codings", since=since, read=read)
        self.note("import-codings", file=path.name, codings=len(codings), new=new, coder=whose.coder)
        entries = coded.entries or len(codings)
        return Taken(path.name, coded.kind, entries, new or coded.new, coded.problems, coded.notes)

    def _add_memos(self, codings: Sequence[Coding], texts: Mapping[str, str]) -> None:
        """Store what coders wrote with their codings; what stands there already is not stored again."""
        from synth.judging import Memo
        from synth.store.coding_work import add_memo, memos

        known: defaultdict[str, list[str]] = defaultdict(list)
        for memo in memos(self.db) if texts else ():
            known[memo.target].append(memo.text)
        for coding in codings:
            text, there = texts.get(coding.uid, ""), known[coding.uid]
            if text and text not in ("\n".join(there), *there):
                add_memo(self.db, Memo("coding", coding.uid, text, coding.coder, work=coding.passage.work))


def _fresh(uid: str, gone: frozenset[str]) -> str:
    """The uid, or the first form of it that did not go with a file that was taken back."""
    base, colon, place = uid.partition(":")
    number, one = 1, uid
    while one in gone:
        number += 1
        one = f"{base}~{number}{colon}{place}"
    return one
