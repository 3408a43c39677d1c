"""`dcgd problem`: the closed loop of problems."""

import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple

import typer

from dcgd.cli import complete, options
from dcgd.cli.clock import today
from dcgd.cli.commands import Group, command, offering
from dcgd.cli.console import FINDINGS, text_width
from dcgd.cli.judged import columns
from dcgd.cli.output import emit, emit_object
from dcgd.cli.session import one_folder, open_session
from dcgd.cli.trail import add_step, raise_problem
from dcgd.errors import WrongUse
from dcgd.index import documents, journal, lookup
from dcgd.index.lookup import sayable
from dcgd.model import Action, Problem, Step
from dcgd.model.written import record
from dcgd.naming import nearest, not_found, qualified
from dcgd.publish.formats import Format
from dcgd.publish.table import Column, Table, cell
from dcgd.publish.width import wrap
from dcgd.tracking import problems

app = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    help="问题的闭环：发现、交办（协调）、解决、反馈、销号。",
)

Name = Annotated[str, typer.Argument(metavar="问题", help="编号，如 WT-2023-001", autocompletion=complete.problems)]


class Said(NamedTuple):
    """What is said of a step: by whom, on which day, and what else belongs to it."""

    by: Annotated[
        str,
        typer.Option("--by", metavar="谁", help="经办的单位或人", autocompletion=complete.units, show_default=False),
    ]
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="单位", help="交办给谁", autocompletion=complete.units, show_default=False),
    ] = None
    deadline: Annotated[date | None, options.on_day("--deadline", "办结期限，YYYY-MM-DD")] = None
    day: Annotated[date | None, options.on_day("--date", "这一步的日期，缺省是今天")] = None
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="说明", show_default=False)] = None
    evidence: Annotated[
        str | None,
        typer.Option("--evidence", metavar="佐证", help="佐证的文件路径或网址，只记名，不复制", show_default=False),
    ] = None

    def step(self, action: Action) -> Step:
        """The step; raises WrongUse when it is by nobody."""
        if not self.by:
            raise WrongUse("--by 要写明是谁")
        texts = {"by": self.by, "to": self.to, "note": self.note, "evidence": self.evidence}
        words = {key: sayable(text) for key, text in texts.items() if text}
        return Step(action=action, date=self.day or today(), deadline=self.deadline, **words)


Plainly = Annotated[Said, offering("by", "day", "note", "evidence")]


@command(app, "raise")
def raise_(
    item: Annotated[
        str,
        typer.Argument(metavar="事项", help="任务序号，或目标、成果的编号", autocompletion=complete.items),
    ],
    title: Annotated[str, typer.Argument(metavar="问题", help="一句话说明问题")],
    said: Plainly,
    data: options.Data = None,
) -> None:
    """发现一个问题，登记到 problems.yaml 的末尾；编号自动续排。"""
    if not title.strip():
        raise WrongUse("问题不能是空的")
    folder = one_folder(data)
    raised = raise_problem(folder, sayable(item), sayable(title.strip()), said.step(Action.RAISE), today())
    typer.echo(f"已登记：{raised.id} {cell(raised.title)}；接下来：dcgd problem assign {raised.id}", err=True)


def _advance(data: list[str] | None, name: str, wanted: Action | None, said: Said) -> None:
    """Append a step; without an action the usual one after the last."""

    def make(problem: Problem) -> Step:
        action = wanted or problems.usual_next(problem)
        if action == Action.ASSIGN and not (said.to and said.deadline):
            raise WrongUse("交办要写明给谁（--to）和办结期限（--deadline）")
        if action != Action.ASSIGN and wanted is None and (said.to or said.deadline):
            raise WrongUse(f"{problem.id} 的下一步是{action.chinese}，--to、--deadline 只在交办时写")
        return said.step(action)

    problem, step = add_step(one_folder(data), name, make, today())
    words = f"，{step.to}，期限 {step.deadline}" if step.to else f"，期限 {step.deadline}" if step.deadline else ""
    recorded = f"已登记：{problem.id} {step.date} {step.action.chinese}{words}；现在{problems.STATES[step.action]}"
    typer.echo(recorded, err=True)


@command(app, "assign")
def assign(name: Name, said: Said, data: options.Data = None) -> None:
    """交办：给谁，什么时候办结。办理中或退回后可以再交办，即协调。"""
    _advance(data, name, Action.ASSIGN, said)


@command(app, "resolve")
def resolve(name: Name, said: Plainly, data: options.Data = None) -> None:
    """解决：承办单位办完了。"""
    _advance(data, name, Action.RESOLVE, said)


@command(app, "feedback")
def feedback(name: Name, said: Plainly, data: options.Data = None) -> None:
    """反馈：把结果报给督查室，申请销号。"""
    _advance(data, name, Action.FEEDBACK, said)


@command(app, "close")
def close(name: Name, said: Plainly, data: options.Data = None) -> None:
    """销号：核实无误。"""
    _advance(data, name, Action.CLOSE, said)


@command(app, "reject")
def reject(
    name: Name,
    said: Annotated[Said, offering("by", "deadline", "day", "note", "evidence")],
    data: options.Data = None,
) -> None:
    """退回：核实不过，退回重办，可以另定期限；已销号的也可以退回。"""
    _advance(data, name, Action.REJECT, said)


@command(app, "advance")
def advance(name: Name, said: Said, data: options.Data = None) -> None:
    """走通常的下一步：发现后交办，交办后解决，解决后反馈，反馈后销号。"""
    _advance(data, name, None, said)


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
    with open_session(basis.data) as session:
        wanted, canonical = _units(session.connection, unit), lookup.canonical(session.connection)
        end = basis.day
        official = {each["registry"]: each["number"] for each in documents.documents(session.connection)}
        rows = []
        for registry, found in journal.problems(session.connection).items():
            for problem in found:
                if not problems.known(problem, end):
                    continue
                row = problems.row(problem, end)
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
    with open_session(basis.data) as session:
        registry, _, plain = name.rpartition(":")
        found = journal.problems(session.connection)
        known = {f"{place}:{each.id}" if place else each.id: each for place, listed in found.items() for each in listed}
        matching = [each for key, each in known.items() if key == name or (not registry and each.id == plain)]
        end = basis.day
        if len(matching) == 1 and not problems.known(matching[0], end):
            raise WrongUse(f"{name} 是 {matching[0].steps[0].date} 发现的，{end} 还没有")
        if len(matching) != 1:
            raise WrongUse(not_found(name, nearest(name, list(known)), "问题"))
        problem = matching[0]
        steps = [record(step) for step in problems.known(problem, end)]
        whole = problems.row(problem, end) | {
            "steps": [
                {key: value if isinstance(value, str) else value.isoformat() for key, value in step.items()}
                for step in steps
            ]
        }
        if form and form is not Format.TEXT:
            emit_object(whole, form)
        else:
            sys.stdout.writelines(line + "\n" for line in _lines(whole, text_width()))


def _lines(problem: dict[str, Any], most: int) -> Iterator[str]:
    where = f"任务 {problem['task']}" + (f"，{problem['target']}" if problem["target"] else "")
    yield from wrap(cell(f"{problem['id']} {problem['title']}"), most)
    over = f"，已超 {problem['days_over']} 天" if problem["days_over"] else ""
    limit = f"，办结期限 {problem['deadline']}{over}" if problem["deadline"] else ""
    yield from wrap(cell(f"{where}；{problem['label']}{limit}"), most)
    for step in problem["steps"]:
        words = [step["date"], Action(step["action"]).chinese, step["by"]]
        words += [f"→ {step['to']}"] if step.get("to") else []
        words += [f"期限 {step['deadline']}"] if step.get("deadline") else []
        words += [step[key] for key in ("note", "evidence") if step.get(key)]
        yield from (f"  {line}" for line in wrap(cell("  ".join(words)), most - 2))
