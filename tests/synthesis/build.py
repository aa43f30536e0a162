"""Small reviews from rows of text, and random ones, for tests that need a state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from synth.model import DIRECTIONS, STAGES, Coding, Decision, Name, Passage, Record, Work
from synth.synthesis import (
    Appearance,
    FoundRecord,
    GapParameters,
    LinkedWork,
    State,
    StoredCoding,
    StoredPassage,
)
from tests.synthesis.made_up import CODEBOOK, MORE, PROTOCOL, WIDE, run

SEARCH, ADDED_SEARCH = 1, 2
SEARCHES = (run(SEARCH, "openalex", (0, 0, 0)), run(ADDED_SEARCH, "added", (0, 0, 0)))


@dataclass(frozen=True)
class Row:
    """One coded passage: `dimension` is `factor`, or `determinant` where no factor was coded.

    `more` are codes of further dimensions, each `dimension=code`.
    """

    work: str
    code: str
    direction: str = "failure"
    phase: str = ""
    perspective: str = ""
    dimension: str = "factor"
    more: tuple[str, ...] = ()


def rows(text: str) -> list[Row]:
    """Rows from lines such as `a lack-of-time failure adoption client country=nl`; `-` is empty."""
    return [_row(line.split()) for line in text.strip().splitlines()]


def _row(cells: list[str]) -> Row:
    plain = ["" if cell == "-" else cell for cell in cells if "=" not in cell]
    return Row(*plain, more=tuple(cell for cell in cells if "=" in cell))


def article(key: str, number: int, **fields: object) -> LinkedWork:
    """A work with one record: an article by an author of its own."""
    known = {"title": key, "authors": (Name(key),), "year": 2010, "type": "article-journal", "language": "en"}
    record = Record("work", key, "", **{**known, **fields})  # type: ignore[arg-type]
    return LinkedWork(Work(number, key, record, (number,)))


def review(
    coded: Sequence[Row], *, parameters: GapParameters | None = None, works: Iterable[LinkedWork] = ()
) -> State:
    """A review whose works are all found by one search and included; `works` replaces the made articles."""
    given = {one.work.key: one for one in works}
    keys = sorted({row.work for row in coded} | set(given))
    linked = tuple(
        replace(given[key]) if key in given else article(key, n) for n, key in enumerate(keys, start=1)
    )
    linked = tuple(
        LinkedWork(replace(one.work, id=n, record_ids=(n,))) for n, one in enumerate(linked, start=1)
    )
    return State(
        protocol=replace(PROTOCOL, gaps=_dated(parameters or GapParameters())),
        codebook=WIDE if any(row.more for row in coded) else CODEBOOK,
        searches=SEARCHES,
        records=tuple(
            FoundRecord(one.work.id, one.work.record, (Appearance(SEARCH, one.work.id),)) for one in linked
        ),
        works=linked,
        decisions=tuple(Decision(key, "full-text", "include", coder="ann") for key in keys),
        passages=tuple(StoredPassage(n, Passage(row.work)) for n, row in enumerate(coded, start=1)),
        codings=tuple(one for n, row in enumerate(coded, start=1) for one in codings(n, row)),
    )


def _dated(parameters: GapParameters) -> GapParameters:
    """Parameters that count from the year after the made articles, unless they name a year."""
    return replace(parameters, as_of=parameters.as_of or 2011)


def codings(number: int, row: Row) -> Iterable[StoredCoding]:
    """The codings of one row: what it says, and its phase and perspective if it has them."""
    passage = Passage(row.work)
    for dimension, code in (
        (row.dimension, row.code),
        ("phase", row.phase),
        ("perspective", row.perspective),
        *(one.split("=") for one in row.more),
    ):
        if code:
            uid = f"{number}-{dimension}"
            coding = Coding(uid, passage, "small", "1.0.0", dimension, code, row.direction, "ann", "")  # type: ignore[arg-type]
            yield StoredCoding(number, coding)


def without(state: State, **facets: str) -> State:
    """The state after every coding on passages that carry all these codes has been taken away."""
    found: dict[int, set[tuple[str, str]]] = {}
    parents = {code.id: code.parent for code in CODEBOOK.codes("factor")}
    for one in state.codings:
        carried = found.setdefault(one.passage_id, set())
        carried.add((one.coding.dimension, one.coding.code))
        if one.coding.dimension == "factor":
            carried.add(("determinant", parents[one.coding.code]))
    gone = {number for number, carried in found.items() if set(facets.items()) <= carried}
    return replace(state, codings=tuple(one for one in state.codings if one.passage_id not in gone))


def codes(dimension: str) -> st.SearchStrategy[str]:
    """A code of the made-up codebook."""
    return st.sampled_from([code.id for code in CODEBOOK.codes(dimension)])


WORK_KEYS = st.sampled_from([f"work-{n}" for n in range(8)])
ROWS = st.builds(
    Row,
    work=WORK_KEYS,
    code=codes("factor"),
    direction=st.sampled_from(DIRECTIONS),
    phase=st.one_of(st.just(""), codes("phase")),
    perspective=st.one_of(st.just(""), codes("perspective")),
)
REVIEWS = st.lists(ROWS, max_size=40).map(review)

FURTHER = st.lists(
    st.sampled_from([f"{name}={code}" for name, codes in MORE.items() for code in codes.split()]),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.split("=")[0],
).map(tuple)
WIDE_ROWS = st.builds(
    Row,
    work=WORK_KEYS,
    code=st.one_of(st.just(""), codes("factor")),
    direction=st.sampled_from(DIRECTIONS),
    phase=st.one_of(st.just(""), codes("phase")),
    perspective=st.one_of(st.just(""), codes("perspective")),
    more=FURTHER,
)
PARAMETERS = st.builds(
    GapParameters,
    thin=st.integers(0, 3),
    margin=st.integers(1, 3),
    outdated=st.integers(1, 12),
    one_sided=st.integers(2, 4),
    shown=st.integers(1, 5),
    crosses=st.just((("theme", "evidence"), ("determinant", "level"))),
    setting=st.just((("country", "nl"),)),
    central=st.just(("debt", "user")),
)
WIDE_REVIEWS = st.builds(
    lambda coded, parameters: review(coded, parameters=parameters),
    st.lists(WIDE_ROWS, min_size=1, max_size=30),
    PARAMETERS,
)
"""Reviews with every dimension that the synthesis reads, and other parameters than the defaults."""

APPEARANCES = st.lists(
    st.builds(
        Appearance,
        search_id=st.sampled_from([SEARCH, ADDED_SEARCH, 3, 4]),
        rank=st.integers(1, 9),
        status=st.sampled_from(["verified", "unverifiable", "rejected"]),
        how=st.sampled_from(["", "organisation", "website", "citation", "contact", "other"]),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
DECISIONS = st.lists(
    st.builds(
        Decision,
        work=WORK_KEYS,
        stage=st.sampled_from(STAGES),
        verdict=st.sampled_from(["include", "exclude", "maybe"]),
        criterion=st.sampled_from(["", "other-subject", "not-retrieved"]),
        coder=st.sampled_from(["ann", "bob"]),
    ),
    max_size=20,
).map(tuple)


@st.composite
def found(draw: st.DrawFn) -> State:
    """A state with any mixture of searches, records, works, links and decisions."""
    appearances = draw(st.lists(APPEARANCES, max_size=20))
    records = tuple(
        FoundRecord(n, Record("openalex", str(n), "", title=f"T{n}"), some)
        for n, some in enumerate(appearances, 1)
    )
    owner = draw(st.lists(st.integers(0, 8), min_size=len(records), max_size=len(records)))
    kinds = st.sampled_from(["article-journal", "interview", "chapter", ""])
    works = tuple(
        LinkedWork(
            Work(
                n + 1,
                f"work-{n}",
                Record("work", f"work-{n}", "", container_title="C", type=draw(kinds)),
                ids,
            )
        )
        for n in range(8)
        if (ids := tuple(one.id for one, whose in zip(records, owner, strict=True) if whose == n))
    )
    searches = (*SEARCHES, run(3, "openalex", (0, 0, 0)), run(4, "ris", (0, 0, 0), "partial"))
    return State(PROTOCOL, CODEBOOK, searches, records, works, draw(DECISIONS))
