"""Find the numbers in a task's text and what they measure."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dcgd.intake.phrases.columns import Column, column_at
from dcgd.intake.text.glyphs import numeral_value

_COUNTED = (
    "个百分点|百分点|类(?=以[上内]|左右|[，。；、\n]|$)|个工作日|工作日|个月|人次|户次|家次|辆次|架次|班次|批次|场次|亿次|张床位|床位|标准箱|个班|亩次|"
    "个|家|项|件|座|条|头|只|台|辆|套|户|人|名|位|所|处|支|次|场|张|门|部|篇|艘|架|列|株|棵|对|双|枪|宗|笔|单|组|片|口|眼|"
    "孔|栋|幢|间|款|种|例|份|册|本|盏|根|块|杆|羽|尾|盘|颗|套次|课时|学时|期|届|村|镇|床|箱|桶|瓶|盒|册|幅|首|集|届次|站|班|艺|宿"
)
MEASURED = (
    "平方公里|平方千米|平方米|平米|立方米|公里|千米|海里|毫米|厘米|米|公顷|亩|吨标准煤|标准煤|吨|公斤|千克|斤|克|"
    "千瓦时|兆瓦时|度电|千瓦|兆瓦|吉瓦|千伏安|千伏|伏|蒸吨|元人民币|美元|欧元|港元|元|小时|分钟|秒|天|日|月|年|周(?![年岁期边])|周岁|岁|"
    "分贝|微克|毫克|摄氏度|度|倍|成|级|EFLOPS|PFLOPS|TFLOPS|FLOPS|[PTEGZ]B|GW|MW|kW|TEU|P(?![A-Za-z])|ZB"
)
_MEASURE = re.compile(
    rf"\s?(?P<unit>%|％|‰|(?:{_COUNTED})|(?:{MEASURED}))(?:/[\u4e00-\u9fff]{{1,4}}?(?=[以左，。；、及]|$))?|\s?(?P<rate>/(?:10)?[万千](?:人)?)"
)
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:[,，]\d{3})*(?:[.．]\d+)?)(?:\s?[-—–~～至到]{1,2}\s?\d+(?:\.\d+)?(?!\d*\s?[年月]))?\s?(?P<scale>[十百千]?[万亿]{1,2}|[百千](?=[元亩吨家个人户万]))?"
    r"|百分之(?P<percent>[零一二三四五六七八九十百两点]+)"
    r"|(?P<half>半)(?=个(?:月|小时|工作日)|小时|天)"
    r"|(?P<words>[一二两三四五六七八九十百]+)(?P<big>[万亿]{1,2})?(?=\s?(?:个(?!方面|层面|维护|意识|自信|确立|领域|环节|阶段|月)|家|所|座|条(?!例|件)|公里))"
)
_DATE = re.compile(
    r"(?:(?:19|20)\d\d\s?(?:[-—–~～至到]{1,2}\s?(?:19|20)\d\d\s?)?年(?:度)?)?(?:\s?\d{1,2}\s?[-—~至]?\d{0,2}\s?月(?:份|底|末|初)?(?!以内|内完)(?:\s?\d{1,2}\s?日)?)?"
    r"|(?:19|20)\d\d(?=[-—–~～至]{1,2}(?:19|20)\d\d)"
)
_ITEM = re.compile(r"[（(]\d{1,2}[）)]|(?<=[。；：\n）)])\s?\d{1,2}[.．、](?!\d)|^\d{1,2}[.．、](?!\d)")
_NAMED = re.compile("“[^“”]{0,60}”|《[^《》]{0,160}》|〔\\d{4}〕\\s?\\d*\\s?号?|‘[^‘’]{0,40}’|「[^「」]{0,40}」")
_PROMISED = re.compile("，[^”]*(?:达到|超过|突破|提高|增长|实现)[^”]*\\d|(?:达到|超过|突破)[^”]*\\d[^”]*，")
"""Quoted goals instead of a name: “人才总量达到32万名，贡献率达到40%”."""
NO_MEASURE = "后面没有计量单位"
_CLAUSE = re.compile("[，。；！？：;!?\n]")
_FAR = 600
_ENDS_BARE = re.compile(r"\s?(?:以[上下内]|左右|[，。；、！\n]|$)")
"""What follows a number whose measure is said before it: 用户数超10万。"""
_SPLIT = re.compile(r"\d(?:\s|[\ue000-\uf8ff]\s?)$")
"""A number behind another one and a blank: the point between them was lost."""
_BY_THEN = re.compile("[以之底末日号月年旬]前$")
_BY_LATIN = re.compile(r"[A-Za-z\-+×x*/._@#]$")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number: its value and measure, its place in the text, and the bounds of its clause."""

    value: Decimal
    measure: str
    start: int
    end: int
    clause: tuple[int, int]
    bare_unit: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A number or clause that was not taken: its offset, the words around it, and why (Chinese)."""

    place: int
    around: str
    why: str


def begin_of(text: str, place: int, stops: str) -> int:
    """The offset where the stretch between `stops` begins that contains `place`, at most 600 characters before it."""
    least = max(0, place - _FAR)
    return max(least, *(text.rfind(stop, least, place) + 1 for stop in stops))


def clause_of(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause around a stretch, without its closing punctuation."""
    left = max((m.end() for m in _CLAUSE.finditer(text, max(0, start - 300), start)), default=max(0, start - 300))
    limit = min(len(text), end + 300)
    m = _CLAUSE.search(text, end, limit)
    return left, m.start() if m else limit


_COMPARED = re.compile(r"\s*(?:不低于|不少于|不超过|达到?|约|[≥≤><＞＜])?\s*(?:以上|以下|以内|左右)?\s*")
"""What a cell of a number may say besides."""


def inside(spans: list[tuple[int, int]], place: int) -> bool:
    """Whether an offset lies in one of the stretches, which are sorted and hardly overlap."""
    at = bisect_right(spans, (place, len(spans) and spans[-1][1]))
    return any(a <= place < b for a, b in spans[max(0, at - 3) : at])


def find_measured(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of all numbers with a unit of measure between `start` and `end`."""
    numbers = (m for m in _NUMBER.finditer(text, start, end) if m["digits"] or m["percent"])
    return [m.span() for m in numbers if m["percent"] or _MEASURE.match(text, m.end())]


def named_places(text: str) -> list[tuple[int, int]]:
    """The stretches inside quotes and book titles, where numbers belong to names."""
    return [m.span() for m in _NAMED.finditer(text) if not _PROMISED.search(m.group())]


def _value(m: re.Match[str]) -> Decimal | None:
    if m["digits"]:
        digits = m["digits"].replace(",", "").replace("，", "").replace("．", ".")
        return Decimal(digits) if len(digits) < 16 else None
    if m["half"]:
        return Decimal("0.5")
    words = m["percent"] or m["words"]
    integer, _, fraction = words.partition("点")
    number = numeral_value(integer)
    tail = "".join(str(numeral_value(c) or 0) for c in fraction)
    return None if number is None else Decimal(f"{number}.{tail}" if tail else number)


def find_amounts(text: str, columns: Sequence[Column] = ()) -> Iterator[Amount | Refused]:
    """Every number of a text except dates: what it measures, or why it cannot be a target.

    A bare number that is all of its column may have its measure in another one.
    """
    named = named_places(text)
    marks = [*_DATE.finditer(text), *_ITEM.finditer(text)]
    dates = sorted(m.span() for m in marks if m.end() > m.start())
    for m in _NUMBER.finditer(text):
        if inside(dates, m.start()):
            continue
        around = text[max(0, m.start() - 8) : m.end() + 8].replace("\n", "")
        why = _why_not(text, m, named)
        if why:
            if m["digits"]:
                yield Refused(m.start(), around, why)
            continue
        unit = _MEASURE.match(text, m.end())
        value = _value(m)
        if m["percent"]:
            measure, end = "%", m.end()
        elif unit and value is not None:
            scale = (m["scale"] or "") if m["digits"] else (m["big"] or "")
            measure, end = scale + unit.group().strip().replace("％", "%"), unit.end()
        elif value is not None and m["digits"] and m["scale"] and _ENDS_BARE.match(text, m.end()):
            measure, end = m["scale"], m.end()
        elif value is not None and m["digits"] and (beside := _measure_beside(text, m, columns)):
            measure, end = (m["scale"] or "") + beside, m.end()
        else:
            if m["digits"]:
                yield Refused(m.start(), around, NO_MEASURE)
            continue
        if value is not None:
            bare_unit = "%" if m["percent"] else (unit["unit"] or unit["rate"]) if unit else ""
            yield Amount(value, measure, m.start(), end, clause_of(text, m.start(), end), bare_unit)


def _measure_beside(text: str, m: re.Match[str], columns: Sequence[Column]) -> str:
    """The measure that a column of its own gives to a number; empty where there is none, or the cell says more."""
    column = column_at(columns, m.start())
    if column is None or not column.measure:
        return ""
    said = text[column.start : m.start()] + text[m.end() : column.end]
    return column.measure.replace("％", "%") if _COMPARED.fullmatch(said) else ""


def _why_not(text: str, m: re.Match[str], named: list[tuple[int, int]]) -> str:
    before, after = text[max(0, m.start() - 12) : m.start()], text[m.end() : m.end() + 6]
    if inside(named, m.start()):
        return "在引号、书名号里，是名称的一部分"
    if _SPLIT.search(before):
        return "与前面的数只隔一个空格，小数点可能没有读出来"
    if before.rstrip().endswith(("第", "前")) and not _BY_THEN.search(before):
        return "是序数"
    if m["words"] and re.search("、[^，。；、]{1,12}$", before):
        return "是前面列举的总数"
    if m["words"] and (before.endswith(("每", "这", "某", "任何", "同")) or m["words"] in {"一", "百", "十"}):
        return "不是约定的数量"
    if _BY_LATIN.search(before) or (re.match(r"[A-Za-z×+]", after.lstrip()) and not _MEASURE.match(after)):
        return "与字母连写，是代号"
    if re.match("(?:余|多)", after):
        return "是概数"
    if re.match(
        r"号|强|后(?!续)|版|型|制(?!定)|大(?!中型|型|学|数)|类(?!以[上内]|左右|[，。；、\n]|$)|[级流线](?!以)|通|维",
        after.lstrip(),
    ):
        return "是名称或等级的一部分"
    return ""
