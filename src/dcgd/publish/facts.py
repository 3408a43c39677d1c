"""What papers say, as plain data: one set of facts feeds Markdown, ledger, bulletin, notices and users' templates.

Every number is the verdict's own or a count of verdicts, as `dcgd status` counts them. docs/papers.md lists the keys
for those who write templates.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from dcgd.model import Level, Problem, Rules, Status, What
from dcgd.naming import chinese_day
from dcgd.publish.table import Row
from dcgd.tracking.docket import Entry
from dcgd.tracking.item_row import row_of
from dcgd.tracking.problems import is_open, known
from dcgd.tracking.reasons import amount, plain
from dcgd.tracking.reports import last_report
from dcgd.tracking.rollup import Totals, grouped, totals


@dataclass(frozen=True, slots=True)
class Book:
    """All that papers are made from. `documents`, `sections` as `index.whole` gives them, `problems` by registry,
    `titles` of tasks by registry and number, `entries` judged at `as_of`.
    """

    as_of: date
    documents: Sequence[Row]
    sections: Sequence[Row]
    titles: Mapping[tuple[str, int], str]
    problems: Mapping[str, Sequence[Problem]]
    entries: Sequence[Entry]

    @property
    def several(self) -> bool:
        """Whether there is more than one registry, so that everything has to say from which it is."""
        return len(self.documents) > 1


def matters(book: Book) -> list[Row]:
    """One row an entry: the keys of `dcgd targets --format json`, and what papers show beside them.

    `index` counts from 1; `task_title`, `section_title`; `whatever`: 目标, 成果 or 任务; `now`: what was last reported,
    with its unit of measure; `by`, `note`: of the last report; `late`: whether overdue, at risk or below pace;
    `below`: whether below pace and not done; `troubles`: what is wrong, in sentences (open problems, and the reasons
    beyond the numbers).
    """
    headings = {(each["registry"], each["number"]): each["title"] for each in book.sections}
    problems = _open_problems(book)
    found = []
    for index, entry in enumerate(book.entries, 1):
        verdict, item = entry.verdict, entry.item
        last = last_report(entry.reports, book.as_of)
        below = verdict.gap is not None and verdict.gap > 0 and not verdict.status.is_done
        late = verdict.status is Status.OVERDUE or verdict.at_risk or below
        named = problems.get((entry.registry, item.id), [])
        if item.what != What.TASK:
            named = [*named, *problems.get((entry.registry, str(item.task)), [])]
        beyond = verdict.reasons[1 if verdict.done_share is not None else 0 :] if late else ()
        found.append(
            row_of(entry).as_json()
            | {
                "index": index,
                "whatever": item.what.chinese,
                "task_title": book.titles.get((entry.registry, item.task), ""),
                "section_title": headings.get((entry.registry, entry.section), ""),
                "now": _now(entry),
                "by": last.by if last else None,
                "note": last.note if last else None,
                "late": late,
                "below": below,
                "troubles": [*named, *beyond],
            }
        )
    return found


def _now(entry: Entry) -> str:
    verdict = entry.verdict
    if verdict.value is not None:
        return amount(plain(verdict.value), entry.item.unit_measure)
    return f"{plain(verdict.percent)}%" if verdict.percent is not None else "未报送"


def _open_problems(book: Book) -> dict[tuple[str, str], list[str]]:
    """The problems raised by the day and not yet closed, in words, by registry and what they are about."""
    found: dict[tuple[str, str], list[str]] = {}
    for registry, raised in book.problems.items():
        for each in raised:
            if is_open(known(each, book.as_of)):
                key = registry, each.target or str(each.task)
                found.setdefault(key, []).append(f"{each.title}（{each.id}，未销号）")
    return found


def facts(book: Book, by: Iterable[str] = ("section", "unit")) -> Row:
    """The facts of a summary or a bulletin; `by` says by what the late matters are also grouped (`groups`)."""
    found = matters(book)
    whole = totals(entry.verdict for entry in book.entries)
    below = _worst_first([each for each in found if each["below"]])
    silent = [each for each in found if each["late"] and not each["below"] and each["reported"] is None]
    risky = [each for each in found if each["late"] and not each["below"] and each["reported"] is not None]
    silent, risky = _worst_first(silent), _worst_first(risky)
    late = [*below, *silent, *risky]
    breakdowns = {"section": _sections(book, whole), "unit": _units(book, whole)}
    return {
        "documents": list(book.documents),
        "document": book.documents[0] if book.documents else None,
        "several": book.several,
        "as_of": book.as_of.isoformat(),
        "day": chinese_day(book.as_of),
        "total": whole.total,
        "tasks": len({(entry.registry, entry.item.task) for entry in book.entries}),
        "at_risk": whole.at_risk,
        "lights": [
            {"light": light, "count": count, "percent": str(whole.light_shares[light])}
            for light, count in whole.lights.items()
        ],
        "statuses": [
            {"status": status.value, "label": status.chinese, "count": count, "percent": str(share)}
            for (status, count), share in zip(whole.statuses.items(), whole.status_shares.values(), strict=True)
        ],
        "counts": {status.value: count for status, count in whole.statuses.items()},
        "sections": breakdowns["section"],
        "units": breakdowns["unit"],
        "by": list(by),
        "matters": found,
        "below": below,
        "silent": silent,
        "risky": risky,
        "late": late,
        "groups": {
            "section": _with_late(breakdowns["section"], late, book, _section_of),
            "unit": _with_late(breakdowns["unit"], late, book, _units_of),
        },
        "reply": _reply(book),
    }


def _worst_first(found: list[Row]) -> list[Row]:
    order = [status.value for status in Status]
    return sorted(found, key=lambda each: (order.index(each["status"]), -(each["gap_points"] or 0)))


Groups = Callable[[Book, Entry], Iterable[str]]


def _section_of(book: Book, entry: Entry) -> Iterable[str]:
    return [f"{entry.registry}:{entry.section}" if book.several else entry.section]


def _units_of(book: Book, entry: Entry) -> Iterable[str]:
    return dict.fromkeys(f"{entry.registry}:{unit}" if book.several else unit for unit, _role in entry.units)


def _with_late(found: list[Row], late: list[Row], book: Book, groups: Groups) -> list[Row]:
    """Groups with what is late in each, in the order of `late`."""
    inside: dict[str, list[Row]] = {}
    for matter in late:
        for key in groups(book, book.entries[matter["index"] - 1]):
            inside.setdefault(key, []).append(matter)
    return [each | {"late": inside.get(each["key"], [])} for each in found]


def _breakdown(book: Book, whole: Totals, groups: Groups) -> list[Row]:
    pairs = ((name, entry.verdict) for entry in book.entries for name in groups(book, entry))
    return [
        {
            "key": name,
            "name": name,
            "total": counted.total,
            "percent": str(round(Decimal(100 * counted.total) / whole.total, 1)),
            "lights": dict(counted.lights),
            "light_percents": {light: str(share) for light, share in counted.light_shares.items()},
            "at_risk": counted.at_risk,
        }
        for name, counted in grouped(pairs).items()
    ]


def _sections(book: Book, whole: Totals) -> list[Row]:
    headings = {}
    for each in book.sections:
        prefix = f"{each['registry']}:" if book.several else ""
        headings[f"{prefix}{each['number']}"] = f"{prefix}{each['number']}、{each['title']}"
    return [each | {"name": headings.get(each["key"], each["key"])} for each in _breakdown(book, whole, _section_of)]


def _units(book: Book, whole: Totals) -> list[Row]:
    return _breakdown(book, whole, _units_of)


def _reply(book: Book) -> Row:
    """The day by which a unit is asked to answer, by the level of a notice, as the rules of the first item say."""
    rules = book.entries[0].rules if book.entries else Rules()
    return {level: chinese_day(book.as_of + timedelta(days=rules.notices.days(level))) for level in Level}
