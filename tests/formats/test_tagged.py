"""Tagged text of PubMed, ERIC, Web of Science, RefWorks, Ovid and EndNote: made-up entries in their tags."""

from __future__ import annotations

import pytest

from synth.errors import FileError
from synth.formats.entries import Reading
from synth.formats.reading import read
from synth.model import Record

NBIB = """
PMID- 123
OWN - NLM
TI  - Wat werkt bij de invoering van
      richtlijnen.
PG  - 183-92
LID - S0033-3506(15)00037-2 [pii]
LID - 10.1234/a.b [doi]
FAU - van der Berg, Jan
AU  - van der Berg J
CN  - Werkgroep Invoering
JT  - Beleid
DP  - 2015 Jul
VI  - 30
IP  - 4
IS  - 1051-0443 (Electronic)
LA  - dut
PT  - Journal Article
MH  - *Health Policy/economics
OT  - *invoering
AB  - Doel. De tekst-
      gaat door.
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU van der Berg, J
   Smit, A
AF van der Berg, Jan
   Smit, Anna
TI Wat werkt bij de invoering van
   richtlijnen.
SO BELEID
LA Dutch
DT Article
DE invoering; beleid
ID MACHINE WORDS
AB Doel.
SN 1051-0443
BN 978-0-8243-2732-3
PY 2015
VL 30
IS 4
BP 183
EP 192
DI 10.1234/a.b
PM 123
UT WOS:1
ER

EF
"""
REFWORKS = """RT Journal Article
SR Print(0)
ID 271
A1 van der Berg,Jan
A1 Smit,Anna
T1 Wat werkt bij de invoering van richtlijnen.
JF Beleid
YR 2015
VO 30
IS 4
SP 183
OP 192
K1 invoering
AB Doel.
SN 1051-0443
LA Dutch
NO doi: 10.1234/a.b
"""
OVID = """<1. >
VN  - Ovid Technologies
DB  - PsycInfo
AN  - 2015-1
AU  - van der Berg, Jan MD, PhD 1
AU  - Smit, Anna (2)
TI  - Wat werkt bij de invoering van richtlijnen. [Article]
SO  - Beleid July 2015;30(4):183-192
DE  - invoering, beleid
LG  - Dutch
PT  - Journal Article
IS  - 1051-0443
DO  - 10.1234/a.b
AB  - Doel.
"""
OVID_NAMED = """<8>
Score
  *****
Accession Number
  2015-1
Author
  van der Berg, Jan MD 1;  Smit, Anna 2
Title
  Wat werkt bij de invoering van richtlijnen.[Article]
Source
  Beleid. 30(4):183-192, 2015.
Abstract
  Doel.
Author Keywords
  invoering;  beleid.
Language
  Dutch.
Document Type
  Article.
ISSN
  1051-0443
DOI Number
  10.1234/a.b
"""
ENDNOTE = """%0 Journal Article
%A van der Berg, Jan
%A Smit, Anna
%T Wat werkt bij de invoering van richtlijnen.
%J Beleid
%D 2015
%V 30
%N 4
%P 183-192
%@ 1051-0443
%R 10.1234/a.b
%G Dutch
%K invoering
beleid
%X Doel.

Een tweede alinea.
"""
COCHRANE = """Record #1 of 1
ID: CN-1
AU: van der Berg, J
AU: Smit, A
TI: Wat werkt bij de invoering van richtlijnen
SO: Beleid
YR: 2015
VL: 30
NO: 4
PG: 183-192
PM: PUBMED 123
PT: Journal article
LA: Dutch
SN: 1051-0443
KY: invoering; beleid
DOI: 10.1234/a.b
AB: Doel.
"""
ENTRIES = {
    "cochrane": COCHRANE,
    "nbib": NBIB,
    "wos": WOS,
    "refworks": REFWORKS,
    "ovid": OVID,
    "ovid named": OVID_NAMED,
    "endnote": ENDNOTE,
}


def reading(text: str) -> Reading:
    return read(text.encode(), "x.txt")


def only(text: str) -> Record:
    (record,) = reading(text).records
    return record


@pytest.mark.parametrize("name", ENTRIES)
def test_every_field_of_an_entry_is_read(name: str):
    record = only(ENTRIES[name])
    assert record.title.startswith("Wat werkt bij de invoering van richtlijnen")
    assert "[Article]" not in record.title
    assert str(record.authors[0]).startswith("van der Berg, J")
    assert (record.year, record.container_title.title()) == (2015, "Beleid")
    assert (record.volume, record.issue, record.page) == ("30", "4", "183-192")
    assert (record.doi, record.issn, record.language) == ("10.1234/a.b", "10510443", "nl")
    assert record.type == "article-journal"
    assert record.abstract.startswith("Doel.")
    assert "invoering" in record.keywords
    assert record.raw.strip() in ENTRIES[name]


@pytest.mark.parametrize("name", ENTRIES)
def test_entries_are_counted_three_ways_and_keep_their_order(name: str):
    second = (
        ENTRIES[name]
        .replace("Wat werkt", "Wat werkt 2")
        .removeprefix("FN Clarivate Analytics Web of Science\nVR 1.0\n")
    )
    result = reading(ENTRIES[name].removesuffix("EF\n") + "\n" + second)
    assert ["2" in record.title for record in result.records] == [False, True]
    assert (result.entries.starts, result.entries.ends, result.entries.parsed) == (2, 2, 2)
    assert result.problems == ()


def test_names_in_full_count_where_both_are_given_and_institutions_are_kept():
    assert [str(name) for name in only(NBIB).authors] == ["van der Berg, Jan", "Werkgroep Invoering"]
    assert [str(name) for name in only(WOS).authors] == ["van der Berg, Jan", "Smit, Anna"]


def test_subject_headings_lose_their_star_and_qualifier():
    assert only(NBIB).keywords == ("invoering", "Health Policy")


def test_the_pubmed_id_is_read_wherever_it_stands():
    assert {only(text).pmid for text in (NBIB, WOS, COCHRANE)} == {"123"}


def test_an_isbn_is_no_issn():
    assert only(WOS.replace("SN 1051-0443\n", "")).issn == ""


def test_machine_made_keywords_stay_in_the_raw_text():
    assert only(WOS).keywords == ("invoering", "beleid")
    assert "MACHINE" in only(WOS).raw


def test_eric_entries_begin_with_their_owner():
    text = "\nOWN - ERIC\nTI  - A\nPT  - Journal Articles\nPT  - Reports - Research\n\nOWN - ERIC\nTI  - B\n"
    first, second = reading(text).records
    assert (first.title, first.type, second.title) == ("A", "article-journal", "B")


def test_a_line_that_is_not_indented_goes_on_with_the_field_before_it():
    record = only("PMID- 123\nTI  - A\nAID - \nhttp://example.org/a\n")
    assert record.url == "http://example.org/a"


def test_an_abstract_in_paragraphs_stays_one():
    assert only(ENDNOTE).abstract == "Doel. Een tweede alinea."


def test_endnote_entries_may_begin_with_any_tag_behind_a_blank_line():
    first, second = reading("%T A\n%0 Book\n%A Jansen, J.\n\n%T B\n%0 Thesis\n").records
    assert (first.title, first.type, second.title, second.type) == ("A", "book", "B", "thesis")


def test_a_file_that_stops_in_an_entry_is_refused_with_its_line():
    with pytest.raises(FileError, match="stops in the middle") as refused:
        reading(WOS.removesuffix("EF\n") + "PT J\nTI Half")
    assert "line 28" in str(refused.value)


def test_an_entry_without_its_end_is_kept_and_told():
    result = reading(WOS.replace("ER\n\nEF\n", "\n") + "PT J\nTI B\nER\n")
    assert [record.title[0] for record in result.records] == ["W", "B"]
    assert any("no line ER" in note.reason for note in result.notes)


def test_an_entry_that_says_nothing_is_a_problem_and_the_counts_add_up():
    result = reading("%0 Book\n%T A\n\n%0 Book\n%4 x\n")
    assert (len(result.records), len(result.problems), result.entries.starts) == (1, 1, 2)
    assert result.problems[0].position.line == 4


@pytest.mark.parametrize("name", ENTRIES)
def test_lines_may_end_as_on_any_system(name: str):
    for end in ("\r\n", "\r"):
        assert only(ENTRIES[name].replace("\n", end)).title == only(ENTRIES[name]).title
