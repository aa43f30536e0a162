"""Codes and codings as a REFI-QDA project and back, whatever another program did to it in between."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth import bundled
from synth.coding import refi_in, refi_out
from synth.coding.codebook import load_codebook
from synth.coding.codes import Code, Codebook, Dimension
from synth.coding.refi_text import parts, words, write_text
from synth.formats.refi_qda import QdaCode, QdaProject, QdaSelection, read_project
from synth.formats.refi_qda_writing import guid, plain_text, write_codebook, write_project
from synth.model import DIRECTIONS, Coding, Passage, Record, Work
from synth.texts import Document, Part
from tests.coding.qualcoder import through
from tests.formats import qda_schema

ABSTRACT = "Uitvoerders hebben te weinig tijd om te lezen. Zeit 𝑛 fehlt überall."
RECORD = Record("work", "koning-2008", "", "Lezen & leren", abstract=ABSTRACT, keywords=("tijd", "lezen"))
WORK = Work(1, "koning-2008", RECORD, (1,))
PASSAGES = {
    "abstract": Passage("koning-2008", quote="te weinig tijd", field="abstract", start=19, end=33),
    "keyword": Passage("koning-2008", quote="lezen", field="keywords", start=6, end=11),
    "quote": Passage("koning-2008", section="3.3; p. 4", quote="Geen tijd]\nom te lezen"),
    "own words": Passage(
        "koning-2008", section="1", paraphrase={"en": "No time.\nNone.", "nl": "Geen tijd."}
    ),
    "arm": Passage("koning-2008", quote="geen tijd", arm="Coach; groep 2"),
    "whole": Passage("koning-2008"),
    "document": Passage(
        *("koning-2008", "Uitkomsten", "te weinig\frust", "document", 19, 33),
        document="ab12",
        page="2",
    ),
}
FULL = Document(
    "ab12",
    "pdf",
    "[title]\nZij hebben te weinig\frust.\n[abstract]\nGenug.",
    (Part("page", 0, 18, "1"), Part("page", 18, 60, "2"), Part("section", 8, 60, "Uitkomsten", 1)),
)


def coding(book: Codebook, passage: Passage, **changes) -> Coding:
    said = {
        "uid": "ab12:factor/time",
        "passage": passage,
        "codebook": book.id,
        "version": book.version,
        "dimension": "factor",
        "code": "time",
        "direction": "failure",
        "coder": "anna",
        "at": "2026-01-02T03:04:05Z",
    }
    return Coding(**{**said, **changes})


def sent(book: Codebook, *codings: Coding, memos=None) -> QdaProject:
    """The project of these codings as it comes out of its archive."""
    coded = refi_out.Coded("made", [WORK], codings, book, memos or {}, {WORK.key: FULL})
    return read_project(write_project(refi_out.project(coded, origin="synth 0")), "p.qdpx")


def back(project: QdaProject, book: Codebook, known=()) -> refi_in.Found:
    reader = refi_in.Reader(
        book,
        refi_in.known_places(project, book),
        refi_in.works_of(project, [WORK]),
        refi_in.known_guids(known),
        "me",
        {WORK.key: FULL},
    )
    return reader.read(project)


def anew(project: QdaProject) -> QdaProject:
    """The project with other guids throughout, as programs write it that number everything anew."""

    def other(one: str) -> str:
        return guid(f"other {one}") if one else ""

    def selection(one: QdaSelection) -> QdaSelection:
        own = [replace(c, guid=other(c.guid), code=other(c.code), user=other(c.user)) for c in one.codings]
        return replace(one, guid=other(one.guid), codings=tuple(own))

    return replace(
        project,
        codes=tuple(replace(c, guid=other(c.guid), parent=other(c.parent)) for c in project.codes),
        users={other(one): name for one, name in (project.users or {}).items()},
        sources=tuple(
            replace(s, guid=other(s.guid), selections=tuple(map(selection, s.selections)))
            for s in project.sources
        ),
    )


def apart(project: QdaProject) -> QdaProject:
    """The project with one selection for each coding, as programs write it that keep them apart."""
    return replace(
        project,
        sources=tuple(
            replace(
                s,
                selections=tuple(
                    replace(one, guid=guid(f"{one.guid} {c.guid}"), codings=(c,))
                    for one in s.selections
                    for c in one.codings
                ),
            )
            for s in project.sources
        ),
    )


@pytest.mark.parametrize("name", PASSAGES)
def test_a_coding_comes_back_as_it_was(small: Codebook, name: str) -> None:
    one = coding(small, PASSAGES[name])
    found = back(sent(small, one), small, known=[one.uid])
    assert (found.codings, found.problems) == ((one,), ())


@pytest.mark.parametrize("name", [name for name in PASSAGES if name != "whole"])
def test_passage_code_direction_and_coder_survive_another_program(small: Codebook, name: str) -> None:
    two = (coding(small, PASSAGES[name]), coding(small, PASSAGES[name], uid="cd34:factor/time", coder="ben"))
    for changed in (anew, apart, lambda one: anew(apart(one))):
        found = back(changed(sent(small, *two)), small)
        assert found.problems == ()
        assert [replace(one, uid="") for one in found.codings] == [replace(one, uid="") for one in two]


def test_two_coders_on_the_same_words_stay_two(small: Codebook) -> None:
    two = (
        coding(small, PASSAGES["quote"]),
        coding(small, PASSAGES["quote"], uid="x:factor/time", coder="ben"),
    )
    assert {(one.coder, one.uid) for one in back(sent(small, *two), small, [o.uid for o in two]).codings} == {
        ("anna", "ab12:factor/time"),
        ("ben", "x:factor/time"),
    }


def test_codes_of_the_same_act_and_their_one_direction_come_back(small: Codebook) -> None:
    phase = {"uid": "ab12:phase/implementation", "dimension": "phase", "code": "implementation"}
    made = (
        coding(small, PASSAGES["abstract"]),
        coding(small, PASSAGES["abstract"], direction="neutral", **phase),
    )
    assert set(map(repr, back(sent(small, *made), small, [one.uid for one in made]).codings)) == set(
        map(repr, made)
    )


def test_memos_go_along(small: Codebook) -> None:
    one = coding(small, PASSAGES["quote"])
    assert back(sent(small, one, memos={one.uid: "twijfel"}), small, [one.uid]).memos == {one.uid: "twijfel"}


def test_a_code_without_its_direction_is_told_and_left_out(small: Codebook) -> None:
    project = sent(small, coding(small, PASSAGES["quote"]))
    bare = replace(
        project,
        sources=tuple(
            replace(s, selections=tuple(replace(one, codings=one.codings[:1]) for one in s.selections))
            for s in project.sources
        ),
    )
    found = back(bare, small)
    assert found.codings == ()
    assert "`time` needs one direction" in found.problems[0]


def test_a_source_that_is_no_work_is_told_with_what_is_lost(small: Codebook) -> None:
    project = anew(sent(small, coding(small, PASSAGES["quote"])))
    lost = replace(
        project, sources=tuple(replace(s, name="interview 3", text="[x]") for s in project.sources)
    )
    found = back(lost, small)
    assert found.codings == ()
    assert "'interview 3'" in found.problems[0]


def test_codes_keep_their_nesting_and_factors_stand_under_what_they_refine(small: Codebook) -> None:
    codes = {one.guid: one for one in refi_out.codes_project(small, origin="synth", language="nl").codes}
    time = codes[refi_out.code_guid(small.id, "factor", "time")]
    assert not codes[time.parent].codable
    assert codes[codes[time.parent].parent].guid == refi_out.heading_guid(small.id, "factor")
    assert time.name == small.label("factor", "time", "nl")


def test_a_codebook_of_ours_is_recognised_by_guid_in_any_language_and_by_name(small: Codebook) -> None:
    for language in small.languages:
        project = refi_out.codes_project(small, origin="synth", language=language)
        everything = {(code.dimension, code.id) for code in small.codes()}
        assert set(refi_in.known_places(project, small).values()) == everything
        assert refi_in.unknown(project, small) == ()
        assert set(refi_in.known_places(anew(project), small).values()) == everything


def twins() -> Codebook:
    """A codebook in which one name stands for several codes, for two groups, and for a direction."""

    def codes(where: str, *, parents: tuple[str, ...]) -> Iterator[Code]:
        named = (("other", "Other"), ("more", "Other"), ("success", "success"))
        for (one, name), parent in zip(named, parents, strict=True):
            yield Code(one, where, {"en": name, "nl": f"{name} ({one})"}, parent=parent)

    first = Dimension("place", {"en": "Place", "nl": "Plaats"}, tuple(codes("place", parents=("",) * 3)))
    rest = (
        Dimension(
            one, {"en": one, "nl": f"De {one}"}, tuple(codes(one, parents=("more",) * 3)), parent="place"
        )
        for one in ("time", "direction")
    )
    return Codebook("twins", "1.0.0", {"en": "Twins", "nl": "Tweeling"}, "made for the tests", (first, *rest))


def test_codes_and_headings_of_one_name_go_out_under_names_of_their_own_and_come_back() -> None:
    book = twins()
    for language in ("en", "nl"):
        sent = refi_out.codes_project(book, origin="synth", language=language)
        project = anew(read_project(through(write_project(sent)), "p.qdpx"))
        names = [one.name for one in project.codes if one.codable]
        assert len({*names, *DIRECTIONS}) == 9 + len(DIRECTIONS)
        known = refi_in.known_places(project, book)
        assert sorted(known.values()) == sorted((one.dimension, one.id) for one in book.codes())
        assert refi_in.unknown(project, book) == ()


def test_a_memo_comes_back_from_a_program_that_keeps_it_on_the_selection(small: Codebook) -> None:
    one = coding(small, PASSAGES["quote"])
    coded = refi_out.Coded("made", [WORK], (one,), small, {one.uid: "twijfel"})
    data = write_project(refi_out.project(coded, origin="synth 0"))
    kept = {"project.qde": re.sub(r"<NoteRef [^>]+>", "", _part(data, "project.qde"))}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, zipfile.ZipFile(io.BytesIO(data)) as old:
        for name in old.namelist():
            archive.writestr(name, kept.get(name) or old.read(name))
    assert back(read_project(buffer.getvalue(), "p.qdpx"), small, [one.uid]).memos == {one.uid: "twijfel"}


def _part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


@pytest.mark.parametrize("path", sorted(bundled.path("codebooks").glob("*.yaml")), ids=lambda one: one.stem)
def test_a_bundled_codebook_is_valid_as_a_codebook_and_as_a_project_of_two_coders(path) -> None:
    book = load_codebook(path)
    first = next(book.codes())
    place = {"dimension": first.dimension, "code": first.id}
    made = tuple(
        coding(book, passage, uid=f"{coder}{n}:x/{first.id}", coder=coder, direction=direction, **place)
        for n, passage in enumerate(PASSAGES.values())
        for coder, direction in (("anna", "failure"), ('"><b>\x01', "neutral"))
    )
    memos = {made[0].uid: "<!-- & ]]> \x00"}
    work = replace(WORK, record=replace(RECORD, title='<T> & "Ü" \x0b'))
    for language in book.languages:
        codes = refi_out.codes_project(book, origin="synth", language=language)
        assert qda_schema.faults(fromstring(write_codebook(codes))) == []
        names = [one.name for one in codes.codes if one.codable]
        assert len(set(names)) == len(names)
        for codings in (made, ()):
            coded = refi_out.Coded("R & <D>", [work], codings, book, memos, {WORK.key: FULL})
            project = refi_out.project(coded, origin="synth", language=language)
            assert qda_schema.archive_faults(write_project(project)) == []


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_codings_and_memos_of_two_people_come_back_from_qualcoder(language: str) -> None:
    book = load_codebook(bundled.path("codebooks", "determinants.yaml"))
    places = [one for one in book.codes() if one.dimension == "factor" and "failure" in one.directions]
    made = tuple(
        coding(book, passage, uid=f"{coder}{n}:factor/{place.id}", coder=coder, code=place.id)
        for n, (passage, place) in enumerate(zip(PASSAGES.values(), places, strict=False))
        for coder in ("anna", "ben")
        if passage.shown
    )
    memos = {one.uid: f"memo over {one.code}" for one in made if one.coder == "anna"}
    coded = refi_out.Coded("made", [WORK], made, book, memos, {WORK.key: FULL})
    sent = write_project(refi_out.project(coded, origin="synth 0", language=language))
    found = back(read_project(through(sent), "p.qdpx"), book)
    assert found.problems == ()
    told = {one.uid: found.memos.get(one.uid, "") for one in found.codings}
    assert {(repr(replace(one, uid="")), told[one.uid]) for one in found.codings} == {
        (repr(replace(one, uid="")), memos.get(one.uid, "")) for one in made
    }


def test_directions_are_no_codes(small: Codebook) -> None:
    project = sent(small, coding(small, PASSAGES["quote"]))
    names = {code.name for code in refi_in.foreign_codes(project)}
    assert names.isdisjoint({*DIRECTIONS, refi_out.DIRECTION})
    assert {code.name for code in refi_in.foreign_codes(anew(project))} == names


def test_codes_at_the_top_without_a_heading_make_one_tree() -> None:
    flat = (QdaCode(guid("a"), "people"), QdaCode(guid("b"), "places", parent=guid("a")))
    codes = refi_in.foreign_codes(QdaProject("p", "Taguette", flat))
    assert [(one.tree, one.name, one.parent) for one in codes] == [
        ("Codes", "people", ""),
        ("Codes", "places", guid("a")),
    ]


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
WILD = st.one_of(
    st.builds(lambda s, q, a: Passage("k", section=s, quote=q, arm=a), TEXT, TEXT, TEXT),
    st.builds(lambda n: Passage("k", paraphrase={"nl": n.strip() or "x"}), TEXT),
)


@given(TEXT, TEXT, st.lists(WILD, max_size=4))
def test_each_passage_stands_in_the_text_under_its_heading(title, abstract, passages) -> None:
    record = Record("work", "k", "", title, abstract=abstract)
    made = write_text(record, passages)
    layout = parts(made.text)
    for passage in passages:
        start, end = made.span(passage)
        shown = made.text[start:end]
        assert shown == (passage.quote or f"nl: {passage.paraphrase['nl']}")
        here = next(part for part in layout if part.start == start)
        assert (here.section, here.arm) == (passage.section, passage.arm)
        if passage.paraphrase:
            assert words(shown) == passage.paraphrase


def test_words_selected_in_a_bare_full_text_are_found_in_it(small: Codebook) -> None:
    project = anew(apart(sent(small, coding(small, PASSAGES["document"]))))
    (source,) = project.sources
    start = source.text.index(plain_text(FULL.text))
    bare = replace(
        source,
        text=plain_text(FULL.text),
        selections=tuple(replace(s, start=s.start - start, end=s.end - start) for s in source.selections),
    )
    (one,) = back(replace(project, sources=(bare,)), small).codings
    assert one.passage == PASSAGES["document"]


def test_a_full_text_that_the_review_does_not_have_leaves_the_quote(small: Codebook) -> None:
    project = anew(sent(small, coding(small, PASSAGES["document"])))
    reader = refi_in.Reader(
        small, refi_in.known_places(project, small), refi_in.works_of(project, [WORK]), {}, "me"
    )
    (one,) = reader.read(project).codings
    assert one.passage == Passage("koning-2008", quote="te weinig rust")
