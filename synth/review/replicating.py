"""Known works against the strategies of the review, over the searches that are stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import BudgetError, KeyRefused
from synth.model import Record, SearchRun, other_method
from synth.review.folder import Folder, Listen, quiet

if TYPE_CHECKING:
    from synth.replicating import Ask, Collection
    from synth.replication.document import Replication
    from synth.replication.standing import Looked
    from synth.sources.protocol import Source
    from synth.strategy.definition import Strategy


class Replicating(Folder):
    """Which known works the searches found, and why the others are missed."""

    def replicate(
        self,
        references: Path | str,
        *,
        strategies: Sequence[str] = (),
        ask: bool = True,
        on_event: Listen = quiet,
    ) -> Replication:
        """Look for the works in the file `references` in what each strategy brought from each source.

        `strategies` are those of the protocol unless some are named. With `ask`, a source that did not bring
        a work is asked whether it has it. Raises FileError, and UsageError without a strategy.
        """
        from synth.replicating import read_references, replicate
        from synth.store.database import reading

        self.settle()
        wanted = [one for name in strategies or ("",) for one in self.some_strategies(name)]
        with reading(self.db):
            searches = [(one, self._collections(one)) for one in wanted]
        asker = _Asker(self.maker, on_event).ask if ask else None
        return replicate(read_references(Path(references)), searches, ask=asker)

    def _collections(self, strategy: Strategy) -> Sequence[Collection]:
        """Return what each source gave for a strategy; a file taken in without one counts for each.

        What came since works were made, from a search that goes on, is left out.
        """
        from synth.replicating import Collection, Given
        from synth.sources.registry import CORPUS
        from synth.store import searches, works

        runs = [run for run in searches.runs(self.db) if _counts(run, strategy)]
        source_of = {run.id: run.source for run in runs}
        records, links = dict(searches.records(self.db)), works.links(self.db)
        given: dict[str, dict[int, Given]] = {run.source: {} for run in runs}
        for one in searches.appearances(self.db):
            if one.search_id in source_of and one.record_id in links:
                place = given[source_of[one.search_id]]
                place[one.record_id] = Given(records[one.record_id], links[one.record_id][0])
        status = {run.source: run.status for run in runs}
        searched = [
            Collection(name, tuple(found.values()), status[name], whole=_is_file(name))
            for name, found in given.items()
        ]
        others = [name for name in self.protocol.sources if name not in given and name != CORPUS]
        return (*searched, *(Collection(name, (), "") for name in others))


def _counts(run: SearchRun, strategy: Strategy) -> bool:
    return not other_method(run.source) and run.strategy in (strategy.id, "")


def _is_file(source: str) -> bool:
    return "/" in source


class _Asker:
    """Asks sources for known works; one that refuses, is out of budget or silent is not asked again."""

    def __init__(self, maker: Callable[[str], Callable[[], Source]], on_event: Listen) -> None:
        self.maker, self.on_event = maker, on_event
        self.sources: dict[str, Source] = {}
        self.closed: dict[str, str] = {}

    @property
    def ask(self) -> Ask:
        return self._ask

    def _ask(self, name: str, known: Record) -> Looked:
        from synth.dedupe.matching import same_work
        from synth.replication.standing import Looked
        from synth.sources.lookup import look_up

        if name in self.closed:
            return Looked(None, asked=False, how=self.closed[name])
        source = self.sources.setdefault(name, self.maker(name)())
        try:
            answer = look_up(source, known, same_work, on_event=self.on_event)
        except (BudgetError, KeyRefused) as error:
            self.closed[name] = str(error)
            return Looked(None, asked=False, how=str(error))
        if answer.silent:
            self.closed[name] = answer.how
        return Looked(answer.record, answer.asked, answer.how)
