"""Candidates for targets, and what is read the same way for targets in digits and in words."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dcgd.intake.phrases.dates import Deadline, find_deadlines, find_due, read_due
from dcgd.intake.phrases.numbers import begin_of
from dcgd.model import STRIVE_WORDS, Comparator, Firmness, Kind

STANDING = re.compile("保持|稳定在|维持|始终|动态|常年")
_STRIVE = re.compile(f"(?P<strive>{'|'.join(STRIVE_WORDS)})|确保|保证|务必|必须")
_ALL_YEAR = "全年"
_OPENS = re.compile(
    r"(?:(?:^|[。！？；\n：])\s*|(?=到))(?:到|至)?\s?(?:(?P<year>20\d\d)\s?年(?:底|末)?(?:前)?[，,]?"
    r"|(?:今年|每年)[，,])"
)
"""A time that opens sentences and holds for those behind it until another one does: 到2025年，…。…。"""
_EVERY = re.compile("每年|每月|每季")
_OF_A_PAPER = re.compile(
    "[^，。；]{0,6}(?:提出|报送|上报|提交|制定|出台|印发|编制|形成)[^，。；]{0,30}(?:方案|意见|办法|计划|细则|清单|规划|措施)，"
)
"""What is due then is a paper, not what the clauses behind it count: 于5月15日前提出方案，新增停车位300个."""
_REACH = 500
"""Characters that such a time holds for at the most."""
_BEHIND = re.compile("[，,]([^，。；！？\n]{3,20})(?=[，。；！？\n]|$)")
_BEGUN = re.compile("(?:开工|启动|动工|招标)(?:建设)?$")
"""What is due then is that something begins."""
_LIST_BEFORE = re.compile(r"(?:\d+(?:\.\d+)?[万亿]*[\u4e00-\u9fff%％]{1,3}、)+$")
_LEAD_IN = re.compile(
    "^(?:到|至|在)?(?:20\\d\\d\\s?年(?:底|末)?(?:前)?|今年|年内|全年|年底前?|力争|确保|努力|争取|积极|加快|大力|持续|继续|推动|推进|基本|实现|其中|将|把|同时|并|每年|累计|再|全面|稳步|逐步|扎实|通过[^，]*等(?:举措|方式|措施))+"
)
_BY_A_DAY = re.compile(
    r"(?:力争|争取|确保)?(?:于|在|到|至)?(?:(?:20\d\d|今|本|明)年)?(?:\d{1,2}月(?:份|\d{1,2}[日号]|[上中下]旬)?|[一二三四]季度|上半年|年)"
    r"(?:底|末)?(?:之?前|以前)，?"
)
_DAY_LAST = re.compile(r"(?<=.{2})\d{1,2}月(?:底|末)?$")
_TOLD = re.compile("^(?:由|请|责成|督促|委托|会议)|[要应须]|会同|牵头|配合|负责|力争|争取|确保|全力")
"""What of a clause says who does it, or how, and not what."""
_TRAIL = re.compile(
    "(?:(?:累计|分别|均|都|力争|稳定|保持|控制)*(?:达到|达|突破|超过|超|不低于|不少于|不超过|不高于|保持在|稳定在|控制在|维持在|提高[到至]|提升[到至]|增加[到至]|增[到至]|增长[到至]|扩大[到至]|"
    "降低?[到至]|下降[到至]|压缩[到至]|压减[到至]|缩短[到至]|减少[到至]|为|在|至|到|约|低于|高于|大于|不小于)|[:：、—]+)\\s?$"
)


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
    shares: tuple[tuple[str, Decimal], ...] = ()
    """How it is divided among units, where the text says so."""


def quote_of(text: str, start: int, end: int) -> tuple[int, str]:
    """(where it begins, the quote): the words from `start` to `end`, with a date that is the clause before them."""
    dated = re.search(
        r"(?:到|至|在|截至)?\s?(?:20\d\d\s?年|今年|年(?=[底末]))(?:\d{1,2}月)?(?:底|末)?(?:前)?，$",
        text[max(0, start - 16) : start],
    )
    begin = start - len(dated.group()) if dated else start
    piece = text[begin:end].rstrip("、 ")
    return begin + len(piece) - len(piece.lstrip()), piece.strip()


def firmness_of(text: str, start: int, end: int) -> Firmness:
    """Whether the clause from `start` to `end` is firm or only striven for (力争).

    The last such word of the sentence up to `end` decides: 力争…，确保… is firm in its second part.
    """
    sentence = begin_of(text, start, "。！？；\n")
    said = list(_STRIVE.finditer(text[sentence:end]))
    return Firmness.STRIVE if said and said[-1]["strive"] else Firmness.FIRM


def due_of(text: str, start: int, end: int, year: int) -> date | None:
    """The deadline of the clause from `start` to `end`; None if there is none. `year` completes dates.

    It is looked for in the clause, before it in its sentence, in the clause right behind it (6月底前完成), and in the
    到2025年 that opened a sentence before it. Of several times before a clause in its sentence each is of its own.
    """
    if _ALL_YEAR in text[start:end]:  # 上半年新增8家、全年新增15家
        return date(year, 12, 31)
    sentence = begin_of(text, start, "。！？\n")
    earlier = text[sentence:start]
    before = {
        deadline.day
        for deadline in find_deadlines(earlier, year)
        if not _OF_A_PAPER.match(earlier, deadline.end) and not _is_of_another(earlier, deadline)
    }
    shared = before.pop() if len(before) == 1 and _ALL_YEAR not in text[sentence:start] else None
    if _EVERY.search(text[start:end]):
        shared = None
    near = find_due(text[start:end], year) or shared or _due_behind(text, end, year)
    if near:
        return near
    opened = list(_OPENS.finditer(text, max(0, sentence - _REACH), start))
    return date(int(opened[-1]["year"]), 12, 31) if opened and opened[-1]["year"] else None


def _is_of_another(earlier: str, deadline: Deadline) -> bool:
    """Whether a deadline belongs to a number before it: 续建26个，4月底前复工；新建22个…"""
    counted = re.search(r"\d(?!\d*\s?[年月日])", earlier[: deadline.start])
    return "；" in earlier[deadline.end :] and counted is not None


def _due_behind(text: str, end: int, year: int) -> date | None:
    """The deadline that is the clause behind another: 改造道路5条，6月底前全部完成."""
    m = _BEHIND.match(text, end)
    while m and _BEGUN.search(m[1]) and read_due(m[1], year):  # 6月底前开工，11月底前完工
        m = _BEHIND.match(text, m.end())
    return read_due(m[1], year) if m else None


def _undated(head: str) -> str:
    """The words before a number without a day to do it by, and without who is told to: 请甲局于5月底前新增学位."""
    if not (dated := _BY_A_DAY.search(head)):
        return head
    before = head[: dated.start()]
    if dated.end() == len(head):
        return before if len(before) > 1 else head
    return head[dated.end() :] if not before or _TOLD.search(before) else before + head[dated.end() :]


def indicator_of(before: str, after: str, clause: str) -> str:
    """A short name for a target: the words before the number, without lead-ins and comparators, and what is counted."""
    head = _undated(_LIST_BEFORE.sub("", re.sub(r"\s", "", before)))
    for _ in range(3):
        head = _TRAIL.sub("", _LEAD_IN.sub("", head)).strip("，、：: “”")
    head = _DAY_LAST.sub("", head)
    rest = re.sub("^(?:及?(?:以上|左右|以内|以下|之内|上下))?的?", "", re.sub(r"\s", "", after))
    rest = re.sub("^(?:大关|目标|水平|台阶)$|^、\\d.*$", "", rest)
    counted = re.sub("^.*的(?=.{2,})", "", rest)[:30]
    name = head if len(head) > 4 and not counted else head + counted
    if name.count("”") != name.count("“"):
        name = f"“{name}" if name.count("”") > name.count("“") else f"{name}”"
    return (name or re.sub(r"\s", "", clause))[-40:]
