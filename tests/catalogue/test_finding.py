"""Works by words and by expressions: what a strategy would accept, looked up in the index."""

import pytest

from synth.catalogue.finding import find
from synth.errors import UsageError
from synth.model import Record
from synth.review import Review
from synth.strategy import Matcher, Strategy, parse

TITLES = {
    "re-integratie van klanten": "kennis over schuldhulp",
    "Reïntegratie en beleid": "Onderzoek naar implementaties.",
    "reintegratie": "",
    "Debt advice and policy": "Knowledge transfer in local policies; evidence-based work.",
    "Schuldnerberatung": "Wissen über Umsetzung in der Praxis.",
    "Advice on debts": "policy makers use knowledge",
}
EXPRESSIONS = [
    '"re-integratie"',
    "kennis OR wissen", "polic* AND knowledge", '"debt advice"', "know?edge",
    "title:advice NOT title:policy", "polic$", "*tegratie AND beleid", "debt* NEAR/2 advice",
    '"local polic*"',
    "ab:knowledge",
    "(debt OR schuld*) NOT wissen", '"evidence-based"', '"polic* makers"', "wissen AND (umsetzung OR praxis)",
]  # fmt: skip


@pytest.fixture(scope="module")
def review(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finding")
    with Review.create(folder / "review") as made:
        entries = "".join(
            f"@book{{k{i}, title = {{{title}}}, abstract = {{{text}}}, year = 2010, author = {{Jansen}}}}\n"
            for i, (title, text) in enumerate(TITLES.items())
        )
        path = folder / "works.bib"
        path.write_text(entries, encoding="utf-8")
        made.take_in(path)
        made.dedupe()
        yield made


def titles(review: Review, text: str) -> set[str]:
    return {work.record.title for work in review.works_numbered(find(review.db, text))}


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_an_expression_finds_what_a_strategy_accepts(review, text):
    matcher = Matcher(Strategy("x", parse(text).expression, ()))
    records = {
        title: Record("x", "1", "", title=title, abstract=text or "-", year=2010)
        for title, text in TITLES.items()
    }
    accepted = {title for title, record in records.items() if matcher.match(record).accepted}
    assert titles(review, text) == accepted


@pytest.mark.parametrize(
    ("text", "number"),
    [("kennis", 1), ("KENNIS klanten", 1), ("jansen", 6), ("reintegratie", 2), ("nergens", 0), ("!", 0)],
)
def test_words_alone_must_all_occur_also_in_names(review, text, number):
    assert len(titles(review, text)) == number


@pytest.mark.parametrize("text", ["(", "a AND", "NOT kennis", '"', "title:", "a" * 3000, "* OR b"])
def test_what_cannot_be_looked_up_is_said(review, text):
    with pytest.raises(UsageError):
        find(review.db, text)
