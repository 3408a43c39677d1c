"""The papers (公文) that were issued, and the office that issues them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from dcgd.data_words import HeadKind, PaperAction, PaperKind
from dcgd.model.fields import STRICT, Day, Digest, Flag, Moment, Month, Says, Text
from dcgd.naming import halfwidth

ISSUE = "第n期"
"""What in a series stands for the count of the year; a series without it is the code (代字) of a 文号."""
CHASE = "催报"
"""What a letter is about that asks for reports (催报通知)."""
SERIES: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.BULLETIN: "督通",
        PaperKind.NOTICE: "督办",
        PaperKind.REMINDER: "督函",
        PaperKind.LEDGER: "督账",
        PaperKind.FORM: "督表",
        PaperKind.PROBLEMS: "督销",
        PaperKind.APPRAISAL: "督考",
        PaperKind.BRIEF: "督报",
        PaperKind.PLAN: "督分",
        PaperKind.MINUTES: "督议",
    }
)
"""The default series of each kind."""
_BRACKETS = str.maketrans("[(【﹝", "〔〔〔〔") | str.maketrans("])】﹞", "〕〕〕〕")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """The office whose papers these are. All of it is optional: a paper leaves out what is not said."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    name: Annotated[Text | None, Says("督查机构的全称，署名用，如 云汐区政府督查室")] = None
    desk: Annotated[Text | None, Says("正文里的简称，如 区政府督查室（书面报…）；缺省为 name")] = None
    contact: Annotated[Text | None, Says("联系人：在 people.yaml 里的姓名；公文上只印这一个人的电话")] = None
    copies: Annotated[tuple[Text, ...], Says("通常的抄送")] = ()
    signers: Annotated[Mapping[PaperKind, Text], Says("各类公文的签发人")] = field(default_factory=dict)
    series: Annotated[
        Mapping[PaperKind, Text],
        Says("各类公文的代字：云督通 就编作 云督通〔2025〕9号；写 第n期 就编作 第9期；按年各自编号"),
    ] = field(default_factory=dict)
    heads: Annotated[
        Mapping[PaperKind, HeadKind],
        Says("各类公文的版头：document 文件头、bulletin 简报头、letter 信函头、sheet 表单头"),
    ] = field(default_factory=dict)
    stamped: Annotated[Mapping[PaperKind, Flag], Says("各类公文盖不盖印章")] = field(default_factory=dict)

    def series_of(self, kind: PaperKind) -> str:
        """In which series papers of a kind are numbered."""
        return self.series.get(kind) or SERIES[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStep:
    """A paper was withdrawn. Its number stays used."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    action: Annotated[PaperAction, Says("withdraw 作废")]
    date: Annotated[Day, Says("日期")]
    by: Annotated[Text, Says("谁作废的")]
    note: Annotated[Text, Says("为什么")]
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper that was issued, under a number that no other ever has."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    kind: Annotated[PaperKind, Says("哪一类公文，如 bulletin 通报、notice 督办单")]
    number: Annotated[Text, Says("文号或期号，如 云督通〔2025〕9号；程序编")]
    subject: Annotated[Text | None, Says("就哪一件发的，如督办单的编号 DB-2025-004")] = None
    period: Annotated[Month, Says("哪个月的，如 2025-09")]
    as_of: Annotated[Day, Says("数据截至哪一天")]
    issued: Annotated[Day, Says("印发之日")]
    to: Annotated[Text, Says("主送：一个单位、一个人，或 各责任单位")]
    facts: Annotated[Digest, Says("所据数据的 SHA-256 摘要，程序写")]
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None
    steps: Annotated[tuple[PaperStep, ...], Says("后来作废的，写在这里；号留着，不再用")] = ()

    @property
    def called(self) -> str:
        """What people call it: its kind, or 催报通知."""
        is_chase = self.kind is PaperKind.REMINDER and self.subject == CHASE
        return f"{CHASE}通知" if is_chase else self.kind.chinese

    @property
    def is_withdrawn(self) -> bool:
        """Whether it counts as never sent (作废)."""
        return any(step.action is PaperAction.WITHDRAW for step in self.steps)


def number_of(series: str, year: int, count: int) -> str:
    """The number of the `count`th paper of a series in a year: 云督通〔2025〕9号, or 督查专报第9期."""
    return series.replace(ISSUE, f"第{count}期", 1) if ISSUE in series else f"{series}〔{year}〕{count}号"


def number_key(number: str) -> str:
    """A number by which it is found: brackets and figures of every width are equal, blanks do not count."""
    return re.sub(r"\s+", "", halfwidth(number).translate(_BRACKETS))


def count_of(paper: Paper, kind: PaperKind, series: str, year: int) -> int | None:
    """Which paper of a series in a year it is; None where its number is none of them.

    A 文号 is one of its series whatever the `kind` of paper, a 期号 of its kind alone. Brackets of every kind are read,
    and figures with zeros in front: a register may be older than the program.
    """
    number = number_key(paper.number)
    if ISSUE in series:
        pattern = r"第0*(\d{1,6})期".join(map(re.escape, number_key(series).split(ISSUE, 1)))
        is_one = paper.kind is kind and paper.issued.year == year
        match = re.fullmatch(pattern, number, re.ASCII) if is_one else None
    else:
        pattern = rf"{re.escape(number_key(series))}〔{year}〕第?0*(\d{{1,6}})[号期]"
        match = re.fullmatch(pattern, number, re.ASCII)
    return int(match[1]) if match else None
