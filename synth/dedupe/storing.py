"""De-duplication over the store: records and rulings in, works with the reason of each link out.

The first run compares all records. Later ones compare what is new with what shares a key, and join again
only where something changed; the result is that of a run over everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from synth.dedupe import adding
from synth.dedupe.block import keys, pairs
from synth.dedupe.joining import join
from synth.dedupe.linking import explain, found
from synth.dedupe.links import Link, Links, Ruling, in_force, ordered, ruled, worth_telling
from synth.dedupe.normalise import Prepared, prepare
from synth.dedupe.policy import policy
from synth.dedupe.rules import Policy
from synth.dedupe.writing import kept_apart, stored, works_of
from synth.store import pairs as store
from synth.store import searches, works
from synth.store.database import writing
from synth.store.pairs import Pair

AFRESH = 3
"""When more than one in so many records is new, all are compared again: that is quicker."""


@dataclass(frozen=True, slots=True)
class Linked:
    """What a run of de-duplication gave: numbers of records, works, links made and pairs to ask about."""

    records: int
    works: int
    same: int
    ask: int


def link_records(db: Database, choices: Mapping[str, str] | None = None, *, afresh: bool = False) -> Linked:
    """Make works out of all records, in one transaction; decisions and codings stay with their works.

    `choices` are those of the protocol on pairs that reviewers treat differently. `afresh` compares all
    records again, also where nothing changed.
    """
    outcomes = policy(choices or {})
    rules = _digest(outcomes)
    with writing(db):
        last = store.last_run(db)
        new = store.pending(db)
        known = last.records if last else 0
        changed = last is None or last.rules != rules or store.taken_back(db)
        if afresh or changed or len(new) * AFRESH > known:
            _link_all(db, outcomes)
        elif last is not None and (new or store.ruled_since(db, last)):
            adding.add(db, new, outcomes, run=last.id + 1, since=last)
        else:
            return counted(db)
        result = counted(db)
        store.add_run(db, rules, works=result.works)
    return result


def counted(db: Database) -> Linked:
    """The numbers of what is stored."""
    sql = (
        "SELECT (SELECT count(*) FROM link), (SELECT count(DISTINCT work_id) FROM link),"
        " (SELECT count(*) FROM pair WHERE outcome = 'same')"
    )
    records, made, same = db.execute(sql).fetchone()
    return Linked(records, made, same, len(questions(db)))


def questions(db: Database) -> tuple[Pair, ...]:
    """What a person has to answer, most alike first: one question between two works."""
    asked = list(store.pairs(db, "ask"))
    links = {(one.a, one.b): _link(one) for one in asked}
    links |= {ordered(a, b): ruled(Ruling(a, b, same)) for a, b, same in works.rulings(db)}
    home = works.homes(db, {number for pair in links for number in pair})
    links = {pair: link for pair, link in links.items() if pair[0] in home and pair[1] in home}
    told = {(link.a, link.b) for link in worth_telling(links, home) if link.outcome == "ask"}
    return tuple(one for one in asked if (one.a, one.b) in told)


def explained(db: Database, a: int, b: int, choices: Mapping[str, str]) -> Link:
    """What is known of two records: a person's ruling, or what the rules make of them."""
    for one, other, same in works.rulings(db):
        if (one, other) == ordered(a, b):
            return ruled(Ruling(one, other, same))
    both = searches.records_of(db, (a, b))
    return explain((a, both[a]), (b, both[b]), policy(choices))


def _link_all(db: Database, outcomes: Policy) -> None:
    prepared = [prepare(number, record) for number, record in searches.records(db)]
    links: Links = {(one.a, one.b): one for one in found(prepared, pairs(prepared), outcomes)}
    before, run = store.pair_runs(db), _next_run(db)
    runs = {pair: before.get(pair, run) for pair in links}
    known = {one.id: one for one in prepared}
    decided = kept_apart(links, runs, store.undone_runs(db))
    decided |= in_force([Ruling(a, b, same) for a, b, same in works.rulings(db)], known)
    clusters, refused = join(known, decided, known.__getitem__, outcomes)
    result = clusters.result(list(known))
    _index(db, prepared)
    del prepared, known
    store.replace_pairs(db, stored(links, decided, refused, runs))
    works.replace_works(db, works_of(db, result, {**decided, **refused}))


def _index(db: Database, prepared: Iterable[Prepared]) -> None:
    listed = list(prepared)
    store.replace_blocks(
        db,
        ((key, one.id) for one in listed for key in keys(one)),
        map(adding.known_by, listed),
    )


def _next_run(db: Database) -> int:
    last = store.last_run(db)
    return last.id + 1 if last else 1


def _link(pair: Pair) -> Link:
    return Link(pair.a, pair.b, pair.outcome, pair.score, pair.reasons, pair.rule)  # type: ignore[arg-type]


def _digest(outcomes: Policy) -> str:
    """A hash that changes when the rules change: of the modules of this package, and of the choices."""
    digest = hashlib.sha256(repr(sorted(outcomes.items())).encode())
    for module in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()[:16]
