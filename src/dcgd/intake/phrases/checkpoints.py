"""Read what is due on the way: a column headed with a quarter, or dated words (6月底前开工；12月底前竣工)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dcgd.days import stretch, stretch_end
from dcgd.intake.phrases.columns import Column
from dcgd.intake.text.contacts import without_contacts

_BEFORE = re.compile(r"(?:力争|争取|确保|计划|预计|于|在|到|至|截至|[（(：:，,、\s])*$")
_OPENS = re.compile(r"^(?:力争|争取|确保|计划|预计|于|在|到|至|截至|[\d①-⑩一二三四五六七八九][.．、]|[（(\s])*$")
_TO = re.compile(r"\s*[—–\-~～至到]\s*")
_EDGES = " 　，,、：:；;。.（）()"
_MAJOR = re.compile("[；;。\n]")
_MINOR = re.compile("[，,、]")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a document says is due on a day, under which header, and why its day is not sure (empty where it is)."""

    label: str
    words: str
    day: date | None = None
    why: str = ""

    @property
    def note(self) -> str:
        """How it is told where it is no checkpoint."""
        return f"{self.label}：{self.words}"


class _Date(NamedTuple):
    day: date
    start: int
    end: int


def planned(label: str, words: str, year: int) -> list[Planned]:
    """What a cell says is due; `year` completes days that name none. Telephone numbers are left out.

    Under a header that names a time the whole cell is due by its end, else each part by the day it names itself.
    """
    words = " ".join(without_contacts(words).split())
    if not words:
        return []
    day = Column(0, 0, label).due(year)
    if day is None:
        return dated(label, words, year)
    later = next((one for one in _dates(words, year) if one.day > day), None)
    if later:
        why = f"写的“{words[later.start : later.end]}”晚于这一栏的时间"
        return [Planned(label, words, None, why)]
    parts = dated(label, words, year)
    if len(parts) > 1 and all(part.day for part in parts):  # 2月底前完成设计；3月底前开工
        return parts
    return [Planned(label, words, day)]


def dated(label: str, words: str, year: int) -> list[Planned]:
    """The parts of a text that each name a day; one without goes with the one before it."""
    parts: list[Planned] = []
    for part in _parts(words, year):
        dates = _dates(part, year)
        if len(dates) == 1 and (said := _without(part, dates[0])):
            parts.append(Planned(label, said, dates[0].day))
        elif not dates and parts and parts[-1].day:
            parts[-1] = replace(parts[-1], words=f"{parts[-1].words}；{part.strip(_EDGES)}")
        else:
            parts.append(Planned(label, part.strip(), None, "没有认出是哪一天的"))
    return parts


def _parts(words: str, year: int) -> Iterator[str]:
    for clause in _MAJOR.split(words):
        dates = _dates(clause, year)
        if not clause.strip(_EDGES):
            continue
        if len(dates) < 2:
            yield clause
        elif _OPENS.match(clause[: dates[0].start]):
            starts = [0, *(one.start for one in dates[1:]), len(clause)]
            yield from (
                _BEFORE.sub("", clause[left:right]) if right < len(clause) else clause[left:right]
                for left, right in pairwise(starts)
            )
        else:
            yield from filter(None, (piece.strip(_EDGES) for piece in _MINOR.split(clause)))


def _dates(words: str, year: int) -> list[_Date]:
    """The days in a text; of two with a dash between them the later. A year alone, and what recurs, is none."""
    dates: list[_Date] = []
    for match in stretch().finditer(words):
        day = stretch_end(match, year) if match[0] else None
        named = match["month"] or match["part"] or match["end"]
        if day is None or not named or words[: match.start()].endswith("每"):
            continue
        if dates and _TO.fullmatch(words[dates[-1].end : match.start()]):
            dates[-1] = _Date(day, dates[-1].start, match.end())
        else:
            dates.append(_Date(day, *match.span()))
    return dates


def _without(part: str, one: _Date) -> str:
    """A part without its day and the words around that."""
    before = _BEFORE.sub("", part[: one.start])
    behind = part[one.end :].lstrip(_EDGES if not before else "）)")
    return re.sub(r"^[\d①-⑩][.．、]", "", (before + behind).strip(_EDGES)).strip(_EDGES)
