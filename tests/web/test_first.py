"""The first steps in a review of one's own: what of the template is to be replaced, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from synth.review import Review
from synth.web.tongues import words
from tests.web.running import Running, Somebody

RIS = "TY  - JOUR\nAU  - Pietersen, B.\nTI  - Wissenstransfer in der Schuldnerberatung\nPY  - {year}\nER  -\n"
TWICE = RIS.format(year=2015) + RIS.format(year=2018)


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Running]:
    with Review.create(tmp_path / "mine", template="starter") as review:
        review.settle()
    server = Running(tmp_path / "mine")
    yield server
    server.stop()


def reading(running: Running, language: str) -> Somebody:
    one = running.somebody()
    one.client.cookies.set("language", language, domain="127.0.0.1")
    return one


def test_a_review_leads_on_from_the_template_to_screening(fresh: Running) -> None:
    for language in ("nl", "de", "en"):
        t, one = words(language), reading(fresh, language)
        page = one.until("/", t("overview.step-strategy", n=1))
        assert t("overview.step-question", n=3) in page
        assert "/settings/file?file=queries%2Fstarter.yaml" in page
    page = one.take_in(one.hand_over("/search/files", ("own.ris", TWICE))).text
    assert t("overview.step-pairs", n=1) in page and t("overview.go-pairs") in page
    protocol = fresh.folder / "review.yaml"
    text = protocol.read_text(encoding="utf-8").replace("kennis over …", "de Wmo")
    protocol.write_text(text.replace("knowledge about …", "the Wmo"), encoding="utf-8")
    assert t("overview.step-strategy", n=1) in one.until("/", t("overview.step-question", n=1))
