"""The look of the Word document: page, typefaces, headings, tables, header and footer."""

from __future__ import annotations

from typing import Any

from synth.report import word_parts as parts

TABLE = "synth table"
BODY, HEAD = "Calibri", "Cambria"
INK, SOFT, ACCENT = "1C2126", "545E68", "0F4C81"
HEADINGS = {1: 18, 2: 14, 3: 11.5, 4: 10.5}
"""Level of a heading to its size in points."""


def prepare(title: str, language: str) -> Any:
    """An empty document on A4 with its styles, a header with the title and a footer with the page."""
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    styles = document.styles
    parts.set_language(styles["Normal"], language)
    _style(styles["Normal"], BODY, 10.5, INK)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    styles["Normal"].paragraph_format.line_spacing = 1.15
    _style(styles["Title"], HEAD, 26, INK)
    _style(styles["Subtitle"], HEAD, 13, SOFT)
    styles["Subtitle"].font.italic = False
    parts.close_letters(styles["Subtitle"])
    _headings(styles)
    _style(styles["Caption"], BODY, 9, SOFT)
    styles["Caption"].paragraph_format.keep_with_next = True
    for name, kind in (("Request", WD_STYLE_TYPE.PARAGRAPH), ("Bibliography", WD_STYLE_TYPE.PARAGRAPH)):
        styles.add_style(name, kind).base_style = styles["Normal"]
    _small_styles(styles)
    _style(styles.add_style("Id", WD_STYLE_TYPE.CHARACTER), BODY, 7.5, SOFT)
    styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    _style(styles["Hyperlink"], BODY, None, ACCENT)
    styles["Hyperlink"].font.underline = True
    _style(styles["Request"], "Consolas", 8.5, INK)
    hanging = styles["Bibliography"].paragraph_format
    hanging.left_indent, hanging.first_line_indent = Mm(8), Mm(-8)
    for level, indent in ((1, 0), (2, 6)):
        entry = styles.add_style(f"TOC {level}", WD_STYLE_TYPE.PARAGRAPH)
        entry.base_style = styles["Normal"]
        entry.paragraph_format.left_indent = Mm(indent)
        entry.paragraph_format.space_after = Pt(2)
        entry.paragraph_format.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _table_style(styles)
    _margins(section, title)
    return document


def _style(style: Any, typeface: str, points: float | None, colour: str) -> None:
    from docx.shared import Pt, RGBColor

    style.font.name = typeface
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(f"{{{fonts.nsmap['w']}}}{name}", None)
    if points:
        style.font.size = Pt(points)
    style.font.color.rgb = RGBColor.from_string(colour)


def _headings(styles: Any) -> None:
    from docx.shared import Pt

    for level, points in HEADINGS.items():
        style = styles[f"Heading {level}"]
        _style(style, HEAD if level < 3 else BODY, points, INK if level > 1 else ACCENT)
        style.font.bold, style.font.italic = level > 1, False
        style.paragraph_format.space_before = Pt(18 if level == 1 else 12)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.page_break_before = False
    _style(styles["TOC Heading"], HEAD, 14, INK)


def _small_styles(styles: Any) -> None:
    """`Facts`: small print under a finding; `Lead`: bold, above a list; `Cell`: in tables; `Figure`."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    for name, points in (("Facts", 9), ("Lead", 10.5), ("Cell", 8.5), ("Figure", 9)):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _style(style, BODY, points, SOFT if name == "Facts" else INK)
        style.paragraph_format.space_after = Pt(3)
    styles["Cell"].paragraph_format.space_after = Pt(1)
    styles["Cell"].paragraph_format.line_spacing = 1.0
    styles["Figure"].paragraph_format.keep_with_next = True
    styles["Lead"].font.bold = True
    styles["Lead"].paragraph_format.keep_with_next = True


def _table_style(styles: Any) -> None:
    """Rules above and below and thin ones between the rows; no rules between columns."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    style = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.font.size = Pt(9)
    style.paragraph_format.space_after = Pt(2)
    style.paragraph_format.line_spacing = 1.0
    borders = parts.element("w:tblBorders")
    for side, width in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        colour = INK if side != "insideH" else "C9CECB"
        borders.append(parts.element(f"w:{side}", w_val="single", w_sz=width, w_space="0", w_color=colour))
    properties = parts.element("w:tblPr")
    properties.append(borders)
    margins = parts.element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(parts.element(f"w:{side}", w_w="70", w_type="dxa"))
    properties.append(margins)
    style.element.append(properties)


def _margins(section: Any, title: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    head = section.header.paragraphs[0]
    head.style = "Facts"
    head.add_run(parts.fit(title)[:90])
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    parts.add_field(foot, "PAGE", "1")
