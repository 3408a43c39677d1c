"""What of a draft a person has still to look at: the worst evidence first, each with what was seen and where.

The evidence is what the import itself would say: the task's text is read once more, and what does not come out as it
stands in the registry, or is often read wrongly, is a doubt with a weight. Nothing here is a verdict.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dcgd.diagnostics import Place, Severity
from dcgd.intake.phrases.candidates import Candidate
from dcgd.intake.phrases.numbers import Refused
from dcgd.intake.phrases.targets import find_targets
from dcgd.model import Firmness, Milestone, Target, Task, Unit
from dcgd.naming import amount, nearest
from dcgd.registry.checks.periods import TO_REVIEW
from dcgd.registry.checks.wording import NUMBER
from dcgd.registry.content import Registry
from dcgd.registry.directory import Directory
from dcgd.registry.load import Reading
from dcgd.registry.official import Run
from dcgd.words import Word

_LONG, _FEW = 60, 3
_COMPARES = re.compile(
    "以上|达|不低于|不少于|超过|突破|左右|约|以内|以下|不超过|不高于|控制|清零|全覆盖|保持|力争|至少"
)
_WEIGHTS = {Severity.ERROR: 100, Severity.WARNING: 40, Severity.INFO: 5}


class Drafted(Word):
    """What was drafted."""

    UNIT = "unit", "单位"
    TASK = "task", "任务"
    TARGET = "target", "目标"
    MILESTONE = "milestone", "成果"


class Seen(NamedTuple):
    """What reading a task's text once more gives: the targets in it, and the numbers that are none, with why."""

    targets: list[Candidate]
    left_out: list[Refused]


@dataclass(frozen=True, slots=True)
class ToReview:
    """A drafted entity that nobody has accepted: `id` is its id, number or name, `task` that which it is part of.

    `doubts` are sentences, the heaviest first; `source` the file, line and column of the official text, the file empty
    where the words are not found; `words` what stands there.
    """

    what: Drafted
    id: str
    title: str
    entity: Unit | Task | Target | Milestone
    task: Task | None
    place: Place
    words: str
    source: tuple[str, int, int]
    doubts: tuple[str, ...]
    weight: int


def read_again(texts: Iterable[str], year: int) -> dict[str, Seen]:
    """What the import sees in each of the texts, which are untrusted: to be called where it can be ended."""
    return {text: Seen(*find_targets(text, year)) for text in dict.fromkeys(texts)}


def texts_to_read(registry: Registry) -> list[str]:
    """The texts of the tasks of which something is to be reviewed."""
    return [
        filed.entity.text
        for filed in registry.tasks
        if filed.entity.review
        or any(target.review for target in filed.entity.targets)
        or any(milestone.review for milestone in filed.entity.milestones)
    ]


def to_review(reading: Reading, official: Run, seen: Mapping[str, Seen]) -> list[ToReview]:
    """Everything that is marked `review`, the worst evidence first, else in the order of the files."""
    registry = reading.registry
    told = _told(reading)
    waiting = []
    for what, id_, title, entity, task, place in _marked(registry):
        words = _words(entity)
        doubts = [*told.get(place, ()), *_doubts(entity, task, seen, registry)]
        source = _source(official, words, task.text if task else "")
        if task and official.text and not source[0]:
            doubts.append((60, "source/ 的官方文本里找不到这段话"))
        doubts.sort(key=lambda doubt: -doubt[0])
        weight = sum(weighs for weighs, _ in doubts)
        sentences = tuple(sentence for _, sentence in doubts)
        waiting.append(ToReview(what, id_, title, entity, task, place, words, source, sentences, weight))
    return sorted(waiting, key=lambda one: -one.weight)


_Marked = tuple[Drafted, str, str, Unit | Task | Target | Milestone, Task | None, Place]


def _marked(registry: Registry) -> Iterator[_Marked]:
    for unit in registry.units:
        if unit.entity.review:
            yield Drafted.UNIT, unit.entity.name, unit.entity.name, unit.entity, None, unit.place
    parts: dict[int, list[_Marked]] = {}
    for filed, item, place in registry.items:
        if item.review:
            is_target = isinstance(item, Target)
            title = item.indicator if isinstance(item, Target) else item.title
            what = Drafted.TARGET if is_target else Drafted.MILESTONE
            parts.setdefault(filed.entity.number, []).append((what, item.id, title, item, filed.entity, place))
    for filed in registry.tasks:
        task = filed.entity
        if task.review:
            yield Drafted.TASK, str(task.number), task.title, task, task, filed.place
        yield from parts.get(task.number, ())


def _words(entity: Unit | Task | Target | Milestone) -> str:
    return entity.name if isinstance(entity, Unit) else entity.text if isinstance(entity, Task) else entity.quote


def _source(official: Run, words: str, text: str) -> tuple[str, int, int]:
    """Where the words stand in the official text: within the text of their task, where that is found."""
    begin = official.text.find(text) if text else 0
    at = official.text.find(words, max(begin, 0))
    return official.place(at) if words and at >= 0 and official.starts else ("", 1, 1)


def _told(reading: Reading) -> dict[Place, list[tuple[int, str]]]:
    """What `validate` says of each entity, by its place, with how much it weighs."""
    registry = reading.registry
    by_file: dict[str, list[tuple[tuple[int, int], Place]]] = {}
    places = [unit.place for unit in registry.units] + [filed.place for filed in registry.tasks]
    for place in (*places, *(place for _task, _item, place in registry.items)):
        parsed = reading.parsed.get(reading.where(place.file))
        if parsed:
            line, column = parsed.position(place.path)
            by_file.setdefault(parsed.name, []).append(((line, column), place))
    for entries in by_file.values():
        entries.sort(key=lambda entry: entry[0])
    told: dict[Place, list[tuple[int, str]]] = {}
    for diagnostic in reading.diagnostics:
        entries = by_file.get(diagnostic.file, [])
        at = bisect_right([start for start, _ in entries], (diagnostic.line, diagnostic.column)) - 1
        if at >= 0 and diagnostic.code != TO_REVIEW.slug:
            weight = _WEIGHTS[diagnostic.severity]
            told.setdefault(entries[at][1], []).append((weight, f"校验（{diagnostic.code}）：{diagnostic.message}"))
    return told


def _doubts(
    entity: Unit | Task | Target | Milestone, task: Task | None, seen: Mapping[str, Seen], registry: Registry
) -> Iterator[tuple[int, str]]:
    if isinstance(entity, Unit):
        yield from _of_unit(entity, registry)
    elif isinstance(entity, Task):
        yield from _of_task(entity, seen.get(entity.text), registry)
    elif isinstance(entity, Target):
        yield from _of_target(entity, seen.get(task.text) if task else None)
        yield from _overlapping(entity, task)
    elif task:
        yield from _of_milestone(entity, task)


def _of_unit(unit: Unit, registry: Registry) -> Iterator[tuple[int, str]]:
    directory = Directory.of(registry)
    named = [
        str(filed.entity.number)
        for filed in registry.tasks
        for name in (*filed.entity.leads, *filed.entity.participants)
        if (known := directory.find(name)) is not None and known.name == unit.name
    ]
    if not named:
        yield 30, "没有一项任务写着它"
    elif len(named) == 1:
        yield 5, f"只有任务 {named[0]} 写着它"
    near = nearest(unit.name, [name for name in directory.names() if name not in unit.names])
    if near:
        yield 40, f"与“{near[0]}”相近，也许是同一个单位的两种写法"


def _of_task(task: Task, seen: Seen | None, registry: Registry) -> Iterator[tuple[int, str]]:
    if not task.leads:
        yield 60, "没有认出牵头单位"
    directory = Directory.of(registry)
    unknown = [name for name in (*task.leads, *task.participants) if directory.find(name) is None]
    if unknown:
        yield 60, f"不认识的单位：{'、'.join(unknown)}"
    if not task.targets and not task.milestones:
        yield 15, "没有目标，也没有成果"
    for number in seen.left_out[:_FEW] if seen else ():
        yield 10, f"“{number.around.strip()}”没有当目标：{number.why}"
    if seen and len(seen.left_out) > _FEW:
        yield 5, f"另有 {len(seen.left_out) - _FEW} 个数没有当目标"


def _of_target(target: Target, seen: Seen | None) -> Iterator[tuple[int, str]]:
    if seen is not None:
        yield from _read_otherwise(target, seen.targets)
    if target.implied:
        yield 30, "数是用文字说的"
    numbers = _numbers(target.quote)
    if len(numbers) > 1:
        yield 20, f"引文里有几个数：{'、'.join(numbers)}"
    if not target.unit_measure:
        yield 20, "没有计量单位"
    yield from _of_due(target)
    if target.firmness is Firmness.STRIVE:
        yield 5, "约束性读作力争"
    if not _COMPARES.search(target.quote):
        yield 5, f"没有说以上还是以下，按{target.comparator.chinese}算"
    if len(target.quote) > _LONG:
        yield 10, f"引文长（{len(target.quote)} 字），也许不止一个目标"


def _overlapping(target: Target, task: Task | None) -> Iterator[tuple[int, str]]:
    """A quotation that holds that of another target, as what is left where one was split off."""
    for other in task.targets if task else ():
        if other.quote != target.quote and other.quote in target.quote:
            yield 20, f"引文里也有 {other.id} 的“{other.quote[:20]}”，也许只该留另一半"


def _of_due(item: Target | Milestone) -> Iterator[tuple[int, str]]:
    """A deadline that the quotation itself does not say may be that of a neighbour."""
    if item.due is not None:
        says = re.search(r"月|日|号|季度|半年|旬|年底|年末|\d年|汛期", item.quote)
        yield (3, f"有自己的期限 {item.due}") if says else (25, f"期限 {item.due} 不在引文里，也许是旁边那句的")


def _numbers(quote: str) -> list[str]:
    """The numbers in a quotation that may be promises: none of dates, titles and names (PM2.5)."""
    return NUMBER.findall(re.sub(r"《[^》]*》|“[^”]*”|[A-Za-z]+\d[\d.]*|\d+\s?[年月日号]", "", quote))


def _read_otherwise(target: Target, candidates: Iterable[Candidate]) -> Iterator[tuple[int, str]]:
    """How the text, read alone, gives the target otherwise than it stands."""
    same = [
        candidate for candidate in candidates if candidate.value == target.value and candidate.quote == target.quote
    ]
    same = same or [candidate for candidate in candidates if candidate.value == target.value]
    if not same:
        yield 50, "单看这段文字读不出这个目标，也许来自表格的栏"
        return
    candidate = same[0]
    if candidate.measure != target.unit_measure:
        yield 30, f"再读一遍是 {amount(f'{candidate.value:f}', candidate.measure)}"
    for ours, theirs, name in (
        (target.kind, candidate.kind, "类别"),
        (target.comparator, candidate.comparator, "比较方式"),
        (target.firmness, candidate.firmness, "约束性"),
    ):
        if ours != theirs:
            yield 20, f"{name}再读一遍是{theirs.chinese}"


def _of_milestone(milestone: Milestone, task: Task) -> Iterator[tuple[int, str]]:
    if any(milestone.quote in target.quote or target.quote in milestone.quote for target in task.targets):
        yield 20, "与一个目标的引文重叠"
    yield from _of_due(milestone)
    if len(milestone.quote) > _LONG:
        yield 10, f"引文长（{len(milestone.quote)} 字），也许不止一个成果"
    if _numbers(milestone.quote):
        yield 10, "引文里有数，也许是目标"
