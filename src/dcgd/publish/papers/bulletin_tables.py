"""The two annexes of the bulletin: the red and yellow items, and the units with what they lead."""

from collections.abc import Iterator, Sequence
from datetime import date

from dcgd.model import Grouping, Light, Status
from dcgd.naming import chinese_day
from dcgd.publish.papers import wording
from dcgd.publish.papers.standings import DONE, ON_PACE, is_silent
from dcgd.publish.snapshot import Group, Snapshot, breakdown
from dcgd.publish.table import Row
from dcgd.tracking.judged_items import JudgedItem


def bands(listed: Sequence[tuple[Row, JudgedItem]], as_of: date) -> Iterator[Row]:
    """The first annex: the red items, then the yellow ones, numbered through."""
    number = 0
    for light in (Light.RED, Light.YELLOW):
        rows = []
        for row, judged in listed:
            if judged.verdict.light is light:
                number += 1
                rows.append(
                    {"number": number, "title": row["title"], "units": row["units"], "goal": row["goal_said"]}
                    | {"now": row["now_said"] or "未报送", "gap": short_gap(judged, as_of), "remark": _extended(judged)}
                )
        if rows:
            yield {"title": f"{light}灯事项（{len(rows)}项）", "rows": rows}


def short_gap(judged: JudgedItem, as_of: date) -> str:
    """The last column of the first annex: percentage points below pace, or what else is wrong."""
    verdict = judged.verdict
    if verdict.status is Status.DONE_LATE:
        return "逾期完成"
    if verdict.status is Status.OVERDUE:
        return f"逾期{(as_of - verdict.due).days}天"
    if verdict.status is Status.STALE:
        return "未按期报送"
    if verdict.gap is None:
        return "未保持" if verdict.reported else ""
    return wording.gap_words(verdict.gap).removeprefix("欠序时进度").removesuffix("个百分点")


def _extended(judged: JudgedItem) -> str:
    """An approved extension, in brackets behind the goal."""
    verdict = judged.verdict
    return "" if verdict.due == verdict.original_due else f"经批准由{chinese_day(verdict.original_due)}调整"


def left_out(snapshot: Snapshot) -> str:
    """A note on red and yellow items that the first annex does not have, for nobody leads them; empty without any."""
    unled = [
        judged
        for judged in snapshot.items
        if judged.verdict.light in (Light.RED, Light.YELLOW) and not judged.lead_units
    ]
    if not unled:
        return ""
    names = "、".join(judged.item.title for judged in unled[: wording.MOST_NAMED])
    lights = "、".join(
        f"{light}灯{count}项"
        for light in (Light.RED, Light.YELLOW)
        if (count := sum(judged.verdict.light is light for judged in unled))
    )
    return f"注：另有{lights}（{names}）原文没有写明牵头单位，未列入本表。"


def units(snapshot: Snapshot) -> list[Row]:
    """The second annex: the units that lead anything, in the order of units.yaml, with what they lead alone."""
    order = {unit: place for place, (_document, unit) in enumerate(snapshot.shorts)}
    groups = [group for group in breakdown(snapshot, Grouping.UNIT) if group.members]
    groups.sort(key=lambda group: order.get(group.key, len(order)))
    shorts = {unit: short for (_document, unit), short in snapshot.shorts.items()}
    return [
        _unit(snapshot, group, shorts.get(group.key, group.key)) | {"number": number}
        for number, group in enumerate(groups, 1)
    ]


def _unit(snapshot: Snapshot, group: Group, name: str) -> Row:
    items = [snapshot.items[index] for index in group.members]
    statuses = [judged.verdict.status for judged in items]
    return {
        "name": name,
        "joint": sum(len(judged.lead_units) > 1 for judged in items),
        "led": len(items),
        "done": sum(status in DONE for status in statuses),
        "on_pace": sum(status in ON_PACE for status in statuses),
        "yellow": group.totals.lights[Light.YELLOW],
        "red": group.totals.lights[Light.RED],
        "silent": sum(map(is_silent, items)),
    }
