"""What changed in the rules and in what happened during the year: reports, problems, notices."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from dcgd.diagnostics import Place
from dcgd.model import (
    LIGHTS,
    Cycle,
    Light,
    Notice,
    NoticeStep,
    Paper,
    PaperStep,
    Problem,
    Report,
    Request,
    RequestStep,
    Rules,
    Seal,
    Step,
)
from dcgd.model.stamps import evidence_names
from dcgd.naming import share_id
from dcgd.registry.content import Filed
from dcgd.registry.diff.kinds import Change, change
from dcgd.registry.diff.pairs import Pairs, pair
from dcgd.registry.diff.sides import Sides
from dcgd.registry.files import NOTICES, PAPERS, PROBLEMS, REQUESTS, RULES, SEALS

S = TypeVar("S", Notice, Request, Paper, Seal)
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
    for rule in fields(value):
        name, leaf = prefix + rule.name, getattr(value, rule.name)
        if isinstance(value, Rules) and rule.name == "lights":
            yield from ((f"lights.{status.value}", value.light(status)) for status in LIGHTS)
        elif is_dataclass(leaf):
            yield from _leaves(leaf, name + ".")
        else:
            yield name, leaf


def _text(value: Any) -> str:
    if isinstance(value, tuple) and value and isinstance(value[0], Step | NoticeStep | RequestStep | PaperStep):
        return "、".join(f"{step.date} {step.action.chinese}" for step in value)
    if isinstance(value, Mapping):
        return "、".join(f"{key} {part}" for key, part in value.items()) or "缺省"
    return "缺省" if value in (None, ()) else str(value)


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
    """Reports, problems, notices, requests, papers and seals; `moved` maps old ids and task numbers to new ones."""
    yield from _reports(sides, moved)
    yield from _problems(sides)
    yield from _notices(sides)
    yield from _requests(sides)
    yield from _papers(sides)
    yield from _seals(sides)


def _moved(report: Report, moved: Mapping[str, str]) -> str:
    """What a report is on, by the id that its item has now."""
    whole = moved.get(report.item, report.item)
    return whole if report.share is None else share_id(whole, report.share)


def _reports(sides: Sides, moved: Mapping[str, str]) -> Iterator[Change]:
    pairs = pair(
        [(_moved(entry.entity, moved), entry) for entry in sides.older.registry.reports],
        [(entry.entity.subject, entry) for entry in sides.newer.registry.reports],
        lambda entry: (entry[0], _said(entry[1].entity)),
        lambda entry: (entry[0], entry[1].entity.date, entry[1].entity.by),
        lambda entry: (entry[0], entry[1].entity.date),
    )
    for (_subject, was), (subject, now) in pairs.both:
        if _said(was.entity) != _said(now.entity):
            yield change("report-corrected", subject, now.place, before=_reported(was), after=_reported(now))
    for subject, entry in pairs.gone:
        yield sides.gone("report-removed", subject, entry.place.file, before=_reported(entry))
    for subject, entry in pairs.come:
        kind = "report-corrected" if entry.entity.correction else "report-added"
        kind = "report-withdrawn" if entry.entity.withdrawn else kind
        yield sides.come(kind, subject, entry.place, after=_reported(entry))


def _said(report: Report) -> tuple[object, ...]:
    """All of a report but what it is on."""
    return tuple(getattr(report, key.name) for key in fields(report) if key.name not in ("target", "milestone", "task"))


def _reported(filed: Filed[Report]) -> str:
    report = filed.entity
    amount = (
        f"{report.value}" if report.value is not None else f"{report.percent}%" if report.percent is not None else ""
    )
    mark = "撤回" if report.withdrawn else "更正" if report.correction else None
    more = "，".join(text for text in (report.by, report.note, evidence_names(report.evidence), mark) if text)
    return f"{report.date} {amount}" + (f"（{more}）" if more else "")


def _problems(sides: Sides) -> Iterator[Change]:
    pairs = pair(sides.older.registry.problems, sides.newer.registry.problems, lambda problem: problem.entity.id)
    for was, now in pairs.both:
        old, new = was.entity, now.entity
        if old == new:
            continue
        before, after = _steps(old), _steps(new)
        if before == after:
            before, after = _differing(old, new)
        yield change("problem-changed", new.id, now.place, title=new.title, before=before, after=after)
    for problem in pairs.gone:
        yield sides.gone("problem-removed", problem.entity.id, PROBLEMS, title=problem.entity.title)
    for problem in pairs.come:
        yield sides.come(
            "problem-added", problem.entity.id, problem.place, title=problem.entity.title, after=_steps(problem.entity)
        )


def _steps(problem: Problem) -> str:
    """The trail: `发现、交办`."""
    return "、".join(step.action.chinese for step in problem.steps)


def _notices(sides: Sides) -> Iterator[Change]:
    pairs = pair(sides.older.registry.notices, sides.newer.registry.notices, lambda notice: notice.entity.number)
    return _stepwise(sides, "notice", NOTICES, pairs, lambda notice: (notice.number, notice.unit))


def _requests(sides: Sides) -> Iterator[Change]:
    pairs = pair(sides.older.registry.requests, sides.newer.registry.requests, lambda request: request.entity.id)
    return _stepwise(sides, "request", REQUESTS, pairs, lambda request: (request.id, request.subject))


def _papers(sides: Sides) -> Iterator[Change]:
    pairs = pair(sides.older.registry.papers, sides.newer.registry.papers, lambda paper: paper.entity.number)
    return _stepwise(sides, "paper", PAPERS, pairs, lambda paper: (paper.number, paper.to))


def _seals(sides: Sides) -> Iterator[Change]:
    pairs = pair(sides.older.registry.seals, sides.newer.registry.seals, lambda seal: seal.entity.archive)
    return _stepwise(sides, "seal", SEALS, pairs, lambda seal: (seal.period, seal.archive))


def _stepwise(
    sides: Sides, kind: str, file: str, pairs: Pairs[Filed[S]], named: Callable[[S], tuple[str, str]]
) -> Iterator[Change]:
    """What became of records that only grow, or of which none goes; `named` gives the number and the title of one."""
    for was, now in pairs.both:
        if was.entity != now.entity:
            before, after = _differing(was.entity, now.entity)
            yield change(f"{kind}-changed", named(now.entity)[0], now.place, before=before, after=after)
    for record in pairs.gone:
        number, title = named(record.entity)
        yield sides.gone(f"{kind}-removed", number, file, title=title)
    for record in pairs.come:
        number, title = named(record.entity)
        yield sides.come(f"{kind}-added", number, record.place, title=title)


def _differing(
    old: Problem | Notice | Request | Paper | Seal, new: Problem | Notice | Request | Paper | Seal
) -> tuple[str, str]:
    """The fields of two records that differ, as `key: value`, of each."""
    names = [key.name for key in fields(old) if getattr(old, key.name) != getattr(new, key.name)]
    before, after = ("，".join(f"{name}: {_text(getattr(record, name))}" for name in names) for record in (old, new))
    return before, after
