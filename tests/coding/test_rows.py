"""Codings as tables, long and wide: out and in, with every mistake placed."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.coding.codebook import Codebook, load_codebook
from synth.coding.refi_out import Coded
from synth.coding.rows import long_table, wide_table
from synth.coding.rows_in import Against, FromTable, read_table, said
from synth.formats.clean import clean
from synth.formats.sheets import read_sheet, write_sheet
from synth.model import Coding, Passage, Record, Work
from tests.coding.conftest import SMALL
from tests.coding.test_refi import PASSAGES, coding

KEYS = ("koning-2008", "ada-2010")
WORKS = [Work(n, key, Record("work", key, "", f"=On {key}"), (n,)) for n, key in enumerate(KEYS)]
FORMS = ["csv", "xlsx"]


def find(cells) -> str:
    return cells.get("work", "") if cells.get("work") in KEYS else ""


def against(book: Codebook, **changes) -> Against:
    return replace(Against(book, find, "me"), **changes)


def bytes_of(table, form: str) -> bytes:
    made = write_sheet(*table, form=form)
    return made.encode() if isinstance(made, str) else made


def read(text: str, book: Codebook, **changes) -> FromTable:
    return read_table(read_sheet(text.encode(), "codings.csv"), "codings.csv", against(book, **changes))


@pytest.mark.parametrize("form", FORMS)
def test_a_long_table_gives_the_same_codings_and_memos(small: Codebook, form: str) -> None:
    made = [
        coding(small, passage, uid=f"u{n}:factor/time", coder=coder)
        for n, (passage, coder) in enumerate((p, c) for p in PASSAGES.values() for c in ("anna", "=ben"))
    ]
    table = long_table(Coded("t", WORKS, made, small, {made[0].uid: "+twijfel"}), "nl")
    found = read_table(read_sheet(bytes_of(table, form), "c"), "c", against(small))
    assert found.problems == ()
    held = [replace(c, passage=replace(c.passage, quote=c.passage.quote.replace("\f", " "))) for c in made]
    assert sorted(found.codings, key=lambda c: c.uid) == sorted(held, key=lambda c: c.uid)
    assert found.memos == {made[0].uid: "+twijfel"}


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=25).map(
    lambda one: clean(one)[0].strip()
)
SHOWN = st.builds(
    lambda quote, section, arm, own: Passage(
        "ada-2010", section=section, quote=quote, arm=arm, paraphrase={} if quote else {"nl": own or "x"}
    ),
    *(WORDS, WORDS, WORDS, WORDS),
)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(st.lists(st.tuples(SHOWN, WORDS, WORDS, st.sampled_from(["success", "failure"])), max_size=4))
def test_whatever_people_wrote_a_table_gives_it_back(form: str, drawn) -> None:
    book = load_codebook(SMALL)
    made = [
        coding(book, passage, uid=f"u{n}:factor/time", coder=coder or "=me", direction=direction)
        for n, (passage, coder, _, direction) in enumerate(drawn)
    ]
    memos = {one.uid: memo for one, (_, _, memo, _) in zip(made, drawn, strict=True) if memo}
    coded = Coded("t", WORKS, made, book, memos)
    found = read_table(read_sheet(bytes_of(long_table(coded, "de"), form), "c"), "c", against(book))
    assert found.problems == ()
    assert {repr(one) for one in found.codings} == {repr(one) for one in made}
    assert found.memos == memos
    wide = read_table(read_sheet(bytes_of(wide_table(coded), form), "c"), "c", against(book))
    assert wide.problems == ()
    assert {(one.coder, one.direction) for one in wide.codings} == {(c.coder, c.direction) for c in made}


@pytest.mark.parametrize("form", FORMS)
def test_a_wide_table_gives_who_gave_which_code_which_way(small: Codebook, form: str) -> None:
    phase = {"dimension": "phase", "code": "adoption", "direction": "neutral", "uid": "u:phase/adoption"}
    made = [
        coding(small, PASSAGES["quote"]),
        coding(small, PASSAGES["quote"], direction="success", uid="v:factor/time"),
        coding(small, replace(PASSAGES["quote"], work="ada-2010"), coder="ben", **phase),
    ]
    found = read_table(
        read_sheet(bytes_of(wide_table(Coded("t", WORKS, made, small)), form), "c"), "c", against(small)
    )

    def what(codings: list[Coding] | tuple[Coding, ...]) -> set[tuple[str, ...]]:
        return {(c.passage.work, c.coder, c.dimension, c.code, c.direction) for c in codings}

    assert what(found.codings) == what(made)
    assert set(found.reads) == {("koning-2008", "anna"), ("ada-2010", "ben")}
    assert len(found.codes) == len(list(small.codes()))


@pytest.mark.parametrize("form", FORMS)
def test_no_cell_is_a_formula(small: Codebook, form: str) -> None:
    made = [coding(small, Passage("koning-2008", quote='=HYPERLINK("http://x")'), coder="@ben")]
    data = bytes_of(long_table(Coded("t", WORKS, made, small), "nl"), form)
    if form == "xlsx":
        from openpyxl import load_workbook

        kinds = {cell.data_type for row in load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row}
        assert "f" not in kinds
    else:
        assert b"\"'=HYPERLINK" in data
        assert b"\n=" not in data


def test_what_a_coder_said_already_a_wide_table_does_not_say_again(small: Codebook) -> None:
    text = "work,coder,factor=time\nkoning-2008,anna,failure\n"
    known = {"u": ("koning-2008", "anna", ("factor", "time"), "failure")}
    assert read(text, small, said=known).codings == ()
    assert len(read(text, small).codings) == 1


def test_a_row_that_was_changed_keeps_no_uid_of_what_it_said_before(small: Codebook) -> None:
    row = "koning-2008,time,{},u1:factor/time\n"
    text = "work,code,direction,uid\n" + row.format("failure")
    (stored,) = read(text, small).codings
    assert read(text, small, said={stored.uid: said(stored)}).codings == (stored,)
    (inside,) = read(text + row.format("success"), small).problems
    assert (inside.position.line, "another row" in inside.message) == (3, True)
    changed = text.replace("failure", "success")
    (problem,) = read(changed, small, said={stored.uid: said(stored)}).problems
    assert "says otherwise in the review" in problem.message and "uid" in problem.remedy
    assert len(read(changed.replace("u1:factor/time", ""), small).codings) == 1


def test_codes_are_meant_by_id_or_by_name(small: Codebook) -> None:
    label = small.label("factor", "time", "nl")
    for code in ("time", "TIME", label):
        (one,) = read(f"work,code,direction\nkoning-2008,{code},failure\n", small).codings
        assert (one.dimension, one.code, one.coder) == ("factor", "time", "me")
    (one,) = read(f"work,{label}\nkoning-2008,failure\n", small).codings
    assert one.code == "time"


MISTAKES = [
    (
        "work,code,direction\nkoning-2008,time,failure\nnobody-1999,time,failure\n",
        3,
        "'nobody-1999'",
        "column `work`",
    ),
    ("work,code,direction\nkoning-2008,tijm,failure\n", 2, "`tijm` is no code", "id of the code"),
    ("work,code,direction\nkoning-2008,time,bad\n", 2, "`bad` is no direction", "success, failure"),
    ("work,code,direction\nkoning-2008,adoption,failure\n", 2, "takes no direction", "empty"),
    ("work,code,direction\nkoning-2008,time,mixed\n", 2, "cannot be coded as mixed", "can take"),
    ("work,code\nkoning-2008,time\n", 2, "cannot be coded as neutral", "can take"),
    (
        "work,code,direction,codebook\nkoning-2008,time,failure,midi\n",
        2,
        "codebook `midi`",
        "--codebook midi",
    ),
    ("work,code,direction,start\nkoning-2008,time,failure,7\n", 2, "tell no place", "Give all three"),
    (
        "work,code,direction,passage,field,start,end\nkoning-2008,time,failure,abc,title,0,9\n",
        2,
        "9 characters, the quote has 3",
        "Offsets count",
    ),
    ("work,factor=time\nkoning-2008,perhaps\n", 2, "says nothing of this code", "0 when it is not given"),
    ("work,factor=time\nnobody-1999,failure\n", 2, "'nobody-1999'", "column `work`"),
    ("work,kleur\nkoning-2008,rood\n", 1, "No column is a code", "dimension=code"),
]


@pytest.mark.parametrize(("text", "line", "message", "remedy"), MISTAKES)
def test_a_mistake_is_named_with_its_line_and_what_to_do(small, text, line, message, remedy) -> None:
    (problem,) = read(text, small).problems
    assert (problem.position.file, problem.position.line) == ("codings.csv", line)
    assert message in problem.message
    assert remedy in problem.remedy


def test_columns_that_say_nothing_here_are_told(small: Codebook) -> None:
    assert read("work,code,direction,mood\nkoning-2008,time,failure,good\n", small).notes == (
        "columns left out: mood",
    )


@given(st.text(max_size=60))
def test_any_text_is_a_table_with_problems_or_refused(text: str) -> None:
    from synth.errors import FileError

    book = Codebook("b", "1.0.0", {"en": "B"}, "s", ())
    try:
        read_table(read_sheet(f"work,code\n{text}".encode("utf-8", "replace"), "c"), "c", against(book))
    except FileError as error:
        assert error.problems
