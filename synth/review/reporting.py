"""What the review shows: synthesis, reports and exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.i18n import LANGUAGES
from synth.model import STAGES
from synth.review.screening import Reading, Screening
from synth.review.teamwork import Teamwork

if TYPE_CHECKING:
    from synth.judging import Answers
    from synth.protocol import Screening as Asked
    from synth.views import Lens


class Reporting(Teamwork, Screening):
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
        from synth.views import codebook_view, current, protocol_view, settled
        from synth.views import through as seen_through

        stored = snapshot(
            self.db, protocol_view(self.protocol), codebook_view(self.codebook, self.protocol.codebooks[1:])
        )
        found = settled(current(stored, self.codebook), self.ruled(), self.protocol.coding.conflicts)
        screening = {"screening": self._screening()}
        if not through:
            return checked({**synthesise(found), **screening})
        seen, account = seen_through(found, self._lens(through))
        return checked({**synthesise(seen), **screening, "through": account})

    def _screening(self) -> list[dict[str, Any]]:
        """How each stage that was begun was screened, and what the stopping rule says of it."""
        return [
            _screened(one, self.protocol.screening)
            for one in (self.reading(stage=stage) for stage in STAGES)
            if one.read or one.mine
        ]

    def _lens(self, name: str) -> Lens:
        from synth.coding.crosswalk import FOLDER, crosswalk_between
        from synth.views import Lens

        target = self.named_codebook(name)
        own = self.folder / "codebooks" / FOLDER
        return Lens(self.codebook, target, crosswalk_between(self.codebook, target, own=own))

    def report(
        self,
        *,
        formats: Sequence[str] = ("html", "md", "json"),
        languages: Sequence[str] = LANGUAGES,
        to: Path | None = None,
    ) -> tuple[Path, ...]:
        """Write the reports to the folder `to` (default: `report/`); return the paths."""
        from synth.outputs import write_reports

        folder = to or self.folder / "report"
        return write_reports(folder, self.synthesize(), formats=formats, languages=languages)

    def _answers(self) -> Answers:
        """What coders said beside codings, of the codes that the codebook has now."""
        from synth.coding.changes import carried
        from synth.store.coding_work import answers

        said, book = answers(self.db), self.codebook
        return replace(
            said,
            not_reported=carried((o for o in said.not_reported if o.codebook == book.id), book),
            settlements=carried((o for o in said.settlements if o.codebook == book.id), book),
        )

    def export(
        self, *, formats: Sequence[str], everything: bool = False, to: Path | None = None
    ) -> tuple[Path, ...]:
        """Write the included works (or all), decisions, codings and answers to `to` (`report/export/`)."""
        from synth.outputs import Events, write_exports
        from synth.store import codings, decisions, works

        included = {w["key"] for w in self.synthesize()["works"] if w["included"] or everything}
        made = [one for _, one in codings.current_codings(self.db)]
        others = sorted({one.codebook for one in made} - {self.codebook.id})
        return write_exports(
            to or self.folder / "report" / "export",
            [work.record for work in works.works(self.db) if work.key in included],
            events=Events(decisions.current_decisions(self.db), made, self._answers()),
            codebooks=[self.codebook, *(self.named_codebook(name) for name in others)],
            formats=formats,
        )


def _screened(reading: Reading, asked: Asked) -> dict[str, Any]:
    """A stage as the synthesis has it; recall is null before the first relevant work."""
    said, rule = reading.estimate, asked.stopping
    return {
        "stage": reading.stage,
        "screeners": asked.screeners,
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
