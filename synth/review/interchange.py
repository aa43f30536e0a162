"""Codings and codebooks come in from other programs, and go out to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import FileError, Position, Problem, UsageError
from synth.intake import Taken, languages_filled, read_records
from synth.review.folder import Folder
from synth.review.searching import IMPORTED, file_name

if TYPE_CHECKING:
    from synth.coding.codes import Codebook, Place
    from synth.coding.foreign import ForeignCode, Origin
    from synth.formats.eppi_coding import EppiExport
    from synth.model import Coding, SearchRun


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose codings a file holds, where it does not say, and the codebook that its codes belong to.

    Without `codebook` the codes make one that is called like their trees.
    """

    coder: str
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class _Coded:
    """What was read from a file: the codings, and who read which works with which codes of the codebook."""

    codebook: Codebook
    codings: Sequence[Coding]
    reads: Sequence[tuple[str, str]] = ()
    codes: Sequence[Place] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


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
            _put_back(before)
            raise

    def undo_import(self, name: str = "", *, coder: str) -> TakenBack:
        """Take back the last file that came in, or the last one called `name`; its events stay stored.

        Of a file that gave codings or decisions these go first, its records with a second call. Raises
        UsageError when there is none, or when people judged works that only its records brought.
        """
        from synth.store import imports, searches

        named = [one for one in imports.imports(self.db) if name in ("", one.file)]
        records = [one for one in self.record_imports() if name in ("", file_name(one))]
        if named and (not records or named[-1].search >= records[-1].id):
            last = named[-1]
            imports.withdraw_import(self.db, last.id, coder=coder)
            self.note("import-undone", file=last.file, kind=last.kind)
            return TakenBack(last.file, last.kind, last.codings + last.decisions)
        if not records:
            known = [*(one.file for one in imports.imports(self.db)), *map(file_name, self.record_imports())]
            message = f"No import of `{name}` counts." if name else "No import counts."
            raise UsageError(message, remedy=f"There is: {', '.join(dict.fromkeys(known)) or 'none'}.")
        searches.withdraw(self.db, records[-1].id, coder=coder)
        self.note("import-undone", file=file_name(records[-1]), search=records[-1].id)
        return TakenBack(file_name(records[-1]), "records", records[-1].fetched, records[-1])

    def record_imports(self) -> tuple[SearchRun, ...]:
        """The imports of records that count, in the order they were made."""
        from synth.store import searches

        runs = searches.runs(self.db)
        return tuple(one for one in runs if one.source.startswith(IMPORTED) and file_name(one))

    def _take_coded(self, path: Path, whose: Whose, before: dict[Path, str]) -> Taken:
        from synth.store import imports

        since = imports.newest(self.db)
        coded = self._of_eppi(path, whose, before)
        new = self._add_codings(coded.codings)
        read = imports.Read(coded.codebook.id, tuple(coded.codes), tuple(coded.reads))
        imports.add_import(self.db, path.name, "codings", since=since, read=read)
        self.note("import-codings", file=path.name, codings=len(coded.codings), new=new, coder=whose.coder)
        return Taken(path.name, "codings", len(coded.codings), new, coded.problems, coded.notes)

    def _add_codings(self, codings: Iterable[Coding]) -> int:
        """Store codings; one that went with a file that was taken back comes under another uid."""
        from synth.store import codings as store
        from synth.store import imports

        gone = imports.undone(self.db)
        return store.add_codings(self.db, (replace(one, uid=_fresh(one.uid, gone)) for one in codings))

    def _of_eppi(self, path: Path, whose: Whose, before: dict[Path, str]) -> _Coded:
        from synth.coding import eppi
        from synth.coding.foreign import places
        from synth.formats.entries import refusal
        from synth.formats.eppi_coding import read_coding
        from synth.formats.files import read_file

        export = read_coding(read_file(path), path.name)
        codes, origin = eppi.foreign_codes(export), eppi.origin(export)
        if not codes:
            raise refusal(path.name, "The export holds no codes.", "Export the code set too.")
        book = self._book_of(codes, origin, whose.codebook, before)
        where = places(codes, book, origin)
        works = self._works_of(path)
        found = eppi.codings(export, book, where, works=works, coder=whose.coder)
        reads = [(works[one.id], whose.coder) for one in export.references if one.id in works]
        return _Coded(
            book,
            tuple(found.values()),
            reads,
            codes=tuple(where.values()),
            problems=_strays(export, works, path),
            notes=(f"codebook `{book.id}`",),
        )

    def _works_of(self, path: Path) -> dict[str, str]:
        """Take in the references of a file as records; the work of each by its id in the file."""
        from synth.sources.importing import take_in
        from synth.store.works import keys_by_id

        read, _ = read_records(path, f"import/{path.name}")
        search, _ = take_in(self.db, languages_filled(read))
        self.dedupe()
        return keys_by_id(self.db, search)

    def _book_of(
        self, codes: Sequence[ForeignCode], origin: Origin, name: str, before: dict[Path, str]
    ) -> Codebook:
        """The codebook of the review that has these codes; what it lacks is written into its file.

        `before` gets what stood in the file, to be put back. Raises FileError when a person changed the file.
        """
        from synth.coding.book_text import write_codebook
        from synth.coding.codebook import load_codebook
        from synth.coding.foreign import codebook_id, codebook_of, extended
        from synth.formats.files import write_atomic

        name = name or codebook_id(code.tree for code in codes)
        path = self.folder / "codebooks" / f"{name}.yaml"
        if not path.exists():
            new, text = codebook_of(codes, name=name, origin=origin), ""
        else:
            old, text = load_codebook(path), path.read_text(encoding="utf-8")
            new = extended(old, codes, origin)
            if new is old:
                return old
            if write_codebook(old) != text:
                raise _strange(codes, old, origin, path)
        before.setdefault(path, text)
        book = load_codebook(write_codebook(new), name=str(path))
        write_atomic(path, write_codebook(new))
        return book


def _strange(codes: Sequence[ForeignCode], book: Codebook, origin: Origin, path: Path) -> FileError:
    """The refusal to write codes into a file that a person changed, naming them."""
    from synth.coding.foreign import places

    known = places(codes, book, origin)
    unknown = [code for code in codes if code.id not in known]
    names = ", ".join(f"`{code.name}`" for code in unknown[:8])
    message = f"It lacks {len(unknown)} of the codes that come in: {names}."
    remedy = "Add them, since the file was edited by hand; or take them in with another --codebook."
    return FileError((Problem(Position(str(path)), message, remedy, "unknown-code"),))


def _put_back(before: dict[Path, str]) -> None:
    from synth.formats.files import write_atomic

    for path, text in before.items():
        if text:
            write_atomic(path, text)
        else:
            path.unlink(missing_ok=True)


def _fresh(uid: str, gone: frozenset[str]) -> str:
    """The uid, or the first form of it that did not go with a file that was taken back."""
    base, colon, place = uid.partition(":")
    number, one = 1, uid
    while one in gone:
        number += 1
        one = f"{base}~{number}{colon}{place}"
    return one


def _strays(export: EppiExport, works: dict[str, str], path: Path) -> tuple[Problem, ...]:
    """The references with codings that are no works: they have neither a title nor a DOI."""
    return tuple(
        Problem(
            Position(path.name),
            f"The reference {one.id} has {len(one.ticks)} codes, but neither a title nor a DOI.",
            "Give it a title in EPPI-Reviewer and export again.",
        )
        for one in export.references
        if one.ticks and one.id not in works
    )
