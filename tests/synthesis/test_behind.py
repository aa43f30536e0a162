"""From any id of a synthesis to its works and passages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from synth.errors import UsageError
from synth.synthesis import synthesise
from synth.synthesis.behind import behind
from tests.synthesis.build import review, rows
from tests.synthesis.made_up import STATE

WIDE = """
a skills success adoption professional country=nl statement=recommendation recommendation=train
b skills success implementation management theme=method issue=learning stakeholder=ministry
c skills failure adoption professional country=ca theme=method issue=learning stakeholder=uwv
d skills failure implementation client country=ca
"""
DOCUMENTS: list[Any] = [synthesise(STATE), synthesise(review(rows(WIDE)))]


def found_things(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """Every id of what was found, with the works and passages that the document itself lists for it."""
    for part in ("findings", "gaps", "recommendations"):
        yield from ((one["id"], one["works"], one["passages"]) for one in document[part])
    for one in document["contradictions"]:
        yield one["id"], {*one["works_for"], *one["works_against"]}, None
    for one in document["passages"]:
        ids = (one["id"], *(coding["uid"] for coding in one["codings"]))
        yield from ((name, [one["work"]], [one["id"]]) for name in ids)


def works_and_sources(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """The same for works, studies, records and searches."""
    works = document["works"]
    for one in works:
        names = (one["key"], f"study={one['study']}", f"group={one['group']}")
        yield from ((name, [one["key"]], None) for name in names)
    for part, letter, of in (("records", "R", "record_ids"), ("searches", "S", "found_by")):
        for one in document[part]:
            yield f"{letter}{one['id']}", [w["key"] for w in works if one["id"] in w[of]], None


def places(document: Any) -> Iterator[tuple[str, Any, Any]]:
    """The same for the cells of tables, and for codes."""
    matrix = document["matrix"]
    cells = [*matrix["totals"], *matrix["cells"]]
    cells += [cell for table in (*document["tables"], *document["perspectives"]) for cell in table["cells"]]
    names = ("determinant", "phase", "row", "column", "direction")
    for one in cells:
        yield "/".join(one[name] for name in names if name in one), one["works"], one["passages"]
    for dimension in document["codebook"]["dimensions"]:
        yield from ((f"{dimension['id']}={code['id']}", (), None) for code in dimension["codes"])


def listed(document: Any) -> Iterator[tuple[str, Any, Any]]:
    yield from found_things(document)
    yield from works_and_sources(document)
    yield from places(document)


def parts(document: Any) -> Iterator[tuple[str, str, int]]:
    """Counts of parts and of whole lists: the id, what it counts, and how many the document says."""
    for one in document["findings"]:
        yield from ((f"{one['id']}/{way}", "works", n) for way, n in one["directions"].items() if n)
        coded = {"phase": one["phase_works"], "perspective": one["perspective_works"]}
        for name, codes in (coded | {"stakeholder": one["stakeholders"]} | one["contexts"]).items():
            yield from ((f"{one['id']}/{name}={code}", "works", len(some)) for code, some in codes.items())
    for one in document["contradictions"]:
        for side in ("for", "against"):
            yield f"{one['id']}/{side}", "works", len(one[f"works_{side}"])
            for context in one["contexts"]:
                for code, studies in context[side].items():
                    yield f"{one['id']}/{side}/{context['dimension']}={code}", "things", len(studies)
    for table in document["perspectives"]:
        yield table["columns"], "things", len(table["voices"])
        for cell in table["cells"]:
            place = f"{table['columns']}/{cell['row']}/{cell['column']}"
            yield place, "passages", len(cell["passages"])
            yield from ((f"{place}/{way}", "works", len(some)) for way, some in cell["directions"].items())
    for cell in document["matrix"]["cells"]:
        yield f"map/{cell['determinant']}/{cell['phase']}/{cell['direction']}", "works", cell["n_works"]
    yield from of_gaps(document)
    yield from lists(document)


def of_gaps(document: Any) -> Iterator[tuple[str, str, int]]:
    """The same for what gaps are compared with."""
    for one in document["gaps"]:
        counted = one["basis"]["denominators"]
        for name, part in (("members", "members"), ("group", "possible")):
            if name in counted:
                yield f"{one['id']}/{part}", "things", counted[name]
        if one["around"]:
            yield f"{one['id']}/around", "works", len(one["around"])


def lists(document: Any) -> Iterator[tuple[str, str, int]]:
    """The same for whole lists and their groups."""
    sizes, cut = document["generated_from"], document["gap_selection"]
    yield from ((name, "works", sizes[name]) for name in ("works", "included"))
    yield "studies", "things", sizes["included_studies"]
    yield "records", "records", sizes["records"]
    yield "codings", "things", sizes["codings"]
    for place in ("shown", "below", "folded", "rejected"):
        yield f"gaps/{place}", "things", cut[place]
    yield "gaps/all", "things", cut["total"]
    yield from ((f"caution={one['id']}", "works", len(one["works"])) for one in document["cautions"])
    for row in document["matrix"]["rows"]:
        if n := sum(one["determinant"] == row for one in document["findings"]):
            yield f"findings/{row}", "things", n


@pytest.mark.parametrize("document", DOCUMENTS, ids=["made up", "wide"])
def test_parts_and_lists_have_as_many_as_the_document_says(document: Any) -> None:
    seen = 0
    for identifier, part, n in parts(document):
        assert len(getattr(behind(document, identifier), part)) == n, identifier
        seen += 1
    assert seen > 30


@pytest.mark.parametrize("document", DOCUMENTS, ids=["made up", "wide"])
def test_the_works_around_a_gap_report_as_many_studies_as_it_was_compared_with(document: Any) -> None:
    groups = {one["key"]: one["group"] for one in document["works"]}
    for one in document["gaps"]:
        n = one["basis"]["denominators"]["around_studies"]
        assert len({groups[key] for key in one["around"]}) == n, one["id"]


@pytest.mark.parametrize("document", DOCUMENTS, ids=["made up", "wide"])
def test_every_id_of_a_synthesis_leads_to_what_it_lists(document: Any) -> None:
    seen = set()
    for identifier, works, passages in listed(document):
        found = behind(document, identifier)
        seen.add(found.kind)
        assert set(works) <= set(found.works), identifier
        assert passages is None or list(passages) == list(found.passages), identifier
    assert len(seen) >= 8


@pytest.mark.parametrize(
    "unknown",
    [
        "",
        "F-",
        "R0",
        "S-1",
        "P999999",
        "factor=nothing",
        "nowhere/never",
        "=",
        "gaps/none",
        "works/often",
        "R" + "9" * 5_000,
    ],
)
def test_what_is_not_there_is_told(unknown: str) -> None:
    with pytest.raises(UsageError, match="Nothing in the synthesis is called"):
        behind(DOCUMENTS[0], unknown)
