"""Codes from the passages that people coded before, in other works."""

from dataclasses import replace

import pytest

from synth.coding.learning import Example, Learner, trials

TIME, SKILL = ("factor", "time"), ("factor", "skills")
CODED = [
    Example("Zij hadden te weinig tijd om te lezen", "a-2001", TIME),
    Example("Staff had no time to read the reports", "b-2002", TIME),
    Example("Den Fachkräften fehlte die Zeit zum Lesen", "c-2003", TIME),
    Example("Medewerkers misten de vaardigheden om cijfers te duiden", "d-2004", SKILL),
    Example("They lacked the skills to weigh evidence", "e-2005", SKILL),
    Example("Es mangelte an Fähigkeiten im Umgang mit Daten", "f-2006", SKILL),
]


@pytest.mark.parametrize(
    ("text", "place", "like"),
    [
        ("Er was weinig leestijd voor de rapporten", TIME, "a-2001"),
        ("Nurses had little time for reading", TIME, "b-2002"),
        ("Die Lesezeit reichte den Fachkräften nicht", TIME, "c-2003"),
        ("Het ontbrak aan vaardigheid in het duiden van cijfers", SKILL, "d-2004"),
    ],
)
def test_a_passage_gets_the_code_of_the_one_most_like_it_and_says_which(text, place, like):
    best = Learner(CODED).guesses([text], ["new"])[0][0]
    assert (best.place, best.like.work) == (place, like)
    assert 0 < best.score <= 1


def test_a_work_is_never_its_own_example():
    learner = Learner(CODED[:1])
    assert learner.guesses([CODED[0].text], ["other"])[0]
    assert learner.guesses([CODED[0].text], ["a-2001"]) == [()]


def test_what_people_rejected_speaks_against():
    text = "Managers had no time to read the reports"
    before = Learner(CODED).guesses([text], ["new"])[0][0]
    denied = Example("Managers had no time to read the reports", "g-2007", TIME, accepted=False)
    after = Learner([*CODED, denied]).guesses([text], ["new"])[0]
    assert before.place == TIME
    assert TIME not in [guess.place for guess in after]


def test_a_text_like_nothing_gives_nothing():
    assert Learner(CODED).guesses(["zzz", ""], ["x", "y"]) == [(), ()]
    assert Learner([]).guesses(["time"], ["x"]) == [()]


def test_the_same_codings_give_the_same_guesses():
    texts = [one.text for one in CODED]
    once, again = (Learner(CODED).guesses(texts, ["new"] * len(texts)) for _ in range(2))
    assert once == again


def test_learning_wins_only_where_it_adds_to_the_terms():
    coded = [replace(one, work=f"{one.work}-{copy}") for one in CODED for copy in "ab"]
    learner = Learner(coded)
    assert trials(learner, coded, [()] * len(coded))["factor"].won
    assert not trials(learner, coded, [(one.place,) for one in coded])["factor"].won


def test_learning_that_only_knows_which_code_is_common_does_not_win():
    rare = [Example(text, text, SKILL) for text in ("appel", "fiets", "stoomboot")]
    common = [Example(f"steeds hetzelfde {n}", f"c{n}", TIME) for n in range(9)]
    trial = trials(Learner([*common, *rare]), [*common, *rare], [()] * 12)["factor"]
    assert (trial.passages, trial.first, trial.common) == (12, 1, 9)
    assert not trial.won
