"""Whatever people do, the catalogue and the numbers kept up with it are those counted from the start."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from synth.catalogue.columns import Catalogue
from synth.coding.entry import Entry
from synth.errors import UsageError
from synth.model import STAGES, Decision, Name, Passage, Record, Stage, Verdict
from synth.review import Review
from synth.review.deciding import Screener
from synth.store import searches, works
from synth.store.codings import current_codings
from synth.store.decisions import current_decisions
from synth.store.pages import PageMark
from synth.store.searches import Judged, NewSearch
from synth.store.withdrawals import withdraw_search

Value = TypeVar("Value")
WORKS = 3
VERDICTS: tuple[Verdict, ...] = ("include", "exclude", "exclude", "maybe")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A review with a few works, of which one in three is rejected by the strategy."""
    folder = tmp_path_factory.mktemp("made") / "review"
    with Review.create(folder, template="tno-2011") as review:
        _search(review, range(WORKS))
        review.dedupe()
    return folder


def _search(review: Review, numbers: Sequence[int]) -> None:
    new = NewSearch("doaj", "tno-2011", "d", "kennis", ("https://example.org/",))
    search = searches.begin(review.db, new)
    found = [
        Record("doaj", f"n{number}", "{}", title=f"{WORDS[number % WORKS]} in practice", year=2000 + number,
               authors=(Name("Jansen", "A."),), abstract="Kennis.", type="report", language="nl")
        for number in numbers
    ]  # fmt: skip
    judged = [Judged(one, ("verified", "rejected")[at % 3 == 2], ()) for at, one in enumerate(found)]
    mark = PageMark(0, 0, "0", None, len(found), tuple(one.source_id for one in found))
    searches.add_page(review.db, search, mark, judged)
    searches.finish(review.db, search, "complete")


WORDS = ("Knowledge", "Debt", "Poverty", "Reintegration", "Evaluation", "Neighbourhoods")


class Chance:
    """Takes one of several, as hypothesis has it."""

    def __init__(self, source: Random) -> None:
        self.source = source

    def __call__(self, some: Sequence[Value]) -> Value:
        if not some:
            raise UsageError("There is nothing to take.")
        return self.source.choice(some)

    @property
    def stage(self) -> Stage:
        return self(STAGES)

    @property
    def who(self) -> str:
        return self(("anna", "bart"))


def _decide(review: Review, keys: Sequence[str], chance: Chance) -> None:
    verdict = chance(VERDICTS)
    stage, settles = chance.stage, chance([False, False, True])
    review.decide(
        Decision(
            chance(keys),
            stage,
            verdict,
            "background" if verdict == "exclude" else "",
            "So.",
            chance.who,
            settles=settles,
        )
    )


def _undecide(review: Review, keys: Sequence[str], chance: Chance) -> None:
    review.undecide(chance(keys), stage=chance.stage, coder=chance.who)


def _code(review: Review, keys: Sequence[str], chance: Chance) -> None:
    review.code(Entry(Passage(chance(keys), paraphrase={"en": "So."}), {"phase": ("adoption",)}, chance.who))


def _uncode(review: Review, keys: Sequence[str], chance: Chance) -> None:
    coded = [
        one.uid
        for key in keys
        for row in review.rows(key)
        for side in row.sides.values()
        for one in side.codings
    ]
    if coded:
        review.undo(chance(coded), coder="anna")


def _take_in(review: Review, keys: Sequence[str], chance: Chance) -> None:
    """Decisions of a file; and sometimes it is taken back."""
    path = review.folder / "decided.csv"
    path.write_text(
        f"work,verdict,coder\n{chance(keys)},include,dora\n{keys[0]},exclude,anna\n", encoding="utf-8"
    )
    review.take_in_decisions([path], Screener("dora", "title-abstract"))
    if chance([True, False]):
        review.undo_import(coder="anna")


def _join(review: Review, keys: Sequence[str], chance: Chance) -> None:
    numbers = [review.records_in(key)[0] for key in (keys[0], chance(keys[1:]))]
    review.rule(*numbers, verdict=chance(["same", "different"]), coder="anna")


def _bring(review: Review, keys: Sequence[str], chance: Chance) -> None:
    _search(review, [chance(range(WORKS, 2 * WORKS))])
    review.dedupe()


def _part(review: Review, keys: Sequence[str], chance: Chance) -> None:
    """What one run joined is taken back."""
    run = chance([run.id for run, _, _ in review.runs()])
    review.rule_run(run, undone=chance([True, False]), coder="anna")


def _take_back(review: Review, keys: Sequence[str], chance: Chance) -> None:
    withdraw_search(review.db, chance([run.id for run in review.searches()]), coder="anna")


DOINGS = (*[_decide] * 6, *[_undecide] * 2, *[_code] * 2, _uncode, _take_in, _join, _part, _bring, _take_back)


def _labels(catalogue: Catalogue) -> Mapping[str, object]:
    """What the catalogue says of each work."""
    names = [name for name, column in catalogue.columns.items() if not column.several]
    said = {int(one): [catalogue.label_of(name, int(one)) for name in names] for one in catalogue.ids}
    several = {
        name: catalogue.columns[name].codes.tolist() for name in catalogue.columns if name not in names
    }
    return {"said": said, "several": several, "orders": {k: v.tolist() for k, v in catalogue.orders.items()}}


@given(
    doings=st.lists(st.sampled_from(DOINGS), min_size=4, max_size=14),
    source=st.randoms(use_true_random=False),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_is_kept_up_is_what_would_be_counted_anew(
    made: Path, doings: list[Callable[[Review, Sequence[str], Chance], None]], source: Random
) -> None:
    with TemporaryDirectory() as place, Review.open(shutil.copytree(made, Path(place) / "review")) as review:
        kept, counted = review.catalogue(), review.tallies()
        for done in doings:
            keys = [work.key for work in works.works(review.db)]
            with suppress(UsageError):
                done(review, keys, Chance(source))
            kept = review.catalogue_since(kept) or review.catalogue()
            counted = review.tallies_since(counted) or review.tallies()
            assert _labels(kept) == _labels(review.catalogue())
            assert counted.people == review.people()
            assert [
                (one.coder, one.decisions, one.codings)
                for one in sorted(counted.people, key=attrgetter("coder"))
            ] == (_in_force(review))


def _in_force(review: Review) -> list[tuple[str, int, int]]:
    """Who has how many decisions and codings in force, counted one by one."""
    decided = Counter(one.coder for one in current_decisions(review.db))
    coded = Counter(one.coder for _, one in current_codings(review.db))
    return [(coder, decided[coder], coded[coder]) for coder in sorted({*decided, *coded})]
