"""催报: text ready to send to the units that have not reported."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from dcgd.data_words import DocumentType
from dcgd.index.contacts import Reachable
from dcgd.naming import chinese_day, printed_name, unqualified
from dcgd.publish.table import Row, cell


def by_unit(rows: Sequence[Row]) -> list[Row]:
    """What is missing, one row a unit: how many, which, when they were due, by how many days they are late at most."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["document"], row["unit"]), []).append(row)
    missing = [
        {
            "document": document,
            "type": members[0]["type"],
            "unit": unit,
            "count": len(members),
            "ids": [row["id"] for row in members],
            "expected": min(row["expected"] for row in members),
            "due_by": min(row["due_by"] for row in members),
            "days_late": max(row["days_late"] for row in members),
            "items": members,
        }
        for (document, unit), members in groups.items()
    ]
    return sorted(missing, key=lambda row: (-row["days_late"], -row["count"]))


def reminders(
    rows: Sequence[Row], reach: Callable[[str, str], Reachable] = lambda _r, _u: Reachable()
) -> Iterator[str]:
    """A reminder for each unit, in lines; what no unit answers for is no unit's: see `unled`.

    `reach`: whose numbers may stand on what goes to a unit, by its registry and name.
    """
    for group in by_unit(rows):
        if not group["unit"]:
            continue
        late = f"，至今未收到，已迟{group['days_late']}天" if group["days_late"] else "，尚未收到"
        reachable = reach(unqualified(group["ids"][0])[0], group["unit"]) if reach is not None else Reachable()
        liaison = reachable.liaison
        to = f"（联系人{printed_name(cell(liaison.name))}，{cell(liaison.phone)}）" if liaison.phone else ""
        yield f"{cell(group['unit'])}{to}："
        year, month, _day = group["expected"].split("-")
        count = f"{group['count']}{DocumentType(group['type']).counter}"
        which = f"{cell(group['document'])} {year}年{int(month)}月的下列{count}进展"
        yield f"　　{which}应于{_said(group['due_by'])}前报送{late}。请尽快填报："
        for number, row in enumerate(group["items"], 1):
            before = f"上次报送{_said(row['reported'])}" if row["reported"] else "没有报过"
            yield f"　　{number}. {cell(row['title'])}（{before}）"
        if reachable.office.phone:
            office = printed_name(cell(reachable.office.name))
            yield f"　　督查机构联系人：{office}，电话 {cell(reachable.office.phone)}。"
        yield ""


def unled(rows: Sequence[Row]) -> str:
    """A sentence on what is missing and no unit is asked for, since the document names none; empty without any."""
    items = [f"{cell(row['id'])} {cell(row['title'])}" for row in rows if not row["unit"]]
    return f"没有写明牵头单位、没有列入的 {len(items)} 项：{'、'.join(items)}" if items else ""


def ids_of(rows: Sequence[Row]) -> str:
    """Which items each reminder is about, for the clerk who records the answers; it is no part of what is sent."""
    asked = (f"{cell(group['unit'])} {'、'.join(map(cell, group['ids']))}" for group in by_unit(rows) if group["unit"])
    told = "；".join(asked)
    return f"（登记时用的编号，不必发出：{told}）" if told else ""


def _said(day: str) -> str:
    """A day as people write it."""
    return chinese_day(date.fromisoformat(day))
