"""Makes the house's Word templates, which the package ships as files: src/dcgd/publish/papers/templates/*.docx.

Run it from anywhere after a change here or in letterhead.py; a test holds that what it makes is what is there. An office
that wants its papers to look otherwise gives a template of its own with `--template` instead (docs/papers.md).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import letterhead
from letterhead import ADDRESS, SIGNED, TEXT, TOP

FOLDER = Path(__file__).resolve().parent.parent / "src" / "dcgd" / "publish" / "papers" / "templates"

_LIGHTS = tuple((light, f'{{{{ each.lights["{light}"] }}}}', 11.0) for light in "红黄蓝绿灰")
_SHARES = (("占比", "{{ each.percent }}%", 17.0), *_LIGHTS, ("有风险", "{{ each.at_risk }}", 16.0))
_SECTION = (("章节", "{{ each.name }}", 55.0), ("事项", "{{ each.total }}", 13.0), *_SHARES)
_UNIT = (
    ("责任单位", "{{ each.name }}", 42.0),
    ("牵头", "{{ each.total }}", 13.0),
    *_SHARES,
    ("参与", "{{ each.participates }}", 13.0),
)
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


def bulletin() -> bytes:
    """The template of the bulletin (通报): the facts of `publish.facts` fill it."""
    paper = letterhead.sheet("重点工作任务进展情况的通报")
    add = paper.add_paragraph
    add("重点工作任务进展情况的通报", style="Title")
    add("（截至{{ day }}{% if scope %}；只含{{ scope }}{% endif %}）", style="Subtitle")
    add("", style=ADDRESS)
    add("各责任单位：", style=ADDRESS)
    add("按照《{{ document.title }}》（{{ document.number }}）的要求，现将截至{{ day }}的进展情况通报如下。")

    paper.add_heading("一、总体情况", 1)
    add(
        "{{ tasks }}项任务共有{{ total }}个事项（目标、成果，以及没有目标和成果的任务）。"
        "{% for each in lights if each.count %}{{ each.light }}灯{{ each.count }}个，占{{ each.percent }}%"
        "{{ '。' if loop.last else '；' }}{% endfor %}"
        "逾期{{ counts.overdue }}个；尚未逾期而有风险的{{ at_risk }}个。各章节情况如下："
    )
    letterhead.table(paper, _SECTION, "sections")

    paper.add_heading("二、进度落后的事项", 1)
    paper.add_heading("（一）落后于序时进度的事项", 2)
    add("{% if below %}共{{ below | length }}个，由差到好排列；差距的单位是百分点。{% else %}没有。{% endif %}")
    add("{%p if below %}")
    letterhead.table(paper, (*_BELOW, *_LIGHT), "below")
    add("{%p endif %}")
    paper.add_heading("（二）没有报送的事项", 2)
    add(
        "{% if silent %}共{{ silent | length }}个。没有报送，不等于没有进展，也不能当作正常。"
        "{% else %}没有。{% endif %}"
    )
    add("{%p if silent %}")
    rest = (("目标", "{{ each.goal }}", 25.0), ("时限", "{{ each.due }}", 20.0), ("状态", "{{ each.label }}", 27.0))
    letterhead.table(paper, (*_ITEM, *rest, *_LIGHT), "silent")
    add("{%p endif %}")
    add("{%p if risky %}")
    paper.add_heading("三、其他风险", 1)
    add("以上之外，还有{{ risky | length }}个事项有风险：")
    reasons = (("为什么", "{{ each.why }}", 15.0), ("理由", "{{ each.reasons | join('；') }}", 57.0))
    letterhead.table(paper, (*_ITEM, *reasons, *_LIGHT), "risky")
    add("{%p endif %}")

    paper.add_heading("{% if risky %}四{% else %}三{% endif %}、原因", 1)
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

    paper.add_heading("{% if risky %}五{% else %}四{% endif %}、下一步工作", 1)
    _steps(add)
    add("")
    add("{{ document.issuer }}", style=SIGNED)
    add("{{ day }}", style=SIGNED)

    add("附件", style=ADDRESS).paragraph_format.page_break_before = True
    add("各责任单位情况", style="Title")
    add("灯色和风险只算牵头的事项，几个单位牵头的各算一次；参与的另列。", style="Subtitle")
    letterhead.table(paper, _UNIT, "units")
    return letterhead.saved(paper)


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
        ("counts.on_track", "进展正常的{{ counts.on_track }}个事项，按序时进度继续推进，按时报送。"),
        ("counts.not_started", "尚未启动的{{ counts.not_started }}个事项，按期启动，按时报送。"),
        ("counts.done + counts.done_late == total", "各事项均已完成，转入总结。"),
    ):
        add(f"{{%p if {condition} %}}")
        add(words)
        add("{%p endif %}")


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


def notice() -> bytes:
    """The template of the notice (督办单): the facts of `publish.notice` fill it."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    paper = letterhead.sheet("督办单")
    letterhead.style(paper, _FORM, 12, pitch=18)
    add = paper.add_paragraph
    add("督办单（{{ notice.level }}）", style="Title")
    head = add("编号：{{ notice.number }}　　签发日期：{{ issued }}", style=_FORM)
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = letterhead.grid(paper, len(_LINES) + 1 + len(_BLANK), (32.0, 124.0))
    for row, (title, text) in zip(table.rows, _LINES, strict=False):
        letterhead.put(paper, row.cells[0], title, TOP)
        letterhead.put(paper, row.cells[1], text, _FORM)
        row.height = Mm(9)
    middle = table.rows[len(_LINES)]
    middle.height = Mm(9)
    letterhead.put(paper, middle.cells[0].merge(middle.cells[1]), "以下由主送单位填写", TOP)
    for row, (title, height) in zip(table.rows[len(_LINES) + 1 :], _BLANK, strict=True):
        letterhead.put(paper, row.cells[0], title, TOP)
        letterhead.put(paper, row.cells[1], "", TEXT)
        row.height = Mm(height)
    add("签发：{{ document.issuer }}", style=_FORM)
    return letterhead.saved(paper)


MADE: dict[str, Callable[[], bytes]] = {"bulletin.docx": bulletin, "notice.docx": notice}

if __name__ == "__main__":
    for name, make in MADE.items():
        (FOLDER / name).write_bytes(make())
