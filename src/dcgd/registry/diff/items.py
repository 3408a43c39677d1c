"""What changed in a target or a milestone, and whether that weakens it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from dcgd.diagnostics import Code, Place
from dcgd.model import (
    VALUE_WORDS,
    Adjustment,
    Comparator,
    Document,
    Kind,
    Milestone,
    Target,
    Task,
    effective,
)
from dcgd.naming import amount
from dcgd.registry.checks.wording import COMPARATOR_WORDING, FIRMNESS_WORDING, QUOTE_NUMBER
from dcgd.registry.diff.checkpoints import checkpoint_changes, moves
from dcgd.registry.diff.kinds import Change, Effect, change
from dcgd.registry.diff.notes import link_change, mark_change, note_change, weight_change
from dcgd.registry.diff.pairs import pair
from dcgd.registry.diff.scale import direction, of_kind
from dcgd.registry.shares import as_target
from dcgd.registry.words import marked

_KINDS = {"cumulative": "累计新增", "level": "到期水平", "standing": "始终保持"}
_CONTRADICTED = {"value": QUOTE_NUMBER, "comparator": COMPARATOR_WORDING, "firmness": FIRMNESS_WORDING}


@dataclass(frozen=True, slots=True)
class Version:
    """A target, a milestone or a task with all that its period depends on: the task, the document."""

    item: Target | Milestone | Task
    task: Task
    document: Document | None
    place: Place

    @property
    def subject(self) -> str:
        """What a change is said to be of: `5-1`, `任务 5`."""
        return f"任务 {self.item.number}" if isinstance(self.item, Task) else self.item.id

    @property
    def title(self) -> str:
        """The name of the indicator, the deliverable or the task."""
        return self.item.indicator if isinstance(self.item, Target) else self.item.title

    def recorded(self, field: str) -> Any:
        """A field as the record has it; dates that are left out are those of the task or the document."""
        value = getattr(self.item, field, None)
        if field == "due":
            return value or self.task.due or (self.document.due if self.document else None)
        if field == "start":
            return value or (self.document.start if self.document else None)
        return value

    def now(self, field: str) -> Any:
        """A field with all adjustments applied, those of later dates too."""
        return effective(self.recorded(field), field, self.item.adjustments, date.max)


@dataclass(frozen=True, slots=True)
class ItemVersion(Version):
    """A target or a milestone, with the codes of what its quote contradicts."""

    item: Target | Milestone
    contradicted: frozenset[Code] = frozenset()

    @property
    def number(self) -> str:
        """The id without its task: `1`, `m1`."""
        return self.item.id.split("-", 1)[-1]


def due_changes(old: Version, new: Version) -> Iterator[Change]:
    """What differs in the due date of a task, and in its adjustments."""
    said = [*_due(old, new), *moves(new.subject, old.item, new.item, new.place, new.title)]
    yield from said
    yield from _adjustments(old, new, {field_change.approval for field_change in said})


def item_changes(old: ItemVersion, new: ItemVersion) -> Iterator[Change]:
    """Everything that differs between two versions of one item."""
    said = [*_fields(old, new), *moves(new.subject, old.item, new.item, new.place, new.title)]
    yield from said
    yield from _adjustments(old, new, {field_change.approval for field_change in said})


def _fields(old: ItemVersion, new: ItemVersion) -> Iterator[Change]:
    if new.number != old.number:
        yield _say("item-renumbered", new, old.item.id, new.item.id)
    if new.title != old.title:
        yield _say("indicator-changed", new, detail=marked(old.title, new.title))
    if new.item.quote != old.item.quote:
        yield _say("quote-changed", new, detail=marked(old.item.quote, new.item.quote))
    yield from _due(old, new)
    yield from _start(old, new)
    yield from _adjustable(old, new, "firmness")
    if isinstance(old.item, Target) and isinstance(new.item, Target):
        yield from _target(old, new, old.item, new.item)
    yield from _checkpoints(old, new)
    yield from _shares(old, new)
    yield from weight_change(new.item.id, old.item, new.item, new.place, new.title)
    yield from link_change(new.item.id, old.item, new.item, new.place, new.title)
    yield from mark_change("public", new.item.id, old.item, new.item, new.place, new.title)
    yield from note_change(new.item.id, old.item, new.item, new.place, new.title)
    yield from mark_change("review", new.item.id, old.item, new.item, new.place, new.title)


def _checkpoints(old: ItemVersion, new: ItemVersion) -> Iterator[Change]:
    yield from checkpoint_changes(
        new.item.id,
        old.item.checkpoints,
        new.item.checkpoints,
        new.place,
        new.title,
        measure=new.item.unit_measure if isinstance(new.item, Target) else "",
        falling=new.now("comparator") == Comparator.AT_MOST,
    )


def _shares(old: ItemVersion, new: ItemVersion) -> Iterator[Change]:
    """What differs in the shares of a target, by the units as they are written."""
    if not isinstance(old.item, Target) or not isinstance(new.item, Target):
        return
    if new.item.rollup is not old.item.rollup:
        yield _say("rollup-changed", new, old.item.rollup.chinese, new.item.rollup.chinese, at="rollup")
    before, after = _by_unit(old, old.item, new.item), _by_unit(new, new.item, new.item)
    for unit, held in after.items():
        if unit in before:
            yield from item_changes(before[unit], held)
        else:
            yield _say("share-added", held, after=_value(held))
    for unit in (unit for unit in before if unit not in after):
        yield _say("share-removed", replace(before[unit], place=new.place), before=_value(before[unit]))


def _by_unit(version: ItemVersion, target: Target, now: Target) -> dict[str, ItemVersion]:
    """The shares of a target as versions of their own, of the target as it is now: what changed there is told there."""
    return {
        share.unit: ItemVersion(
            as_target(now, share), version.task, version.document, version.place.at("shares", index)
        )
        for index, share in enumerate(target.shares)
    }


def _value(version: ItemVersion) -> str:
    target = version.item
    return amount(str(version.now("value")), target.unit_measure if isinstance(target, Target) else "")


def _say(kind: str, new: Version, before: str = "", after: str = "", *, at: str = "", **more: Any) -> Change:
    place = new.place.at(at) if at else new.place
    return change(kind, new.subject, place, title=new.title, before=before, after=after, **more)


def _target(old: ItemVersion, new: ItemVersion, was: Target, now: Target) -> Iterator[Change]:
    if was.kind != now.kind:
        yield _say(of_kind(was.kind, now.kind), new, _KINDS[was.kind], _KINDS[now.kind], at="kind")
    if was.unit_measure != now.unit_measure:
        mended = was.quote == now.quote and now.unit_measure in now.quote and was.unit_measure not in was.quote
        effect = Effect.CORRECTION if mended else None
        before = amount(str(old.now("value")), was.unit_measure)
        after = amount(str(new.now("value")), now.unit_measure)
        yield _say("measure-changed", new, before, after, at="unit_measure", effect=effect)
    else:
        yield from _adjustable(old, new, "value", now.unit_measure)
    yield from _adjustable(old, new, "comparator")
    yield from _adjustable(old, new, "baseline", now.unit_measure)
    yield from mark_change("implied", now.id, was, now, new.place, new.title)
    if was.pace != now.pace:
        yield _say("pace-changed", new, was.pace or "随规则", now.pace or "随规则", at="pace")


def _due(old: Version, new: Version) -> Iterator[Change]:
    inherits = old.item.due == new.item.due is None
    if inherits and _of(old, "due") == _of(new, "due"):
        return  # that of the task or the document changed, if any: it is said there
    yield from _adjustable(old, new, "due")


def _of(version: Version, field: str) -> list[Adjustment]:
    return [adjustment for adjustment in version.item.adjustments if adjustment.field == field]


def _start(old: ItemVersion, new: ItemVersion) -> Iterator[Change]:
    before, after = old.recorded("start"), new.recorded("start")
    if old.item.start == new.item.start is None or before == after or None in (before, after):
        return
    yield _say("start-later" if after > before else "start-earlier", new, str(before), str(after), at="start")


def _adjustable(old: Version, new: Version, field: str, measure: str = "") -> Iterator[Change]:
    """The change of a field that adjustments may change; with the adjustment that approves it, if there is one."""
    before, after = old.now(field), new.now(field)
    words = VALUE_WORDS if field in ("comparator", "firmness") else {}
    texts = [_shown(value, measure, words) for value in (before, after)]
    if before == after:
        if getattr(old.item, field, None) != getattr(new.item, field, None):
            was, now = (f"{field}: {getattr(version.item, field, None)}" for version in (old, new))
            yield _say("written-changed", new, was, now, at=field)
        return
    kind, effect = _direction(old, new, field, before, after)
    if isinstance(old, ItemVersion) and isinstance(new, ItemVersion) and _mends_contradiction(old, new, field):
        effect = Effect.CORRECTION
    said = _say(kind, new, *texts, at=field, effect=effect)
    yield replace(said, approval=_approval(old, new, field, before, after))


def _shown(value: Any, measure: str, words: Mapping[Any, str]) -> str:
    if value is None:
        return "无"
    return amount(str(value), measure) if isinstance(value, Decimal) else words.get(value, str(value))


def _mends_contradiction(old: ItemVersion, new: ItemVersion, field: str) -> bool:
    """Whether a field contradicted a quote that is still the same, and no longer does."""
    code = _CONTRADICTED.get(field)
    same_quote = old.item.quote == new.item.quote and old.task.text == new.task.text
    return code in old.contradicted and code not in new.contradicted and same_quote


def _approval(old: Version, new: Version, field: str, before: Any, after: Any) -> Adjustment | None:
    """The last new adjustment, if the new ones, ordered by date, lead step by step from `before` to `after`."""
    had = _of(old, field)
    come = sorted((entry for entry in _of(new, field) if entry not in had), key=lambda entry: entry.date)
    for adjustment in come:
        if adjustment.from_ != before:
            return None
        before = adjustment.to
    return come[-1] if come and before == after else None


def _direction(old: Version, new: Version, field: str, before: Any, after: Any) -> tuple[str, Effect | None]:
    """The kind of a field's change, and its effect where the kind leaves that open."""
    falling = old.now("comparator") == Comparator.AT_MOST
    if field == "baseline":
        return _baseline(new, before, after, falling=falling), None
    return direction(field, before, after, falling=falling)


def _baseline(new: Version, before: Decimal | None, after: Decimal | None, *, falling: bool) -> str:
    if not isinstance(new.item, Target) or new.item.kind != Kind.LEVEL or (falling and None in (before, after)):
        return "baseline-changed"
    goal = new.now("value")
    farther = abs(goal - (after or 0)) > abs(goal - (before or 0))
    return "baseline-eased" if farther else "baseline-tightened"


def _adjustments(old: Version, new: Version, used: set[Adjustment | None]) -> Iterator[Change]:
    """Adjustments that are gone or edited, and those that have come without a change they carry out."""
    pairs = pair(old.item.adjustments, new.item.adjustments, lambda made: made, lambda made: (made.field, made.date))
    for was, now in pairs.both:
        if was != now:
            yield _say("adjustment-changed", new, _adjusted(was), _adjusted(now), at="adjustments")
    for was in pairs.gone:
        yield _say("adjustment-removed", new, _adjusted(was), at="adjustments")
    fields = {adjustment.field for adjustment in used if adjustment}
    for now in pairs.come:
        if now.field not in fields:
            yield _say("adjustment-added", new, "", _adjusted(now), at="adjustments")


def _adjusted(made: Adjustment) -> str:
    return f"{made.date} {made.field} {made.from_} → {made.to}（{made.approved_by}：{made.reason}）"
