"""Checks of people: who is named, that a name means one person, and that no number of theirs stands where all read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from dcgd.diagnostics import Code, Finding, Place, Severity
from dcgd.model import PRIVATE
from dcgd.naming import Nearby, not_found, printed_name, without_numbers
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.files import RULES, TASKS

UNKNOWN_PERSON = Code(
    "unknown-person",
    Severity.WARNING,
    "不认识的人",
    "people.yaml 里没有这个姓名。没有 people.yaml 的登记册不查。",
    "owner: 王某",
    "owner: 王某某",
    "写错的照提示改正；确实是另一个人，用 dcgd add person 加进 people.yaml。",
)
PERSON_TWICE = Code(
    "person-twice",
    Severity.ERROR,
    "两个人同名",
    "姓名是认人的唯一依据：同名的要在姓名后用括号区别，括号里的不印出来。",
    "- name: 张某某\n- name: 张某某",
    "- name: 张某某（水利）\n- name: 张某某（教育）",
    "是同一个人的删去一条；是两个人的各加括号，提到他们的地方一并改。",
)
PERSONS_UNIT = Code(
    "persons-unit",
    Severity.WARNING,
    "人员的单位不认识",
    "people.yaml 里这个人的单位在 units.yaml 里没有。",
    "- {name: 王某某, unit: 区水力局}",
    "- {name: 王某某, unit: 区水利局}",
    "写错的照提示改正；确实是新单位，用 dcgd add unit 加进 units.yaml；不是本级单位的，写进 post。",
)
PHONE_IN_TEXT = Code(
    "phone-in-text",
    Severity.WARNING,
    "文字里有电话或身份证号",
    "说明一类的文字会印出来、发出去、导出去，里面像是写了电话号码或身份证号。",
    "note: 联系王某某 13000000000",
    "note: 联系王某某",
    "电话写进 people.yaml 的 phone；身份证号不要写进登记册。确实不是的，可用 --ignore phone-in-text 略过。",
)
CODES = (UNKNOWN_PERSON, PERSON_TWICE, PERSONS_UNIT, PHONE_IN_TEXT)


def unknown_people(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """Every person who is named stands in people.yaml. Silent where there is none, or it could not be read."""
    if registry.broken_people or not registry.people:
        return
    known = {filed.entity.name for filed in registry.people}
    near = Nearby(sorted(known | {printed_name(name) for name in known}))
    for name, place in _named(registry):
        if name not in known:
            same = [person for person in sorted(known) if printed_name(person) == name]
            hint = "改正姓名，或用 dcgd add person 加进 people.yaml"
            message = without_numbers(not_found(name, same or near(name), "人员"))
            yield UNKNOWN_PERSON.at(place, message, hint)


def _named(registry: Registry) -> Iterator[tuple[str, Place]]:
    for unit in registry.units:
        for key in ("leader", "head", "contact"):
            name = getattr(unit.entity, key)
            if name is not None:
                yield name, unit.place.at(key)
    for task in registry.tasks:
        yield from ((name, task.place.at("leaders", index)) for index, name in enumerate(task.entity.leaders))
        for key in ("owner", "contact"):
            name = getattr(task.entity, key)
            if name is not None:
                yield name, task.place.at(key)
    if registry.rules.office.contact is not None:
        yield registry.rules.office.contact, Place(RULES, ("office", "contact"))


def doubled_people(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A name that stands for two people, be it that one of them bears a bracket."""
    seen: set[str] = set()
    for filed in registry.people:
        name = filed.entity.name
        if name in seen:
            message = without_numbers(f"已经有一个“{name}”")
            hint = f"同一个人的删去一条；两个人的写作 {name}（水利）、{name}（教育）的样子"
            yield PERSON_TWICE.at(filed.place.at("name"), message, hint)
        seen.add(name)


def units_of_people(registry: Registry, directory: Directory) -> Iterator[Finding]:
    """The unit of a person is a unit of the registry."""
    if registry.broken_units:
        return
    near = Nearby(directory.names())
    for filed in registry.people:
        unit = filed.entity.unit
        if unit is not None and directory.find(unit) is None:
            message = without_numbers(not_found(unit, near(unit)))
            yield PERSONS_UNIT.at(filed.place.at("unit"), message, "改正名称，或加进 units.yaml")


_OFFICIAL = frozenset(
    {
        "text",
        "quote",
        "number",
        "id",
        "sha256",
        "evidence",
        "facts",
        "subject",
        "period",
        "implements",
        "continues",
        "same_as",
    }
)
"""Keys that hold what is not written freely: the document's own words, numbers, digests, the names of files."""
_ALONE = r"(?<![0-9A-Za-z/_=.#-])"
_PHONE = re.compile(
    rf"{_ALONE}(?:\+?86[- ]?)?(1[3-9]\d(?:[- ]?\d{{4}}[- ]?\d{{4}}|\d[- ]\d{{3}}[- ]\d{{4}}))"
    r"(?![0-9A-Za-z]|[.,]\d|\s*[元万亿])"
    rf"|{_ALONE}(0\d{{2,3}}[-－ ]\d{{7,8}})(?!\d)"
    r"|(?:电话|手机|座机|传真)(?:号码?)?[^\d、，。；]{0,4}(\d{7,12})(?!\d)"
)  # fmt: skip
_IDENTITY = re.compile(
    rf"{_ALONE}[1-9]\d{{5}}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{{3}}[\dXx](?![0-9A-Za-z])"
)
_MANY_DIGITS = re.compile(r"\d{3}")
_NAMING = frozenset(
    {"name", "by", "leader", "leaders", "head", "owner", "contact", "filled_by", "checked_by", "recorded_by",
     "approved_by"}
)  # fmt: skip
"""Keys that say who: beside a name any longer number is one to ring."""
_BESIDE_NAME = re.compile(
    r"(?<!\d)(1[3-9]\d{9})(?!\d)"
    r"|(?<![0-9A-Za-z_.-])(?!(?:19|20)\d\d(?:[-./]|0[1-9]|1[0-2]))(\d(?:\d|[-－ ](?=\d)){5,17})(?![\d号])"
)
_FULLWIDTH = str.maketrans("０１２３４５６７８９－＋Ｘｘ", "0123456789-+Xx")


def numbers_in_texts(registry: Registry, _directory: Directory) -> Iterator[Finding]:
    """A phone or identity number in a text that is written freely. The number is not said again in full."""
    for entity, place in _entities(registry):
        for text, key, there in _texts(entity, place):
            oddity = private_number(text, key)
            if oddity:
                yield PHONE_IN_TEXT.at(
                    there, f"{key} 里{oddity}", "电话写进 people.yaml 的 phone；身份证号不写进登记册"
                )


def private_number(text: str, key: str = "") -> str:
    """What is said of the first phone or identity number in a text, not in full; empty if there is none.

    The one place that decides what such a number is, for checks, options and the cells of forms. `key` is that of the
    record: beside a name (`owner`, `filled_by`) any number of six or more digits is one to ring.
    """
    number = _number_in(text, beside_name=key in _NAMING)
    if number is None:
        return ""
    what = "身份证号" if len(number) == 18 else "电话号码"
    return f"像是写了{what}（{number[:3]}…{number[-2:]}）"


def name_alone(text: str) -> str:
    """What stands beside a phone or identity number: 张三 of `张三（电话 13000000000）`; empty where nothing does."""
    text = text.translate(_FULLWIDTH)
    for number in (_IDENTITY, _PHONE, _BESIDE_NAME):
        text = number.sub(" ", text)
    text = re.sub(r"(?:联系|办公)?(?:电话|手机|座机|联系方式)(?:号码?)?[:：]?", " ", text)
    return " ".join(re.sub(r"[（(][\s,，、;；]*[)）]", "", text).split()).strip("，,、；;：:/ ")


def to_people(text: str) -> str:
    """Where the number beside a name belongs, with the command that writes it there."""
    name = re.search(r"[\u4e00-\u9fff·]{2,20}(?:（[\u4e00-\u9fff]+）)?", name_alone(text).rpartition("：")[2])
    return f"电话写进 people.yaml：dcgd add person {name[0] if name else '姓名'} --phone 电话"


def _number_in(text: str, *, beside_name: bool) -> str | None:
    if len(text) < 6 or not _MANY_DIGITS.search(text):
        return None
    plain = text.translate(_FULLWIDTH)
    identity = _IDENTITY.search(plain)
    if identity:
        return identity[0]
    phone = _PHONE.search(plain) or (_BESIDE_NAME.search(plain) if beside_name else None)
    return next(filter(None, phone.groups())) if phone else None


def _entities(registry: Registry) -> Iterator[tuple[Any, Place]]:
    if registry.document:
        yield registry.document, Place(TASKS, ("document",))
    yield registry.rules.office, Place(RULES, ("office",))
    filed: tuple[Iterable[Any], ...] = (
        registry.tasks,
        registry.units,
        registry.people,
        registry.reports,
        registry.problems,
        registry.notices,
        registry.requests,
        registry.papers,
    )
    yield from ((record.entity, record.place) for records in filed for record in records)


def _texts(value: Any, place: Place) -> Iterator[tuple[str, str, Place]]:
    """The texts of an entity that are written freely, and those of its parts, each with its key and its place."""
    for name, key in _free_keys(value.__class__):
        held = getattr(value, name)
        if held is None or held == ():
            continue
        if isinstance(held, str):
            yield held, key, place.at(key)
        elif isinstance(held, tuple):
            for index, part in enumerate(held):
                if isinstance(part, str):
                    yield part, key, place.at(key, index)
                elif is_dataclass(part):
                    yield from _texts(part, place.at(key, index))


@cache
def _free_keys(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of an entity that may hold what is written freely, each with its key; a year has many records."""
    keys = ((field.name, field.name.rstrip("_")) for field in fields(kind))
    return tuple((name, key) for name, key in keys if key not in _OFFICIAL and key not in PRIVATE)


CHECKS = (unknown_people, doubled_people, units_of_people, numbers_in_texts)
