"""A month's reports of a unit, item by item: what is asked for, what the answers come to, all written in one go.

What `dcgd progress fill` asks on a terminal, and the desk on a page.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from dcgd.cli.changing import record, say_same
from dcgd.cli.clock import today
from dcgd.cli.console import say, typed
from dcgd.cli.fill_draft import Answer
from dcgd.cli.filters import units_of
from dcgd.cli.item_listing import listed_items
from dcgd.cli.options import Selection
from dcgd.cli.session import open_session
from dcgd.cli.shown import shown
from dcgd.cli.stamp import handed_over, stamp
from dcgd.edits.report import Claim, record_reports
from dcgd.errors import WrongUse
from dcgd.index.codec import rules_from_text
from dcgd.index.lookup import sayable
from dcgd.model import Evidence, Stamp
from dcgd.naming import halfwidth
from dcgd.registry.content import Registry
from dcgd.registry.load import read
from dcgd.tracking.judging.months import period_name
from dcgd.tracking.returned import forms
from dcgd.tracking.returned.forms import FormItem

_SAID = (
    "value", "percent", "checkpoint", "by", "note", "difficulty", "next_step", "filled_by", "checked_by",
)  # fmt: skip
"""What `dcgd progress add` has an option for, by the names of a claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is filled in: the registry as it was read, the day that reports are of, who signs, when it was handed in."""

    registry: Registry
    day: date
    stamp: Stamp
    received: date
    filled_by: str | None
    checked_by: str | None

    def claims(self, item: FormItem, answer: Answer, evidence: tuple[Evidence, ...] = ()) -> list[Claim]:
        """The reports that an answer comes to: one, and one more for each checkpoint beyond the first."""
        share = not item.what.has_number or (item.measure != "%" and halfwidth(answer.amount).endswith("%"))
        claim = Claim(
            item=item.id,
            date=self.day,
            by=answer.unit,
            filled_by=self.filled_by,
            checked_by=self.checked_by,
            received=self.received,
        )
        first = answer.met[0] if answer.met else None
        told = replace(
            claim,
            value=answer.amount if answer.amount and not share else None,
            percent=answer.amount if answer.amount and share else None,
            checkpoint=first,
            note=answer.note,
            difficulty=answer.difficulty,
            next_step=answer.next_step,
            evidence=evidence,
            correction=answer.correct,
            on_purpose=answer.sure,
        )
        return [told, *(replace(claim, checkpoint=day) for day in answer.met[1:])]


def work_on(folder: Path, last: date, *, received: date | None, filled_by: str | None, checked_by: str | None) -> Work:
    """The work of filling in a period that ends on a day, in the registry of a folder. Raises WrongUse."""
    made = stamp(folder)
    return Work(
        registry=read(folder).registry,
        day=min(last, today()),
        stamp=made,
        received=handed_over(received, made),
        filled_by=filled_by and sayable(filled_by),
        checked_by=checked_by and sayable(checked_by),
    )


def items_to_fill(folder: Path, month: int, selection: Selection) -> tuple[list[tuple[str, FormItem]], date]:
    """What is to be filled in, each item once with the unit that leads it, and the last day of the period.

    Raises WrongUse where there is nothing, or the period has not begun.
    """
    with open_session([str(folder)]) as session:
        rules, title = session.connection.execute("SELECT rules, title FROM documents").fetchone()
        first, last = forms.window(month, rules_from_text(rules).reporting.cycle)
        if first > today():
            raise WrongUse(f"{period_name(month)} 还没有到（今天是 {today()}）")
        named = units_of(session.connection, selection)
        wanted = None if named is None else {name for _document, name in named}
        made = forms.forms(listed_items(session, last, selection), month, title or "")
    asked: dict[str, tuple[str, FormItem]] = {}
    done = set()
    for form in made:
        if wanted is None or form.origin.unit in wanted:
            for item in form.leads:
                if item.done:
                    done.add(item.id)
                else:
                    asked.setdefault(item.id, (form.origin.unit, item))
    if not asked:
        raise WrongUse("没有要填的事项" + (f"：{len(done)} 项都已完成" if done else "；牵头的才填，看看 dcgd list"))
    if done:
        say(f"已完成、不必再报的 {len(done)} 项不问：{'、'.join(sorted(done))}")
    return list(asked.values()), last


def write_filled(folder: Path, filled: Sequence[tuple[FormItem, Answer]], work: Work) -> None:
    """All reports in one change. Raises UserError, OSError with nothing written."""
    claims = []
    for item, answer in filled:
        claims += work.claims(item, answer, shown(folder, names_in(answer)).evidence)
    edit = partial(record_reports, claims=claims, stamp=stamp(folder))
    saved = record(folder, edit, [claim.item for claim in claims])
    known = f"（另有 {saved.result.known} 条已经登记过）" if saved.result.known else ""
    places = saved.places(folder)
    say(f"已登记 {len(saved.result.recorded)} 条{known}" + (f"，写入 {places}" if places else ""))
    say_same(saved.result.recorded)


def commands_of(filled: Sequence[tuple[FormItem, Answer]], work: Work, where: Sequence[str]) -> list[str]:
    """The command lines that would record the answers one by one; `where` is how they name the registry."""
    lines = []
    received = ["--received", str(work.received)] if work.received != work.stamp.day else []
    for item, answer in filled:
        flags = ["--correct"] * answer.correct + ["--yes"] * answer.sure
        for number, claim in enumerate(work.claims(item, answer)):
            said = [(f"--{key.replace('_', '-')}", str(getattr(claim, key) or "")) for key in _SAID]
            words = [word for name, text in said if text for word in (name, text)]
            words += [word for name in names_in(answer) if not number for word in ("--evidence", name)]
            lines.append(
                typed("dcgd", "progress", "add", item.id, *words, "--date", str(work.day), *received, *flags, *where)
            )
    return lines


def names_in(answer: Answer) -> list[str]:
    """The files and addresses of an answer's evidence."""
    return [name.strip() for name in re.split("[;；]", answer.evidence) if name.strip()]
