"""Packages that propose codings: named, checked against the text, in the journal, and nowhere else."""

from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from synth.cli import run
from synth.coding.proposing import GROUP, Answer, Proposal, checked, proposer
from synth.errors import UsageError
from synth.model import Passage
from synth.review import Review
from synth.store import journal
from tests.coding.quoting import Quoting

TEXT = "Er is geen tijd om te lezen. Er is wel tijd om te bellen."
RIGHT = Proposal("factor", "time", "failure", "geen tijd om te lezen")
PLACE = Passage("jansen-2014", field="abstract")
RIS = "TY  - JOUR\nTI  - {title}\nAB  - {abstract}\nLA  - nl\nER  -\n"


def offered(value: str = "tests.coding.quoting:Quoting") -> list[EntryPoint]:
    return [EntryPoint("quoting", value, GROUP)]


def test_a_quote_that_stands_in_the_text_becomes_a_suggestion_at_its_place(small) -> None:
    found = checked(Answer("…", (RIGHT,)), PLACE, TEXT, small, "quoting: 1")
    (one,) = found.suggestions
    assert TEXT[one.passage.start : one.passage.end] == one.passage.quote == RIGHT.quote
    assert (one.passage.work, one.passage.field, one.by, one.score) == (
        "jansen-2014",
        "abstract",
        "quoting: 1",
        0.5,
    )
    assert found.refused == ()


def test_a_quote_that_stands_twice_is_taken_where_it_is_said_to_stand(small) -> None:
    proposal = replace(RIGHT, quote="tijd om te", start=TEXT.rindex("tijd om te"))
    (one,) = checked(Answer("…", (proposal,)), PLACE, TEXT, small, "x").suggestions
    assert one.passage.start == proposal.start


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"quote": "geen tijd om te schrijven"}, "does not stand in the text"),
        ({"quote": "Geen tijd"}, "does not stand in the text"),
        ({"quote": " "}, "does not stand in the text"),
        ({"start": 3}, "not stand at its place"),
        ({"code": "unknown"}, "no such code"),
        ({"dimension": "unknown"}, "no such code"),
        ({"direction": "mixed"}, "cannot take that direction"),
        ({"score": 1.5}, "not between 0 and 1"),
        ({"score": float("nan")}, "not between 0 and 1"),
    ],
)
def test_what_does_not_hold_is_refused_with_the_reason(small, wrong, why) -> None:
    found = checked(Answer("…", (replace(RIGHT, **wrong), RIGHT)), PLACE, TEXT, small, "x")
    assert len(found.suggestions) == 1
    (refused,) = found.refused
    assert why in refused.why


def test_a_flood_of_proposals_is_cut(small) -> None:
    found = checked(Answer("…", (RIGHT,) * 500), PLACE, TEXT, small, "x")
    assert (len(found.suggestions), len(found.refused)) == (200, 300)


def test_a_name_that_nobody_offers_tells_what_there_is() -> None:
    with pytest.raises(UsageError, match="`gpt`"):
        proposer("gpt", [])
    with pytest.raises(UsageError) as error:
        proposer("gpt", offered())
    assert "quoting" in error.value.remedy
    assert proposer("quoting", offered()).model == "word-list 1"


@pytest.fixture
def mine(tmp_path: Path):
    folder = tmp_path / "mine"
    path = tmp_path / "export.ris"
    with Review.create(folder) as review:
        path.write_text(RIS.format(title="Een titel", abstract="Wij hebben geen tijd om te lezen."), "utf-8")
        assert run(["import", str(path), "-C", str(folder)]) == 0
        yield review


def test_what_was_asked_and_refused_is_in_the_journal_and_asked_once(mine: Review) -> None:
    first, again = (mine.propose("quoting", by=Quoting()) for _ in range(2))
    assert (first.texts, first.new, first.refused) == (2, 1, 2)
    assert again.texts == 0
    (_, suggestion) = next(one for one in mine.pending() if one[1].by)
    assert (suggestion.passage.quote, suggestion.by) == ("tijd", "quoting: word-list 1")
    asked = [detail for _, action, detail in journal.entries(mine.db) if action == "proposed"]
    assert [(one["field"], one["model"], one["taken"]) for one in asked] == [
        ("title", "word-list 1", 0),
        ("abstract", "word-list 1", 1),
    ]
    assert "geen tijd om te lezen" in asked[1]["prompt"]
    assert asked[1]["refused"][0]["why"] == "the quote does not stand in the text"


def test_suggesting_asks_no_package_unless_it_is_named(mine: Review) -> None:
    mine.suggest()
    assert not any(one.by for _, one in mine.pending())


def test_an_installed_package_is_found_by_its_name(mine: Review, tmp_path, monkeypatch, capsys) -> None:
    installed = tmp_path / "site" / "own_model-1.0.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: own-model\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text(f"[{GROUP}]\nown = tests.coding.quoting:Quoting\n")
    monkeypatch.syspath_prepend(str(installed.parent))
    assert run(["code", "--suggest", "--by", "own", "-C", str(mine.folder)]) == 0
    assert "own: 2 texts asked, 1 new suggestion, 2 proposals refused." in capsys.readouterr().out
    assert run(["code", "--suggest", "--by", "other", "-C", str(mine.folder)]) == 2
    assert run(["code", "--by", "own", "-C", str(mine.folder)]) == 2
