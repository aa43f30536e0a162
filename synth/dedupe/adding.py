"""Add records, or a ruling, to what was de-duplicated before, with the result of a run over everything.

What is new is compared with what shares a key. In a block that grew large a pair may fall out of the window,
and is then forgotten unless another block still holds it. Records are joined again only in the groups, linked
by *same*, that something touched: nothing in another group depends on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from synth.dedupe import block, outline
from synth.dedupe.joining import join
from synth.dedupe.linking import found
from synth.dedupe.links import Link, Links, Pair, Ruling, in_force
from synth.dedupe.normalise import Prepared, prepare
from synth.dedupe.rules import Policy
from synth.dedupe.writing import kept_apart, stored, works_of
from synth.store import pairs as store
from synth.store import searches, works
from synth.store.pairs import Run


@dataclass(slots=True)
class _Forms:
    """The prepared forms of records, read when they are first needed."""

    db: Database
    known: dict[int, Prepared] = field(default_factory=dict)

    def want(self, ids: Iterable[int]) -> None:
        """Read those that are not there yet."""
        missing = set(ids) - self.known.keys()
        records = searches.records_of(self.db, missing) if missing else {}
        self.known.update((number, prepare(number, record)) for number, record in records.items())

    def __call__(self, number: int) -> Prepared:
        self.want((number,))
        return self.known[number]


def add(db: Database, new: Sequence[int], policy: Policy, *, run: int, since: Run) -> None:
    """Compare the new records, and join again where they, or rulings since a run, changed something."""
    forms = _Forms(db)
    touched = set(store.ruled_since(db, since)) | set(new)
    touched |= _compare(db, new, policy, forms, run)
    links, runs, group = _group(db, touched)
    rulings = [Ruling(a, b, same) for a, b, same in works.rulings(db) if a in group and b in group]
    decided = kept_apart(links, runs, store.undone_runs(db)) | in_force(rulings, frozenset(group))
    clusters, refused = join(sorted(group), decided, forms, policy)
    store.add_pairs(db, stored(links, decided, refused, runs))
    works.update_works(db, list(works_of(db, clusters.result(sorted(group)), {**decided, **refused})))


def _compare(db: Database, new: Sequence[int], policy: Policy, forms: _Forms, run: int) -> set[int]:
    """Store the links of new records, forget what fell out of a window; the records of both."""
    forms.want(new)
    keys = {number: block.keys(forms(number)) for number in new}
    store.add_blocks(
        db,
        sorted((key, number) for number, own in keys.items() for key in own),
        (known_by(forms(number)) for number in new),
    )
    gained, lost = _changed(_blocks(db, {key for own in keys.values() for key in own}), frozenset(new))
    worth = _promising(db, gained, forms)
    forms.want(number for pair in worth for number in pair)
    listed = list(forms.known.values())
    place = {one.id: position for position, one in enumerate(listed)}
    links = list(found(listed, ((place[a], place[b]) for a, b in worth), policy))
    store.add_pairs(db, (_pair(link, run) for link in links))
    gone = _forgotten(db, lost, forms)
    store.drop_pairs(db, gone)
    return {number for link in links for number in (link.a, link.b)} | {n for pair in gone for n in pair}


def known_by(record: Prepared) -> tuple[int, str, str]:
    """What is kept of a record, beside its keys, for records that come later: neighbourhood and outline."""
    return record.id, block.neighbourhood(record), outline.written(record)


def _blocks(db: Database, keys: set[int]) -> dict[int, list[int]]:
    """The records that have each key; in large blocks of titles in order of their neighbourhood."""
    blocks = store.members(db, keys)
    large = [key for key, ids in blocks.items() if len(ids) > block.WHOLE and block.of_title(key)]
    near = store.neighbourhoods(db, {number for key in large for number in blocks[key]})
    for key in large:
        blocks[key].sort(key=lambda number: (near[number], number))
    return blocks


def _changed(blocks: dict[int, list[int]], new: frozenset[int]) -> tuple[set[Pair], set[Pair]]:
    """The pairs that new records bring to blocks, and those that they push out of a window."""
    gained: set[Pair] = set()
    lost: set[Pair] = set()
    for key, members in blocks.items():
        title = block.of_title(key)
        gained.update(block.beside(members, new, title=title))
        if len(members) > block.WHOLE:
            now = set(block.within(members, title=title))
            before = [number for number in members if number not in new]
            lost.update(pair for pair in block.within(before, title=title) if pair not in now)
    return gained, lost


def _promising(db: Database, gained: set[Pair], forms: _Forms) -> list[Pair]:
    """The pairs that are worth comparing, by the outlines alone: only their records are read."""
    others = {number for pair in gained for number in pair} - forms.known.keys()
    seen = {number: outline.read(text) for number, text in store.outlines(db, others).items()}
    forms.want(others - seen.keys())
    known: dict[int, Prepared | outline.Outline] = {**forms.known, **seen}
    return [(a, b) for a, b in sorted(gained) if outline.promising(known[a], known[b])]


def _forgotten(db: Database, lost: set[Pair], forms: _Forms) -> list[Pair]:
    """Those of the lost pairs that are stored and that no block holds any more."""
    ids = {number for pair in lost for number in pair}
    known = [(one.a, one.b) for one in store.pairs_of(db, ids) if (one.a, one.b) in lost]
    forms.want(number for pair in known for number in pair)
    return [pair for pair in known if not _met(db, pair, forms)]


def _met(db: Database, pair: Pair, forms: _Forms) -> bool:
    shared = block.keys(forms(pair[0])) & block.keys(forms(pair[1]))
    blocks = _blocks(db, set(shared))
    return any(pair in block.within(ids, title=block.of_title(key)) for key, ids in blocks.items())


def _group(db: Database, touched: set[int]) -> tuple[Links, dict[Pair, int], set[int]]:
    """The records that *same* links to the touched ones, near or far, with their pairs and runs."""
    links: Links = {}
    runs: dict[Pair, int] = {}
    ruled = [(a, b) for a, b, same in works.rulings(db) if same]
    seen: set[int] = set()
    frontier = set(touched)
    while frontier:
        seen |= frontier
        near: set[int] = set()
        for one in store.pairs_of(db, frontier):
            said = one.said
            links[one.a, one.b] = Link(one.a, one.b, said, one.score, _own(one), one.rule)  # type: ignore[arg-type]
            runs[one.a, one.b] = one.run
            if said == "same":
                near |= {one.a, one.b}
        near |= {number for pair in ruled if not seen.isdisjoint(pair) for number in pair}
        frontier = near - seen
    inside = {pair: link for pair, link in links.items() if pair[0] in seen and pair[1] in seen}
    return inside, runs, seen


def _own(pair: store.Pair) -> tuple[str, ...]:
    """The reasons of the rules, without why the pair was refused."""
    return pair.reasons[:-1] if pair.refused else pair.reasons


def _pair(link: Link, run: int) -> store.Pair:
    return store.Pair(link.a, link.b, link.outcome, link.score, link.rule, link.reasons, run=run)
