"""Parts of a Word document that python-docx has no words for: fields, bookmarks, links inside, captions."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from synth.text import visible

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_UNSAFE = re.compile(r"[^A-Za-z0-9_]")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file carries, so that the same report gives the same bytes."""


def fit(text: str) -> str:
    """The text as XML can hold it, with characters that hide others written out."""
    return _UNFIT.sub("", visible(text))


def bookmark_name(anchor: str) -> str:
    """The name of a bookmark for an anchor: Word allows letters, digits and underscores, 40 at most."""
    name = "b_" + _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}", anchor)
    return name if len(name) <= 40 else f"{name[:31]}_{sum(map(ord, name)):x}{len(name):x}"[:40]


def element(tag: str, **attributes: str) -> Any:
    """An element of WordprocessingML; `w_val="x"` becomes the attribute `w:val`."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name.replace("_", ":", 1)), value)
    return made


def add_field(paragraph: Any, code: str, shown: str = "") -> None:
    """A field such as `PAGE`; `shown` stands there until the field is brought up to date."""
    begin_field(paragraph, code, dirty=False)
    if shown:
        paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Any, code: str, *, dirty: bool = True) -> None:
    """The start of a field, which may go on over several paragraphs; a `dirty` one Word renews by itself."""
    begin = element("w:fldChar", w_fldCharType="begin", **({"w_dirty": "true"} if dirty else {}))
    instruction = element("w:instrText")
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    instruction.text = f" {code} "
    for part in (begin, instruction, element("w:fldChar", w_fldCharType="separate")):
        paragraph.add_run()._r.append(part)


def end_field(paragraph: Any) -> None:
    """The end of a field."""
    paragraph.add_run()._r.append(element("w:fldChar", w_fldCharType="end"))


def add_bookmark(paragraph: Any, anchor: str, number: int) -> None:
    """A bookmark at the start of a paragraph; `number` is unique in the document."""
    start = element("w:bookmarkStart", w_id=str(number), w_name=bookmark_name(anchor))
    first = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(first, start)
    paragraph._p.insert(first + 1, element("w:bookmarkEnd", w_id=str(number)))


def styled(run: Any, style: str) -> None:
    """Give a run a style by its id, without the search of all styles that a name costs."""
    run._r.get_or_add_rPr().insert(0, element("w:rStyle", w_val=style))


def add_link(paragraph: Any, anchor: str, text: str, style: str = "Hyperlink") -> None:
    """A link to a bookmark of the same document."""
    link = element("w:hyperlink", w_anchor=bookmark_name(anchor), w_history="1")
    run = paragraph.add_run(fit(text))
    if style:
        styled(run, style)
    link.append(run._r)
    paragraph._p.append(link)


def add_address(paragraph: Any, url: str, text: str) -> None:
    """A link to the web."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    identifier = paragraph.part.relate_to(url, kind, is_external=True)
    link = element("w:hyperlink", r_id=identifier)
    run = paragraph.add_run(fit(text), style="Hyperlink")
    link.append(run._r)
    paragraph._p.append(link)


def repeat_heading(row: Any) -> None:
    """Let the first row of a table stand again at the top of each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", w_val="true"))


def keep_whole(row: Any) -> None:
    """Let a row of a table not be broken over two pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit", w_val="true"))


def keep_together(table: Any) -> None:
    """Let the rows of a short table stand on one page."""
    for row in table.rows[:-1]:
        for paragraph in (one for cell in row.cells for one in cell.paragraphs):
            paragraph.paragraph_format.keep_with_next = True


def shade(cell: Any, colour: str) -> None:
    """Fill a cell with a colour (RRGGBB)."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", w_val="clear", w_color="auto", w_fill=colour))


def set_widths(table: Any, shares: Sequence[float], whole: int) -> None:
    """Give the columns their share of the width of the text, in EMU."""
    table.autofit = False
    total = sum(shares)
    for column, share in zip(table.columns, shares, strict=True):
        width = int(whole * share / total)
        column.width = width
        for cell in column.cells:
            cell.width = width


def close_letters(style: Any) -> None:
    """Take away the extra space between letters that a style has."""
    from docx.oxml.ns import qn

    for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        spacing.set(qn("w:val"), "0")


def set_language(style: Any, language: str) -> None:
    """The language in which spelling is checked."""
    code = {"nl": "nl-NL", "en": "en-GB", "de": "de-DE"}[language]
    style.element.get_or_add_rPr().append(element("w:lang", w_val=code, w_eastAsia=code))


def packed(document: Any) -> bytes:
    """The document as bytes, the same for the same content."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(steady, "w", ZIP_DEFLATED) as target:
        for part in source.infolist():
            info = ZipInfo(part.filename, EPOCH)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, source.read(part))
    return steady.getvalue()
