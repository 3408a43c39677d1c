"""What changed in the rules and in what happened during the year: reports, problems, notices."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from dcgd.diagnostics import Place
from dcgd.model import LIGHTS, Cycle, Light, Notice, Problem, Report, Rules
from dcgd.registry.content import Filed
from dcgd.registry.diff.kinds import Change, change
from dcgd.registry.diff.pairs import pair
from dcgd.registry.diff.sides import Sides
from dcgd.registry.files import NOTICES, PROBLEMS, RULES

_EASIER_HIGHER = {
    "thresholds.behind",
    "thresholds.far_behind",
    "thresholds.tolerance",
    "reporting.grace_days",
    "reporting.first",
}
_EASIER_LOWER = {"thresholds.due_soon_days"}
_CYCLES = (Cycle.MONTHLY, Cycle.QUARTERLY)
_MILDER = (Light.RED, Light.YELLOW, Light.BLUE, Light.GREEN, Light.GREY)


def rule_changes(was: Rules, now: Rules) -> Iterator[Change]:
    """Every rule whose value differs, written or by default; lights by status."""
    before, after = dict(_leaves(was)), dict(_leaves(now))
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name), after.get(name)
        if old != new:
            place = Place(RULES, tuple(name.split(".")))
            yield change(_ease(name, old, new), f"规则 {name}", place, before=_text(old), after=_text(new))


def _leaves(value: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Each value of the rules under its path; of the lights each status's own."""
    for each in fields(value):
        name, found = prefix + each.name, getattr(value, each.name)
        if isinstance(value, Rules) and each.name == "lights":
            yield from ((f"lights.{status.value}", value.light(status)) for status in LIGHTS)
        elif is_dataclass(found):
            yield from _leaves(found, name + ".")
        else:
            yield name, found


def _text(value: Any) -> str:
    return "缺省" if value is None else str(value)


def _ease(name: str, old: Any, new: Any) -> str:
    easier: bool | None = None
    if name.startswith("lights."):
        easier = _MILDER.index(new) > _MILDER.index(old)
    elif name == "reporting.cycle":
        easier = _CYCLES.index(new) > _CYCLES.index(old)
    elif None not in (old, new) and name in _EASIER_HIGHER | _EASIER_LOWER:
        easier = (new > old) == (name in _EASIER_HIGHER)
    return "rule-changed" if easier is None else "rule-eased" if easier else "rule-tightened"


def year_changes(sides: Sides, moved: Mapping[str, str]) -> Iterator[Change]:
    """Reports, problems and notices; `moved` maps old ids and task numbers to new ones."""
    yield from _reports(sides, moved)
    yield from _problems(sides)
    yield from _notices(sides)


def _reports(sides: Sides, moved: Mapping[str, str]) -> Iterator[Change]:
    pairs = pair(
        [(moved.get(each.entity.subject, each.entity.subject), each) for each in sides.older.registry.reports],
        [(each.entity.subject, each) for each in sides.newer.registry.reports],
        lambda each: (each[0], _said(each[1].entity)),
        lambda each: (each[0], each[1].entity.date, each[1].entity.by),
        lambda each: (each[0], each[1].entity.date),
    )
    for (_subject, was), (subject, now) in pairs.both:
        if _said(was.entity) != _said(now.entity):
            yield change("report-corrected", subject, now.place, before=_reported(was), after=_reported(now))
    for subject, each in pairs.gone:
        yield sides.gone("report-removed", subject, each.place.file, before=_reported(each))
    for subject, each in pairs.come:
        kind = "report-corrected" if each.entity.correction else "report-added"
        yield sides.come(kind, subject, each.place, after=_reported(each))


def _said(report: Report) -> tuple[object, ...]:
    """All of a report but what it is on."""
    return tuple(
        getattr(report, each.name) for each in fields(report) if each.name not in ("target", "milestone", "task")
    )


def _reported(filed: Filed[Report]) -> str:
    each = filed.entity
    amount = f"{each.value}" if each.value is not None else f"{each.percent}%" if each.percent is not None else ""
    mark = "更正" if each.correction else None
    more = "，".join(text for text in (each.by, each.note, each.evidence, mark) if text)
    return f"{each.date} {amount}" + (f"（{more}）" if more else "")


def _problems(sides: Sides) -> Iterator[Change]:
    pairs = pair(sides.older.registry.problems, sides.newer.registry.problems, lambda each: each.entity.id)
    for was, now in pairs.both:
        old, new = was.entity, now.entity
        if old == new:
            continue
        before, after = _steps(old), _steps(new)
        if before == after:
            before, after = _differing(old, new)
        yield change("problem-changed", new.id, now.place, title=new.title, before=before, after=after)
    for each in pairs.gone:
        yield sides.gone("problem-removed", each.entity.id, PROBLEMS, title=each.entity.title)
    for each in pairs.come:
        yield sides.come(
            "problem-added", each.entity.id, each.place, title=each.entity.title, after=_steps(each.entity)
        )


def _steps(problem: Problem) -> str:
    """The trail: `发现、交办`."""
    return "、".join(step.action.chinese for step in problem.steps)


def _notices(sides: Sides) -> Iterator[Change]:
    pairs = pair(sides.older.registry.notices, sides.newer.registry.notices, lambda each: each.entity.number)
    for was, now in pairs.both:
        if was.entity != now.entity:
            before, after = _differing(was.entity, now.entity)
            yield change("notice-changed", now.entity.number, now.place, before=before, after=after)
    for each in pairs.gone:
        yield sides.gone("notice-removed", each.entity.number, NOTICES, title=each.entity.unit)
    for each in pairs.come:
        yield sides.come("notice-added", each.entity.number, each.place, title=each.entity.unit)


def _differing(old: Problem | Notice, new: Problem | Notice) -> tuple[str, str]:
    """The fields of two records that differ, as `key: value`, of each."""
    names = [each.name for each in fields(old) if getattr(old, each.name) != getattr(new, each.name)]
    before, after = ("，".join(f"{name}: {_text(getattr(record, name))}" for name in names) for record in (old, new))
    return before, after
