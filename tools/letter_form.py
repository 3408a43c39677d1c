"""The template of a letter (信函): 提醒函 to one unit, 催报通知 to those that have not reported."""

from typing import Any

import heads
import letterhead
from letterhead import ADDRESS

_OWED = (
    ("序号", "{{ each.number }}", 12.0),
    ("单位", "{{ each.unit }}", 50.0),
    ("应报", "{{ each.expected }}", 19.5),
    ("已报", "{{ each.came }}", 19.5),
    ("未报", "{{ each.missing }}", 19.5),
    ("联络员", "{{ each.contact }}", 35.5),
)


def reminder() -> bytes:
    """The template: the facts of `papers.reminder` fill it. The first page has no number, and a red line at its foot."""
    from docx.shared import Mm

    paper = letterhead.sheet("提醒函")
    heads.styles(paper)
    section = paper.sections[0]
    section.top_margin, section.header_distance, section.bottom_margin = Mm(30), Mm(12), Mm(27)
    section.different_first_page_header_footer = True
    paper.styles[heads.RIGHT].paragraph_format.space_after = Mm(3)
    paper.styles[heads.DOUBLE].paragraph_format.space_after = Mm(3)
    _foot(paper, section)
    add = paper.add_paragraph
    heads.red_head(paper)
    add("", style=ADDRESS)
    add("{{ to }}：", style=ADDRESS)
    add("{%p for paragraph in paragraphs %}")
    add("{{ paragraph }}")
    add("{%p endfor %}")
    add("{%p if closing %}")
    add("{{ closing }}")
    add("{%p endif %}")
    add("{%p if rows %}")
    add("附件：未报送进展的单位")
    add("{%p endif %}")
    heads.signature(paper, room=2)
    add("{%p if copies %}")
    add("抄送：{{ copies }}。", style=heads.NOTE)
    add("{%p endif %}")
    add("{%p if rows %}")
    heads.annex(paper, "", "未报送进展的单位")
    letterhead.table(paper, _OWED, "rows")
    add("", style=letterhead.TEXT)
    add("{%p endif %}")
    return letterhead.saved(paper)


def _foot(paper: Any, section: Any) -> None:
    """The second red double line, 20 mm above the lower edge of the first page."""
    from docx.shared import Mm

    section.footer_distance = Mm(18)
    footer = section.first_page_footer
    footer.is_linked_to_previous = False
    footer.paragraphs[0].style = paper.styles[heads.DOUBLE]
