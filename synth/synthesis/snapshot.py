"""Reading the stored state for a synthesis, in one consistent view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlite_utils import Database

from synth.model import Work
from synth.store import codings, decisions, searches, works
from synth.store.assessments import current_assessments
from synth.store.sites import current_sites
from synth.synthesis.state import (
    Appearance,
    CodebookView,
    FoundRecord,
    Link,
    LinkedWork,
    Protocol,
    State,
    StoredCoding,
    StoredPassage,
)


def snapshot(db: Database, protocol: Protocol, codebook: CodebookView) -> State:
    """Everything a synthesis is made of, as it is stored now."""
    return State(
        protocol=protocol,
        codebook=codebook,
        searches=searches.runs(db),
        records=_found(db),
        works=tuple(_linked(db)),
        decisions=decisions.current_decisions(db),
        passages=tuple(StoredPassage(i, passage) for i, passage in sorted(codings.passages(db).items())),
        codings=tuple(StoredCoding(i, coding) for i, coding in codings.current_codings(db)),
        suggestions=tuple(suggestion for _, suggestion in codings.pending(db)),
        sites=current_sites(db),
        assessments=current_assessments(db),
    )


def _found(db: Database) -> tuple[FoundRecord, ...]:
    by_record: dict[int, list[Appearance]] = defaultdict(list)
    for stored in searches.appearances(db):
        status = "verified" if stored.status == "given" else stored.status
        appearance = Appearance(stored.search_id, stored.rank, status, stored.hits, stored.how, stored.reason)
        by_record[stored.record_id].append(appearance)
    return tuple(FoundRecord(i, record, tuple(by_record[i])) for i, record in searches.records(db))


def _linked(db: Database) -> list[LinkedWork]:
    links, in_review = works.links(db), works.in_review(db)
    return [LinkedWork(work, _links(work, links)) for work in works.works(db) if work.id in in_review]


def _links(work: Work, links: Mapping[int, tuple[int, tuple[str, ...]]]) -> tuple[Link, ...]:
    return tuple(Link(i, "; ".join(links[i][1])) for i in work.record_ids)
