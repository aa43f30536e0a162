"""Records come in: from sources, and from files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from synth.intake import Intake, Taken, kind_of, read_records, take_import, take_yaml
from synth.model import SearchRun
from synth.review.folder import Folder, Listen, quiet

if TYPE_CHECKING:
    from synth.strategy.file import Strategy


class Searching(Folder):
    """Searches and imports."""

    def search(
        self, source: str = "", *, strategy: str = "", on_event: Listen = quiet
    ) -> tuple[SearchRun, ...]:
        """Run the strategies on the sources of the protocol, or on the ones named.

        Returns the searches that were made or went on. `on_event` hears of pages, waits and retries.
        Raises SourceError, after what came was stored.
        """
        from synth.store import searches

        before = set(searches.runs(self.db))
        self.note("search", source=source, strategy=strategy)
        for one in self.strategies(strategy):
            for name in (source,) if source else self.protocol.sources:
                self._search_one(name, one, on_event)
        return tuple(run for run in searches.runs(self.db) if run not in before)

    def take_in(
        self, path: Path | str, *, strategy: str = "", picked: tuple[str, str] | None = None
    ) -> Taken:
        """Take in a file: exported records (RIS, BibTeX), hand-picked works, decisions or codings.

        With `strategy` records are verified against it; `picked` is how hand-picked records came to be
        known (organisation, website, citation, contact or other), and why they come in.
        The same file twice adds nothing. Raises FileError, and then nothing has changed.
        """
        file = Path(path)
        kind = kind_of(file)
        if kind in ("decisions", "codings"):
            self.settle()
        if kind != "records":
            return take_yaml(Intake(self.db, self.protocol, self.codebook), file)
        read, notes = read_records(file, "added" if picked else f"import/{file.name}", picked=picked)
        one = self.strategies(strategy)[0] if strategy else None
        taken = take_import(self.db, read, file, strategy=one, notes=notes)
        self.note("import", file=file.name, entries=taken.entries, new=taken.new)
        return taken

    def take_in_corpus(self, kind: str) -> tuple[Taken, ...]:
        """Take in the files of `corpus/` that hold `kind`: added, decisions or codings."""
        files = [p for p in self.corpus_files() if kind_of(p) == kind]
        return tuple(self.take_in(path) for path in files)

    def _search_one(self, name: str, strategy: Strategy, on_event: Listen) -> None:
        from synth.sources.registry import CORPUS, get

        if name != CORPUS:
            from synth.sources.searching import search

            search(self.db, get(name)(), strategy, on_event=on_event)
            return
        for path in self.corpus_files():
            if kind_of(path) == "records":
                read, notes = read_records(path, f"corpus/{path.name}")
                take_import(self.db, read, path, strategy=strategy, notes=notes)
