"""`dcgd show`: one task whole."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command
from dcgd.cli.console import text_width
from dcgd.cli.output import emit_object
from dcgd.cli.session import open_session
from dcgd.index import listing, lookup
from dcgd.index.codec import plain
from dcgd.index.lookup import Filter
from dcgd.model import Firmness, Report, What
from dcgd.model.items import firmness_mark
from dcgd.publish.table import cell
from dcgd.publish.tabular.formats import Format
from dcgd.publish.tabular.width import wrap
from dcgd.tracking.item_row import row_of
from dcgd.tracking.judged_items import judged_items
from dcgd.tracking.judging.rollup import standing
from dcgd.tracking.judging.wording import amount

app = typer.Typer(add_completion=False)


@command(app, "show")
def show(
    task: Annotated[
        str,
        typer.Argument(
            metavar="任务",
            help="任务序号，如 42，或它的目标、成果的编号；有几个登记册时写 登记册:序号",
            autocompletion=complete.tasks,
        ),
    ],
    basis: options.Basis,
    form: options.TextForm = None,
) -> None:
    """一项任务的全部：原文、责任单位、目标和成果、进展、判定和理由。"""
    with open_session(basis.data) as session:
        wanted = Filter(tasks=frozenset([lookup.task(session.connection, task)]))
        row = next(listing.tasks(session.connection, wanted, whole=True))
        end = basis.day
        judged = list(judged_items(session.connection, wanted, end))
        verdicts = {judged_item.item.id: row_of(judged_item).as_json() for judged_item in judged}
        for key in ("targets", "milestones"):
            # The verdict's keys beside the item's own; the due date that counts is its. Without a period: none.
            row[key] = [{"what": key[:-1], **item, **verdicts.get(item["id"], {})} for item in row[key]]
        stands = standing(judged_item.verdict for judged_item in judged)
        row["status"] = stands.status.value if stands else None
        row["light"] = stands.light if stands else None
        if judged and judged[-1].item.what == What.TASK:
            row["verdict"] = row_of(judged[-1]).as_json()
        row["reports"] = [
            _report(report) for judged_item in judged for report in judged_item.reports if report.date <= end
        ]
        if form and form is not Format.TEXT:
            emit_object(row, form)
        else:
            sys.stdout.writelines(line + "\n" for line in _lines(row, text_width()))


def _report(report: Report) -> dict[str, Any]:
    return {
        "subject": report.subject,
        "date": report.date.isoformat(),
        "value": plain(report.value),
        "percent": plain(report.percent),
        "by": report.by,
        "note": report.note,
        "evidence": report.evidence,
        "correction": report.correction,
    }


def _lines(task: dict[str, Any], columns: int) -> Iterator[str]:
    def para(text: str, indent: int = 0) -> Iterator[str]:
        yield from (" " * indent + line for line in wrap(cell(text), columns - indent))

    yield from para(f"{task['number']}. {task['title']}")
    yield from para(f"章节：{task['section']}")
    yield from para(f"牵头单位：{cell(task['leads']) or '（原文没有写）'}")
    if task["participants"]:
        yield from para(f"参与单位：{cell(task['participants'])}")
    yield ""
    yield from para(task["text"])
    if task["note"]:
        yield from para(f"说明：{task['note']}")
    items = [*task["targets"], *task["milestones"], *([task["verdict"]] if "verdict" in task else [])]
    for item in items:
        yield ""
        goal = f"：{item['goal']}" if item["what"] == "target" and "goal" in item else ""
        title = item.get("title") or item["indicator"]
        mark = firmness_mark(Firmness(item.get("firmness", Firmness.FIRM)), title)
        yield from para(f"{What(item['what']).chinese} {item['id']} {title}{goal}{mark}")
        if "label" in item:
            yield from para(f"[{item['light']}] {item['label']}，时限 {item['due']}", 2)
        if item.get("note"):
            yield from para(f"说明：{item['note']}", 2)
        for reason in item.get("reasons", ()):
            first, *rest = wrap(cell(reason), columns - 4)
            yield f"  · {first}"
            yield from (f"    {line}" for line in rest)
    measures = {item["id"]: item["unit_measure"] for item in task["targets"]}
    if task["reports"]:
        yield ""
        yield "进展："
        for report in task["reports"]:
            value, measure = report["value"], measures.get(report["subject"], "")
            said = f"{report['percent']}%" if value is None else amount(str(value), measure)
            words = [report["date"], report["subject"], said, report["by"], report["note"], report["evidence"]]
            yield from para("  ".join(cell(word) for word in words if word), 2)
