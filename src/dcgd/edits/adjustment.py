"""An approved adjustment of a target, a milestone or a task that has neither: `dcgd set`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from dcgd.diagnostics import Place
from dcgd.edits.texts import edited_file
from dcgd.errors import Refused
from dcgd.model import ADJUSTABLE, VALUE_WORDS, Adjustable, Milestone, Share, Stamp, Target, Task
from dcgd.model.checkpoints import planned_on
from dcgd.naming import nearest, not_found, typed_id
from dcgd.registry.change import Edited
from dcgd.registry.content import FiledTask, Registry
from dcgd.registry.diff.items import Version
from dcgd.registry.load import Reading
from dcgd.registry.shares import as_target, named_share
from dcgd.source.edit import append
from dcgd.tracking.reporting import checkpoints

Value = Decimal | date | str


@dataclass(frozen=True, slots=True)
class Adjusted:
    """An adjustment that is written: of which item, from what to what."""

    item: Target | Milestone | Task
    old: Value
    new: Value


def adjust(
    before: Reading,
    id_: str,
    field: Adjustable,
    value_of: Callable[[Target | Milestone | Task], Value],
    *,
    day: date,
    reason: str,
    approved_by: str,
    stamp: Stamp,
    request: str | None = None,
    checkpoint: str | None = None,
) -> Edited[Adjusted]:
    """Write an approved adjustment of an item's field; the field itself stays as the document says.

    `value_of` gives the new value for the item of that id, `request` is that of which this is the
    approval, `checkpoint` says which one is moved, by its words or its day (without a year in that of `day`). Raises
    Refused, CannotEdit, and what `value_of` raises.
    """
    change = wanted(before.registry, id_, field, value_of, checkpoint, day.year)
    item = change.item
    earlier = [made for made in item.adjustments if made.field == field]
    if field is Adjustable.CHECKPOINTS:  # the others have a course of their own
        earlier = [made for made in earlier if made.to == change.old]
    last = max((made.date for made in earlier), default=None)
    if last and day < last:
        raise Refused(f"{id_} 的{field.chinese}上一次调整在 {last}，这一次（{day}）不能更早")
    entry: dict[str, Any] = {"date": day, "field": field, "from": change.old, "to": change.new}
    entry |= {"reason": reason, "approved_by": approved_by, "request": request, **stamp.keys}
    place = change.place
    texts = edited_file(before, place.file, lambda text: append(text, "adjustments", entry, place.path))
    return Edited(texts, Adjusted(item, change.old, change.new))


class Wanted(NamedTuple):
    """A change of an item that may be approved: of what, from what to what, and when the item is due now."""

    id: str
    item: Target | Milestone | Task
    place: Place
    old: Value
    new: Value
    due: date


def wanted(
    registry: Registry,
    id_: str,
    field: Adjustable,
    value_of: Callable[[Target | Milestone | Task], Value],
    checkpoint: str | None = None,
    year: int = date.min.year,
) -> Wanted:
    """The change of an item's field to what `value_of` gives for it.

    Raises Refused for one that cannot be or is there already, and what `value_of` raises.
    """
    filed, item, place = _item(registry, id_)
    allowed = ADJUSTABLE[Share if place.path[-2:-1] == ("shares",) else type(item)]
    if field not in allowed:
        known = "、".join(f"{word}（{word.chinese}）" for word in allowed)
        raise Refused(f"{id_} 能调整的是：{known}；不能调整{field.chinese}")
    version = Version(item, filed.entity, registry.document_of(filed.section), place)
    new = value_of(item)
    if field is Adjustable.CHECKPOINTS:
        old: Any = _moved_from(typed_id(id_), item, checkpoint, new, year)
    else:
        old = version.now(field)
    if old is None:
        raise Refused(f"{id_} 没有写{field.chinese}（{field}），没有什么可以调整；直接写进 {place.file}")
    if old == new:
        raise Refused(f"{id_} 的{field.chinese}已经是 {VALUE_WORDS.get(str(new), new)}")
    due = version.now(Adjustable.DUE)
    name = str(item.number) if isinstance(item, Task) else item.id
    return Wanted(name, item, place, old, new, due if isinstance(due, date) else date.max)


def _moved_from(id_: str, item: Target | Milestone | Task, typed: str | None, to: Value, year: int) -> date:
    """The day of the checkpoint that is meant; refuses one that would fall together with another."""
    planned = planned_on(item.checkpoints, item.adjustments, date.max)
    there = checkpoints.which(id_, planned, typed, year).point
    worded = there.text is not None
    for point, *_ in planned:
        if point.date == to != there.date and (point.text is not None) == worded:
            raise Refused(f"{id_} 在 {to} 已有节点“{point.wanted()}”；先调整那一个")
    return there.date


def _item(registry: Registry, id_: str) -> tuple[FiledTask, Target | Milestone | Task, Place]:
    held = named_share(registry, id_)
    if held is not None:
        filed, target, share, place = held
        return filed, as_target(target, share), place
    id_ = typed_id(id_)
    for filed, item, place in registry.items:
        if item.id == id_:
            return filed, item, place
    for filed in registry.tasks:
        task = filed.entity
        if str(task.number) == id_:
            parts: tuple[Target | Milestone, ...] = (*task.targets, *task.milestones)
            if parts:
                ids = "、".join(part.id for part in parts)
                raise Refused(f"任务 {id_} 按它的目标和成果判定，逐项调整：{ids}")
            return filed, task, filed.place
    known = [item.id for _filed, item, _place in registry.items]
    raise Refused(not_found(id_, nearest(id_, known), "编号"))
