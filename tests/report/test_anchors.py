"""No report has a dead link, however little of a review there is."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from synth.report import html

from .conftest import example
from .tree import by_id, parse

Document = dict[str, Any]


def without(document: Document, gone: set[str]) -> Document:
    """The document as it would be if these works had never been found."""
    lost = {p["id"] for p in document["passages"] if p["work"] in gone}
    document["passages"] = [p for p in document["passages"] if p["id"] not in lost]
    document["works"] = [w for w in document["works"] if w["key"] not in gone]
    parts = [*document["findings"], *document["gaps"], *document["matrix"]["cells"]]
    for one in parts:
        one["works"] = [key for key in one["works"] if key not in gone]
        one["passages"] = [key for key in one["passages"] if key not in lost]
    for caution in document["cautions"]:
        caution["works"] = [key for key in caution["works"] if key not in gone]
    document["contradictions"] = document["perspectives"] = document["recommendations"] = []
    document["findings"] = [one for one in document["findings"] if one["works"]]
    document["matrix"]["cells"] = [one for one in document["matrix"]["cells"] if one["works"]]
    return document


@settings(max_examples=15)
@given(st.sets(st.sampled_from([work["key"] for work in example()["works"]])), st.sampled_from(["nl", "en"]))
def test_links_stay_alive_whatever_works_there_are(gone: set[str], language: str) -> None:
    tree = parse(html(without(example(), gone), language))
    assert set(tree.hrefs) <= set(by_id(tree))


def test_names_with_odd_characters_keep_their_links(document: Document) -> None:
    document["works"][0]["key"] = odd = 'a b"<c>#%é'
    for passage in document["passages"]:
        passage["work"] = odd
    document["contradictions"] = []
    cells = [cell for one in document["perspectives"] for cell in one["cells"]]
    for one in [*document["findings"], *document["gaps"], *document["matrix"]["cells"], *cells]:
        one["works"] = [odd]
    tree = parse(html(document, "nl"))
    ids = by_id(tree)
    assert set(tree.hrefs) <= set(ids)
    assert all(not set(name) & set(' "<>#%') for name in ids)
