"""PDF files made for tests and measurements: the text is known, the layout is hard."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEADING = 13
BODY, HEADING = 10, 14

SENTENCES = (
    "Professionals in de uitvoering hebben weinig tijd om onderzoek te lezen.",
    "Leidinggevenden vragen zelden naar de onderbouwing van een werkwijze.",
    "The findings of the evaluation were difficult to apply in daily practice.",
    "Sufficient staff and a clear procedure made the difference for most offices.",
    "Die Fachkräfte berichten, dass Schulungen und Rückmeldungen fehlen.",
    "Offizielle Auffassungen über Wirksamkeit finden selten ihren Weg in die Praxis.",
    "Gemeenten die samenwerkten met een kennisinstelling gebruikten vaker bewezen methoden.",
    "Knowledge flows more easily where researchers and policy makers meet in person.",
)
LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}
TABLE = (
    ("Factor", "Helps", "Hinders"),
    ("Time to read", "3", "12"),
    ("Clear language", "9", "4"),
    ("Support of managers", "11", "2"),
)


@dataclass(frozen=True)
class Made:
    """A PDF file, and what is written in it: paragraphs in reading order, headings, tables."""

    data: bytes
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def paragraphs(number: int, first: int = 0) -> list[str]:
    """Make paragraphs of four sentences, each one of a kind by its number."""
    return [
        " ".join(f"{SENTENCES[(first + n * 3 + s) % len(SENTENCES)]}" for s in range(4))
        + f" Case {first + n}."
        for n in range(number)
    ]


def _canvas() -> tuple[Canvas, io.BytesIO]:
    stream = io.BytesIO()
    return Canvas(stream, pagesize=A4, invariant=1), stream


def _finish(canvas: Canvas, stream: io.BytesIO) -> bytes:
    canvas.save()
    return stream.getvalue()


def _lines(canvas: Canvas, lines: list[str], left: float, top: float) -> float:
    for line in lines:
        canvas.drawString(left, top, line)
        top -= LEADING
    return top


def _wrap(text: str, width: int, *, hyphens: bool = False) -> list[str]:
    if not hyphens:
        return textwrap.wrap(text, width)
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 <= width:
            line = f"{line} {word}".strip()
            continue
        room = width - len(line) - 2
        if len(word) >= 9 and room >= 4:
            cut = min(room, len(word) - 4)
            lines.append(f"{line} {word[:cut]}-".strip())
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def one_column(pages: int = 3, *, hyphens: bool = False, rotate: int = 0) -> Made:
    """A report with headings, page numbers and a running title."""
    canvas, stream = _canvas()
    said, headings = [], []
    for page in range(pages):
        canvas.setPageRotation(rotate)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, HEIGHT - 30, "Knowledge in practice: a running title")
        canvas.drawCentredString(WIDTH / 2, 30, str(page + 1))
        top = HEIGHT - 70
        for part in range(3):
            heading = f"{page + 1}.{part + 1} Findings of part {chr(65 + 3 * page + part)}"
            headings.append(heading)
            canvas.setFont("Helvetica-Bold", HEADING)
            canvas.drawString(60, top, heading)
            canvas.setFont("Helvetica", BODY)
            top -= 24
            for text in paragraphs(2, first=10 * page + 2 * part):
                said.append(text)
                top = _lines(canvas, _wrap(text, 90, hyphens=hyphens), 60, top) - 8
            top -= 10
        canvas.showPage()
    return Made(_finish(canvas, stream), tuple(said), tuple(headings))


def two_columns(*, interleaved: bool, hyphens: bool = True) -> Made:
    """An article; interleaved, its lines were written from left to right over both columns."""
    canvas, stream = _canvas()
    said: list[str] = []
    for page in range(2):
        canvas.setFont("Helvetica-Bold", HEADING)
        canvas.drawString(60, HEIGHT - 60, f"{page + 1} A heading over both columns")
        canvas.setFont("Helvetica", BODY)
        columns = []
        for side in range(2):
            texts = paragraphs(4, first=20 * page + 10 * side)
            said += texts
            columns.append([line for text in texts for line in [*_wrap(text, 46, hyphens=hyphens), ""]])
        rows = [
            (left, HEIGHT - 90 - LEADING * number, line)
            for left, column in zip((60, 315), columns, strict=True)
            for number, line in enumerate(column)
        ]
        for left, top, line in sorted(rows, key=lambda row: (-row[1], row[0])) if interleaved else rows:
            canvas.drawString(left, top, line)
        canvas.showPage()
    return Made(_finish(canvas, stream), tuple(said))


def ligatures() -> Made:
    """Text set with the ligatures of the font."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    canvas, stream = _canvas()
    canvas.setFont("Vera", BODY)
    texts = paragraphs(5)
    top = HEIGHT - 70
    for text in texts:
        shown = text.replace("fi", LIGATURES["fi"]).replace("fl", LIGATURES["fl"])
        top = _lines(canvas, _wrap(shown, 80), 60, top) - 8
    return Made(_finish(canvas, stream), tuple(texts))


def with_table(*, ruled: bool) -> Made:
    """A page with a table between two paragraphs."""
    canvas, stream = _canvas()
    canvas.setFont("Helvetica", BODY)
    before, after = paragraphs(2)
    top = _lines(canvas, _wrap(before, 90), 60, HEIGHT - 70) - 20
    lefts, bottom = (60, 260, 360), top - 20 * len(TABLE)
    for number, row in enumerate(TABLE):
        for left, cell in zip(lefts, row, strict=True):
            canvas.drawString(left + 5, top - 20 * number - 14, cell)
    if ruled:
        canvas.grid([60, 260, 360, 460], [top - 20 * number for number in range(len(TABLE) + 1)])
    _lines(canvas, _wrap(after, 90), 60, bottom - 30)
    return Made(_finish(canvas, stream), (before, after), table=TABLE)


def scanned(pages: int = 2) -> Made:
    """Pages that are pictures: no text at all."""
    from PIL import Image

    canvas, stream = _canvas()
    for _ in range(pages):
        picture = Image.new("L", (200, 280), 200)
        canvas.drawImage(ImageReader(picture), 40, 40, WIDTH - 80, HEIGHT - 80)
        canvas.showPage()
    return Made(_finish(canvas, stream), ())


def encrypted(*, user: str = "secret") -> bytes:
    """A file that wants a password to be read; with an empty one it only forbids printing."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    stream = io.BytesIO()
    lock = StandardEncryption(user, ownerPassword="owner", canPrint=0)
    canvas = Canvas(stream, pagesize=A4, invariant=1, encrypt=lock)
    canvas.drawString(60, HEIGHT - 70, "Professionals have little time to read.")
    return _finish(canvas, stream)


def bomb(megabytes: int = 600) -> bytes:
    """A page whose content unpacks to very much more than it takes in the file."""
    import zlib

    packer = zlib.compressobj(9)
    block = b"BT /F1 10 Tf (x) Tj ET\n" * 45_000
    parts = [packer.compress(block) for _ in range(megabytes)]
    content = b"".join([*parts, packer.flush()])
    return _bare(b"<< /Length %d /Filter /FlateDecode >>" % len(content), content)


def nested_bomb() -> bytes:
    """A stream packed several times over: each filter multiplies."""
    import zlib

    content = b"0" * 50_000_000
    for _ in range(2):
        content = zlib.compress(content, 9)
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(content)
    return _bare(head, content)


def loop() -> bytes:
    """A tree of pages that holds itself."""
    return (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj\n"
        b"trailer << /Root 1 0 R >>\n%%EOF\n"
    )


def _bare(head: bytes, content: bytes) -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n"
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
        b" endobj\n"
        b"4 0 obj "
        + head
        + b" stream\n"
        + content
        + b"\nendstream endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
    )


LAYOUTS: dict[str, Callable[[], Made]] = {
    "one column": one_column,
    "hyphenated": lambda: one_column(hyphens=True),
    "two columns": lambda: two_columns(interleaved=False),
    "two columns, interleaved": lambda: two_columns(interleaved=True),
    "ligatures": ligatures,
    "rotated page": lambda: one_column(1, rotate=90),
    "ruled table": lambda: with_table(ruled=True),
    "table without rules": lambda: with_table(ruled=False),
}


def layouts() -> Iterator[tuple[str, Made]]:
    """Make every layout."""
    for name, make in LAYOUTS.items():
        yield name, make()
