"""The look of an official paper after GB/T 9704-2012, as a Word template to be filled by jinja2.

A4; margins 37, 35, 28 and 26 mm (top, bottom, left, right); 22 lines of 28 characters; body 仿宋 3号 (16 pt), title
小标宋 2号 (22 pt), first level 黑体, second 楷体; page numbers 4号 宋体, outside, with a dash on either side. Where
a font is not there, Word takes the one that the font table names in its stead.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

SONG, TITLE, BODY, HEAD, KAI = "宋体", "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
LATIN = "Times New Roman"
_INSTEAD = {TITLE: "华文中宋", BODY: "仿宋", KAI: "楷体", HEAD: "SimHei", SONG: "SimSun"}
_PITCH = 28.95
"""Points from line to line: 225 mm ÷ 22, rounded down so that all 22 fit."""
_CLOSER = -5
"""Twentieths of a point that 16 pt characters stand closer, so that 28 of them fit into 156 mm. (The grid of
characters of Word does the same there; LibreOffice gives each character that is wider than its cell two of them.)"""
_WIDE = 20.0
"""mm from which a column of a table holds words; what is narrower stands in the middle."""
MADE = datetime(2023, 5, 11)
"""The day that stands in a template: always the same, so that a template made again has the same bytes."""
_FONTS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ADDRESS, TEXT, NUMBER, TOP, LABEL = "主送", "表文", "表数", "表头", "栏目"
"""Styles of our own, beside Title, Subtitle, Heading 1 and 2, and Normal; heads.py has some more."""
Column = tuple[str, str, float]
"""A column of a table: its title, the template of its cells, its width in mm."""


def sheet(title: str, *, numbered: bool = True) -> Any:
    """An empty document with the page and the styles of the standard, and its page numbers if `numbered`."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml.ns import qn
    from docx.shared import Mm

    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.header_distance, section.footer_distance = Mm(15), Mm(25)
    _set(section._sectPr, "docGrid", type="lines", linePitch=round(_PITCH * 20))
    styles = paper.styles
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    defaults.remove(defaults.find(qn("w:rFonts")))  # a theme's fonts, which would win in some programs
    _set(defaults, "lang", val="en-US", eastAsia="zh-CN")
    _style(styles["Normal"], BODY, 16, indent=2)
    _style(styles["Title"], TITLE, 22, align=ALIGN.CENTER, pitch=33)
    _style(styles["Subtitle"], KAI, 16, align=ALIGN.CENTER)
    _style(styles["Heading 1"], HEAD, 16, indent=2, heading=True)
    _style(styles["Heading 2"], KAI, 16, indent=2, heading=True)
    _style(styles.add_style(ADDRESS, 1), BODY, 16)
    _style(styles.add_style(TEXT, 1), BODY, 10.5, pitch=15)
    _style(styles.add_style(NUMBER, 1), BODY, 10.5, pitch=15, align=ALIGN.CENTER)
    _style(styles.add_style(TOP, 1), HEAD, 10.5, pitch=15, align=ALIGN.CENTER)
    _style(styles.add_style(LABEL, 1), HEAD, 12, pitch=18, align=ALIGN.CENTER)
    if numbered:
        _numbers(paper, section)
    _font_table(paper)
    properties = paper.core_properties
    properties.title, properties.author, properties.last_modified_by = title, "", ""
    properties.comments, properties.language, properties.revision = "", "zh-CN", 1
    properties.created = properties.modified = MADE
    return paper


def _set(parent: Any, tag: str, **values: Any) -> Any:
    """The child element of a tag, added if it is not there, with these attributes."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    child = parent.find(qn(f"w:{tag}"))
    if child is None:
        child = OxmlElement(f"w:{tag}")
        parent.append(child)
    for key, value in values.items():
        child.set(qn(f"w:{key}"), str(value))
    return child


def style(
    paper: Any, name: str, size: float, *, pitch: float = _PITCH, font: str = BODY, align: Any = None, indent: int = 0
) -> Any:
    """One more style: its size and the distance of its lines in points, its font, by default the body's."""
    added = paper.styles.add_style(name, 1)
    _style(added, font, size, align=align, indent=indent, pitch=pitch)
    return added


def _style(
    style: Any,
    font: str,
    size: float,
    *,
    align: Any = None,
    indent: int = 0,
    pitch: float = _PITCH,
    heading: bool = False,
) -> None:
    """Give a style its font (size in points), its first line's indent in characters, and its lines' distance.

    Lines at the standard's distance stand on the page's grid, others do not.
    """
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt, RGBColor

    properties, paragraph = style.element.get_or_add_rPr(), style.element.get_or_add_pPr()
    for child in (*properties, *paragraph):  # theme fonts, colours, borders of the built-in style
        if child.tag != qn("w:outlineLvl"):
            child.getparent().remove(child)
    # In a title figures are as heavy as the characters beside them.
    style.font.name = TITLE if font == TITLE else LATIN
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, RGBColor(0, 0, 0)
    properties.rFonts.set(qn("w:eastAsia"), font)
    if size == 16:
        closer = OxmlElement("w:spacing")
        closer.set(qn("w:val"), str(_CLOSER))
        properties.find(qn("w:sz")).addprevious(closer)
    layout = style.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    layout.widow_control, layout.keep_with_next = False, heading
    layout.alignment = align
    layout.first_line_indent = Pt(size * indent)
    paragraph.ind.set(qn("w:firstLineChars"), str(100 * indent))
    # No gap between figures and characters, which would part a number from its measure.
    for tag in ("autoSpaceDE", "autoSpaceDN", *(("snapToGrid",) if pitch != _PITCH else ())):
        off = OxmlElement(f"w:{tag}")
        off.set(qn("w:val"), "0")
        paragraph.insert_element_before(off, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _numbers(paper: Any, section: Any) -> None:
    """Page numbers as — 1 —, to the right on odd pages, to the left on even ones, one character in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paper.settings.odd_and_even_pages_header_footer = True
    _style(paper.styles["Footer"], SONG, 14, pitch=16)
    for footer, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = paper.styles["Footer"]
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        for text in ("— ", "", " —"):
            run = paragraph.add_run(text)
            run.font.name = SONG
            run._r.rPr.rFonts.set(qn("w:eastAsia"), SONG)
            if not text:
                _page_field(run._r)


def _page_field(run: Any) -> None:
    """The only field of a paper: the page's number."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    for kind in ("begin", "", "end"):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = "PAGE"
        run.append(element)


def _font_table(paper: Any) -> None:
    """Name for each font the one to take where it is not installed."""
    for part in paper.part.package.parts:
        if str(part.partname) == "/word/fontTable.xml":
            fonts = "".join(
                f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
                f'<w:family w:val="{"roman" if name != HEAD else "modern"}"/><w:pitch w:val="fixed"/></w:font>'
                for name, other in _INSTEAD.items()
            )
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            part._blob = f'{head}<w:fonts xmlns:w="{_FONTS}">{fonts}</w:fonts>'.encode()


def table(paper: Any, columns: Sequence[Column], rows: str, *, bands: str = "") -> None:
    """A table with one row for `each` of `rows`, an expression of the template; its head is repeated on every page.

    `bands`: an expression of groups (`band`), each with its title in a row of its own above its rows.
    """
    from docx.shared import Mm

    titles, texts = [title for title, _text, _width in columns], [text for _title, text, _width in columns]
    lines: list[tuple[str, list[str]]] = [(TOP, titles)]
    lines += [(TEXT, [f"{{%tr for band in {bands} %}}"]), (TOP, ["{{ band.title }}"])] if bands else []
    lines += [(TEXT, [f"{{%tr for each in {rows} %}}"]), (TEXT, texts), (TEXT, ["{%tr endfor %}"])]
    lines += [(TEXT, ["{%tr endfor %}"])] if bands else []
    drawn = grid(paper, len(lines), [width for _title, _text, width in columns])
    for row, (style, cells) in zip(drawn.rows, lines, strict=True):
        keep_whole(row)
        row.height = Mm(9)
        if cells[0].startswith("{{ band"):
            row.cells[0].merge(row.cells[-1])
        for cell, text, (_title, _text, width) in zip(row.cells, cells, columns, strict=False):
            put(paper, cell, text, NUMBER if style == TEXT and width < _WIDE else style)
    _set(drawn.rows[0]._tr.trPr, "tblHeader")


def grid(paper: Any, rows: int, widths: Sequence[float], *, padding: float = 0.8) -> Any:
    """An empty table with lines around its cells; widths, and what stays free left and right in a cell, in mm."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Mm

    drawn = paper.add_table(rows=rows, cols=len(widths))
    drawn.style, drawn.autofit, drawn.alignment = "Table Grid", False, WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        _set(margins, side, w=round(padding * 56.7), type="dxa")
    drawn._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)
    for index, width in enumerate(widths):
        for cell in drawn.columns[index].cells:
            cell.width, cell.vertical_alignment = Mm(width), WD_CELL_VERTICAL_ALIGNMENT.CENTER
        drawn.columns[index].width = Mm(width)
    return drawn


def keep_whole(row: Any) -> None:
    """A row that is not split between pages."""
    _set(row._tr.get_or_add_trPr(), "cantSplit")


def put(paper: Any, cell: Any, text: str, style: str) -> None:
    """Text in a cell, in a style; what stands in lines of its own does so there."""
    paragraph = cell.paragraphs[0]
    paragraph.style = paper.styles[style]
    paragraph.add_run(text)  # python-docx makes a break of a newline


def saved(paper: Any) -> bytes:
    """The document's bytes, the same for the same content."""
    import io

    from dcgd.publish.papers.render import frozen

    out = io.BytesIO()
    paper.save(out)
    return frozen(out.getvalue())
