"""A large made-up review, the same for the same seed: works, decisions of two people, codings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from synth.model import DIRECTIONS, Coding, Decision, Hit, Name, Passage, Record
from synth.review import Review
from synth.store import codings as coding_store
from synth.store import decisions as decision_store
from synth.store import pairs, searches, works
from synth.store.database import writing
from synth.store.pages import PageMark
from synth.store.searches import Judged, NewSearch
from synth.store.works import NewWork

TEXT = """
kennis beleid praktijk gemeente uitvoering onderzoek schuld armoede werk inkomen re-integratie aanpak wijk
jeugd zorg evaluatie implementatie effect debt advice poverty employment services evidence policy practice
evaluation intervention knowledge transfer barriers facilitators municipality Schuldnerberatung Beratung
Wissen Umsetzung Praxis Arbeit Verwaltung Hindernisse Forschung Evidenz
"""
WORDS = TEXT.split()
TYPES = ("article-journal", "report", "book", "chapter", "thesis", "webpage")
SOURCES = ("openalex", "pubmed", "doaj", "kb")
BATCH = 2000
SHARE_SCREENED = 0.6


def make(folder: Path, *, number: int, codings: int, seed: int = 1) -> None:
    """Make the review in `folder`."""
    chance = random.Random(seed)
    with Review.create(folder, template="tno-2011") as review:
        with writing(review.db):
            made = list(_records(review, number, chance))
            works.replace_works(review.db, _clusters(made))
            pairs.add_run(review.db, "made", works=len(made))
        keys = [work.key for work in works.works(review.db)]
        decision_store.add_decisions(review.db, _decisions(keys, chance), protocol="made")
        with writing(review.db):
            coding_store.add_codings(review.db, _codings(review, keys, codings, chance))


def _records(review: Review, number: int, chance: random.Random) -> Iterator[tuple[int, Record]]:
    for source in SOURCES:
        new = NewSearch(source, "tno-2011", "d", "kennis AND beleid", ("https://example.org/?q=kennis",))
        search = searches.begin(review.db, new)
        share = number // len(SOURCES)
        for page, start in enumerate(range(0, share, BATCH)):
            records = [record(source, i, chance) for i in range(start, min(share, start + BATCH))]
            mark = PageMark(0, page, str(page), str(page + 1), share, tuple(one.source_id for one in records))
            searches.add_page(review.db, search, mark, [_judged(one, chance) for one in records])
            yield from _numbered(review, records)
        searches.finish(review.db, search, "complete")


def _numbered(review: Review, records: list[Record]) -> Iterator[tuple[int, Record]]:
    last = review.db.conn.execute("SELECT max(id) FROM record").fetchone()[0]
    yield from enumerate(records, start=last - len(records) + 1)


def record(source: str, number: int, chance: random.Random) -> Record:
    """A record that looks like one."""
    text = " ".join(chance.choices(WORDS, k=140))
    return Record(
        source, f"{source}-{number}", "{}", title=" ".join(chance.choices(WORDS, k=9)).capitalize(),
        authors=tuple(Name(chance.choice(WORDS).title(), "A.") for _ in range(chance.randint(1, 4))),
        year=chance.randint(1990, 2026), container_title=" ".join(chance.choices(WORDS, k=3)).title(),
        language=chance.choice(("nl", "en", "de", "")), type=chance.choice(TYPES), abstract=text,
        keywords=tuple(chance.sample(WORDS, 4)),
    )  # fmt: skip


def _judged(one: Record, chance: random.Random) -> Judged:
    status = chance.choices(("verified", "rejected", "unverifiable"), (7, 2, 1))[0]
    hits = (Hit("Kennis", "abstract", 0, 6, one.abstract[:6]),) if status == "verified" else ()
    return Judged(one, status, hits)


def _clusters(made: list[tuple[int, Record]]) -> Iterator[NewWork]:
    for number, one in made:
        year, name = one.year or "nd", one.authors[0].family.lower()
        yield NewWork(f"{name}{number}-{year}", one, {"title": number}, (number,), {number: ()})


def _decisions(keys: list[str], chance: random.Random) -> Iterator[Decision]:
    for key in chance.sample(keys, int(len(keys) * SHARE_SCREENED)):
        coder = chance.choice(("anna", "bart"))
        if chance.random() < 0.08:
            yield Decision(key, "title-abstract", "include", "use-of-knowledge", coder=coder)
        else:
            yield Decision(key, "title-abstract", "exclude", "background", coder=coder)


def _codings(review: Review, keys: list[str], number: int, chance: random.Random) -> Iterator[Coding]:
    book = review.codebook
    factors = [code.id for code in book.dimension("factor").codes]
    coded = chance.sample(keys, max(1, number // 20))
    for index in range(number):
        passage = Passage(
            chance.choice(coded), section=str(index % 9), paraphrase={"en": f"Passage {index}."}
        )
        yield Coding(
            f"u{index}:factor/x", passage, book.id, book.version, "factor", chance.choice(factors),
            chance.choice(DIRECTIONS), chance.choice(("anna", "bart")), "2026-01-01T00:00:00Z",
        )  # fmt: skip
