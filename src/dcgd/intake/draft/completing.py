"""What can be said of tasks only when all are there: who the people are, and what is due within whose period."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dcgd.intake.draft.checkpoints import told_in_numbers, with_checkpoints
from dcgd.intake.draft.entities import Writer
from dcgd.intake.draft.people import Mention, who_is_who
from dcgd.intake.draft.result import Kind
from dcgd.model import Document, Person, Section, Task, Unit
from dcgd.naming import printed_name
from dcgd.registry.directory import Directory
from dcgd.words import Duty

_HEADED = {Duty.OWNER: "责任人", Duty.CONTACT: "联系人"}


def completed(
    sections: Iterable[Section], writer: Writer, document: Document, units: Iterable[Unit]
) -> tuple[tuple[Section, ...], tuple[Person, ...]]:
    """The sections with checkpoints and people in their tasks, and these people; what is left is remarked."""
    directory = Directory(units, document.issuer)

    def unit_of(name: str) -> str | None:
        unit = directory.find(name)
        return unit.name if unit else None

    tasks = [task for section in sections for task in section.tasks]
    mentions = [
        Mention(task.number, duty, person, (unit_of(task.leads[0]) or "") if len(task.leads) == 1 else "")
        for task in tasks
        for duty, person in writer.said[task.number].people
    ]
    known = who_is_who(mentions, unit_of)
    for name in known.doubled:
        why = "文中有几个电话，people.yaml 里记了第一个"
        place = writer.places[next(mention.task for mention in mentions if mention.person.name == printed_name(name))]
        writer.remark(Kind.NOT_UNDERSTOOD, place, name, why)
    answering: dict[int, list[tuple[Duty, str]]] = {}
    for mention in mentions:
        name = known.name_of[mention.task, mention.duty, mention.person.name]
        answering.setdefault(mention.task, []).append((mention.duty, name))

    def complete(task: Task) -> Task:
        return _planned(_answered(task, answering.get(task.number, []), writer), writer, document)

    whole = tuple(replace(section, tasks=tuple(map(complete, section.tasks))) for section in sections)
    return whole, known.people


def _answered(task: Task, answering: list[tuple[Duty, str]], writer: Writer) -> Task:
    """A task with those who answer for it; of several who do it, or are to be rung, the first, all in the note."""
    if not answering:
        return task
    of = {duty: list(dict.fromkeys(name for one, name in answering if one is duty)) for duty in Duty}
    notes = [task.note] if task.note else []
    for duty, headed in _HEADED.items():
        if len(of[duty]) > 1:
            notes.append(f"{headed}：{'、'.join(of[duty])}")
            why = f"任务 {task.number} 有几个{headed}，只能记一个，记了第一个，都写在说明里"
            writer.remark(Kind.NOT_UNDERSTOOD, writer.places[task.number], "、".join(of[duty]), why)
    return replace(
        task,
        leaders=tuple(of[Duty.LEADER]),
        owner=next(iter(of[Duty.OWNER]), None),
        contact=next(iter(of[Duty.CONTACT]), None),
        note="；".join(notes) or None,
        review=True,
    )


def _planned(task: Task, writer: Writer, document: Document) -> Task:
    """A task with its checkpoints; those that stay in the note are remarked, once for each reason."""
    points = writer.said[task.number].points
    if not points:
        return task
    task, left = with_checkpoints(task, points, document)
    for why, count in Counter(one.why for one in left).items():
        words = next(one.planned.note for one in left if one.why == why)
        more = f"（同样的共 {count} 条）" if count > 1 else ""
        writer.remark(Kind.NOT_A_CHECKPOINT, writer.places[task.number], words, f"任务 {task.number}：{why}{more}")
    for point in told_in_numbers(task, points):
        words = f"任务 {task.number}：节点 {point.day}，照目标的计量单位"
        writer.remark(Kind.CHECKPOINT_NUMBER, writer.places[task.number], point.note, words)
    return task
