"""`dcgd problem raise` and the steps that follow it: the closed loop."""

from datetime import date
from functools import partial
from typing import Annotated, NamedTuple

import typer

from dcgd.cli import complete, options
from dcgd.cli.changing import record
from dcgd.cli.clock import parse_coming, today
from dcgd.cli.commands import command, offering
from dcgd.cli.problem import Name
from dcgd.cli.session import one_folder
from dcgd.cli.shown import EvidenceFiles, shown
from dcgd.cli.stamp import stamp
from dcgd.edits.problem import add_step, raise_problem
from dcgd.errors import WrongUse
from dcgd.index.lookup import sayable
from dcgd.model import Action, Evidence, Problem, Step
from dcgd.publish.table import cell
from dcgd.tracking import problems

app = typer.Typer(add_completion=False)


class Said(NamedTuple):
    """The options of a step: by whom, on which day, and what else belongs to it."""

    by: Annotated[
        str,
        typer.Option("--by", metavar="谁", help="经办的单位或人", autocompletion=complete.units, show_default=False),
    ]
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="单位", help="交办给谁", autocompletion=complete.units, show_default=False),
    ] = None
    deadline: Annotated[str | None, options.coming_day("--deadline", "办结期限，如 2025-09-30、9月30日")] = None
    day: Annotated[date | None, options.on_day("--date", "这一步的日期，缺省是今天")] = None
    note: Annotated[str | None, typer.Option("--note", metavar="说明", help="说明", show_default=False)] = None
    evidence: EvidenceFiles = None

    def step(self, action: Action, evidence: tuple[Evidence, ...]) -> Step:
        """The step; raises WrongUse when it is by nobody."""
        if not self.by:
            raise WrongUse("--by 要写明是谁")
        day = self.day or today()
        return Step(
            action=action,
            date=day,
            by=sayable(self.by),
            to=sayable(self.to) if self.to else None,
            deadline=parse_coming(self.deadline, "--deadline", day) if self.deadline else None,
            note=sayable(self.note) if self.note else None,
            evidence=evidence,
        )


Plainly = Annotated[Said, offering("by", "day", "note", "evidence")]


@command(app, "raise", example="dcgd problem raise 5 场地没有落实 --by 区科技局 --date 2023-09-30")
def raise_(
    *,
    item: Annotated[
        str,
        typer.Argument(metavar="事项", help="任务序号，或目标、成果的编号", autocompletion=complete.items),
    ],
    title: Annotated[str | None, typer.Argument(metavar="[问题]", help="一句话说明问题", show_default=False)] = None,
    from_report: Annotated[bool, typer.Option("--from-report", help="问题取自这一项最近一次进展的“存在问题”")] = False,
    said: Plainly,
    data: options.Data = None,
) -> None:
    """发现一个问题，登记到 problems.yaml 的末尾；编号自动续排。"""
    if from_report == (title is not None):
        raise WrongUse("写一句话说明问题，或用 --from-report，两样给一样")
    if title is not None and not title.strip():
        raise WrongUse("问题不能是空的")
    folder = one_folder(data)
    about, words = sayable(item), sayable(title.strip()) if title else None
    first = said.step(Action.RAISE, shown(folder, said.evidence).evidence)
    edit = partial(raise_problem, item=about, title=words, first=first, stamp=stamp(folder))
    raised = record(folder, edit, [about]).result
    typer.echo(f"已登记：{raised.id} {cell(raised.title)}；接下来：dcgd problem assign {raised.id}", err=True)


def _advance(data: list[str] | None, name: str, wanted: Action | None, said: Said) -> None:
    """Append a step; without an action the usual one after the last."""

    folder = one_folder(data)
    evidence = shown(folder, said.evidence).evidence

    def step_of(problem: Problem) -> Step:
        action = wanted or problems.usual_next(problem)
        if action == Action.ASSIGN and not (said.to and said.deadline):
            raise WrongUse("交办要写明给谁（--to）和办结期限（--deadline）")
        if action != Action.ASSIGN and wanted is None and (said.to or said.deadline):
            raise WrongUse(f"{problem.id} 的下一步是{action.chinese}，--to、--deadline 只在交办时写")
        return said.step(action, evidence)

    edit = partial(add_step, id_=sayable(name), step_of=step_of, stamp=stamp(folder))
    problem, step = record(folder, edit, records=[sayable(name)]).result
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


@command(app, "withdraw")
def withdraw(
    name: Name,
    said: Annotated[Said, offering("by", "day", "note")],
    data: options.Data = None,
) -> None:
    """撤回：登记错了的；编号和经过留着，哪里也不算。加了 --all 的 list 里看得到。"""
    if not said.note or not said.note.strip():
        raise WrongUse("撤回要写明为什么（--note）")
    _advance(data, name, Action.WITHDRAW, said)
