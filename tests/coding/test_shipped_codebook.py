"""The shipped codebook as suggestions see it."""

from pathlib import Path

import pytest

from synth.coding.codebook import Codebook, load_codebook
from synth.coding.suggest import Suggester
from synth.model import Record

FILE = Path(__file__).parents[2] / "codebooks" / "determinants.yaml"


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return load_codebook(FILE)


@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_every_indicator_term_finds_its_own_code(shipped: Codebook, language: str) -> None:
    suggester = Suggester(shipped)
    lost = []
    for code in shipped.codes():
        for term in code.terms.get(language, ()):
            text = term.replace("*", "").strip('"=')
            found = suggester.suggest("a-2001", Record("test", "1", "", abstract=text, language=language))
            if (code.dimension, code.id) not in {(s.dimension, s.code) for s in found}:
                lost.append((code.id, term))
    assert lost == []


@pytest.mark.parametrize(
    ("language", "sentence", "factor", "direction"),
    [
        ("nl", "De kennis kwam te laat voor de besluitvorming.", "timing-of-knowledge", "failure"),
        ("de", "Das Wissen kam zu spät für die Entscheidung.", "timing-of-knowledge", "failure"),
        ("en", "The knowledge came too late for the decision.", "timing-of-knowledge", "failure"),
        ("nl", "Er is geen kenniscentrum dat onderzoek bundelt.", "knowledge-centre", "failure"),
        ("en", "There is no knowledge centre that gathers research.", "knowledge-centre", "failure"),
    ],
)
def test_a_sentence_about_a_factor_suggests_it(
    shipped: Codebook, language: str, sentence: str, factor: str, direction: str
) -> None:
    found = Suggester(shipped).suggest(
        "a-2001", Record("test", "1", "", abstract=sentence, language=language)
    )
    assert {s.code: s.direction for s in found}.get(factor) == direction
