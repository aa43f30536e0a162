"""The codings file: reading expands entries, mistakes are placed, writing reads back equal."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.coding.codebook import Codebook
from synth.coding.entry import Entry, expand, missing
from synth.coding.file import read_codings, write_codings
from synth.documents import load_text
from synth.errors import FileError, UsageError
from synth.model import Coding, Passage

FILE = """\
synth: codings/1
codebook: small
version: 1.2.0
coder: anna
codings:
  - work: koning-2008
    section: "3.3"
    codes: {factor: time, phase: implementation, perspective: [professional, management]}
    direction: failure
    paraphrase: {nl: Er is te weinig tijd., en: There is too little time.}
  - work: tno-2011-h4
    codes: {factor: too-abstract}
    quote: te abstract
    field: abstract
    start: 7
    end: 18
    coder: bert
    uid: abc123
    at: "2024-05-01T10:00:00+00:00"
"""


def read(text: str, codebook: Codebook) -> tuple[Coding, ...]:
    return read_codings(load_text(text, name="codings.yaml"), codebook)


def test_an_entry_becomes_one_coding_per_code_on_one_shared_passage(small: Codebook) -> None:
    codings = read(FILE, small)
    first = [coding for coding in codings if coding.passage.work == "koning-2008"]
    assert [(c.dimension, c.code) for c in first] == [
        ("factor", "time"),
        ("phase", "implementation"),
        ("perspective", "professional"),
        ("perspective", "management"),
    ]
    assert len({id(c.passage) for c in first}) == 1
    assert first[0].passage.section == "3.3"
    assert first[0].passage.paraphrase["en"] == "There is too little time."
    assert {(c.codebook, c.version, c.coder) for c in first} == {("small", "1.2.0", "anna")}


def test_the_direction_belongs_to_the_factor_and_the_rest_is_neutral(small: Codebook) -> None:
    assert [c.direction for c in read(FILE, small)[:4]] == ["failure", "neutral", "neutral", "neutral"]


def test_a_factor_that_can_take_one_direction_needs_none_written(small: Codebook) -> None:
    assert read(FILE, small)[4].direction == "failure"


def test_what_the_entry_says_itself_goes_before_the_file(small: Codebook) -> None:
    coding = read(FILE, small)[4]
    assert (coding.coder, coding.at, coding.uid) == (
        "bert",
        "2024-05-01T10:00:00+00:00",
        "abc123:factor/too-abstract",
    )
    assert (coding.passage.quote, coding.passage.start, coding.passage.end) == ("te abstract", 7, 18)


def test_uids_are_unique_the_same_on_every_reading_and_follow_the_content(small: Codebook) -> None:
    codings = read(FILE, small)
    assert len({c.uid for c in codings}) == len(codings)
    assert read(FILE, small) == codings
    changed = read(FILE.replace("direction: failure", "direction: success"), small)
    assert changed[0].uid != codings[0].uid


def test_the_order_of_keys_and_languages_does_not_change_a_uid(small: Codebook) -> None:
    turned = FILE.replace(
        "{nl: Er is te weinig tijd., en: There is too little time.}",
        "{en: There is too little time., nl: Er is te weinig tijd.}",
    ).replace("{factor: time, phase: implementation, ", "{phase: implementation, factor: time, ")
    assert {c.uid for c in read(turned, small)} == {c.uid for c in read(FILE, small)}


def test_the_determinant_follows_from_the_factor_so_nothing_required_is_missing(small: Codebook) -> None:
    codings = read(FILE, small)
    assert missing(codings[:4], small) == ()
    assert missing(codings[1:4], small) == ("determinant",)


MISTAKES = [
    ("factor: time", "factor: tijm", "`tijm` is not a code of `factor`", "tijm"),
    ("factor: time", "factor: too-abstrac", "Nearest: too-abstract", "too-abstrac"),
    ("phase: implementation", "fase: implementation", "`fase` is not a dimension", "implementation"),
    ("phase: implementation", "phase: [adoption, implementation]", "`phase` takes one code", "["),
    (
        "{factor: too-abstract}",
        "{factor: too-abstract, determinant: user}",
        "belongs to `innovation`, not to",
        "user",
    ),
    ("    direction: failure\n", "", "`time` needs a direction", "{factor: time"),
    ("direction: failure", "direction: mixed", "`time` cannot be coded as mixed", "mixed"),
    ("direction: failure", "direction: bad", "Input should be 'success'", "bad"),
    ("work: koning-2008", "work: Koning 2008", "`codings.0.work`", "Koning 2008"),
    ("end: 18", "end: 19", "`start` to `end` is 12 characters, the quote has 11", "19"),
    ("    field: abstract\n", "", "belong together", "work: tno-2011-h4"),
    ("start: 7", "start: -7", "greater than or equal to 0", "-7"),
    (
        "field: abstract",
        "field: body",
        "Input should be 'title', 'abstract', 'keywords' or 'document'",
        "body",
    ),
    ("codebook: small", "codebook: midi", "belong to the codebook `midi`, not to `small`", "midi"),
    (
        "    paraphrase: {nl: Er is te weinig tijd., en: There is too little time.}\n",
        "",
        "shows no passage",
        "work:",
    ),
    ("codes: {factor: too-abstract}", "codes: {}", "at least 1 item", "{}"),
]


@pytest.mark.parametrize(("old", "new", "message", "at"), MISTAKES)
def test_a_mistake_is_named_at_its_place(small: Codebook, old: str, new: str, message: str, at: str) -> None:
    assert old in FILE
    text = FILE.replace(old, new)
    with pytest.raises(FileError) as caught:
        read(text, small)
    problem = next(p for p in caught.value.problems if message in str(p))
    line = text.splitlines()[problem.position.line - 1]
    assert line[problem.position.column - 1 :].startswith(at), (str(problem), line)


def test_an_entry_that_stands_twice_is_named_with_the_line_of_the_first(small: Codebook) -> None:
    head, _, rest = FILE.partition("codings:\n")
    first = rest.split("  - work: tno")[0]
    with pytest.raises(FileError, match="repeats the one on line 6"):
        read(f"{head}codings:\n{first}{first}", small)


def test_a_direction_without_a_factor_is_refused(small: Codebook) -> None:
    text = FILE.replace("{factor: too-abstract}", "{phase: adoption}\n    direction: failure")
    with pytest.raises(FileError, match="belongs to no code of this entry"):
        read(text, small)


def test_the_whole_file_is_checked_before_anything_is_given(small: Codebook) -> None:
    text = FILE.replace("factor: time", "factor: x").replace("factor: too-abstract", "factor: y")
    with pytest.raises(FileError) as caught:
        read(text, small)
    assert len(caught.value.problems) >= 2


def test_writing_and_reading_gives_the_same_codings_and_the_same_text(small: Codebook) -> None:
    codings = read(FILE, small)
    text = write_codings(codings, small)
    assert sorted(read(text, small), key=uid) == sorted(codings, key=uid)
    assert write_codings(reversed(codings), small) == text
    assert text.count("- work:") == 2


def test_no_codings_are_a_file_too(small: Codebook) -> None:
    assert read(write_codings((), small), small) == ()


def test_adding_a_coding_only_adds_lines(small: Codebook) -> None:
    codings = read(FILE, small)
    extra = expand(
        Entry(Passage("lisv-2002", paraphrase={"nl": "x"}), {"phase": ("adoption",)}, "anna"), small
    )
    before, after = (
        write_codings(codings, small).splitlines(),
        write_codings(codings + extra, small).splitlines(),
    )
    kept = [line for line in after if line in set(before)]
    assert [line for line in before if line not in kept] == []


def test_uids_that_came_from_elsewhere_survive(small: Codebook) -> None:
    codings = tuple(dataclasses.replace(c, uid=f"x{n}") for n, c in enumerate(read(FILE, small)))
    again = read(write_codings(codings, small), small)
    assert sorted(again, key=uid) == sorted(codings, key=uid)


def test_codings_of_another_codebook_are_not_written_under_this_one(small: Codebook) -> None:
    strange = dataclasses.replace(read(FILE, small)[0], codebook="midi")
    with pytest.raises(UsageError, match="belongs to the codebook `midi`"):
        write_codings([strange], small)


def uid(coding: Coding) -> str:
    return coding.uid


TEXT = st.text(min_size=1, max_size=30)
FACTORS = st.sampled_from(
    [
        ("time", "success"),
        ("time", "failure"),
        ("too-abstract", "failure"),
        ("skills", "mixed"),
        ("", "neutral"),
    ]
)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    quote = draw(st.one_of(st.just(""), TEXT))
    located = bool(quote) and draw(st.booleans())
    start = draw(st.integers(0, 5000))
    passage = Passage(
        work=draw(st.sampled_from(["a-2001", "b-nd", "tno-2011-h4"])),
        section=draw(st.one_of(st.just(""), st.text(max_size=10))),
        quote=quote,
        field=draw(st.sampled_from(["title", "abstract"])) if located else "",
        start=start if located else -1,
        end=start + len(quote) if located else -1,
        paraphrase=draw(
            st.dictionaries(st.sampled_from(["nl", "en", "no"]), TEXT, min_size=0 if quote else 1)
        ),
    )
    factor, direction = draw(FACTORS)
    codes = (
        {"factor": (factor,)}
        if factor
        else {"phase": (draw(st.sampled_from(["adoption", "implementation"])),)}
    )
    if draw(st.booleans()):
        codes["perspective"] = tuple(
            draw(st.sets(st.sampled_from(["professional", "management"]), min_size=1))
        )
    coder = draw(st.sampled_from(["anna", "bert", "no", "1"]))
    return Entry(passage, codes, coder, direction=direction, at=draw(st.sampled_from(["", "2024-01-01"])))


@settings(max_examples=150, deadline=None)
@given(st.lists(entries(), max_size=5), st.booleans())
def test_any_codings_survive_writing_and_reading(small: Codebook, found: list[Entry], foreign: bool) -> None:
    codings = list({c.uid: c for entry in found for c in expand(entry, small)}.values())
    if foreign:
        codings = [dataclasses.replace(c, uid=f"u{n}") for n, c in enumerate(codings)]
    again = read(write_codings(codings, small), small)
    assert sorted(again, key=uid) == sorted(codings, key=uid)


@pytest.mark.parametrize(
    ("codes", "said"), [("[]", "at least 1 item"), ("[client, client]", "stands 2 times")]
)
def test_an_empty_or_repeated_list_of_codes_is_a_mistake_not_a_silence(
    small: Codebook, codes: str, said: str
) -> None:
    text = f"""synth: codings/1
codebook: small
version: 1.2.0
coder: ann
codings:
  - work: koning-2008
    codes: {{perspective: {codes}}}
    paraphrase: {{en: Said.}}
"""
    with pytest.raises(FileError, match=said):
        read_codings(load_text(text, name="codings.yaml"), small)


WHOLE = """\
synth: codings/1
codebook: small
version: 1.0.0
coder: anna
codings:
  - work: koning-2008
    arm: Begeleiding door een coach
    codes: {factor: time}
    direction: failure
    whole: true
  - work: koning-2008
    codes: {factor: time}
    direction: failure
    whole: true
"""


def test_an_entry_on_a_whole_work_and_one_on_an_arm_of_its_study_are_two(small: Codebook) -> None:
    arm, whole = read(WHOLE, small)
    assert (arm.passage.arm, whole.passage.arm) == ("Begeleiding door een coach", "")
    assert not arm.passage.shown
    written = write_codings((arm, whole), small)
    assert sorted(read(written, small), key=lambda c: c.uid) == sorted((arm, whole), key=lambda c: c.uid)
