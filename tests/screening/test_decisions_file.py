"""The decisions file: what it gives, where it says it is wrong, and that it reads back equal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.documents import load_text
from synth.errors import FileError
from synth.model import STAGES, VERDICTS, Decision
from synth.screening.file import read_decisions, write_decisions

CRITERIA = frozenset({"use-of-knowledge", "other-domain"})
FILE = """\
synth: decisions/1
coder: anna
decisions:
  - work: koning-2008
    stage: full-text
    verdict: include
    criterion: use-of-knowledge
    reason: {nl: Gaat over benutting., en: About use.}
  - work: hisschemoller-nd
    stage: title-abstract
    verdict: exclude
    criterion: other-domain
    reason: not about work
    coder: bert
    at: "2024-01-02"
"""


def read(text: str) -> tuple[Decision, ...]:
    return read_decisions(load_text(text, name="decisions.yaml"), CRITERIA)


def test_every_key_of_a_decision_is_read() -> None:
    first, second = read(FILE)
    assert (first.work, first.stage, first.verdict) == ("koning-2008", "full-text", "include")
    assert (first.criterion, first.coder, first.at) == ("use-of-knowledge", "anna", "")
    assert first.reason == "nl: Gaat over benutting.\nen: About use."
    assert second == Decision(
        "hisschemoller-nd",
        "title-abstract",
        "exclude",
        "other-domain",
        "not about work",
        "bert",
        "2024-01-02",
    )


MISTAKES = [
    ("criterion: other-domain", "criterion: other", "`other` is not a criterion", "other"),
    ("    criterion: other-domain\n", "", "`hisschemoller-nd` is excluded without a criterion", "work:"),
    ("verdict: include", "verdict: yes", "Input should be 'include', 'exclude' or 'maybe'", "yes"),
    ("stage: full-text", "stage: fulltext", "Input should be 'title-abstract' or 'full-text'", "fulltext"),
    ("work: koning-2008", "work: Koning", "`decisions.0.work`", "Koning"),
    ("    at:", "    when:", "`decisions.1.when` is not a known key", '"2024'),
]


@pytest.mark.parametrize(("old", "new", "message", "at"), MISTAKES)
def test_a_mistake_is_named_at_its_place(old: str, new: str, message: str, at: str) -> None:
    assert old in FILE
    text = FILE.replace(old, new)
    with pytest.raises(FileError) as caught:
        read(text)
    problem = next(p for p in caught.value.problems if message in str(p))
    line = text.splitlines()[problem.position.line - 1]
    assert line[problem.position.column - 1 :].startswith(at), (str(problem), line)


def test_a_decision_that_stands_twice_is_named_with_the_line_of_the_first() -> None:
    rest = FILE.partition("decisions:\n")[2]
    with pytest.raises(FileError, match="repeats the one on line 4"):
        read(FILE + rest)


def test_a_maybe_and_an_inclusion_need_no_criterion() -> None:
    text = FILE.replace("verdict: exclude", "verdict: maybe").replace("    criterion: other-domain\n", "")
    assert read(text)[1].verdict == "maybe"


def test_writing_gives_a_stable_order_that_reads_back_equal() -> None:
    decisions = read(FILE)
    text = write_decisions(decisions)
    assert write_decisions(reversed(decisions)) == text
    assert sorted(read(text), key=repr) == sorted(decisions, key=repr)


def test_no_decisions_are_a_file_too() -> None:
    assert read(write_decisions(())) == ()


DECISIONS = st.builds(
    Decision,
    work=st.sampled_from(["a-2001", "b-nd", "tno-2011-h4"]),
    stage=st.sampled_from(STAGES),
    verdict=st.sampled_from(VERDICTS),
    criterion=st.sampled_from(sorted(CRITERIA)),
    reason=st.text(max_size=40),
    coder=st.sampled_from(["anna", "bert", "no", "1.0", "~"]),
    at=st.sampled_from(["", "2024-01-01T00:00:00+00:00"]),
)


@settings(max_examples=150, deadline=None)
@given(st.sets(DECISIONS, max_size=6))
def test_any_decisions_survive_writing_and_reading(decisions: set[Decision]) -> None:
    assert set(read(write_decisions(decisions))) == decisions
