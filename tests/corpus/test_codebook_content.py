"""The shipped codebook of determinants: complete in three languages and traceable to the report."""

from __future__ import annotations

import re

import pytest

from synth.bundled import path
from synth.coding.codebook import Code, Codebook, load_codebook

LANGUAGES = ("nl", "en", "de")
SECTIONS = {1: 6, 2: 4, 3: 7, 5: 5, 6: 7, 7: 4}
"""How many numbered sections each chapter of the report has; those of chapter 4 are uncertain after 4.2."""

UNCERTAIN = {"4 – Methoden en uitkomsten", "4 – Kennisstructuur en -cultuur", "4 – Resumé"}


def is_section(source: str) -> bool:
    if source in UNCERTAIN or source in {"4.1", "4.2", "annex 3"}:
        return True
    found = re.fullmatch(r"(\d)\.(\d)", source)
    return bool(found) and 1 <= int(found[2]) <= SECTIONS.get(int(found[1]), 0)


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load_codebook(path("codebooks", "determinants.yaml"))


def codes(codebook: Codebook, dimension: str) -> tuple[Code, ...]:
    return next(d.codes for d in codebook.dimensions if d.id == dimension)


def all_codes(codebook: Codebook) -> list[Code]:
    return [code for dimension in codebook.dimensions for code in dimension.codes]


def test_the_four_determinants_and_three_phases_of_the_report_are_there(codebook: Codebook) -> None:
    assert [c.id for c in codes(codebook, "determinant")] == [
        "innovation",
        "user",
        "organisation",
        "sociopolitical",
    ]
    assert [c.id for c in codes(codebook, "phase")] == ["adoption", "implementation", "continuation"]


def test_there_are_at_least_sixty_distinct_factors(codebook: Codebook) -> None:
    factors = codes(codebook, "factor")
    assert len(factors) >= 60
    for language in LANGUAGES:
        assert len({code.label[language].casefold() for code in factors}) == len(factors)
        assert len({code.definition[language] for code in factors}) == len(factors)


def test_every_factor_belongs_to_one_determinant_and_every_determinant_has_factors(
    codebook: Codebook,
) -> None:
    determinants = {c.id for c in codes(codebook, "determinant")}
    assert {code.parent for code in codes(codebook, "factor")} == determinants


def test_every_code_has_label_and_definition_in_three_languages(codebook: Codebook) -> None:
    for code in all_codes(codebook):
        for language in LANGUAGES:
            assert code.label[language].strip(), code.id
            assert code.definition[language].strip().endswith("."), code.id


def test_every_factor_has_directions_and_three_to_eight_terms_per_language(codebook: Codebook) -> None:
    for code in codes(codebook, "factor"):
        assert code.directions, code.id
        assert set(code.terms) == set(LANGUAGES), code.id
        for language in LANGUAGES:
            terms = code.terms[language]
            assert 3 <= len(terms) <= 8, (code.id, language)
            assert len({term.casefold() for term in terms}) == len(terms), (code.id, language)


def test_every_code_names_sections_that_the_report_has(codebook: Codebook) -> None:
    for code in all_codes(codebook):
        assert code.sources, code.id
        assert [s for s in code.sources if not is_section(s)] == [], code.id


def test_one_term_does_not_point_to_more_than_three_factors(codebook: Codebook) -> None:
    for language in LANGUAGES:
        owners: dict[str, list[str]] = {}
        for code in codes(codebook, "factor"):
            for term in code.terms[language]:
                owners.setdefault(term.casefold(), []).append(code.id)
        assert {t: o for t, o in owners.items() if len(o) > 3} == {}


@pytest.mark.parametrize("source", ["3.9", "8.1", "4.6", "annex 4", "5"])
def test_a_section_that_the_report_lacks_would_be_noticed(source: str) -> None:
    assert not is_section(source)
