"""Reading a codebook: what it gives, and what it says when the file is wrong."""

import pytest

from synth.coding.codebook import Codebook, load_codebook
from synth.errors import FileError, UsageError


def wrong(text: str) -> FileError:
    with pytest.raises(FileError) as caught:
        load_codebook(text, name="small.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("language", "label"), [("nl", "Tijd om te lezen"), ("en", "Time to read"), ("de", "Zeit zum Lesen")]
)
def test_a_label_is_given_in_the_language_asked_for(small: Codebook, language: str, label: str) -> None:
    assert small.label("factor", "time", language) == label


def test_every_key_of_the_file_arrives_in_the_codebook(small: Codebook) -> None:
    assert (small.id, small.version, small.source) == ("small", "1.2.0", "made for the tests")
    assert small.languages == ("nl", "en", "de")
    code = small.code("factor", "time")
    assert code.parent == "organisation"
    assert code.directions == ("success", "failure")
    assert code.terms["de"] == ("Zeit", "Arbeitsdruck")
    assert code.sources == ("4.2",)
    assert code.definition["en"] == "Room in the work."
    perspective = small.dimension("perspective")
    assert (perspective.choice, perspective.required) == ("multiple", False)
    assert small.dimension("determinant").required


def test_a_factor_implies_its_determinant(small: Codebook) -> None:
    parent = small.parent_of("factor", "time")
    assert parent is small.code("determinant", "organisation")
    assert small.implied("factor", "time") == (parent,)
    assert small.parent_of("phase", "adoption") is None


def test_only_a_dimension_whose_codes_take_directions_is_directed(small: Codebook) -> None:
    assert small.directed("factor")
    assert not small.directed("phase")


def test_codes_can_nest_within_their_own_dimension(small_text: str) -> None:
    text = small_text.replace(
        "      - id: implementation\n", "      - id: implementation\n        parent: adoption\n"
    )
    nested = load_codebook(text)
    assert nested.parent_of("phase", "implementation") is nested.code("phase", "adoption")


def test_a_code_may_bear_the_id_of_its_parent_in_the_dimension_above(small_text: str) -> None:
    same = load_codebook(small_text.replace("- id: time", "- id: organisation"))
    parent = same.parent_of("factor", "organisation")
    assert parent is not None
    assert parent.dimension == "determinant"
    assert len(same.implied("factor", "organisation")) == 1


def test_an_unknown_code_or_dimension_is_answered_with_the_known_ones(small: Codebook) -> None:
    with pytest.raises(UsageError, match=r"no code `tim`.*time, too-abstract, skills"):
        small.code("factor", "tim")
    with pytest.raises(UsageError, match=r"no dimension `fase`.*determinant, factor"):
        small.dimension("fase")


MISTAKES = [
    ("- id: skills", "- id: time", "`time` is used twice; the first is on line 21"),
    ("- id: phase", "- id: factor", "`factor` is used twice"),
    ("parent: innovation", "parent: inovation", "`inovation` is not a code that can be the parent"),
    ("        parent: innovation\n", "", "`too-abstract` has no parent"),
    ("    parent: determinant", "    parent: phase", "`phase` is not an earlier dimension"),
    (
        "directions: [failure]",
        "directions: [barrier]",
        "Input should be 'success', 'failure', 'mixed' or 'neutral'",
    ),
    ("directions: [failure]", "directions: [failure, failure]", "`failure` is listed 2 times"),
    (
        "{nl: Vaardigheden, en: Skills, de: Fähigkeiten}",
        "{nl: Vaardigheden, en: Skills}",
        "`label` has no text in de",
    ),
    ("en: Room in the work., ", "", "`definition` has no text in en"),
    (
        "nl: [tijd, werkdruk]",
        "nl: [tijd, te weinig]",
        "`te weinig` has words side by side; put a phrase in quotes",
    ),
    ("nl: [tijd, werkdruk]", "nl: [tijd, a*]", "write at least 3 letters beside `*`"),
    ("version: 1.2.0", "version: 1.2", "`version`: Input should be a valid string"),
    ("choice: multiple", "choice: many", "Input should be 'single' or 'multiple'"),
    ("    choice: multiple\n", "    choise: multiple\n", "`dimensions.3.choise` is not a known key"),
    ("synth: codebook/1", "synth: codebook/9", "Input should be 'codebook/1'"),
    ("source: made for the tests\n", "", "`source` is missing"),
]


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_file_line_and_column(
    small_text: str, old: str, new: str, message: str
) -> None:
    assert old in small_text
    error = wrong(small_text.replace(old, new, 1))
    found = [problem for problem in error.problems if message in str(problem)]
    assert found, str(error)
    assert found[0].position.file == "small.yaml"
    assert found[0].position.line > 0
    assert found[0].position.column > 0


def test_the_position_is_that_of_the_wrong_value(small_text: str) -> None:
    text = small_text.replace("parent: innovation", "parent: inovation")
    problem = wrong(text).problems[0]
    line = text.splitlines()[problem.position.line - 1]
    assert line[problem.position.column - 1 :].startswith("inovation")


def test_all_mistakes_are_told_at_once(small_text: str) -> None:
    text = small_text.replace("parent: innovation", "parent: nowhere").replace("nl: [tijd,", "nl: ['', ")
    text = text.replace("nl: ['', ", "nl: ['**', ")
    assert len(wrong(text).problems) == 2


def test_parents_that_lead_back_to_themselves_are_refused(small_text: str) -> None:
    text = small_text.replace("- id: adoption\n", "- id: adoption\n        parent: implementation\n")
    text = text.replace("- id: implementation\n", "- id: implementation\n        parent: adoption\n")
    assert "lead back to itself" in str(wrong(text))


def test_a_missing_file_is_one_clear_message(tmp_path) -> None:
    with pytest.raises(FileError, match=r"nowhere\.yaml: cannot be read"):
        load_codebook(tmp_path / "nowhere.yaml")
