"""Two documents of two years: what was carried over, raised, lowered, what is new and what was dropped (同比)."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from dcgd.diagnostics import Place
from dcgd.model import Comparator, Milestone, Target, Task
from dcgd.model.links import reference
from dcgd.model.papers import number_key
from dcgd.model.rollup import rolled
from dcgd.naming import PERCENT, amount, share_id
from dcgd.registry.content import FiledItem, Registry
from dcgd.registry.diff.items import Version
from dcgd.registry.diff.kinds import YEAR_DROPPED, Change, Effect, change
from dcgd.registry.diff.pairs import pair
from dcgd.registry.diff.scale import direction


def of_two_years(older: Registry, newer: Registry) -> bool:
    """Whether two registries are of documents of two years: another number, and another period."""
    was, now = older.document, newer.document
    return (
        was is not None
        and now is not None
        and number_key(was.number) != number_key(now.number)
        and (was.start, was.due) != (now.start, now.due)
    )


def year_by_year(older: Registry, newer: Registry) -> Iterator[Change]:
    """What became of each item of the older year, and what is new; in the order of the newer document, then the older.

    An item is that which it `continues`; else one of the same kind, name and measure.
    """
    before, after = list(_yearly(older)), list(_yearly(newer))
    own = number_key(older.document.number) if older.document else ""
    pairs = pair(
        before,
        after,
        lambda yearly: _continued(yearly, own) if yearly.registry is newer else yearly.subject,
        _same_name,
    )
    at = {yearly: place for place, yearly in enumerate(after)}
    lines = [(at[now], _compared(was, now)) for was, now in pairs.both]
    lines += [(at[now], _said("year-new", now, after=now.said)) for now in pairs.come]
    yield from (line for _place, line in sorted(lines, key=lambda line: line[0]))
    for was in pairs.gone:
        yield change(YEAR_DROPPED, was.subject, was.version.place, title=was.version.title, before=was.said)


@dataclass(frozen=True, slots=True, eq=False)
class _Yearly:
    """An item of one year."""

    registry: Registry
    version: Version
    reported: str
    """What was last reported of it, in words; empty for nothing."""

    @property
    def subject(self) -> str:
        """Its id, of a whole task the number."""
        return self.version.subject.removeprefix("任务 ")

    @property
    def goal(self) -> str:
        """What it commits to, in words."""
        item = self.version.item
        if not isinstance(item, Target):
            return "完成"
        word = Comparator(self.version.now("comparator"))
        number = amount(str(self.version.now("value")), item.unit_measure)
        return f"{word.chinese} {number}" if word in _BEFORE else f"{number}{word.chinese}"

    @property
    def said(self) -> str:
        """The goal, and what was reported."""
        return self.goal + (f"（{self.reported}）" if self.reported else "")


_BEFORE = (Comparator.AT_MOST, Comparator.MORE_THAN)


def _yearly(registry: Registry) -> Iterator[_Yearly]:
    last: dict[str, str] = {}
    for filed in sorted(registry.standing.reports, key=lambda filed: filed.entity.date):
        report = filed.entity
        if report.value is not None or report.percent is not None:
            last[report.subject] = f"{report.percent}%" if report.value is None else str(report.value)
    items: dict[Place, list[FiledItem]] = {task.place: [] for task in registry.tasks}
    for item in registry.items:
        items[item.task.place].append(item)
    for filed_task in registry.tasks:
        document = registry.document_of(filed_task.section)
        parts: list[tuple[Target | Milestone | Task, Place]] = [
            (part.entity, part.place) for part in items[filed_task.place]
        ]
        for entity, place in parts or [(filed_task.entity, filed_task.place)]:
            version = Version(entity, filed_task.entity, document, place)
            number = last.get(version.subject.removeprefix("任务 "), "") or _together(entity, last)
            measure = entity.unit_measure if isinstance(entity, Target) and not number.endswith("%") else ""
            yield _Yearly(registry, version, f"已报 {amount(number, measure)}" if number else "")


def _together(entity: Target | Milestone | Task, last: Mapping[str, str]) -> str:
    """What the last reports on the shares of a target come to; empty where there are none."""
    if not isinstance(entity, Target):
        return ""
    told = [(share, said) for share in entity.shares if (said := last.get(share_id(entity.id, share.unit)))]
    numbers = [share.value * Decimal(said[:-1]) / 100 if said.endswith("%") else Decimal(said) for share, said in told]
    return f"{rolled(entity.rollup, numbers).normalize():f}" if numbers else ""


def _continued(yearly: _Yearly, document: str) -> Hashable:
    """The id of the older item that one continues; something that equals no id where it continues none of it."""
    meant = reference(yearly.version.item.continues or "")
    return meant.id if meant and meant.document == document else yearly


def _same_name(yearly: _Yearly) -> Hashable:
    item = yearly.version.item
    measure = item.unit_measure if isinstance(item, Target) else ""
    return type(item), "".join(yearly.version.title.split()), measure


def _compared(was: _Yearly, now: _Yearly) -> Change:
    old, new = was.version, now.version
    if not isinstance(old.item, Target) or not isinstance(new.item, Target):
        return _said("year-carried", now, before=was.said, after=now.said)
    before, after = old.now("value"), new.now("value")
    if old.item.unit_measure != new.item.unit_measure:
        return _said("year-carried", now, before=was.said, after=now.said, detail="计量单位变了，两个数不能比")
    if before == after:
        return _said("year-carried", now, before=was.said, after=now.said)
    _kind, effect = direction("value", before, after, falling=old.now("comparator") == Comparator.AT_MOST)
    kind = "year-lowered" if effect is Effect.WEAKER else "year-raised"
    return _said(kind, now, before=was.said, after=now.said, detail=_by_how_much(before, after, new.item.unit_measure))


def _by_how_much(before: Decimal, after: Decimal, measure: str) -> str:
    """The difference, and of what is no percentage what share of last year's that is: `多 3 家，25.0%`."""
    more = "多" if after > before else "少"
    gap = f"{more} {amount(str(abs(after - before)), '个百分点' if measure in PERCENT else measure)}"
    share = "" if measure in PERCENT or not before else f"，{abs((after - before) / before) * 100:.1f}%"
    return gap + share


def _said(kind: str, now: _Yearly, before: str = "", after: str = "", detail: str = "") -> Change:
    title, place = now.version.title, now.version.place
    return change(kind, now.subject, place, title=title, before=before, after=after, detail=detail)
