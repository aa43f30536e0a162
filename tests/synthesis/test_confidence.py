"""The plain scheme of confidence."""

from __future__ import annotations

from typing import Any

import pytest

from synth.synthesis import synthesise
from tests.synthesis.build import article, review, rows


def confidence(text: str, kind: str = "article-journal") -> dict[str, Any]:
    coded = rows(text)
    works = [article(key, 1, type=kind) for key in sorted({row.work for row in coded})]
    made: Any = synthesise(review(coded, works=works))["findings"]
    return dict(made[0]["confidence"])


def say(failure: int, success: int = 0) -> str:
    lines = [f"f{n} skills failure adoption" for n in range(failure)]
    return "\n".join(lines + [f"s{n} skills success adoption" for n in range(success)])


@pytest.mark.parametrize(
    ("failure", "success", "kind", "level"),
    [
        (1, 0, "article-journal", "very-limited"),
        (2, 0, "article-journal", "limited"),
        (3, 0, "article-journal", "moderate"),
        (5, 0, "article-journal", "substantial"),
        (3, 1, "article-journal", "limited"),
        (5, 1, "article-journal", "substantial"),
        (3, 3, "article-journal", "moderate"),
        (5, 0, "report", "moderate"),
        (3, 3, "report", "limited"),
        (1, 0, "interview", "very-limited"),
        (3, 0, "webpage", "limited"),
    ],
)
def test_studies_set_the_level_and_disagreement_and_indirectness_lower_it(
    failure: int, success: int, kind: str, level: str
) -> None:
    assert confidence(say(failure, success), kind)["level"] == level


def test_every_component_is_given_with_a_sentence_in_each_language() -> None:
    made = confidence(say(3, 1), "report")
    assert made["components"] == {
        "studies": 4,
        "minority": 0.25,
        "divided": True,
        "directness": {"primary": 0, "report": 4, "interview": 0, "other": 0},
        "indirect": True,
    }
    assert made["reasons"]["en"] == [
        "It rests on four independent studies.",
        "The studies point in opposite directions: one level lower.",
        "Form of publication: four studies in reports. The designs are not coded, and no study among them is"
        " published as research in its own right: one level lower.",
        "The newest study is from 2010, one year before 2011.",
    ]
    assert made["reasons"]["nl"][0] == "Dit rust op vier onafhankelijke studies."
    assert made["label"] == {"nl": "zeer beperkt", "en": "very limited", "de": "sehr begrenzt"}


def test_with_one_study_consistency_is_unknown() -> None:
    assert "With one study, consistency is unknown." in confidence(say(1))["reasons"]["en"]
