"""The counts of the flow diagram add up whatever people do: search again, update, undo, change their minds.

Random reviews are made through `Review` alone, on a real database, and the flow is checked after every step.
"""

from __future__ import annotations

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from synth.errors import SynthError
from synth.model import STAGES, Decision, Name, Record
from synth.review import Review
from synth.store.works import works
from synth.synthesis import check
from synth.synthesis.behind_flow import RECORDS, in_box
from synth.synthesis.flow import size

NUMBERS = st.integers(0, 5)
WAYS = ("organisation", "website", "citation", "contact", "other")
TOPICS = ("Debt counselling and evidence-based practice", "Something else")
STUDIES = ("new_studies", "total_studies")
CODERS = st.sampled_from(["ann", "bob"])


def entry(number: int, copy: int) -> str:
    """A record in RIS; copies of one number are the same publication, as two databases would write it."""
    title = f"{TOPICS[number % 2]}: part {number}"
    return (
        f"TY  - JOUR\nID  - {copy}-{number}\nAU  - Jansen{number}, A.\nTI  - {title}\nPY  - 2015\n"
        f"T2  - Journal {number}\nDO  - 10.1000/x{number}\nAB  - About part {number}.\nLA  - en\nER  - \n"
    )


class Reviewing(RuleBasedStateMachine):
    """A review on which people do anything, in any order."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.review = Review.create(Path(self.folder.name) / "review")
        self.given: list[str] = []

    def teardown(self) -> None:
        self.review.close()
        self.folder.cleanup()

    @property
    def works(self) -> list[str]:
        """The keys of the works, as they are now."""
        self.review.settle()
        return sorted(one.key for one in works(self.review.db))

    @rule(numbers=st.sets(NUMBERS, min_size=1), copy=st.integers(0, 1), verified=st.booleans())
    def search(self, numbers: set[int], copy: int, *, verified: bool) -> None:
        """Take in an export: the same again is a re-run, another under the same name an update."""
        file = Path(self.folder.name) / f"export-{copy}.ris"
        file.write_text("\n".join(entry(one, copy) for one in sorted(numbers)), encoding="utf-8")
        self.review.take_in(file, strategy="starter" if verified else "")

    @rule(number=NUMBERS, how=st.sampled_from(WAYS))
    def pick(self, number: int, how: Any) -> None:
        """Add a work by hand, perhaps one that a search brought too."""
        given = f"10.1000/x{number}"
        record = Record(
            "crossref",
            given,
            f"{{{number}}}",
            title=f"{TOPICS[number % 2]}: part {number}",
            authors=(Name(f"Jansen{number}", "A."),),
            year=2015,
            doi=given,
            type="article-journal",
        )
        if self.review.add(record, given=given, reason="pointed out", how=how):
            self.given.append(given)

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        """Take a hand-picked work back, unless somebody decided on it."""
        given = data.draw(st.sampled_from(sorted(set(self.given))))
        with suppress(SynthError):  # somebody decided on it
            self.review.take_back(given)
            self.given = [one for one in self.given if one != given]

    @rule(afresh=st.booleans())
    def dedupe(self, *, afresh: bool) -> None:
        """Make works out of records, again or from the start."""
        if afresh:
            self.review.compare_afresh()
        else:
            self.review.dedupe()

    @rule(data=st.data(), verdict=st.sampled_from(["same", "different", "withdrawn"]))
    def rule_on_pair(self, data: st.DataObject, verdict: str) -> None:
        """Say of two records that they are the same, or not, or take that back."""
        known = sorted(self.review.titles())
        if len(known) > 1:
            a, b = data.draw(st.lists(st.sampled_from(known), min_size=2, max_size=2, unique=True))
            with suppress(SynthError):  # nobody can take back what nobody said
                self.review.rule(min(a, b), max(a, b), verdict=verdict, coder="ann")

    @rule(data=st.data(), undone=st.booleans())
    def rule_on_run(self, data: st.DataObject, *, undone: bool) -> None:
        """Undo a whole run of de-duplication, or put it back."""
        runs = [run.id for run, joined, _ in self.review.runs() if joined]
        if runs:
            self.review.rule_run(data.draw(st.sampled_from(runs)), undone=undone, coder="ann")

    @rule(
        data=st.data(),
        stage=st.sampled_from(STAGES),
        coder=CODERS,
        verdict=st.sampled_from(["include", "exclude", "maybe"]),
        criterion=st.sampled_from(["other-topic", "not-retrieved"]),
    )
    def decide(self, data: st.DataObject, stage: Any, coder: str, verdict: Any, criterion: str) -> None:
        """Include, exclude or leave open; a second decision takes the place of the first."""
        if known := self.works:
            out = criterion if verdict == "exclude" else ""
            work = data.draw(st.sampled_from(known))
            self.review.decide(Decision(work, stage, verdict, out, "", coder))

    @rule(data=st.data(), stage=st.sampled_from(STAGES), coder=CODERS)
    def undecide(self, data: st.DataObject, stage: Any, coder: str) -> None:
        """Take a decision back."""
        if known := self.works:
            work = data.draw(st.sampled_from(known))
            with suppress(SynthError):  # there is no decision to take back
                self.review.undecide(work, stage=stage, coder=coder)

    @invariant()
    def the_counts_add_up(self) -> None:
        """Every box is the sum of those it is split into, and the works are those of the review."""
        if not hasattr(self, "review"):
            return
        self.review.settle()
        document = self.review.synthesize()
        flow = document["flow"]
        assert check(flow) == ()
        included = sum(work["included"] for work in document["works"])
        assert flow["total_reports"] == included
        for name, count in flow.items():
            works, records = in_box(document, name) or ((), ())
            counted = len(records) if name in RECORDS else len(works) + len(records)
            assert name in STUDIES or counted == size(count), name


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(
    max_examples=8,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
