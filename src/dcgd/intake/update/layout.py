"""Rewrite tasks.yaml after a merge, keeping every byte that need not change, comments included.

The file is cut into blocks, one a task and one a section's heading, each with the comment lines right above it. The
blocks are put in the order of the newer document; inside each only the values that differ are replaced.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dcgd.errors import CannotEdit
from dcgd.intake.draft.emit import entry_lines, name_text, scalar_line
from dcgd.intake.update.merge import DOCUMENT_FIELDS, MergedDocument, MergedSection, MergedTask
from dcgd.model import Document, Milestone, Section, Target, Task
from dcgd.model.record import record
from dcgd.registry.content import Registry
from dcgd.source.edit import MappingNode, Node, ScalarNode, SequenceNode, flow_text, last_node, line_end
from dcgd.source.tree import compose

_COMMENT = re.compile(r"[ \t]*#")
_EMPTY_TASKS = re.compile(r"(?m)^[ ]*tasks:[ ]*(?:\[\])?[ ]*\r?\n")


def rewritten(text: str, before: Registry, merged: MergedDocument) -> str:
    """The new text of tasks.yaml; `before` is what was read from the old `text`.

    Raises CannotEdit if the file is not laid out as lists of entries.
    """
    root = compose(text)
    sections = _child(root, "sections")
    if before.document is None or not isinstance(sections, SequenceNode) or sections.flow_style:
        raise CannotEdit("tasks.yaml 不是一章一项写下来的，没法只改其中几处")
    return _Layout(text, root, sections).rewritten(before.document, merged)


def _child(node: Node | None, *steps: str | int) -> Node | None:
    for step in steps:
        if isinstance(node, SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        elif isinstance(node, MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        else:
            return None
    return node


@dataclass(slots=True)
class _Layout:
    text: str
    root: Node | None
    sections: SequenceNode
    splices: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"

    def rewritten(self, was: Document, merged: MergedDocument) -> str:
        """Header, the blocks in their new order, and what follows them."""
        starts = [self._start(node) for node in self.sections.value]
        last = self.sections.value[-1] if self.sections.value else None
        tail = line_end(self.text, last_node(last).end_mark.index) if last is not None else len(self.text)
        self._scalars(_child(self.root, "document"), was, merged.document, DOCUMENT_FIELDS)
        ends = dict(pairwise([*starts, tail]))
        stretches: list[str | tuple[int, int]] = [(0, starts[0] if starts else tail)]
        for section in merged.sections:
            stretches += self._section(section, ends)
        stretches.append((tail, len(self.text)))
        return self._joined(stretches)

    def _joined(self, pieces: Iterable[str | tuple[int, int]]) -> str:
        joined = ""
        for piece in pieces:
            part = piece if isinstance(piece, str) else self._rendered(*piece)
            if joined and part and not joined.endswith("\n"):
                joined += self.newline
            joined += part
        return joined

    def _rendered(self, start: int, end: int) -> str:
        """A stretch of the text with its splices applied; lines inserted exactly at its start belong to the stretch
        before.
        """
        parts, at = [], start
        for left, right, new in sorted(splice for splice in self.splices if start < splice[0] and splice[1] <= end):
            parts += [self.text[at:left], new]
            at = right
        return "".join(parts) + self.text[at:end]

    def _start(self, node: Node) -> int:
        """The offset of the first line of an entry, or of the comments right above it."""
        start: int = self.text.rfind("\n", 0, node.start_mark.index) + 1
        while start:
            above = self.text.rfind("\n", 0, start - 1) + 1
            if not _COMMENT.match(self.text, above, start):
                break
            start = above
        return start

    def _section(self, section: MergedSection, ends: dict[int, int]) -> Iterator[str | tuple[int, int]]:
        tasks = list(section.tasks)
        if section.was is None:
            shell = Section(number=section.heading.number, title=section.heading.title)
            yield self._lines(entry_lines(shell, self.sections.start_mark.column))
            pad = " " * (self.sections.start_mark.column + 2)
            yield f"{pad}tasks:{self.newline}" if tasks else ""
        else:
            node = _child(self.root, *section.was.place.path)
            assert node is not None
            self._scalars(node, section.was.entity, section.heading, ("number", "title"))
            yield from self._head(node, ends[self._start(node)], tasks)
        column = self.sections.start_mark.column + 4
        for task in tasks:
            if task.was is None:
                yield self._lines(entry_lines(task.entity, column))
            else:
                yield self._task(task)

    def _head(self, node: Node, end: int, tasks: list[MergedTask]) -> Iterator[str | tuple[int, int]]:
        """A section's block up to its first task."""
        start, inner = self._start(node), _child(node, "tasks")
        if isinstance(inner, SequenceNode) and inner.value and not inner.flow_style:
            stop = self._start(inner.value[0])
            if tasks:
                yield start, stop
            else:
                yield _EMPTY_TASKS.sub("", self._rendered(start, stop))
            return
        if isinstance(inner, SequenceNode) and inner.value:
            raise CannotEdit("有的章节把任务写在一行里，没法只改其中几处")
        if tasks:
            head = _EMPTY_TASKS.sub("", self._rendered(start, end))
            head += "" if head.endswith("\n") else self.newline
            yield f"{head}{' ' * node.start_mark.column}tasks:{self.newline}"
        else:
            yield start, end

    def _task(self, task: MergedTask) -> str | tuple[int, int]:
        """The block of a known task, with changed values replaced."""
        assert task.was is not None
        path = task.was.place.path
        node = _child(self.root, *path)
        siblings = _child(self.root, *path[:-1])
        assert isinstance(siblings, SequenceNode)
        assert isinstance(node, MappingNode)
        if node.flow_style or siblings.start_mark.column != self.sections.start_mark.column + 4:
            raise CannotEdit(f"任务 {task.was.entity.number} 的缩进与 dcgd 写的不同，没法只改其中几处")
        self._fields(node, task.was.entity, task.entity)
        at = path[-1]
        assert isinstance(at, int)
        following = siblings.value[at + 1 : at + 2]
        if following:
            return self._start(node), self._start(following[0])
        section = self.sections.value[path[1]]
        after = self.sections.value[int(path[1]) + 1 : int(path[1]) + 2]
        end = self._start(after[0]) if after else line_end(self.text, last_node(section).end_mark.index)
        # Keys of the section that stand behind its tasks would go along with the last of them.
        if last_node(section) is not last_node(siblings):
            raise CannotEdit("有的章节在任务之后还有别的键，没法只改其中几处")
        return self._start(node), end

    def _lines(self, lines: Iterable[str]) -> str:
        return "".join(line + self.newline for line in lines)

    def _fields(self, node: MappingNode, was: Task, now: Task) -> None:
        self._scalars(node, was, now, ("number", "title", "text"))
        for key in ("leads", "participants"):
            names = getattr(now, key)
            if names != getattr(was, key):
                self._value(node, key, f"[{', '.join(map(name_text, names))}]", behind="leads")
        if was.leaders != now.leaders:
            names = f"[{', '.join(map(name_text, now.leaders))}]" if now.leaders else ""
            self._value(node, "leaders", names, behind="leads")
        for key in ("owner", "contact"):
            if getattr(was, key) != getattr(now, key):
                name = getattr(now, key)
                self._value(node, key, name_text(name) if name else "", behind="leads")
        if was.due != now.due:
            self._value(node, "due", str(now.due) if now.due else "", behind="leads")
        self._checkpoints(node, was, now)
        if now.review and not was.review:
            self._value(node, "review", "true", behind="leads")
        for key in ("targets", "milestones"):
            old, new = getattr(was, key), getattr(now, key)
            for at, (one, other) in enumerate(zip(old, new, strict=False)):
                self._item(_child(node, key, at), one, other)
            self._added(node, key, new[len(old) :])

    def _item(self, node: Node | None, was: Target | Milestone, now: Target | Milestone) -> None:
        self._scalars(node, was, now, ("id", "value", "quote") if isinstance(was, Target) else ("id", "quote"))
        if isinstance(node, MappingNode):
            self._checkpoints(node, was, now)
            if now.review and not was.review:
                self._value(node, "review", "true", behind="quote")

    def _checkpoints(self, node: MappingNode, was: Task | Target | Milestone, now: Task | Target | Milestone) -> None:
        """Write other checkpoints, in a block one on a line."""
        if was.checkpoints == now.checkpoints:
            return
        points = [flow_text(record(point)) for point in now.checkpoints]
        there = _child(node, "checkpoints")
        behind = "leads" if isinstance(now, Task) else "quote"
        if isinstance(there, SequenceNode) and not there.flow_style and points:
            pad = self.newline + " " * there.start_mark.column
            self._value(node, "checkpoints", pad.join(f"- {point}" for point in points), behind=behind)
        elif there is None and not node.flow_style:
            anchor, pad = _child(node, behind), " " * node.start_mark.column
            lines = [f"{pad}checkpoints:", *(f"{pad}  - {point}" for point in points)]
            self._insert(line_end(self.text, last_node(anchor or node).end_mark.index), self._lines(lines))
        else:
            self._value(node, "checkpoints", f"[{', '.join(points)}]" if points else "", behind=behind)

    def _added(self, node: MappingNode, key: str, items: tuple[Any, ...]) -> None:
        if not items:
            return
        there = _child(node, key)
        column = node.start_mark.column
        if isinstance(there, SequenceNode) and there.flow_style and there.value:
            raise CannotEdit(f"有的任务把 {key} 写在一行里，没法只改其中几处")
        if isinstance(there, SequenceNode) and there.value:
            at, lines = line_end(self.text, last_node(there).end_mark.index), []
            column = there.start_mark.column - 2
        else:
            self._value(node, key, "", behind="leads")
            at = line_end(self.text, last_node(_child(node, "leads") or node).end_mark.index)
            lines = [f"{' ' * column}{key}:"]
        lines += [line for item in items for line in entry_lines(item, column + 2)]
        self._insert(at, self._lines(lines))

    def _insert(self, at: int, lines: str) -> None:
        gap = "" if self.text[:at].endswith("\n") else self.newline
        self.splices.append((at, at, gap + lines))

    def _scalars(self, node: Node | None, was: object, now: object, keys: tuple[str, ...]) -> None:
        for key in keys:
            if getattr(was, key) != getattr(now, key):
                if not isinstance(node, MappingNode):
                    raise CannotEdit("tasks.yaml 不是一章一项写下来的，没法只改其中几处")
                self._value(node, key, scalar_line(key, getattr(now, key)), behind=key)

    def _value(self, node: MappingNode, key: str, new: str, *, behind: str) -> None:
        """Replace a value, or add its key behind `behind`; an empty `new` removes the key."""
        entry = next(((name, value) for name, value in node.value if name.value == key), None)
        if entry is None:
            anchor = _child(node, behind)
            if anchor is None or not new:
                return
            if node.flow_style:
                end = anchor.end_mark.index
                self.splices.append((end, end, f", {key}: {new}"))
            else:
                at = line_end(self.text, last_node(anchor).end_mark.index)
                self._insert(at, f"{' ' * node.start_mark.column}{key}: {new}{self.newline}")
            return
        name, value = entry
        if isinstance(value, ScalarNode) and value.style in ("|", ">"):
            raise CannotEdit(f"有的 {key} 写成了几行（| 或 >），没法只改其中几处")
        start, end = value.start_mark.index, last_node(value).end_mark.index
        if isinstance(value, SequenceNode) and value.flow_style:
            end = value.end_mark.index
        if new:
            self.splices.append((start, end, new))
        elif not node.flow_style:
            self.splices.append((self.text.rfind("\n", 0, name.start_mark.index) + 1, line_end(self.text, end), ""))
