"""The template of the notice (督办单): a form of one page to a unit, and one of one page for its answer."""

from collections.abc import Sequence
from typing import Any

import heads
import letterhead
from letterhead import LABEL

FORM = "填写"
_WIDTHS = (28.0, 50.0, 28.0, 50.0)
_COLOURS = (("红", (192, 0, 0)), ("黄", (191, 144, 0)), ("蓝", (31, 78, 121)))
_BLANK = "　　　　"
Line = tuple[float, Sequence[str]]
"""The height of a row in mm, and its cells: a label and a text over the whole width, or two labels with theirs."""
_SHEET: tuple[Line, ...] = (
    (10, ("主办单位", "{{ notice.unit }}", "协办单位", "{{ helpers }}")),
    (10, ("责任领导", "{{ leader }}", "责任人", "{{ owner }}")),
    (10, ("督办事项", "{{ matter.title }}")),
    (16, ("任务来源", "{{ source }}")),
    (16, ("目标要求", "{{ wanted }}")),
    (10, ("办结时限", "{{ due }}", "紧急程度", "")),
    (16, ("目前进展", "{{ progress }}")),
    (16, ("督办原因", "{{ why }}")),
    (
        20,
        (
            "办理要求",
            (
                "请抓紧办理，于{{ reply_weekday }}前将未达进度的原因、下一步措施和预计办结时间{{ reply_to }}。"
                "{% if notice.level == '红' %}逾期未办结的，予以通报。{% else %}逾期不回复的，督办升级。{% endif %}"
            ),
        ),
    ),
    (10, ("回复时限", "{{ reply_by }}", "抄　　送", "{{ leader or copies }}")),
    (10, ("督办联系人", "{{ contact }}", "电　　话", "{{ phone }}")),
    (12, ("签收单位", "", "签收人\n及时间", "")),
)
_ANSWER: tuple[Line, ...] = (
    (10, ("主办单位", "{{ notice.unit }}", "督办单编号", "{{ number or number_blank }}")),
    (10, ("督办事项", "{{ matter.title }}")),
    (26, ("进展情况", "")),
    (26, ("未达进度\n的原因", "")),
    (26, ("下一步措施\n及时间节点", "")),
    (12, ("预计办结\n时间", "")),
    (18, ("需协调解决\n的问题", "")),
    (14, ("佐证材料\n清单", "")),
    (10, ("经办人", "", "电　　话", "")),
    (16, ("主要负责人\n签字、盖章", "", "日　　期", "")),
    (14, ("审核意见", "□同意办结　□继续办理　□退回重办　□建议通报")),
    (10, ("审核人", "", "日　　期", "")),
)


def notice() -> bytes:
    """The template: the facts of `papers.notice` fill it. Neither page has a number, for each stands alone."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
    from docx.shared import Mm, RGBColor

    paper = letterhead.sheet("督办单", numbered=False)
    heads.styles(paper)
    add = paper.add_paragraph
    add("{{ signed }}", style=heads.MIDDLE)
    for level, colour in _COLOURS:
        add(f"{{%p if notice.level == '{level}' %}}")
        title = add("", style="Title")
        title.add_run(f"{level}色督办单").font.color.rgb = RGBColor(*colour)
        add("{%p endif %}")
    line = add(
        f"编号：{{{{ number or number_blank }}}}\t签发人：{{{{ signer or '{_BLANK}' }}}}\t签发日期：{{{{ dated }}}}",
        style=FORM,
    )
    line.paragraph_format.space_before = line.paragraph_format.space_after = Mm(2)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(58))
    line.paragraph_format.tab_stops.add_tab_stop(Mm(156), _right())
    _form(paper, _SHEET)
    foot = add("{{ signed }}（盖章）", style=FORM)
    foot.alignment, foot.paragraph_format.space_before = ALIGN.RIGHT, Mm(4)
    foot.paragraph_format.right_indent = Mm(11)
    add("督办事项反馈单", style="Title").paragraph_format.page_break_before = True
    add("（由主办单位填写，一事一单）", style=FORM).alignment = ALIGN.CENTER
    _form(paper, _ANSWER)
    last = add("请于{{ reply_weekday }}前{{ reply_to }}。", style=FORM)
    last.paragraph_format.space_before = Mm(2)
    return letterhead.saved(paper)


def _right() -> Any:
    from docx.enum.text import WD_TAB_ALIGNMENT

    return WD_TAB_ALIGNMENT.RIGHT


def _form(paper: Any, lines: Sequence[Line]) -> None:
    """A table of labels and texts; no row is split between pages."""
    from docx.shared import Mm

    drawn = letterhead.grid(paper, len(lines), _WIDTHS, padding=1.5)
    for row, (height, cells) in zip(drawn.rows, lines, strict=True):
        letterhead.keep_whole(row)
        row.height = Mm(height)
        places = [row.cells[0], row.cells[1].merge(row.cells[3])] if len(cells) == 2 else list(row.cells)
        for place, (cell, text) in enumerate(zip(places, cells, strict=True)):
            letterhead.put(paper, cell, text, FORM if place % 2 else LABEL)
