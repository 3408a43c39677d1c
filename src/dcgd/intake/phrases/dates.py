"""Deadlines as documents write them."""

import calendar
import re
from datetime import date

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s?年|(?P<this>今年|本年|当年|年))?度?\s?(?:(?P<month>1[0-2]|0?[1-9])\s?月(?:份)?)?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9])\s?日)?(?P<third>[上中下]旬)?(?P<half>上半年|第[一二三四]季度|[一二三四]季度)?"
    r"(?P<end>(?:月|年)?(?:底|末|内)?(?:之)?(?:以)?前?)"
)
_DATED = re.compile("[年月]|季度")
_QUARTER = {"一": 3, "二": 6, "三": 9, "四": 12}


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _resolve(m: re.Match[str], year: int) -> date | None:
    at = int(m["year"]) if m["year"] else year
    if not 1990 <= at <= 2100:
        return None
    if m["half"]:
        quarter = re.search("[一二三四]", m["half"])
        return last_day(at, _QUARTER[quarter.group()] if quarter else 6)
    if not m["month"]:
        return date(at, 12, 31) if m["year"] or m["this"] else None
    month = int(m["month"])
    if m["day"]:
        return date(at, month, min(int(m["day"]), calendar.monthrange(at, month)[1]))
    if m["third"] in {"上旬", "中旬"}:
        return date(at, month, 10 if m["third"] == "上旬" else 20)
    return last_day(at, month)


def read_due(text: str, year: int) -> date | None:
    """The deadline that a short text states and little else (2023年6月底前完成, 12月底, 第三季度); `year` fills in."""
    plain = re.sub(
        r"^(?:于|在|到|至|截至|力争|确保)+|(?:完成|取得.*|建成|启动|实现.*|见效|办结|报送|到位|开工|竣工|全部|基本|[。；;])+$",
        "",
        text.strip(),
    )
    parts = re.split(r"[-—–~～至]+", plain)
    plain = parts[-1] if len(parts) == 2 and any(c in parts[-1] for c in "月年") else plain
    m = _DATE.fullmatch(plain)
    return _resolve(m, year) if m and (m["year"] or m["month"] or m["half"] or m["this"]) else None


def find_due(text: str, year: int) -> date | None:
    """The first deadline inside a sentence: 到2025年, 2023年6月底前, 年底前, 6月底前; None when there is none."""
    if not _DATED.search(text):
        return None
    for m in _DATE.finditer(text):
        if not (m["year"] or m["month"] or m["half"] or m["this"]):
            continue
        before, dated = text[max(0, m.start() - 2) : m.start()], bool(m["month"] or m["half"])
        limit = any(c in m["end"] for c in "底末前内")
        if (limit and (m["year"] or dated or m["this"])) or (m["year"] and before[-1:] in {"到", "至"}):
            return _resolve(m, year)
    return None
