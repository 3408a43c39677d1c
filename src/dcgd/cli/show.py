"""`dcgd show`: one task whole."""

import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Annotated, Any

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command
from dcgd.cli.console import text_width
from dcgd.cli.output import emit_object
from dcgd.cli.session import open_session
from dcgd.index import journal, listing, lookup
from dcgd.index.codec import plain
from dcgd.index.lookup import Filter
from dcgd.model import Adjustable, Firmness, Report, What
from dcgd.model.items import firmness_mark
from dcgd.naming import parted, printed_name, unqualified
from dcgd.publish.table import cell
from dcgd.publish.tabular.formats import Format
from dcgd.publish.tabular.width import wrap
from dcgd.tracking import notices, problems
from dcgd.tracking.due_checkpoints import checkpoints_of
from dcgd.tracking.item_row import row_of
from dcgd.tracking.judged_items import JudgedItem, judged_items, judged_shares
from dcgd.tracking.judging import reasons
from dcgd.tracking.judging.rollup import standing
from dcgd.tracking.judging.wording import amount
from dcgd.tracking.reporting.log import account
from dcgd.tracking.requests import row as request_row

app = typer.Typer(add_completion=False)


@command(app, "show", example="dcgd show 42")
def show(
    task: Annotated[
        str,
        typer.Argument(
            metavar="任务",
            help="任务序号，如 42，或它的目标、成果、分解（42-1@柳园街道）的编号；有几个登记册时写 登记册:序号",
            autocompletion=complete.items,
        ),
    ],
    basis: options.Basis,
    form: options.TextForm = None,
) -> None:
    """一项任务的全部：原文、责任单位、目标和成果、节点、调整、进展、判定和理由、问题、督办单。"""
    with open_session(basis.data, basis.known_on) as session:
        wanted = Filter(tasks=frozenset([lookup.task(session.connection, task)]))
        row = next(listing.tasks(session.connection, wanted, whole=True))
        end = session.on(basis.day)
        share = lookup.share(session.connection, task)
        if share is not None:
            shares = judged_shares(session.connection, wanted, end)
            _show_share(next(held for held in shares if held.item.id == share[2]), end, form)
            return
        selected = list(judged_items(session.connection, wanted, end))
        verdicts = {judged_item.item.id: row_of(judged_item).as_json() for judged_item in selected}
        for key in ("targets", "milestones"):
            # The verdict's keys beside the item's own; the due date that counts is its. Without a period: none.
            row[key] = [{"what": key[:-1], **item, **verdicts.get(item["id"], {})} for item in row[key]]
        stands = standing(judged_item.verdict for judged_item in selected)
        row["status"] = stands.status.value if stands else None
        row["light"] = stands.light if stands else None
        if selected and selected[-1].item.what == What.TASK:
            row["verdict"] = row_of(selected[-1]).as_json()
        row["reports"] = [
            _report(report) for judged_item in selected for report in judged_item.reports if report.date <= end
        ]
        row |= _trail(session.connection, unqualified(str(row["number"])), end)
        if form and form is not Format.TEXT:
            emit_object(row, form)
        else:
            sys.stdout.writelines(
                line + "\n"
                for line in _lines(
                    row, {judged_item.item.id: judged_item for judged_item in selected}, end, text_width()
                )
            )


def _show_share(held: JudgedItem, day: date, form: Format | None) -> None:
    """One share: what it is of, how it stands and what was reported on it."""
    row = row_of(held).as_json()
    row["reports"] = [_report(report) for report in held.reports if report.date <= day]
    if form and form is not Format.TEXT:
        emit_object(row, form)
        return
    columns = text_width()
    lines = [
        *_item(row, held, day, columns),
        *_reports(row["reports"], {row["target"]: held.item.unit_measure}, columns),
    ]
    sys.stdout.writelines(line + "\n" for line in lines)


def _trail(connection: sqlite3.Connection, task: tuple[str, str], day: date) -> dict[str, Any]:
    """The problems and the notices of a task (its registry and number) as they stood on a day.

    Those that came only after it are `later`, and stand as they began: a task is shown whole.
    """
    registry, number = task
    raised = [problem for problem in journal.problems(connection).get(registry, ()) if str(problem.task) == number]
    issued = [
        notice for notice in journal.notices(connection).get(registry, ()) if str(notices.task_of(notice)) == number
    ]
    return {
        "problems": [
            problems.row(problem, max(day, problem.steps[0].date)) | {"later": problem.steps[0].date > day}
            for problem in raised
        ],
        "notices": [notices.row(notice, max(day, notice.issued)) | {"later": notice.issued > day} for notice in issued],
        "requests": [
            row
            for request in journal.requests(connection).get(registry, ())
            if request.subject.partition("-")[0] == number and (row := request_row(request, day))
        ],
    }


_MORE = (("checkpoint", "完成节点"), ("difficulty", "存在问题"), ("next_step", "下一步"))


def _report(report: Report) -> dict[str, Any]:
    return {
        "subject": report.subject,
        "date": report.date.isoformat(),
        "value": plain(report.value),
        "percent": plain(report.percent),
        **account(report),
    }


def _answering(people: dict[str, list[str]]) -> str:
    """Who answers, in one line: `分管领导：李某某  责任人：王某某`; empty where nobody is known."""
    named = {"分管领导": people["leader"], "责任人": people["owner"], "联系人": people["contact"]}
    return "  ".join(f"{duty}：{'、'.join(map(printed_name, names))}" for duty, names in named.items() if names)


def _lines(task: dict[str, Any], entities: Mapping[str, JudgedItem], day: date, columns: int) -> Iterator[str]:
    def para(text: str, indent: int = 0) -> Iterator[str]:
        yield from (" " * indent + line for line in wrap(cell(text), columns - indent))

    yield from para(f"{task['number']}. {task['title']}")
    yield from para(f"章节：{task['section']}")
    yield from para(f"牵头单位：{cell(task['leads']) or '（原文没有写）'}")
    if task["participants"]:
        yield from para(f"参与单位：{cell(task['participants'])}")
    yield from para(_answering(task["people"]))
    yield ""
    yield from para(task["text"])
    if task["note"]:
        yield from para(f"说明：{task['note']}")
    if task["targets"] or task["milestones"]:  # else the item of the whole task says so
        yield from chain.from_iterable(map(para, _links(task)))
    for item in [*task["targets"], *task["milestones"], *([task["verdict"]] if "verdict" in task else [])]:
        yield ""
        yield from _item(item, entities.get(unqualified(str(item["id"]))[1]), day, columns)
    yield from _reports(task["reports"], {item["id"]: item["unit_measure"] for item in task["targets"]}, columns)
    for title, rows, said_of in _trails(task):
        if rows:
            yield ""
            yield f"{title}："
            for row in rows:
                yield from para(said_of(row), 2)


def _reports(reports: Sequence[dict[str, Any]], measures: Mapping[str, str], columns: int) -> Iterator[str]:
    """The reports, a line or more each; `measures`: the units of measure by the ids of items."""
    if reports:
        yield ""
        yield "进展："
    for report in reports:
        value, measure = report["value"], measures.get(parted(report["subject"])[0], "")
        said = amount(str(value), measure)
        if value is None:
            said = f"{report['percent']}%" if report["percent"] is not None else ""
        words = [report["date"], report["subject"], said, report["by"], report["note"]]
        words += [f"{word}：{report[key]}" for key, word in _MORE if report[key]]
        words += [part["file"] or part["url"] for part in report["evidence"]]
        line = "  ".join(cell(word) for word in words if word)
        yield from ("  " + part for part in wrap(cell(line), columns - 2))


def _item(row: dict[str, Any], judged: JudgedItem | None, day: date, columns: int) -> Iterator[str]:
    """An item: its goal, where it stands, its checkpoints and adjustments, the reasons of its verdict."""

    def para(text: str, indent: int = 2) -> Iterator[str]:
        yield from (" " * indent + line for line in wrap(cell(text), columns - indent))

    goal = f"：{row['goal']}" if row["what"] in (What.TARGET, What.SHARE) and "goal" in row else ""
    title = row.get("title") or row["indicator"]
    mark = firmness_mark(Firmness(row.get("firmness", Firmness.FIRM)), title)
    yield from para(f"{What(row['what']).chinese} {row['id']} {title}{goal}{mark}", 0)
    if "label" in row:
        yield from para(f"[{row['light']}] {row['label']}，时限 {row['due']}")
    if row.get("note"):
        yield from para(f"说明：{row['note']}")
    for line in _links(row):
        yield from para(line)
    for line in _dated(judged, day):
        yield from para(line)
    for reason in row.get("reasons", ()):
        first, *rest = wrap(cell(reason), columns - 4)
        yield f"  · {first}"
        yield from (f"    {line}" for line in rest)
    for share in row.get("shares", ()):
        if "label" in share:
            yield from para(_share(share, row["unit_measure"]), 2)


def _share(share: dict[str, Any], measure: str) -> str:
    """A share in a line: `分解 32-1@柳园街道：4 个 [黄] 滞后，时限 2025-12-31，2025-09-30 报 2 个（完成 50.0%）`."""
    value, percent = share["reported_value"], share["reported_percent"]
    done = f"（完成 {share['done_percent']}%）" if share["done_percent"] is not None and value is not None else ""
    number = amount(str(value), measure) if value is not None else f"{percent}%" if percent is not None else ""
    said = f"，{share['reported']} 报 {number}{done}" if number else ""
    return f"分解 {share['id']}：{share['goal']}  [{share['light']}] {share['label']}，时限 {share['due']}{said}"


def _links(row: dict[str, Any]) -> Iterator[str]:
    """What a task or an item refers to in other documents, a line for each key."""
    for key, word in (("implements", "承接"), ("continues", "接续"), ("same_as", "与之相同")):
        if row.get(key):
            yield f"{word}：{cell(row[key])}"


def _dated(judged: JudgedItem | None, day: date) -> Iterator[str]:
    """The checkpoints of an item with how they stand, and its adjustments; those of a later day say so."""
    if judged is None:
        return
    item = judged.item
    for checkpoint in checkpoints_of(judged, day):
        point, original, _days = checkpoint.planned
        before = f"（原为 {original}）" if original != point.date else ""
        yield f"节点：{reasons.checkpoint(point, item)}{before}，{checkpoint.label}"
    for change in item.adjustments:
        yield f"{'调整' if change.date <= day else '此后调整'}：{reasons.adjustment(change, item)}"


def _trails(task: dict[str, Any]) -> tuple[tuple[str, list[dict[str, Any]], Callable[[dict[str, Any]], str]], ...]:
    """What came of a task beside its reports: titles, rows, and what says a row in a line."""
    return (
        ("问题", task["problems"], _problem),
        ("督办单", task["notices"], _notice),
        ("申请", task["requests"], _request),
    )


def _request(row: dict[str, Any]) -> str:
    field = Adjustable(row["field"]).chinese
    said = f"{row['id']} {row['subject']} 的{field}调整为 {row['to']}，{row['asked']} {row['by']}申请，{row['label']}"
    return said + (f"（{row['decided']}，{row['decided_by']}）" if row["decided"] else "")


def _problem(row: dict[str, Any]) -> str:
    about = f"（{row['target']}）" if row["target"] else ""
    name = f"{row['id']} {row['title']}{about}"
    if row["later"]:
        return f"{name}，此后 {row['raised']} 发现"
    words = [name, row["label"]]
    words += [f"承办 {row['holder']}"] if row["holder"] else []
    words += [f"办结期限 {row['deadline']}"] if row["deadline"] and row["open"] else []
    words += [f"已超 {row['days_over']} 天"] if row["days_over"] else []
    return "，".join(words)


def _notice(row: dict[str, Any]) -> str:
    name = f"{row['number']}（{row['level']}）{row['unit']}：{row['subject']}"
    if row["later"]:
        return f"{name}，此后 {row['issued']} 发出"
    answer = f"{row['replied']} 回复" if row["replied"] else row["label"]
    over = f"，迟 {row['days_over']} 天" if row["days_over"] else ""
    return f"{name}，{row['issued']} 发出，限 {row['reply_by']} 前回复，{answer}{over}"
