"""Days and months as people write them: one reading for options, forms, workbooks and documents.

A stretch of time stands for its last day: 6月底前, 三季度末, 上半年, 年底. What may be read in two ways is refused with
the ways to write it. YAML holds `YYYY-MM-DD` alone (`dcgd.model.fields`).
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from dcgd.errors import BadValue
from dcgd.naming import halfwidth, parse_number

_SIGNS = str.maketrans("。—–", ".--")
_RELATIVE = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "翌年": 1, "去年": -1, "上年": -1}
_YEARS = range(1990, 2101)
"""What a year may be: any other number is a slip of the pen."""
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_TIME = (
    r"(?<=[\d日号])(?:\s+|T)(?:上午|下午|[AP]M)?\s*(?P<hour>[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?"
    r"\s*(?:[AP]M|(?P<zone>Z|[+-]\d\d:?\d\d))?$"
)
_STRETCH = (
    r"(?:(?P<year>(?:19|20)\d\d|[〇○零一二三四五六七八九]{4})\s?年|(?P<relative>" + "|".join(_RELATIVE) + r")"
    r"|(?P<this>年(?=度?[底末内])))?(?:年(?=[底末内]))?度?\s?"
    r"(?:(?<![\d十])(?P<month>1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])\s?月(?:份|月(?=[底末]))?)?\s?"
    r"(?:(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])\s?[日号])?"
    r"(?P<third>[上中下]旬)?(?P<part>[上下]半年|全年|前三季度|第?[一二三四1-4]季度)?"
    r"(?P<end>[底末内]?)(?P<before>(?:之前|以前|前)?)"
)


@cache
def stretch() -> re.Pattern[str]:
    """A day or a stretch of time in Chinese (`stretch_end` says when it ends); it matches nothing at all, too."""
    return re.compile(_STRETCH)


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def stretch_end(match: re.Match[str], year: int) -> date | None:
    """The last day of what `stretch` matched, in `year` where it names none; None where it names no time.

    A day beyond the month's end is the month's last: 2月30日前.
    """
    named = match["year"]
    if named:
        at = int(named) if named.isdigit() and named.isascii() else _spelt_year(named)
    else:
        at = year + _RELATIVE.get(match["relative"] or "", 0)
    if at not in _YEARS:
        return None
    if match["part"]:
        return last_day(at, _last_month(match["part"]))
    if not match["month"]:
        return date(at, 12, 31) if (named or match["relative"] or match["this"]) and not match["day"] else None
    month = parse_number(match["month"]) or 0
    end = last_day(at, month)
    if match["day"]:
        return end.replace(day=min(parse_number(match["day"]) or 0, end.day))
    return end.replace(day={"上旬": 10, "中旬": 20}.get(match["third"] or "", end.day))


def _spelt_year(numerals: str) -> int:
    return int("".join(str("〇一二三四五六七八九".index(numeral)) for numeral in re.sub("[○零]", "〇", numerals)))


def _last_month(part: str) -> int:
    if part in ("上半年", "下半年", "全年", "前三季度"):
        return {"上半年": 6, "前三季度": 9}.get(part, 12)
    quarter = part.removeprefix("第")[0]
    return 3 * (_QUARTERS.get(quarter) or int(quarter))


def read_day(typed: str, year: int) -> date:
    """The day that was meant: 2023-9-30, 2023.9.30, 2023/9/30, 20230930, 2023年9月30日, 9月30日 and 9.30 (of `year`),
    with a time of day or without; the end of a stretch of time: 6月底前, 明年6月, 三季度末, 上半年, 年底.

    Raises BadValue for all else, with what is wrong and how to write it.
    """
    shown = "".join(character for character in typed if character.isprintable()).strip()[:40]
    plain = re.sub(r"\s+", " ", halfwidth(typed).translate(_SIGNS)).strip()  # `_TIME` tries all ways to part blanks
    time = re.search(_TIME, plain, re.IGNORECASE)
    if time and time["zone"]:
        return _in_china(plain, time, shown) or read_day(plain[: time.start()], year)
    text = plain[: time.start()] if time else plain
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", text)  # a blank between digits parts two numbers
    text = re.sub(r"[（(]?(?:星期|周)[一二三四五六日天][）)]?$", "", text)  # 2025年9月30日 星期二, as Excel shows it
    text = re.sub(r"^(?:截至|截止到?|到|至|于|在)", "", text).removesuffix("止")
    help_ = f"请写成 {year}-06-30 的样子，或 6月30日、6月底、三季度末、年底"
    if not re.search(r"[年月日号旬季半]", text):
        day = _from_digits(re.sub("(?:之前|以前|前)$", "", text), year, shown)
        if day is None:
            raise BadValue(f"“{shown}”不是日期；{help_}")
        return day
    match = stretch().fullmatch(re.sub(r"(月\d{1,2})(?=$|前|之前|以前)", r"\1日", text))
    day = stretch_end(match, year) if match else None
    if match is None or day is None:
        raise BadValue(f"“{shown}”不是日期；{help_}")
    if match["before"] and not (match["end"] or match["day"]):
        raise BadValue(f"“{shown}”说不清是期初以前还是期末以前；写到日，或写“…底前”，如 6月底前")
    if match["day"] and day.day != parse_number(match["day"]):
        raise BadValue(f"“{shown}”不是日历上有的日期")
    return day


def coming_day(typed: str, after: date) -> date:
    """The day that was meant, as `read_day`; one without a year is the first such day on or after `after`.

    For what is still to come: a deadline, an extension. Raises BadValue.
    """
    day = read_day(typed, after.year)
    if day < after and day != read_day(typed, after.year - 1) and not any(word in typed for word in _RELATIVE):
        return read_day(typed, after.year + 1)
    return day


def read_span(typed: str, year: int) -> tuple[date, date]:
    """The first and the last day of quarters as people name them: 三季度, 上半年, 前三季度, 2025年全年.

    Without a year they are of `year`. Any other day stands for the quarter it lies in. Raises BadValue with what there
    is.
    """
    text = re.sub(r"\s+", "", halfwidth(typed))
    if re.search(r"季|半年|全年", text):
        match = stretch().fullmatch(text)
        last = stretch_end(match, year) if match else None
        if match is None or last is None or not match["part"]:
            shown = "".join(character for character in typed if character.isprintable()).strip()[:40]
            raise BadValue(
                f"没有“{shown}”；写 一季度、二季度、三季度、四季度、上半年、下半年、前三季度 或 全年，前面可以写年份"
            )
        months = {"上半年": 6, "下半年": 6, "全年": 12, "前三季度": 9}.get(match["part"], 3)
    else:
        day = read_day(typed, year)
        last, months = last_day(day.year, (day.month + 2) // 3 * 3), 3
    return last.replace(month=last.month - months + 1, day=1), last


def _in_china(text: str, time: re.Match[str], shown: str) -> date | None:
    """The day in China of a moment in another zone, which is often the next one there: 2025-09-29T16:00:00Z.

    None where it is the day that is written. Raises BadValue.
    """
    zone = time["zone"].upper().replace("Z", "+00:00").replace(":", "")
    ahead = 8 * 60 - int(f"{zone[0]}1") * (int(zone[1:3]) * 60 + int(zone[3:5]))
    clock = [int(part) for part in re.findall(r"\d+", time[0])[:2]]
    days, _minutes = divmod(clock[0] * 60 + clock[1] + ahead, 24 * 60)
    if not days:
        return None
    try:
        return date.fromisoformat(text[: time.start()]) + timedelta(days)
    except (ValueError, OverflowError):
        raise BadValue(f"“{shown}”带着别的时区；请写成中国的日期，如 2025-09-30") from None


def _from_digits(text: str, year: int, shown: str) -> date | None:
    """The day that numbers say; None for what are none. Raises BadValue for a day that does not exist or is unsure."""
    whole = re.fullmatch(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})", text, re.ASCII)
    compact = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text, re.ASCII)
    short = re.fullmatch(r"(\d{1,2})[-./](\d{1,2})", text, re.ASCII)
    brief = re.fullmatch(r"(\d\d)([-./])(\d{1,2})\2(\d{1,2})", text, re.ASCII)
    if whole:
        numbers = int(whole[1]), int(whole[3]), int(whole[4])
    elif compact:
        numbers = int(compact[1]), int(compact[2]), int(compact[3])
    elif short:
        numbers = year, int(short[1]), int(short[2])
    elif brief:
        numbers = 2000 + int(brief[1]), int(brief[3]), int(brief[4])
        if abs(numbers[0] - year) > 1:
            raise BadValue(f"“{shown}”看不出哪个数是年；年份写四位，如 {year}-06-30")
    elif re.fullmatch(r"\d{4}[-./]\d{1,2}", text, re.ASCII):
        raise BadValue(f"“{shown}”只写到月；写到日，如 {year}-06-30，要月底就写 6月底")
    else:
        return None
    try:
        day = date(*numbers)
    except ValueError:
        raise BadValue(f"“{shown}”不是日历上有的日期") from None
    if compact and day.year not in _YEARS:
        raise BadValue(f"“{shown}”的年份不对，应在 {_YEARS[0]} 到 {_YEARS[-1]} 之间")
    return day


def read_month(typed: str, year: int) -> date:
    """The first day of the month that was meant: 2025-09, 2025-9, 2025.9, 2025/9, 202509, 2025年9月, 9月 (of `year`).

    Raises BadValue for all else.
    """
    text = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", halfwidth(typed).translate(_SIGNS))
    digits = re.fullmatch(r"(\d{4})[-./](\d{1,2})", text, re.ASCII) or re.fullmatch(r"(\d{4})(\d\d)", text, re.ASCII)
    if digits:
        at, month = int(digits[1]), int(digits[2])
        if at in _YEARS and 1 <= month <= 12:
            return date(at, month, 1)
    else:
        match = stretch().fullmatch(text)
        end = stretch_end(match, year) if match else None
        if match and match["month"] and end and match[0].rstrip("份").endswith("月"):
            return end.replace(day=1)
    shown = "".join(character for character in typed if character.isprintable()).strip()[:40]
    raise BadValue(f"“{shown}”不是月份；请写成 {year}-06 或 6月 的样子")
