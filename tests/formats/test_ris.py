"""RIS as databases and reference managers write it."""

from __future__ import annotations

import pytest

from synth.errors import FileError
from synth.formats import ris, streamed
from synth.formats.entries import Parsed
from synth.formats.reading import read
from synth.model import Name, Record

FULL = """TY  - JOUR
ID  - koning-2008
TI  - Werken aan werk
AU  - Koning, Jan de
AU  - Heyma, A.
AU  - TNO
PY  - 2008/03/12/
JO  - T. Arb.
JF  - Tijdschrift voor Arbeidsvraagstukken
VL  - 24
IS  - 2
SP  - 525
EP  - 42
PB  - Sdu
LA  - Dutch
DO  - https://doi.org/10.1000/ABC.
SN  - 0169-2216
UR  - https://example.org/a
AB  - Over re-integratie.
KW  - kennis
KW  - gebruik; beleid
N1  - Gezien.
ER  -\x20
"""


def parse(text: str) -> Parsed:
    return ris.parse(text, "export.ris")


def only(text: str) -> Record:
    (record,) = parse(text).records
    return record


def test_every_field_of_an_entry_is_read():
    record = only(FULL)
    assert record == Record(
        source="ris",
        source_id="koning-2008",
        raw=FULL.strip("\n"),
        title="Werken aan werk",
        authors=(Name("de Koning", "Jan"), Name("Heyma", "A."), Name(literal="TNO")),
        year=2008,
        container_title="Tijdschrift voor Arbeidsvraagstukken",
        volume="24",
        issue="2",
        page="525-542",
        publisher="Sdu",
        language="nl",
        type="article-journal",
        doi="10.1000/abc",
        isbn="",
        issn="01692216",
        url="https://example.org/a",
        abstract="Over re-integratie.",
        keywords=("kennis", "gebruik", "beleid"),
        note="Gezien.",
    )


@pytest.mark.parametrize(
    ("line", "attribute", "value"),
    [
        ("T1  - A title", "title", "A title"),
        ("CT  - A title", "title", "A title"),
        ("A1  - Jansen, P.", "authors", (Name("Jansen", "P."),)),
        ("A2  - Jansen, P.", "authors", (Name("Jansen", "P."),)),
        ("AU  - Jansen PA", "authors", (Name("Jansen", "PA"),)),
        ("AU  - Jansen, P.; Bos, K.", "authors", (Name("Jansen", "P."), Name("Bos", "K."))),
        ("AU  - Jansen, P.\nAU  - et al.", "authors", (Name("Jansen", "P."),)),
        ("AU  - King, Jr., Martin", "authors", (Name("King", "Martin, Jr."),)),
        (
            "AU  - Ministry of Health, Welfare and Sport,",
            "authors",
            (Name(literal="Ministry of Health, Welfare and Sport"),),
        ),
        ("Y1  - 2010///Spring", "year", 2010),
        ("DA  - 2011/02/01", "year", 2011),
        ("PY  - c2010", "year", 2010),
        ("PY  - in press", "year", None),
        ("T2  - Sociaal Bestek", "container_title", "Sociaal Bestek"),
        ("JA  - Soc. Best.", "container_title", "Soc. Best."),
        ("J2  - Soc. Best.", "container_title", "Soc. Best."),
        ("N2  - Text.", "abstract", "Text."),
        ("VO  - 12", "volume", "12"),
        ("SP  - 12-19", "page", "12-19"),
        ("SP  - e0815", "page", "e0815"),
        ("SP  - 12\nEP  - 12", "page", "12"),
        ("M3  - doi: 10.1000/x", "doi", "10.1000/x"),
        ("N1  - doi:10.1000/x", "doi", "10.1000/x"),
        ("N1  - Erratum in: 10.1000/x", "doi", ""),
        ("UR  - http://dx.doi.org/10.1000/x", "doi", "10.1000/x"),
        ("SN  - 978-90-12-34567-5", "isbn", "9789012345675"),
        ("SN  - 90-123-4567-2", "isbn", ""),
        ("LA  - ger", "language", "de"),
        ("LA  - Engels", "language", "en"),
        ("L1  - file:///etc/passwd", "url", ""),
        ("L2  - https://example.org", "url", "https://example.org"),
        ("UR  - javascript:alert(1)", "url", ""),
        ("AN  - 2019-1", "source_id", "2019-1"),
        ("KW  - een\ntwee", "keywords", ("een", "twee")),
    ],
)
def test_a_tag_of_some_vendor_fills_its_field(line: str, attribute: str, value: object):
    title = "" if attribute == "title" else "TI  - x\n"
    assert getattr(only(f"TY  - JOUR\n{line}\n{title}ER  - \n"), attribute) == value


@pytest.mark.parametrize(
    ("written", "csl"),
    [
        ("JOUR", "article-journal"),
        ("BOOK", "book"),
        ("CHAP", "chapter"),
        ("CPAPER", "paper-conference"),
        ("THES", "thesis"),
        ("RPRT", "report"),
        ("GOVDOC", "report"),
        ("ELEC", "webpage"),
        ("NEWS", "article-newspaper"),
        ("jour", "article-journal"),
        ("XXXX", "document"),
    ],
)
def test_a_reference_type_becomes_a_csl_type(written: str, csl: str):
    assert only(f"TY  - {written}\nTI  - x\nER  - \n").type == csl


@pytest.mark.parametrize(
    "text",
    [
        "TY - JOUR\nTI - A title\nPY - 2001\nER -",
        "TY  -  JOUR\nTI  -  A title\nPY  -  2001\nER  -\n",
        "ty  - JOUR\nti  - A title\npy  - 2001\ner  - \n",
        "\n\n   TY  - JOUR\n   TI  - A title\n   PY  - 2001\n   ER  - \n",
        "1.\nTY  - JOUR\nTI  - A title\nPY  - 2001\nER  - \n\nLink to the full text: http://x\n",
        "Record #1 of 1\nProvider: Someone\n\nTY  - JOUR\nTI  - A title\nPY  - 2001\nER  - \n",
        "TI  - A title\nPY  - 2001\nTY  - JOUR\nER  - \n",
        "TY  - JOUR\nTI  - A\ntitle\nPY  - 2001\nER  - \n",
        "TY  - JOUR\nTI  - A title\nPY  - 2001\n",
    ],
    ids=[
        "one-space",
        "two-spaces",
        "lower-case",
        "indented",
        "ovid",
        "cochrane",
        "tags-before-ty",
        "continued",
        "no-er",
    ],
)
def test_a_dialect_gives_the_same_record(text: str):
    record = only(text)
    assert (record.title, record.year, record.type) == ("A title", 2001, "article-journal")


def test_a_line_of_an_abstract_that_looks_like_a_tag_stays_in_the_abstract():
    record = only("TY  - JOUR\nTI  - x\nAB  - They worked\nin EU - funded projects\nso - called\nER  - \n")
    assert record.abstract == "They worked in EU - funded projects so - called"


def test_entries_without_er_are_kept_and_told_with_their_lines():
    parsed = parse("TY  - JOUR\nTI  - a\n\nTY  - JOUR\nTI  - b\n\nTY  - JOUR\nTI  - c\n")
    assert [record.title for record in parsed.records] == ["a", "b", "c"]
    assert [note.position.line for note in parsed.notes] == [1, 4, 7]
    assert (parsed.entries.starts, parsed.entries.ends, parsed.entries.parsed) == (3, 0, 3)


def test_an_empty_entry_is_a_problem_with_its_line():
    parsed = parse("TY  - JOUR\nTI  - a\nER  - \nTY  - JOUR\nER  - \n")
    assert len(parsed.records) == 1
    assert [(problem.position.line, problem.reason) for problem in parsed.problems] == [
        (4, "The entry is empty.")
    ]


def test_a_file_cut_in_its_last_entry_is_refused_with_the_line_and_a_remedy():
    with pytest.raises(FileError, match=r"export\.ris:5: .*starts at line 4.*Export it again"):
        parse("TY  - JOUR\nTI  - a\nER  - \nTY  - JOUR\nTI  - b")


def test_an_id_used_twice_is_kept_twice_and_told():
    parsed = parse("TY  - JOUR\nID  - 1\nTI  - a\nER  - \nTY  - JOUR\nID  - 1\nTI  - b\nER  - \n")
    assert [record.source_id for record in parsed.records] == ["1", "1#2"]
    assert "used before at line 1" in parsed.notes[0].reason


@pytest.mark.parametrize("ids", [["A", "A", "A#2"], ["A", "A#2", "A"], ["A#2", "a#2", "A", "A"]])
def test_an_id_that_another_entry_has_itself_is_not_given_again(ids: list[str]):
    parsed = parse("".join(f"TY  - JOUR\nID  - {one}\nTI  - {one}\nER  - \n" for one in ids))
    assert len({record.source_id.casefold() for record in parsed.records}) == len(ids)


def test_an_entry_without_an_id_gets_the_same_one_each_time_it_is_read():
    text = "TY  - JOUR\nTI  - a\nER  - \n"
    assert only(text).source_id == only(text).source_id != ""


def test_a_year_that_is_none_is_kept_in_the_raw_text_and_told():
    parsed = parse("TY  - JOUR\nTI  - a\nPY  - 99999999999\nER  - \n")
    assert parsed.records[0].year is None
    assert "99999999999" in parsed.records[0].raw
    assert "No year can be read" in parsed.notes[0].reason


def test_a_book_whose_title_is_in_t2_only_has_that_title():
    assert only("TY  - BOOK\nT2  - Arbeid en zorg\nER  - \n").title == "Arbeid en zorg"


def test_a_chapter_appeared_in_its_book():
    record = only("TY  - CHAP\nTI  - De werkgever\nT2  - Arbeid en zorg\nJO  - x\nER  - \n")
    assert record.container_title == "Arbeid en zorg"


def test_lines_are_windows_lines_and_a_line_break_in_a_value_cannot_forge_a_tag():
    text = ris.write([Record("x", "1", "", title="a\nER  - \nTY  - JOUR\nTI  - forged", type="book")])
    assert text.count("\r\n") == text.count("\n")
    assert len(ris.parse(text.replace("\r\n", "\n"), "x").records) == 1


ODD = {
    "lines before the TY that opens their entry": (
        "TI  - Before\nTY  - BOOK\nAU  - Bos, M.\nER  - \n",
        [("Before", "book", 1)],
        "Lines stand before the TY",
    ),
    "notes between an ER and a TY belong to the entry before": (
        "TY  - BOOK\nTI  - One\nER  - \nN1  - Seen.\nTY  - RPRT\nTI  - Two\nER  - \n",
        [("One", "book", 0), ("Two", "report", 0)],
        "kept in the one before",
    ),
    "an ER that closes nothing": (
        "TY  - BOOK\nTI  - One\nER  - \nER  - \n",
        [("One", "book", 0)],
        "closes nothing",
    ),
    "an entry without a TY": (
        "TY  - BOOK\nTI  - One\nER  - \nTI  - Two\nAU  - Bos, M.\nER  - \n",
        [("One", "book", 0), ("Two", "", 1)],
        "no TY line",
    ),
    "lines behind the last ER, with an ER of their own": (
        "TY  - BOOK\nTI  - One\nTY  - RPRT\nTI  - Two\nER  - \nN1  - Later.\nER  - \n",
        [("One", "book", 0), ("Two", "report", 0), ("", "", 0)],
        "The entry has no title",
    ),
}


@pytest.mark.parametrize(("text", "expected", "told"), ODD.values(), ids=ODD)
def test_oddly_cut_entries_lose_nothing_and_are_told(
    text: str, expected: list[tuple[str, str, int]], told: str
):
    parsed = ris.parse(text, "x.ris")
    assert [(one.title, one.type, len(one.authors)) for one in parsed.records] == expected
    assert any(told in note.reason for note in parsed.notes)
    assert all(note.position.line for note in parsed.notes)
    kept = "\n".join([one.raw for one in parsed.records] + [one.raw for one in parsed.problems])
    assert all(line in kept for line in text.splitlines() if line.strip() != "ER  -")


def test_tagged_lines_that_belong_to_no_entry_are_a_problem_with_their_text():
    parsed = ris.parse("N1  - A note of the database.\nER  - \nTY  - BOOK\nTI  - One\nER  - \n", "x.ris")
    kept = [one.raw for one in (*parsed.problems, *parsed.notes)] + [one.raw for one in parsed.records]
    assert any("A note of the database." in raw for raw in kept)


TABBED = """TY\tJOUR
TI\tKennis en werk\tin de praktijk
AU\tBos, A.
PY\t2008
AB\tEen regel,
die doorgaat
ER
TY\tBOOK
TI\tWissen und Arbeit
AU\tMaier, B.
ER\t
"""


@pytest.mark.parametrize("name", ["export.ris", "export.txt", "export.tsv"])
def test_tags_with_a_tab_behind_them_are_ris_and_no_table(name, tmp_path):
    found = read(TABBED.encode(), name)
    assert (found.format, found.entries.complete, found.problems) == ("ris", True, ())
    one, other = found.records
    assert (one.type, one.title, one.year) == ("article-journal", "Kennis en werk in de praktijk", 2008)
    assert one.abstract == "Een regel, die doorgaat"
    assert (other.type, other.authors) == ("book", (Name("Maier", "B."),))
    (tmp_path / name).write_text(TABBED)
    assert [one.title for one in streamed.records(tmp_path / name)] == [one.title for one in found.records]


def test_a_table_with_the_headings_of_ris_stays_a_table():
    found = read(b"TY\tTI\tAU\tPY\nJOUR\tKennis en werk\tBos, A.\t2008\n", "export.tsv")
    assert (found.format, [one.title for one in found.records]) == ("csv", ["Kennis en werk"])
