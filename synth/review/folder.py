"""The folder of a review that is open: its protocol, its files, its database and its journal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from synth.errors import UsageError
from synth.intake import YAML
from synth.protocol import Protocol, load_protocol

if TYPE_CHECKING:
    from sqlite_utils import Database

    from synth.coding.codes import Codebook
    from synth.dedupe.storing import Linked
    from synth.sources.protocol import Source
    from synth.strategy.file import Strategy
    from synth.texts import Document

DATABASE = "synth.db"
RECORD_FILES = {".ris", ".bib", ".bibtex", ".txt", ".nbib", ".enw", ".ciw", ".csv", ".tsv", ".xlsx"}
"""Endings of files in `corpus/` that are searched as exports."""

Listen = Callable[[object], None]


def quiet(event: object) -> None:
    """Listen to nothing."""
    return None


class Folder:
    """What every step of a review needs: the protocol, the files that people write, and the database."""

    def __init__(self, folder: Path, protocol: Protocol) -> None:
        self.folder = folder
        self.protocol = protocol
        self._books: dict[Path, tuple[int, Codebook]] = {}

    def again(self) -> Self:
        """The same review with a database connection of its own; files that were read are not read again."""
        other = type(self)(self.folder, self.protocol)
        other._books = self._books
        return other

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """Open the review in `folder`. Raises FileError when its protocol cannot be used."""
        return cls(Path(folder), load_protocol(Path(folder)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        if "db" in self.__dict__:
            self.db.close()
            del self.__dict__["db"]

    @cached_property
    def db(self) -> Database:
        """The database of the review, opened when first needed. Raises StoreError."""
        from synth.store.database import connect

        return connect(self.folder / DATABASE)

    def maker(self, name: str) -> Callable[[], Source]:
        """What makes the source called `name`, an endpoint of the protocol too. Raises UsageError."""
        from synth.sources.registry import maker

        return maker(name, self.protocol.endpoints)

    def strategies(self, name: str = "") -> tuple[Strategy, ...]:
        """The strategies of the protocol, or the one called `name`. Raises FileError or UsageError."""
        from synth.strategy.file import load_strategy

        wanted = (name,) if name else self.protocol.strategies
        return tuple(load_strategy(self.file("queries", one)) for one in wanted)

    def some_strategies(self, name: str = "") -> tuple[Strategy, ...]:
        """As `strategies` gives them. Raises UsageError also when the protocol has none."""
        found = self.strategies(name)
        if not found:
            raise UsageError("The review has no strategy.", remedy="Name one in review.yaml, `strategies:`.")
        return found

    @cached_property
    def codebook(self) -> Codebook:
        """The codebooks of the protocol, joined: the first leads. Raises FileError."""
        from synth.coding.codes import joined

        names = self.protocol.codebooks
        return joined([self._book(self.file("codebooks", name)) for name in names])

    def codebook_called(self, name: str) -> Codebook:
        """The joined codebook of the review when it, or nothing, is meant; else the one called `name`.

        Raises FileError or UsageError.
        """
        return self.codebook if name in ("", self.codebook.id) else self.named_codebook(name)

    def named_codebook(self, name: str) -> Codebook:
        """The codebook called `name`: of the review, else a bundled one; read again only when it changed.

        Raises FileError or UsageError.
        """
        from synth import bundled

        own = self.folder / "codebooks" / f"{name}.yaml"
        return self._book(own if own.is_file() else bundled.path("codebooks", f"{name}.yaml"))

    def _book(self, path: Path) -> Codebook:
        from synth.coding.codebook import load_codebook

        stamp, known = path.stat().st_mtime_ns, self._books.get(path)
        if known is None or known[0] != stamp:
            known = self._books[path] = (stamp, load_codebook(path))
        return known[1]

    def note(self, action: str, **detail: Any) -> None:
        """Write a line in the journal of the review."""
        from synth.store import journal

        journal.note(self.db, action, detail)

    def settle(self) -> None:
        """Make works of the records that came since, so that decisions and codings find them."""
        from synth.store import works

        if not works.settled(self.db):
            self.dedupe()

    def dedupe(self) -> Linked:
        """Make works out of all records; what people ruled is kept."""
        from synth.dedupe.storing import link_records

        return link_records(self.db, self.protocol.deduplication.choices)

    def documents(self, keys: Collection[str]) -> dict[str, Document]:
        """The full texts that these works have, by key."""
        from synth.store import documents

        found = {one.work: one.document for one in documents.attached(self.db) if one.work in keys}
        return {key: documents.read_document(self.db, document) for key, document in found.items()}

    def file(self, folder: str, name: str) -> Path:
        """The path of the file `name` in a folder of the review. Raises UsageError, listing what there is."""
        path = self.folder / folder / f"{name}.yaml"
        if not path.is_file():
            known = ", ".join(sorted(p.stem for p in path.parent.glob("*.yaml"))) or "none"
            raise UsageError(f"There is no file {path}.", remedy=f"There is: {known}.")
        return path

    def corpus_files(self) -> Sequence[Path]:
        """The files in `corpus/` that are read as exports or as what people wrote, in order of name."""
        folder = self.folder / "corpus"
        return sorted(p for p in folder.glob("*") if p.suffix.lower() in RECORD_FILES | YAML)
