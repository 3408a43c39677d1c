"""What the import says at its end: what was read, what was not understood, what was left out and why."""

from collections import Counter

from dcgd.intake.draft.result import Draft, Kind, Part

_PARTS = {
    Part.HEADING: "标题",
    Part.TASK: "任务正文",
    Part.RESPONSIBILITY: "责任单位",
    Part.PREAMBLE: "前言和结尾",
    Part.NOISE: "空白、页码等",
}
_HEADS = {
    Kind.NOT_UNDERSTOOD: "没有读懂的，请对照原文",
    Kind.NO_UNIT: "没有责任单位的任务",
    Kind.NOT_A_TARGET: "没有当作目标的数字",
}


def render(found: Draft, form: str) -> str:
    """The report of one draft as Chinese text; `form` says what was read (`utf-8`, `docx`, `pdf` …)."""
    tasks = list(found.tasks())
    targets = sum(len(task.targets) for task in tasks)
    milestones = sum(len(task.milestones) for task in tasks)
    lines = [
        f"读入（{form}）：{found.document.title}",
        f"章节 {len(found.sections)} 个，任务 {len(tasks)} 项，单位 {len(found.units)} 个",
        f"待核对：目标 {targets} 个，成果 {milestones} 个，单位 {sum(unit.review for unit in found.units)} 个",
        "全文各字的归类：" + _parts(found),
    ]
    grouped = [unit for unit in found.units if unit.aliases]
    if grouped:
        lines += ["", "可能是同一单位的不同写法（已归在一起，请核对）："]
        lines += [f"  {unit.name}：{'、'.join(unit.aliases)}" for unit in grouped]
    for kind, head in _HEADS.items():
        some = [remark for remark in found.remarks if remark.kind is kind]
        if some:
            lines += ["", f"{head}（{len(some)}）："]
            lines += [f"  第 {each.line} 行 “{each.words}”：{each.why}" for each in some]
    return "\n".join(lines)


def _parts(found: Draft) -> str:
    count: Counter[Part] = Counter()
    for span in found.spans:
        count[span.part] += span.end - span.start
    return "，".join(f"{name} {count[part]} 字" for part, name in _PARTS.items())
