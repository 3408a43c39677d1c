"""Issuing notices: which, under which number, into the log; the edit behind `dcgd notice`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from dcgd.errors import WrongUse
from dcgd.model import Level, Notice
from dcgd.model.written import record
from dcgd.registry.change import change
from dcgd.registry.files import NOTICES
from dcgd.registry.load import Reading
from dcgd.source.edit import amend, append_all
from dcgd.tracking.judged_items import JudgedItem
from dcgd.tracking.notices import HEADER, Call, call, next_number

Sheet = tuple[JudgedItem, Notice]
"""A notice and its matter, judged on the day of issue."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit and a matter of which a notice may be due."""

    unit: str
    judged: JudgedItem

    def called(self, known: Sequence[Notice], day: date, wanted: Level | None) -> Call:
        """What is called for, given all notices there are."""
        earlier = [each for each in known if each.unit == self.unit and each.subject == self.judged.item.id]
        return call(self.judged.verdict, earlier, self.judged.rules, day, wanted)


def candidates(entries: Sequence[JudgedItem], units: frozenset[str] | None) -> list[Candidate]:
    """Every lead of every item, narrowed to units."""
    return [
        Candidate(unit, judged) for judged in entries for unit in judged.lead_units if units is None or unit in units
    ]


def issue(
    known: Sequence[Notice], found: Sequence[Candidate], day: date, year: int, wanted: Level | None
) -> list[Sheet]:
    """The notices due on a day, numbered on from those there are in the year in which the document's period begins.

    Raises WrongUse when later ones are there: what has been said since cannot be unsaid.
    """
    later = [each for each in known if each.issued > day]
    if later:
        raise WrongUse(f"{later[-1].number} 已于 {later[-1].issued} 签发，不能再签发更早的（{day}）")
    used = [each.number for each in known]
    issued: list[Sheet] = []
    for each in found:
        due = each.called(known, day, wanted)
        if due.level is None:
            continue
        judged = each.judged
        number = next_number(used, year)
        used.append(number)
        made = Notice(
            number=number,
            level=due.level,
            unit=each.unit,
            subject=judged.item.id,
            issued=day,
            reply_by=day + timedelta(days=judged.rules.notices.days(due.level)),
            reason="；".join((*judged.verdict.reasons, *([due.why] if due.why else []))),
        )
        issued.append((judged, made))
    return issued


def log(folder: Path, found: Sequence[Candidate], day: date, year: int, wanted: Level | None) -> list[Sheet]:
    """Issue the notices due and append them to the log, in one change under the registry's lock.

    Raises WrongUse, Refused, CannotEdit, OSError.
    """
    issued: list[Sheet] = []

    def edit(before: Reading) -> dict[str, str]:
        known = [filed.entity for filed in before.registry.notices]
        issued[:] = issue(known, found, day, year, wanted)
        if not issued:
            return {}
        there = before.parsed.get(NOTICES)
        text = there.text if there else HEADER
        return {NOTICES: append_all(text, "notices", [record(notice) for _entry, notice in issued])}

    change(folder, edit)
    return issued


def reply(folder: Path, number: str, day: date) -> None:
    """Note the day on which a notice was replied to. Raises WrongUse, Refused, CannotEdit, OSError."""

    def edit(before: Reading) -> dict[str, str]:
        for filed in before.registry.notices:
            if filed.entity.number == number:
                if filed.entity.replied:
                    raise WrongUse(f"{number} 已于 {filed.entity.replied} 回复")
                if day < filed.entity.issued:
                    raise WrongUse(f"{number} 是 {filed.entity.issued} 签发的，不会在 {day} 回复")
                return {NOTICES: amend(before.parsed[NOTICES].text, filed.place.path, "replied", day)}
        raise WrongUse(f"没有督办单“{number}”")

    change(folder, edit)
