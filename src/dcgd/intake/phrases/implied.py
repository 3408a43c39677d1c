"""Targets in words instead of digits: 清零, 全覆盖, 两位数, 翻一番, within a plan."""

import re
from collections.abc import Iterator
from decimal import Decimal

from dcgd.intake.phrases.candidates import STANDING, Candidate, due_of, firmness_of, indicator_of, quote_of
from dcgd.intake.phrases.numbers import clause_of, inside, named_places
from dcgd.model import Comparator, Kind

_ALL = re.compile("(?:全覆盖|(?:(?<=基本)|(?<=基本实现))覆盖)(?=[，。；、！\n”]|$)")
_ALMOST = re.compile("基本(?:实现)?$")
_PLAN = re.compile("控制在[^，。；、！\n\\d]{0,14}(?:指标|计划|限额|额度|控制数)[之以范围]{0,2}内(?=[，。；！\n]|$)")
_COUNTED = re.compile("总量|用量|消耗|排放|支出")
_ZERO = re.compile(
    "(?P<how>动态)?清零(?=[，。；、！\n]|$)|(?P<none>零)(?:发生|事故|死亡|增长|积压|上访|感染|新增|投诉)(?=[，。；、！\n]|$)"
)
_IN_WORDS = re.compile("全覆盖|清零|两位数")
_TENS = re.compile(
    "两位数(?:以上)?(?:的)?(?:增长|增幅|增速)|(?:增长|增幅|增速)(?:保持|达到|实现)?(?:在)?两位数(?:以上)?"
)
_DOUBLE = re.compile("翻(?P<times>[一两二三])?番")


def find_implied(text: str, year: int) -> Iterator[Candidate]:
    """The targets in words: 全覆盖 means 100 %, 清零 means 0, 两位数增长 means 10 %, 翻一番 means 100 % more.

    基本覆盖 means about 100 %; 控制在计划指标之内 means at most 100 % of the plan. (docs/data-model.md has the
    borderlines.)
    """
    named = named_places(text)
    for pattern in (_ALL, _ZERO, _TENS, _DOUBLE, _PLAN):
        for m in pattern.finditer(text):
            if inside(named, m.start()):
                continue
            start, end = clause_of(text, m.start(), m.end())
            before = text[start : m.start()]
            if pattern is _ALL and not (
                re.search("实现|推[动进]|做到|达到|确保|完成|力争|基本|覆盖率", before) and len(before) > 4
            ):
                continue
            if pattern is _ALL and re.search("全[^，。、]{1,3}、$", before):
                continue
            if pattern in (_ZERO, _PLAN) and len(before) < 4:
                continue
            yield _in_words(text, m, (start, end), year)


def _in_words(text: str, m: re.Match[str], clause: tuple[int, int], year: int) -> Candidate:
    start, end = clause
    before = text[start : m.start()]
    kind = Kind.LEVEL
    comparator = Comparator.AT_LEAST
    value, measure = Decimal(100), "%"
    if m.re is _ZERO:
        kind = Kind.STANDING if m["how"] or m["none"] else Kind.LEVEL
        comparator, value, measure = Comparator.AT_MOST, Decimal(0), "个"
    elif m.re is _TENS:
        value, kind = Decimal(10), Kind.STANDING if STANDING.search(before) else Kind.LEVEL
    elif m.re is _DOUBLE:
        value = Decimal({None: 100, "一": 100, "两": 300, "二": 300, "三": 700}[m["times"]])
    elif m.re is _PLAN:
        kind = Kind.CUMULATIVE if _COUNTED.search(before) else Kind.LEVEL
        comparator = Comparator.AT_MOST
    elif _ALMOST.search(before):
        comparator = Comparator.ABOUT
    cut = text.rfind("、", start, m.start())
    if cut >= 0 and len(_IN_WORDS.findall(text[start:end])) > 1:
        start = cut + 1
        before = text[start : m.start()]
        end = m.end()
    place, quote = quote_of(text, start, end)
    word = {_ALL: "覆盖率", _PLAN: "占下达指标的比例"}.get(m.re, m.group())
    name = indicator_of(_ALMOST.sub("", before), "", text[start:end])
    return Candidate(
        place,
        f"{name}{word}"[-40:],
        kind,
        comparator,
        value,
        measure,
        quote,
        firmness_of(text, start, end),
        True,
        due=due_of(text, place, end, year),
        note="原文未写计量单位" if m.re is _ZERO else "",
    )
