"""What papers say, as plain data: one set of facts feeds Markdown, ledger, bulletin, notices and users' templates.

Every number is the verdict's own or a count of verdicts, as `dcgd status` counts them. docs/papers.md lists the keys
for those who write templates; there an item is a `matter`.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from dcgd.model import Grouping, Level, Light, Rules, Status, What
from dcgd.model.working_days import after
from dcgd.naming import chinese_day
from dcgd.publish.papers import wording
from dcgd.publish.snapshot import Group, Snapshot, breakdown
from dcgd.publish.table import Row
from dcgd.tracking.item_row import row_of
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.reports import last_report
from dcgd.tracking.judging.rollup import totals
from dcgd.tracking.judging.wording import amount, plain
from dcgd.tracking.problems import is_open, known

_BELOW = (Status.OVERDUE, Status.FAR_BEHIND, Status.BEHIND)


def item_facts(snapshot: Snapshot) -> list[Row]:
    """One row for each item: the keys of `dcgd targets --format json`, and what papers show beside them.

    `index` counts from 1; `task_title`, `section_title`; `whatever`: 目标, 成果 or 任务; `now`: what was last reported,
    with its unit of measure; `by`, `note`: of the last report; `late`: whether overdue or at risk; `below`: whether it
    lags behind pace (no green light does); `why`: its risks in words, worst first; `troubles`: what is wrong, in
    sentences (open problems, and the reasons beyond the numbers). As `papers.wording` says it: `units`, the leads by
    their short names; `goal_said`, `now_said`, `gap_said`, `said` (a sentence); `cause`: what the unit gives as such.
    """
    headings = snapshot.section_titles
    problems = _open_problems(snapshot)
    rows = []
    for index, judged in enumerate(snapshot.items, 1):
        home, verdict, item = judged.home, judged.verdict, judged.item
        last = last_report(judged.series, snapshot.as_of)
        late = verdict.status is Status.OVERDUE or verdict.at_risk
        below = verdict.status in _BELOW and (verdict.gap or 0) > 0 and verdict.light is not Light.GREEN
        its_problems = problems.get((home.registry, item.id), [])
        if item.what is not What.TASK:
            its_problems = [*its_problems, *problems.get((home.registry, str(item.task)), [])]
        beyond = verdict.reasons[1 if verdict.done_share is not None else 0 :] if late else ()
        rows.append(
            row_of(judged).as_json()
            | {
                "index": index,
                "whatever": item.what.chinese,
                "task_title": home.task_title,
                "section_title": headings.get((home.registry, home.section), ""),
                "now": _now(judged),
                "by": last.by if last else None,
                "note": last.note if last else None,
                "late": late,
                "below": below,
                "why": ["逾期"] if verdict.status is Status.OVERDUE else [risk.chinese for risk in verdict.risks],
                "troubles": [*its_problems, *beyond],
                "units": (leads := snapshot.leads(judged)),
                "goal_said": wording.goal_words(judged, snapshot.as_of.year),
                "now_said": wording.now_words(judged),
                "gap_said": wording.late_words(judged, snapshot.as_of),
                "said": wording.sentence(item.title, leads, judged, snapshot.as_of),
                "cause": (last.difficulty or last.note) if last else None,
            }
        )
    return rows


def _now(judged: JudgedItem) -> str:
    verdict = judged.verdict
    if verdict.value is not None:
        return amount(plain(verdict.value), judged.item.unit_measure)
    if verdict.percent is not None:
        return f"{plain(verdict.percent)}%"
    return "有进展" if verdict.reported else "未报送"


def _open_problems(snapshot: Snapshot) -> dict[tuple[str, str], list[str]]:
    """The problems raised by the day and not yet closed, in words, by registry and what they are about."""
    by_subject: dict[tuple[str, str], list[str]] = {}
    for registry, problems in snapshot.problems.items():
        for problem in problems:
            if is_open(known(problem, snapshot.as_of)):
                key = registry, problem.target or str(problem.task)
                by_subject.setdefault(key, []).append(f"{problem.title}（{problem.id}，未销号）")
    return by_subject


def facts(snapshot: Snapshot, by: Iterable[str] = ("section", "unit")) -> Row:
    """The facts of a summary or a bulletin; `by` says by what the late items are also grouped (`groups`)."""
    snapshot = snapshot.by_registry()
    rows = item_facts(snapshot)
    worst = [row for row, _judged in sorted(zip(rows, snapshot.items, strict=True), key=lambda pair: pair[1].severity)]
    below = [row for row in worst if row["below"]]
    silent = [row for row in worst if row["late"] and not row["below"] and row["reported"] is None]
    risky = [row for row in worst if row["late"] and not row["below"] and row["reported"] is not None]
    late = [*below, *silent, *risky]
    whole = totals(judged.verdict for judged in snapshot.items)
    sections, units = (breakdown(snapshot, grouping) for grouping in (Grouping.SECTION, Grouping.UNIT))
    return {
        "documents": list(snapshot.documents),
        "document": snapshot.documents[0] if snapshot.documents else None,
        "several": snapshot.several,
        "as_of": snapshot.as_of.isoformat(),
        "day": chinese_day(snapshot.as_of),
        "scope": snapshot.scope,
        "total": whole.total,
        "tasks": len({(judged.home.registry, judged.item.task) for judged in snapshot.items}),
        "at_risk": whole.at_risk,
        "lights": [
            {"light": light, "count": count, "percent": str(whole.light_shares[light])}
            for light, count in whole.lights.items()
        ],
        "statuses": [
            {"status": status.value, "label": status.chinese, "count": count, "percent": str(share)}
            for (status, count), share in zip(whole.statuses.items(), whole.status_shares.values(), strict=True)
        ],
        "counts": {status.value: count for status, count in whole.statuses.items()},
        "sections": [_group(section) for section in sections],
        "units": [_group(unit) for unit in units],
        "by": list(by),
        "matters": rows,
        "below": below,
        "silent": silent,
        "risky": risky,
        "late": late,
        "groups": {"section": _with_late(sections, late), "unit": _with_late(units, late)},
        "reply": {level: chinese_day(day) for level, day in reply_days(snapshot).items()},
    }


def _group(group: Group) -> Row:
    return {
        "key": group.key,
        "name": group.heading,
        "total": group.totals.total,
        "percent": str(group.percent),
        "lights": dict(group.totals.lights),
        "light_percents": {light: str(share) for light, share in group.totals.light_shares.items()},
        "at_risk": group.totals.at_risk,
        "participates": len(group.participates),
    }


def _with_late(groups: Sequence[Group], late: Sequence[Row]) -> list[Row]:
    """Groups with what is late in each, in the order of `late`."""
    rows = []
    for group in groups:
        members = {index + 1 for index in group.members}
        rows.append(_group(group) | {"late": [row for row in late if row["index"] in members]})
    return rows


def reply_days(snapshot: Snapshot, issued: date | None = None) -> dict[Level, date]:
    """The working day by which a unit is asked to answer, by the level of a notice, as the first item's rules say.

    Counted from the day of issue, by default that of the figures.
    """
    rules = snapshot.items[0].rules if snapshot.items else Rules()
    return {level: after(issued or snapshot.as_of, rules.notices.days(level), rules.calendar) for level in Level}
