"""CSL-JSON items and short citations."""

from __future__ import annotations

import pytest

from synth.model import Name, Record, Work
from synth.synthesis.csl import citation, csl_item, suffixes

FULL = Record(
    "work",
    "koning-2008",
    "",
    title="T",
    authors=(Name("Koning", "P."), Name("Heyma", "A.")),
    year=2008,
    container_title="C",
    volume="1",
    issue="2",
    page="3-4",
    publisher="P",
    language="nl",
    type="article-journal",
    doi="10.1/x",
    isbn="9",
    issn="1",
    url="https://example.org",
    abstract="A",
    keywords=("k", "l"),
    note="N",
)


def work(key: str = "a", **fields: object) -> Work:
    return Work(1, key, Record("work", key, "", **fields), (1,))  # type: ignore[arg-type]


def test_every_field_goes_to_its_csl_variable() -> None:
    assert csl_item(Work(1, "koning-2008", FULL, (1,)), "a") == {
        "id": "koning-2008",
        "type": "article-journal",
        "title": "T",
        "author": [{"family": "Koning", "given": "P."}, {"family": "Heyma", "given": "A."}],
        "issued": {"date-parts": [[2008]]},
        "container-title": "C",
        "volume": "1",
        "issue": "2",
        "page": "3-4",
        "publisher": "P",
        "language": "nl",
        "DOI": "10.1/x",
        "ISBN": "9",
        "ISSN": "1",
        "URL": "https://example.org",
        "abstract": "A",
        "keyword": "k; l",
        "note": "N",
        "year-suffix": "a",
    }


def test_a_bare_work_has_only_an_id_and_a_type() -> None:
    assert csl_item(work()) == {"id": "a", "type": "document"}


@pytest.mark.parametrize(
    ("authors", "year", "said"),
    [
        ((Name("Koning"),), 2008, "Koning (2008)"),
        ((Name("Koning"), Name("Heyma")), 2008, "Koning & Heyma (2008)"),
        ((Name("Sol"), Name("B"), Name("C")), 2011, "Sol et al. (2011)"),
        ((Name(literal="TNO"),), None, "TNO (n.d.)"),
        ((Name(given="Ann"),), 2001, "Ann (2001)"),
        ((), 2001, "Title (2001)"),
    ],
)
def test_a_citation_is_author_and_year(authors: tuple[Name, ...], year: int | None, said: str) -> None:
    assert citation(work(title="Title", authors=authors, year=year)) == said


def test_works_with_the_same_citation_get_letters() -> None:
    same = [work(key, authors=(Name(literal="TNO"),), year=2011) for key in ("b", "a")]
    other = work("c", authors=(Name("X"),), year=2011)
    assert suffixes((one.key, citation(one)) for one in [*same, other]) == {"a": "a", "b": "b"}
    assert citation(same[0], "b") == "TNO (2011b)"
    assert citation(work(title="T"), "b") == "T (n.d.-b)"


def test_after_z_come_two_letters() -> None:
    many = suffixes((f"{n:03}", "T (n.d.)") for n in range(28))
    assert (many["025"], many["026"], many["027"]) == ("z", "aa", "ab")
