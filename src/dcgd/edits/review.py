"""A draft reviewed, step by step: accepted, corrected, dropped, split, and the last step taken back. `dcgd review`."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Any

from dcgd.edits.task import add_milestone, add_target, known_unit, verbatim
from dcgd.edits.texts import edited_file
from dcgd.edits.unit import remove_unit
from dcgd.errors import CannotEdit, Refused
from dcgd.intake.phrases.targets import find_targets
from dcgd.intake.reviewing import Drafted, ToReview
from dcgd.model import Milestone, Target
from dcgd.naming import nearest, not_found, typed_id
from dcgd.registry.change import Edited
from dcgd.registry.load import Reading
from dcgd.source.edit import amend, append_all, drop, relist, remove, replace

Value = str | Decimal | date | Sequence[str] | None
FIELDS: Mapping[Drafted, tuple[str, ...]] = MappingProxyType(
    {
        Drafted.UNIT: (),
        Drafted.TASK: ("title", "leads", "participants", "leaders", "owner", "contact", "due", "note"),
        Drafted.TARGET: (
            "indicator", "kind", "comparator", "value", "unit_measure", "quote", "firmness", "due", "baseline", "note",
        ),
        Drafted.MILESTONE: ("title", "quote", "firmness", "due", "note"),
    }
)  # fmt: skip
"""What of a draft may be corrected, in the order of the keys of its record."""
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "title": "名称", "leads": "牵头单位", "participants": "参与单位", "due": "时限", "note": "说明",
        "leaders": "分管领导", "owner": "责任人", "contact": "联系人",
        "indicator": "指标", "kind": "类别", "comparator": "比较方式", "value": "目标值", "unit_measure": "计量单位",
        "quote": "引文", "firmness": "约束性", "baseline": "基数",
    }
)  # fmt: skip
"""The Chinese of these keys."""
MAY_GO = frozenset({"due", "baseline", "note", "owner", "contact"})
"""What may be taken out."""


def meant(waiting: Sequence[ToReview], typed: str) -> ToReview:
    """The drafted entity of an id, a task's number or a unit's name; raises Refused with what is near."""
    wanted = typed_id(typed)
    for one in waiting:
        if one.id in (wanted, typed):
            return one
    known = [one.id for one in waiting]
    raise Refused(f"{not_found(typed, nearest(wanted, known), '待核对的')}（认可了的不再列）")


def accept(before: Reading, several: Sequence[ToReview]) -> Edited[Sequence[ToReview]]:
    """Take `review: true` away from each, and nothing else. Raises CannotEdit."""
    texts: dict[str, str] = {}
    for file in dict.fromkeys(one.place.file for one in several):
        marks = [(*one.place.path, "review") for one in several if one.place.file == file]
        texts |= edited_file(before, file, lambda text, marks=marks: reduce(drop, marks, text))  # type: ignore[misc]
    return Edited(texts, several)


def discard(before: Reading, one: ToReview) -> Edited[ToReview]:
    """Take a target, a milestone or a unit out. Raises Refused for a task, and for a unit that is mentioned."""
    if one.what is Drafted.TASK:
        raise Refused(f"任务 {one.id} 不能删：序号全文连续，删了后面的都要改；不是任务的，改 tasks.yaml 并重排")
    if one.what is Drafted.UNIT:
        return Edited(remove_unit(before, one.id).texts, one)
    return Edited(edited_file(before, one.place.file, lambda text: _without(before, one, text)), one)


def _without(before: Reading, one: ToReview, text: str) -> str:
    """The text without the entry of one; without the list, too, where it was the last in it."""
    parsed = before.parsed[before.where(one.place.file)]
    *above, _index = one.place.path
    try:
        return drop(text, tuple(above)) if len(_held(parsed.data, above)) == 1 else remove(text, one.place.path)
    except CannotEdit:  # a comment stands within the list
        return remove(text, one.place.path)


def correct(before: Reading, one: ToReview, key: str, value: Value) -> Edited[ToReview]:
    """Write another value under a key; it stays to be reviewed. None takes a key out that may be left out.

    A quote must stand in the task's text, a unit be known. Raises Refused, NotFound, CannotEdit.
    """
    if key not in FIELDS[one.what]:
        known = "、".join(f"{name}（{NAMES[name]}）" for name in FIELDS[one.what])
        raise Refused(f"{one.what.chinese}能改的是：{known}" if known else "单位用 dcgd unit rename、unit alias 改")
    if key == "quote" and one.task:
        value = verbatim(one.task, str(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        for name in value if key != "leaders" else ():
            known_unit(before.registry, name)
    path = (*one.place.path, key)
    there = _is_there(before, one, key)

    def edit(text: str) -> str:
        if value is None:
            if key not in MAY_GO:
                raise Refused(f"{key} 不能空着")
            return drop(text, path) if there else text
        if isinstance(value, Sequence) and not isinstance(value, str):
            return relist(text, path, value) if there else append_all(text, key, value, one.place.path)
        if there:
            return replace(text, path, value)
        keys = FIELDS[one.what]
        return amend(text, one.place.path, key, value, ("id", "number", *keys[: keys.index(key)]))

    return Edited(edited_file(before, one.place.file, edit), one)


def split(before: Reading, one: ToReview, quote: str) -> Edited[Target | Milestone]:
    """Draft one more target or milestone of the same task out of a part of its text, also to be reviewed.

    A target where the words hold one number that is a promise, a milestone where they hold none. Raises Refused,
    CannotEdit.
    """
    if one.task is None or one.what is Drafted.TASK:
        raise Refused("只有目标和成果可以拆")
    words = verbatim(one.task, quote)
    document = before.registry.document
    candidates, _left_out = find_targets(words, document.start.year if document else 1)
    if len(candidates) > 1:
        raise Refused(f"“{words[:20]}”里有 {len(candidates)} 个目标；一次拆出一个，写短些")
    if not candidates:
        deed = add_milestone(before, one.task.number, Milestone(id="", title=words, quote=words, review=True))
        return Edited(deed.texts, deed.result)
    candidate = candidates[0]
    target = Target(
        id="",
        indicator=candidate.indicator,
        kind=candidate.kind,
        comparator=candidate.comparator,
        value=candidate.value,
        unit_measure=candidate.measure,
        quote=words,
        firmness=candidate.firmness,
        implied=candidate.implied,
        baseline=candidate.baseline,
        due=candidate.due,
        note=candidate.note or None,
        review=True,
    )
    added = add_target(before, one.task.number, target)
    return Edited(added.texts, added.result)


def take_back(before: Reading, was: Mapping[str, str], now: Mapping[str, str]) -> Edited[None]:
    """The texts as they were before a step that made them `now`. Raises Refused where they were changed since."""
    for name, text in now.items():
        parsed = before.parsed.get(name)
        if parsed is None or parsed.text != text:
            raise Refused(f"{parsed.name if parsed else name} 在这一步以后别处又改过，不能撤销；改 YAML，或用 git")
    return Edited(was, None)


def _is_there(before: Reading, one: ToReview, key: str) -> bool:
    parsed = before.parsed.get(before.where(one.place.file))
    return parsed is not None and key in _held(parsed.data, one.place.path)


def _held(data: Any, path: Sequence[str | int]) -> Any:
    """What stands at a path."""
    for step in path:
        data = data[step]
    return data
