"""One search in the database: verified here, told as it ended, and gone on with where it stopped."""

import json

import pytest

from synth.errors import SourceError
from synth.model import Record
from synth.sources.pacing import Patience
from synth.sources.protocol import Page, Request, SourceFacts, TemporaryError, Translation
from synth.sources.searching import Resumed, search
from synth.sources.transport import Secret, Transport
from synth.store import searches
from synth.store.database import connect
from tests.sources.made import strategy

QUICK = Patience(attempts=2, first_wait=0.001, longest_wait=0.002, deadline=60.0)
PLAN = strategy("(kennis* OR Wissen* OR knowledge) NOT concept")


class Shelf:
    """A source that gives its titles two to a page; `breaks` are numbers of pages at which it fails once."""

    name = "shelf"
    facts = SourceFacts("Shelf", "", page_size=2)
    transport = Transport("Shelf", "https://shelf.example", Secret("", name="KEY"))

    def __init__(self, *titles, total=None, breaks=(), widened=()):
        self.titles, self.total, self.breaks, self.widened = titles, total, list(breaks), widened
        self.asked = []

    def translate(self, plan):
        return Translation((Request(self.name, 0, f"shelf:{plan.id}"),), self.widened)

    def fetch(self, request, cursor):
        yield from ()
        number = 0 if cursor == "*" else int(cursor)
        self.asked.append(number)
        if number in self.breaks:
            self.breaks.remove(number)
            raise SourceError("The shelf fell over.")
        here = self.titles[2 * number : 2 * number + 2]
        more = str(number + 1) if len(self.titles) > 2 * number + 2 else None
        ids = tuple(f"{number}-{i}" for i in range(len(here)))
        payloads = tuple(json.dumps([one, title]) for one, title in zip(ids, here, strict=True))
        total = len(self.titles) if self.total is None else self.total
        return Page(0, cursor, more, total, payloads, ids)

    def read(self, payload):
        identifier, title = json.loads(payload)
        if not title:
            raise SourceError("This is not a record.")
        text, _, abstract = title.partition("|")
        return Record(self.name, identifier, payload, title=text, abstract=abstract)


@pytest.fixture
def db(tmp_path):
    return connect(tmp_path / "synth.db")


def run(db, source, events=None):
    search(db, source, PLAN, on_event=(events if events is not None else []).append, patience=QUICK)
    return searches.runs(db)[-1]


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("Kennis delen|Kort.", "verified"),
        ("Wissenstransfer|Kurz.", "verified"),
        ("Sharing knowledge", "verified"),
        ("Kennis: een concept|Kort.", "rejected"),
        ("Kennis: een concept", "rejected"),
        ("Iets anders|Kort.", "rejected"),
        ("Something else", "unverifiable"),
    ],
)
def test_each_record_is_verified_here(db, title, status):
    run(db, Shelf(title))
    assert [one.status for one in searches.appearances(db)] == [status]


def test_the_counts_of_a_complete_search_add_up(db):
    found = run(db, Shelf("Kennis|k.", "Anders|k.", "Anders", "Kennisdeling", widened=("Wider than asked.",)))
    assert (found.status, found.reported, found.fetched) == ("complete", 4, 4)
    assert (found.verified, found.unverifiable, found.rejected) == (2, 1, 1)
    assert found.requests == ("shelf:made",)
    assert found.widened == ("Wider than asked.",)


def test_a_search_that_gave_fewer_than_promised_is_incomplete_and_says_by_how_many(db):
    found = run(db, Shelf("Kennis", "Kennis", total=7))
    assert found.status == "partial"
    assert "reported 7 records and gave 2" in found.note


def test_a_record_that_cannot_be_read_is_kept_as_a_problem_and_the_others_are_stored(db):
    found = run(db, Shelf("Kennis", "", "Wissen"))
    assert (found.fetched, found.problems) == (2, 1)
    assert [row["raw"] for row in db.query("SELECT raw FROM problem")] == ['["0-1", ""]']


def test_a_search_that_failed_goes_on_where_it_stopped_and_ends_like_an_undisturbed_one(db, tmp_path):
    titles = [f"Kennis nummer {n}" for n in range(7)]
    broken = Shelf(*titles, breaks=[2])
    with pytest.raises(SourceError, match="fell over"):
        run(db, broken)
    (failed,) = searches.runs(db)
    assert (failed.status, failed.fetched) == ("refused", 4)
    assert "fell over" in failed.note

    events = []
    again = Shelf(*titles)
    found = run(db, again, events)
    assert again.asked == [2, 3]
    assert events[0] == Resumed(failed.id, 4)
    assert (found.id, found.status, found.note) == (failed.id, "complete", "")

    other = connect(tmp_path / "other.db")
    run(other, Shelf(*titles))
    assert list(searches.records(db)) == list(searches.records(other))
    assert list(searches.appearances(db)) == list(searches.appearances(other))


def test_a_search_that_ended_is_a_new_search_when_run_again_and_doubles_no_record(db):
    run(db, Shelf("Kennis", "Wissen"))
    run(db, Shelf("Kennis", "Wissen", "knowledge"))
    assert [one.fetched for one in searches.runs(db)] == [2, 3]
    assert len(list(searches.records(db))) == 3


def test_a_failure_that_passes_is_no_failure(db):
    class Shaky(Shelf):
        def fetch(self, request, cursor):
            if not self.asked:
                self.asked.append("failed")
                raise TemporaryError("Busy.")
            return (yield from super().fetch(request, cursor))

    assert run(db, Shaky("Kennis")).status == "complete"
