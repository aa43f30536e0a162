"""Codings and codebooks go out in the forms of other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import UsageError
from synth.review.coders import Coders

if TYPE_CHECKING:
    from synth.coding.refi_out import Coded
    from synth.model import Language

CODINGS = ("qdpx", "qdc", "eppi", "csv", "xlsx", "wide-csv", "wide-xlsx")
"""The forms in which codings go out, and (qdc) codebooks."""


WORKS = ("ris", "bib", "csl", "csv", "xlsx")
"""The forms in which works go out."""


class Exporting(Coders):
    """What is written for programs that code."""

    def export_codings(
        self,
        forms: Sequence[str],
        *,
        codebook: str = "",
        language: Language = "",
        to: Path | None = None,
        coder: str = "",
    ) -> tuple[Path, ...]:
        """Write the codings made with a codebook (default: the review's own) to the folder `to`.

        In the works that are included or coded; of works that are still being coded, and not to be shown yet,
        only those of `coder`. `language` is that of the names of codes. Returns the paths; raises UsageError
        for an unknown form or codebook.
        """
        from synth.formats.files import write_atomic

        coded = self._coded(codebook, coder)
        folder = to or self.folder / "report" / "export"
        written = []
        for form in forms:
            for name, content in self._files(form, coded, language):
                path = folder / name
                write_atomic(path, content)
                written.append(path)
        return tuple(written)

    def export_works(self, form: str, numbers: Sequence[int], *, to: Path) -> tuple[Path, ...]:
        """Write the works with these numbers, in this order, to the folder `to`; return the path.

        Raises UsageError for an unknown form.
        """
        from synth.outputs import write_works
        from synth.store import catalogue

        found = catalogue.works_of(self.db, numbers)
        return (write_works(to, form, [found[one].record for one in numbers if one in found]),)

    def _coded(self, codebook: str, coder: str) -> Coded:
        from synth.coding.refi_out import Coded
        from synth.store import codings, works

        book = self.codebook_called(codebook)
        current = (one for _, one in codings.current_codings(self.db) if one.codebook == book.id)
        made = self.visible(current, coder)
        wanted = {one.passage.work for one in made} | self.included()
        known = tuple(work for work in works.works(self.db) if work.key in wanted)
        return Coded(self.protocol.id, known, made, book, self._memos(coder), self.documents(wanted))

    def _memos(self, coder: str) -> dict[str, str]:
        """The memos on codings that `coder` may see, by uid of the coding; several one under the other."""
        from synth.store.coding_work import memos

        found: dict[str, str] = {}
        for memo in self.visible(memos(self.db), coder):
            if memo.about == "coding":
                found[memo.target] = "\n".join(filter(None, (found.get(memo.target), memo.text)))
        return found

    def included(self) -> frozenset[str]:
        """The keys of the works that are included on their full texts."""
        from synth.store.decisions import current_decisions
        from synth.verdicts import by_work, outcome

        decided = by_work(current_decisions(self.db))
        screeners = self.protocol.screening.screeners
        kept = (outcome(said, "full-text", screeners=screeners) for said in decided.values())
        return frozenset(key for key, one in zip(decided, kept, strict=True) if one == "include")

    def _files(self, form: str, coded: Coded, language: Language) -> Iterable[tuple[str, str | bytes]]:
        import synth
        from synth.coding import refi_out
        from synth.formats import refi_qda_writing

        origin = f"synth {synth.__version__}"
        if form == "qdc":
            codes = refi_out.codes_project(coded.codebook, origin=origin, language=language)
            return [(f"{coded.codebook.id}.qdc", refi_qda_writing.write_codebook(codes))]
        if form == "qdpx":
            project = refi_out.project(coded, origin=origin, language=language)
            return [("codings.qdpx", refi_qda_writing.write_project(project))]
        if form == "eppi":
            return self._of_eppi(coded)
        if form in ("csv", "xlsx", "wide-csv", "wide-xlsx"):
            return self._of_table(form, coded, language)
        raise UsageError(f"`{form}` is not a form for codings.", remedy=f"Choose from {', '.join(CODINGS)}.")

    def _of_table(self, form: str, coded: Coded, language: Language) -> Iterable[tuple[str, str | bytes]]:
        from synth.coding.rows import long_table, wide_table
        from synth.formats.sheets import write_sheet

        ending = form.removeprefix("wide-")
        headings, rows = long_table(coded, language) if form == ending else wide_table(coded)
        wide = "" if form == ending else ".wide"
        yield f"codings{wide}.{ending}", write_sheet(headings, rows, form=ending)

    def _of_eppi(self, coded: Coded) -> Iterable[tuple[str, str]]:
        """A file for each coder, as EPPI-Reviewer exports them."""
        from synth.coding import eppi
        from synth.formats.eppi_writing import write
        from synth.formats.files import file_parts

        keys, records = [w.key for w in coded.works], {w.key: w.record for w in coded.works}
        for coder, part in file_parts(one.coder for one in coded.codings).items():
            own = [one for one in coded.codings if one.coder == coder]
            made = eppi.export(own, coded.codebook, works=keys, included=self.included())
            known = {one.id: records[one.name] for one in made.references}
            yield f"codings.{part}.eppi.json", write(made, known)
