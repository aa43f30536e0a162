"""Citations in the style of a CSL file: names, dates, letters, languages; and files that are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synth.errors import FileError, UsageError
from synth.outputs import Edition, write_reports
from synth.report import html, markdown
from synth.report.references import Cited, plain
from synth.report.style_file import Style, read_style
from synth.report.styled import cite

Document = dict[str, Any]
STYLES = Path(__file__).parent / "styles"
AUTHOR_DATE = (STYLES / "author-date.csl").read_text(encoding="utf-8")
NUMERIC = (STYLES / "numeric.csl").read_text(encoding="utf-8")
HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"><info><title>Own</title></info>'
BERG = {"family": "Berg", "given": "Jan Piet", "non-dropping-particle": "van den"}
ZORG = {"type": "book", "title": "Zorg <i>& werk</i>", "author": [BERG], "issued": {"date-parts": [[2004]]}}
ARBEID = {"type": "report", "title": "Arbeid", "author": [{"literal": "TNO"}], "URL": "https://e.org/x."}
LATER = {"type": "book", "title": "Later", "author": [BERG, {"family": "Öz"}], "issued": {"literal": "1999"}}
NOBODY = {"type": "document", "title": "Nobody wrote this", "author": [], "issued": {"date-parts": [[]]}}
WORKS = (("a", True, ZORG), ("B", True, ARBEID), ("c", False, LATER), ("d", True, NOBODY))


def works(*more: tuple[str, bool, dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"key": key, "included": included, "csl": csl} for key, included, csl in (*WORKS, *more)]


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str | bytes) -> Path:
        path = tmp_path / "own.csl"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def cited(written):
    def run(text: str, language: str = "en", *more: tuple[str, bool, dict[str, Any]]) -> Cited:
        return cite(read_style(written(text)), works(*more), language)

    return run


@pytest.mark.parametrize(
    ("language", "conjunction", "undated"),
    [("nl", "en", "zonder datum"), ("en", "and", "no date"), ("de", "und", "ohne Datum")],
)
def test_names_and_missing_dates_in_each_language(
    cited, language: str, conjunction: str, undated: str
) -> None:
    found = cited(AUTHOR_DATE, language)
    assert found.citations["a"] == "(van den Berg, 2004)"
    assert found.citations["B"] == f"(TNO, {undated})"
    assert found.citations["c"] == f"(van den Berg {conjunction} Öz, 1999)"
    assert plain(found.lines["d"]).startswith(f"Nobody wrote this ({undated})")
    assert "J.P." in plain(found.lines["a"])


def test_italics_and_addresses_are_pieces_and_text_stays_text(cited) -> None:
    found = cited(AUTHOR_DATE)
    assert [one.text for one in found.lines["a"] if one.italic] == ["Zorg <i>& werk</i>"]
    assert [one.url for one in found.lines["B"] if one.url] == ["https://e.org/x"]


def test_included_works_come_first_and_numbers_are_those_of_the_list(cited) -> None:
    found = cited(NUMERIC)
    ordered = sorted(found.places, key=lambda key: found.places[key])
    assert ordered == ["B", "d", "a", "c"]
    assert [found.citations[key] for key in ordered] == ["[1]", "[2]", "[3]", "[4]"]
    assert [plain(found.lines[key]).split()[0] for key in ordered] == ["1.", "2.", "3.", "4."]


def test_works_of_one_author_and_year_are_told_apart_where_the_style_asks_for_it(cited) -> None:
    same = {"type": "book", "author": [BERG], "issued": {"date-parts": [[2003, 5, 2]]}}
    more = [(f"e{letter}", True, same | {"title": letter, "year-suffix": letter}) for letter in "ab"]
    found = cited(AUTHOR_DATE, "en", *more)
    assert [found.citations[key] for key in ("ea", "eb")] == [
        "(van den Berg, 2003a)",
        "(van den Berg, 2003b)",
    ]
    assert found.places["ea"] < found.places["eb"] < found.places["a"]
    assert "2003 " not in plain(cited(NUMERIC, "en", *more).lines["ea"])[:-1]


def test_nothing_to_cite_gives_nothing(written) -> None:
    assert cite(read_style(written(AUTHOR_DATE)), [], "nl") == Cited({}, {}, {})


BODY = AUTHOR_DATE.partition("?>")[2].strip()
ENTITY = '<!DOCTYPE s [<!ENTITY x "y"><!ENTITY z "&x;&x;">]>'
OUTSIDE = '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LOOP = '<macro name="a"><text macro="b"/></macro>\n<macro name="b"><text macro="a"/></macro>'
DOUBLED = "".join(
    f'<macro name="m{n}"><text macro="m{n + 1}"/><text macro="m{n + 1}"/></macro>\n' for n in range(30)
)
PARENT = '\n<link rel="independent-parent" href="http://e.org/apa"/>'
END = (
    '<citation><layout><text macro="a"/></layout></citation>\n<bibliography><layout/></bibliography></style>'
)
DEEP = END.replace('"a"', '"m0"')


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (ENTITY + BODY, 1, "declares entities"),
        (OUTSIDE + BODY, 1, "declares entities"),
        (f"{HEAD}\n{LOOP}\n{END}", 3, "calls itself"),
        (f"{HEAD}\n{END}", 2, "`a` is not in the style"),
        (f'{HEAD}\n{DOUBLED}<macro name="m30"/>{DEEP}', 32, "grow into more than"),
        ("<html/>", 1, "not a citation style"),
        (f"{HEAD}\n{END}".replace('macro="a"', 'variable="citation-label"'), 2, "cites by labels"),
        (f"{HEAD}\n<citation>", 2, "not well-formed"),
        (f"{HEAD}</style>", 1, "no <citation>"),
        ("", 0, "empty or larger"),
        (b"<style>\n\xff\xfe", 2, "not written in UTF-8"),
        ("<a>" * 200, 1, "nested deeper"),
        ("x" * 1_000_001, 0, "larger than 1 MB"),
        (HEAD.replace("</info>", f"{PARENT}</info></style>"), 2, "another one: http://e.org/apa"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_its_place(
    written, text: str | bytes, line: int, said: str
) -> None:
    with pytest.raises(FileError) as refused:
        read_style(written(text))
    position = refused.value.problems[0].position
    assert position.file.endswith("own.csl")
    assert said in str(refused.value)
    assert not line or position.line == line


def test_a_style_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="cannot be read"):
        read_style(tmp_path / "none.csl")


def test_what_the_formatter_does_not_know_is_an_error_that_names_the_style(cited) -> None:
    broken = AUTHOR_DATE.replace('form="short"', 'form="short" et-al-min="many"')
    with pytest.raises(UsageError, match="Own"):
        cited(broken)


def test_the_report_is_written_in_the_style_in_every_form(
    document: Document, written, tmp_path: Path
) -> None:
    path = written(NUMERIC)
    style: Style = read_style(path)
    found = cite(style, document["works"], "en")
    included = [work["key"] for work in document["works"] if work["included"]]
    for text in (html(document, "en", style), markdown(document, "en", style)):
        assert all(found.citations[key].strip("[]") in text for key in included)
    names = write_reports(
        tmp_path, document, formats=["docx", "xlsx", "md"], languages=["nl"], edition=Edition(path)
    )
    text = (tmp_path / "report.nl.md").read_text(encoding="utf-8")
    assert len(names) == 3
    assert "\\[1\\]" in text
    assert markdown(document, "nl", style) == text
