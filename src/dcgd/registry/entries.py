"""The records of a registry one by one, as they are written: what a month is sealed with, and what became of it since.

They are compared as plain data, never as entities and never as bytes: neither line ends, comments and the order of keys
nor a newer program with more keys make a difference.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from dcgd.diagnostics import Place
from dcgd.model.fields import brief
from dcgd.naming import share_id
from dcgd.registry.files import NOTICES, PAPERS, PROBLEMS, PROGRESS, REQUESTS, TASKS


class Entry(NamedTuple):
    """A record: what it is, of what, its place among those, what it says, and where it stands."""

    what: str
    subject: str
    """The item, problem, notice, request or paper, as a person names it."""
    at: str
    """Its date, or which step it is."""
    data: Mapping[str, Any]
    place: Place
    said: str
    """What it says, as canonical JSON."""

    @property
    def date(self) -> str:
        """Its own date; empty where it has none."""
        return str(self.data.get("date") or self.data.get("issued") or "")

    @property
    def recorded(self) -> str:
        """When it was recorded; empty where it does not say."""
        return str(self.data.get("recorded") or "")

    @property
    def name(self) -> str:
        """What it is called: `5-1 2025-09-30 的进展`."""
        return f"{brief(self.subject)} {brief(self.date)} 的{self.what}".replace("  ", " ")


class Change(NamedTuple):
    """A record that was there and is not any more: as it was, and what stands in its place; None where nothing does."""

    before: Entry
    now: Entry | None


def canonical(data: Any) -> str:
    """Plain data as canonical JSON: keys sorted, no blanks; 8 and 8.0 are one number."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_number)


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} is no plain data")
    return int(value) if value == value.to_integral_value() else float(value)


def digest_of(data: Any) -> str:
    """The SHA-256 of plain data as canonical JSON."""
    return hashlib.sha256(canonical(data).encode("utf-8")).hexdigest()


_STEPPED = {PROBLEMS: ("problems", "问题", "id"), NOTICES: ("notices", "督办单", "number"),
            REQUESTS: ("requests", "申请", "id"), PAPERS: ("papers", "公文", "number")}  # fmt: skip
_NOT_OF_IT = frozenset({"steps", "replied"})
"""What of a problem, a notice … grows: its steps are records of their own, and an old reply may be filled in."""


def has_entries(file: str) -> bool:
    """Whether a file of a registry holds records that happen during the year."""
    return file in _STEPPED or file == TASKS or file.startswith(f"{PROGRESS}/")


def entries(file: str, data: Any) -> Iterator[Entry]:
    """The records of a file of a registry, from its plain data; what is no record is passed over."""
    if file == TASKS:
        yield from _adjustments(data)
    elif file in _STEPPED:
        yield from _stepped(file, data)
    elif file.startswith(f"{PROGRESS}/"):
        for index, report in _listed(data, "reports"):
            subject = str(report.get("target") or report.get("milestone") or report.get("task"))
            subject = share_id(subject, str(report["share"])) if report.get("share") else subject
            what = "撤回" if report.get("withdrawn") is True else "进展"
            yield _entry(what, subject, str(report.get("date")), report, Place(file, ("reports", index)))


def _entry(what: str, subject: str, at: str, data: Mapping[str, Any], place: Place) -> Entry:
    return Entry(what, subject, at, data, place, canonical(data))


def _stepped(file: str, data: Any) -> Iterator[Entry]:
    key, what, name = _STEPPED[file]
    for index, record in _listed(data, key):
        place, subject = Place(file, (key, index)), str(record.get(name))
        own = {key: value for key, value in record.items() if key not in _NOT_OF_IT}
        yield _entry(what, subject, "", own, place)
        for number, step in _listed(record, "steps"):
            yield _entry(f"{what}的经过", subject, str(number), step, place.at("steps", number))


def _adjustments(data: Any) -> Iterator[Entry]:
    for at, section in _listed(data, "sections"):
        for index, task in _listed(section, "tasks"):
            here = Place(TASKS, ("sections", at, "tasks", index))
            items = [(task, str(task.get("number")), here)]
            for key in ("targets", "milestones"):
                for which, item in _listed(task, key):
                    name, there = str(item.get("id")), here.at(key, which)
                    shares = _listed(item, "shares")
                    items.append((item, name, there))
                    items += [
                        (share, share_id(name, str(share.get("unit"))), there.at("shares", number))
                        for number, share in shares
                    ]
            for item, subject, place in items:
                for number, change in _listed(item, "adjustments"):
                    yield _entry("调整", subject, str(number), change, place.at("adjustments", number))


def _listed(data: Any, key: str) -> list[tuple[int, dict[str, Any]]]:
    listed = data.get(key) if isinstance(data, dict) else None
    return [
        (index, part) for index, part in enumerate(listed if isinstance(listed, list) else ()) if isinstance(part, dict)
    ]


def _of(entry: Entry) -> tuple[str, str]:
    return ("进展" if entry.what == "撤回" else entry.what), entry.subject


def without(entries_: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """Those of some records that are not among others, wherever they stand; of two equal ones each counts."""
    there = Counter((_of(entry), entry.said) for entry in others)
    left = []
    for entry in entries_:
        key = _of(entry), entry.said
        if there[key]:
            there[key] -= 1
        else:
            left.append(entry)
    return left


def changes(before: Iterable[Entry], now: Iterable[Entry]) -> list[Change]:
    """What became of records that are not there any more as they were.

    In its place stands what is of the same thing and date or step, else what is written at the same place, else what is
    of the same thing and was recorded in the same second; each in place of one alone.
    """
    was, is_ = list(before), list(now)
    gone = without(was, is_)
    come = without(is_, was) if gone else []
    left = set(range(len(come)))
    by_key: dict[object, list[int]] = defaultdict(list)
    for place in range(len(come) - 1, -1, -1):
        for key in _keys(come[place]):
            by_key[key].append(place)

    def instead(entry: Entry) -> Entry | None:
        for key in _keys(entry):
            while by_key[key]:
                place = by_key[key].pop()
                if place in left:
                    left.remove(place)
                    return come[place]
        return None

    return [Change(entry, instead(entry)) for entry in gone]


def _keys(entry: Entry) -> Iterator[object]:
    """By what a record is known again that is not as it was, the surest first."""
    yield "same", _of(entry), entry.at
    yield "place", entry.place
    if entry.recorded:
        yield "recorded", _of(entry), entry.recorded


def difference(change: Change) -> str:
    """What differs, key by key: `value 8 → 9`; a key that is not there is 无."""
    if change.now is None:
        return ""
    was, now = change.before.data, change.now.data
    keys = [key for key in dict.fromkeys((*was, *now)) if canonical(was.get(key)) != canonical(now.get(key))]
    return "，".join(f"{key} {_shown(was.get(key))} → {_shown(now.get(key))}" for key in keys)


def _shown(value: Any) -> str:
    if value is None:
        return "无"
    return brief(value if isinstance(value, str) else canonical(value))
