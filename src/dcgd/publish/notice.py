"""The notice (督办单) as a Word document: one sheet to one unit on one matter."""

from datetime import date
from typing import Any

from dcgd.model import Notice
from dcgd.naming import chinese_day
from dcgd.publish import letterhead
from dcgd.publish.letterhead import TEXT, TOP
from dcgd.publish.render import docx

_FORM = "督办单格"
_LINES = (
    ("主送单位", "{{ notice.unit }}"),
    ("督办事项", "{{ matter.whatever }} {{ matter.id }}：{{ matter.title }}"),
    ("所属任务", "{{ matter.task }}．{{ matter.task_title }}"),
    ("目标和时限", "{{ matter.goal }}，{{ matter.due }}前"),
    ("当前进展", "{{ matter.now }}{% if matter.reported %}（{{ matter.reported }}报送）{% endif %}"),
    ("督办事由", "{{ notice.reason }}"),
    (
        "回复要求",
        (
            "请于{{ reply_by }}前书面回复：未达到进度的原因、下一步措施、预计完成的时间和责任人。"
            "{% if notice.level != '红' %}逾期不回复的，督办升级。{% endif %}"
        ),
    ),
    ("依据", "《{{ document.title }}》（{{ document.number }}）"),
)
_BLANK = (("原因", 28.0), ("下一步措施", 28.0), ("预计完成时间", 9.0), ("责任人、电话", 9.0))


def template(author: str, day: date) -> bytes:
    """The template of the house, to be used or to start one's own from: `facts` fill it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    found = letterhead.sheet("督办单", author, day)
    letterhead.style(found, _FORM, 12, pitch=18)
    add = found.add_paragraph
    add("督办单（{{ notice.level }}）", style="Title")
    head = add("编号：{{ notice.number }}　　签发日期：{{ issued }}", style=_FORM)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made = letterhead.grid(found, len(_LINES) + 1 + len(_BLANK), (32.0, 124.0))
    for row, (title, text) in zip(made.rows, _LINES, strict=False):
        letterhead.put(found, row.cells[0], title, TOP)
        letterhead.put(found, row.cells[1], text, _FORM)
        row.height = Mm(9)
    middle = made.rows[len(_LINES)]
    middle.height = Mm(9)
    letterhead.put(found, middle.cells[0].merge(middle.cells[1]), "以下由主送单位填写", TOP)
    for row, (title, height) in zip(made.rows[len(_LINES) + 1 :], _BLANK, strict=True):
        letterhead.put(found, row.cells[0], title, TOP)
        letterhead.put(found, row.cells[1], "", TEXT)
        row.height = Mm(height)
    add("签发：{{ document.issuer }}", style=_FORM)
    return letterhead.written(found)


def facts(notice: Notice, matter: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """What a notice says: `notice` (its record), `matter` as `publish.facts.matters` gives it, `document`."""
    return {
        "notice": {
            "number": notice.number,
            "level": notice.level,
            "unit": notice.unit,
            "subject": notice.subject,
            "issued": notice.issued.isoformat(),
            "reply_by": notice.reply_by.isoformat(),
            "reason": notice.reason,
        },
        "matter": matter,
        "document": document,
        "issued": chinese_day(notice.issued),
        "reply_by": chinese_day(notice.reply_by),
    }


def sheet(told: dict[str, Any], own: bytes | None = None) -> bytes:
    """The sheet of `facts`; `own`: a user's template. Raises what `render.docx` raises."""
    day = date.fromisoformat(told["notice"]["issued"])
    return docx(template(told["document"]["issuer"] or "", day) if own is None else own, told)
