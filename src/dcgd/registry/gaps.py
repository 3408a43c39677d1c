"""What stands between the texts of two tasks in an official text: units of the first, headings, number of the second.

Layout does not count here: blanks, full or half width of brackets and colons, a semicolon between the two roles.
"""

import re
from collections.abc import Generator, Iterator, Sequence
from typing import NamedTuple

from dcgd.diagnostics import Place
from dcgd.naming import chinese_day, parse_number
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.words import marked

UNITS = re.compile(r"[（(](?:(?:牵头|责任|参与|配合)单位[：:][^（）()]*|[^（）()]*(?:牵头|负责|配合|参与))[）)]")
"""The bracket of a task's responsible units."""

_ROLE = re.compile(r"[，；]?(牵头|责任|参与|配合)单位：")
_BEHIND = re.compile(r"(?:按职责分工)?(牵头|负责|配合|参与)$")
_NUMBER = re.compile(r"[（(]?([0-9０-９]{1,6}|[一二三四五六七八九十]+)[）)]?[.．、]?\s*$")
_CLOSING = re.compile(r"（此件.{0,8}公开.{0,8}）")
_WIDE = str.maketrans("():;,．", "（）：；，.")


class Flaw(NamedTuple):
    """What does not agree: the value in the registry, a sentence, and the character of the gap it is about."""

    place: Place
    message: str
    offset: int


def squeezed(text: str) -> str:
    """Text without blanks, with brackets, colons and commas of one width."""
    return "".join(text.split()).translate(_WIDE)


def flaws(gap: str, before: FiledTask | None, after: FiledTask | None, registry: Registry) -> Iterator[Flaw]:
    """All that does not agree in the gap between two tasks; None stands for the document's beginning or end."""
    rest = gap
    if after is not None:
        number = _NUMBER.search(rest)
        rest = rest[: number.start()] if number else rest
        yield from _number(number[1] if number else "", after, registry, len(rest))
        rest = yield from _headings(rest, before, after, registry)
    if before is None:
        return
    units = UNITS.search(rest)
    extra = rest[: units.start()] if units else rest
    behind = rest[units.end() :] if units else ""
    if after is None:
        extra, behind = (_without_closing(part, registry) for part in (extra, behind))
    task = before.entity
    if extra.strip():
        yield Flaw(before.place.at("text"), f"任务 {task.number} 的原文缺少“{extra.strip()}”", 0)
    if behind.strip():
        yield Flaw(
            before.place, f"任务 {task.number} 之后，官方文本还有“{behind.strip()}”", units.end() if units else 0
        )
    yield from _units(squeezed(units[0])[1:-1] if units else "", before, units.start() if units else 0)


def _number(numeral: str, after: FiledTask, registry: Registry, offset: int) -> Iterator[Flaw]:
    """The number must be the task's, or, where a document counts anew in each section, its place in its section."""
    task, number = after.entity, parse_number(numeral)
    if number == task.number:
        return
    siblings = [filed.entity.number for filed in registry.tasks if filed.section == after.section]
    if number != siblings.index(task.number) + 1:
        said = f"是“{numeral}”" if numeral else "没有序号"
        yield Flaw(after.place.at("number"), f"任务 {task.number} 的序号，官方文本{said}", offset)


def _headings(rest: str, before: FiledTask | None, after: FiledTask, registry: Registry) -> Generator[Flaw, None, str]:
    """The headings of all sections that begin in the gap stand at its end; returns the gap without them."""
    numbers = [filed.entity.number for filed in registry.sections]
    if after.section not in numbers or (before and before.section == after.section):
        return rest
    first = numbers.index(before.section) + 1 if before and before.section in numbers else numbers.index(after.section)
    for filed in reversed(registry.sections[first : numbers.index(after.section) + 1]):
        wanted = f"{filed.entity.number}、{filed.entity.title}"
        cut = _tail(rest, squeezed(wanted))
        if cut is None:
            cut = max(rest.rfind(mark) + 1 for mark in "）)。")
            message = f"章节 {filed.entity.number} 的标题与官方文本不符：{marked(rest[cut:], wanted)}"
            yield Flaw(filed.place.at("title"), message, cut)
        rest = rest[:cut]
    return rest


def _tail(text: str, wanted: str) -> int | None:
    """The index from which the text, squeezed, equals `wanted`; None if it does not end with it."""
    for start in range(len(text), -1, -1):
        tail = squeezed(text[start:])
        if tail == wanted:
            return start
        if len(tail) > len(wanted):
            break
    return None


def _units(bracket: str, filed: FiledTask, offset: int) -> Iterator[Flaw]:
    """The units of each role, in the order and the writing of the document; 责任单位 does not tell the roles apart."""
    task = filed.entity
    roles = {"leads": tuple(map(squeezed, task.leads)), "participants": tuple(map(squeezed, task.participants))}
    if not bracket:
        if any(roles.values()):
            yield Flaw(filed.place.at("leads"), f"官方文本没有写任务 {task.number} 的责任单位", offset)
        return
    by_role = _by_role(bracket)
    if "both" in by_role:
        ours = (*roles["leads"], *roles["participants"])
        theirs = (*by_role["both"], *by_role.get("leads", ()), *by_role.get("participants", ()))
        if ours != theirs:
            yield _mismatch(filed, "leads", "责任单位", ours, theirs, offset)
        return
    for role, words in (("leads", "牵头单位"), ("participants", "参与单位")):
        theirs = tuple(by_role.get(role, ()))
        if roles[role] != theirs:
            yield _mismatch(filed, role, words, roles[role], theirs, offset)


def _mismatch(filed: FiledTask, role: str, words: str, ours: Sequence[str], theirs: Sequence[str], offset: int) -> Flaw:
    shown = marked("、".join(theirs), "、".join(ours))
    return Flaw(filed.place.at(role), f"任务 {filed.entity.number} 的{words}与官方文本不符：{shown}", offset)


def _by_role(bracket: str) -> dict[str, list[str]]:
    """`牵头单位：甲、乙，参与单位：丙` or `甲牵头，乙、丙配合` as names by role; of 责任单位 under `both`."""
    roles: dict[str, list[str]] = {}
    parts = _ROLE.split(bracket)
    if len(parts) > 1:
        clauses = list(zip(parts[1::2], parts[2::2], strict=True))
    else:
        clauses = [
            (behind[1], clause[: behind.start()])
            for clause in re.split("[，；]", bracket)
            if (behind := _BEHIND.search(clause))
        ]
    for word, names in clauses:
        role = {"牵头": "leads", "负责": "leads", "责任": "both"}.get(word, "participants")
        roles.setdefault(role, []).extend(name for name in re.split("[、，]", names) if name)
    return roles


def _without_closing(text: str, registry: Registry) -> str:
    """Text at the end of a document without what closes it: the issuer, the date, （此件公开发布）."""
    text = _CLOSING.sub("", squeezed(text))
    document = registry.document
    if document:
        for closing in (squeezed(document.issuer), chinese_day(document.issued)):
            text = text.replace(closing, "")
    return text
