"""What stands in the cells of a plan: who, and the checkpoints of a column; or the doubt about it."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dcgd.days import read_day, stretch, stretch_end
from dcgd.errors import BadValue, NotRecorded
from dcgd.model import Checkpoint, Person, Target
from dcgd.naming import halfwidth, nearest, not_found, printed_name
from dcgd.registry.checks.people import private_number, to_people
from dcgd.source.sheet_xml import Cell
from dcgd.tracking.reporting.amounts import parse_amount
from dcgd.tracking.reporting.recording import ReportedItem, percentage_of
from dcgd.tracking.returned.cells import Doubt, text_of, typed_amount
from dcgd.tracking.returned.people_list import people_in

NOTHING = frozenset({"", "-", "—", "——", "－", "/", "／", "无", "暂无"})
"""What says that nothing is due."""
_LONGEST = 200
_RUNNING = re.compile(r"^累计(?:达到|完成)?")
_PERCENT = re.compile(r"\d+(?:\.\d+)?%|百分之\d+(?:\.\d+)?", re.ASCII)


def is_blank(cell: Cell) -> bool:
    """Whether a cell says that nothing is due, or nobody is named."""
    return not cell.formula and text_of(cell) in NOTHING


def person_in(cell: Cell, title: str, people: Sequence[Person], unit: str, now: str | None) -> str:
    """The name, as people.yaml has it, of the one person that a cell names; raises Doubt.

    Of people who share a name it is the one who answers `now`, else the one of the unit. Without a people.yaml the name
    is taken as it stands.
    """
    text = text_of(cell)
    if cell.value is None or text.startswith("="):
        raise Doubt(title, "公式没有算出值；请写姓名")
    if isinstance(cell.value, bool | int | float | date | time | timedelta):
        raise Doubt(title, "不是姓名；请写一个人的姓名")
    names = people_in(text)
    if re.search(r"\d", text):
        raise Doubt(title, f"姓名里有数字；这里只写姓名，{to_people(text)}")
    if len(names) > 1:
        raise Doubt(title, "一格里像是有两个人；只写一个，另一个可写在任务的说明里")
    name = "".join(text.split())
    known = [person.name for person in people]
    if name in known or (not known and len(name) <= 20):
        return name
    same = [person for person in people if printed_name(person.name) == name]
    own = [person for person in same if person.unit == unit]
    if now and name == printed_name(now):
        return now
    for chosen in (same, own):
        if len(chosen) == 1:
            return chosen[0].name
    near = [person.name for person in same] or nearest(name, known)
    mend = f"；确是新来的人，先 dcgd add person {name[:20]} --unit {unit}"
    raise Doubt(title, not_found(name[:20], near, "人员", mend))


def checkpoints_in(
    cell: Cell, title: str, days: tuple[date, date], item: ReportedItem, standing: dict[str, Checkpoint]
) -> tuple[list[Checkpoint], bool]:
    """The checkpoints that a cell says, of a day at most one in a number and one in words, and whether a number is said
    to be a running total (累计8家).

    `days`: the first and the last that the column is about; what names none of them (7月31日配电工程完工) is due on the
    last. `standing` are those that the column shows already, by how it does: where the cell has them they are what is
    meant. Raises Doubt.
    """
    day = days[1]
    if cell.value is None:
        raise Doubt(title, "公式没有算出值；请填累计数或形象进度")
    if isinstance(cell.value, bool | date | datetime | time | timedelta):
        what = "是非" if isinstance(cell.value, bool) else "日期"
        raise Doubt(title, f"“{text_of(cell)}”是{what}；这里写到{_until(day)}应达到的累计数，或形象进度")
    if isinstance(cell.value, int | float):
        try:
            typed = typed_amount(cell)
        except Doubt as doubt:
            raise Doubt(title, str(doubt)) from None
        return [_number(typed, title, day, item)], False
    parts = [part for part in re.split("[；;]", text_of(cell)) if part.strip() not in NOTHING]
    points, running = [], False
    for part in (part.strip() for part in parts):
        if part in standing:
            points.append(standing[part])
            continue
        at, said = _dated(part, *days)
        bare = _RUNNING.sub("", halfwidth(said))
        number = _read(bare, title, at, item)
        running |= number is not None and bare != halfwidth(said)
        points.append(number or Checkpoint(date=at, text=_words(said, title, at)))
    kinds = [(point.date, point.text is None) for point in points]
    if len(kinds) != len(set(kinds)):
        raise Doubt(title, "一格里有几个数或几句话，不知道该记哪一个；一格至多一个数、一句话，用分号隔开")
    return points, running


def _dated(part: str, first: date, last: date) -> tuple[date, str]:
    """The day before the last that a part begins with (7月31日前配电工程完工), and what is due then; else the last."""
    match = stretch().match(part)
    day = stretch_end(match, last.year) if match and match["month"] and match["day"] else None
    if match is None or day is None or not first <= day < last:
        return last, part
    said = part[match.end() :].lstrip(" ，,：:")
    return (day, said) if said else (last, part)


def _until(day: date) -> str:
    return f"{day.month}月底" if (day + timedelta(1)).day == 1 else f"{day.month}月{day.day}日"


def _read(text: str, title: str, day: date, item: ReportedItem) -> Checkpoint | None:
    """The number in a text; None where it is words. Raises Doubt for what is neither."""
    if re.search(r"[年月日号旬季]|\d[-/]\d", text):
        try:
            read_day(text, day.year)
        except BadValue:
            pass
        else:
            raise Doubt(title, f"“{text[:20]}”是日期；这里写到{_until(day)}应达到的累计数，或形象进度")
    if not re.search(r"\d|百分之", text):
        return None
    target = item.part if isinstance(item.part, Target) else None
    spoken = stretch().match(text)  # 9月底完工 is words that begin with a day, no number with a measure
    begins = bool(spoken and spoken[0]) and not _PERCENT.fullmatch(text)
    if _PERCENT.fullmatch(text) or (target and not begins and re.fullmatch(r"[-+]?[\d,.]+\s*\S{0,6}", text)):
        try:
            return _number(text, title, day, item)
        except Doubt as doubt:
            raise Doubt(title, f"{doubt}；是形象进度的，话不要以数开头") from None
    measure = re.escape(halfwidth(target.unit_measure)) if target else ""
    if target and re.search(rf"\d\s*{measure}", text):
        raise Doubt(title, f"“{text[:20]}”里有数又有话；数单写，如 8{target.unit_measure}，话用分号隔开")
    if not re.search(r"[^\d\s.,，、/+~%-]", text):
        raise Doubt(title, f"“{text[:20]}”看不出是什么；写一个累计数，或写成一句话")
    return None


def _number(typed: str, title: str, day: date, item: ReportedItem) -> Checkpoint:
    """A checkpoint in a number: of a target in its measure or in percent of it, of all else in percent."""
    target = item.part if isinstance(item.part, Target) else None
    share = bool(_PERCENT.fullmatch(halfwidth(typed)))
    try:
        if target and not (share and target.unit_measure not in ("%", "％")):
            return Checkpoint(date=day, value=parse_amount(typed, target.unit_measure))
        if not share:
            raise Doubt(title, f"“{typed[:20]}”没有单位；完成的百分比写成 {typed[:6]}%，形象进度写成一句话")
        percent = percentage_of(item, typed)
    except (BadValue, NotRecorded) as error:
        raise Doubt(title, str(error)) from None
    if percent > Decimal(100):
        raise Doubt(title, f"“{typed[:20]}”超过了 100%")
    return Checkpoint(date=day, percent=percent)


def _words(text: str, title: str, day: date) -> str:
    if text.startswith("="):
        raise Doubt(title, "是公式或嵌入的图片，读不出；请写文字")
    if len(text) > _LONGEST:
        raise Doubt(title, f"太长（{len(text)} 字），至多 {_LONGEST} 字")
    if oddity := private_number(text):
        raise Doubt(title, f"{oddity}；电话写进 people.yaml，这里只写形象进度")
    for match in stretch().finditer(text):
        end = stretch_end(match, day.year) if match[0] else None
        if end and end > day:
            raise Doubt(title, f"写的是“{match[0]}”，晚于这一格的 {_until(day)}；写到这一天应达到什么")
    return text
