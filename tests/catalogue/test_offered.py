"""How many suggestions wait: the number of a page is that of the command line, whatever was said before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from synth.model import Decision, changed
from synth.review import Review
from synth.store import codings

CODER = "anna"
WORK = "aken-2011"
"""A work that has suggestions, and of which nobody else said anything."""


def waiting(review: Review, coder: str = CODER) -> int:
    return review.offered().waiting(review.catalogue(), review.judged(coder))


def _decide(verdict: str, coder: str = CODER, stage: str = "full-text", settles: bool = False):
    def done(review: Review) -> None:
        criterion = "" if verdict == "include" else "background"
        review.decide(Decision(WORK, stage, verdict, criterion, "Why.", coder=coder, settles=settles))

    return done


def _reject(review: Review) -> None:
    review.reject(review.pending()[0][0], coder=CODER)


def _reject_as_another(review: Review) -> None:
    review.reject(review.pending()[0][0], coder="ben")


def _several_coders(review: Review) -> None:
    path = review.folder / "review.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\ncoding: {coders: 2}\n", encoding="utf-8")


def _suggest_a_code_that_is_gone(review: Review) -> None:
    gone = changed(review.pending()[0][1], code="no-such-code")
    codings.add_suggestions(review.db, [gone])


def _nothing(_: Review) -> None:
    pass


STEPS: dict[str, tuple[Callable[[Review], None], ...]] = {
    "untouched": (_nothing,),
    "excluded": (_decide("exclude"),),
    "excluded-first": (_decide("exclude", stage="title-abstract"),),
    "in-conflict": (_decide("include", "ben"), _decide("exclude")),
    "settled": (_decide("include", "ben"), _decide("exclude"), _decide("include", "lee", settles=True)),
    "maybe": (_decide("maybe"),),
    "judged": (_reject, _reject_as_another),
    "by-each": (_several_coders, _reject, _reject_as_another, _reject_as_another),
    "code-gone": (_suggest_a_code_that_is_gone,),
}


@pytest.fixture(scope="module")
def suggested(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("suggested") / "review"
    with Review.open(shutil.copytree(demonstrated, folder)) as review:
        review.suggest()
    return folder


@pytest.mark.parametrize("steps", STEPS)
def test_as_many_wait_as_are_listed(suggested: Path, tmp_path: Path, steps: str) -> None:
    folder = shutil.copytree(suggested, tmp_path / "review")
    for step in STEPS[steps]:
        with Review.open(folder) as review:
            step(review)
    with Review.open(folder) as review:
        assert waiting(review) == len(review.pending(coder=CODER)) > 0


def test_no_suggestion_waits_where_none_was_made(demonstrated: Path) -> None:
    with Review.open(demonstrated) as review:
        assert waiting(review) == 0


def test_a_work_that_was_settled_in_is_suggested_for_again(suggested: Path, tmp_path: Path) -> None:
    with Review.open(shutil.copytree(suggested, tmp_path / "review")) as review:
        before = review.pending()
        _decide("include", "ben")(review)
        _decide("exclude")(review)
        assert WORK not in {one.passage.work for _, one in review.pending()}
        _decide("include", "lee", settles=True)(review)
        assert review.pending() == before
