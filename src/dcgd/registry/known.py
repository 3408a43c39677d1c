"""A registry as it was known on a day: without the records that were written later. The one place that filters them.

A record counts as known from the day on which the program wrote it, one that does not say so from its own date.
Tasks, units, people and rules are as they are now.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol, TypeVar

from dcgd.data_words import Adjustable
from dcgd.model import Adjustment, Comparator, Firmness, Milestone, Notice, Problem, Report, Share, Target, Task
from dcgd.naming import share_id
from dcgd.registry.content import Filed, FiledTask, Registry


class _Written(Protocol):
    @property
    def recorded(self) -> datetime | None: ...


class _Dated(_Written, Protocol):
    @property
    def date(self) -> date: ...


D = TypeVar("D", bound=_Dated)
P = TypeVar("P", Target, Share, Milestone, Task)


class LeftOut(NamedTuple):
    """A record that could bear on a verdict and was not known yet: on what it is, what it is, and its own date."""

    subject: str
    what: str
    date: date


def known_from(record: _Written, own: date) -> date:
    """The day from which a record is known: that of its writing, else its own date."""
    return record.recorded.date() if record.recorded else own


def as_known(registry: Registry, day: date) -> tuple[Registry, list[LeftOut]]:
    """The registry as it was known at the end of a day, and what of it was left out that could bear on a verdict.

    A problem or a request whose first step was not known is left out whole. An item whose adjustment is left out has
    the value of before, also where its record carries the adjusted one already.
    """
    left: list[LeftOut] = []
    known = replace(
        registry,
        tasks=tuple(replace(filed, entity=_task(filed, day, left)) for filed in registry.tasks),
        reports=tuple(_reports(registry.reports, day, left)),
        problems=tuple(_problems(registry.problems, day, left)),
        notices=tuple(
            replace(filed, entity=_notice(filed.entity, day))
            for filed in registry.notices
            if known_from(filed.entity, filed.entity.issued) <= day
        ),
        requests=tuple(_begun(registry.requests, day)),
        papers=tuple(
            replace(filed, entity=replace(filed.entity, steps=_of_day(filed.entity.steps, day)))
            for filed in registry.papers
            if known_from(filed.entity, filed.entity.issued) <= day
        ),
        seals=tuple(filed for filed in registry.seals if filed.entity.sealed.date() <= day),
    )
    return known, left


def _of_day(records: Iterable[D], day: date) -> tuple[D, ...]:
    return tuple(record for record in records if known_from(record, record.date) <= day)


def _reports(reports: Iterable[Filed[Report]], day: date, left: list[LeftOut]) -> Iterator[Filed[Report]]:
    for filed in reports:
        report = filed.entity
        if known_from(report, report.date) <= day:
            yield filed
        else:
            left.append(LeftOut(report.subject, "撤回" if report.withdrawn else "进展", report.date))


def _problems(problems: Iterable[Filed[Problem]], day: date, left: list[LeftOut]) -> Iterator[Filed[Problem]]:
    for filed in problems:
        problem = filed.entity
        left += [
            LeftOut(problem.target or str(problem.task), "问题的经过", step.date)
            for step in problem.steps
            if known_from(step, step.date) > day
        ]
    yield from _begun(problems, day)


def _begun(records: Iterable[Filed[Any]], day: date) -> Iterator[Filed[Any]]:
    """Problems or requests with their known steps; without those of which the first was not known."""
    for filed in records:
        steps = _of_day(filed.entity.steps, day)
        if steps[:1] == filed.entity.steps[:1]:
            yield replace(filed, entity=replace(filed.entity, steps=steps))


def _notice(notice: Notice, day: date) -> Notice:
    replied = notice.replied if notice.replied and notice.replied <= day else None
    return replace(notice, replied=replied, steps=_of_day(notice.steps, day))


def _task(filed: FiledTask, day: date, left: list[LeftOut]) -> Task:
    task = filed.entity
    return replace(
        _adjusted(task, str(task.number), day, left),
        targets=tuple(_target(target, day, left) for target in task.targets),
        milestones=tuple(_adjusted(milestone, milestone.id, day, left) for milestone in task.milestones),
    )


def _target(target: Target, day: date, left: list[LeftOut]) -> Target:
    shares = tuple(_adjusted(share, share_id(target.id, share.unit), day, left) for share in target.shares)
    return _adjusted(replace(target, shares=shares), target.id, day, left)


def _adjusted(item: P, subject: str, day: date, left: list[LeftOut]) -> P:
    known = _of_day(item.adjustments, day)
    if len(known) == len(item.adjustments):
        return item
    left += [LeftOut(subject, "调整", later.date) for later in item.adjustments if known_from(later, later.date) > day]
    originals: dict[str, Any] = {}
    for field in {change.field for change in item.adjustments} - {Adjustable.CHECKPOINTS}:
        changes = sorted((a for a in item.adjustments if a.field is field), key=lambda change: change.date)
        if getattr(item, field.value) == changes[-1].to:
            originals[field.value] = _before(changes[0])
    return replace(item, adjustments=known, **originals)


def _before(change: Adjustment) -> object:
    """What the field was before an adjustment, as the model has it."""
    words: dict[Adjustable, type[Comparator | Firmness]] = {
        Adjustable.COMPARATOR: Comparator,
        Adjustable.FIRMNESS: Firmness,
    }
    word = words.get(change.field)
    return word(str(change.from_)) if word else change.from_
