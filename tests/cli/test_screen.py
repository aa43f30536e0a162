"""Screening by several people in the terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from synth import Review
from synth.i18n import Messages

TITLES = {
    "nl": ("Re-integratie van werklozen", "Belemmerende factoren bij re-integratie in gemeenten."),
    "de": ("Wiedereingliederung von Arbeitslosen", "Hemmnisse der Wiedereingliederung in Kommunen."),
    "en": ("Return to work of the unemployed", "Barriers to return to work in municipalities."),
}


@pytest.fixture
def team(synth, tmp_path: Path) -> Path:
    """A review that two people screen, with three works."""
    folder = tmp_path / "team"
    synth("new", folder)
    protocol = folder / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    assert "\nscreening:" not in text
    protocol.write_text(text + "\nscreening:\n  screeners: 2\n  pilot: 1\n", encoding="utf-8")
    entries = (
        f"TY  - JOUR\nTI  - {title}\nAB  - {abstract}\nAU  - Vos, {name}.\nPY  - 2015\nER  - \n"
        for name, (title, abstract) in TITLES.items()
    )
    (folder / "corpus").mkdir(exist_ok=True)
    (tmp_path / "three.ris").write_text("\n".join(entries), encoding="utf-8")
    synth("import", tmp_path / "three.ris", "--how", "contact", "-C", folder)
    return folder


def left(synth, folder: Path, coder: str) -> list[str]:
    return synth("screen", "--coder", coder, "-C", folder, "--json").json["left"]


def decide(synth, folder: Path, work: str, *said: object):
    return synth("screen", work, *said, "-C", folder)


def criterion(folder: Path) -> str:
    return Review.open(folder).protocol.criteria.exclude[0].id


def test_each_work_is_read_by_two_and_the_pilot_by_all(synth, team: Path) -> None:
    pilot, second, _ = left(synth, team, "anna")
    assert left(synth, team, "ben")[0] == pilot
    for coder in ("ben", "carla"):
        for work in (pilot, second):
            assert decide(synth, team, work, "--verdict", "include", "--coder", coder).code == 0
    assert pilot in left(synth, team, "anna")
    assert second not in left(synth, team, "anna")


def test_the_synthesis_says_how_far_two_screeners_agree(synth, team: Path) -> None:
    pilot, second, _ = left(synth, team, "anna")
    for coder, verdict in (("ben", "include"), ("carla", "maybe")):
        assert decide(synth, team, pilot, "--verdict", "include", "--coder", coder).code == 0
        assert decide(synth, team, second, "--verdict", verdict, "--coder", coder).code == 0
    stage = synth("synthesize", "-C", team, "--json").json["screening"][0]
    assert (stage["screeners"], stage["blinded"], stage["pilot"]) == (2, True, 1)
    shown = synth("show", f"{stage['stage']}/pilot", "-C", team, "--json").json
    assert [one["key"] for one in shown["works"]] == stage["pilot_works"] == [pilot]
    assert (stage["agreement"]["paired"], stage["agreement"]["percent"]) == (2, 0.5)
    assert Messages.load("en")("prose.blinded") in _report(synth, team)


def _report(synth, folder: Path) -> str:
    synth("report", "--format", "md", "-l", "en", "-C", folder)
    return (folder / "report" / "report.en.md").read_text(encoding="utf-8")


def test_a_conflict_is_listed_side_by_side_and_settled_with_a_reason(synth, team: Path) -> None:
    work = left(synth, team, "anna")[0]
    decide(synth, team, work, "--verdict", "include", "--coder", "anna")
    assert "Nobody disagrees" in synth("screen", "--conflicts", "-C", team).out
    exclude = ("--verdict", "exclude", "--criterion", criterion(team))
    decide(synth, team, work, *exclude, "--coder", "ben")
    listed = synth("screen", "--conflicts", "-C", team).out
    assert "anna include" in listed
    assert f"ben exclude: {criterion(team)}" in listed
    assert "needs a reason" in decide(synth, team, work, *exclude, "--settle", "--coder", "carla").err
    settle = (*exclude, "--settle", "--reason", "no fit", "--coder", "carla")
    assert decide(synth, team, work, *settle).code == 0
    assert "Nobody disagrees" in synth("screen", "--conflicts", "-C", team).out
    decide(synth, team, work, "--undo", "--coder", "carla")
    assert f"ben exclude: {criterion(team)}" in synth("screen", "--conflicts", "-C", team).out


@pytest.mark.parametrize("options", [("--undo",), ("--verdict", "include"), ("--settle",)])
def test_what_is_about_one_work_needs_its_name(synth, team: Path, options: tuple[str, ...]) -> None:
    done = synth("screen", *options, "-C", team)
    assert done.code == 2 and "Name the work" in done.err


def test_nothing_is_settled_that_nobody_disagrees_on(synth, team: Path) -> None:
    work = left(synth, team, "anna")[0]
    said = ("--verdict", "include", "--settle", "--reason", "clear", "--coder", "carla")
    done = decide(synth, team, work, *said)
    assert (done.code, "Nobody disagrees" in done.err) == (2, True)


def test_settling_travels_with_the_export(synth, team: Path, tmp_path: Path) -> None:
    work = left(synth, team, "anna")[0]
    decide(synth, team, work, "--verdict", "include", "--coder", "anna")
    decide(synth, team, work, "--verdict", "exclude", "--criterion", criterion(team), "--coder", "ben")
    decide(synth, team, work, "--verdict", "include", "--settle", "--reason", "fits", "--coder", "ben")
    copy = shutil.copytree(team, tmp_path / "copy")
    assert synth("screen", "--coder", "ben", "-C", copy, "--json").json["disagreed"] == []
    assert Review.open(copy).reading(stage="full-text").found == 1


@pytest.mark.parametrize("name", TITLES)
def test_terms_and_criteria_are_marked_where_they_stand(team: Path, name: str) -> None:
    words = {"nl": "werkloz*", "de": "arbeitslos*", "en": "unemployed"}
    protocol = team / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    marked = text.replace("  exclude:\n", f"  exclude:\n    - id: jobless\n      label: {{en: Jobless}}\n"
                          f"      terms: ['{words[name]}']\n", 1)  # fmt: skip
    protocol.write_text(marked, encoding="utf-8")
    with Review.open(team) as review:
        works = map(review.work, review.to_screen(stage="full-text", coder="x"))
        work = next(one for one in works if one.record.title == TITLES[name][0])
        places = [one for one in review.marks(work.record) if one.of == "jobless"]
    assert [work.record.title[one.start : one.end].casefold()[:5] for one in places] == [words[name][:5]]


def test_reading_says_how_far_and_never_stops_by_itself(synth, team: Path) -> None:
    for work in left(synth, team, "anna"):
        for coder in ("anna", "ben"):
            decide(synth, team, work, "--verdict", "include", "--coder", coder)
    done = synth("screen", "--coder", "anna", "-C", team)
    assert "3 of 3 works are read at full-text; 3 stay in." in done.out
    assert "enough has been read" in done.out
    exclude = ("--verdict", "exclude", "--criterion", criterion(team), "--coder", "ben")
    decide(synth, team, work, *exclude)
    done = synth("screen", "--coder", "anna", "-C", team)
    assert "3 of 3 works are read at full-text; 2 stay in, people differ on 1." in done.out
    synthesis = synth("synthesize", "-C", team, "--json").json["screening"]
    assert [(one["found"], one["conflicts"]) for one in synthesis] == [(2, 1)]


def test_a_term_of_a_criterion_that_cannot_be_read_is_placed(synth, team: Path) -> None:
    protocol = team / "review.yaml"
    text = protocol.read_text(encoding="utf-8")
    broken = "  exclude:\n    - id: jobless\n      label: {en: Jobless}\n      terms: ['(jobless']\n"
    protocol.write_text(text.replace("  exclude:\n", broken, 1), encoding="utf-8")
    done = synth("check", "-C", team)
    assert (done.code, "review.yaml, criterion jobless:1" in done.out + done.err) == (2, True)


def test_a_decision_says_whose_it_is_and_where_it_waits_when_people_differ(
    synth, team: Path, monkeypatch
) -> None:
    work = left(synth, team, "anna")[0]
    early = ("--stage", "title-abstract")
    monkeypatch.setenv("SYNTH_CODER", "anna")
    said = decide(synth, team, work, *early, "--verdict", "include").out
    assert f"{work}: include, by anna, at title-abstract." in said
    exclude = ("--verdict", "exclude", "--criterion", criterion(team), "--coder", "ben")
    assert (
        "`synth screen --conflicts --stage title-abstract`" in decide(synth, team, work, *early, *exclude).out
    )
    elsewhere = synth("screen", "--conflicts", "-C", team).out
    assert "Waiting at title-abstract: 1 (`synth screen --conflicts --stage title-abstract`)." in elsewhere
    assert (
        "`synth screen WORK --stage title-abstract --settle"
        in synth("screen", "--conflicts", *early, "-C", team).out
    )
    assert (
        "Waiting at title-abstract: 2 (`synth screen --stage title-abstract`)."
        in synth("screen", "-C", team, answers="").out
    )
    assert f"{work}: decision withdrawn, by anna" in decide(synth, team, work, *early, "--undo").out


def test_before_anybody_judged_agreement_says_what_to_do(synth, team: Path) -> None:
    for how in ((), ("--stage", "title-abstract")):
        assert (
            "Nothing was judged by two people yet: go on with `synth screen`"
            in synth("agree", *how, "-C", team).out
        )
