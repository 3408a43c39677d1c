"""A unit's month in one form: all that it leads, asked for at once, written at once."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from dcgd.cli.clock import parse_day, parse_month
from dcgd.cli.desk.bodies import Form
from dcgd.cli.desk.doing import preview
from dcgd.cli.desk.forms import Given, checked_text, fields_of
from dcgd.cli.desk.guard import Visitor
from dcgd.cli.desk.pages import Answer, page
from dcgd.cli.desk.running import heard, listed, rehearse
from dcgd.cli.desk.state import Desk, Work
from dcgd.cli.fill_draft import Answer as Filled
from dcgd.cli.fill_work import Work as Filling
from dcgd.cli.fill_work import commands_of, items_to_fill, work_on, write_filled
from dcgd.cli.options import Selection
from dcgd.cli.period import month_asked
from dcgd.edits.report import consider
from dcgd.errors import UserError, WrongUse
from dcgd.naming import chinese_day
from dcgd.tracking.judging.months import month_of, period_name
from dcgd.tracking.reporting.checkpoints import shown
from dcgd.tracking.returned.forms import FormItem

_TEXTS = {
    "amount": "本期完成",
    "note": "进展情况",
    "difficulty": "存在问题",
    "next_step": "下一步打算",
    "evidence": "佐证",
}
_SIGNED = ("filled_by", "checked_by", "received")


class Line(NamedTuple):
    """One item of the form: what is known of it, what is filled in, and what is wrong with that."""

    item: FormItem
    unit: str
    answer: Filled
    facts: Sequence[str]
    checkpoints: Sequence[tuple[str, str]]
    """The days of those that may be ticked, and what they are called."""
    wrong: str = ""
    is_asked: bool = False
    """Whether it is to be said that the number is meant, or corrects."""


class Sheet(NamedTuple):
    """The form of one unit and month as it is filled in."""

    lines: Sequence[Line]
    filling: Filling
    period: str
    remarks: str
    """What else is said of it: what is done, and not asked for."""

    @property
    def filled(self) -> list[tuple[FormItem, Filled]]:
        """What of it says anything."""
        return [(line.item, line.answer) for line in self.lines if line.answer.says]


def choose(desk: Desk, visitor: Visitor, given: Given, refusal: str = "") -> Answer:
    """The page on which a unit is chosen: those that have not reported, first of all."""
    missing = None
    try:
        period = period_name(_month(given))
        missing = listed(["progress", "missing", "--by-unit", "--period", period, *desk.named])
    except UserError as error:
        period, refusal = given.text("period"), refusal or str(error)
    (unit,) = fields_of(("progress", "add"), desk.where, ("by",))
    return page(
        "units.html.j2",
        visitor,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        title="填一个单位的一个月",
        units=unit.offers,
        given=given,
        period=period,
        missing=missing,
        refusal=refusal,
    )


def show(desk: Desk, visitor: Visitor, given: Given) -> Answer:
    """The empty form of a unit and a month, or the page on which they are chosen."""
    if not given.text("unit"):
        return choose(desk, visitor, given)
    try:
        return _form(desk, visitor, given, _sheet(desk, given))
    except UserError as error:
        return choose(desk, visitor, given, str(error))


def take(desk: Desk, visitor: Visitor, form: Form) -> Answer:
    """What a filled in form would change; the form again, with what is wrong beside each item."""
    given = Given(form.texts)
    try:
        sheet = _sheet(desk, given)
        sheet = sheet._replace(lines=[_examined(line, sheet.filling) for line in sheet.lines])
    except UserError as error:
        return choose(desk, visitor, given, str(error))
    if any(line.wrong for line in sheet.lines):
        return _form(desk, visitor, given, sheet, "有几项要再看看，都写在那一项下面")
    if not sheet.filled:
        return _form(desk, visitor, given, sheet, "没有填什么")
    act = partial(write_filled, desk.folder, sheet.filled, sheet.filling)
    said = rehearse(act)
    if said.code or not said.writes:
        return _form(desk, visitor, given, sheet, said.words or "这样没有什么要写的")
    commands = commands_of(sheet.filled, sheet.filling, desk.named)
    title = f"{given.text('unit')} {sheet.period}"
    again = partial(_again, desk, given=given)
    return preview(desk, visitor, Work(title, act, commands, said, f"month?period={sheet.period}", again=again))


def _again(desk: Desk, visitor: Visitor, given: Given) -> Answer:
    return _form(desk, visitor, given, _sheet(desk, given))


def _form(desk: Desk, visitor: Visitor, given: Given, sheet: Sheet, refusal: str = "") -> Answer:
    return page(
        "month.html.j2",
        visitor,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK,
        title=f"{given.text('unit')} {sheet.period}",
        unit=given.text("unit"),
        period=sheet.period,
        day=chinese_day(sheet.filling.day),
        lines=sheet.lines,
        remarks=sheet.remarks,
        texts=_TEXTS,
        signed=fields_of(("progress", "fill"), desk.where, _SIGNED),
        given=given,
        refusal=refusal,
    )


def _sheet(desk: Desk, given: Given) -> Sheet:
    """What is asked for, with what is filled in. Raises UserError, also for what is filled in and not asked for."""
    month = _month(given)
    with heard() as said:
        items, last = items_to_fill(desk.folder, month, Selection(unit=[given.text("unit")]))
    asked = {item.id for _unit, item in items}
    gone = {name.partition(":")[2] for name, texts in given.texts.items() if ":" in name and any(texts)} - asked
    if gone:
        raise WrongUse(f"{'、'.join(sorted(gone))} 不在这张表里了：也许别处已经报完；其余的请重填")
    received = given.text("received").strip()
    filling = work_on(
        desk.folder,
        last,
        received=parse_day(received, "--received") if received else None,
        filled_by=checked_text("填报人", given.text("filled_by")) or None,
        checked_by=checked_text("审核人", given.text("checked_by")) or None,
    )
    lines = [_line(unit, item, given) for unit, item in items]
    return Sheet(lines, filling, period_name(month), said.getvalue().strip())


def _line(unit: str, item: FormItem, given: Given) -> Line:
    def text(key: str) -> str:
        return checked_text(_TEXTS[key], given.text(f"{key}:{item.id}"), is_long=key != "amount")

    days = {point.date.isoformat(): shown(point) for point in item.checkpoints}
    answer = Filled(
        unit=unit,
        amount=text("amount"),
        note=text("note"),
        difficulty=text("difficulty"),
        next_step=text("next_step"),
        evidence=text("evidence"),
        sure=bool(given.text(f"sure:{item.id}")),
        correct=bool(given.text(f"correct:{item.id}")),
        met=[day for day in given.texts.get(f"met:{item.id}", ()) if day in days],
    )
    facts = (f"目标：{item.goal}", f"时限：{chinese_day(item.due)}", f"上次：{item.reported}", f"序时进度：{item.pace}")
    return Line(item, unit, answer, facts, list(days.items()), is_asked=answer.sure or answer.correct)


def _examined(line: Line, filling: Filling) -> Line:
    """A line with what the command would refuse or doubt."""
    if not line.answer.says:
        return line
    try:
        considered = [
            consider(filling.registry, claim, filling.stamp) for claim in filling.claims(line.item, line.answer)
        ]
    except UserError as error:
        return line._replace(wrong=str(error), is_asked=True)
    odd = [] if line.answer.sure else [oddity.sentence for known in considered for oddity in known.odd]
    return line._replace(wrong="存疑：" + "；".join(odd), is_asked=True) if odd else line


def _month(given: Given) -> int:
    period = given.text("period").strip()
    return month_asked(month_of(parse_month(period, "--period")) if period else None)
