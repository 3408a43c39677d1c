"""The heads of papers, how they are signed, and what stands at their foot: parts of Word templates, see letterhead.py."""

from typing import Any

import letterhead
from letterhead import ADDRESS, BODY, HEAD, KAI, SONG, TITLE

CONTACT = "（联系人：{{ contact or '　　　　' }}；电话：{{ phone or '　　　　　　' }}）"
DATE_BLANK = "　　　　年　　月　　日"
MARK, SMALL_MARK, MIDDLE, RULE, DOUBLE, RIGHT, ANNEX = "标志", "小标志", "居中", "红线", "双红线", "居右", "附件"
SIGNED, DATED, STAMPED, SMALL, NOTE = "署名", "成文日期", "盖章", "版记", "附注"
_RED = "FF0000"


def styles(paper: Any) -> None:
    """The styles that heads and feet need."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Mm, Pt, RGBColor

    for name, size, pitch in ((MARK, 48, 62), (SMALL_MARK, 26, 36)):
        mark = letterhead.style(paper, name, size, pitch=pitch, font=TITLE, align=ALIGN.CENTER)
        mark.font.color.rgb = RGBColor(255, 0, 0)
        mark.paragraph_format.space_after = Pt(10)
    letterhead.style(paper, MIDDLE, 16, align=ALIGN.CENTER)
    letterhead.style(paper, RIGHT, 16, align=ALIGN.RIGHT)
    for name, kind, size in ((RULE, "single", 12), (DOUBLE, "thickThinSmallGap", 24)):
        rule = letterhead.style(paper, name, 5, pitch=6)
        _border(rule, kind, size)
        rule.paragraph_format.space_after = Pt(20)
    letterhead.style(paper, SIGNED, 16, align=ALIGN.RIGHT)
    letterhead.style(paper, DATED, 16, align=ALIGN.RIGHT)
    stamped = letterhead.style(paper, STAMPED, 16, align=ALIGN.CENTER)
    # Fourteen characters, in whose middle both stand: the date then ends four characters from the right.
    stamped.paragraph_format.left_indent, stamped.paragraph_format.right_indent = Mm(156 / 28 * 13.5), Mm(156 / 28 / 2)
    for name in (SIGNED, DATED, STAMPED):
        paper.styles[name].paragraph_format.keep_together = True
    letterhead.style(paper, NOTE, 16, indent=2)
    letterhead.style(paper, ANNEX, 16, font=HEAD)
    _border(
        letterhead.style(paper, SMALL, 14, pitch=22), "single", 8, sides=("top", "bottom", "between"), color="000000"
    )
    letterhead.style(paper, "题注", 12, pitch=20, font=KAI)
    letterhead.style(paper, "填写", 12, pitch=18, font=BODY)
    letterhead.style(paper, "小宋", 12, pitch=18, font=SONG)


def _border(style: Any, kind: str, size: int, *, sides: tuple[str, ...] = ("bottom",), color: str = _RED) -> None:
    """Lines around paragraphs of a style; `size` in eighths of a point."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    borders = OxmlElement("w:pBdr")
    for side in sides:
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", kind), ("sz", size), ("space", 1), ("color", color)):
            line.set(qn(f"w:{key}"), str(value))
        borders.append(line)
    style.element.pPr.insert_element_before(borders, "w:autoSpaceDE", "w:snapToGrid", "w:spacing", "w:ind", "w:jc")


def red_head(paper: Any, *, titled: bool = True) -> None:
    """文件头, 简报头 or 信函头, as `head` says; then, if `titled`, the title from `title_lines`."""
    add = paper.add_paragraph
    add("{%p if head != 'sheet' %}")
    add("{%p if small_mark %}")
    add("{{ mark }}", style=SMALL_MARK)
    add("{%p else %}")
    add("{{ mark }}", style=MARK)
    add("{%p endif %}")
    add("{%p endif %}")
    add("{%p if head == 'letter' %}")
    add("", style=DOUBLE)
    add("{{ number or number_blank }}", style=RIGHT)
    add("{%p elif head == 'document' %}")
    add("", style=ADDRESS)
    add("{{ number or number_blank }}", style=MIDDLE)
    add("", style=RULE)
    add("{%p elif head == 'bulletin' %}")
    add("{{ number or number_blank }}", style=MIDDLE)
    line = add(f"{{{{ signed }}}}\t{{{{ dated or '{DATE_BLANK}' }}}}", style=ADDRESS)
    line.paragraph_format.tab_stops.add_tab_stop(_width(), right())
    add("", style=RULE)
    add("{%p else %}")
    add("{{ number or number_blank }}", style=MIDDLE)
    add("{%p endif %}")
    if titled:
        title(paper, "title_lines")


def title(paper: Any, lines: str) -> None:
    """A title in lines that are broken by sense."""
    paper.add_paragraph(f"{{%p for line in {lines} %}}")
    paper.add_paragraph("{{ line }}", style="Title").paragraph_format.keep_with_next = True
    paper.add_paragraph("{%p endfor %}")


def _width() -> Any:
    from docx.shared import Mm

    return Mm(156)


def right() -> Any:
    """How a tab stands at the right edge."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    return WD_TAB_ALIGNMENT.RIGHT


def signature(paper: Any, *, room: int = 3, note: bool = True) -> None:
    """Who signs and when: with room for a stamp, the name centred on the date, or without one; then whom to ring.

    `room`: the lines that a stamp needs above.
    """
    add = paper.add_paragraph
    add("{%p if stamped %}")
    for _line in range(room):
        add("", style=ADDRESS).paragraph_format.keep_with_next = True
    add("{{ signed }}", style=STAMPED).paragraph_format.keep_with_next = True
    add(f"{{{{ dated or '{DATE_BLANK}' }}}}", style=STAMPED)
    add("{%p else %}")
    add("", style=ADDRESS).paragraph_format.keep_with_next = True
    add("{{ signed }}", style=SIGNED).paragraph_format.keep_with_next = True
    add(f"{{{{ dated or '{DATE_BLANK}' }}}}", style=DATED)
    add("{%p endif %}")
    if note:
        add(CONTACT, style=NOTE)


def annex(paper: Any, number: str, title_: str) -> None:
    """The beginning of an annex on a new page: its mark on the first line, its title on the third."""
    add = paper.add_paragraph
    add(f"附件{number}", style=ANNEX).paragraph_format.page_break_before = True
    add("", style=ADDRESS)
    add(title_, style="Title")
    add("", style=letterhead.TEXT)


def colophon(paper: Any) -> None:
    """版记 at the bottom of the last page: who gets copies, who printed it when; of a 简报 报、送、发."""
    add = paper.add_paragraph
    add("", style=letterhead.TEXT)  # what the frame hangs on: without it the table above would be in its way
    add("{%p if head == 'bulletin' %}")
    _framed(add("报：　　　　　　　　", style=SMALL))
    _framed(add("送：{{ copies }}{% if copies %}。{% endif %}", style=SMALL))
    _framed(add("发：{{ to }}。\t共印　　份", style=SMALL))
    add("{%p else %}")
    _framed(add("抄送：{{ copies }}{% if copies %}。{% endif %}", style=SMALL))
    add("{%p endif %}")
    _framed(add(f"{{{{ signed }}}}\t{{{{ dated or '{DATE_BLANK}' }}}}印发", style=SMALL))


def _framed(paragraph: Any) -> None:
    """A line of the 版记: in the frame at the foot of the page, with a line above and below."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    properties = paragraph._p.get_or_add_pPr()
    frame = OxmlElement("w:framePr")
    for key, value in (
        ("w", str(round(156 * 56.6929))), ("hRule", "auto"), ("wrap", "around"), ("vAnchor", "margin"),
        ("hAnchor", "margin"), ("xAlign", "center"), ("yAlign", "bottom"),
    ):  # fmt: skip
        frame.set(qn(f"w:{key}"), value)
    properties.find(qn("w:pStyle")).addnext(frame)
    paragraph.paragraph_format.tab_stops.add_tab_stop(_width(), right())
