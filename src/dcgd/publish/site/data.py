"""The data that the pages are drawn from in the browser, as plain values for JSON."""

from collections.abc import Iterator

from dcgd.model import Status
from dcgd.model.written import record
from dcgd.publish.site.content import Content, key
from dcgd.publish.site.figures import Past, figures, groups, mean
from dcgd.publish.site.items import Paces, facts, line_of_lights
from dcgd.publish.table import Row
from dcgd.tracking.months import reporting_day
from dcgd.tracking.problems import known
from dcgd.tracking.problems import row as problem_row
from dcgd.tracking.rollup import LIGHTS_WORST_FIRST, totals

_REPORTING_DAYS = 3


def data(content: Content, before: Past) -> Row:
    """Everything the pages show: documents, tasks, items, groups, problems, months."""
    paces = Paces()
    items = [
        facts(content, entry, paces) | {"history": line_of_lights(line, before.months)}
        for entry, line in zip(content.entries, before.lines, strict=True)
    ]
    whole = totals(entry.verdict for entry in content.entries)
    shares = {light: float(share) for light, share in whole.light_shares.items()}
    statuses = {status.value: number for status, number in whole.statuses.items()}
    return {
        "as_of": content.as_of.isoformat(),
        "several": content.several,
        "lights": LIGHTS_WORST_FIRST,
        "statuses": {status.value: status.chinese for status in Status},
        "done": [status.value for status in Status if status.is_done],
        "whole": figures(whole) | mean(content, content.entries) | {"light_percents": shares, "by_status": statuses},
        "months": before.months,
        "trend": before.trend,
        "groups": groups(content, before),
        "documents": [_document(content, each) for each in content.documents],
        "tasks": list(_tasks(content)),
        "items": items,
        "paces": paces.lines,
        "problems": list(_problems(content)),
    }


def _document(content: Content, document: Row) -> Row:
    """A document with its next reporting days, none later than its own due date."""
    rules = next((entry.rules for entry in content.entries if entry.registry == document["registry"]), None)
    if rules is None or not document["due"]:
        return {**document, "reporting": []}
    cycle = rules.reporting.cycle
    days = [reporting_day(content.as_of, cycle, later).isoformat() for later in range(_REPORTING_DAYS)]
    return {**document, "reporting": [day for day in days if day <= document["due"]]}


def _tasks(content: Content) -> Iterator[Row]:
    """Tasks by number: their text, the parts of it that items quote, and their units by the names of their pages."""
    units = {key(content, entry.registry, entry.item.task): entry for entry in content.entries}
    for task in content.tasks:
        name = str(task["number"])
        entry = units.get(name)
        found: Row = {"key": name, "title": task["title"], "text": task["text"], "written": task["leads"]}
        found["number"] = int(name.rpartition(":")[2])
        found["registry"] = name.rpartition(":")[0]
        found["section"] = key(content, found["registry"], task["section"])
        for role in ("lead", "participant"):
            found[role] = (
                [key(content, entry.registry, unit) for unit, its in entry.units if its == role] if entry else []
            )
        found["quotes"] = [each["quote"] for each in (*task["targets"], *task["milestones"])]
        if task["note"]:
            found["note"] = task["note"]
        yield found


def _problems(content: Content) -> Iterator[Row]:
    """Problems as they stood on the day, with their steps so far."""
    for registry, problems in content.problems.items():
        for problem in problems:
            if not known(problem, content.as_of):
                continue
            row = problem_row(problem, content.as_of)
            yield {
                "id": row["id"],
                "task": key(content, registry, row["task"]),
                "title": row["title"],
                "open": row["open"],
                "label": row["label"],
                "deadline": row["deadline"],
                "days_over": row["days_over"],
                "steps": [
                    {**record(step), "action": step.action.chinese, "date": step.date.isoformat()}
                    | ({"deadline": step.deadline.isoformat()} if step.deadline else {})
                    for step in known(problem, content.as_of)
                ],
            }
