"""Add a person, or all of a list, to people.yaml: `dcgd add person`."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from dcgd.diagnostics import Place
from dcgd.edits.texts import edited_file
from dcgd.errors import NotFound, Refused
from dcgd.model import Person
from dcgd.model.record import record
from dcgd.naming import nearest, not_found
from dcgd.registry.change import Edited
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import PEOPLE, UNITS, UP
from dcgd.registry.load import Reading
from dcgd.registry.validation import validated
from dcgd.source.edit import append, append_all
from dcgd.tracking.returned.people_list import ListedPerson
from dcgd.words import Word

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
    return Edited(edited_file(before, _place(before), lambda text: append(text, "people", entry), HEADER), person)


def known_person(registry: Registry, name: str) -> str:
    """The name, if it is a person's or the registry has no people; else raises NotFound."""
    known = [filed.entity.name for filed in registry.people]
    if known and name not in known:
        raise NotFound(not_found(name, nearest(name, known), "人员", f"；增加人员：dcgd add person {name}"))
    return name


class Outcome(Word):
    """What becomes of a row of a list."""

    ADD = "add", "增加"
    KNOWN = "known", "已有"
    DOUBT = "doubt", "存疑"


class Line(NamedTuple):
    """A row of a list and what becomes of it; `why` is a sentence, which quotes no number."""

    row: ListedPerson
    outcome: Outcome
    why: str = ""


def add_people(before: Reading, rows: Iterable[ListedPerson], units: Iterable[str] = ()) -> Edited[list[Line]]:
    """Add the people of a list that are new, at the end in its order. Nothing that is in doubt is added.

    A row that says no more than is known changes nothing, so a list can be given again. `units` are added to the
    registry by the same change. Raises Refused, CannotEdit.
    """
    if before.registry.broken_people:
        raise Refused("people.yaml 有错误，先照 dcgd validate 改正，再增加")
    known = {filed.entity.name: filed.entity for filed in before.registry.people}
    new_units = frozenset(units)
    lines: list[Line] = []
    new: list[dict[str, Any]] = []
    for row in rows:
        line = _line(before, row, known, new_units)
        lines.append(line)
        if line.outcome is Outcome.ADD:
            person = known[row.values["name"]] = Person(**row.values)
            new.append(record(person))
    texts = edited_file(before, _place(before), lambda text: append_all(text, "people", new), HEADER) if new else {}
    return Edited(texts, lines)


def _line(before: Reading, row: ListedPerson, known: Mapping[str, Person], units: Collection[str]) -> Line:
    if row.doubt:
        return Line(row, Outcome.DOUBT, row.doubt)
    place = Place(PEOPLE, ())
    _person, findings = validated(Person, dict(row.values), place)
    if findings:
        return Line(row, Outcome.DOUBT, "；".join(finding.message for finding in findings))
    directory = Directory.of(before.registry)
    unit = row.values.get("unit")
    if unit and unit not in units and directory.find(unit) is None:
        return Line(row, Outcome.DOUBT, not_found(unit, nearest(unit, directory.names()), "单位"))
    there = known.get(row.values["name"])
    if there is None:
        return Line(row, Outcome.ADD)
    different = [word for key, word in _WORDS.items() if key in row.values and not _same(before, there, key, row)]
    if not different:
        return Line(row, Outcome.KNOWN)
    return Line(
        row,
        Outcome.DOUBT,
        f"已经有“{there.name}”，{'、'.join(different)}不同；是另一个人的，在姓名后加括号区别，"
        f"是同一个人的，改 people.yaml",
    )


_WORDS = {"post": "职务", "unit": "单位", "phone": "电话", "email": "邮箱", "note": "说明"}


def people_of(drafted: Iterable[Person]) -> list[ListedPerson]:
    """Drafted people as the rows of a list."""
    return [ListedPerson("", "", record(person)) for person in drafted]


def _same(before: Reading, there: Person, key: str, row: ListedPerson) -> bool:
    """Whether a known person is what a row says; a unit may be written by any of its names."""
    was, now = getattr(there, key), row.values[key]
    if key == "unit" and was is not None:
        find = Directory.of(before.registry).find
        return find(was) == find(now)
    return bool(was == now)


def _place(before: Reading) -> str:
    """Where people.yaml is, or is begun: beside units.yaml, for who shares the units shares the people."""
    if before.where(PEOPLE) in before.parsed or not before.where(UNITS).startswith(UP):
        return PEOPLE
    return UP + PEOPLE
