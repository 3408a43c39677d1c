"""The report of an import: what was read, what was not understood, what was left out and why."""

from collections import Counter
from collections.abc import Iterable

from dcgd.intake.draft.result import Draft, Kind, Part, Remark, task_and_items
from dcgd.intake.text.unread import Unread

PARTS = {
    Part.HEADING: "标题",
    Part.TASK: "任务正文",
    Part.RESPONSIBILITY: "责任单位",
    Part.PREAMBLE: "前言和结尾",
    Part.NOISE: "空白、页码等",
    Part.LEFT_OUT: "没有读进来的",
}
_HEADS = {
    Kind.NOT_UNDERSTOOD: "没有读懂的，请对照原文",
    Kind.NO_UNIT: "没有责任单位的任务",
    Kind.NOT_A_TARGET: "没有当作目标的数字",
    Kind.NOT_A_MILESTONE: "写了期限、没有列为目标或成果的话",
    Kind.NOT_A_CHECKPOINT: "没有列为节点的进度要求，留在任务的说明里",
    Kind.CHECKPOINT_NUMBER: "读成了数的进度要求，请核对",
}


def render(drafted: Draft, form: str, unread: Iterable[Unread] = ()) -> str:
    """The report of one draft as Chinese text.

    `form` is the form or encoding of the file (`docx`, `utf-8` …), `unread` what its text leaves out.
    """
    tasks = list(drafted.tasks())
    targets = sum(len(task.targets) for task in tasks)
    milestones = sum(len(task.milestones) for task in tasks)
    lines = [
        f"读入（{form}）：{drafted.document.title}",
        f"章节 {len(drafted.sections)} 个，任务 {len(tasks)} 项，单位 {len(drafted.units)} 个",
        f"待核对：目标 {targets} 个，成果 {milestones} 个，单位 {sum(unit.review for unit in drafted.units)} 个"
        + _planned(drafted),
        "全文各字的归类：" + _parts(drafted),
    ]
    left_out = [f"  {kind}" for kind in unread]
    if left_out:
        lines += ["", "原件里没有读进来的，请对照原件，要的补进 source/ 和登记册：", *left_out]
    grouped = [unit for unit in drafted.units if unit.aliases]
    if grouped:
        lines += ["", "可能是同一单位的不同写法（已归在一起，请核对）："]
        lines += [f"  {unit.name}：{'、'.join(unit.aliases)}" for unit in grouped]
    for kind, head in _HEADS.items():
        some = [remark for remark in drafted.remarks if remark.kind is kind]
        if some:
            lines += ["", f"{head}（{len(some)}）："]
            lines += [f"  {_place(remark)}“{remark.words}”：{remark.why}" for remark in some]
    return "\n".join(lines)


def _planned(drafted: Draft) -> str:
    """How many checkpoints and people there are to look at; the numbers of the people are counted and not printed."""
    tasks = list(drafted.tasks())
    points = sum(len(item.checkpoints) for task in tasks for item in task_and_items(task))
    phones = len([person for person in drafted.people if person.phone])
    told = f"（{phones} 人的电话已记入 people.yaml）" if phones else ""
    people = f"，人员 {len(drafted.people)} 名{told}" if drafted.people else ""
    return (f"，节点 {points} 个" if points else "") + people


def _place(remark: Remark) -> str:
    """Where a remark is about, which what is missing has not."""
    return f"第 {remark.line} 行 " if remark.line else ""


def _parts(drafted: Draft) -> str:
    count: Counter[Part] = Counter()
    for span in drafted.spans:
        count[span.part] += span.end - span.start
    return "，".join(
        f"{name} {count[part]} 字" for part, name in PARTS.items() if count[part] or part is not Part.LEFT_OUT
    )
