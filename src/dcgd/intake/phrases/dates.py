"""Deadlines as documents write them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from dcgd.days import last_day, read_day, stretch, stretch_end
from dcgd.errors import BadValue
from dcgd.intake.text.glyphs import numeral_value
from dcgd.naming import halfwidth

DONE = re.compile(
    "建成|完成|投用|启用|使用|印发|出台|发布|公布|制定|编制|修订|开工|动工|竣工|完工|通车|通水|通气|贯通|封顶|挂牌|揭牌|开园|开业|开馆|开放|开班|开通|运营|运行|"
    "交付|验收|上线|入驻|启动|组建|成立|设立|建立|搭建|举办|召开|签约|落地|投产|达产|报送|上报|提交|交房|回迁|搬迁|拆除|关停|整改|销号|办结|到位|取得|获批|创成|通过|提出(?=[^，。；]{0,12}(?:方案|意见|办法|计划|措施|清单))|报(?=[省市区县]|有关)"
)
"""What is said of a thing that has a deadline, so that it can be ticked off."""
_DONE_NEXT = re.compile(
    rf"(?:力争|争取|确保|全面|全部|基本|正式)*(?:{DONE.pattern}|新增|净增|新建|改造|培育|引进|达到|实现)(?!的)"
)
_VAGUE = re.compile(
    "(?:元旦|春节|清明|五一|“五一”|端午|国庆|中秋|两会|“两会”|汛期|雨季|冬季|入冬|供暖季|采暖季|开学|放假|[^，。；\\s]{2,4}节)(?:来临|到来|开始)?(?:之)?前(?!夕|后|期)"
    "|(?:近期|节后|会后|年中|年初|月内|季度内|学期内)(?=[^，。；]{0,6}(?:完成|建成|出台|印发|启动|开工))"
    "|(?:[一二两三四五六七八九十半百]+|\\d{1,3})(?:个月|个工作日|天|日|周|(?<=半)年)(?:之)?内(?=[^，。；]{0,6}(?:完成|建成|出台|印发|启动|开工|办结|整改|新增|新建))"
)
_WITHIN = re.compile(
    r"(?:(?P<since>20\d\d)\s?年(?:起|开始)，?)?(?:在|用|力争|争取|未来|今后)*(?<![近前去\d])(?P<count>\d{1,2}|[一二两三四五六七八九十])\s?年(?:之)?内"
)
_SINCE_ISSUE = re.compile(
    r"(?:自|从|在|于)?(?:本|该)?(?:通知|方案|意见|办法|文件|措施|纪要|计划)?(?:印发|下发|发布|公布)(?:之日|后)?起?"
    r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})(?:(?P<months>个月)|[日天])(?:之)?内"
)
_DATED = re.compile("[年月]|季度")


def read_due(text: str, year: int) -> date | None:
    """The deadline of a text that says little else (2023年6月底前完成, 第三季度, 2023/9/30); None if it says more.

    `year` completes dates that name none.
    """
    plain = re.sub(
        r"^(?:于|在|到|至|截至|力争|确保)+|(?:完成|复工|交付|验收|投运|取得.*|建成|启动|实现.*|见效|办结|报送|到位|开工|竣工|完工|通车|投用|投产|建成投用|全部|基本|[。；;])+$",
        "",
        text.strip(),
    )
    parts = re.split(r"[-—–~～至]+", plain)
    plain = parts[-1] if len(parts) == 2 and any(c in parts[-1] for c in "月年") else plain
    m = stretch().fullmatch(plain)
    if m:
        return stretch_end(m, year)
    with suppress(BadValue):  # in a table a day often stands in digits, with a midnight behind it
        return read_day(plain, year) if re.match(r"(?:19|20)\d\d[-./]\d", halfwidth(plain)) else None
    return None


class Deadline(NamedTuple):
    """The day by which something is due, and the stretch of the text that says so."""

    day: date
    start: int
    end: int


def find_deadlines(text: str, year: int) -> Iterator[Deadline]:
    """The deadlines inside a sentence, in order.

    Deadlines are 到2025年, 2023年6月底前, 六月底前, 上半年; and a month or day right before a verb of completion
    (6月建成).
    """
    if not _DATED.search(text):
        return
    within = [(m, _within(m, year)) for m in _WITHIN.finditer(text)]
    yield from (Deadline(day, *m.span()) for m, day in within if day)
    for m in stretch().finditer(text):
        if any(span.start() <= m.start() < span.end() for span, _day in within):
            continue
        day = stretch_end(m, year)
        part = m["part"] not in (None, "全年") and day and day.year >= year  # 去年三季度 tells what has been
        done = (m["month"] or (m["year"] and day and day.year > year)) and _DONE_NEXT.match(text, m.end())
        since = (m["year"] or m["month"]) and text[: m.start()].endswith(("到", "至"))
        if day and (m["end"] or m["before"] or part or done or since):
            yield Deadline(day, *m.span())


def _within(m: re.Match[str], year: int) -> date | None:
    """The end of so many years, counted from the one they are said to begin with, else from `year`."""
    years = int(m["count"]) if m["count"].isdecimal() else numeral_value(m["count"]) or 0
    last = int(m["since"] or year) + years - 1
    return date(last, 12, 31) if 1 <= years <= 30 and last <= 2100 else None


def after_issue(text: str, issued: date | None) -> Deadline | None:
    """The deadline counted from the day the document was issued: 本通知印发之日起30日内; None where there is none."""
    m = _SINCE_ISSUE.search(text)
    if m is None or issued is None:
        return None
    count = int(m["count"]) if m["count"].isdecimal() else numeral_value(m["count"]) or 0
    months = issued.year * 12 + issued.month - 1 + count
    if not m["months"]:
        return Deadline(issued + timedelta(count), *m.span())
    end = last_day(months // 12, months % 12 + 1)
    return Deadline(end.replace(day=min(issued.day, end.day)), *m.span())


def find_deadline(text: str, year: int) -> Deadline | None:
    """The first deadline inside a sentence; None when there is none."""
    return next(find_deadlines(text, year), None)


def names_month(text: str, year: int) -> bool:
    """Whether a text names a month that is not past (10月集中检查), except one of every year."""
    for m in stretch().finditer(text):
        day = stretch_end(m, year)
        if m["month"] and day and day.year >= year and not text[: m.start()].endswith("每年"):
            return True
    return False


def vague_deadlines(text: str) -> list[str]:
    """The words of a text that set a deadline but name no calendar day: 春节前, 汛期来临前, 三个月内完成."""
    return [match[0] for match in _VAGUE.finditer(text) if not text[: match.start()].endswith("起")]


def find_due(text: str, year: int) -> date | None:
    """The day of the first deadline in a sentence; None if there is none."""
    deadline = find_deadline(text, year)
    return deadline.day if deadline else None
