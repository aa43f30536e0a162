"""Reading the stored state for a synthesis, in one consistent view."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from sqlite_utils import Database

from synth.model import Hit, Record
from synth.store import codings, decisions, searches, works
from synth.store.assessments import current_assessments
from synth.store.catalogue import works_of
from synth.store.coding_work import not_reported
from synth.store.sites import current_sites
from synth.synthesis.csl import citation
from synth.synthesis.standing import standing
from synth.synthesis.state import (
    Appearance,
    CodebookView,
    FoundRecord,
    Link,
    LinkedWork,
    Outline,
    Protocol,
    State,
    StoredCoding,
    StoredPassage,
)
from synth.verdicts import by_work


def snapshot(db: Database, protocol: Protocol, codebook: CodebookView) -> State:
    """Everything a synthesis is made of, as it is stored now."""
    return replace(_said(db, protocol, codebook), records=tuple(_found(db)), works=tuple(_linked(db)))


def snapshot_of_included(db: Database, protocol: Protocol, codebook: CodebookView) -> State:
    """What a synthesis says of the included works is made of: these whole, of all else what is counted.

    Of the other works there is what a citation needs, of records their source and the searches that brought
    them: a tenth of the memory, where few of many works are included.
    """
    said = _said(db, protocol, codebook)
    last, decided = protocol.stages[-1], by_work(said.decisions)
    included = {
        key
        for key, some in decided.items()
        if standing(some, last_stage=last, screeners=protocol.screeners) == "included"
    }
    whole, outlined = _divided(db, included)
    return replace(said, records=_counted(db), works=whole, outlined=outlined)


def _said(db: Database, protocol: Protocol, codebook: CodebookView) -> State:
    """What people said, and what was searched; without records and works."""
    coded = codings.current_codings(db)
    passages = {number: coding.passage for number, coding in coded}
    return State(
        protocol=protocol,
        codebook=codebook,
        searches=searches.runs(db),
        decisions=decisions.current_decisions(db),
        passages=tuple(StoredPassage(i, passage) for i, passage in sorted(passages.items())),
        codings=tuple(StoredCoding(i, coding) for i, coding in coded),
        suggestions=tuple(suggestion for _, suggestion in codings.pending(db)),
        sites=current_sites(db),
        assessments=current_assessments(db),
        not_reported=not_reported(db),
    )


def _found(db: Database) -> Iterator[FoundRecord]:
    for number, record, brought in searches.found(db):
        yield FoundRecord(number, record, tuple(_appearance(one, one.rank, one.hits) for one in brought))


def _counted(db: Database) -> tuple[FoundRecord, ...]:
    """The records without what they say; those that came the same way share what is said of that."""
    records, ways = dict[str, Record](), dict[tuple[searches.Origin, ...], tuple[Appearance, ...]]()
    found = []
    for number, source, brought in searches.origins(db):
        if brought not in ways:
            ways[brought] = tuple(_appearance(one, 0) for one in brought)
        record = records.setdefault(source, Record(source, "", ""))
        found.append(FoundRecord(number, record, ways[brought]))
    return tuple(found)


def _appearance(
    one: searches.Origin | searches.Appearance, rank: int, hits: tuple[Hit, ...] = ()
) -> Appearance:
    status = "verified" if one.status == "given" else one.status
    return Appearance(one.search_id, rank, status, hits, one.how, one.reason)


def _divided(db: Database, included: Collection[str]) -> tuple[tuple[LinkedWork, ...], tuple[Outline, ...]]:
    """The included works, and all others outlined."""
    in_review, chosen = works.in_review(db), list[int]()
    outlined = []
    for work in works.outlines(db):
        if work.id in in_review:
            if work.key in included:
                chosen.append(work.id)
            else:
                outlined.append(Outline(work.key, work.record_ids, citation(work), work.record.year))
    whole = works_of(db, chosen)
    return tuple(LinkedWork(whole[one]) for one in chosen), tuple(outlined)


def _linked(db: Database) -> Iterator[LinkedWork]:
    in_review = works.in_review(db)
    for work, why in works.shelved(db):
        if work.id in in_review:
            yield LinkedWork(work, tuple(Link(record, "; ".join(reasons)) for record, reasons in why))


@dataclass(frozen=True, slots=True)
class Stored:
    """The works and records of a review, read one after the other each time they are asked for."""

    db: Database

    @property
    def works(self) -> Iterator[LinkedWork]:
        """Every work in the review, in the order of keys."""
        return _linked(self.db)

    @property
    def records(self) -> Iterator[FoundRecord]:
        """Every record, in the order of ids."""
        return _found(self.db)
