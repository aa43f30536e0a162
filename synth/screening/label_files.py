"""Screening decisions in files for Rayyan, Covidence, ASReview, EPPI-Reviewer, and as a plain table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from synth.formats import authors, eppi_writing, ris
from synth.formats.csv_safe import write_csv
from synth.formats.eppi_coding import EppiCode, EppiExport, EppiReference, EppiTick
from synth.formats.files import file_parts
from synth.model import Decision, Record, Stage, Work
from synth.screening.labels import COVIDENCE
from synth.verdicts import by_work, outcome

FORMS = ("rayyan", "covidence", "asreview", "eppi", "csv")

RAYYAN = (
    *(
        "key",
        "title",
        "year",
        "month",
        "day",
        "journal",
        "issn",
        "volume",
        "issue",
        "pages",
        "authors",
        "url",
    ),
    *("language", "publisher", "location", "abstract", "notes", "doi", "keywords", "pubmed_id", "pmc_id"),
)
ASREVIEW = (
    *("key", "title", "authors", "year", "journal", "doi", "url", "abstract", "keywords"),
    *("asreview_label", "asreview_time", "asreview_note"),
)
PLAIN = (
    *("work", "title", "doi", "year", "stage", "verdict", "criterion", "reason", "coder", "date", "settles"),
)
"""The columns of each form; the first two as the exports of these programs have them."""

_SAID = {"include": "Included", "exclude": "Excluded", "maybe": "Maybe"}


@dataclass(frozen=True, slots=True)
class Screened:
    """What goes out: works, and the decisions at a stage; `reasons` are the words of criteria by id."""

    works: Sequence[Work]
    decisions: Sequence[Decision]
    stage: Stage
    reasons: Mapping[str, str]

    def said(self) -> dict[str, list[Decision]]:
        """The decisions at the stage, by work."""
        return by_work(one for one in self.decisions if one.stage == self.stage)

    def why(self, decision: Decision) -> str:
        """Why a decision excludes, in words."""
        return self.reasons.get(decision.criterion, decision.criterion) or decision.reason


def files(form: str, screened: Screened) -> Iterator[tuple[str, str]]:
    """The files of a form: name and text."""
    yield from _FILES[form](screened)


def _rayyan(screened: Screened) -> Iterator[tuple[str, str]]:
    said = screened.said()
    rows = [_rayyan_row(work, said.get(work.key, ()), screened) for work in screened.works]
    yield "decisions.rayyan.csv", write_csv(RAYYAN, rows)


def _rayyan_row(work: Work, said: Sequence[Decision], screened: Screened) -> list[str]:
    record = work.record
    cells = {
        "key": work.key,
        "title": record.title,
        "year": str(record.year or ""),
        "journal": record.container_title,
        "issn": record.issn,
        "volume": record.volume,
        "issue": record.issue,
        "pages": record.page,
        "authors": " and ".join(map(str, record.authors)),
        "url": record.url,
        "language": record.language,
        "publisher": record.publisher,
        "abstract": record.abstract,
        "notes": _rayyan_notes(said, screened),
        "doi": record.doi,
        "keywords": "; ".join(record.keywords),
        "pubmed_id": record.pmid,
    }
    return [cells.get(name, "") for name in RAYYAN]


def _rayyan_notes(said: Sequence[Decision], screened: Screened) -> str:
    if not said:
        return ""
    votes = ", ".join(f'"{_quoted(one.coder)}"=>"{_SAID[one.verdict]}"' for one in said)
    parts = [f"RAYYAN-INCLUSION: {{{votes}}}"]
    why = dict.fromkeys(screened.why(one).replace(",", " ") for one in said if one.verdict == "exclude")
    if reasons := ",".join(filter(None, why)):
        parts.append(f"RAYYAN-EXCLUSION-REASONS: {reasons}")
    noted = [f'"{_quoted(one.coder)}"=>["{_quoted(one.reason)}"]' for one in said if one.reason]
    if noted:
        parts.append(f"USER-NOTES: {{{', '.join(noted)}}}")
    return " | ".join(parts)


def _quoted(text: str) -> str:
    """Text as Rayyan has it between quotes: on one line, without signs that end a part of its notes."""
    plain = " ".join(text.replace("|", "/").replace("{", "(").replace("}", ")").split())
    return plain.replace("[", "(").replace("]", ")").replace("\\", "\\\\").replace('"', '\\"')


def _covidence(screened: Screened) -> Iterator[tuple[str, str]]:
    """A RIS file for each of Covidence's lists: it takes a list in at the step that it belongs to."""
    lists: defaultdict[str, list[Record]] = defaultdict(list)
    said = screened.said()
    for work in screened.works:
        decisions = said.get(work.key, ())
        verdict = outcome(decisions, screened.stage)
        listed = next((n for n, one in COVIDENCE.items() if one == (_in_or_out(verdict), screened.stage)), "")
        if listed:
            why = next((screened.why(one) for one in decisions if one.verdict == "exclude"), "")
            note = f"Exclusion reason: {why.replace(';', ',')}; " if verdict == "exclude" and why else ""
            lists[listed].append(replace(work.record, note=" ".join(filter(None, (note, work.record.note)))))
    for listed, records in lists.items():
        yield f"review_0_{listed}_ris_0.ris", ris.write(records)


def _in_or_out(verdict: str) -> str:
    return "include" if verdict == "maybe" else verdict


def _asreview(screened: Screened) -> Iterator[tuple[str, str]]:
    said = screened.said()
    rows = []
    for work in screened.works:
        decisions, record = said.get(work.key, ()), work.record
        label = {"include": "1", "exclude": "0"}.get(outcome(decisions, screened.stage), "")
        last = max((one.at for one in decisions), default="")
        note = "; ".join(filter(None, (one.reason or screened.why(one) for one in decisions)))
        rows.append(
            [
                *(work.key, record.title, authors.written(record.authors), str(record.year or "")),
                *(record.container_title, record.doi, record.url, record.abstract),
                *("; ".join(record.keywords), label),
                *((last.replace("T", " ").removesuffix("Z"), note) if label else ("", "")),
            ]
        )
    yield "decisions.asreview.csv", write_csv(ASREVIEW, rows)


def _eppi(screened: Screened) -> Iterator[tuple[str, str]]:
    """A file for each screener, with one code set: include, and exclude on each criterion."""
    tree = f"Screening: {screened.stage}"
    names = {("include", ""): "INCLUDE", ("maybe", ""): "MAYBE", ("exclude", ""): "EXCLUDE"}
    names |= {("exclude", one): f"EXCLUDE on {words}" for one, words in screened.reasons.items()}
    ids = {code: str(number) for number, code in enumerate(names, start=1)}
    codes = tuple(
        EppiCode(ids[code], name, "", (tree,), "", True, code[0] if code[0] != "maybe" else "")
        for code, name in names.items()
    )
    records = {str(work.id): work.record for work in screened.works}
    screeners = (one.coder for one in screened.decisions if one.stage == screened.stage)
    for coder, part in file_parts(screeners).items():
        own = {
            one.work: one for one in screened.decisions if (one.coder, one.stage) == (coder, screened.stage)
        }
        references = tuple(_eppi_reference(work, own.get(work.key), ids) for work in screened.works)
        yield (
            f"decisions.{part}.eppi.json",
            eppi_writing.write(EppiExport(codes, references), records),
        )


def _eppi_reference(
    work: Work, decision: Decision | None, ids: Mapping[tuple[str, str], str]
) -> EppiReference:
    if decision is None:
        return EppiReference(str(work.id), work.key, (), "I")
    why = decision.criterion if decision.verdict == "exclude" else ""
    code = ids.get((decision.verdict, why), ids[decision.verdict, ""])
    tick = EppiTick(code, "", (), (decision.reason,) if decision.reason else ())
    return EppiReference(str(work.id), work.key, (tick,), "E" if decision.verdict == "exclude" else "I")


def _plain(screened: Screened) -> Iterator[tuple[str, str]]:
    """A row for each decision, at all stages."""
    known = {work.key: work.record for work in screened.works}
    rows = [_plain_row(one, known[one.work]) for one in screened.decisions if one.work in known]
    yield "decisions.csv", write_csv(PLAIN, rows)


def _plain_row(one: Decision, record: Record) -> list[str]:
    return [
        *(one.work, record.title, record.doi, str(record.year or ""), one.stage, one.verdict, one.criterion),
        *(one.reason, one.coder, one.at, "yes" if one.settles else ""),
    ]


_FILES = {"rayyan": _rayyan, "covidence": _covidence, "asreview": _asreview, "eppi": _eppi, "csv": _plain}
