"""What changed in the units and in who answers for a task."""

from collections.abc import Callable, Iterator, Sequence

from dcgd.diagnostics import Place
from dcgd.model import Task, Unit
from dcgd.registry.content import Filed, Registry
from dcgd.registry.diff.kinds import Change, change
from dcgd.registry.diff.notes import mark_change, note_change
from dcgd.registry.diff.pairs import Pairs, pair
from dcgd.registry.diff.people import changes_of_unit
from dcgd.registry.diff.sides import Sides
from dcgd.registry.directory import Directory


def pair_units(older: Registry, newer: Registry) -> Pairs[Filed[Unit]]:
    """Units of both: by name; then where the new one has the old name as an alias; then by an alias in common."""
    pairs = pair(older.units, newer.units, lambda filed: filed.entity.name)
    tests: tuple[Callable[[Unit, Unit], bool], ...] = (
        lambda was, now: was.name in now.aliases,
        lambda was, now: not {was.name, *was.aliases}.isdisjoint((now.name, *now.aliases)),
    )
    for same in tests:
        for was in list(pairs.gone):
            now = next((filed for filed in pairs.come if same(was.entity, filed.entity)), None)
            if now is not None:
                pairs.both.append((was, now))
                pairs.gone.remove(was)
                pairs.come.remove(now)
    return pairs


def unit_changes(sides: Sides, pairs: Pairs[Filed[Unit]]) -> Iterator[Change]:
    """Units added, removed, renamed, and their aliases."""
    for was, now in pairs.both:
        old, new, place = was.entity, now.entity, now.place
        if old.name != new.name:
            yield change("unit-renamed", new.name, place.at("name"), before=old.name, after=new.name)
        # The old name as an alias, and an alias that became the name, belong to the renaming.
        for alias in [spelling for spelling in new.aliases if spelling not in (*old.aliases, old.name)]:
            yield change("alias-added", new.name, place.at("aliases"), after=alias)
        for alias in [spelling for spelling in old.aliases if spelling not in (*new.aliases, new.name)]:
            yield change("alias-removed", new.name, place.at("aliases"), before=alias)
        yield from changes_of_unit(old, new, place)
        yield from mark_change("review", new.name, old, new, place)
        yield from note_change(new.name, old, new, place)
    for was in pairs.gone:
        yield sides.gone("unit-removed", was.entity.name, was.place.file)
    for now in pairs.come:
        yield sides.come("unit-added", now.entity.name, now.place, after="、".join(now.entity.aliases))


class People:
    """The names in tasks as units: what is the same body in both versions has the same key, however written."""

    def __init__(self, sides: Sides, pairs: Pairs[Filed[Unit]]) -> None:
        """Index the units of both versions; `pairs` says which is which."""
        self._older, self._newer = (Directory.of(side.registry) for side in (sides.older, sides.newer))
        self._renamed = {was.entity.name: now.entity.name for was, now in pairs.both}

    def older(self, name: str) -> str:
        """The key of a name in the older version."""
        unit = self._older.find(name)
        return self._renamed.get(unit.name, unit.name) if unit else name

    def newer(self, name: str) -> str:
        """The key of a name in the newer version."""
        unit = self._newer.find(name)
        return unit.name if unit else name


def people_changes(old: Task, new: Task, place: Place, people: People) -> Iterator[Change]:
    """牵头单位变更, 参与单位增减: by the units that the names mean."""
    subject = f"任务 {new.number}"
    leads = [people.older(name) for name in old.leads], [people.newer(name) for name in new.leads]
    if set(leads[0]) != set(leads[1]):
        kind = "leads-changed" if leads[1] else "leads-lost"
        yield change(
            kind, subject, place.at("leads"), title=new.title, before="、".join(leads[0]), after="、".join(leads[1])
        )
    others = [people.older(name) for name in old.participants], [people.newer(name) for name in new.participants]
    for name in [unit_key for unit_key in others[0] if unit_key not in others[1]]:
        yield change("participant-removed", subject, place.at("participants"), title=new.title, before=name)
    for name in [unit_key for unit_key in others[1] if unit_key not in others[0]]:
        yield change("participant-added", subject, place.at("participants"), title=new.title, after=name)
    for key, keys in (("leads", leads), ("participants", others)):
        was, now = getattr(old, key), getattr(new, key)
        if was != now and set(keys[0]) == set(keys[1]):
            yield _rewritten(subject, place.at(key), new.title, was, now)


def _rewritten(subject: str, place: Place, title: str, was: Sequence[str], now: Sequence[str]) -> Change:
    return change("units-rewritten", subject, place, title=title, before="、".join(was), after="、".join(now))
