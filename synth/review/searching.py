"""Records come in: from sources, and from files."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import SourceError
from synth.intake import (
    HowToRead,
    Intake,
    Taken,
    kind_of,
    languages_filled,
    read_records,
    take_import,
    take_yaml,
)
from synth.model import ADDED, SearchRun
from synth.review import lock
from synth.review.folder import Folder, Listen, quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from synth.coding.codes import Codebook
    from synth.sources.importing import Import
    from synth.sources.pacing import Patience
    from synth.sources.protocol import Source
    from synth.strategy.file import Strategy


IMPORTED = ("import/", ADDED)
"""How the sources of imports begin."""


def file_name(run: SearchRun) -> str:
    """The name of the file that an import took in; empty for what came another way."""
    first = next(iter(run.requests), "")
    return first.removeprefix("file:").rpartition(" sha256:")[0] if first.startswith("file:") else ""


FRESH_HOURS = 24.0
"""How old a kept answer may be to be used instead of asking again."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How to search: by whom, since what date, with how much patience, and how fresh the answers must be.

    `since` (YYYY-MM-DD) asks only for what is new; answers kept for at most `fresh_hours` are used instead of
    asking (0: all is asked anew). Without `lock` the file `review.lock.yaml` is left as it is.
    """

    searcher: str = ""
    since: str = ""
    fresh_hours: float = FRESH_HOURS
    patience: Patience | None = None
    lock: bool = True


class _Waiting:
    """A file that is read, and not yet stored; `records` is None for a file that people wrote."""

    def __init__(self, path: Path, how: HowToRead) -> None:
        self.path = path
        self.undated = how.undated
        self.kind = kind_of(path)
        self.records: Import | None = None
        self.notes: tuple[str, ...] = ()
        if self.kind == "records":
            source = ADDED if how.picked else f"import/{path.name}"
            read, self.notes = read_records(path, source, how)
            self.records = languages_filled(read)


class Searching(Folder):
    """Searches and imports."""

    def search(
        self,
        *sources: str,
        strategy: str = "",
        manner: Manner | None = None,
        on_event: Listen = quiet,
    ) -> tuple[SearchRun, ...]:
        """Run the strategies on the sources of the protocol, or on the ones named.

        Returns the searches that were made or went on; how each ended is its `status`, and one that failed
        does not stop the others. `on_event` hears of pages, waits and retries. Writes `review.lock.yaml`.
        Raises UsageError for an unknown source, without a strategy, and when the lock is to be left but there
        is none; StoreError while another process searches a source by the same strategy for this review.
        """
        from synth.store import searches
        from synth.store.claims import claimed

        how = manner or Manner()
        if not how.lock:
            lock.read(self.folder)
        before = set(searches.runs(self.db))
        names = sources or self.protocol.sources
        self._refuse_unknown(names)
        pairs = [(name, one) for one in self.some_strategies(strategy) for name in names]
        said = {"source": ", ".join(sources), "strategy": strategy}
        self.note("search", **said, since=how.since, searcher=how.searcher)
        with ExitStack() as held:
            for what in dict.fromkeys(f"search {one.id} {name}" for name, one in pairs):
                held.enter_context(claimed(self.folder, what))
            for name, one in pairs:
                self._search_one(name, one, how, on_event)
        if how.lock:
            lock.write(self.folder, self.lock_entries())
        return tuple(run for run in searches.runs(self.db) if run not in before)

    def reread(self, *sources: str, strategy: str = "") -> tuple[SearchRun, ...]:
        """Read the newest search of each strategy, as it is now, on each source again from the kept answers.

        Nobody is asked. Returns the searches that became another; of what stays the same nothing is stored.
        """
        from synth.sources.rereading import readable, reread
        from synth.store import searches

        wanted = {one.digest: one for one in self.strategies(strategy)}
        newest = {
            (run.source, run.digest): run
            for run in searches.runs(self.db)
            if run.digest in wanted and run.source in (sources or (run.source,)) and readable(self.db, run.id)
        }
        made = [
            reread(self.db, self.maker(run.source)(), run.id, wanted[run.digest]) for run in newest.values()
        ]
        self.note("reread", source=", ".join(sources), strategy=strategy)
        lock.write(self.folder, self.lock_entries())
        return tuple(run for run in searches.runs(self.db) if run.id in made)

    def lock_entries(self) -> list[lock.Entry]:
        """What `review.lock.yaml` says when it is written now."""
        from synth.store import searches

        runs = searches.runs(self.db)
        return lock.entries(runs, {run.id: searches.result_hash(self.db, run.id) for run in runs})

    def lock_differences(self) -> list[str]:
        """What the searches give otherwise than `review.lock.yaml` says. Raises UsageError without one."""
        return lock.differences(lock.read(self.folder), self.lock_entries())

    def take_in(
        self, path: Path | str, *, strategy: str = "", picked: tuple[str, str] | None = None
    ) -> Taken:
        """Take in one file, as `take_in_files` does."""
        return self.take_in_files([path], strategy=strategy, how=HowToRead(picked))[0]

    def take_in_files(
        self, paths: Sequence[Path | str], *, strategy: str = "", how: HowToRead | None = None
    ) -> tuple[Taken, ...]:
        """Take in files: exported records, hand-picked works, decisions, codings or sites; all or none.

        With `strategy` records are verified against it. The same file twice adds nothing. Raises FileError,
        and then nothing has changed.
        """
        from synth.store.database import writing

        how = how or HowToRead()
        read = [_Waiting(Path(path), how) for path in paths]
        one = self.strategies(strategy)[0] if strategy else None
        with writing(self.db):
            return tuple(self._store(waiting, one) for waiting in read)

    def _store(self, waiting: _Waiting, strategy: Strategy | None) -> Taken:
        if waiting.records is None:
            if waiting.kind in ("decisions", "codings"):
                self.settle()
            intake = Intake(self.db, self.protocol, self._codebook_for, waiting.undated)
            return take_yaml(intake, waiting.path)
        taken = take_import(self.db, waiting.records, waiting.path, strategy=strategy, notes=waiting.notes)
        self.note("import", file=taken.file, entries=taken.entries, new=taken.new)
        return taken

    def _codebook_for(self, name: str) -> Codebook:
        """The codebook of this name that the review has, else its own, which then says that it is another.

        Under its own name the review's codebook has the dimensions of those joined to it as well.
        """
        path = self.folder / "codebooks" / f"{name}.yaml"
        known = re.fullmatch(r"[a-z][a-z0-9-]{0,79}", name) and path.is_file()
        other = known and name != self.protocol.codebooks[0]
        return self.named_codebook(name) if other else self.codebook

    def take_in_corpus(self, kind: str) -> tuple[Taken, ...]:
        """Take in the files of `corpus/` that hold `kind`: added, decisions or codings."""
        files = [p for p in self.corpus_files() if kind_of(p) == kind]
        return tuple(self.take_in(path) for path in files)

    def _refuse_unknown(self, names: Sequence[str]) -> None:
        """Raise UsageError when one of the sources is none, before any is asked."""
        from synth.sources.registry import CORPUS

        for name in names:
            if name != CORPUS:
                self.maker(name)

    def _search_one(self, name: str, strategy: Strategy, manner: Manner, on_event: Listen) -> None:
        from synth.sources.registry import CORPUS

        if name != CORPUS:
            self._ask(self.maker(name), name, strategy, manner, on_event)
            return
        for path in self.corpus_files():
            if kind_of(path) == "records":
                read, notes = read_records(path, f"corpus/{path.name}")
                take_import(self.db, read, path, strategy=strategy, notes=notes)

    def _ask(
        self, make: Callable[[], Source], name: str, strategy: Strategy, manner: Manner, on_event: Listen
    ) -> None:
        """Search one source; that it failed is stored with the search."""
        from synth.sources.searching import Task, refuse, run

        try:
            source = make()
        except SourceError as error:
            refuse(self.db, name, strategy, error, searcher=manner.searcher)
            return
        task = Task(source, strategy, manner.searcher, manner.since, manner.fresh_hours)
        with suppress(SourceError):
            run(self.db, task, on_event=on_event, patience=manner.patience)
