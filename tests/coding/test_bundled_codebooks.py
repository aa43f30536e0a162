"""The codebooks of the package: complete, traceable, in three languages, and told in the docs."""

from __future__ import annotations

import configparser
import json
import re
from pathlib import Path

import jsonschema
import pytest

from synth.coding import codebook as files
from synth.coding import crosswalk as walks
from synth.coding.codebook import load_codebook
from synth.coding.codes import Codebook
from synth.coding.suggest import Suggester
from synth.documents import load
from synth.frameworks import shipped, table
from synth.model import Record

ROOT = Path(__file__).parents[2]
ASKED = (3, 4, 3, 6, 3, 7, 3, 6, 6, 2, 2, 1, 2, 6, 5, 5, 3, 2)
"""How many bullets of questions Regioplan 2012, section 2.1, has for each of its indicators, in order."""
BOOKS = {book.id: book for book in shipped()}
PATHS = sorted((ROOT / "codebooks").glob("*.yaml"))
DOCUMENT = re.compile(r"10\.\d{4,9}/\S+|TNO report 031\.21203\.01\.08|\(20\d\d")


@pytest.mark.parametrize("path", PATHS, ids=lambda p: p.stem)
def test_a_codebook_fits_its_file_name_and_the_published_schema(path: Path) -> None:
    assert load_codebook(path).id == path.stem
    jsonschema.validate(load(path).data, files.schema())


@pytest.mark.parametrize(("name", "made"), [("codebook", files.schema()), ("crosswalk", walks.schema())])
def test_the_published_schema_is_the_one_that_is_checked(name: str, made: dict[str, object]) -> None:
    published = (ROOT / "synth" / "coding" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == made


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda b: b.id)
def test_every_code_traces_to_a_place_in_a_document_or_a_publication(book: Codebook) -> None:
    assert DOCUMENT.search(book.source)
    assert [code.id for code in book.codes() if not code.sources] == []


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda b: b.id)
def test_labels_and_definitions_are_there_in_three_languages(book: Codebook) -> None:
    assert set(book.languages) == {"nl", "en", "de"}
    assert [code.id for code in book.codes() if set(code.label) != {"nl", "en", "de"}] == []
    assert [code.id for code in book.codes() if set(code.definition) not in ({"nl", "en", "de"}, set())] == []


def test_the_table_of_the_docs_is_made_from_the_files() -> None:
    text = (ROOT / "docs" / "codebooks.md").read_text(encoding="utf-8")
    assert text.split("<!-- codebooks -->")[1].split("<!-- /codebooks -->")[0].strip() == table()


def test_midi_has_its_29_determinants_in_groups_of_7_11_10_and_1() -> None:
    groups = [code.parent for code in BOOKS["midi"].dimension("factor").codes]
    assert len(groups) == 29
    sizes = [groups.count(g) for g in ("innovation", "user", "organisation", "sociopolitical")]
    assert sizes == [7, 11, 10, 1]


def test_cfir_has_its_48_constructs_and_19_subconstructs() -> None:
    domains = {code.id for code in BOOKS["cfir"].dimension("determinant").codes}
    above = [code.parent for code in BOOKS["cfir"].dimension("factor").codes]
    constructs = [parent for parent in above if parent in domains]
    assert (len(domains), len(constructs), len(above) - len(constructs)) == (5, 48, 19)
    assert [constructs.count(d) for d in ("innovation", "outer-setting", "inner-setting")] == [8, 7, 11]
    assert [constructs.count(d) for d in ("individuals", "process")] == [13, 9]


@pytest.mark.parametrize(
    ("book", "sizes"),
    [
        ("analysis-scheme", {"element": 3, "level": 4, "observation": 13}),
        ("knowledge-use", {"use": 3}),
        ("policy-cycle", {"step": 4, "stage": 6}),
        ("introduction-steps", {"step": 6}),
        ("mechanisms", {"mechanism": 11}),
        ("bimra", {"bimra": 3, "facet": 5}),
        (
            "interventies-naar-werk",
            {"interventies-naar-werk": 3, "old-facet": 4, "old-entry": 3, "area": 4, "skill": 17},
        ),
        ("knowledge-programme", {"source": 3, "outcome": 8, "project": 3, "risk": 4}),
        ("knowledge-synthesis", {"theme": 3, "evidence": 3, "statement": 4, "recommendation": 7}),
        ("professional-practice", {"level": 3, "indicator": 18, "theme": 4, "cycle": 8}),
        ("self-scan", {"preconditions": 7, "experienced": 5}),
        ("study-design", {"family": 7, "maryland-level": 5}),
        ("mmat", {"part": 6, "mmat": 27}),
        ("stakeholder-perspectives", {"issue": 8, "advice": 24, "concept": 19}),
    ],
)
def test_a_list_of_a_document_is_complete(book: str, sizes: dict[str, int]) -> None:
    held = {dimension.id: len(dimension.codes) for dimension in BOOKS[book].dimensions}
    assert {name: held[name] for name in sizes} == sizes


def test_every_issue_has_the_views_of_several_stakeholders_and_clients_have_none() -> None:
    book = BOOKS["stakeholder-perspectives"]
    heard: dict[str, set[str]] = {issue.id: set() for issue in book.dimension("issue").codes}
    for view in book.dimension("perspective").codes:
        heard[view.parent] |= set(view.pairs["stakeholder"])
    assert min(len(groups) for groups in heard.values()) >= 4
    assert "client" not in set().union(*heard.values())
    advised = {advice.parent for advice in book.dimension("advice").codes}
    assert advised == {"ministry", "delivery-organisations", "knowledge-institute"}


def test_every_indicator_of_practice_has_its_questions_in_three_languages() -> None:
    indicators = BOOKS["professional-practice"].dimension("indicator").codes
    above = [code.parent for code in indicators]
    assert [above.count(level) for level in ("sector", "organisation", "professional")] == [6, 7, 5]
    for code, published in zip(indicators, ASKED, strict=True):
        counted = {language: len(asked) for language, asked in code.questions.items()}
        assert set(counted) == {"nl", "en", "de"}, code.id
        assert len(set(counted.values())) == 1, code.id
        assert min(counted.values()) >= published, code.id


@pytest.mark.parametrize(
    ("name", "dimension", "values"),
    [
        ("bimra", "bimra", [0, 1]),
        ("interventies-naar-werk", "interventies-naar-werk", [0, 1, 2]),
        ("mmat", "mmat", [0, 1, 2]),
        ("self-scan", "preconditions", [0, 1]),
        ("self-scan", "experienced", [0, 1]),
    ],
)
def test_a_rating_instrument_has_criteria_on_an_ordered_scale(
    name: str, dimension: str, values: list[int]
) -> None:
    assert [point.value for point in BOOKS[name].dimension(dimension).scale] == values


def test_mmat_has_two_questions_at_the_start_and_five_criteria_per_family() -> None:
    parts = [code.parent for code in BOOKS["mmat"].dimension("mmat").codes]
    assert {part: parts.count(part) for part in parts} == {
        "screening": 2,
        "qualitative": 5,
        "randomised": 5,
        "non-randomised": 5,
        "descriptive": 5,
        "mixed-methods": 5,
    }


def test_every_bundled_file_ships_with_the_package() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    data = config["options.package_data"]
    for package, folder in (("synth.codebooks", "codebooks"), ("synth.coding", "synth/coding")):
        patterns = [pattern.strip() for pattern in data[package].split(",")]
        shipped = {path for pattern in patterns for path in (ROOT / folder).glob(pattern)}
        there = {p for p in (ROOT / folder).rglob("*") if p.suffix in {".yaml", ".json", ".toml", ".npz"}}
        assert there == shipped


@pytest.mark.parametrize("name", ["midi", "cfir"])
@pytest.mark.parametrize("language", ["nl", "de", "en"])
def test_every_code_of_a_framework_is_suggested_by_each_of_its_terms(name: str, language: str) -> None:
    book = BOOKS[name]
    suggester, lost = Suggester(book), []
    for code in book.dimension("factor").codes:
        assert code.terms[language]
        for term in code.terms[language]:
            text = term.replace("*", "").strip('"=')
            found = suggester.suggest("a-2001", Record("test", "1", "", abstract=text, language=language))
            if code.id not in {s.code for s in found}:
                lost.append((code.id, term))
    assert lost == []
