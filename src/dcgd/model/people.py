"""Who answers: the people of a district, and what of them is private."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from dcgd.model.document import Task
from dcgd.model.fields import STRICT, Address, Phone, Says, Text
from dcgd.model.units import Unit
from dcgd.words import Duty

PRIVATE = ("phone", "email")
"""The keys of a person that are nobody's business: the one place that says so.

They stand in people.yaml alone, in the index in a table of their own that no query of a user sees, and on the papers
that go to the person's unit.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person; where two share a name, each has a bracket behind it that tells them apart and is not printed."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: Annotated[Text, Says("姓名；两人同名的写作 张某某（水利），括号里的不印出来")]
    post: Annotated[Text | None, Says("职务")] = None
    unit: Annotated[Text | None, Says("所在单位：名称或别名")] = None
    phone: Annotated[Phone | None, Says("电话，不加引号也行；不公开")] = None
    email: Annotated[Address | None, Says("邮箱；不公开")] = None
    note: Annotated[Text | None, Says("说明")] = None


def contact_details(person: Person) -> Mapping[str, str | None]:
    """What of a person is private, by its key."""
    return MappingProxyType({key: getattr(person, key) for key in PRIVATE})


def answering(task: Task, leads: Iterable[Unit]) -> Iterator[tuple[Duty, str]]:
    """Who answers for a task, each once for a duty: whom it names itself, else the people of the units that lead it."""
    units = tuple(leads)
    named = {Duty.LEADER: task.leaders, Duty.OWNER: _some(task.owner), Duty.CONTACT: _some(task.contact)}
    of_units = {
        Duty.LEADER: [unit.leader for unit in units],
        Duty.OWNER: [unit.head for unit in units],
        Duty.CONTACT: [unit.contact for unit in units],
    }
    for duty, people in named.items():
        for person in dict.fromkeys(people or filter(None, of_units[duty])):
            yield duty, person


def _some(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)
