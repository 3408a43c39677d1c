"""Add sections to tasks.yaml behind those that are there, and change nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from dcgd.errors import CannotEdit
from dcgd.intake.draft.emit import entry_lines
from dcgd.model import Section, Task
from dcgd.naming import chinese_number
from dcgd.source.edit import MappingNode, SequenceNode, last_node, line_end
from dcgd.source.tree import compose


def counted_on(sections: Sequence[Section], after: int, task: int) -> tuple[Section, ...]:
    """Sections numbered behind `after` others, their tasks and items behind the task of that number."""
    counted = []
    for number, section in enumerate(sections, after + 1):
        tasks = []
        for one in section.tasks:
            task += 1
            tasks.append(_numbered(one, task))
        counted.append(replace(section, number=chinese_number(number), tasks=tuple(tasks)))
    return tuple(counted)


def _numbered(task: Task, number: int) -> Task:
    return replace(
        task,
        number=number,
        targets=tuple(replace(item, id=f"{number}-{item.id.partition('-')[2]}") for item in task.targets),
        milestones=tuple(replace(item, id=f"{number}-{item.id.partition('-')[2]}") for item in task.milestones),
    )


def with_sections(text: str, sections: Sequence[Section]) -> str:
    """The text of tasks.yaml with sections more at its end of sections.

    Raises CannotEdit if those that are there are not laid out as a list of entries.
    """
    root = compose(text)
    entries = root.value if isinstance(root, MappingNode) else []
    there = next((value for key, value in entries if key.value == "sections"), None)
    if not isinstance(there, SequenceNode) or there.flow_style or not there.value:
        raise CannotEdit("tasks.yaml 的章节不是一章一章写下来的，没法只在后面添")
    newline = "\r\n" if "\r\n" in text else "\n"
    at = line_end(text, last_node(there).end_mark.index)
    starts = [text.rfind("\n", 0, node.start_mark.index) + 1 for node in there.value[1:]]
    apart = not starts or text[: starts[-1]].endswith(newline * 2)
    column = there.start_mark.column
    blocks = [newline.join(entry_lines(section, column)) + newline for section in sections]
    gap = "" if text[:at].endswith("\n") else newline
    between = newline if apart else ""
    return text[:at] + gap + "".join(between + block for block in blocks) + text[at:]
