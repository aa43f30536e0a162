"""A large made-up review, the same for the same seed: works, decisions, codings, open questions."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from synth.coding.codes import Codebook
from synth.model import DIRECTIONS, STAGES, Coding, Decision, Hit, Name, Passage, Record
from synth.review import Review
from synth.store import codings as coding_store
from synth.store import decisions as decision_store
from synth.store import pairs, searches, works
from synth.store.database import writing
from synth.store.pages import PageMark
from synth.store.pairs import Pair
from synth.store.searches import Judged, NewSearch
from synth.store.works import NewWork

TEXT = """
kennis beleid praktijk gemeente uitvoering onderzoek schuld armoede werk inkomen re-integratie aanpak wijk
jeugd zorg evaluatie implementatie effect debt advice poverty employment services evidence policy practice
evaluation intervention knowledge transfer barriers facilitators municipality Schuldnerberatung Beratung
Wissen Umsetzung Praxis Arbeit Verwaltung Hindernisse Forschung Evidenz
"""
WORDS = TEXT.split()
PARTS = ("ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "wa", "ne", "pri", "sta", "gro", "ver", "lin")
OTHERS = [a + b + c + d for a in PARTS for b in PARTS for c in PARTS for d in PARTS][:40_000]
"""Words that a text has beside those of the subject: the more of them, the rarer (Zipf)."""

EVERY = [*WORDS, *OTHERS]
_SHARES = [0.3 / len(WORDS)] * len(WORDS) + [0.067 / (rank + 3) for rank in range(len(OTHERS))]
CUMULATED = list(accumulate(_SHARES))
TYPES = ("article-journal", "report", "book", "chapter", "thesis", "webpage")
SOURCES = ("openalex", "pubmed", "doaj", "kb")
PEOPLE = ("anna", "bart")
BATCH = 2000
SHARE_SCREENED = 0.6
SHARE_TWICE = 0.03
"""Of the works that were screened or coded, those on which both people spoke."""

CODINGS_OF_A_WORK = 20
QUESTIONS = 300
"""Pairs of records that may be one work."""


def make(folder: Path, *, number: int, codings: int, seed: int = 1) -> None:
    """Make the review in `folder`."""
    chance = random.Random(seed)
    with Review.create(folder, template="tno-2011") as review:
        with writing(review.db):
            made = list(_records(review, number, chance))
            works.replace_works(review.db, _clusters(made))
            pairs.add_run(review.db, "made", works=len(made))
            pairs.add_pairs(review.db, _pairs([one for one, _ in made], chance))
        keys = [work.key for work in works.works(review.db)]
        coded = chance.sample(keys, codings // CODINGS_OF_A_WORK)
        decision_store.add_decisions(review.db, _decisions(keys, coded, chance), protocol="made")
        with writing(review.db):
            coding_store.add_codings(review.db, _codings(review.codebook, coded, chance))


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
    text = " ".join(chance.choices(EVERY, cum_weights=CUMULATED, k=140))
    return Record(
        source, f"{source}-{number}", "{}", title=" ".join(chance.choices(WORDS, k=9)).capitalize(),
        authors=tuple(Name(chance.choice(EVERY).title(), "A.") for _ in range(chance.randint(1, 4))),
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


def _pairs(ids: Sequence[int], chance: random.Random) -> Iterator[Pair]:
    for a in chance.sample(ids[:-1], min(QUESTIONS, len(ids) // 100)):
        yield Pair(a, a + 1, "ask", round(chance.uniform(0.5, 0.9), 3), "made", ("title is alike",), run=1)


def _decisions(keys: list[str], coded: list[str], chance: random.Random) -> Iterator[Decision]:
    """What was coded was included at both stages; of the rest a part was screened, few of it twice."""
    for key in coded:
        for stage in STAGES:
            yield Decision(key, stage, "include", "use-of-knowledge", coder=PEOPLE[0])
    others = sorted(set(keys) - set(coded))
    for key in chance.sample(others, int(len(others) * SHARE_SCREENED)):
        for coder in chance.sample(PEOPLE, 2 if chance.random() < SHARE_TWICE else 1):
            if chance.random() < 0.05:
                yield Decision(key, "title-abstract", "include", "use-of-knowledge", coder=coder)
            else:
                yield Decision(key, "title-abstract", "exclude", "background", coder=coder)


def _codings(book: Codebook, coded: list[str], chance: random.Random) -> Iterator[Coding]:
    """The codings of each work: where and how it was done; passages with factor, phase and perspective."""
    about = {one.id: [code.id for code in one.codes] for one in book.dimensions}
    for work in coded:
        coders = PEOPLE if chance.random() < SHARE_TWICE else (chance.choice(PEOPLE),)
        said = [(Passage(work), ("country", "family"))]
        for index in range(CODINGS_OF_A_WORK // 3):
            words = " ".join(chance.choices(WORDS, k=15)).capitalize()
            passage = Passage(work, section=str(index + 1), paraphrase={"en": f"{words}.", "nl": f"{words}."})
            said.append((passage, ("factor", "phase", "perspective")))
        for passage, dimensions in said:
            for name in dimensions:
                for coder in coders:
                    code, uid = chance.choice(about[name]), f"u{chance.getrandbits(64)}"
                    way = chance.choice(DIRECTIONS) if name == "factor" else "neutral"
                    yield Coding(
                        f"{uid}:{name}", passage, book.id, book.version, name, code, way, coder,
                        "2026-01-01T00:00:00Z",
                    )  # fmt: skip
