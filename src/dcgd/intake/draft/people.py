"""The people that a document names: who is who, and by what names the tasks speak of them."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dcgd.intake.phrases.people import Named
from dcgd.model import Person
from dcgd.naming import printed_name
from dcgd.words import Duty

_OF_THE_DISTRICT = re.compile("常委|[区县市州旗省]长|[区县市州旗省]委")
"""Posts of people who lead several units and belong to none of them."""


class Mention(NamedTuple):
    """A person as one task names them, what they answer for there, and the one unit that leads it (empty for none)."""

    task: int
    duty: Duty
    person: Named
    lead: str = ""

    @property
    def guess(self) -> str:
        """The unit that the person is likely of, where none is said."""
        of_unit = self.duty is not Duty.LEADER and not _OF_THE_DISTRICT.search(self.person.post)
        return self.lead if of_unit else ""


class Known(NamedTuple):
    """The people of a document in their order, and the name of each mention by its task, duty and written name.

    `doubled` are the names of people with more than one telephone number.
    """

    people: tuple[Person, ...]
    name_of: dict[tuple[int, Duty, str], str]
    doubled: tuple[str, ...]


def who_is_who(mentions: Sequence[Mention], unit_of: Callable[[str], str | None]) -> Known:
    """The people behind the mentions, those who lead first; `unit_of` gives the unit that a name means, if any.

    One name is one person unless it is told apart by units that are said, or by numbers in different units.
    """
    people: list[Person] = []
    name_of: dict[tuple[int, Duty, str], str] = {}
    doubled: list[str] = []
    leaders_first = sorted(mentions, key=lambda mention: mention.duty is not Duty.LEADER)
    for name in dict.fromkeys(mention.person.name for mention in leaders_first):
        groups = _apart([mention for mention in leaders_first if mention.person.name == name], unit_of)
        for unit, group in groups.items():
            shown = name if len(groups) == 1 else f"{name}（{unit}）"
            people.append(_person(shown, unit, group, unit_of))
            name_of |= {(mention.task, mention.duty, name): shown for mention in group}
            if len({mention.person.phone for mention in group if mention.person.phone}) > 1:
                doubled.append(shown)
    return Known(tuple(people), name_of, tuple(doubled))


def _apart(mentions: list[Mention], unit_of: Callable[[str], str | None]) -> dict[str, list[Mention]]:
    """The mentions of one name by the person who is meant: by unit, or all under the unit that is likely (or empty)."""

    def told(mention: Mention) -> str:
        return unit_of(mention.person.unit) or mention.person.unit

    units = list(dict.fromkeys(filter(None, map(told, mentions))))
    phones = {mention.person.phone for mention in mentions} - {""}
    likely = [told(mention) or mention.guess for mention in mentions]
    pairs = {(unit, mention.person.phone) for unit, mention in zip(likely, mentions, strict=True)}
    one_each = len(pairs) == len(phones) == len({unit for unit, _phone in pairs}) > 1
    if len(units) > 1 or (one_each and all(unit for unit, _phone in pairs)):
        groups: dict[str, list[Mention]] = {}
        for unit, mention in zip(likely, mentions, strict=True):
            groups.setdefault(unit or (units or likely)[0], []).append(mention)
        return groups
    guesses = set(likely)
    return {units[0] if units else guesses.pop() if len(guesses) == 1 else "": mentions}


def _person(name: str, unit: str, group: list[Mention], unit_of: Callable[[str], str | None]) -> Person:
    """A person with what the mentions say first; a unit that is none of the registry's stands before the post."""

    def first(key: str) -> str:
        return next((said for mention in group if (said := getattr(mention.person, key))), "")

    known, post = unit_of(unit) if unit else None, first("post")
    return Person(
        name=name,
        post=(post if known or not first("unit") else first("unit") + post) or None,
        unit=known,
        phone=first("phone") or None,
        email=first("email") or None,
    )


def known_as(name: str, known: Sequence[str]) -> str:
    """The name that people.yaml has for a person: itself, or the only one that is printed so."""
    same = [other for other in known if printed_name(other) == name]
    return same[0] if name not in known and len(same) == 1 else name
