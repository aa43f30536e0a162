"""Reading a file: format and encoding from the content, clear refusals, counts that add up."""

from __future__ import annotations

import gzip

import pytest

from synth.errors import FileError
from synth.formats.files import unpacked
from synth.formats.reading import formats, read

ENTRY = "TY  - JOUR\r\nTI  - Reïntegratie en één coöperatie\r\nPY  - 2001\r\nER  - \r\n"
RIS = ENTRY.encode()
LOM = b"""<?xml version="1.0"?><OAI-PMH xmlns:dc="http://purl.org/dc/elements/1.1/"><record><metadata>
<lom xmlns="http://ltsc.ieee.org/xsd/LOM">
<general><title><string language="nl">Les over invoering</string></title>
</general></lom></metadata></record></OAI-PMH>"""
PICA = b"""<collection><record><datafield tag="003@"><subfield code="0">123X</subfield></datafield>
<datafield tag="021A"><subfield code="a">Die @Reform</subfield></datafield></record></collection>"""


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        (RIS, "ris"),
        (b"@article{a,\n title={A}}", "bibtex"),
        (b'[{"id": "a", "type": "book", "title": "A"}]', "csl-json"),
        (LOM, "lom"),
        (PICA, "pica"),
    ],
)
@pytest.mark.parametrize("name", ["x.ris", "x.bib", "x.txt", "x"])
def test_the_format_is_recognised_from_the_content_not_the_name(data: bytes, format_: str, name: str):
    reading = read(data, name)
    assert reading.format == format_
    assert len(reading.records) == 1


def test_the_formats_are_named():
    tagged = {"nbib", "wos", "refworks", "ovid", "endnote", "cochrane", "copac"}
    xml = {"pubmed-xml", "endnote-xml", "marcxml", "mods", "dublin-core", "word", "lom", "pica"}
    assert set(formats()) == {"ris", "bibtex", "csl-json", "eppi-json", "csv", "xlsx", "html"} | tagged | xml


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "windows-1252"),
        ("latin-1", "windows-1252"),
    ],
)
def test_the_encoding_is_found_and_told(encoding: str, told: str):
    reading = read(ENTRY.encode(encoding), "x.ris")
    assert reading.encoding == told
    assert reading.records[0].title == "Reïntegratie en één coöperatie"


def test_a_guessed_encoding_is_told_with_the_line_and_byte():
    (note,) = read(ENTRY.encode("cp1252"), "x.ris").notes
    assert note.position.line == 2
    assert "guess" in note.reason
    assert "byte 20" in note.reason


def test_chinese_in_its_own_encoding_is_read():
    data = "@article{a,\n title={这是一个测试文件。这是另一个测试文件的标题}}".encode("gb18030")
    reading = read(data, "x.bib")
    assert reading.encoding == "gb18030"
    assert "测试" in reading.records[0].title


def test_one_line_in_another_encoding_is_repaired_and_told():
    data = RIS + RIS + "TY  - JOUR\nTI  - Müller\nER  - \n".encode("cp1252")
    reading = read(data, "x.ris")
    assert reading.records[2].title == "Müller"
    assert [note.position.line for note in reading.notes if "Windows-1252" in note.reason] == [10]


def test_an_encoding_that_the_file_names_is_used():
    data = "% Encoding: windows-1252\n@book{a, title={Müller}}".encode("cp1252")
    assert read(data, "x.bib").records[0].title == "Müller"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"  \r\n \n", "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"\x1f\x8b\x08....", "cannot be unpacked"),
        (gzip.compress(RIS, mtime=0)[:-9], "cannot be unpacked"),
        (gzip.compress(gzip.compress(RIS, mtime=0), mtime=0), "gzip archive inside another"),
        (b"SQLite format 3\x00", "SQLite"),
        (bytes(range(32)) * 20, "not text"),
        (b"<!DOCTYPE html><html><body>503</body></html>", "web page"),
        (b"  <html>", "web page"),
        (b"<?xml version='1.0'?><records/>", "XML"),
        (b'{"error": "quota"}', "JSON"),
        (b"just some words", "No entry of a known format"),
        (RIS + b"TY  - JOUR\nTI  - caf\xc3", "cut off"),
        (b"\xff\xfeT\x00Y\x00", "No entry"),
        (b"\xff\xfeT\x00Y", "utf-16"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_with_name_and_remedy(data: bytes, message: str):
    with pytest.raises(FileError, match=message) as refused:
        read(data, "export.ris")
    (problem,) = refused.value.problems
    assert problem.position.file == "export.ris"
    assert problem.remedy
    assert refused.value.exit_code == 2


def test_a_file_without_any_readable_entry_is_refused_with_each_place():
    with pytest.raises(FileError) as refused:
        read(b"@book{a, title={A}{B}}\n@book{b, title={A}{B}}\n@book{c,}", "x.bib")
    assert [problem.position.line for problem in refused.value.problems] == [1, 2, 3]


def test_records_problems_and_starts_add_up():
    reading = read(b"@book{a, title={A}}\n@book{b, title={A}{B}}\n@book{c, title={C}}", "x.bib")
    assert reading.entries.starts == len(reading.records) + len(reading.problems) == 3
    assert any("3 entries start, 3 end, 2 were read" in note.reason for note in reading.notes)


@pytest.mark.parametrize(
    ("character", "what"),
    [
        ("\x00", "control"),
        ("\x1b", "control"),
        ("\x9f", "control"),
        ("\u202e", "text-direction"),
        ("\u2066", "text-direction"),
        ("\u200b", "invisible"),
        ("\u00ad", "invisible"),
        ("\ufeff", "invisible"),
        ("\u2028", "line break"),
        ("\x85", "line break"),
        ("\x0b", "line break"),
        ("\x1c", "line break"),
    ],
)
def test_characters_that_deceive_are_taken_out_and_counted_with_the_line(character: str, what: str):
    data = f"TY  - JOUR\nTI  - ab{character}cd\nER  - \n".encode()
    reading = read(data, "x.ris")
    assert reading.records[0].title.replace(" ", "") == "abcd"
    (note,) = reading.notes
    assert (note.position.line, what in note.reason, "1 " in note.reason) == (2, True, True)


def test_joiners_that_scripts_need_stay():
    assert "\u200c" in read("TY  - JOUR\nTI  - می\u200cخواهم\nER  - \n".encode(), "x.ris").records[0].title


def test_line_ends_of_every_system_are_line_ends():
    for end in (b"\n", b"\r\n", b"\r"):
        assert read(RIS.replace(b"\r\n", end), "x.ris").records[0].year == 2001


def test_reading_twice_gives_the_same():
    assert read(RIS, "x.ris") == read(RIS, "x.ris")


def test_a_refusal_that_shows_some_problems_says_how_many_more_there_are():
    broken = "".join(f"@article{{a{n}, title = {{x}} oops}}\n" for n in range(25))
    with pytest.raises(FileError) as caught:
        read(broken.encode(), "x.bib")
    assert "5 more entries cannot be read" in str(caught.value)


def test_the_references_of_an_eppi_export_are_read():
    item = '{"ItemId": 7, "Title": "Wat werkt", "Authors": "van der Berg Jan ; Smit An ; ", "Year": "2019",'
    item += ' "ParentTitle": "Beleid", "TypeName": "Journal, Article", "StandardNumber": "1051-0443"}'
    data = f'{{"CodeSets": [], "References": [{item}, {{"ItemId": 8}}]}}'.encode()
    result = read(data, "x.json")
    (record,) = result.records
    assert (record.source_id, record.year, record.container_title, record.issn) == (
        "7",
        2019,
        "Beleid",
        "10510443",
    )
    assert [str(name) for name in record.authors] == ["van der Berg, Jan", "Smit, An"]
    assert len(result.problems) == 1


def test_brackets_inside_texts_are_no_nesting():
    data = ('[{"type": "book", "id": "a", "title": "' + "[" * 60 + '"}]').encode()
    assert read(data, "x.json").records[0].title == "[" * 60


def test_json_that_is_cut_off_is_refused_with_its_place():
    with pytest.raises(FileError, match="not valid JSON") as refused:
        read(b'[{"type": "book", "id": "a", "title": "x', "x.json")
    assert refused.value.problems[0].position.line == 1


def test_a_packed_file_of_any_format_is_read_as_the_file_in_it():
    for data in (RIS, b"@book{a, title={Een}}", b"title;year\nEen;2011\n", RIS.decode().encode("utf-16")):
        assert read(gzip.compress(data, mtime=0), "x.gz").records == read(data, "x").records


def test_an_archive_that_holds_too_much_is_refused_before_it_is_unpacked_whole():
    with pytest.raises(FileError, match="more than 1 MB"):
        unpacked(gzip.compress(b" " * 3_000_000, mtime=0), "bomb.ris.gz", cap=1024 * 1024)
