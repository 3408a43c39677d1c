"""The Chinese sentences of a verdict, each with its numbers. Only here numbers are rounded."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, cast

from dcgd.model import VALUE_WORDS, Adjustment, Checkpoint, Comparator, Kind, PaceMode, Report, Rules, Status
from dcgd.model.checkpoints import planned_on
from dcgd.model.items import Item
from dcgd.naming import PERCENT, chinese_day
from dcgd.tracking.judging.checkpoints import named
from dcgd.tracking.judging.forecast import FEWEST, Forecast
from dcgd.tracking.judging.goals import Goal
from dcgd.tracking.judging.wording import amount, plain, wanted

_MOST_DIGITS = 9
_ADJUSTED = {
    "value": "指标调整",
    "baseline": "基数调整",
    "comparator": "比较方式调整",
    "firmness": "约束性调整",
}


def rounded(number: Fraction, digits: int = 1, marks: tuple[Decimal | Fraction | int, ...] = ()) -> str:
    """A number to some decimals, half away from zero.

    `marks` are thresholds: a number that only rounds to one gets as many more decimals as show on which side it is.
    """
    above, below = number.numerator, number.denominator
    scale = 10**digits
    units = (2 * abs(above) * scale + below) // (2 * below)
    if above > 0 and digits < _MOST_DIGITS and any(mark * scale == units and number != mark for mark in marks):
        return rounded(number, digits + 1, marks)
    whole, part = divmod(units, scale)
    return f"{'-' if above < 0 and units else ''}{whole}.{part:0{digits}d}"


def percent(share: Fraction) -> str:
    """A share as a percentage to one decimal; what is not quite 100% never reads 100.0%."""
    return rounded(share * 100, marks=(100,)) + "%"


def _rate(number: Fraction, unit_measure: str, more: str = "") -> str:
    """A monthly rate: `增 2 家`, `减 0.5 个百分点`; `more` says that so much is not enough: `增超过 2 家`."""
    text = rounded(abs(number), 2).rstrip("0").rstrip(".")
    rate = f"{text} 个百分点" if unit_measure in PERCENT else amount(text, unit_measure)
    return f"{'减' if number < 0 and text != '0' else '增'}{more} {rate}"


def progress(item: Item, goal: Goal, report: Report, share: Fraction) -> str:
    """What was last reported: `完成 8/15 家（53.3%）`, `现为 90%，目标 95%以上（完成 94.7%）`, `完成 60%`."""
    if report.value is None or goal.value is None:
        return f"报送完成 {plain(cast(Decimal, report.percent))}%"
    number = plain(report.value)
    if item.kind == Kind.CUMULATIVE and not goal.lasting:
        equal = "，还没有超过" if goal.comparator is Comparator.MORE_THAN and report.value == goal.value else ""
        return f"完成 {number}/{amount(plain(goal.value), item.unit_measure)}（{percent(share)}{equal}）"
    now = f"现为 {amount(number, item.unit_measure)}，目标 {wanted(goal, item)}"
    if goal.lasting:
        return now
    before = f"基数 {amount(plain(goal.baseline), item.unit_measure)}，" if goal.baseline is not None else ""
    return f"{before}{now}（完成 {percent(share)}）"


def against_pace(item: Item, pace: Fraction, gap: Fraction, rules: Rules) -> str:
    """`序时进度 75.0%，低 21.7 个百分点`; says so where pace is not counted by months."""
    by_checkpoints = any(point.text is None for point in item.checkpoints)
    mode = "（按节点）" if by_checkpoints else "（按日）" if (item.pace or rules.pace) == PaceMode.DAILY else " "
    share = f"序时进度{mode}{percent(pace)}"
    if gap == 0:
        return f"{share}，持平"
    thresholds = (rules.thresholds.behind, rules.thresholds.far_behind)
    return f"{share}，{'低' if gap > 0 else '高'} {rounded(abs(gap), marks=thresholds if gap > 0 else ())} 个百分点"


def no_baseline(item: Item, goal: Goal) -> str | None:
    """Why the done share of a level knows only 0 and 1, or why its baseline does not count; None when all is plain."""
    if item.kind != Kind.LEVEL or goal.value is None or goal.baseline is not None:
        return None
    if item.baseline is not None:
        return f"基数 {amount(plain(item.baseline), item.unit_measure)} 已达目标，不按基数折算"
    return (
        "目标值不大于 0 又无基数，完成比例只分达到（100%）与未达到（0%）；补上基数可按比例折算"
        if goal.value <= 0
        else None
    )


def held(reported: date, *, met: bool) -> str:
    """Whether something to be held all the time was held at the last report."""
    return f"{reported} 报送时{'保持在目标之内' if met else '未能保持'}"


def adjusted(item: Item, as_of: date) -> list[str]:
    """One sentence for each of goal, baseline, comparator, firmness, due date and checkpoints that was changed."""
    said = []
    for field in ("value", "baseline", "comparator", "firmness", "due"):
        changes = sorted((a for a in item.adjustments if a.field == field), key=lambda a: a.date)
        passed = [change for change in changes if change.date <= as_of]
        if not passed or passed[-1].to == changes[0].from_:
            continue
        original, current = changes[0].from_, passed[-1].to
        if isinstance(original, date) and isinstance(current, date):
            word = "延期" if current > original else "时限提前"
        else:
            word = _ADJUSTED[field]
        said.append(f"{word}：原为 {_scalar(original, item)}，现为 {_scalar(current, item)}{_approval(passed[-1])}")
    return [*said, *_moved(item, as_of)]


def _moved(item: Item, as_of: date) -> Iterator[str]:
    """`节点“主体封顶”延期：原为 2025-06-30，现为 2025-09-30（…批准：…）` for each checkpoint that was moved."""
    for point, original, _days in planned_on(item.checkpoints, item.adjustments, as_of):
        if point.date != original:
            word = "延期" if point.date > original else "提前"
            moves = [change for change in item.adjustments if change.to == point.date and change.date <= as_of]
            name = f"“{point.text}”" if point.text is not None else f"“{due_at(point, item)}”"
            yield f"节点{name}{word}：原为 {original}，现为 {point.date}{_approval(moves[-1])}"


def adjustment(change: Adjustment, item: Item) -> str:
    """An adjustment as a record: `2025-06-20 时限 2025-12-31 → 2026-03-31（区政府常务会议批准：…）`."""
    values = f"{_scalar(change.from_, item)} → {_scalar(change.to, item)}"
    return f"{change.date} {change.field.chinese} {values}（{change.approved_by}批准：{change.reason}）"


def checkpoint(point: Checkpoint, item: Item) -> str:
    """A checkpoint: `2025-06-30 达到 10 个`, `2025-06-30 主体封顶`."""
    return f"{point.date} {due_at(point, item)}"


def due_at(point: Checkpoint, item: Item) -> str:
    """What is due at a checkpoint: `达到 10 个`, `不超过 10 个`, `达到 60%`, `主体封顶`."""
    if point.text is not None:
        return point.text
    if point.value is None:
        return f"达到 {point.wanted()}"
    word = "不超过" if item.comparator is Comparator.AT_MOST else "达到"
    return f"{word} {amount(plain(point.value), item.unit_measure)}"


def only_known(unknown: Sequence[tuple[date, Mapping[str, int]]]) -> str:
    """`只算到 2025-10-10 登记的，此后登记的进展 1 条、撤回 1 条没有算`; `unknown`: of the item, and of its task."""
    [known_on, *_] = (day for day, _counts in unknown)
    records = "、".join(f"{what} {count} 条" for _day, counts in unknown for what, count in counts.items())
    return f"只算到 {known_on} 登记的，此后登记的{records}没有算"


def _scalar(value: object, item: Item) -> str:
    if isinstance(value, Decimal):
        return amount(plain(value), item.unit_measure)
    return VALUE_WORDS.get(str(value), str(value))


def _approval(change: Adjustment) -> str:
    return f"（{change.date} {change.approved_by}批准：{change.reason}）"


def overdue(due: date, as_of: date, *, reported: bool) -> str:
    """`时限 2023-06-30，已逾期 12 天`, with `未报送` when there is no report."""
    return f"{'' if reported else '未报送；'}时限 {due}，已逾期 {(as_of - due).days} 天"


def not_started(start: date, first: date, as_of: date) -> str:
    """Why nothing can be said yet: the period has not begun, or no report is due yet."""
    return f"尚未到起始日 {start}" if as_of < start else f"尚无报送，首个报送日为 {first}"


def due_soon(due: date, as_of: date) -> str:
    """`距时限 2023-12-31 还有 20 天`."""
    left = (due - as_of).days
    return f"距时限 {due} 还有 {left} 天" if left else f"时限 {due} 就在当日"


def done(since: date, due: date) -> str:
    """Since when the goal is met, and how late that was."""
    if since > due:
        return f"{since} 的报送才达到目标，超过时限 {due} 共 {(since - due).days} 天"
    return f"{since} 报送时已达到目标"


class ShareSaid(NamedTuple):
    """What is said of a share in the verdict on its target: whose, how it stands, what it is and should be by now."""

    unit: str
    item: Item
    status: Status
    value: Decimal | None
    percent: Decimal | None
    goal: Decimal | None
    expected: Fraction | None


def shares(several: Sequence[ShareSaid]) -> Iterator[str]:
    """What of a target's shares holds it up: `柳园街道应达 4 个，仅 2 个`, `未报送：新区`, `报送过期：北山镇`."""
    behind = (Status.OVERDUE, Status.FAR_BEHIND, Status.BEHIND)
    told = [share for share in several if (share.value, share.percent) != (None, None)]
    yield from (_short(share) for share in told if share.status in behind)
    silent = [share.unit for share in several if share not in told and share.status in (*behind, Status.UNREPORTED)]
    if silent:
        yield f"未报送：{'、'.join(silent)}"
    stale = [share.unit for share in told if share.status is Status.STALE]
    if stale:
        yield f"报送过期：{'、'.join(stale)}"


def _short(share: ShareSaid) -> str:
    """By how much a share is behind: what it should be by now and what it is."""
    if share.value is None or share.goal is None:
        due = f"应完成 {percent(share.expected)}" if share.expected is not None else "应已完成"
        return f"{share.unit}{due}，仅 {plain(cast(Decimal, share.percent))}%"
    now = amount(plain(share.value), share.item.unit_measure)
    if share.expected is None or share.item.comparator is Comparator.AT_MOST:
        bound = amount(plain(share.goal), share.item.unit_measure)
        word = "不超过" if share.item.comparator is Comparator.AT_MOST else "达到"
        return f"{share.unit}应{word} {bound}，现为 {now}"
    wanted_now = rounded(share.expected * Fraction(share.goal))
    return f"{share.unit}应达 {amount(wanted_now.removesuffix('.0'), share.item.unit_measure)}，仅 {now}"


def unreported(first: date) -> str:
    """`首个报送日 2023-05-31 已过，未报送`."""
    return f"首个报送日 {first} 已过，未报送"


def told(report: Report, goal: Goal) -> str:
    """A report without an amount: `2025-06-28 报送：完成节点“主体封顶”，没有报数`."""
    met = named(report.checkpoint, goal.worded)
    what = f"完成节点“{met.point.text}”" if met else "有进展"
    return f"{report.date} 报送：{what}，没有报数"


def late(point: Checkpoint, as_of: date) -> str:
    """`节点“主体封顶”（2025年6月30日）已过 15 天，未报完成`."""
    return f"节点“{point.text}”（{chinese_day(point.date)}）已过 {(as_of - point.date).days} 天，未报完成"


def stale(last: date, following: date, grace: int) -> str:
    """`最近一次报送是 2023-05-31 的，此后应在 2023-06-30（宽限 5 天）再报`."""
    return f"最近一次报送是 {last} 的，此后应在 {following}（宽限 {grace} 天）再报，未见报送"


def problem(name: str, deadline: date, as_of: date) -> str:
    """`问题 WT-2023-001 办结期限 2023-06-30 已过 12 天`."""
    return f"问题 {name} 办结期限 {deadline} 已过 {(as_of - deadline).days} 天"


def trend(outlook: Forecast, item: Item, goal: Goal) -> str:
    """What the trend says, or that there are too few reports for one."""
    if outlook.expected is None or outlook.rate is None:
        return f"只报送过 {outlook.points} 次，不足 {FEWEST} 次，不作预测"
    if outlook.in_shares:
        unit, factor, mark, target = "%", 100, goal.full_share * 100, "100%"
    else:
        unit, factor, mark, target = item.unit_measure, 1, goal.bound, wanted(goal, item)
    expected = amount(rounded(outlook.expected * factor, marks=(mark,)), unit)
    verdict = ("能" if outlook.reaches else "不能") + ("按期完成" if goal.value is None else f"达到目标（{target}）")
    sentence = f"按最近 {outlook.points} 次报送的趋势，到 {outlook.due} 预计为 {expected}，{verdict}；目前每月"
    sentence += _rate(outlook.rate * factor, unit)
    if outlook.needed is None:
        return sentence
    # So much just arrives at the goal: one that must be exceeded needs more.
    more = "超过" if goal.comparator is Comparator.MORE_THAN and not outlook.in_shares else ""
    return f"{sentence}，此后每月需{_rate(outlook.needed * factor, unit, more)}"
