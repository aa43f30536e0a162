"""XML of reference managers: EndNote's and Word's; what is hostile in XML is refused with its place."""

from __future__ import annotations

import pytest

from synth.errors import FileError
from synth.formats.reading import read
from synth.model import Record

ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?><xml><records><record>
<database name="x">x</database><rec-number>19</rec-number><ref-type name="Journal Article">17</ref-type>
<contributors><authors><author><style face="normal">van der Berg, J.</style></author>
<author>Raad voor X,</author></authors></contributors>
<titles><title><style>Wat </style><style>werkt &amp; hoe</style></title></titles>
<periodical><full-title>Beleid</full-title></periodical><pages>183-92</pages><volume>30</volume>
<number>4</number><keywords><keyword>a; b</keyword><keyword>c</keyword></keywords>
<dates><year>2015</year></dates><isbn>1051-0443</isbn><accession-num>123</accession-num>
<abstract>Doel.</abstract><electronic-resource-num>10.1234/a</electronic-resource-num>
<urls><related-urls><url>https://example.org/a</url></related-urls></urls>
<remote-database-provider>NLM</remote-database-provider><language>Dutch</language></record></records></xml>"""
WORD = """<?xml version="1.0"?><b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography">
<b:Source><b:Tag>Ber15</b:Tag><b:SourceType>JournalArticle</b:SourceType>
<b:Title>Wat werkt &amp; hoe</b:Title>
<b:Year>2015</b:Year><b:JournalName>Beleid</b:JournalName><b:Volume>30</b:Volume><b:Issue>4</b:Issue>
<b:Pages>183-192</b:Pages><b:Author><b:Author><b:NameList><b:Person><b:Last>van der Berg</b:Last>
<b:First>J.</b:First></b:Person></b:NameList></b:Author></b:Author></b:Source></b:Sources>"""


def only(text: str) -> Record:
    (record,) = read(text.encode(), "x.xml").records
    return record


@pytest.mark.parametrize("text", [ENDNOTE, WORD], ids=["endnote", "word"])
def test_the_fields_of_a_record_are_read(text: str):
    record = only(text)
    assert (record.title, record.year, record.container_title) == ("Wat werkt & hoe", 2015, "Beleid")
    assert (record.volume, record.issue, record.page) == ("30", "4", "183-192")
    assert str(record.authors[0]) == "van der Berg, J."
    assert record.type == "article-journal"


def test_what_only_endnote_writes():
    record = only(ENDNOTE)
    assert (record.source_id, record.doi, record.pmid) == ("19", "10.1234/a", "123")
    assert (record.issn, record.language, record.url) == ("10510443", "nl", "https://example.org/a")
    assert record.authors[1].literal == "Raad voor X"
    assert record.keywords == ("a", "b", "c")


def test_an_accession_number_of_another_database_is_no_pubmed_id():
    assert only(ENDNOTE.replace("NLM", "Scopus")).pmid == ""


def test_a_part_of_an_answer_with_prefixes_that_nobody_declared_is_read():
    text = ENDNOTE.replace("<xml>", '<zs:answer zs:kind="x">').replace("</xml>", "</zs:answer>")
    result = read(text.encode(), "x.xml")
    assert result.records[0].title == "Wat werkt & hoe"
    assert [note.position.line for note in result.notes] == [1]


def test_an_ampersand_that_begins_no_entity_is_text_and_told():
    result = read(ENDNOTE.replace("Beleid", "Raad & Daad").encode(), "x.xml")
    assert result.records[0].container_title == "Raad & Daad"
    assert any("&" in note.reason for note in result.notes)


def test_a_record_without_anything_is_a_problem_with_its_line():
    text = ENDNOTE.replace("</records>", "<record>\n<database>x</database></record></records>")
    result = read(text.encode(), "x.xml")
    assert (len(result.records), [problem.position.line for problem in result.problems]) == (1, [11])


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (ENDNOTE[:-30].encode(), "not well-formed"),
        (ENDNOTE.replace("<xml>", '<!DOCTYPE x [<!ENTITY a "b">]><xml>').encode(), "entities"),
        (ENDNOTE.replace("Doel.", "Één").encode("latin-1"), "not utf-8"),
        (b"<x>" * 200, "XML"),
        (b"<?xml version='1.0'?><feed><entry/></feed>", "XML"),
    ],
)
def test_what_is_hostile_or_broken_is_refused_with_a_place(data: bytes, message: str):
    with pytest.raises(FileError, match=message) as refused:
        read(data, "x.xml")
    assert refused.value.problems[0].position.line


@pytest.mark.parametrize("encoding", ["zip", "undefined"])
def test_where_a_document_declares_what_is_no_encoding_of_text_it_is_guessed(encoding: str):
    text = ENDNOTE.replace("UTF-8", encoding).replace("Doel.", "Één")
    reading = read(text.encode("latin-1"), "x.xml")
    assert reading.records[0].abstract == "Één"
    assert "which is a guess" in reading.notes[0].reason


def test_the_encoding_that_a_document_declares_is_used():
    text = ENDNOTE.replace("UTF-8", "ISO-8859-1").replace("Doel.", "Één")
    assert read(text.encode("latin-1"), "x.xml").records[0].abstract == "Één"
