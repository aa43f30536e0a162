"""A review as a library: the same steps from Python."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import jsonschema
import pytest

from synth import Review
from synth.errors import FileError, StoreError, UsageError
from synth.model import Decision
from synth.report import html
from synth.synthesis.document import dumps, schema
from tests.standin.server import StandIn

LANGUAGES = {
    "nl": "Schuldhulpverlening en bevorderende factoren",
    "de": "Schuldnerberatung: hemmende Faktoren",
    "en": "Debt counselling: a barrier to work",
}


def work(number: int, title: str, language: str, *, abstract: str = "An abstract.") -> dict:
    words = {word: [i] for i, word in enumerate(abstract.split())}
    return {
        "id": f"https://openalex.org/W{number}",
        "title": title,
        "display_name": title,
        "publication_year": 2015,
        "publication_date": "2015-01-01",
        "language": language,
        "type": "article",
        "abstract_inverted_index": words,
        "authorships": [],
        "ids": {},
        "biblio": {},
    }


@pytest.fixture
def review(tmp_path: Path):
    with Review.create(tmp_path / "mine") as made:
        yield made


@pytest.fixture(scope="module")
def demo(demonstrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Review:
    return Review.open(Path(shutil.copytree(demonstrated, tmp_path_factory.mktemp("demo") / "review")))


def test_the_synthesis_keeps_to_its_published_schema(demo: Review) -> None:
    jsonschema.Draft202012Validator(schema()).validate(json.loads(dumps(demo.synthesize())))


def test_the_same_database_gives_the_same_report_byte_for_byte(demo: Review) -> None:
    first = {path: path.read_bytes() for path in demo.report()}
    assert {path: path.read_bytes() for path in demo.report()} == first


def test_a_report_out_of_files_says_what_the_synthesis_in_memory_says(demo: Review, tmp_path: Path) -> None:
    text, page = demo.report(formats=("json", "html"), languages=("nl",), to=tmp_path)
    whole = demo.synthesize()
    assert text.read_text(encoding="utf-8") == dumps(whole)
    assert page.read_text(encoding="utf-8") == html(whole, "nl")
    assert sorted(tmp_path.iterdir()) == sorted((text, page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_search_finds_works_in_each_language(
    review: Review, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    works = [work(i, title, code) for i, (code, title) in enumerate(LANGUAGES.items(), start=1)]
    with StandIn([*works, work(9, "Birds of the garden", language)]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        (run,) = review.search("openalex")
    review.dedupe()
    titles = {found["csl"]["title"] for found in review.synthesize()["works"]}
    assert LANGUAGES[language] in titles
    assert (run.status, run.fetched, run.verified) == ("complete", 3, 3)


def test_a_budget_that_runs_out_stops_the_search_and_it_goes_on_later(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    works = [work(i, f"Debt advice {i} and a barrier", "en") for i in range(1, 251)]
    with StandIn(works, budget=40) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        (stopped,) = review.search("openalex")
        assert stopped.status == "out-of-budget"
        stored = len(list(review.db.query("SELECT 1 FROM record")))
        assert 0 < stored < 250
        api.credits = 10_000
        (again,) = review.search("openalex")
    assert (again.status, again.fetched) == ("complete", 250)
    (only,) = review.db.query("SELECT status, count(*) AS n FROM search")
    assert only == {"status": "complete", "n": 1}


def test_a_wrong_key_is_one_message_and_the_key_is_nowhere(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "CANARY-3f9a"
    monkeypatch.setenv("OPENALEX_API_KEY", key)
    with StandIn([], keys=["another"]) as api:
        monkeypatch.setenv("SYNTH_OPENALEX_URL", api.url)
        (refused,) = review.search("openalex")
    assert refused.status == "refused"
    assert key not in str(refused)
    assert "OPENALEX_API_KEY" in refused.note
    review.close()
    assert all(key.encode() not in path.read_bytes() for path in review.folder.rglob("*") if path.is_file())


def test_a_damaged_database_is_named_with_what_to_do(review: Review) -> None:
    review.note("x")
    review.close()
    path = review.folder / "synth.db"
    raw = bytearray(path.read_bytes())
    raw[4096 : 4096 * 6] = b"\xff" * (4096 * 5)
    path.write_bytes(raw)
    with pytest.raises(StoreError, match=r"copy"):
        Review.open(review.folder).check()


@pytest.mark.parametrize(
    ("line", "wrong", "words"),
    [
        ("sources: [corpus, openalex]", "sources: [corpus, openalx]", "no source `openalx`"),
        ("codebooks: [determinants]", "codebooks: [determinant]", "no file codebooks"),
    ],
)
def test_check_names_what_the_protocol_asks_for_in_vain(
    review: Review, line: str, wrong: str, words: str
) -> None:
    path = review.folder / "review.yaml"
    text = path.read_text(encoding="utf-8")
    assert line in text
    path.write_text(text.replace(line, wrong), encoding="utf-8")
    (problem,) = Review.open(review.folder).check()
    assert words in f"{problem}".replace(str(review.folder) + "/", "")
    assert problem.position.file.endswith("review.yaml")


def test_a_coding_of_an_unknown_work_is_refused_and_nothing_is_stored(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "codings.yaml"
    path.write_text(
        "synth: codings/1\ncodebook: determinants\nversion: 1.0.0\ncoder: anna\ncodings:\n"
        "  - work: nobody-1999\n    codes: {factor: timing-of-knowledge}\n    direction: failure\n"
        "    paraphrase: {en: Too late.}\n",
        encoding="utf-8",
    )
    with pytest.raises(FileError, match=r"codings.yaml:6:11: There is no work `nobody-1999`"):
        review.take_in(path)
    assert review.synthesize()["passages"] == []


def test_a_yaml_file_of_another_kind_says_what_it_should_begin_with(review: Review, tmp_path: Path) -> None:
    path = tmp_path / "notes.yaml"
    path.write_text("hello: world\n", encoding="utf-8")
    with pytest.raises(FileError, match="Begin with `synth: added/1`"):
        review.take_in(path)


def test_an_exclusion_needs_a_known_criterion(review: Review) -> None:
    with pytest.raises(UsageError, match="not a criterion"):
        review.decide(Decision("x-2000", "full-text", "exclude", "because"))


def test_a_template_that_does_not_exist_lists_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"starter.*tno-2011"):
        Review.create(tmp_path / "x", template="nothing")


def test_every_number_leads_to_its_request(demo: Review) -> None:
    """A finding leads to passages, works, records, and the search with the request as sent."""
    data = demo.synthesize()
    passages = {p["id"]: p for p in data["passages"]}
    works = {w["key"]: w for w in data["works"]}
    records = {r["id"]: r for r in data["records"]}
    searches = {s["id"]: s for s in data["searches"]}
    assert data["findings"]
    for finding in data["findings"]:
        for passage in map(passages.__getitem__, finding["passages"]):
            assert passage["section"] or passage["quote"]
            assert passage["codings"]
            work = works[passage["work"]]
            assert passage["work"] in finding["works"]
            for record in map(records.__getitem__, work["record_ids"]):
                for appearance in record["searches"]:
                    assert searches[appearance["search"]]["requests"]


def test_json_report_is_what_synthesize_gives(demo: Review) -> None:
    (path,) = demo.report(formats=("json",))
    assert path.read_text(encoding="utf-8") == dumps(demo.synthesize())


@pytest.mark.parametrize(("name", "own"), [("Schulden Zürich", "schulden-zurich"), ("2024", "my-review")])
def test_a_new_review_is_called_after_its_folder(tmp_path: Path, name: str, own: str) -> None:
    assert Review.create(tmp_path / name).protocol.id == own


def test_a_strategy_is_called_after_its_file(review: Review) -> None:
    path = review.folder / "queries" / "starter.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("id: starter", "id: other"), encoding="utf-8")
    (problem,) = review.check()
    assert "must be the name of the file" in problem.message


def test_warnings_about_a_strategy_stop_nothing(review: Review) -> None:
    path = review.folder / "queries" / "starter.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("(topic-en AND knowledge-en)", "topic-en AND knowledge-en"), encoding="utf-8"
    )
    assert review.check() == ()
    assert review.warnings()
