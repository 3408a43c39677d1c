"""Add a meeting, or a batch of directives or motions, to the year's registry of its kind: `dcgd import --append`."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from dcgd.data_words import DocumentType
from dcgd.edits.drafts import known_task, people_named, units_with
from dcgd.edits.texts import edited_file
from dcgd.errors import Refused
from dcgd.intake.draft.result import Draft, task_and_items
from dcgd.intake.update.appending import counted_on, with_sections
from dcgd.model import Document, Section
from dcgd.registry import files
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from dcgd.source.edit import replace as replaced


class Appended(NamedTuple):
    """The sections that were added, and those that were there (same title, same day); what is in doubt of the people;
    the last day of the period, where a deadline moved it.
    """

    sections: tuple[Section, ...]
    there: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    due: date | None = None


def append_meeting(before: Reading, drafted: Draft, text: str, source: str) -> Edited[Appended]:
    """Add the sections of a draft, each with its day, behind those of a registry of the same kind and year.

    `text` is the official text, to be kept as `source`. Nothing changes if all of them are there. Raises Refused,
    CannotEdit.
    """
    registry = before.registry
    if registry.document is None or registry.broken_tasks or registry.broken_units:
        raise Refused("这个登记册有错误，先照 dcgd validate 改正，再添")
    _need_the_same(registry.document, drafted)
    there = {(_bare(filed.entity.title), filed.entity.issued): filed.entity for filed in registry.sections}
    known = [filed.entity.name for filed in registry.people]
    new, named = [], []
    for section in drafted.sections:
        if not section.tasks:
            continue
        same = there.get((_bare(section.title), section.issued))
        if same is not None:
            named.append(f"第{same.number}章 {same.title}（{same.issued}）")
        else:
            new.append(replace(section, tasks=tuple(known_task(task, known) for task in section.tasks)))
    if not new:
        return Edited({}, Appended((), tuple(named)))
    last = max((filed.entity.number for filed in registry.tasks), default=0)
    sections = counted_on(new, len(registry.sections), last)
    tasks = [task for section in sections for task in section.tasks]
    days = [day for task in tasks for item in task_and_items(task) if (day := item.due)]
    due = max([*days, registry.document.due])
    moved = due if due > registry.document.due else None

    def edited(was: str) -> str:
        now = with_sections(was, sections)
        return replaced(now, ("document", "due"), due) if moved else now

    units = before.where(files.UNITS)
    people, told = people_named(before, drafted.as_registry(), tasks)
    texts = {
        **edited_file(before, files.TASKS, edited),
        units: units_with(before.parsed[units].text, registry, tasks, drafted.units),
        **people,
        source: text,
    }
    if texts[units] == before.parsed[units].text:
        del texts[units]
    return Edited(texts, Appended(sections, tuple(named), told, moved))


def _need_the_same(document: Document, drafted: Draft) -> None:
    """Raises Refused unless a draft is of the kind and the year of a registry, and has a day."""
    kind, year = drafted.document.type, drafted.document.start.year
    if document.type is DocumentType.CIRCULAR:
        raise Refused(
            "这个登记册是一份通知，不能添；会议纪要、批示、建议提案的登记册（document.type）一年一册，才逐次添"
        )
    if kind is not document.type:
        raise Refused(
            f"这份文件像是{kind.chinese}，登记册是{document.type.chinese}，没有写入；看标题认的，认错了的改文件的标题再来"
        )
    if "issued" in drafted.unknown:
        raise Refused("没有认出这份文件的日期，没有写入；在文件里写上成文日期再来")
    if year != document.start.year:
        raise Refused(f"这份文件是 {year} 年的，登记册是 {document.start.year} 年的，没有写入；一年一个登记册")


def _bare(title: str) -> str:
    return "".join(title.split())
