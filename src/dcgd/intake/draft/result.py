"""The result of an import: the entities of a draft registry, and where each of them comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dcgd.diagnostics import Place
from dcgd.model import Document, Milestone, Person, Section, Target, Task, Unit
from dcgd.registry.content import Filed, FiledTask, Registry
from dcgd.registry.files import PEOPLE, TASKS, UNITS


class Part(StrEnum):
    """What a character of the document is."""

    HEADING = "heading"
    TASK = "task"
    RESPONSIBILITY = "responsibility"
    PREAMBLE = "preamble"
    NOISE = "noise"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the decoded text that belongs to one part; `end` is exclusive."""

    start: int
    end: int
    part: Part


class Kind(StrEnum):
    """What a remark is about."""

    NOT_UNDERSTOOD = "not_understood"
    NO_UNIT = "no_unit"
    NOT_A_TARGET = "not_a_target"
    NOT_A_MILESTONE = "not_a_milestone"
    NOT_A_CHECKPOINT = "not_a_checkpoint"
    CHECKPOINT_NUMBER = "checkpoint_number"


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the report: the line of the file (0 for none), the words, and what about them (Chinese)."""

    kind: Kind
    line: int
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a task of a draft comes from.

    `number` is the one that the document gives it, 0 for none; `kept` are the stretches of the body that make its text;
    `tells_roles` says whether the document tells who leads from who takes part.
    """

    number: int
    kept: tuple[tuple[int, int], ...]
    tells_roles: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft registry. `spans` partition the decoded text; whatever a person must check is marked `review`.

    `origins` are those of the tasks, in their order; `unknown` holds the keys of the document that were not found;
    `people` are those whom the tasks name, with the telephone numbers that stand nowhere else.
    """

    document: Document
    sections: tuple[Section, ...]
    units: tuple[Unit, ...]
    spans: tuple[Span, ...]
    remarks: tuple[Remark, ...]
    origins: tuple[Origin, ...] = ()
    unknown: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()

    def tasks(self) -> Iterator[Task]:
        """All tasks in order of their sections."""
        for section in self.sections:
            yield from section.tasks

    def as_registry(self) -> Registry:
        """The entities as the registry that reading their files would give."""
        return Registry(
            document=self.document,
            sections=tuple(Filed(section, Place(TASKS, ("sections", at))) for at, section in enumerate(self.sections)),
            tasks=tuple(
                FiledTask(task, Place(TASKS, ("sections", at, "tasks", index)), section.number)
                for at, section in enumerate(self.sections)
                for index, task in enumerate(section.tasks)
            ),
            units=tuple(Filed(unit, Place(UNITS, ("units", at))) for at, unit in enumerate(self.units)),
            people=tuple(Filed(person, Place(PEOPLE, ("people", at))) for at, person in enumerate(self.people)),
        )


def task_and_items(task: Task) -> tuple[Task | Target | Milestone, ...]:
    """A task and what it is to reach: all that may have checkpoints."""
    return (task, *task.targets, *task.milestones)
