"""The template of the brief (领导专报): one page for one leader, with room for what the leader decides."""

import heads
import letterhead
from letterhead import LABEL

BODY = "专报"
"""Smaller and closer than other papers, so that all of it stands on one page."""
_SEEN = (
    ("序号", "{{ each.number }}", 10.0),
    ("需关注事项", "{{ each.title }}", 46.0),
    ("牵头单位", "{{ each.units }}", 32.0),
    ("进展及差距", "{{ each.progress }}", 40.0),
    ("需协调", "{{ each.help }}", 28.0),
)


def brief() -> bytes:
    """The template: the facts of `papers.brief` fill it. A paper of one page has no page number."""
    from docx.shared import Mm

    paper = letterhead.sheet("领导专报", numbered=False)
    heads.styles(paper)
    section = paper.sections[0]
    section.top_margin, section.bottom_margin = Mm(25), Mm(20)
    paper.styles["Title"].paragraph_format.space_after = Mm(1)
    letterhead.style(paper, BODY, 14, pitch=22, indent=2)
    paper.styles[heads.RULE].paragraph_format.space_after = Mm(2)
    add = paper.add_paragraph
    heads.red_head(paper, titled=False)
    box = letterhead.grid(paper, 1, (16.0, 140.0), padding=1.5)
    box.rows[0].height = Mm(22)
    letterhead.put(paper, box.rows[0].cells[0], "批\n示", LABEL)
    gap = add("", style=letterhead.TEXT)
    gap.paragraph_format.space_after = Mm(1)
    heads.title(paper, "title_lines")
    to = add("报：{{ to }}\t签发人：{{ signer or '　　　　' }}", style=BODY)
    to.paragraph_format.first_line_indent = 0
    to.paragraph_format.tab_stops.add_tab_stop(Mm(156), heads.right())
    add("{{ conclusion }}", style=BODY)
    add("{%p if rows %}")
    letterhead.table(paper, _SEEN, "rows")
    add("{% if more %}另有{{ more }}项见当期通报。{% endif %}", style=letterhead.TEXT)
    add("{%p endif %}")
    add("{%p for paragraph in advice %}")
    add("{{ paragraph }}", style=BODY)
    add("{%p endfor %}")
    add(f"以上情况，请阅示。{heads.CONTACT}", style=BODY)
    return letterhead.saved(paper)
