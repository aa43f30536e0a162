"""A review: one folder, and every step of the work on it.

The command line and the pages are thin over this class; each method hands one step what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from synth.errors import FileError, Position, Problem, UsageError
from synth.intake import YAML, Intake, Taken, kind_of, read_records, take_import, take_yaml
from synth.model import Coding, Decision, SearchRun, Stage, Suggestion, Work
from synth.protocol import FILE, Protocol, load_protocol
from synth.starting import start

if TYPE_CHECKING:
    from sqlite_utils import Database

    from synth.coding.codes import Codebook
    from synth.coding.entry import Entry
    from synth.dedupe.storing import Linked
    from synth.store.works import Pair
    from synth.strategy.file import Strategy

DATABASE = "synth.db"
RECORD_FILES = {".ris", ".bib", ".bibtex", ".txt"}
"""Endings of files in `corpus/` that are searched as exports."""

Listen = Callable[[object], None]


def _quiet(event: object) -> None:
    return None


class Review:
    """A review folder that is open: its protocol, and its database.

    `Review.open(folder)` and `Review.create(folder)` make one; close it, or use it in a `with` block.
    """

    def __init__(self, folder: Path, protocol: Protocol) -> None:
        self.folder = folder
        self.protocol = protocol

    @classmethod
    def open(cls, folder: Path | str) -> Review:
        """Open the review in `folder`. Raises FileError when its protocol cannot be used."""
        return cls(Path(folder), load_protocol(Path(folder)))

    @classmethod
    def create(cls, folder: Path | str, *, template: str = "starter") -> Review:
        """Start a review in `folder` from a bundled template; files that are there already are kept.

        Raises UsageError when the folder holds a review, or there is no such template.
        """
        start(Path(folder), template)
        return cls.open(folder)

    def __enter__(self) -> Review:
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

    def strategies(self, name: str = "") -> tuple[Strategy, ...]:
        """The strategies of the protocol, or the one called `name`. Raises FileError or UsageError."""
        from synth.strategy.file import load_strategy

        wanted = (name,) if name else self.protocol.strategies
        return tuple(load_strategy(self._file("queries", one)) for one in wanted)

    @cached_property
    def codebook(self) -> Codebook:
        """The first codebook of the protocol. Raises FileError."""
        from synth.coding.codebook import load_codebook

        return load_codebook(self._file("codebooks", self.protocol.codebooks[0]))

    def check(self) -> tuple[Problem, ...]:
        """Every problem in protocol, strategies, codebooks, corpus and database; empty when all is well."""
        from synth.views import protocol_view

        checks: list[Callable[[], object]] = [lambda: protocol_view(self.protocol)]
        checks += [partial(self._check_strategy, name) for name in self.protocol.strategies]
        checks += [partial(self._check_source, name) for name in self.protocol.sources]
        checks += [lambda: self.codebook, *(partial(self._check_corpus, p) for p in self._corpus_files())]
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
        """What a good information specialist would ask about the strategies; nothing of it stops a search."""
        return tuple(warning for strategy in self.strategies() for warning in strategy.warnings)

    def search(
        self, source: str = "", *, strategy: str = "", on_event: Listen = _quiet
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
            self._settle()
        if kind != "records":
            return take_yaml(Intake(self.db, self.protocol, self.codebook), file)
        read, notes = read_records(file, "added" if picked else f"import/{file.name}", picked=picked)
        one = self.strategies(strategy)[0] if strategy else None
        taken = take_import(self.db, read, file, strategy=one, notes=notes)
        self.note("import", file=file.name, entries=taken.entries, new=taken.new)
        return taken

    def take_in_corpus(self, kind: str) -> tuple[Taken, ...]:
        """Take in the files of `corpus/` that hold `kind`: added, decisions or codings."""
        files = [p for p in self._corpus_files() if kind_of(p) == kind]
        return tuple(self.take_in(path) for path in files)

    def dedupe(self) -> Linked:
        """Make works out of all records; what people ruled is kept."""
        from synth.dedupe.storing import link_records

        return link_records(self.db)

    def rule(self, a: int, b: int, *, verdict: str, coder: str) -> Linked:
        """Store a person's ruling on two records (same, different, withdrawn) and link again."""
        from synth.store import works

        works.rule(self.db, a, b, verdict=verdict, coder=coder)
        return self.dedupe()

    def pairs(self, outcome: str) -> Iterator[Pair]:
        """The compared pairs with this outcome: same, or ask."""
        from synth.store import works

        return works.pairs(self.db, outcome)

    def titles(self) -> dict[int, str]:
        """The title of every record with its year, by the number of the record."""
        from synth.store import searches

        return {i: f"{r.title} ({r.year or 'n.d.'})" for i, r in searches.records(self.db)}

    def to_screen(self, *, stage: Stage, coder: str) -> tuple[Work, ...]:
        """The works that `coder` has not decided on at `stage`, and that nobody excluded before it."""
        from synth.store import decisions, works

        current = decisions.current_decisions(self.db)
        done = {d.work for d in current if d.stage == stage and d.coder == coder}
        out = {d.work for d in current if d.stage != stage and d.verdict == "exclude"}
        in_review = works.in_review(self.db)
        return tuple(
            work for work in works.works(self.db) if work.id in in_review and work.key not in done | out
        )

    def disagreements(self, *, stage: Stage) -> tuple[str, ...]:
        """The keys of works on which coders say different things at `stage`; these wait for one of them."""
        from synth.store.decisions import current_decisions
        from synth.synthesis.standing import by_work, verdict

        decided = by_work(current_decisions(self.db))
        return tuple(sorted(key for key, said in decided.items() if verdict(said, stage) == "conflict"))

    def decide(self, decision: Decision) -> None:
        """Store a screening decision. Raises UsageError for an unknown work or criterion."""
        from synth.store.decisions import add_decisions

        known = self.protocol.criteria_for(decision.verdict)
        remedy = f"Choose from {', '.join(known) or 'none: write one in review.yaml first'}."
        if decision.verdict == "exclude" and not decision.criterion:
            raise UsageError("An exclusion needs a criterion.", remedy=remedy)
        if decision.criterion and decision.criterion not in known:
            message = f"`{decision.criterion}` is not a criterion of the protocol to {decision.verdict} by."
            raise UsageError(message, remedy=remedy)
        add_decisions(self.db, [decision], protocol=self.protocol.digest)

    def undecide(self, work: str, *, stage: Stage, coder: str) -> None:
        """Undo the coder's decision on a work at a stage; both events stay. Raises UsageError."""
        from synth.store.decisions import current_decisions, withdraw_decision

        for decision in current_decisions(self.db):
            if (decision.work, decision.stage, decision.coder) == (work, stage, coder):
                withdraw_decision(self.db, decision, protocol=self.protocol.digest)
                return
        raise UsageError(f"{coder} has no decision on `{work}` at {stage}.")

    def suggest(self) -> int:
        """Store suggestions for every work; return how many are new."""
        from synth.coding.suggest import Suggester
        from synth.store import codings, works

        suggester = Suggester(self.codebook)
        made = (s for work in works.works(self.db) for s in suggester.suggest(work.key, work.record))
        return codings.add_suggestions(self.db, made)

    def pending(self, key: str = "") -> tuple[tuple[int, Suggestion], ...]:
        """The suggestions nobody judged yet, best first per work.

        Those of the work called `key`, or of all works that nobody excluded.
        """
        from synth.store import codings, decisions, works

        if key:
            works.work_id(self.db, key)
        excluded = {d.work for d in decisions.current_decisions(self.db) if d.verdict == "exclude"}
        wanted = {key} if key else {w.key for w in works.works(self.db)} - excluded
        return tuple((i, s) for i, s in codings.pending(self.db) if s.passage.work in wanted)

    def code(self, entry: Entry, *, suggestion: int = 0) -> tuple[Coding, ...]:
        """Store what a coder says about a passage; `suggestion` is the one it accepts, if any.

        Raises UsageError when the codebook does not allow it, or the work is unknown.
        """
        from synth.coding.entry import expand, mistakes
        from synth.store.codings import accept, add_codings

        for mistake in mistakes(entry, self.codebook):
            raise UsageError(mistake.message, remedy=mistake.remedy)
        made = expand(replace(entry, uid=entry.uid or token_hex(10)), self.codebook)
        if suggestion:
            accept(self.db, suggestion, made, coder=entry.coder)
        else:
            add_codings(self.db, made)
        return made

    def withdraw(self, uid: str, *, coder: str) -> None:
        """Undo a coding; both events stay in the trail."""
        from synth.store.codings import withdraw_coding

        withdraw_coding(self.db, uid, coder=coder)

    def reject(self, suggestion_id: int, *, coder: str) -> None:
        """Store that a person rejected a suggestion."""
        from synth.store.codings import reject

        reject(self.db, suggestion_id, coder=coder)

    def find(self, text: str) -> tuple[str, ...]:
        """The keys of works in which all words of `text` occur, best match first."""
        from synth.store.works import find

        return find(self.db, text)

    def synthesize(self) -> dict[str, Any]:
        """The synthesis as data, as `synth/synthesis/schema.json` says: a pure function of what is stored."""
        from synth.synthesis.document import synthesise
        from synth.synthesis.snapshot import snapshot
        from synth.views import codebook_view, protocol_view

        return synthesise(snapshot(self.db, protocol_view(self.protocol), codebook_view(self.codebook)))

    def report(
        self,
        *,
        formats: Sequence[str] = ("html", "md", "json"),
        languages: Sequence[str] = ("nl", "en"),
        to: Path | None = None,
    ) -> tuple[Path, ...]:
        """Write the reports to the folder `to` (default: `report/`); return the paths."""
        from synth.outputs import write_reports

        folder = to or self.folder / "report"
        return write_reports(folder, self.synthesize(), formats=formats, languages=languages)

    def export(
        self, *, formats: Sequence[str], everything: bool = False, to: Path | None = None
    ) -> tuple[Path, ...]:
        """Write the included works (or all), decisions and codings to `to` (default: `report/export/`)."""
        from synth.outputs import write_exports
        from synth.store import codings, decisions, works

        included = {w["key"] for w in self.synthesize()["works"] if w["included"] or everything}
        return write_exports(
            to or self.folder / "report" / "export",
            [work.record for work in works.works(self.db) if work.key in included],
            events=(decisions.current_decisions(self.db), [c for _, c in codings.current_codings(self.db)]),
            codebook=self.codebook,
            formats=formats,
        )

    def note(self, action: str, **detail: Any) -> None:
        """Write a line in the journal of the review."""
        from synth.store import journal

        journal.note(self.db, action, detail)

    def _settle(self) -> None:
        """Make works of the records that came since, so that decisions and codings find them."""
        from synth.store import works

        if not works.settled(self.db):
            self.dedupe()

    def _search_one(self, name: str, strategy: Strategy, on_event: Listen) -> None:
        from synth.sources.registry import CORPUS, get

        if name != CORPUS:
            from synth.sources.searching import search

            search(self.db, get(name)(), strategy, on_event=on_event)
            return
        for path in self._corpus_files():
            if kind_of(path) == "records":
                read, notes = read_records(path, f"corpus/{path.name}")
                take_import(self.db, read, path, strategy=strategy, notes=notes)

    def _check_source(self, name: str) -> None:
        from synth.sources.registry import CORPUS, get

        if name != CORPUS:
            get(name)

    def _check_strategy(self, name: str) -> None:
        path = self._file("queries", name)
        (strategy,) = self.strategies(name)
        if strategy.id != name:
            message = f"The id of {path} is `{strategy.id}`; it must be the name of the file."
            raise UsageError(message, remedy=f"Write `id: {name}`, or rename the file.")

    def _check_corpus(self, path: Path) -> None:
        if kind_of(path) == "records":
            read_records(path, "corpus")

    def _check_database(self) -> tuple[Problem, ...]:
        from synth.store.database import damage

        path = self.folder / DATABASE
        if not path.exists():
            return ()
        return tuple(
            Problem(Position(str(path)), text, "Restore it from a copy.") for text in damage(self.db)
        )

    def _file(self, folder: str, name: str) -> Path:
        path = self.folder / folder / f"{name}.yaml"
        if not path.is_file():
            known = ", ".join(sorted(p.stem for p in path.parent.glob("*.yaml"))) or "none"
            raise UsageError(f"There is no file {path}.", remedy=f"There is: {known}.")
        return path

    def _corpus_files(self) -> Sequence[Path]:
        folder = self.folder / "corpus"
        return sorted(p for p in folder.glob("*") if p.suffix.lower() in RECORD_FILES | YAML)
