"""A registry in memory: its entities, each with the place it stands at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from dcgd.diagnostics import Place
from dcgd.errors import NotInPart
from dcgd.model import (
    Document,
    Heading,
    Milestone,
    Notice,
    Paper,
    Person,
    Problem,
    Report,
    Request,
    Rules,
    Seal,
    Target,
    Task,
    Unit,
)
from dcgd.model.items import seen_from
from dcgd.model.standing import standing
from dcgd.naming import Region

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Filed(Generic[E]):
    """An entity and where it stands."""

    entity: E
    place: Place


@dataclass(frozen=True, slots=True)
class FiledTask(Filed[Task]):
    """A task, where it stands, and the number of its section as written."""

    section: str


class FiledItem(NamedTuple):
    """A target or a milestone with its task and its own place."""

    task: FiledTask
    entity: Target | Milestone
    place: Place


class Standing(NamedTuple):
    """The records of a registry that count, each in the order of the files."""

    reports: tuple[Filed[Report], ...]
    problems: tuple[Filed[Problem], ...]
    notices: tuple[Filed[Notice], ...]
    requests: tuple[Filed[Request], ...]


class UnitsKnown(Protocol):
    """The units of a registry that are not read but known: asked as `Directory` is."""

    region: Region

    def find(self, name: str) -> Unit | None:
        """The unit that a name means, or None."""

    def spellings(self) -> Iterator[tuple[str, Unit, bool]]:
        """Every spelling that the units have, its unit, and whether the unit has it in so many characters."""


@dataclass(frozen=True, slots=True)
class Registry:
    """What could be read. `broken` are numbers of tasks that are there but could not be read; `broken_tasks`,
    `broken_units` and `broken_people` say that tasks.yaml, units.yaml or people.yaml has errors: what is not found
    there may only be unread.
    """

    document: Document | None = None
    sections: tuple[Filed[Heading], ...] = ()
    tasks: tuple[FiledTask, ...] = ()
    units: tuple[Filed[Unit], ...] = ()
    people: tuple[Filed[Person], ...] = ()
    rules: Rules = field(default_factory=Rules)
    reports: tuple[Filed[Report], ...] = ()
    problems: tuple[Filed[Problem], ...] = ()
    notices: tuple[Filed[Notice], ...] = ()
    requests: tuple[Filed[Request], ...] = ()
    papers: tuple[Filed[Paper], ...] = ()
    seals: tuple[Filed[Seal], ...] = ()
    archives: frozenset[str] = frozenset()
    """The names of the archives that there are, whether or not a seal names them."""
    broken: frozenset[int] = frozenset()
    broken_tasks: bool = False
    broken_units: bool = False
    broken_people: bool = False
    of_units: "UnitsKnown | None" = None
    """Its units, where this is a part of a registry and holds none itself."""
    items: tuple[FiledItem, ...] = field(init=False, default=())
    """Every target and milestone."""
    standing: "Standing" = field(init=False, default_factory=lambda: Standing((), (), (), ()))
    """The records that count: without those that were withdrawn. Whoever counts, judges or shows takes these."""

    _views: Mapping[str, Document] = field(init=False, default_factory=dict)

    def check_whole(self) -> None:
        """Raises NotInPart where this is a part: what is not found may stand elsewhere, as may what is near."""
        if self.of_units is not None:
            raise NotInPart("这里只有登记册的一部分")

    def document_of(self, section: str) -> Document | None:
        """The document as the items of a section see it: with the day of the section, if it has one."""
        return self._views.get(section, self.document)

    def __post_init__(self) -> None:
        """Derive `items` and `standing` once: most checks iterate over them."""
        items = tuple(
            FiledItem(task, entity, task.place.at(key, index))
            for task in self.tasks
            for key, entities in _parts(task.entity)
            for index, entity in enumerate(entities)
        )
        object.__setattr__(self, "items", items)
        if self.document:
            views = {
                filed.entity.number: seen_from(self.document, filed.entity, self.rules)
                for filed in reversed(self.sections)
                if filed.entity.issued
            }
            object.__setattr__(self, "_views", views)
        kept = Standing(
            standing(self.reports, lambda filed: filed.entity),
            standing(self.problems, lambda filed: filed.entity),
            standing(self.notices, lambda filed: filed.entity),
            standing(self.requests, lambda filed: filed.entity),
        )
        object.__setattr__(self, "standing", kept)


def _parts(task: Task) -> tuple[tuple[str, tuple[Target | Milestone, ...]], ...]:
    """The targets and the milestones of a task, by their keys."""
    return ("targets", task.targets), ("milestones", task.milestones)
