"""`dcgd problem list` and `show`: the problems, and all that became of one."""

import sqlite3
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from dcgd.cli import complete, options
from dcgd.cli.commands import command
from dcgd.cli.console import FINDINGS, text_width
from dcgd.cli.item_listing import columns
from dcgd.cli.output import emit, emit_object
from dcgd.cli.session import open_session
from dcgd.edits.numbers import numbered
from dcgd.errors import WrongUse
from dcgd.index import documents, journal, lookup
from dcgd.index.codec import plain as plain_data
from dcgd.index.lookup import sayable
from dcgd.model import Action, Problem
from dcgd.naming import qualified, unqualified
from dcgd.publish.table import Column, Table, cell
from dcgd.publish.tabular.formats import Format
from dcgd.publish.tabular.width import wrap
from dcgd.tracking import problems

app = typer.Typer(add_completion=False)

Name = Annotated[
    str, typer.Argument(metavar="问题", help="编号，如 WT-2023-001，或只写 1", autocompletion=complete.problems)
]


_COLUMNS = (
    Column("id", "编号", narrow=True),
    Column("task", "任务", narrow=True),
    Column("target", "事项", narrow=True),
    Column("title", "问题"),
    Column("label", "状态", narrow=True),
    Column("holder", "承办单位"),
    Column("deadline", "办结期限", narrow=True),
    Column("days_over", "超期天数", number=True, narrow=True),
    Column("rejected", "退回", number=True, narrow=True),
)


@command(app, "list")
def list_(
    *,
    everything: Annotated[bool, typer.Option("--all", help="连同已撤回的")] = False,
    opened: Annotated[bool, typer.Option("--open", help="只看没有销号的")] = False,
    over: Annotated[bool, typer.Option("--overdue", help="只看超过办结期限的")] = False,
    unit: Annotated[
        list[str] | None,
        typer.Option(
            "--unit", "-u", metavar="单位", help="承办单位；可以重复", autocompletion=complete.units, show_default=False
        ),
    ] = None,
    basis: options.Basis,
    output: options.Output,
    fail: options.Fail = False,
) -> None:
    """问题清单：走到哪一步，谁承办，什么时候办结，超了几天。"""
    with open_session(basis.data, basis.known_on) as session:
        wanted, canonical = _units(session.connection, unit), lookup.canonical(session.connection)
        end = session.on(basis.day)
        official = {document["registry"]: document["number"] for document in documents.documents(session.connection)}
        rows = []
        recorded = journal.problems(session.connection)
        if everything:
            recorded = journal.with_withdrawn(session.connection, recorded, Problem)
        for registry, of_registry in recorded.items():
            for problem in of_registry:
                if not problems.known(problem, end):
                    continue
                row = problems.row(problem, max(end, problem.steps[-1].date) if problem.is_withdrawn else end)
                if registry:
                    row["id"] = qualified(registry, row["id"])
                shown = (row["open"] or not opened) and (row["days_over"] or not over)
                if shown and (wanted is None or canonical(registry, row["holder"] or "") in wanted):
                    rows.append({"document": official[registry], **row} if registry else row)
        emit(Table(columns(session, _COLUMNS), rows), output, "没有问题。")
        if rows and fail:
            raise typer.Exit(FINDINGS)


def _units(connection: sqlite3.Connection, names: list[str] | None) -> frozenset[str] | None:
    return frozenset(unit for _document, unit in lookup.units(connection, names)) if names else None


@command(app, "show")
def show(
    name: Name,
    basis: options.Basis,
    form: options.TextForm = None,
) -> None:
    """一个问题的全部经过。"""
    with open_session(basis.data, basis.known_on) as session:
        registry, plain = unqualified(sayable(name))
        by_registry = journal.with_withdrawn(session.connection, journal.problems(session.connection), Problem)
        known = [problem for place, listed in by_registry.items() for problem in listed if registry in ("", place)]
        id_ = numbered(plain, list(dict.fromkeys(problem.id for problem in known)), "问题")
        matching = [problem for problem in known if problem.id == id_]
        end = session.on(basis.day)
        if len(matching) == 1 and not problems.known(matching[0], end):
            raise WrongUse(f"{name} 是 {matching[0].steps[0].date} 发现的，{end} 还没有")
        if len(matching) != 1:
            raise WrongUse(f"有 {len(matching)} 个登记册都有问题 {id_}，请写明是哪一个：登记册:{id_}")
        problem = matching[0]
        row = problems.row(problem, end) | {"steps": plain_data(problems.known(problem, end))}
        if form and form is not Format.TEXT:
            emit_object(row, form)
        else:
            sys.stdout.writelines(line + "\n" for line in _lines(row, text_width()))


def _lines(problem: dict[str, Any], most: int) -> Iterator[str]:
    where = f"任务 {problem['task']}" + (f"，{problem['target']}" if problem["target"] else "")
    yield from wrap(cell(f"{problem['id']} {problem['title']}"), most)
    over = f"，已超 {problem['days_over']} 天" if problem["days_over"] else ""
    limit = f"，办结期限 {problem['deadline']}{over}" if problem["deadline"] else ""
    yield from wrap(cell(f"{where}；{problem['label']}{limit}"), most)
    for step in problem["steps"]:
        words = [step["date"], Action(step["action"]).chinese, step["by"]]
        words += [f"→ {step['to']}"] if step["to"] else []
        words += [f"期限 {step['deadline']}"] if step["deadline"] else []
        words += [step["note"]] if step["note"] else []
        words += [part["file"] or part["url"] for part in step["evidence"]]
        yield from (f"  {line}" for line in wrap(cell("  ".join(words)), most - 2))
