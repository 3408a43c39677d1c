"""What the ledger says of each item: one row of plain values, in the words of offices."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from dcgd.model import Adjustment, Checkpoint, Duty, Role, What
from dcgd.model.checkpoints import planned_on
from dcgd.naming import dotted_day, printed_name
from dcgd.publish.papers.wording import readable, share_words, tight
from dcgd.publish.snapshot import Snapshot
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.reasons import rounded
from dcgd.tracking.judging.reports import last_report
from dcgd.tracking.judging.wording import amount, plain
from dcgd.tracking.problems import days_over, is_open, known
from dcgd.tracking.reporting.checkpoints import in_quarter
from dcgd.tracking.verdict_row import points

Row = dict[str, Any]


def ledger_rows(snapshot: Snapshot) -> list[Row]:
    """A row for each item, in the order of the snapshot.

    `section` and `work` (its task) are the same in all rows of a section and a task, as are the units and people.
    `done`, `pace`: shares of 1; `gap`: percentage points below pace, negative above it. `below`, `finished`: whether
    it lags, whether it is done. `troubles`: what the unit says is difficult, and the problems that are open.
    """
    titles = snapshot.section_titles
    its_problems = _open_problems(snapshot)
    rows = []
    for number, judged in enumerate(snapshot.items, 1):
        home, verdict, item = judged.home, judged.verdict, judged.item
        last = last_report(judged.series, snapshot.as_of)
        done, pace = points(verdict.done_share), points(verdict.pace)
        deliverable = not item.what.has_number
        finished = verdict.status.is_done
        section = titles.get((home.registry, home.section), "")
        abouts = dict.fromkeys((item.id, str(item.task)))
        problems = [words for about in abouts for words in its_problems.get((home.registry, about), ())]
        rows.append(
            {
                "number": number,
                "document": home.document,
                "section": f"{home.section}、{section}" if section else home.section,
                "work": f"{item.task}. {home.task_title}",
                "item": item.title if item.what is not What.TASK else "（整项任务）",
                "goal": tight(verdict.wanted),
                "leaders": people(judged, Duty.LEADER),
                "leads": listed(units(snapshot, judged, Role.LEAD) or home.leads),
                "participants": listed(units(snapshot, judged, Role.PARTICIPANT)),
                "owners": people(judged, Duty.OWNER),
                "due": verdict.due,
                "checkpoint": "\n".join(
                    f"{point.wanted(item.unit_measure)}\n{dotted_day(point.date)}"
                    for point in in_quarter(_checkpoints(judged, snapshot.as_of), snapshot.as_of)
                ),
                "progress": "\n".join(filter(None, (_now(judged), readable(last.note or "") if last else None))),
                "done": None if done is None or (deliverable and finished) else done / 100,
                "pace": None if pace is None else pace / 100,
                "gap": None if verdict.gap is None or finished else _gap(judged),
                "state": f"{verdict.light}\n{verdict.label.replace(' · ', '，')}",
                "light": verdict.light,
                "troubles": "；".join(filter(None, (readable(last.difficulty or "") if last else None, *problems))),
                "next_step": readable(last.next_step or "") if last else None,
                "note": "\n".join(_adjusted(judged.item.adjustments, snapshot.as_of)),
                "finished": finished,
            }
        )
    return rows


def _gap(judged: JudgedItem) -> float | None:
    """The gap as listings show it: percentage points below pace to one decimal, negative above it."""
    return None if judged.verdict.gap is None else float(rounded(judged.verdict.gap))


def _checkpoints(judged: JudgedItem, day: date) -> list[Checkpoint]:
    return [planned.point for planned in planned_on(judged.item.checkpoints, judged.item.adjustments, day)]


def _now(judged: JudgedItem) -> str:
    """What was last reported; of a deliverable that is there, that it is."""
    verdict, item = judged.verdict, judged.item
    if verdict.value is not None:
        return tight(amount(plain(verdict.value), item.unit_measure))
    if verdict.percent is None:
        return "未报送" if verdict.reported is None else ""
    return "已完成" if verdict.percent >= 100 else f"完成{share_words(Fraction(verdict.percent) / 100)}"


def units(snapshot: Snapshot, judged: JudgedItem, role: Role) -> list[str]:
    """What papers call the units in a role, in the document's order."""
    names = dict.fromkeys(unit for unit, its in judged.home.units if its is role)
    return [snapshot.shorts.get((judged.home.document_id, unit), unit) for unit in names]


def listed(names: Iterable[str]) -> str:
    """Names one below the other."""
    return "\n".join(names)


def people(judged: JudgedItem, duty: Duty) -> str:
    """Who has a duty for an item, one below the other."""
    return listed(dict.fromkeys(printed_name(person) for person, its in judged.home.people if its is duty))


def _open_problems(snapshot: Snapshot) -> Mapping[tuple[str, str], Sequence[str]]:
    """The open problems in words, by registry and the item, else the task, that they are about."""
    told: dict[tuple[str, str], list[str]] = {}
    for registry, problems in snapshot.problems.items():
        for problem in problems:
            steps = known(problem, snapshot.as_of)
            if is_open(steps):
                over = days_over(steps, snapshot.as_of)
                words = f"{problem.title}（未销号{f'，超期{over}天' if over else ''}）"
                told.setdefault((registry, problem.target or str(problem.task)), []).append(words)
    return told


def _adjusted(adjustments: Iterable[Adjustment], as_of: date) -> Iterable[str]:
    """What was approved by then: another due date, another goal."""
    for change in sorted(adjustments, key=lambda change: change.date):
        if change.date > as_of:
            continue
        if isinstance(change.to, date) and isinstance(change.from_, date):
            yield f"经{change.approved_by}批准延期至{dotted_day(change.to)}（原{dotted_day(change.from_)}）"
        elif change.field == "value":
            yield f"经{change.approved_by}批准，目标由{change.from_}调整为{change.to}"
