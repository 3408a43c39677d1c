"""Makes the house's Word templates, which the package ships as files: src/dcgd/publish/papers/templates/*.docx.

Run it from anywhere after a change here or in letterhead.py; a test holds that what it makes is what is there. An office
that wants its papers to look otherwise gives a template of its own with `--template` instead (docs/papers.md).
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import heads
import letterhead
from brief_form import brief
from letter_form import reminder
from letterhead import ADDRESS, TEXT
from notice_form import notice

FOLDER = Path(__file__).resolve().parent.parent / "src" / "dcgd" / "publish" / "papers" / "templates"

_NAMED = (
    ("序号", "{{ each.number }}", 10.0),
    ("事项", "{{ each.title }}", 39.0),
    ("牵头单位", "{{ each.units }}", 28.0),
    ("年度目标及时限", "{{ each.goal }}{% if each.remark %}（{{ each.remark }}）{% endif %}", 36.0),
    ("截至{{ cutoff }}\n进展", "{{ each.now }}", 22.0),
    ("欠序时\n（百分点）", "{{ each.gap }}", 21.0),
)
_UNITS = (
    ("序号", "{{ each.number }}", 10.0),
    ("单位", "{{ each.name }}", 36.0),
    ("牵头\n事项", "{{ each.led }}", 15.0),
    ("其中\n共同牵头", "{% if each.joint %}{{ each.joint }}{% endif %}", 19.0),
    ("已完成", "{{ each.done }}", 16.0),
    ("按序时\n推进", "{{ each.on_pace }}", 16.0),
    ("黄灯", "{{ each.yellow }}", 13.0),
    ("红灯", "{{ each.red }}", 13.0),
    ("未按要求\n报送", "{{ each.silent }}", 18.0),
)


def bulletin() -> bytes:
    """The template of the bulletin (通报): the facts of `papers.bulletin` fill it."""
    paper = letterhead.sheet("重点工作任务进展情况的通报")
    heads.styles(paper)
    add = paper.add_paragraph
    heads.red_head(paper)
    add("", style=ADDRESS)
    add("{{ to }}：", style=ADDRESS)
    add("{{ opening }}")
    paper.add_heading("一、总体情况", 1)
    _each(add, "overall")
    add("{%p if problems %}")
    paper.add_heading("二、存在的问题", 1)
    add("{%p for part in problems %}")
    paper.add_heading("{{ part.heading }}", 2)
    _each(add, "part.paragraphs")
    add("{%p endfor %}")
    add("{%p endif %}")
    paper.add_heading("{% if problems %}三{% else %}二{% endif %}、下一步要求", 1)
    _each(add, "demands[:-1]")
    add("{{ demands[-1] }}").paragraph_format.keep_with_next = True  # no signature on a page without text
    add("").paragraph_format.keep_with_next = True
    add("{%p for annex in annexes %}")
    add(
        "{% if loop.first %}附件：{% else %}　　　{% endif %}"
        "{% if annexes | length > 1 %}{{ loop.index }}．{% endif %}{{ annex }}"
    ).paragraph_format.keep_with_next = True
    add("{%p endfor %}")
    heads.signature(paper)

    add("{%p if annexes | length > 1 %}")
    heads.annex(paper, "1", "{{ annexes[0] }}")
    letterhead.table(paper, _NAMED, "band.rows", bands="bands")
    add("{%p if left_out %}")
    add("{{ left_out }}", style=TEXT)
    add("{%p endif %}")
    add("{%p endif %}")
    heads.annex(paper, "{% if annexes | length > 1 %}2{% endif %}", "{{ annexes[-1] }}")
    letterhead.table(paper, _UNITS, "unit_table")
    add("{%p if is_joint %}")
    add("注：几个单位共同牵头的事项，各牵头单位都计入，所以不作合计。", style=TEXT)
    add("{%p endif %}")
    add("{%p if is_made_up %}")
    add("注：逾期后完成的事项计入已完成，亮黄灯。", style=TEXT)
    add("{%p endif %}")
    heads.colophon(paper)
    return letterhead.saved(paper)


_SCORES = (
    ("名次", "{{ each.rank }}", 12.0),
    ("单位", "{{ each.unit }}", 44.0),
    ("得分", "{{ each.points }}", 19.0),
    ("任务", "{{ each.tasks }}", 18.0),
    ("报送", "{{ each.reports }}", 16.0),
    ("督办", "{{ each.notices }}", 16.0),
    ("问题", "{{ each.problems }}", 16.0),
    ("等次", "{{ each.grade }}", 15.0),
)


def appraisal() -> bytes:
    """The template of the result of the appraisal (考核结果): the facts of `papers.appraisal` fill it."""
    paper = letterhead.sheet("重点工作任务考核结果的通报")
    heads.styles(paper)
    add = paper.add_paragraph
    heads.red_head(paper)
    add("", style=ADDRESS)
    add("{{ to }}：", style=ADDRESS)
    add("{{ opening }}")
    add("{{ method }}")
    add("{%p for grade in grades %}")
    paper.add_heading("{{ grade.heading }}", 1)
    _each(add, "grade.paragraphs")
    add("{%p endfor %}")
    add("{{ hopes }}").paragraph_format.keep_with_next = True
    add("{%p if score_groups %}")
    add("")
    add("附件：考核得分（内部）").paragraph_format.keep_with_next = True
    add("{%p endif %}")
    heads.signature(paper)
    add("{%p if score_groups %}")
    heads.annex(paper, "", "考核得分（内部）")
    letterhead.table(paper, _SCORES, "band.rows", bands="score_groups")
    add("", style=TEXT)
    add("{%p endif %}")
    heads.colophon(paper)
    return letterhead.saved(paper)


def _each(add: Any, paragraphs: str) -> None:
    """The paragraphs of a list."""
    add(f"{{%p for paragraph in {paragraphs} %}}")
    add("{{ paragraph }}")
    add("{%p endfor %}")


MADE: dict[str, Callable[[], bytes]] = {
    "bulletin.docx": bulletin,
    "notice.docx": notice,
    "reminder.docx": reminder,
    "brief.docx": brief,
    "appraisal.docx": appraisal,
}

if __name__ == "__main__":
    for name, make in MADE.items():
        (FOLDER / name).write_bytes(make())
