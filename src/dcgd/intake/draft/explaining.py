"""Why a line of a document was read so: what each stretch of it is, in which task it is, and what was seen in it."""

from collections.abc import Collection, Iterator

from dcgd.intake.draft.report import PARTS
from dcgd.intake.draft.result import Draft, Origin, Part, task_and_items
from dcgd.intake.text.body import Body, build_body
from dcgd.intake.text.contacts import without_contacts
from dcgd.model import Comparator, Firmness, Target, Task

_LONGEST = 40
_COMPARED = {
    Comparator.AT_LEAST: "不少于",
    Comparator.MORE_THAN: "超过",
    Comparator.ABOUT: "左右",
    Comparator.AT_MOST: "不超过",
}


def explain(drafted: Draft, text: str, line: int) -> str:
    """What the draft made of one line of its decoded text (from 1), in Chinese; empty where there is no such line."""
    lines = text.split("\n")
    if not 1 <= line <= len(lines):
        return ""
    start = sum(len(above) + 1 for above in lines[: line - 1])
    end = start + len(lines[line - 1])
    shown = [
        (span.part, without_contacts(words, among_contacts=span.part is Part.RESPONSIBILITY))
        for span in drafted.spans
        if (words := text[max(span.start, start) : min(span.end, end)])
    ]
    said = [f"第 {line} 行：{''.join(words for _part, words in shown).strip() or '（空行）'}", "", "各段归在："]
    said += [f"  {PARTS[part]}：“{_brief(words.strip())}”" for part, words in shown if words.strip()]
    phones = {person.name for person in drafted.people if person.phone}
    body = build_body(text)
    for task, origin in zip(drafted.tasks(), drafted.origins, strict=True):
        if _covers(body, origin, start, end):
            said += ["", *_task(task, origin, lines[line - 1], phones)]
    squeezed = "".join(lines[line - 1].split())
    told = [
        f"  “{remark.words}”：{remark.why}"
        for remark in drafted.remarks
        if remark.line == line or (remark.line and "".join(remark.words.split()) in squeezed)
    ]
    return "\n".join([*said, *(["", "没有读懂、没有列入的：", *told] if told else [])])


def _covers(body: Body, origin: Origin, start: int, end: int) -> bool:
    """Whether a line lies within a stretch of a task."""
    return any(body.origin[a] < end and body.origin[b - 1] >= start for a, b in origin.kept if b > a)


def _task(task: Task, origin: Origin, line: str, phones: Collection[str]) -> Iterator[str]:
    """What a line has of a task; `phones` are the names of people whose number stands in people.yaml."""
    number = f"，原文编号 {origin.number}" if origin.number else "，原文没有编号"
    yield f"任务 {task.number}（{_brief(task.title)}{number}）："
    yield f"  牵头：{'、'.join(task.leads) or '没有认出'}；参与：{'、'.join(task.participants) or '没有'}"
    people = {"分管领导": task.leaders, "责任人": (task.owner,), "联系人": (task.contact,)}
    for duty, names in people.items():
        shown = [f"{name}{'（电话已记入 people.yaml）' if name in phones else ''}" for name in names if name]
        if shown:
            yield f"  {duty}：{'、'.join(shown)}"
    if task.due:
        yield f"  时限：{task.due}"
    for planned in task_and_items(task):
        if planned.checkpoints:
            measure = planned.unit_measure if isinstance(planned, Target) else ""
            points = "，".join(f"{point.date} {point.wanted(measure)}" for point in planned.checkpoints)
            yield f"  节点（{'整项任务' if isinstance(planned, Task) else planned.id}）：{points}"
    for target in task.targets:
        if _is_on(target.quote, line):
            yield f"  目标 {target.id}：{_why(target)}"
    for item in task.milestones:
        if _is_on(item.quote, line):
            due = f"，期限 {item.due}" if item.due else ""
            yield f"  成果 {item.id}：“{_brief(item.quote)}”是一件到期可以打勾的事{due}"


def _is_on(quote: str, line: str) -> bool:
    """Whether a quote and a line have words in common; a line of the file may end in the midst of a quote."""
    quote, line = "".join(quote.split()), "".join(line.split())
    return quote in line or line in quote or any(quote[-size:] == line[:size] for size in range(4, len(quote)))


def _why(target: Target) -> str:
    seen = [
        f"“{_brief(target.quote)}”里的 {target.value} {target.unit_measure}，不是已有的数、名称、规模、条件或标准",
        f"比较：{_COMPARED[target.comparator]}",
        f"期限：{target.due or '随任务或文件'}",
    ]
    if target.firmness is Firmness.STRIVE:
        seen.append("前面有“力争”一类的话")
    if target.implied:
        seen.append("数是用文字说的")
    return "；".join(seen)


def _brief(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
