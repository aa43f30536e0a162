"""REFI-QDA: read as programs write it, written as the schema asks, refused when it is unsafe."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import FileError
from synth.formats import archive, refi_qda
from synth.formats.refi_qda import QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSet, QdaSource
from synth.formats.refi_qda_writing import guid, write_codebook, write_project
from tests.formats import qda_schema

ANNA, BEN = guid("anna"), guid("ben")
TOP, LOW, MEMO = guid("top"), guid("low"), guid("memo")
TEXT = "Te weinig tijd 𝑛 = 15.\nGenug Zeit für “Wissen”.\n"


def project(**changes) -> QdaProject:
    coding = QdaCoding(guid("c1"), LOW, ANNA, "2026-01-02T03:04:05Z", "because & so")
    other = QdaCoding(guid("c2"), LOW, BEN)
    said = {
        "name": "R & D",
        "origin": "synth 0.1.0",
        "codes": (
            QdaCode(TOP, "Oben <1>", "Beschreibung", color="#46aa00", codable=False),
            QdaCode(LOW, "Tijd", parent=TOP),
        ),
        "sets": (QdaSet(guid("set"), "groep", (LOW,)),),
        "users": {ANNA: "anna", BEN: "ben"},
        "sources": (
            QdaSource(
                guid("s"),
                "ada-2010",
                TEXT,
                (QdaSelection(guid("x"), 3, 14, (coding, other), "weinig tijd"),),
                (QdaCoding(guid("c3"), TOP, BEN),),
            ),
        ),
    }
    return QdaProject(**{**said, **changes})


def packed(parts: dict[str, str | bytes], **flags) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content, **flags)
    return buffer.getvalue()


def qde(body: str = "", origin: str = "Made") -> str:
    return f'<Project xmlns="{refi_qda.PROJECT}" name="p" origin="{origin}">{body}</Project>'


def source(selection: str, text: str = "part.txt") -> str:
    return f"""<Users><User guid="{{{ANNA.upper()}}}" name="anna"/></Users>
<CodeBook><Codes><Code guid="{LOW.upper()}" name="t" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="{guid("s")}" name="n" plainTextPath="internal://{text}">
<PlainTextSelection guid="{guid("x")}" {selection}>
<Coding guid="{guid("c")}" creatingUser="{{{ANNA.upper()}}}"><CodeRef targetGUID="{LOW.upper()}"/></Coding>
</PlainTextSelection></TextSource></Sources>"""


def test_what_is_written_is_read_as_it_was() -> None:
    made = project()
    assert refi_qda.read_project(write_project(made), "p.qdpx") == made
    book = refi_qda.read_codebook(write_codebook(made), "c.qdc")
    assert (book.codes, book.sets) == (made.codes, made.sets)


def test_the_same_project_gives_the_same_bytes() -> None:
    assert write_project(project()) == write_project(project())


def test_what_is_written_keeps_to_the_schemas() -> None:
    assert qda_schema.archive_faults(write_project(project())) == []
    assert qda_schema.faults(fromstring(write_codebook(project()))) == []


def test_lists_that_are_empty_and_times_that_are_none_are_not_written() -> None:
    (one,) = project().sources
    late = QdaCoding(guid("c"), LOW, ANNA, "2026-13-01T25:00:00Z")
    odd = replace(one, selections=(QdaSelection(guid("x"), 0, 2, (late,)),))
    for made in (project(sources=(odd,)), QdaProject("", "synth", (), users={})):
        assert qda_schema.archive_faults(write_project(made)) == []
    assert qda_schema.faults(fromstring(write_codebook(project(sets=())))) == []


def test_the_checks_of_the_schemas_see_what_is_wrong() -> None:
    assert qda_schema.project_faults(qde("<Sources/><Users/>").encode())
    broken = f"""<CodeBook xmlns="{refi_qda.CODEBOOK}"><Sets/><Codes><Code guid="1" name="x" color="red"/>
    <Code guid="{LOW}" name="y" isCodable="yes"><NoteRef/></Code></Codes></CodeBook>"""
    told = " | ".join(qda_schema.faults(fromstring(broken)))
    for wrong in (
        "CodeBook holds ['Sets', 'Codes']",
        "Sets holds []",
        "Code has no isCodable",
        "Code@guid is '1'",
        "Code@color is 'red'",
        "Code holds ['NoteRef']",
        "Code@isCodable is 'yes'",
    ):
        assert wrong in told


def test_guids_in_capitals_or_braces_are_the_same_guids() -> None:
    data = packed(
        {"project.qde": qde(source('startPosition="0" endPosition="2"')), "sources/part.txt": "abc"}
    )
    read = refi_qda.read_project(data, "p.qdpx")
    assert read.users == {ANNA: "anna"}
    (selection,) = read.sources[0].selections
    assert (selection.codings[0].code, selection.codings[0].user) == (LOW, ANNA)


def test_who_coded_when_and_the_memo_may_stand_on_the_selection_as_qualcoder_writes_them() -> None:
    place = f'startPosition="0" endPosition="2" creatingUser="{ANNA}" creationDateTime="2026-01-02T03:04:05Z"'
    body = source(f"{place}><Description>is dit tijd?</Description><Nothing/").replace(
        f' creatingUser="{{{ANNA.upper()}}}"><CodeRef', "><CodeRef"
    )
    data = packed({"project.qde": qde(body, "QualCoder 3.7"), "sources/part.txt": "abc"})
    (selection,) = refi_qda.read_project(data, "p.qdpx").sources[0].selections
    assert selection.codings == (QdaCoding(guid("c"), LOW, ANNA, "2026-01-02T03:04:05Z", "is dit tijd?"),)


def test_words_that_somebody_marked_without_a_code_are_counted() -> None:
    body = source('startPosition="0" endPosition="2"')
    bare = (
        f"{body[: body.index('<Coding')]}<Description>mooi</Description>{body[body.index('</PlainText') :]}"
    )
    data = packed({"project.qde": qde(bare), "sources/part.txt": "abc"})
    assert refi_qda.read_project(data, "p.qdpx").skipped == ("selections without a code (1)",)


@pytest.mark.parametrize(("origin", "quote"), [("QualCoder", "𝑛 ="), ("NVivo for Mac 15.0.0", "𝑛 ")])
def test_positions_count_code_points_and_those_of_nvivo_utf_16_units(origin: str, quote: str) -> None:
    body = source('startPosition="15" endPosition="18"')
    data = packed({"project.qde": qde(body, origin), "sources/part.txt": TEXT})
    read = refi_qda.read_project(data, "p.qdpx").sources[0]
    (selection,) = read.selections
    assert read.text[selection.start : selection.end] == quote


def test_line_ends_of_two_characters_count_one_where_a_program_counts_one() -> None:
    body = source('startPosition="4" endPosition="9"')
    for origin, words in (("ATLAS.ti Win 23.4.0", "tijd."), ("MAXQDA 22", "\ntijd")):
        data = packed({"project.qde": qde(body, origin), "sources/part.txt": "Te:\r\ntijd."})
        read = refi_qda.read_project(data, "p.qdpx").sources[0]
        assert read.text[read.selections[0].start : read.selections[0].end] == words
    one = project(sources=(QdaSource(guid("s"), "k", "a\r\nb\rc"),))
    assert refi_qda.read_project(write_project(one), "p.qdpx").sources[0].text == "a \nb\nc"


@pytest.mark.parametrize(
    "place",
    [
        'startPosition="0" endPosition="9999"',
        'startPosition="5" endPosition="5"',
        'startPosition="-1" endPosition="2"',
    ],
)
def test_a_selection_outside_its_text_is_counted_and_left_out(place: str) -> None:
    data = packed({"project.qde": qde(source(place)), "sources/part.txt": "abcdef"})
    read = refi_qda.read_project(data, "p.qdpx")
    assert read.sources[0].selections == ()
    assert read.skipped == ("selections outside their text (1)",)


def test_texts_outside_the_archive_are_never_opened(tmp_path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    for path in (f"absolute://{secret}", f"../../{secret}", "relative:///part.txt", str(secret)):
        body = source('startPosition="0" endPosition="2"').replace("internal://part.txt", path)
        read = refi_qda.read_project(packed({"project.qde": qde(body)}), "p.qdpx")
        assert read.sources[0].text == ""
        assert "texts that are not in the archive (1)" in read.skipped


ENTITY = '<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
DEEP = "<Code guid='{0}' name='x' isCodable='true'>" * 60 + "</Code>" * 60
TWICE = f"<Code guid='{LOW}' name='x'/>" * 2
LINK = zipfile.ZipInfo("sources/part.txt")
LINK.external_attr = 0o120777 << 16


def linked() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("project.qde", qde())
        made.writestr(LINK, "/etc/passwd")
    return buffer.getvalue()


def twice() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("project.qde", qde())
        made.writestr("project.qde", qde("<Users/>"))
    return buffer.getvalue()


def locked() -> bytes:
    data = bytearray(packed({"project.qde": qde()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def larger_than_it_says() -> bytes:
    data = bytearray(packed({"project.qde": qde("<Users/>" * 1000)}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


HOSTILE = {
    "no archive": (b"PK\x03\x04 nonsense", "damaged"),
    "cut off": (packed({"project.qde": qde()})[:-30], "damaged"),
    "no project": (packed({"other.xml": qde()}), "no part project.qde"),
    "traversal": (packed({"project.qde": qde(), "../outside.txt": "x"}), "outside.txt"),
    "absolute": (packed({"project.qde": qde(), "/etc/cron.d/x": "x"}), "/etc/cron.d/x"),
    "drive": (packed({"project.qde": qde(), "C:\\x.txt": "x"}), "x.txt"),
    "link": (linked(), "sources/part.txt"),
    "two of one name": (twice(), "two parts named"),
    "password": (locked(), "password"),
    "larger than it says": (larger_than_it_says(), "damaged|unpacks"),
    "bomb": (packed({"project.qde": qde(), "sources/a.txt": b"\0" * 30_000_000}), "100 times"),
    "entities": (packed({"project.qde": ENTITY + qde("&b;")}), "declares entities"),
    "other xml": (packed({"project.qde": "<html/>"}), "begins with <html>"),
    "no xml": (packed({"project.qde": "{}"}), "not XML"),
    "broken xml": (packed({"project.qde": qde()[:-4]}), "not well-formed"),
    "deep": (packed({"project.qde": qde(f"<CodeBook><Codes>{DEEP}</Codes></CodeBook>")}), "deeper than"),
    "same guid": (
        packed({"project.qde": qde(f"<CodeBook><Codes>{TWICE}</Codes></CodeBook>")}),
        "same guid",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_unsafe_or_broken_is_refused_with_the_reason(case: str) -> None:
    data, reason = HOSTILE[case]
    with pytest.raises(FileError, match=reason) as caught:
        refi_qda.read_project(data, "p.qdpx")
    assert "p.qdpx" in str(caught.value)
    assert all(problem.remedy for problem in caught.value.problems)


def test_more_parts_or_more_text_than_is_read_is_refused(monkeypatch) -> None:
    one = f'<TextSource guid="{guid("s")}" name="n" plainTextPath="internal://part.txt"/>'
    data = packed({"project.qde": qde(f"<Sources>{one * 20}</Sources>"), "sources/part.txt": "abc" * 100})
    assert len(refi_qda.read_project(data, "p.qdpx").sources) == 20
    monkeypatch.setattr(archive, "PROJECT", archive.Limits(parts=2, size=5_000))
    with pytest.raises(FileError, match="What is read of it"):
        refi_qda.read_project(data, "p.qdpx")
    monkeypatch.setattr(archive, "PROJECT", archive.Limits(parts=1, size=50_000))
    with pytest.raises(FileError, match="2 parts; at most 1"):
        refi_qda.read_project(data, "p.qdpx")


def test_a_project_of_thousands_of_texts_and_a_large_recording_is_read() -> None:
    texts = tuple(QdaSource(guid(f"text {n}"), f"work {n}", f"Text {n}.") for n in range(3_000))
    data = io.BytesIO(write_project(project(sources=texts)))
    with zipfile.ZipFile(data, "a") as added:
        added.writestr("sources/talk.m4a", b"not unpacked" * 10)
    damaged = data.getvalue().replace(b"not unpackednot", b"not unpackedNOT")
    read = refi_qda.read_project(damaged, "p.qdpx")
    assert [one.text for one in read.sources] == [one.text for one in texts]


@pytest.mark.parametrize(
    "data", [b"", b"<CodeBook", ENTITY.encode() + b"<CodeBook>&b;</CodeBook>", b"<Project/>", b"\xff\xfe"]
)
def test_a_codebook_that_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(FileError):
        refi_qda.read_codebook(data, "c.qdc")


def test_colours_come_in_one_form() -> None:
    codes = "".join(
        f'<Code guid="{guid(one)}" name="x" color="{one}"/>' for one in ("#ABC", "46AA00", "red", "")
    )
    read = refi_qda.read_codebook(f"<CodeBook><Codes>{codes}</Codes></CodeBook>".encode(), "c.qdc")
    assert [code.color for code in read.codes] == ["#aabbcc", "#46aa00", "", ""]


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(NAMES, st.integers(0, 5), NAMES), min_size=1, max_size=6), st.text(max_size=40), NAMES
)
def test_any_codes_and_texts_make_a_project_that_reads_back(drawn, text, user) -> None:
    codes = tuple(
        QdaCode(guid(str(number)), name, about.strip(), parent=guid(str(above)) if above < number else "")
        for number, (name, above, about) in enumerate(drawn)
    )
    coding = QdaCoding(guid("c"), codes[0].guid, ANNA)
    selections = (QdaSelection(guid("x"), 0, len(text), (coding,)),) if text else ()
    made = project(codes=codes, users={ANNA: user}, sources=(QdaSource(guid("s"), "k", text, selections),))
    assert qda_schema.archive_faults(write_project(made)) == []
    read = refi_qda.read_project(write_project(made), "p.qdpx")
    assert [(one.guid, one.parent) for one in sorted(read.codes, key=lambda one: one.guid)] == [
        (one.guid, one.parent) for one in sorted(codes, key=lambda one: one.guid)
    ]
    assert len(read.sources[0].text) == len(text)
    assert [(one.start, one.end) for one in read.sources[0].selections] == [
        (one.start, one.end) for one in selections
    ]
