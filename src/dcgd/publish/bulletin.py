"""The bulletin (通报) as a Word document laid out after GB/T 9704-2012."""

from datetime import date
from typing import Any

from dcgd.publish import letterhead
from dcgd.publish.letterhead import ADDRESS, SIGNED
from dcgd.publish.render import docx

_LIGHTS = tuple((light, f'{{{{ each.lights["{light}"] }}}}', 11.0) for light in "红黄蓝绿灰")
_GROUP = (("事项", "{{ each.total }}", 13.0), ("占比", "{{ each.percent }}%", 17.0), *_LIGHTS)
_RISK = (("有风险", "{{ each.at_risk }}", 16.0),)
_ITEM = (("编号", "{{ each.id }}", 13.0), ("事项", "{{ each.title }}", 37.0), ("牵头单位", "{{ each.leads }}", 27.0))
_LIGHT = (("灯", "{{ each.light }}", 7.0),)
_BELOW = (
    *_ITEM,
    ("目标", "{{ each.goal }}", 19.0),
    ("当前", "{{ each.now }}", 16.0),
    ("完成率", "{{ each.done_percent }}%", 13.0),
    ("序时", "{{ each.pace_percent }}%", 13.0),
    ("差距", "{{ each.gap_points }}", 11.0),
)


def template(author: str, day: date) -> bytes:
    """The template of the house, to be used or to start one's own from: the facts of `publish.facts` fill it."""
    found = letterhead.sheet("重点工作任务进展情况的通报", author, day)
    add = found.add_paragraph
    add("重点工作任务进展情况的通报", style="Title")
    add("（截至{{ day }}）", style="Subtitle")
    add("", style=ADDRESS)
    add("各责任单位：", style=ADDRESS)
    add("按照《{{ document.title }}》（{{ document.number }}）的要求，现将截至{{ day }}的进展情况通报如下。")

    found.add_heading("一、总体情况", 1)
    add(
        "{{ tasks }}项任务共有{{ total }}个事项（目标、成果，以及没有目标和成果的任务）。"
        "{% for each in lights if each.count %}{{ each.light }}灯{{ each.count }}个，占{{ each.percent }}%"
        "{{ '。' if loop.last else '；' }}{% endfor %}"
        "逾期{{ counts.overdue }}个；尚未逾期而有风险的{{ at_risk }}个。各章节情况如下："
    )
    letterhead.table(found, (("章节", "{{ each.name }}", 55.0), *_GROUP, *_RISK), "sections")

    found.add_heading("二、进度落后的事项", 1)
    found.add_heading("（一）低于序时进度的事项", 2)
    add("{% if below %}共{{ below | length }}个，由差到好排列；差距的单位是百分点。{% else %}没有。{% endif %}")
    add("{%p if below %}")
    letterhead.table(found, (*_BELOW, *_LIGHT), "below")
    add("{%p endif %}")
    found.add_heading("（二）没有报送的事项", 2)
    add(
        "{% if silent %}共{{ silent | length }}个。没有报送，不等于没有进展，也不能当作正常。"
        "{% else %}没有。{% endif %}"
    )
    add("{%p if silent %}")
    rest = (("目标", "{{ each.goal }}", 25.0), ("时限", "{{ each.due }}", 20.0), ("状态", "{{ each.label }}", 27.0))
    letterhead.table(found, (*_ITEM, *rest, *_LIGHT), "silent")
    add("{%p endif %}")
    add("{%p if risky %}")
    found.add_heading("（三）其他逾期或有风险的事项", 2)
    reasons = (("理由", "{{ each.reasons | join('；') }}", 57.0), ("状态", "{{ each.label }}", 15.0))
    letterhead.table(found, (*_ITEM, *reasons, *_LIGHT), "risky")
    add("{%p endif %}")

    found.add_heading("三、原因", 1)
    add("{%p for each in below %}")
    add(
        "{{ loop.index }}．{{ each.title }}（{{ each.leads }}）：{{ each.reasons[0] }}。"
        "{% for trouble in each.troubles %}{{ trouble }}。{% endfor %}"
        "{% if each.note %}报送时说明：{{ each.note }}。{% else %}报送时没有说明原因。{% endif %}"
    )
    add("{%p endfor %}")
    add("{%p if silent %}")
    add("没有报送的{{ silent | length }}个事项，原因由牵头单位说明。")
    add("{%p endif %}")
    add("{%p if not below and not silent %}")
    add("没有落后的事项。")
    add("{%p endif %}")

    found.add_heading("四、下一步工作", 1)
    _steps(add)
    add("")
    add("{{ document.issuer }}", style=SIGNED)
    add("{{ day }}", style=SIGNED)

    add("附件", style=ADDRESS).paragraph_format.page_break_before = True
    add("各责任单位情况", style="Title")
    add("一项任务有几个责任单位，就在每个单位名下各算一次。", style="Subtitle")
    letterhead.table(found, (("责任单位", "{{ each.name }}", 55.0), *_GROUP, *_RISK), "units")
    return letterhead.written(found)


def _steps(add: Any) -> None:
    """What comes next, for each kind of matter there is, with the days that the rules give for a reply."""
    for condition, words in (
        (
            "counts.overdue",
            "已经逾期的{{ counts.overdue }}个事项，牵头单位逐项说明原因，明确办结时间，于{{ reply['红'] }}前书面报告。",
        ),
        (
            "counts.far_behind",
            "严重滞后的{{ counts.far_behind }}个事项，牵头单位倒排工期，于{{ reply['红'] }}前报送赶上序时进度的措施。",
        ),
        ("counts.behind", "滞后的{{ counts.behind }}个事项，牵头单位于{{ reply['黄'] }}前报送措施。"),
        (
            "counts.unreported + counts.stale",
            "未报送和报送过期的{{ counts.unreported + counts.stale }}个事项，牵头单位于{{ reply['黄'] }}前补报。",
        ),
        ("counts.due_soon", "临期的{{ counts.due_soon }}个事项，牵头单位确保按期完成，完成不了的提前报告。"),
        ("total > counts.overdue", "进展平稳的事项，按序时进度继续推进，按时报送。"),
    ):
        add(f"{{%p if {condition} %}}")
        add(words)
        add("{%p endif %}")


def bulletin(facts: dict[str, Any], own: bytes | None = None) -> bytes:
    """The bulletin. `facts` as `publish.facts.facts` gives them, of one document; `own`: a user's template.

    Raises what `render.docx` raises.
    """
    day = date.fromisoformat(facts["as_of"])
    return docx(template(facts["document"]["issuer"] or "", day) if own is None else own, facts)
