"""The data that the pages are drawn from in the browser, as plain values for JSON."""

from collections.abc import Iterator

from dcgd.model import Role, Status, Step
from dcgd.model.working_days import on_or_after
from dcgd.naming import qualified, unqualified
from dcgd.publish.site.figures import Past, figures, groups
from dcgd.publish.site.items import Paces, item_data, line_of_lights
from dcgd.publish.snapshot import UNGROUPED, Snapshot
from dcgd.publish.table import Row
from dcgd.tracking.holders import holders
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging.months import reporting_day
from dcgd.tracking.judging.rollup import LIGHTS_WORST_FIRST, Standing, standing, totals
from dcgd.tracking.mean import mean
from dcgd.tracking.notices import row as notice_row
from dcgd.tracking.notices import task_of
from dcgd.tracking.problems import known
from dcgd.tracking.problems import row as problem_row

_REPORTING_DAYS = 3


def data(snapshot: Snapshot, before: Past) -> Row:
    """Everything the pages show: documents, tasks, items, groups, problems, notices, months."""
    paces = Paces()
    items = [
        item_data(judged, snapshot.as_of, paces) | {"history": line_of_lights(line, before.months)}
        for judged, line in zip(snapshot.items, before.lines, strict=True)
    ]
    whole = totals(judged.verdict for judged in snapshot.items)
    shares = {light: float(share) for light, share in whole.light_shares.items()}
    statuses = {status.value: count for status, count in whole.statuses.items()}
    return {
        "as_of": snapshot.as_of.isoformat(),
        "several": snapshot.several,
        "lights": LIGHTS_WORST_FIRST,
        "statuses": {status.value: status.chinese for status in Status},
        "done": [status.value for status in Status if status.is_done],
        "whole": figures(whole)
        | mean(snapshot.as_of, snapshot.items)._asdict()
        | {"light_percents": shares, "by_status": statuses},
        "months": before.months,
        "trend": before.trend,
        "groups": groups(snapshot, before),
        "documents": [_document(snapshot, document) for document in snapshot.documents],
        "tasks": list(_tasks(snapshot)),
        "items": items,
        "paces": paces.lines,
        "holders": list(_holders(snapshot)),
        "problems": list(_problems(snapshot)),
        "notices": list(_notices(snapshot)),
    }


def _holders(snapshot: Snapshot) -> Iterator[Row]:
    """The units that hold shares of targets, by group and rank, each with how far every share is, by target."""
    shares = [share for judged in snapshot.items for share in judged.shares]
    for holder in holders(snapshot.as_of, shares, snapshot.groups, UNGROUPED):
        yield {
            "unit": qualified(holder.registry, holder.unit),
            "group": holder.group,
            "rank": holder.rank,
            "done": holder.means.done,
            "pace": holder.means.pace,
            "shares": [str(qualified(share.home.registry, share.item.id)) for share in holder.shares],
        }


def _document(snapshot: Snapshot, document: Row) -> Row:
    """A document with its next reporting days: none later than its last due date, but one while anything is overdue."""
    open_items = [
        judged
        for judged in snapshot.items
        if judged.home.registry == document["registry"] and not judged.verdict.status.is_done
    ]
    if not open_items:
        return {**document, "reporting": []}
    cycle, last = open_items[0].rules.reporting.cycle, max(judged.verdict.due for judged in open_items)
    days = [reporting_day(snapshot.as_of, cycle, later) for later in range(_REPORTING_DAYS)]
    asked = [day for day in days if day <= reporting_day(last, cycle)]
    if not asked and any(judged.verdict.status is Status.OVERDUE for judged in open_items):
        asked = days[:1]
    calendar = open_items[0].rules.calendar
    return {**document, "reporting": [on_or_after(day, calendar).isoformat() for day in asked]}


def _tasks(snapshot: Snapshot) -> Iterator[Row]:
    """Tasks by number: their text, the parts of it that items quote, and their units by the names of their pages."""
    by_task: dict[str, list[JudgedItem]] = {}
    for judged in snapshot.items:
        by_task.setdefault(str(qualified(judged.home.registry, judged.item.task)), []).append(judged)
    for task in snapshot.tasks:
        name = str(task["number"])
        registry, number = unqualified(name)
        units = by_task[name][0].home.units if name in by_task else ()
        shown: Row = {
            "key": name,
            "title": task["title"],
            "text": task["text"],
            "written": task["leads"],
            "number": int(number),
            "registry": registry,
            "section": qualified(registry, task["section"]),
            **{
                role.value: [qualified(registry, unit) for unit, its in units if its == role]
                for role in (Role.LEAD, Role.PARTICIPANT)
            },
            **_standing(standing(judged.verdict for judged in by_task.get(name, ()))),
            "quotes": [part["quote"] for part in (*task["targets"], *task["milestones"])],
        }
        if task["note"]:
            shown["note"] = task["note"]
        yield shown


def _step(step: Step) -> Row:
    """What a page shows of a step."""
    shown = {"action": step.action.chinese, "date": step.date.isoformat(), "by": step.by}
    shown |= {key: value for key in ("to", "note") if (value := getattr(step, key))}
    shown |= {"deadline": step.deadline.isoformat()} if step.deadline else {}
    return shown | ({"evidence": [part.name for part in step.evidence]} if step.evidence else {})


def _standing(stands: Standing | None) -> Row:
    return {} if stands is None else {"light": stands.light, "label": stands.label}


def _problems(snapshot: Snapshot) -> Iterator[Row]:
    """Problems as they stood on the day, with their steps so far."""
    for registry, problems in snapshot.problems.items():
        for problem in problems:
            steps = known(problem, snapshot.as_of)
            if not steps:
                continue
            row = problem_row(problem, snapshot.as_of)
            yield {
                "id": row["id"],
                "task": str(qualified(registry, row["task"])),
                **({"item": qualified(registry, problem.target)} if problem.target else {}),
                "title": row["title"],
                "open": row["open"],
                "label": row["label"],
                "deadline": row["deadline"],
                "days_over": row["days_over"],
                "steps": [_step(step) for step in steps],
            }


def _notices(snapshot: Snapshot) -> Iterator[Row]:
    """Notices issued by the day, as they stood on it; of an item no longer there `item` is left out."""
    items = {qualified(judged.home.registry, judged.item.id) for judged in snapshot.items}
    for registry, notices in snapshot.notices.items():
        for notice in notices:
            task = task_of(notice)
            if notice.issued > snapshot.as_of or task is None:
                continue
            item = qualified(registry, notice.subject)
            row = notice_row(notice, snapshot.as_of)
            yield row | {
                "number": qualified(registry, notice.number),
                "unit": qualified(registry, notice.unit),
                "task": str(qualified(registry, task)),
                **({"item": item} if item in items else {}),
            }
