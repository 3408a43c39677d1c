"""Pieces of the body that become tasks: their wording, their title, and the statements inside them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from dcgd.intake.outline.tree import Item
from dcgd.intake.phrases.columns import Column
from dcgd.intake.phrases.statements import Statement
from dcgd.intake.text.body import Body

_STOPS = "。；！？"


@dataclass(slots=True)
class Piece:
    """What becomes one task: stretches of the body in order, its number in the document (0 for none) and statements.

    `marks` are the stretches of its number. `fixed_title` is set where the layout says what the title is (a column),
    `doubt` where a person should decide whether it is a task at all; `headed` is a heading that no section has.
    `headers` are those of the table's columns, one for each kept stretch; `measure` is that of bare numbers in them.
    `year` is that of its enclosure, where its title names another one.
    """

    place: int
    kept: list[tuple[int, int]]
    statements: list[Statement] = field(default_factory=list)
    number: int = 0
    goal: bool = False
    breaks: frozenset[int] = frozenset()
    marks: tuple[tuple[int, int], ...] = ()
    fixed_title: str = ""
    doubt: str = ""
    headed: str = ""
    headers: tuple[str, ...] = ()
    measure: str = ""
    year: int = 0

    def wording(self, body: Body) -> str:
        """The text: the stretches joined without separators, with line ends only after headings without a full stop."""
        return "".join(self._stretch(body, start, end) for start, end in self.kept).strip()

    def _stretch(self, body: Body, start: int, end: int) -> str:
        parts: list[str] = []
        at = start
        for cut in sorted(cut for cut in self.breaks if start < cut < end):
            parts += [body.text[at:cut].strip(), "\n"]
            at = cut
        parts.append(body.text[at:end])
        if end in self.breaks:
            parts.append("\n")
        return "".join(parts)

    def columns(self, body: Body) -> tuple[Column, ...]:
        """The columns in the wording of a table's row; none outside tables."""
        if not self.headers:
            return ()
        columns, at = [], 0
        for (start, end), header in zip(self.kept, self.headers, strict=True):
            length = len(self._stretch(body, start, end))
            columns.append(Column(at, at + length, header, self.measure))
            at += length
        return tuple(columns)

    def title(self, body: Body) -> str:
        """The first sentence without its stop, or the first line where that is a heading."""
        return self.fixed_title or first_sentence(self.wording(body)) or self.wording(body)


def first_sentence(text: str) -> str:
    """The words before the first full stop or line end; stops inside quotes and brackets do not count."""
    depth = 0
    for at, char in enumerate(text):
        if char in "“《（〔(":
            depth += 1
        elif char in "”》）〕)":
            depth = max(0, depth - 1)
        elif (char in "。！？" and depth == 0) or char == "\n":
            return text[:at].strip()
    return text.strip().rstrip("；;，,：:。")


def without(start: int, end: int, statements: Iterable[Statement]) -> list[tuple[int, int]]:
    """The stretches that remain of `start` to `end` without the statements."""
    kept, at = [], start
    inside = [statement for statement in statements if statement.start < end and statement.end > start]
    for statement in sorted(inside, key=lambda statement: statement.start):
        if statement.start > at:
            kept.append((at, statement.start))
        at = max(at, statement.end)
    if at < end:
        kept.append((at, end))
    return kept


def heading_end(body: Body, item: Item) -> int:
    """Where the heading of an item ends that has children or paragraphs: at its full stop or at the end of its line.

    主要目标 that goes on with what the goals are ends before them.
    """
    text = body.text
    if (goals := _GOAL_SAID.match(text, item.begin)) and goals.end() < item.own_end:
        return goals.end()
    line = body.lines[body.line_at(item.begin)]
    stop = min((p for c in _STOPS if (p := text.find(c, item.begin, item.own_end)) >= 0), default=-1)
    if line.level and line.end <= item.own_end:
        return line.end
    if line.end >= item.own_end or 0 <= stop < line.end:
        return stop + 1 if 0 <= stop < item.own_end else item.own_end
    index = body.line_at(item.begin) + 1
    after = body.lines[index] if index < len(body.lines) else line
    wraps = not after.bullet and not body.is_short(line) and body.is_short(after) and after.end <= item.own_end
    if wraps and not any(c in text[after.start : after.end] for c in "。，；：") and not after.cells:
        return after.end
    return line.end


def heading_breaks(body: Body, item: Item) -> frozenset[int]:
    """The ends of heading lines without a full stop inside a task: its own and its children's."""
    breaks = set()
    for part in item.walk():
        line = body.lines[body.line_at(part.begin)]
        text = body.text[part.begin : line.end]
        if (
            text
            and line.end <= part.own_end
            and line.end < item.end
            and body.is_short(line)
            and not any(c in "。；：，" for c in text)
        ):
            breaks.add(line.end)
    return frozenset(breaks)


def has_title(body: Body, item: Item) -> bool:
    """Whether an item begins with a short title sentence, or a heading's line, before its matter."""
    text = body.text[item.begin : item.own_end]
    stop = text.find("。")
    line = body.lines[body.line_at(item.begin)]
    if 0 < stop <= 45 and stop + 5 < len(text) and text[:stop].count("，") <= 2:
        return True
    own = body.text[item.begin : min(line.end, item.own_end)]
    return len(own) <= 45 and "。" not in own and (line.end < item.own_end or bool(item.children))


_PREAMBLE = re.compile(
    r"^(?:总体要求|总的要求|指导思想|指导原则|基本原则|工作原则|主要原则|总体思路|工作思路|基本思路|总体考虑|重要意义|重大意义|充分认识.*|"
    r"适用(?:范围|对象)|(?:编制|起草|制定|政策)?依据|(?:工作|编制|起草)?背景|基本情况|(?:总体|督查|检查|工作|总体进展|工作进展)情况|主要成效|取得的?成效|(?:发展)?(?:现状|形势|基础|环境).*|面临.*形势.*|"
    r"总体(?:要求|思路|部署)(?:和|与|及).{0,8}|指导思想(?:和|与|及).{0,8}|名词解释|说明|总则|前言|引言)$"
)
_MANNER = re.compile(
    "(?:督查|督导|检查|考核|核查|调研)(?:的)?(?:方式|方法|范围|对象|步骤|程序|时间|分组|安排)(?:[和与及、].{1,8})?"
)
_GOAL = re.compile(r"^(?:.{0,14}目标(?:任务|要求)?|目标任务|主要指标|预期指标|(?:主要|总体|工作|发展)目标.{0,6})$")
_GOAL_SAID = re.compile("(?:主要|总体|工作|发展|年度|任务)目标(?:任务)?[。：:]?(?=到20\\d\\d|20\\d\\d|全[区市县])")
_CLOSING = re.compile(
    "^(?:各(?:地区|部门|地|级|市|县|区|镇|乡|单位|有关|相关|责任|省)|本(?:意见|方案|通知|办法|措施|计划)|附件|有关落实|以上|请(?:于|各|将)|联系人|特此)"
)


def is_preamble(title: str) -> bool:
    """Whether a heading announces principles instead of work: 总体要求, 指导思想, 基本原则 …"""
    return bool(_PREAMBLE.match(title.strip(" 　。：:")))


def is_manner(title: str) -> bool:
    """Whether a heading announces how something is inspected: 督查方式, 检查时间 …"""
    return bool(_MANNER.fullmatch(title.strip(" 　。：:")))


def is_goal(title: str) -> bool:
    """Whether a heading announces goals: 总体目标, 发展目标, 目标任务 …"""
    return bool(_GOAL.match(title.strip(" 　。：:")))


def is_closing(text: str) -> bool:
    """Whether a paragraph after the last task addresses all recipients of the document."""
    return bool(_CLOSING.match(text))
