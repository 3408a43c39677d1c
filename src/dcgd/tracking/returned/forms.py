"""What a unit is asked for a period: one form a unit, and what a workbook of it is recognised by when it comes back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

from dcgd.model import Checkpoint, Comparator, Cycle, Duty, Kind, Role, Rules, What
from dcgd.model.items import Item
from dcgd.model.working_days import grace_end, on_or_after
from dcgd.naming import dotted_day, printed_name
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.judging import reasons as say
from dcgd.tracking.judging.checkpoints import still_open
from dcgd.tracking.judging.goals import goal_on
from dcgd.tracking.judging.months import cycle_start, month_end, period_name, reporting_day
from dcgd.tracking.judging.wording import amount, counts_things, plain

META = "_dcgd"
"""The hidden sheet that says what a workbook is."""
VERSION = "1"
KEY, ID, AMOUNT, MEASURE, DAY = "标识", "编号", "本期完成", "计量单位", "数据截止日"
NOTE, DIFFICULTY, NEXT_STEP = "进展情况", "存在问题", "下一步措施及预计完成时间"
CHECKPOINT, REACHED = "本期应达（节点）", "节点完成"
EVIDENCE, CORRECTION, FILLED_BY, CHECKED_BY = "佐证（文件名或网址）", "更正", "填报人", "审核人"
FORMER = {"说明": NOTE, "下一步打算": NEXT_STEP, "节点": CHECKPOINT}
"""What columns were called on forms of before, which are read as well."""
SERIAL, TITLE, GOAL, REPORTED, OWNER = "序号", "重点任务", "年度目标及时限", "上次报送", "责任人"
SHOWN = (SERIAL, TITLE, GOAL, REPORTED, OWNER, "类别", "事项", "目标值", "时限", "序时进度")
"""Columns that tell a unit something and are not read; the last ones on forms of before."""
HEAD_SIGNS, PHONE, GUIDE, BELOW = "主要负责人签字", "联系电话", "填表说明", "表下"
SIGNED_IN = {CHECKED_BY: CHECKPOINT, FILLED_BY: AMOUNT}
"""Where it is said who checked and who filled in the form: in these columns of the rows below the table, whose key is
BELOW. What else is signed there is for the paper alone."""
YES = "是"
"""What stands in the column 更正 of a report that corrects an earlier one."""


class Origin(NamedTuple):
    """What a form is of: the document's number, the period as `2023-06`, and the unit."""

    document: str
    period: str
    unit: str

    def key(self, item: str) -> str:
        """The key of a row: the item's id, sealed, so that a row pasted in from another form is told apart."""
        return f"{item}#{self._seal()}"

    def _seal(self) -> str:
        return blake2b("\0".join(self).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()

    def item(self, key: str) -> str | None:
        """The id of the item whose key of this form this is; None for any other text."""
        item, _, seal = key.rpartition("#")
        return item if item and seal == self._seal() else None


@dataclass(frozen=True, slots=True)
class FormItem:
    """One item on a form, in words; `least` and `most` bound the number to be filled in, where anything does.

    `whole`: the number has no decimals. `checkpoints`: those in words that are due until the end of the period and
    not reported as met. `helpers` take part in it, `owners` answer for it.
    """

    key: str
    id: str
    what: What
    title: str
    note: str
    goal: str
    due: date
    reported: str
    pace: str
    measure: str
    least: Decimal | None
    most: Decimal | None
    whole: bool = False
    checkpoints: tuple[Checkpoint, ...] = ()
    done: bool = False
    helpers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one unit: `leads` to be filled in, `participates` led by others; reports are dated `first` to `last`.

    `hand_in`: the working day by which it is to be back, `latest` that on which the days of grace end.
    """

    origin: Origin
    title: str
    first: date
    last: date
    leads: tuple[FormItem, ...]
    participates: tuple[FormItem, ...]
    hand_in: date | None = None
    latest: date | None = None


def window(month: int, cycle: Cycle) -> tuple[date, date]:
    """The first and last day of the reporting cycle that a month belongs to."""
    last = reporting_day(month_end(month), cycle)
    return cycle_start(last, cycle), last


def forms(judged_items: Iterable[JudgedItem], month: int, title: str) -> list[Form]:
    """The forms of all units that answer for the items, each judged at the end of the month's reporting cycle.

    Items whose own period begins later are not asked, nor a task as a whole that is asked by its targets and
    milestones; of a target that is divided the units that hold its shares are. What is the same as an item of another
    document is asked there. `title` is the document's.
    """
    roles: dict[Origin, dict[str, list[FormItem]]] = {}
    first = last = month_end(month)
    rules = Rules()
    in_parts: set[tuple[int, int]] = set()
    for judged in chain.from_iterable(whole.asked for whole in judged_items):
        rules = judged.rules
        first, last = window(month, rules.reporting.cycle)
        task = judged.home.document_id, judged.item.task
        if judged.item.what is not What.TASK:
            in_parts.add(task)  # they come before the task
        if judged.item.start > last or (judged.item.what is What.TASK and task in in_parts) or judged.item.same_as:
            continue
        for unit, role in judged.home.units:
            origin = Origin(judged.home.document, period_name(month), unit)
            roles.setdefault(origin, {Role.LEAD: [], Role.PARTICIPANT: []})[role].append(
                _form_item(judged, origin, last)
            )
    return [
        Form(
            origin,
            title,
            first,
            last,
            tuple(items[Role.LEAD]),
            tuple(items[Role.PARTICIPANT]),
            on_or_after(last, rules.calendar),
            grace_end(last, rules),
        )
        for origin, items in roles.items()
    ]


def _form_item(judged: JudgedItem, origin: Origin, last: date) -> FormItem:
    item, verdict = judged.item, judged.verdict
    measure = item.unit_measure if item.kind else "%"  # only what has a number has a kind
    counted = item.kind == Kind.CUMULATIVE
    asked = still_open(goal_on(item, last, judged.rules.thresholds.tolerance), judged.series, last)
    return FormItem(
        key=origin.key(item.id),
        id=item.id,
        what=item.what,
        title=item.title,
        note="" if item.what == What.TASK else item.note or "",  # a task's is of its text
        goal=verdict.wanted,
        due=verdict.due,
        reported=_reported(judged, measure),
        pace=pace_words(judged, last),
        measure=measure,
        least=Decimal(0) if counted or not item.kind else None,
        most=None if item.kind else Decimal(100),
        whole=item.kind is not None and counts_things(item),
        checkpoints=() if verdict.status.is_done else tuple(planned.point for planned in asked),
        done=verdict.status.is_done,
        helpers=tuple(dict.fromkeys(unit for unit, role in judged.home.units if role is Role.PARTICIPANT)),
        owners=tuple(printed_name(person) for person, duty in judged.home.people if duty is Duty.OWNER),
    )


def _reported(judged: JudgedItem, measure: str) -> str:
    """What was last reported and when: `9 家（2025.9.30）`, `有进展（2025.10.31）`, `没有报过`."""
    verdict = judged.verdict
    said = []
    if verdict.measured is not None:
        number, unit = (verdict.percent, "%") if verdict.value is None else (verdict.value, measure)
        said.append(f"{amount(plain(number or Decimal(0)), unit)}（{dotted_day(verdict.measured)}）")
    if verdict.reported is not None and verdict.reported != verdict.measured:
        said.append(f"有进展（{dotted_day(verdict.reported)}）")
    return "，".join(said) or "没有报过"


def pace_words(judged: JudgedItem, day: date) -> str:
    """What 序时进度 asks on a day: `应达 7.5 亿元（50.0%）`, `应达约 8 家（50.0%）`, `50.0%`, `始终保持`, or none."""
    item, verdict = judged.item, judged.verdict
    if verdict.status.is_done:
        return f"{verdict.label}，不必再报"
    if verdict.pace is None:
        return f"始终保持：{verdict.wanted}"
    share = say.percent(verdict.pace)
    goal = goal_on(item, day, judged.rules.thresholds.tolerance)
    if goal.value is None or (goal.baseline is None and (goal.falling or goal.value <= 0)):
        return share
    begin = Fraction(goal.baseline or 0)
    marks = () if verdict.pace == 1 else (goal.value,)  # what is due before the end never reads as all of it
    must = _MUST.get(goal.comparator, "应达") if verdict.pace == 1 or goal.falling else "应达"
    number = _pace_number(begin + (Fraction(goal.value) - begin) * verdict.pace, marks, item)
    return f"{must}{'' if number.startswith('约') else ' '}{number}（{share}）"


_MUST = {Comparator.MORE_THAN: "应超过", Comparator.AT_MOST: "应不超过"}


def _pace_number(number: Fraction, marks: tuple[Decimal, ...], item: Item) -> str:
    """`7.5 亿元`, of what is counted one by one `约 8 家`; never one of `marks`."""
    if not counts_things(item) or number.denominator == 1:
        return amount(re.sub(r"[.]0$", "", say.rounded(number, marks=marks)), item.unit_measure)
    below = int(number) if number >= 0 else int(number) - 1
    nearest = below + (number - below >= Fraction(1, 2))
    return f"约 {amount(str(below if nearest in marks else nearest), item.unit_measure)}"
