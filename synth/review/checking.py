"""The step that changes nothing: whether everything that people wrote is in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import FileError, Position, Problem, SourceError, UsageError
from synth.intake import kind_of, read_records
from synth.protocol import FILE
from synth.review.folder import DATABASE, Folder

if TYPE_CHECKING:
    from synth.starting import Untouched


class Checking(Folder):
    """Problems and warnings of protocol, strategies, codebooks, corpus and database."""

    def check(self) -> tuple[Problem, ...]:
        """Every problem in protocol, strategies, codebooks, corpus and database; empty when all is well."""
        from synth.views import protocol_view

        checks: list[Callable[[], object]] = [lambda: protocol_view(self.protocol), self._check_criteria]
        checks += [partial(self._check_strategy, name) for name in self.protocol.strategies]
        checks += [partial(self._check_source, name) for name in self.protocol.sources]
        checks += [partial(self._check_codebook, name) for name in self.protocol.codebooks]
        walks = (self.folder / "codebooks" / "crosswalks").glob("*.yaml")
        checks += [partial(self._check_crosswalk, path) for path in sorted(walks)]
        checks += [*(partial(self._check_corpus, p) for p in self.corpus_files())]
        problems: list[Problem] = []
        for check in checks:
            try:
                check()
            except FileError as error:
                problems += error.problems
            except UsageError as error:
                problems.append(Problem(Position(str(self.folder / FILE)), error.message, error.remedy))
        return (*problems, *self._check_database())

    def warnings(self) -> tuple[Problem, ...]:
        """What to look at: what is still the template's, doubts about strategies, codes that nobody checked.

        The doubts are what a good information specialist would ask. Nothing of it stops a search.
        """
        from synth.coding.codebook import doubts

        paths = [self.file("codebooks", name) for name in self.protocol.codebooks]
        asked = [warning for strategy in self.strategies() for warning in strategy.warnings]
        return (*self._unwritten(), *asked, *(doubt for path in paths for doubt in doubts(path)))

    def untouched(self) -> Untouched:
        """What of the template's question and terms nobody replaced yet. Raises FileError."""
        from synth.starting import untouched

        return untouched(self.protocol, self.strategies())

    def _unwritten(self) -> Iterator[Problem]:
        from synth.documents import load

        left = self.untouched()
        if left.question:
            place = load(self.folder / FILE).position("question", left.question[0])
            said = f"The question is still that of the template ({', '.join(left.question)})."
            yield Problem(place, said, "Write your own; a language that you leave out is not shown.")
        for name in left.strategies:
            place = load(self.file("queries", name)).position("sets")
            said = "The terms are still those of the template, which asks about debt counselling."
            yield Problem(place, said, "Write your own keywords.")

    def _check_codebook(self, name: str) -> None:
        from synth.coding.codebook import load_codebook

        path = self.file("codebooks", name)
        found = load_codebook(path)
        if found.id != name:
            message = f"The id of {path} is `{found.id}`; it must be the name of the file."
            raise UsageError(message, remedy=f"Write `id: {name}`, or rename the file.")

    def _check_criteria(self) -> None:
        from synth.screening.criteria import looked_for

        looked_for(self.protocol.criteria)

    def _check_source(self, name: str) -> None:
        from synth.sources.registry import CORPUS

        if name != CORPUS:
            with suppress(SourceError):  # a key that cannot be one is told when the source is asked
                self.maker(name)()

    def _check_strategy(self, name: str) -> None:
        path = self.file("queries", name)
        (strategy,) = self.strategies(name)
        if strategy.id != name:
            message = f"The id of {path} is `{strategy.id}`; it must be the name of the file."
            raise UsageError(message, remedy=f"Write `id: {name}`, or rename the file.")

    def _check_crosswalk(self, path: Path) -> None:
        from synth.coding.crosswalk import ends, load_crosswalk

        source, target = (self.named_codebook(name) for name in ends(path))
        load_crosswalk(path, source, target)

    def _check_corpus(self, path: Path) -> None:
        kind = kind_of(path)
        if kind == "records":
            read_records(path, "corpus")
        if kind == "sites":
            from synth.documents import load
            from synth.sources.sites import read_sites

            read_sites(load(path))

    def _check_database(self) -> tuple[Problem, ...]:
        from synth.store.database import damage

        path = self.folder / DATABASE
        if not path.exists():
            return ()
        return tuple(
            Problem(Position(str(path)), text, "Restore it from a copy.") for text in damage(self.db)
        )
