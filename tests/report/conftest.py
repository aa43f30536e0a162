"""The synthesis document that the tests of the report share: made up, small, with one of everything."""

import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parent.parent / "synthesis" / "example.json"


def example() -> dict[str, Any]:
    """A fresh document; a test may change it."""
    return in_german(json.loads(EXAMPLE.read_text(encoding="utf-8")))


def in_german(node: Any) -> Any:
    """The document with a German text wherever there is an English one only."""
    if isinstance(node, list):
        return [in_german(one) for one in node]
    if not isinstance(node, dict):
        return node
    added = {"de": node["en"]} if {"nl", "en"} <= node.keys() and "de" not in node else {}
    return {key: in_german(one) for key, one in node.items()} | added


SCREENED = {
    **{
        "stage": "title-abstract",
        "screeners": 2,
        "total": 9,
        "read": 8,
        "left": 1,
        "found": 6,
        "conflicts": 0,
    },
    **{"last": "2024-05-02T10:00:00Z", "rule": "curve", "target": 0.95, "confidence": 0.95},
    **{"recall": 0.9, "lowest": 0.8, "enough": False},
}


def full() -> dict[str, Any]:
    """The example with what it has none of: screening, recommendations, notes, and people who overruled."""
    document = example()
    passage = document["passages"][0]
    said = {"nl": "Eén publicatie beveelt iets aan.", "en": "One work recommends something.", "de": "Eine."}
    document["screening"] = [SCREENED, {**SCREENED, "stage": "full-text", "recall": None, "lowest": None}]
    document["recommendations"] = [
        {
            **{
                "id": "R-more",
                "dimension": "recommendation",
                "code": "more",
                "addressee": "",
                "statement": said,
            },
            **{"n_works": 1, "n_studies": 1, "works": [passage["work"]], "passages": [passage["id"]]},
        }
    ]
    _appraised(document, passage)
    ruling = {"coder": "bea", "reason": "seen it"}
    document["findings"][0]["confidence"]["ruling"] = document["gaps"][0]["priority"]["ruling"] = ruling
    document["searches"][0] |= {"note": "stopped early", "widened": ["a term was widened"]}
    return document


def _appraised(document: dict[str, Any], passage: dict[str, Any]) -> None:
    """Rate the work of a passage on one criterion, which that passage answers."""

    def named(text: str) -> dict[str, str]:
        return {"nl": text, "en": text, "de": text}

    answers = [
        {
            "id": f"asked={n}",
            "label": named(f"1.1 Asked? {said}"),
            "definition": {},
            "parent": "asked",
            "point": n,
        }
        for n, said in enumerate(("No", "Unclear", "Yes"))
    ]
    criterion = {"id": "asked", "label": named("1.1 Asked?"), "definition": {}, "parent": ""}
    rates = {"id": "rating", "label": named("Rating"), "codes": [criterion, *answers]}
    document["codebook"]["dimensions"].append(
        rates | {"appraises": "study", "instrument": named("Scale: it")}
    )
    uid = {"uid": "rated", "dimension": "rating", "code": "asked=1", "direction": "neutral", "coder": "bea"}
    passage["codings"].append(uid)
    rating = {"criterion": "asked", "code": "asked=1", "coders": ["bea"]}
    mine = next(one for one in document["works"] if one["key"] == passage["work"])
    about = {"dimension": "rating", "appraises": "study", "limits": "some", "ratings": [rating]}
    mine["appraisals"] = [about]
    counted = {"none": [], "some": [mine["key"]], "serious": [], "outside": []}
    document["appraisals"] = [
        {"dimension": "rating", "label": named("Scale: it"), "appraises": "study", "coders": ["bea"]}
        | {"n_works": 1, "works": [mine["key"]], "limits": counted}
    ]


@pytest.fixture
def document() -> dict[str, Any]:
    return example()


@pytest.fixture(params=["nl", "en", "de"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty(document: dict[str, Any]) -> dict[str, Any]:
    """A review in which nothing has happened yet."""
    for part in ("searches", "works", "records", "passages", "findings", "gaps", "cautions", "references"):
        document[part] = []
    for part in ("contradictions", "perspectives", "recommendations", "tables"):
        document[part] = []
    for part in ("cells", "totals"):
        document["matrix"][part] = []
    counts = document["flow"]
    document["flow"] = {name: {} if isinstance(n, dict) else 0 for name, n in counts.items()}
    return document
