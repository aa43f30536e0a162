"""Any file that is handed over is read or refused with a reason; none of them takes the program along."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from synth.errors import FileError
from synth.reading import blocks, files
from synth.reading.files import kind_of, read_document
from tests.reading import made_pdf

PAGE = b"""<!DOCTYPE html><html><head><title>T</title><style>p {}</style></head><body>
<nav>Home</nav><h1>Kennis</h1><p>Een &lt;b&gt; <b>zin</b>.<script>alert(1)</script></p><h2>Tijd</h2>
<table><tr><th>Factor</th><th>n</th></tr><tr><td>Tijd<br>druk</td><td>3</td></tr></table>
<p style="display: none">Weg</p><ul><li>Eerst</li><li>Dan</ul><p>Na\xc3\xafef</body></html>"""


@pytest.fixture
def file(tmp_path: Path):
    def write(data: bytes, name: str = "text") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


def test_a_pdf_is_read_in_a_process_of_its_own(file) -> None:
    made = made_pdf.one_column(1)
    document, data = read_document(file(made.data, "a.pdf"))
    assert data == made.data
    assert document.kind == "pdf"
    assert document.reader.startswith("pdfplumber ")
    assert made.paragraphs[0] in document.text
    assert document.name_at("section", document.text.index(made.paragraphs[2])) == made.headings[1]


def test_a_web_page_is_read_without_what_it_would_run(file) -> None:
    document, _ = read_document(file(PAGE, "a.html"))
    assert (
        document.text == "Kennis\n\nEen <b> zin.\n\nTijd\n\nFactor\tn\nTijd druk\t3\n\nEerst\n\nDan\n\nNaïef"
    )
    assert [(part.name, part.level) for part in document.of("section")] == [("Kennis", 1), ("Tijd", 2)]
    (table,) = document.of("table")
    assert document.text[table.start : table.end] == "Factor\tn\nTijd druk\t3"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'<html><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>&b;</p>', "&b;"),
        (b"<html>" + b"<div>" * 20_000 + b"diep", "diep"),
        (b"<html><table><tr><td>links</td></tr></table>", "links"),
        (b"<html><iframe src=x>in</iframe>uit<svg onload=x><text>in</text></svg>", "uit"),
    ],
    ids=["entities", "deep", "layout table", "frames"],
)
def test_a_hostile_page_is_only_text(file, data: bytes, text: str) -> None:
    assert read_document(file(data))[0].text.endswith(text)


def test_plain_text_has_pages_sections_and_tables(file) -> None:
    tables = "a\tb\n1\t2\n\n| c | d |\n|---|---|\n| 3 | 4 |"
    text = "# Kennis\nEen woord dat ge-\nbroken is.\n\n2.1 Tijd\n\nWeinig.\f" + tables
    document, _ = read_document(file(text.encode(), "a.txt"))
    assert (
        document.text
        == "Kennis\n\nEen woord dat gebroken is.\n\n2.1 Tijd\n\nWeinig.\n\na\tb\n1\t2\n\nc\td\n3\t4"
    )
    assert [(part.name, part.level) for part in document.of("section")] == [("Kennis", 1), ("2.1 Tijd", 2)]
    assert [part.name for part in document.of("page")] == ["1", "2"]
    assert len(document.of("table")) == 2


def test_plain_text_without_empty_lines_is_read_in_no_time(file) -> None:
    lines = "\n".join(
        f"Regel {number} van een tekst zonder witregels, af-\ngebroken" for number in range(5_000)
    )
    started = time.process_time()
    document, _ = read_document(file(lines.encode(), "a.txt"))
    assert time.process_time() - started < 5
    assert document.text.startswith("Regel 0 van een tekst zonder witregels, afgebroken Regel 1 van")
    assert document.text.count("afgebroken") == 5_000


def test_a_text_that_is_nothing_but_headings_is_read_in_no_time(file) -> None:
    levels = "\n\n".join(f"{'#' * (1 + number % 3)} Kop {number}" for number in range(20_000))
    started = time.process_time()
    document, _ = read_document(file(levels.encode(), "a.txt"))
    assert time.process_time() - started < 5
    first, second, third, *_ = document.of("section")
    assert document.text[first.start : first.end] == "Kop 0\n\nKop 1\n\nKop 2\n\n"
    assert document.text[second.start : second.end] == "Kop 1\n\nKop 2\n\n"
    assert document.text[third.start : third.end] == "Kop 2\n\n"


def test_plain_text_that_is_longer_than_any_document_is_refused(file, monkeypatch) -> None:
    monkeypatch.setattr(blocks, "MAX_CHARACTERS", 100)
    with pytest.raises(FileError, match=r"more than a document holds. Save the text in another form"):
        read_document(file(b"word " * 50, "a.txt"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_in_another_encoding_is_read(file, encoding: str) -> None:
    assert read_document(file("Überprüfung naïef".encode(encoding)))[0].text == "Überprüfung naïef"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (lambda: made_pdf.scanned().data, "pictures, as of a scanner. Make text"),
        (made_pdf.encrypted, "locked with a password. Remove"),
        (lambda: made_pdf.one_column(1).data[:900], "damaged or cut off"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20, "damaged or cut off"),
        (made_pdf.loop, "no text"),
        (lambda: b"<html><body></body>", "no text"),
        (lambda: b"", "empty"),
        (lambda: bytes(range(256)) * 20, "not text"),
        (lambda: b"PK\x03\x04 and so on", "ZIP"),
    ],
    ids=["scanned", "locked", "cut", "garbage", "loop", "no words", "empty", "binary", "zip"],
)
def test_what_cannot_be_read_is_refused_with_the_reason(file, data, words: str) -> None:
    with pytest.raises(FileError, match=words):
        read_document(file(data()))


def test_a_file_that_may_be_read_but_not_printed_is_read(file) -> None:
    assert "little time" in read_document(file(made_pdf.encrypted(user="")))[0].text


def test_a_bomb_is_given_up_in_time(file) -> None:
    with pytest.raises(FileError, match="given up after 1 seconds"):
        read_document(file(made_pdf.bomb(20)), seconds=1)


def test_a_file_above_the_cap_is_not_opened(file, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SIZE_CAP", 1_000)
    with pytest.raises(FileError, match="larger than"):
        read_document(file(b"x" * 2_000))


def test_a_kind_is_told_by_content_not_by_name() -> None:
    assert kind_of(b"\n%PDF-1.4") == "pdf"
    assert kind_of(b"\xef\xbb\xbf <!doctype HTML>") == "html"
    assert kind_of(b"a < b") == "text"
