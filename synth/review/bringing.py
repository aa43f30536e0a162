"""One file of codings as it comes in: its content tells what it is, and each kind is read in its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import FileError, Position, Problem
from synth.formats.entries import refusal
from synth.intake import languages_filled, read_records

if TYPE_CHECKING:
    from synth.coding.codes import Codebook, Place
    from synth.coding.foreign import ForeignCode, Origin
    from synth.formats.eppi_coding import EppiExport
    from synth.formats.refi_qda import QdaProject
    from synth.model import Coding
    from synth.review.folder import Folder

WANTED = "Codings are read from EPPI-Reviewer's JSON, REFI-QDA (.qdpx, .qdc) and tables (CSV, XLSX)."


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose codings a file holds, where it does not say, and the codebook that its codes belong to.

    Without `codebook` the codes make one that is called like their trees.
    """

    coder: str
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """What was read from a file: the codings, and who read which works with which codes of the codebook.

    `memos` are texts by the uid of their coding.
    """

    codebook: Codebook
    codings: Sequence[Coding] = ()
    reads: Sequence[tuple[str, str]] = ()
    codes: Sequence[Place] = ()
    memos: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    kind: str = "codings"
    entries: int = 0
    new: int = 0


class Bringing:
    """Brings one file of codings into a review; `before` gets what stood in the codebooks that it changes."""

    def __init__(self, review: Folder, path: Path, whose: Whose, before: dict[Path, str]) -> None:
        self.review, self.path, self.whose, self.before = review, path, whose, before

    def read(self) -> Coded:
        """What the file holds; its references are stored, its codings not yet. Raises FileError."""
        from synth.formats import refi_qda
        from synth.formats.files import is_packed, read_file, unpacked

        data = read_file(self.path)
        data = unpacked(data, self.path.name) if is_packed(data) else data
        if refi_qda.is_project(data):
            return self._of_project(data)
        if refi_qda.is_codebook(data):
            return self._of_codebook(data)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
            return self._of_eppi(data)
        if data.startswith(_NO_TABLES):
            raise refusal(self.path.name, "This holds no codings that can be read.", WANTED)
        return self._of_table(data)

    def _of_eppi(self, data: bytes) -> Coded:
        from synth.coding import eppi
        from synth.coding.foreign import places
        from synth.formats.eppi_coding import read_coding

        export = read_coding(data, self.path.name)
        codes, origin = eppi.foreign_codes(export), eppi.origin(export)
        if not codes:
            raise refusal(self.path.name, "The export holds no codes.", "Export the code set too.")
        book = self._book(codes, origin, self.whose.codebook)
        where = places(codes, book, origin)
        works = self._taken_works()
        found, memos = eppi.Reader(book, where, works, self.whose.coder).read(export)
        reads = [(works[one.id], self.whose.coder) for one in export.references if one.id in works]
        return Coded(
            book,
            tuple(found.values()),
            reads,
            codes=tuple(where.values()),
            memos=memos,
            problems=_strays(export, works, self.path),
            notes=(f"codebook `{book.id}`",),
        )

    def _of_codebook(self, data: bytes) -> Coded:
        from synth.formats.refi_qda import read_codebook

        project = read_codebook(data, self.path.name)
        book, new = self._book_of_project(project)
        notes = (f"codebook `{book.id}`",)
        return Coded(book, kind="codes", entries=len(project.codes), new=new, notes=notes)

    def _of_project(self, data: bytes) -> Coded:
        from synth.coding import refi_in
        from synth.formats.refi_qda import read_project
        from synth.store import codings as store
        from synth.store import works

        project = read_project(data, self.path.name)
        book, _ = self._book_of_project(project)
        self.review.settle()
        meant = refi_in.works_of(project, works.works(self.review.db))
        reader = refi_in.Reader(
            book,
            refi_in.known_places(project, book),
            meant,
            refi_in.known_guids(store.uids(self.review.db)),
            self.whose.coder,
            self.review.documents({work.key for work in meant.values()}),
        )
        found = reader.read(project)
        skipped = (f"left out: {', '.join(project.skipped)}",) if project.skipped else ()
        return Coded(
            book,
            found.codings,
            memos=found.memos,
            problems=tuple(Problem(Position(self.path.name), one, _REMEDY) for one in found.problems),
            notes=(f"codebook `{book.id}`", *skipped),
        )

    def _of_table(self, data: bytes) -> Coded:
        from synth.coding.rows_in import Against, read_table, said
        from synth.formats.sheets import read_sheet
        from synth.review.recognising import Finder
        from synth.store import codings, works

        self.review.settle()
        db = self.review.db
        book = self.review.codebook_called(self.whose.codebook)
        known = {one.uid: said(one) for _, one in codings.current_codings(db) if one.codebook == book.id}
        finder = Finder(works.works(db), works.merged_keys(db))
        against = Against(book, finder.key, self.whose.coder, known)
        found = read_table(read_sheet(data, self.path.name), self.path.name, against)
        if found.problems:
            raise FileError(found.problems)
        notes = (f"codebook `{book.id}`", *found.notes)
        return Coded(book, found.codings, found.reads, found.codes, found.memos, (), notes)

    def _taken_works(self) -> dict[str, str]:
        """The work of each reference by its id in the file; what the review lacks comes in as records."""
        from synth.review.recognising import recognised
        from synth.sources.importing import take_in
        from synth.store.works import keys_by_id, works

        self.review.settle()
        read, _ = read_records(self.path, f"import/{self.path.name}")
        known = recognised(works(self.review.db), read.records)
        found = {read.records[place].source_id: key for place, key in known.items()}
        rest = tuple(one for place, one in enumerate(read.records) if place not in known)
        if rest:
            search, _ = take_in(self.review.db, languages_filled(replace(read, records=rest)))
            self.review.dedupe()
            found |= keys_by_id(self.review.db, search)
        return found

    def _book_of_project(self, project: QdaProject) -> tuple[Codebook, int]:
        """The codebook that has the codes of a project, and how many of them are new in it."""
        from synth.coding import refi_in
        from synth.coding.foreign import Origin

        codes = refi_in.foreign_codes(project)
        if not codes:
            raise refusal(self.path.name, "It holds no codes.", "Export it again, with its codes.")
        known = self._named() if self.whose.codebook else self._codebooks(project)
        for book in known:
            if not refi_in.unknown(project, book):
                return book, 0
        origin = Origin(refi_in.PROGRAM, project.name or self.path.stem)
        placed = {book.id: refi_in.known_places(project, book) for book in known}
        near = max(placed, key=lambda name: len(placed[name]), default="")
        if not self.whose.codebook and len(placed.get(near, ())) * 2 <= len(codes):
            near = ""
        missing = codes
        for book in known:
            if book.id == near:
                missing = refi_in.unknown(project, book)
        book = self._book(
            [code for code in codes if code in missing or code.id in placed[near]] if near else codes,
            origin,
            self.whose.codebook or near or _slug(origin.title),
            known=placed.get(near, {}),
            finish=lambda one: refi_in.with_directions(one, project, origin),
        )
        return book, len(missing)

    def _named(self) -> list[Codebook]:
        name = self.whose.codebook
        return [self.review.codebook_called(name)] if self._file(name).exists() else []

    def _codebooks(self, project: QdaProject) -> list[Codebook]:
        """The codebooks of the review, its own joined first; for a project of ours also the bundled ones."""
        from synth import bundled
        from synth.coding.codebook import load_codebook

        paths = sorted((self.review.folder / "codebooks").glob("*.yaml"))
        if project.origin.startswith("synth"):
            paths += sorted(Path(str(bundled.folder("codebooks"))).glob("*.yaml"))
        found = {self.review.codebook.id: self.review.codebook}
        for path in paths:
            if path.stem not in found:
                found[path.stem] = load_codebook(path)
        return list(found.values())

    def _file(self, name: str) -> Path:
        return self.review.folder / "codebooks" / f"{name}.yaml"

    def _book(
        self,
        codes: Sequence[ForeignCode],
        origin: Origin,
        name: str,
        *,
        known: Mapping[str, Place] | None = None,
        finish: Callable[[Codebook], Codebook] = lambda book: book,
    ) -> Codebook:
        """The codebook of the review that has these codes; what it lacks is written into its file.

        `known` are places of codes that are recognised by more than names; `finish` completes a codebook that
        is made. Raises FileError when a person changed the file.
        """
        from synth.coding.book_text import write_codebook
        from synth.coding.codebook import load_codebook
        from synth.coding.foreign import codebook_id, codebook_of, extended, places
        from synth.formats.files import write_atomic

        name = name or codebook_id(code.tree for code in codes)
        path = self._file(name)
        if not path.exists():
            text, new = "", finish(codebook_of(codes, name=name, origin=origin))
        else:
            whole = self.review.codebook_called(name)
            there = {**places(codes, whole, origin), **(known or {})}
            if all(code.id in there for code in codes):
                return whole
            old, text = load_codebook(path), path.read_text(encoding="utf-8")
            new = extended(old, codes, origin, known=there)
            if write_codebook(old) != text:
                raise _edited(old, new, path)
        self.before.setdefault(path, text)
        load_codebook(write_codebook(new), name=str(path))
        write_atomic(path, write_codebook(new))
        self.review.__dict__.pop("codebook", None)
        return self.review.codebook_called(name)


_NO_TABLES = (b"%PDF", b"<", b"\xd0\xcf\x11\xe0")
_REMEDY = "Mend it in the program that it comes from, and export it again."


def put_back(before: Mapping[Path, str]) -> None:
    """Give codebooks the text they had before; those that were not there go."""
    from synth.formats.files import write_atomic

    for path, text in before.items():
        if text:
            write_atomic(path, text)
        else:
            path.unlink(missing_ok=True)


def _edited(old: Codebook, new: Codebook, path: Path) -> FileError:
    """The refusal to write codes into a file that a person changed, naming them."""
    more = [code for code in new.codes() if not old.has(code.dimension, code.id)]
    names = ", ".join(f"`{next(iter(code.label.values()))}`" for code in more[:8])
    message = f"It lacks {len(more)} of the codes that come in: {names}."
    remedy = "Add them, since the file was edited by hand; or take them in with another --codebook."
    return FileError((Problem(Position(str(path)), message, remedy, "unknown-code"),))


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


def _slug(title: str) -> str:
    from synth.coding.foreign import codebook_id

    return codebook_id([title])
