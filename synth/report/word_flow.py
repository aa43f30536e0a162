"""The PRISMA flow as a drawing in a Word report: shapes whose text a person can edit, and a text for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from synth.report import word_parts as parts
from synth.report.flow import LINE, PADDING, Box, Flow, Line

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
SIZE = 11.5
"""Height of the type in the pixels of the layout."""
POINT = 12_700
"""EMU (English metric units) in a point."""
INK, SOFT, PALE, PAPER = "1C2126", "C9CECB", "EEF0EE", "FFFFFF"
NAMED = 140
"""Pixels for the name of a phase, which stands above its band: not every program turns text in a drawing."""


def drawing(flow: Flow, *, width: int, height: int, told: str) -> str:
    """The flow as a run of WordprocessingML, as large as fits in `width` by `height` (EMU).

    `told` is the alternative text. Reference: ECMA-376, DrawingML; shapes as Word has them since 2010.
    """
    scale = min(width / flow.width, height / flow.height)
    across, down = round(flow.width * scale), round(flow.height * scale)
    extent = f'cx="{across}" cy="{down}"'
    shapes = "".join(_shapes(flow, scale))
    return (
        f'<w:r {NAMESPACES}><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr id="1" name="PRISMA 2020" descr={quoteattr(parts.fit(told))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext {extent}/><a:chOff x="0" y="0"/><a:chExt {extent}/></a:xfrm>'
        "</wpg:grpSpPr>"
        f"{shapes}</wpg:wgp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        "<mc:Fallback/></mc:AlternateContent></w:r>"
    )


def _shapes(flow: Flow, scale: float) -> Iterator[str]:
    draw = _Pen(scale)
    for label, x, width in flow.streams:
        yield draw.box((x, 1, width, 22), (Line(label, bold=True),), fill=PALE, centred=True)
    for phase in flow.phases:
        yield draw.band((1, phase.y, 8, phase.height))
        yield draw.label((0, phase.y - LINE, NAMED, LINE), phase.label)
    for box in flow.boxes:
        yield draw.box((box.x, box.y, box.width, box.height), box.lines, fill=PAPER)
    for path in flow.arrows:
        yield from draw.arrow(path)


def described(flow: Flow) -> str:
    """What the drawing shows, in words: each box with its counts."""
    return "; ".join(_told(box) for _, boxes in flow.by_stream for box in boxes)


def _told(box: Box) -> str:
    return ", ".join(f"{count.label} (n = {count.n})" for count in box.counts if not count.detail)


class _Pen:
    """Draws shapes at a scale (EMU for each pixel of the layout), and numbers them."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.number = 1

    def box(
        self, place: tuple[int, int, int, int], lines: tuple[Line, ...], *, fill: str, centred: bool = False
    ) -> str:
        """A rectangle with lines of text."""
        text = "".join(self._line(one, centred=centred) for one in lines)
        inset = 0 if centred else round((PADDING - 4) * self.scale)
        anchor = "ctr" if centred else "t"
        body = f'<wps:bodyPr lIns="{2 * inset}" tIns="{inset}" rIns="0" bIns="0" anchor="{anchor}"/>'
        return self._shape(place, f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>{body}", fill)

    def band(self, place: tuple[int, int, int, int]) -> str:
        """The band of a phase."""
        return self._shape(place, "<wps:bodyPr/>", SOFT)

    def label(self, place: tuple[int, int, int, int], text: str) -> str:
        """A line of text without a frame."""
        line = self._line(Line(text, bold=True), centred=False)
        body = '<wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"/>'
        return self._named(
            f'<wps:cNvSpPr txBox="1"/><wps:spPr>{self._frame(place)}<a:prstGeom prst="rect"><a:avLst/>'
            f"</a:prstGeom><a:noFill/></wps:spPr><wps:txbx><w:txbxContent>{line}</w:txbxContent></wps:txbx>{body}"
        )

    def arrow(self, path: str) -> Iterator[str]:
        """The straight pieces of a path such as `M10 20V40H80`; the last has a head."""
        points = _points(path)
        pieces = list(pairwise(points))
        for place, (start, end) in enumerate(pieces, start=1):
            yield self._connector(start, end, head=place == len(pieces))

    def _connector(self, start: tuple[float, float], end: tuple[float, float], *, head: bool) -> str:
        (x1, y1), (x2, y2) = start, end
        turned = ' flipH="1"' if x2 < x1 else ' flipV="1"' if y2 < y1 else ""
        tip = '<a:tailEnd type="triangle" w="med" len="med"/>' if head else ""
        place = (min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
        return self._named(
            f'<wps:cNvCnPr/><wps:spPr>{self._frame(place, turned)}<a:prstGeom prst="line"><a:avLst/>'
            f'</a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>{tip}</a:ln>'
            "</wps:spPr><wps:bodyPr/>"
        )

    def _shape(self, place: tuple[int, int, int, int], inside: str, fill: str) -> str:
        return self._named(
            f'<wps:cNvSpPr/><wps:spPr>{self._frame(place)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
            f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill><a:ln w="9525"><a:solidFill>'
            f'<a:srgbClr val="{SOFT if fill != PAPER else INK}"/></a:solidFill></a:ln></wps:spPr>{inside}'
        )

    def _named(self, inside: str) -> str:
        self.number += 1
        return f'<wps:wsp><wps:cNvPr id="{self.number}" name="{self.number}"/>{inside}</wps:wsp>'

    def _frame(self, place: tuple[float, float, float, float], turned: str = "") -> str:
        x, y, width, height = (round(one * self.scale) for one in place)
        return f'<a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'

    def _line(self, line: Line, *, centred: bool) -> str:
        half_points = round(2 * SIZE * self.scale / POINT)
        height = round(20 * LINE * self.scale / POINT)
        aside = round(20 * 12 * self.scale / POINT) if line.detail else 0
        bold = "<w:b/>" if line.bold else ""
        return (
            f'<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
            f'<w:ind w:left="{aside}"/><w:jc w:val="{"center" if centred else "left"}"/></w:pPr><w:r>'
            f'<w:rPr>{bold}<w:sz w:val="{half_points}"/></w:rPr><w:t xml:space="preserve">'
            f"{escape(parts.fit(line.text + line.n))}</w:t></w:r></w:p>"
        )


def _points(path: str) -> list[tuple[float, float]]:
    """The corners of a path that starts with M and goes on with V and H."""
    points: list[tuple[float, float]] = []
    x = y = 0.0
    for letter, first, second in re.findall(r"([MVH])(-?[\d.]+)(?: (-?[\d.]+))?", path):
        x, y = (float(first), float(second)) if letter == "M" else (x, y)
        x, y = (x, float(first)) if letter == "V" else (float(first), y) if letter == "H" else (x, y)
        points.append((x, y))
    return points
