"""Add a person to people.yaml: `dcgd add person`."""

from dcgd.edits.texts import edited_file
from dcgd.errors import NotFound, Refused
from dcgd.model import Person
from dcgd.model.record import record
from dcgd.naming import nearest, not_found
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.files import PEOPLE
from dcgd.registry.load import Reading
from dcgd.source.edit import append

HEADER = """\
# 人员，次序即领导排序。电话、邮箱只写在这里，不进网页、报表和导出；同名的写作 张某某（水利），括号不印出来。
"""


def add_person(before: Reading, person: Person) -> Edited[Person]:
    """Add a person at the end; where there is no people.yaml yet, it is begun. Raises Refused, CannotEdit."""
    if before.registry.broken_people:
        raise Refused("people.yaml 有错误，先照 dcgd validate 改正，再增加")
    if any(filed.entity.name == person.name for filed in before.registry.people):
        raise Refused(
            f"已经有“{person.name}”；是另一个人，在姓名后加括号区别，如 {person.name}（水利），括号里的不印出来"
        )
    entry = record(person)
    return Edited(edited_file(before, PEOPLE, lambda text: append(text, "people", entry), HEADER), person)


def known_person(registry: Registry, name: str) -> str:
    """The name, if it is a person's or the registry has no people; else raises NotFound."""
    known = [filed.entity.name for filed in registry.people]
    if known and name not in known:
        said = not_found(name, nearest(name, known), "人员")
        raise NotFound(f"{said}{'' if said.endswith('？') else '；'}增加人员：dcgd add person {name}")
    return name
