"""WordprocessingML: what python-docx has no words for — grids, East Asian faces, indents in characters, exact lines.

Indents are written in characters and in twips: Word and WPS follow the characters, LibreOffice the twips.
"""

from __future__ import annotations

import copy
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from shuniu.layout.text import plain_words

# Names as they stand in the standard's world; every Word and WPS of an office has them or puts its own in their place.
FACES = {
    "fangsong": "仿宋_GB2312",
    "kai": "楷体_GB2312",
    "hei": "黑体",
    "song": "宋体",
    "title": "方正小标宋简体",
}
TEXT_WIDTH = 8844  # 156 mm in twips
LINE_PITCH = 580  # 225 mm / 22 in twips
CHAR_TWIPS = 316  # 156 mm / 28
# A closer setting by 0.25 pt lets 28 characters of 16 pt into 156 mm in Word, WPS and LibreOffice alike; the grid says
# the same in its own way for those who read it.
CLOSER = -5
CHAR_SPACE = -848
RED = "FF0000"


def element(name: str, **attributes: Any) -> Any:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put(parent: Any, name: str, **attributes: Any) -> Any:
    """Sets a child element anew."""
    for old in parent.findall(qn(name)):
        parent.remove(old)
    made = element(name, **attributes)
    parent.append(made)
    return made


def set_page(section: Any, *, landscape: bool = False) -> None:
    """A4 with the margins of the standard, the grid, and the page number 28 mm above the foot."""
    long, short = Mm(297), Mm(210)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = long, short
        margins = (28, 37, 26, 35)
    else:
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = short, long
        margins = (37, 26, 35, 28)
    top, right, bottom, left = margins
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.footer_distance, section.gutter = Mm(25.5), Emu(0)
    put(section._sectPr, "w:docGrid", type="lines", linePitch=LINE_PITCH, charSpace=CHAR_SPACE)


def face_of(properties: Any, face: str, half_points: int, *, red: bool = False, closer: bool = True) -> None:
    """Run properties in the order of the schema."""
    name = FACES[face]
    for child in list(properties):
        properties.remove(child)
    properties.append(element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia"))
    properties.append(element("w:b", val=0))
    if red:
        properties.append(element("w:color", val=RED))
    if closer:
        properties.append(element("w:spacing", val=CLOSER))
    properties.append(element("w:kern", val=0))
    properties.append(element("w:sz", val=half_points))
    properties.append(element("w:szCs", val=half_points))


def write(paragraph: Any, words: str, face: str = "fangsong", half_points: int = 32, **more: Any) -> Any:
    """A run; line ends become soft ones, tabs tabs."""
    run = paragraph.add_run()
    run.text = plain_words(words)
    face_of(run._r.get_or_add_rPr(), face, half_points, **more)
    return run


def shape(
    paragraph: Any,
    *,
    first: float = 0,
    left: float = 0,
    right: float = 0,
    hanging: float = 0,
    side: str = "both",
    line: int = LINE_PITCH,
    before: int = 0,
    after: int = 0,
    keep_next: bool = False,
    page_break: bool = False,
    border: dict[str, dict[str, Any]] | None = None,
    frame: dict[str, Any] | None = None,
    unit: int = 320,
) -> Any:
    """Paragraph properties in the order of the schema; indents in characters of `unit` twips."""
    properties = paragraph._p.get_or_add_pPr()
    kept = properties.find(qn("w:pStyle"))
    for child in list(properties):
        if child is not kept:
            properties.remove(child)
    # Said either way, because the heading styles of Word keep with what follows.
    properties.append(element("w:keepNext", val=int(keep_next)))
    properties.append(element("w:keepLines", val=0))
    if page_break:
        properties.append(element("w:pageBreakBefore"))
    if frame:
        properties.append(element("w:framePr", **frame))
    properties.append(element("w:widowControl", val=0))
    if border:
        drawn = element("w:pBdr")
        for edge, attributes in border.items():
            drawn.append(element(f"w:{edge}", **attributes))
        properties.append(drawn)
    properties.append(element("w:kinsoku", val=1))
    properties.append(element("w:overflowPunct", val=0))
    properties.append(element("w:autoSpaceDE", val=0))
    properties.append(element("w:autoSpaceDN", val=0))
    if line != LINE_PITCH:
        properties.append(element("w:snapToGrid", val=0))
    properties.append(element("w:spacing", before=before, after=after, line=line, lineRule="exact"))
    indents: dict[str, int] = {}
    for key, amount in (("left", left), ("right", right), ("firstLine", first), ("hanging", hanging)):
        if amount or key in ("left", "right"):
            indents[f"{key}Chars"] = round(amount * 100)
            indents[key] = round(amount * unit)
    properties.append(element("w:ind", **indents))
    properties.append(element("w:jc", val=side))
    return paragraph


def tab_at(paragraph: Any, twips: int, side: str) -> None:
    """One tab stop, `twips` from the left edge of the text."""
    properties = paragraph._p.pPr
    tabs = element("w:tabs")
    tabs.append(element("w:tab", val=side, pos=twips))
    for old in properties.findall(qn("w:tabs")):
        properties.remove(old)
    properties.find(qn("w:kinsoku")).addprevious(tabs)


def cells(table: Any, widths: list[int]) -> None:
    """Fixed widths in twips."""
    properties = table._tbl.tblPr
    put(properties, "w:tblW", w=sum(widths), type="dxa")
    put(properties, "w:tblLayout", type="fixed")
    for index, grid in enumerate(table._tbl.tblGrid.findall(qn("w:gridCol"))):
        grid.set(qn("w:w"), str(widths[index]))
    for row in table.rows:
        for index, cell in enumerate(row.cells):
            put(cell._tc.get_or_add_tcPr(), "w:tcW", w=widths[index], type="dxa")


def borders(table: Any, **edges: int) -> None:
    """Lines in eighths of a point by edge (top, bottom, left, right, insideH, insideV); 0 is none."""
    drawn = element("w:tblBorders")
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV"):
        size = edges.get(edge, 0)
        drawn.append(
            element(f"w:{edge}", val="single", sz=size, space=0, color="000000")
            if size
            else element(f"w:{edge}", val="nil")
        )
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblBorders")):
        properties.remove(old)
    properties.append(drawn)


def without_padding(table: Any) -> None:
    """Cells as wide as their column, so that what floats over them is measured from its edge."""
    margins = element("w:tblCellMar")
    for edge in ("left", "right"):
        margins.append(element(f"w:{edge}", w=0, type="dxa"))
    table._tbl.tblPr.append(margins)


def at_the_foot(table: Any) -> None:
    """Floats at the bottom of the text area of its page, in one piece."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    table._tbl.tblPr.append(
        element(
            "w:tblpPr",
            leftFromText=0,
            rightFromText=0,
            vertAnchor="margin",
            horzAnchor="margin",
            tblpXSpec="center",
            tblpYSpec="bottom",
        )
    )
    ordered(table)


_ORDER = (
    "tblStyle",
    "tblpPr",
    "tblOverlap",
    "tblW",
    "jc",
    "tblInd",
    "tblBorders",
    "tblLayout",
    "tblCellMar",
    "tblLook",
)


def ordered(table: Any) -> None:
    """The schema has an order for the properties of a table, and Word insists on it."""
    properties = table._tbl.tblPr
    rank = {qn(f"w:{name}"): i for i, name in enumerate(_ORDER)}
    for child in sorted(properties, key=lambda c: rank.get(c.tag, 99)):
        properties.remove(child)
        properties.append(child)


def float_over(run: Any, stream: Any, width: Any, *, right: int, above: int) -> None:
    """盖章: a picture over the text; `right` and `above` are EMU from the left edge of its column
    or cell and from the top of its paragraph."""
    inline = run.add_picture(stream, width=width)._inline
    anchor = OxmlElement("wp:anchor")
    for key, value in {
        "distT": 0, "distB": 0, "distL": 0, "distR": 0, "simplePos": 0, "relativeHeight": 10, "behindDoc": 0,
        "locked": 0, "layoutInCell": 1, "allowOverlap": 1,
    }.items():  # fmt: skip
        anchor.set(key, str(value))
    place = OxmlElement("wp:simplePos")
    place.set("x", "0")
    place.set("y", "0")
    anchor.append(place)
    for name, origin, offset in (
        ("wp:positionH", "column", right),
        ("wp:positionV", "paragraph", above),
    ):
        position = OxmlElement(name)
        position.set("relativeFrom", origin)
        amount = OxmlElement("wp:posOffset")
        amount.text = str(int(offset))
        position.append(amount)
        anchor.append(position)
    for child in inline:
        if child.tag == qn("wp:docPr"):
            anchor.append(OxmlElement("wp:wrapNone"))
        anchor.append(copy.deepcopy(child))
    inline.getparent().replace(inline, anchor)


def page_number(paragraph: Any) -> None:
    """— 1 — in size 4 Song."""
    write(paragraph, "— ", "song", 28, closer=False)
    run = write(paragraph, "", "song", 28, closer=False)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        else:
            told = OxmlElement("w:instrText")
            told.text = words
            run._r.append(told)
    write(paragraph, " —", "song", 28, closer=False)
