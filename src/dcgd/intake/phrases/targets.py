"""Targets as candidates: from the numbers that commit, and from words that mean a number (清零, 全覆盖, 翻一番)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from dcgd.intake.phrases.dates import find_due
from dcgd.intake.phrases.numbers import (
    Amount,
    Refused,
    begin_of,
    clause_of,
    find_amounts,
    find_measured,
    inside,
    named_places,
    why_refused,
)
from dcgd.model import STRIVE_WORDS, Comparator, Firmness, Kind
from dcgd.registry.checks.wording import numbers_implied, numbers_in

_MOST = re.compile(
    "(?:不超过|不高于|不大于|不多于|低于|小于|控制在|(?:降|压|减|缩)(?:低|缩|减|短|少)?(?:到|至|为)|下降[到至]|(?:压缩|缩短|压减|降低|减少)[^，。；\\d]{1,16}[至到])(?:全[省市国]平均)?\\s?$"
)
_NOT_LESS = re.compile("(?:不低于|不少于|不小于)\\s?$")
_MORE = re.compile("(?<!不)(?:突破|超过|高于|大于|多于|超)\\s?$")
_STANDING = re.compile("保持|稳定在|维持|始终|动态|常年")
_LEVEL = re.compile(
    "达到?\\s?$|突破|超过|总量|总数|总规模|累计达|保有|存量|存栏|(?:提高|提升|增加|增长|增|扩大)[到至]|规模|以内|控制|不低于|占比|比重|率|水平"
)
_ADDED = re.compile("新增|净增|新建|新培育|新引进|完成|新改|改造|增加(?![到至])|提高(?![到至])|新认定|开工|竣工")
_STRIVE = re.compile("|".join(STRIVE_WORDS))
_FROM = re.compile(
    r"(?:由|从)[^，。；]{0,14}?(\d+(?:\.\d+)?)\s?([万亿]*)\s?([\u4e00-\u9fff%％]{0,4}?)\s?(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|压减|缩短|减少|调整)(?:到|至|为)[^，。；\d]{0,6}$"
)
_LIST_BEFORE = re.compile(r"(?:\d+(?:\.\d+)?[万亿]*[\u4e00-\u9fff%％]{1,3}、)+$")
_VERB_ONLY = re.compile(
    "(?:其中|累计|新|开工|竣工|投产|投用|建设|建成|完成|改造|提升|总量|总数|入库|上市|签约|落地|认定)+"
)
_VERBS_FIRST = re.compile(
    "^(?:全年|谋划|储备|推进|实施|新增|新建成|新建|建成|建设|开通|完成|培育|引进|新|开展)+(?=.{2,})"
)
_MARK = re.compile(r"\s*(?:\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*")
_LEAD_IN = re.compile(
    "^(?:到|至|在)?(?:20\\d\\d\\s?年(?:底|末)?(?:前)?|今年|年内|全年|年底前?|力争|确保|努力|争取|积极|加快|大力|持续|继续|推动|推进|基本|实现|其中|将|把|同时|并|每年|累计|再|全面|稳步|逐步|扎实|通过[^，]*等(?:举措|方式|措施))+"
)
_TRAIL = re.compile(
    "(?:(?:累计|分别|均|都|力争|稳定|保持|控制)*(?:达到|达|突破|超过|超|不低于|不少于|不超过|不高于|保持在|稳定在|控制在|维持在|提高[到至]|提升[到至]|增加[到至]|增[到至]|增长[到至]|扩大[到至]|"
    "降低?[到至]|下降[到至]|压缩[到至]|压减[到至]|缩短[到至]|减少[到至]|为|在|至|到|约|低于|高于|大于|不小于)|[:：、—]+)\\s?$"
)
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A target as found; `place` is where its quote begins in the task's text."""

    place: int
    indicator: str
    kind: Kind
    comparator: Comparator
    value: Decimal
    measure: str
    quote: str
    firmness: Firmness
    implied: bool = False
    baseline: Decimal | None = None
    due: date | None = None
    note: str = ""


def find_targets(text: str, year: int) -> tuple[list[Candidate], list[Refused]]:
    """The candidates of a task's text in order, and the numbers that are none with the reason why."""
    candidates: list[Candidate] = []
    refused: list[Refused] = []
    previous: Amount | None = None
    for amount in find_amounts(text):
        if isinstance(amount, Refused):
            refused.append(amount)
            continue
        around = text[max(0, amount.start - 8) : amount.end + 6].replace("\n", "")
        if why := why_refused(text, amount, year):
            refused.append(Refused(amount.start, around, why))
        elif _is_baseline(text, amount):
            refused.append(Refused(amount.start, around, "是基数"))
        elif _ends_range(text, previous, amount):
            refused.append(Refused(amount.start, around, "是区间的上端"))
        else:
            taken = _candidate(text, amount, year)
            candidates.append(_named_after(text, candidates[-1], taken) if candidates else taken)
        previous = amount
    candidates += _implied(text, year)
    mixed = [
        candidate
        for candidate in candidates
        if candidate.implied and candidate.value not in (numbers_implied(candidate.quote) or [candidate.value])
    ]
    refused += [Refused(candidate.place, candidate.quote, "与用文字说的另一个数混在一句里") for candidate in mixed]
    return sorted(
        (candidate for candidate in candidates if candidate not in mixed), key=lambda candidate: candidate.place
    ), refused


def _named_after(text: str, before: Candidate, taken: Candidate) -> Candidate:
    """开工建设 100 个 says of what only in the clause before it: 谋划推进重点项目 160 个，开工建设 100 个."""
    between = text[before.place + len(before.quote) : taken.place]
    if not _VERB_ONLY.fullmatch(taken.indicator) or re.search("[。；\n]", between):
        return taken
    counted = re.sub(f"(?<=.{{2}}){_VERB_ONLY.pattern}$", "", _VERBS_FIRST.sub("", before.indicator))
    return replace(taken, indicator=counted + taken.indicator)


def _is_baseline(text: str, amount: Amount) -> bool:
    before, after = text[amount.clause[0] : amount.start], text[amount.end : amount.end + 6]
    return bool(
        re.search("(?:由|从)[^，。；]{0,14}$", before)
        and re.match("\\s?(?:提高|提升|增加|增长|扩大|上升|下降|降低|压缩|压减|缩短|减少|调整)(?:到|至|为)", after)
    )


def _ends_range(text: str, previous: Amount | None, amount: Amount) -> bool:
    return previous is not None and bool(re.fullmatch("\\s?[-—–~～至]{1,2}\\s?", text[previous.end : amount.start]))


def _segment(text: str, amount: Amount) -> tuple[int, int]:
    """The part of a clause that is about one amount: a list with 、 is parted where each member has its own number."""
    left, right = amount.clause
    begin, end = left, right
    for other in find_measured(text, left, right):
        if other[1] <= amount.start:
            cut = text.find("、", other[1], amount.start)
            begin = cut + 1 if cut >= 0 else begin
        elif other[0] >= amount.end:
            cut = text.find("、", amount.end, other[0])
            end = cut if cut >= 0 else end
            break
    mark = _MARK.match(text, begin, end)
    begin = mark.end() if mark else begin
    about = text[begin : amount.start].strip() + re.sub(r"\s|以上|左右|[\d个家项]", "", text[amount.end : end])
    return (begin, end) if len(about) >= 2 or begin == left else (left, right)


def _quote(text: str, start: int, end: int) -> tuple[int, str]:
    """The words from `start` to `end`, with the date before them when that is a clause of its own."""
    dated = re.search(
        r"(?:到|至|在|截至)?\s?(?:20\d\d\s?年|今年|年)(?:\d{1,2}月)?(?:底|末)?(?:前)?，$",
        text[max(0, start - 16) : start],
    )
    begin = start - len(dated.group()) if dated else start
    piece = text[begin:end].rstrip("、 ")
    return begin + len(piece) - len(piece.lstrip()), piece.strip()


def _comparator(before: str, after: str) -> Comparator:
    if re.match("\\s?(?:左右|上下)", after) or re.search("(?:大?约)\\s?$", before):
        return Comparator.ABOUT
    if re.match("\\s?(?:以内|之内|以下)", after):
        return Comparator.AT_MOST
    if _NOT_LESS.search(before):
        return Comparator.AT_LEAST
    if _MORE.search(before):
        return Comparator.MORE_THAN
    if _MOST.search(before) and not re.match("\\s?以上", after):
        return Comparator.AT_MOST
    return Comparator.AT_LEAST


def _kind(amount: Amount, before: str, clause: str) -> Kind:
    if _STANDING.search(before) and "动态储备" not in before:
        return Kind.STANDING
    if "%" in amount.measure or "百分点" in amount.measure or "‰" in amount.measure:
        return Kind.LEVEL
    if _ADDED.search(before):
        return Kind.CUMULATIVE
    return Kind.LEVEL if _LEVEL.search(before) or _MOST.search(before) or "以内" in clause else Kind.CUMULATIVE


def _firmness(text: str, start: int, end: int) -> Firmness:
    sentence = begin_of(text, start, "。！？；\n")
    return Firmness.STRIVE if _STRIVE.search(text[sentence:end]) else Firmness.FIRM


def _due(text: str, start: int, end: int, year: int) -> date | None:
    """The deadline of a clause: in it, else before it in its sentence, else the 到2025年 that opened its paragraph."""
    sentence = begin_of(text, start, "。！？\n")
    paragraph = begin_of(text, start, "\n\n")
    opened = re.findall(r"到\s?(20\d\d)\s?年", text[paragraph:start])
    near = find_due(text[start:end], year) or find_due(text[sentence:start], year)
    return near or (date(int(opened[-1]), 12, 31) if opened and sentence - paragraph < 300 else None)


def indicator_of(before: str, after: str, clause: str) -> str:
    """A short name: the words before the number without lead-ins and comparators, with the counted thing after it."""
    head = _LIST_BEFORE.sub("", re.sub(r"\s", "", before))
    for _ in range(3):
        head = _TRAIL.sub("", _LEAD_IN.sub("", head)).strip("，、：: ")
    rest = re.sub("^(?:及?(?:以上|左右|以内|以下|之内|上下))?的?", "", re.sub(r"\s", "", after))
    rest = re.sub("^(?:大关|目标|水平|台阶)$|^、\\d.*$", "", rest)
    counted = re.sub("^.*的(?=.{2,})", "", rest)[:30]
    name = head if len(head) > 4 and not counted else head + counted
    return (name or re.sub(r"\s", "", clause))[-40:]


def _candidate(text: str, amount: Amount, year: int) -> Candidate:
    start, end = _segment(text, amount)
    before, after = text[start : amount.start], text[amount.end : end]
    place, quote = _quote(text, start, end)
    base = _FROM.search(before)
    baseline = Decimal(base[1]) if base else None
    if base:
        before = before[: base.start()]
    return Candidate(
        place,
        indicator_of(before, after, text[start:end]),
        Kind.LEVEL if base else _kind(amount, text[amount.clause[0] : amount.start], text[start:end]),
        _comparator(text[amount.clause[0] : amount.start], text[amount.end : amount.end + 4]),
        amount.value,
        amount.measure,
        quote,
        _firmness(text, start, end),
        implied=not _is_literal(amount.value, quote),
        baseline=baseline,
        due=_due(text, place, end, year),
    )


def _is_literal(value: Decimal, quote: str) -> bool:
    """Whether the value stands in the quote as a number, in digits or in Chinese (两 and 百分之三点五 do not count)."""
    return value in numbers_in(quote)


def _implied(text: str, year: int) -> Iterator[Candidate]:
    """The targets said in words: 全覆盖 is 100 %, 清零 is 0, 两位数增长 is 10 %, 翻一番 is 100 % more.

    Almost all (基本覆盖) is about 100 %; what is kept within a plan (控制在计划指标之内) is at most 100 % of it.
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
        value, kind = Decimal(10), Kind.STANDING if _STANDING.search(before) else Kind.LEVEL
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
    place, quote = _quote(text, start, end)
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
        _firmness(text, start, end),
        True,
        due=_due(text, place, end, year),
        note="原文未写计量单位" if m.re is _ZERO else "",
    )
