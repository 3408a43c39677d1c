"""Find candidates for milestones: what a clause promises to make, issue or finish, if it can be ticked off once."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from dcgd.intake.phrases.columns import Column, column_at
from dcgd.intake.phrases.dates import DONE, Deadline, after_issue, find_deadline, names_month
from dcgd.intake.phrases.numbers import Refused, begin_of
from dcgd.model import STRIVE_WORDS, Firmness

_MADE = re.compile(
    r"(?P<lead>(?:20\d\d\s?年(?:\d{1,2}月)?(?:底|末)?(?:前)?(?:，)?)?(?:力争|争取|确保|积极|加快|抓紧|研究|探索|适时|及时|尽快|统一|高标准|高水平|高质量|逐步|推动|推进|广泛|稳妥|有序|大力|年内|年底前)*)"
    r"(?P<verb>出台|制定(?:出台|印发|完善)?|编制(?:完成|印发|实施|出台)?|印发|发布|组建|成立|设立|搭建|绘制|开工(?:建设)?|动工|建成(?:投用|运营)?|完成|举办|上线|开通|建立(?:健全)?|完善|建设|创建|争创|组织召开|修订|开展|聘请|统一)"
    r"(?P<thing>[^，。；！？\n]{3,90})"
)
_DOCUMENT = (
    "方案|规划|计划|意见|办法|清单|目录|名录|图谱|路径图|全景图|制度|标准|指南|细则|条例|规定|政策(?:措施)?|措施|要点|导则|"
    "规范|规程|白皮书|蓝皮书|台账|预案|报告|通知"
)
_BODY = (
    "中心|平台|系统|机制|库|基金|联盟|工作站|领导小组|专班|体系|圃|分厅|集团|公司|协会|联合体|专区|窗口|专栏|顾问”|顾问"
)
_PLACE = (
    "园|馆|学校|小学|中学|幼儿园|医院|公园|基地|大桥|水库|电站|变电站|车站|机场|港口|码头|广场|综合体|示范区|先行区|试验区|示范县|"
    "先行县|模范区|示范市|示范企业|集聚区|农场|示范城市|城市"
)
_WORKS = "(?:项目|工程)(?:主体)?(?:建设)?|建设|普查|调查|鉴定|换届|改制|整合|挂牌|验收"
_THINGS = {
    "write": re.compile(f"(?:{_DOCUMENT})$|》$"),
    "found": re.compile(f"(?:{_DOCUMENT}|{_BODY})$"),
    "build": re.compile(f"(?:{_BODY}|{_PLACE}|{_WORKS})$"),
    "finish": re.compile(f"(?:{_WORKS}|{_DOCUMENT}|任务|改造|搬迁|编制)$"),
    "mend": re.compile("(?:预案|项目库|方案|清单|目录|名录|台账)$"),
    "win": re.compile(f"(?:{_PLACE}|区|县|市|称号|试点|单位|企业|园区|农场|”)$"),
    "hold": re.compile("(?:会|展|节|活动|行动|大赛|论坛|博览会|比赛|峰会|运动会|创建|”)$"),
}
_VERBS = {
    verb: kind
    for kind, verbs in {
        "write": "出台 制定 编制 印发 发布 修订 绘制",
        "found": "组建 成立 设立 搭建 建立 上线 开通 聘请",
        "build": "建成 建设 开工 动工",
        "finish": "完成 统一",
        "mend": "完善",
        "win": "创建 争创",
        "hold": "举办 组织召开 开展",
    }.items()
    for verb in verbs.split()
}
_SOFT = re.compile(
    "一批|一系列|一揽子|若干|更加|(?<!建立)健全|鼓励|支持|引导|加强|为抓手|为契机|为目标|为重点|各类|各级|多个|等形式|等方式|等途径|按照.{0,20}要求|定期|以创建|以建设|以.{2,20}为"
)
_TITLED = re.compile("《[^》]*》")
"""Words in the name of a document soften nothing: 若干措施."""
_ANOTHERS = re.compile("[。！？\n](?:鼓励|支持|引导)[^。！？\n]*$")
"""A sentence that begins so is of what others do: 鼓励龙头企业与院校联合，组建联盟."""
_NAMED_WORK = re.compile(
    r"(?P<lead>(?:积极|稳妥|有序|加快)*)(?P<verb>加快|推动|推进|实施)"
    r"(?P<thing>(?=[^，。；]{0,80}(?:“[^”]{1,40}”[^，。；]{2,40}项目|等|[二三四]期|段))[^，。；！？\n]{6,80}(?:项目|工程)(?:建设)?|[^，。；！？\n]{2,40}等[^，。；！？\n]{0,8}(?:改造|建设)|[^，。；！？\n]{4,40}段建设)$"
)
"""Works that are named (某某等项目, a phase, a stretch, a project with a name in quotes): only they are deeds."""
_STRESSED = "力争|争取|争创|确保|保证|务必|必须|计划|预计|全面|全部|基本|正式|率先|实现"
_STRESS = re.compile(f"^(?:{_STRESSED})+")
_BEFORE_DATE = re.compile(r"(?:于|在|到|至|截至|力争|争取|确保)*\s*$")
_BEHIND_DATE = re.compile(rf"^\s*[，、]?(?:{_STRESSED})*")
_DATE_NEXT = r"(?:(?:20\d\d|今|明)\s?年)?\s?(?:\d{1,2}\s?月|[上下]半年|第?[一二三四]季度|年底)"
_STOP = re.compile(rf"[，。；！？\n]|、(?={_DATE_NEXT})")
"""What ends a clause; in 6月启动、12月完成 each date has its own."""
_SHORTEST_THING = 2
"""Characters that a thing has at the least: 招标."""
_ENDS_SENTENCE = "。！？\n"


@dataclass(frozen=True, slots=True)
class Deed:
    """A milestone as found; `place` is where its quote begins in the task's text."""

    place: int
    title: str
    quote: str
    firmness: Firmness
    due: date | None


class _Clause(NamedTuple):
    """A clause without its blanks, its place in the text, and whether a sentence ends behind it."""

    text: str
    place: int
    ends_sentence: bool

    @property
    def end(self) -> int:
        return self.place + len(self.text)


def _clauses(text: str) -> Iterator[_Clause]:
    at = 0
    for start, end in (*(m.span() for m in _STOP.finditer(text)), (len(text), len(text))):
        clause = text[at:start]
        words = clause.strip()
        if words:
            yield _Clause(words, at + clause.find(words), start == len(text) or text[start] in _ENDS_SENTENCE)
        at = end


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(taken, (end, 0))
    return any(b > start for _, b in taken[max(0, at - 3) : at])


def _made(piece: str) -> re.Match[str] | None:
    """The match of what a clause makes, if it is a thing of the kind that its verb makes; else None."""
    m = _MADE.match(piece) or _MADE.search(piece, max(0, piece.find("通过") + 2) if "通过" in piece else len(piece))
    if not m or re.search("(?:体系建设|机制建设|队伍建设|能力建设)$", m["thing"]):
        return None
    kind = next(kind for verb, kind in _VERBS.items() if m["verb"].startswith(verb))
    return m if _THINGS[kind].search(re.sub("(?:等(?:工作|项目)?)$", "", m["thing"].strip())) else None


def _without_date(words: str, deadline: Deadline) -> str:
    """A clause without its date and the words around that: 力争6月底前建成产业园 gives 建成产业园."""
    return _BEFORE_DATE.sub("", words[: deadline.start]) + _BEHIND_DATE.sub("", words[deadline.end :])


def find_milestones(
    text: str,
    year: int,
    taken: list[tuple[int, int]],
    columns: Sequence[Column] = (),
    issued: date | None = None,
) -> tuple[list[Deed], list[Refused]]:
    """The candidates in a task's text after its title, and the clauses with a deadline that are none, with the reason.

    `year` completes dates; `taken` are the stretches already quoted as targets, in order; `columns` are those of a
    table's row, `issued` is the day of the document, from which 印发之日起30日内 counts.
    """
    deeds, refused = _Finder(text, year, taken, issued).milestones()
    dated = [
        replace(deed, due=deed.due or column.due(year)) if (column := column_at(columns, deed.place)) else deed
        for deed in deeds
    ]
    return dated, refused


class _Finder:
    """Goes through the clauses of one text. A deadline that is its own clause holds for the rest of its sentence."""

    def __init__(self, text: str, year: int, taken: list[tuple[int, int]], issued: date | None) -> None:
        self.text, self.year, self.taken, self.issued = text, year, taken, issued
        self.title_end = text.find("。")
        self.deeds: list[Deed] = []
        self.refused: list[Refused] = []
        self.titles: set[tuple[str, date | None]] = set()

    def milestones(self) -> tuple[list[Deed], list[Refused]]:
        heading: tuple[date, int] | None = None
        beside = False
        for clause in _clauses(self.text):
            deadline = find_deadline(clause.text, self.year) or after_issue(clause.text, self.issued)
            rest = _without_date(clause.text, deadline) if deadline else clause.text
            if deadline and not rest:
                heading, beside = (deadline.day, clause.place), True
            else:
                self._clause(clause, deadline, rest, heading, beside)
                beside = False
            if clause.ends_sentence:
                heading, beside = None, False
        return self.deeds, self.refused

    def _clause(
        self, clause: _Clause, deadline: Deadline | None, rest: str, heading: tuple[date, int] | None, beside: bool
    ) -> None:
        """Take or refuse a clause; `beside` says that the date which heads its sentence is right before it."""
        if _overlaps(self.taken, clause.place, clause.end):
            return
        in_title = clause.place < self.title_end and len(self.text) > self.title_end + 1
        m = None if in_title and not deadline else _made(rest) or _NAMED_WORK.match(rest)
        others = _SOFT.search(_TITLED.sub("", clause.text)) or _ANOTHERS.search(
            self.text, max(self.title_end, clause.place - 200), clause.place
        )
        due = deadline.day if deadline else heading[0] if heading else None
        begin = heading[1] if heading and beside and not deadline else clause.place
        if m and not others:
            begin = begin if deadline or begin < clause.place else clause.place + m.start()
            said = clause.text if deadline else m["lead"]
            self._take(begin, clause.end, said, m["verb"] + m["thing"], due)
        elif due and due.year >= self.year and (deadline or beside):
            done = DONE.search(rest)
            length = len(_STRESS.sub("", rest)) - len(done.group()) if done else 0
            if done and length >= _SHORTEST_THING and not others:
                self._take(begin, clause.end, clause.text, rest, due)
            elif not (done and length < _SHORTEST_THING and self._belongs_to_one_before(clause, due)):
                self.refused.append(Refused(clause.place, clause.text, "写了期限，没有认出到期要交出什么"))
        elif not deadline and names_month(clause.text, self.year):
            self.refused.append(Refused(clause.place, clause.text, "写了月份，没有认出是不是期限"))

    def _take(self, begin: int, end: int, said: str, words: str, due: date | None) -> None:
        quote = self.text[begin:end]
        strive = next((word for word in STRIVE_WORDS if word in quote), "")
        title = re.sub(r"\s", "", (strive if strive in said and strive not in words else "") + words)[:60]
        if (title, due) not in self.titles:
            self.titles.add((title, due))
            firmness = Firmness.STRIVE if strive else Firmness.FIRM
            self.deeds.append(Deed(begin, title, quote, firmness, due))

    def _belongs_to_one_before(self, clause: _Clause, day: date) -> bool:
        """Whether a mere 6月底前完成 is the deadline of the clause before it; a deed there gets it.

        What has a deadline already gets no other: then the clause says something of its own.
        """
        start = begin_of(self.text, clause.place - 1, "，,；" + _ENDS_SENTENCE)
        if find_deadline(self.text[start : clause.place], self.year):
            return False
        if self.deeds and self.deeds[-1].place >= start and self.deeds[-1].due is None:
            self.deeds[-1] = replace(self.deeds[-1], due=day)
            return True
        return _overlaps(self.taken, start, clause.place)
