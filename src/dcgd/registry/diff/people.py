"""What changed in who answers: the people, and their duties in units and tasks. What is private is not shown."""

from collections.abc import Iterator

from dcgd.diagnostics import Place
from dcgd.model import Person, Task, Unit, contact_details
from dcgd.registry.diff.kinds import Change, change
from dcgd.registry.diff.notes import note_change
from dcgd.registry.diff.pairs import pair
from dcgd.registry.diff.sides import Sides

_OF_UNIT = (("short", "简称"), ("group", "类别"), ("leader", "分管领导"), ("head", "主要负责人"), ("contact", "联系人"))
_OF_PERSON = (("post", "职务"), ("unit", "单位"))


def person_changes(sides: Sides) -> Iterator[Change]:
    """The people that came or went, and what of them is another; of phones and addresses only that they are."""
    pairs = pair(sides.older.registry.people, sides.newer.registry.people, lambda filed: filed.entity.name)
    for was, now in pairs.both:
        yield from _person(was.entity, now.entity, now.place)
    for filed in pairs.gone:
        yield sides.gone("person-removed", filed.entity.name, filed.place.file, before=filed.entity.post or "")
    for filed in pairs.come:
        yield sides.come("person-added", filed.entity.name, filed.place, after=filed.entity.post or "")


def _person(old: Person, new: Person, place: Place) -> Iterator[Change]:
    yield from _differing(_OF_PERSON, "person-changed", old, new, place)
    if contact_details(old) != contact_details(new):
        yield change("person-changed", new.name, place, before="联系方式", after="改了（号码不写在这里）")
    yield from note_change(new.name, old, new, place)


def changes_of_unit(old: Unit, new: Unit, place: Place) -> Iterator[Change]:
    """What of a unit is another, beside its names."""
    yield from _differing(_OF_UNIT, "unit-changed", old, new, place)


def _differing(
    keys: tuple[tuple[str, str], ...], kind: str, old: Unit | Person, new: Unit | Person, place: Place
) -> Iterator[Change]:
    for key, words in keys:
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            yield change(kind, new.name, place.at(key), before=f"{words} {was or '无'}", after=f"{words} {now or '无'}")


def duty_changes(subject: str, old: Task, new: Task, place: Place) -> Iterator[Change]:
    """Whom a task itself names, where that is another."""
    for key, words in (("leaders", "分管领导"), ("owner", "责任人"), ("contact", "联系人")):
        was, now = getattr(old, key), getattr(new, key)
        if was != now:
            texts = [
                f"{words} {'、'.join(names) if isinstance(names, tuple) else names or '无'}" for names in (was, now)
            ]
            yield change("duty-changed", subject, place.at(key), title=new.title, before=texts[0], after=texts[1])
