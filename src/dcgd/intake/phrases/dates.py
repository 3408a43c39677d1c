"""Deadlines as documents write them."""

import re
from datetime import date
from typing import NamedTuple

from dcgd.days import stretch, stretch_end

_DATED = re.compile("[年月]|季度")


def read_due(text: str, year: int) -> date | None:
    """The deadline that a short text states and little else (2023年6月底前完成, 12月底, 第三季度); `year` fills in."""
    plain = re.sub(
        r"^(?:于|在|到|至|截至|力争|确保)+|(?:完成|取得.*|建成|启动|实现.*|见效|办结|报送|到位|开工|竣工|全部|基本|[。；;])+$",
        "",
        text.strip(),
    )
    parts = re.split(r"[-—–~～至]+", plain)
    plain = parts[-1] if len(parts) == 2 and any(c in parts[-1] for c in "月年") else plain
    m = stretch().fullmatch(plain)
    return stretch_end(m, year) if m else None


class Deadline(NamedTuple):
    """A day by which something is due, and from where to where a text says it."""

    day: date
    start: int
    end: int


def find_deadline(text: str, year: int) -> Deadline | None:
    """The first deadline inside a sentence: 到2025年, 2023年6月底前, 六月底前, 上半年; None when there is none."""
    if not _DATED.search(text):
        return None
    for m in stretch().finditer(text):
        day = stretch_end(m, year)
        part = m["part"] not in (None, "全年") and day and day.year >= year  # 去年三季度 tells what has been
        if day and (m["end"] or m["before"] or part or (m["year"] and text[: m.start()].endswith(("到", "至")))):
            return Deadline(day, *m.span())
    return None


def find_due(text: str, year: int) -> date | None:
    """The day of the first deadline inside a sentence; None when there is none."""
    deadline = find_deadline(text, year)
    return deadline.day if deadline else None
