"""What the review shows: synthesis, reports and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.i18n import LANGUAGES
from synth.model import STAGES, Stage
from synth.review.agreeing import Agreeing
from synth.review.screening import Reading, Screening

if TYPE_CHECKING:
    from sqlite_utils import Database

    from synth.judging import Answers
    from synth.protocol import Screening as Asked
    from synth.screening.sharing import Sharing
    from synth.synthesis.state import CodebookView, Protocol, State
    from synth.views import Lens


TOLD = ("screening", "coding_agreement", "software")
"""What the methods of a report tell, beside what a synthesis is made of."""


class Reporting(Agreeing, Screening):
    """Everything that is read from what is stored and written for people."""

    def find(self, text: str) -> tuple[str, ...]:
        """The keys of works in which all words of `text` occur, best match first."""
        from synth.store.works import find

        return find(self.db, text)

    def synthesize(self, *, through: str = "") -> dict[str, Any]:
        """The synthesis as data, as `synth/synthesis/schema.json` says: a pure function of what is stored.

        `through` names another codebook that a crosswalk links to the review's own: its codings are then
        read as that one would have them. Raises UsageError when there is no such codebook or crosswalk.
        """
        from synth.synthesis.document import checked, synthesise
        from synth.synthesis.snapshot import snapshot
        from synth.views import through as seen_through

        found, told = self._state(snapshot), self._told()
        if not through:
            return checked({**synthesise(found), **told})
        seen, account = seen_through(found, self._lens(through))
        return checked({**synthesise(seen), **told, "through": account})

    def _told(self) -> dict[str, Any]:
        """What the methods tell besides (`TOLD`): screening, how far coders agree, and the software."""
        import synth

        agreed = self._agreed()
        return {
            "screening": self._screening(),
            "software": f"synth {synth.__version__}",
            **({"coding_agreement": agreed} if agreed else {}),
        }

    def _agreed(self, stage: Stage | None = None) -> dict[str, Any] | None:
        """How far people agree at a stage, or on codes; None when no work was judged by two."""
        from synth.comparison import paired

        judged = self.judgements(stage=stage)
        if len({one.coder for one in judged}) < 2:
            return None
        said = paired(judged)
        if not said.paired or said.percent is None:
            return None
        kappa, alpha = said.cohen_kappa, said.krippendorff_alpha
        return {
            "paired": said.paired,
            "percent": round(said.percent, 4),
            "kappa": None if kappa is None else round(kappa, 4),
            "alpha": None if alpha is None else round(alpha, 4),
        }

    def synthesize_included(self) -> dict[str, Any]:
        """The synthesis as `synthesize` makes it, without records, the works that were left out, and `TOLD`.

        For whoever shows it: where few of many works are included it takes a fraction of time and memory.
        """
        from synth.synthesis.document import checked, synthesise_included
        from synth.synthesis.snapshot import snapshot_of_included

        return checked(synthesise_included(self._state(snapshot_of_included)))

    def _state(self, read: Callable[[Database, Protocol, CodebookView], State]) -> State:
        """What is stored as `read` gives it, with the codings that count: none of works still being coded."""
        from synth.views import blinded, codebook_view, current, protocol_view, settled

        book = codebook_view(self.codebook, self.protocol.codebooks[1:])
        stored = read(self.db, protocol_view(self.protocol), book)
        stored = current(blinded(stored, self.finished()) if self.blinded else stored, self.codebook)
        return settled(stored, self.ruled(), self.protocol.coding.conflicts)

    def _screening(self) -> list[dict[str, Any]]:
        """How each stage that was begun was screened, and what the stopping rule says of it."""
        pilot = self.pilot()
        return [
            _screened(one, self.protocol.screening, pilot) | {"agreement": self._agreed(one.stage)}
            for one in (self.reading(stage=stage) for stage in STAGES)
            if one.read or one.mine
        ]

    def _lens(self, name: str) -> Lens:
        from synth.coding.crosswalk import FOLDER, crosswalk_between
        from synth.views import Lens

        target = self.named_codebook(name)
        own = self.folder / "codebooks" / FOLDER
        return Lens(self.codebook, target, crosswalk_between(self.codebook, target, own=own))

    def behind(self, identifier: str) -> dict[str, Any]:
        """The works, passages and records behind an id of the synthesis, and the ids it counts (`things`).

        Raises UsageError when nothing is called so.
        """
        from synth.synthesis.behind import behind

        document = self.synthesize()
        found = behind(document, identifier)
        works, passages, records = (set(some) for some in (found.works, found.passages, found.records))
        return {
            "id": found.id,
            "kind": found.kind,
            "things": list(found.things),
            "n_studies": len({one["group"] for one in document["works"] if one["key"] in works}),
            "works": [
                {"key": one["key"], "citation": one["citation"]}
                for one in document["works"]
                if one["key"] in works
            ],
            "passages": [one for one in document["passages"] if one["id"] in passages],
            "records": [one for one in document["records"] if one["id"] in records],
        }

    def report(
        self,
        *,
        formats: Sequence[str] = ("html", "md", "json"),
        languages: Sequence[str] = LANGUAGES,
        style: Path | None = None,
        without: Sequence[str] = (),
        to: Path | None = None,
    ) -> tuple[Path, ...]:
        """Write the reports to the folder `to` (default: `report/`); return the paths.

        `style` is a citation style, a file of CSL; without it works are cited in the manner of APA.
        `without` are parts that a Word file leaves out: `trail`, its passages and records.
        """
        from synth.outputs import Edition, write_reports

        folder, edition = to or self.folder / "report", Edition(style, tuple(without))
        with self._in_rows(folder) as synthesis:
            return write_reports(folder, synthesis, formats=formats, languages=languages, edition=edition)

    @contextmanager
    def _in_rows(self, folder: Path) -> Iterator[dict[str, Any]]:
        """The synthesis as `synthesize` makes it, its long lists in files in `folder` that go afterwards."""
        from synth.rows import Rows
        from synth.store.database import reading
        from synth.synthesis.document import checked, synthesise_in_rows
        from synth.synthesis.snapshot import Stored, snapshot_of_included

        with ExitStack() as kept:

            def keep(rows: Iterable[Mapping[str, Any]], name: str) -> Rows:
                return kept.enter_context(closing(Rows(rows, folder, name)))

            with reading(self.db):
                made = synthesise_in_rows(self._state(snapshot_of_included), Stored(self.db), keep)
            yield checked({**made, **self._told()})

    def _answers(self, coder: str) -> Answers:
        """What coders said beside codings and `coder` may see, of the codes that the codebook has now."""
        from synth.coding.changes import carried
        from synth.judging import Answers
        from synth.store.coding_work import answers

        said, book = answers(self.db), self.codebook
        known = carried((o for o in said.not_reported if o.codebook == book.id), book)
        settled = carried((o for o in said.settlements if o.codebook == book.id), book)
        return Answers(
            self.visible(said.done, coder),
            self.visible(known, coder),
            self.visible(said.memos, coder),
            self.visible(settled, coder),
        )

    def export(
        self, *, formats: Sequence[str], everything: bool = False, to: Path | None = None, coder: str = ""
    ) -> tuple[Path, ...]:
        """Write the included works (or all), decisions, codings and answers to `to` (`report/export/`).

        Of works that are still being coded, and not to be shown yet, only what `coder` said of them.
        """
        from synth.outputs import Events, write_exports
        from synth.store import codings, decisions, works

        asked = not {"yaml"}.issuperset(formats)  # the text that git merges holds no records
        made = self.synthesize()["works"] if asked else ()
        included = {w["key"] for w in made if w["included"] or everything}
        coded = self.visible((one for _, one in codings.current_codings(self.db)), coder)
        others = sorted({one.codebook for one in coded} - {self.codebook.id})
        return write_exports(
            to or self.folder / "report" / "export",
            [work.record for work in works.works(self.db) if work.key in included],
            events=Events(decisions.current_decisions(self.db), coded, self._answers(coder)),
            codebooks=[self.codebook, *(self.named_codebook(name) for name in others)],
            formats=formats,
        )


def _screened(reading: Reading, asked: Asked, pilot: Sharing) -> dict[str, Any]:
    """A stage as the synthesis has it; recall is null before the first relevant work."""
    said, rule = reading.estimate, asked.stopping
    drawn = sorted(pilot.pilot) if pilot.stage == reading.stage else []
    return {
        "stage": reading.stage,
        "screeners": asked.screeners,
        "blinded": asked.blinded,
        "pilot": len(drawn),
        "pilot_works": drawn,
        "total": reading.total,
        "read": reading.read,
        "left": reading.total - reading.read,
        "found": reading.found,
        "conflicts": reading.conflicts,
        "last": reading.last,
        "rule": rule.rule,
        "target": rule.recall,
        "confidence": rule.confidence,
        "recall": round(said.recall, 4) if said else None,
        "lowest": round(said.low, 4) if said else None,
        "enough": said.enough if said else False,
    }
