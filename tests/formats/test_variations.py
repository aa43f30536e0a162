"""Files as they come from hand to hand: two pasted together, glued lines, escaped markup, columns misused."""

from __future__ import annotations

from itertools import permutations

import pytest

from synth.formats.reading import Reading, read
from synth.model import Name, Record

RIS = "TY  - JOUR\nAU  - Vries, Jan de\nTI  - Zorg in beweging\nPY  - 2011\nER  - \n"
BIB = "@article{smit2012, author = {Smit, Anna}, title = {Een ander stuk}, year = 2012}\n"
NBIB = "PMID- 123\nOWN - NLM\nTI  - A third piece\nFAU - Doe, Jane\nDP  - 2013 Mar\n"


def reading(text: str) -> Reading:
    return read(text.encode(), "x")


def only(text: str) -> Record:
    (record,) = reading(text).records
    return record


@pytest.mark.parametrize("parts", list(permutations((RIS, BIB, NBIB), 2)))
def test_two_exports_of_other_formats_in_one_file_are_both_read_and_told(parts: tuple[str, str]):
    read_ = reading("\n".join(parts))
    assert [one.title for one in read_.records] == [only(part).title for part in parts]
    line = parts[0].count("\n") + 2
    assert any(f"x:{line}: " in str(note) and "another format begins" in note.reason for note in read_.notes)


def test_exports_of_two_formats_by_turns_are_read_in_the_order_of_the_file():
    turns = [(RIS, BIB)[n % 2].replace("20", f"2{n % 10}", 1) for n in range(9)]
    read_ = reading("\n".join(turns))
    assert [one.title for one in read_.records] == [only((RIS, BIB)[n % 2]).title for n in range(9)]
    assert sum("another format begins" in one.reason for one in read_.notes) == 8
    assert read_.problems == ()


@pytest.mark.parametrize(
    "start", ["TY  - JOUR\nTI  - A\nAB  - ", "PMID- 1\nTI  - A\nAB  - ", "%0 Book\n%T A\n%X "]
)
def test_a_field_of_very_many_lines_is_read_whole(start: str):
    lines = [f"      line {n}" for n in range(60_000)]
    text = "\n".join((f"{start}line", *lines, "ER  - " if start[0] == "T" else ""))
    assert only(text).abstract.split() == "\n".join(("line", *lines)).split()


def test_an_entry_that_starts_on_the_line_where_another_ends_keeps_its_type():
    first, second = reading(RIS.rstrip() + RIS.replace("2011", "2012")).records
    assert (first.type, second.type) == ("article-journal", "article-journal")


@pytest.mark.parametrize(
    ("written", "read_"),
    [
        ("Een &amp;amp; &lt;i&gt;twee&lt;/i&gt;", "Een & twee"),
        ("H<sub>2</sub>O in <i>vivo</i>", "H2O in vivo"),
        ("Effects where p <0.05 & more", "Effects where p <0.05 & more"),
        ("Zorg f&uuml;r alle", "Zorg für alle"),
    ],
)
def test_markup_in_a_title_is_read_as_text(written: str, read_: str):
    assert only(RIS.replace("Zorg in beweging", written)).title == read_
    assert only(f"Title\tYear\n{written}\t2011\n").title == read_


def test_an_escaped_letter_in_a_name_parts_nobody():
    assert only(RIS.replace("Vries, Jan de", "M&uuml;ller, J&ouml;rg")).authors == (Name("Müller", "Jörg"),)


def test_headings_that_come_again_half_way_are_no_record():
    read_ = reading("Title;Year\nEen;2011\nTitle;Year\nTwee;2012\n")
    assert [one.title for one in read_.records] == ["Een", "Twee"]
    assert any("line" in str(note) or "3" in str(note) for note in read_.notes)
    assert read_.entries.complete


def test_columns_of_databases_that_mean_something_else_than_elsewhere():
    wos = only("PT\tAU\tTI\tSO\tPY\tVL\tBP\tEP\tPG\nJ\tSmit, A\tEen\tJ. Zorg\t2011\t3\t45\t67\t23\n")
    assert wos.page == "45-67"
    ovid = only(
        "UI,AU,TI,SO,VO,IP,YR,IS\n"
        '2011-1,"Smit, A",Een,"Journal of Care. Vol.12(3), 2011, pp. 45-67.",12,3,2011,0169-2216\n'
    )
    assert (ovid.container_title, ovid.issue, ovid.page) == ("Journal of Care", "3", "45-67")
    assert ovid.issn == "01692216"


def test_an_address_behind_a_name_and_a_date_without_signs():
    people = "Smit, Anna, a.smit@tno.nl; Jansen, Jan"
    ebsco = only(f'Article Title,Author,Publication Date\nEen,"{people}",20110301\n')
    assert (ebsco.authors, ebsco.year) == ((Name("Smit", "Anna"), Name("Jansen", "Jan")), 2011)


def test_a_pubmed_id_in_the_notes_of_a_reference_manager():
    assert only("Key,Title,Extra\nA,Een,PMID: 1234567 PMCID: PMC99\n").pmid == "1234567"


def test_a_tag_of_four_letters_is_no_part_of_the_line_before():
    record = only(RIS.replace("AU  -", "PMID  - 1234567\nAB  - NA\nAU  -"))
    assert (record.type, record.pmid, record.abstract) == ("article-journal", "1234567", "")


def test_the_number_of_an_article_stands_for_its_pages():
    assert only("@article{a, title = {Een}, eid = {e12}}").page == "e12"


def test_a_sheet_saved_as_a_web_page_is_a_table():
    read_ = reading(
        "<html><body><table><tr><th>Title</th><th>Authors</th><th>year</th></tr>\n"
        "<tr><td>Een &amp; <b>twee</b></td><td>Smit, Anna; Jansen, Jan</td><td>2011</td></tr>\n"
        "<tr><td>Drie</td><td>Doe, J.</td><td>2012</td></tr></table></body></html>"
    )
    assert [(one.title, one.year) for one in read_.records] == [("Een & twee", 2011), ("Drie", 2012)]
    assert read_.records[0].authors == (Name("Smit", "Anna"), Name("Jansen", "Jan"))
