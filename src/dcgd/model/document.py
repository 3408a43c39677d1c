"""The document and what it commits to: sections, tasks, targets, milestones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le

from dcgd.data_words import Adjustable, Comparator, DocumentType, Firmness, Kind, PaceMode, Rollup
from dcgd.model.fields import (
    STRICT,
    Bare,
    Count,
    Day,
    Flag,
    Moment,
    Number,
    Says,
    Scalar,
    Text,
    Weight,
    parse_day,
    parse_number,
    refuse,
)
from dcgd.words import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One official notice."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    number: Annotated[Text, Says("文号，如 东政办字〔2023〕11号")]
    title: Annotated[Text, Says("文件标题")]
    issuer: Annotated[Text, Says("发文机关")]
    issued: Annotated[Day, Says("成文日期")]
    start: Annotated[Day, Says("任务周期的第一天")]
    due: Annotated[Day, Says("完成时限：任务周期的最后一天")]
    type: Annotated[DocumentType, Says("circular 通知、minutes 会议纪要、directive 批示、motion 建议提案")] = (
        DocumentType.CIRCULAR
    )
    closed: Annotated[Day | None, Says("归档之日：不问哪一天时按这一天判定，往后只收更正和撤回")] = None
    note: Annotated[Text | None, Says("说明")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """A change that was approved (指标调整, 延期): the record keeps both what was and what is.

    `value`, `due` … of the target stay as the document says; the adjustments, by date, say what they are now.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    date: Annotated[Day, Says("调整之日")]
    field: Annotated[Adjustable, Says("调整了哪一项：value 目标值、due 完成时限、checkpoints 一个节点的日期 …")]
    from_: Annotated[Scalar, Says("调整前")]
    to: Annotated[Scalar, Says("调整后")]
    reason: Annotated[Text, Says("调整的理由")]
    approved_by: Annotated[Text, Says("批准的人或会议")]
    request: Annotated[Text | None, Says("据以批准的申请：requests.yaml 里的编号")] = None
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None

    def __post_init__(self) -> None:
        """`from` and `to` must be of the field's type, so that judging never meets a text where it needs a number."""
        for value in (self.from_, self.to):
            if self.field in ("value", "baseline"):
                parse_number(value)
            elif self.field in ("due", "checkpoints"):
                parse_day(value)
            elif value not in (allowed := tuple(Comparator if self.field == "comparator" else Firmness)):
                raise refuse("wrong-type", f"“{value}”不能是 {self.field}；可以是：{listed(allowed)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What is due of an item on a day: exactly one of a value, a percent and words (形象进度).

    `value` is in the target's unit of measure, `percent` of the goal; both are cumulative.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    date: Annotated[Day, Says("节点日期")]
    value: Annotated[Number | None, Says("到这一天累计应达到的数值（仅目标）")] = None
    percent: Annotated[Annotated[Number, Ge(0), Le(100)] | None, Says("到这一天累计应完成的百分比")] = None
    text: Annotated[Text | None, Says("到这一天应达到的形象进度，如 主体封顶")] = None

    @property
    def says(self) -> tuple[str, ...]:
        """Which of the three it has."""
        return tuple(key for key in ("value", "percent", "text") if getattr(self, key) is not None)

    def wanted(self, unit_measure: str = "") -> str:
        """What is due, as a person reads it: `1200个`, `60%` or `主体封顶`."""
        if self.value is not None:
            return f"{self.value}{unit_measure}"
        return f"{self.percent}%" if self.percent is not None else self.text or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of a target that one unit takes (指标分解), in the target's unit of measure."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    unit: Annotated[Text, Says("承担的单位，如 柳园街道；进展里的 share 指它")]
    value: Annotated[Number, Says("分解给它的数，按目标的计量单位")]
    due: Annotated[Day | None, Says("它的完成时限，缺省为目标的时限")] = None
    adjustments: Annotated[tuple[Adjustment, ...], Says("经批准的调整：value 或 due")] = ()
    note: Annotated[Text | None, Says("说明")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A number the document commits to, in `unit_measure`; `quote` stands verbatim in the task's text."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: Annotated[Text, Says("编号：任务号-序号，如 5-1")]
    indicator: Annotated[Text, Says("指标名称")]
    kind: Annotated[Kind, Says("cumulative 累计数、level 到期水平、standing 始终保持")]
    comparator: Annotated[Comparator, Says("at_least 以上、more_than 突破、about 左右、at_most 不超过")] = (
        Comparator.AT_LEAST
    )
    value: Annotated[Number, Says("目标值")]
    unit_measure: Annotated[Bare, Says("计量单位，如 家、个、%")]
    quote: Annotated[Text, Says("目标在任务原文中的那句话，一字不差")]
    firmness: Annotated[Firmness, Says("firm 约束性；strive 力争、争创")] = Firmness.FIRM
    implied: Annotated[Flag, Says("数值不在字面上（清零、全覆盖、两位数）")] = False
    start: Annotated[Day | None, Says("起算日，缺省为文件的起始日")] = None
    due: Annotated[Day | None, Says("完成时限，缺省为文件的时限")] = None
    baseline: Annotated[Number | None, Says("基数：期初的水平（仅 level）")] = None
    pace: Annotated[PaceMode | None, Says("序时进度按月 monthly 或按日 daily，缺省随 rules.yaml")] = None
    weight: Annotated[Weight, Says("权重，与任务的权重相乘")] = Decimal(1)
    public: Annotated[Flag, Says("可以公开；false 的不进公开版（export html --public）")] = True
    implements: Annotated[tuple[Text, ...], Says("承接上级文件的哪几条：文号:编号，如 云政发〔2025〕1号:3-1")] = ()
    continues: Annotated[Text | None, Says("接续上一年的哪一条：文号:编号")] = None
    same_as: Annotated[Text | None, Says("与另一份文件的哪一条是同一件事：文号:编号；表上只在那边问一次")] = None
    checkpoints: Annotated[
        tuple[Checkpoint, ...], Says("节点；有数的，序时进度按节点算；只有话的，过期未报算滞后")
    ] = ()
    shares: Annotated[tuple[Share, ...], Says("分解到各单位的数；有分解的目标按分解报，自己不另报")] = ()
    rollup: Annotated[Rollup, Says("分解怎样合成目标：sum 合计、mean 平均、min 最低、max 最高")] = Rollup.SUM
    adjustments: Annotated[tuple[Adjustment, ...], Says("经批准的调整")] = ()
    note: Annotated[Text | None, Says("说明")] = None
    review: Annotated[Flag, Says("导入的草稿，待人工核对")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A named deliverable without a number; progress on it is a reported percent."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: Annotated[Text, Says("编号：任务号-m序号，如 5-m1")]
    title: Annotated[Text, Says("成果名称")]
    quote: Annotated[Text, Says("成果在任务原文中的那句话，一字不差")]
    firmness: Annotated[Firmness, Says("firm 约束性；strive 力争、争创")] = Firmness.FIRM
    start: Annotated[Day | None, Says("起算日，缺省为文件的起始日")] = None
    due: Annotated[Day | None, Says("完成时限，缺省为文件的时限")] = None
    weight: Annotated[Weight, Says("权重，与任务的权重相乘")] = Decimal(1)
    public: Annotated[Flag, Says("可以公开；false 的不进公开版（export html --public）")] = True
    implements: Annotated[tuple[Text, ...], Says("承接上级文件的哪几条：文号:编号，如 云政发〔2025〕1号:3-1")] = ()
    continues: Annotated[Text | None, Says("接续上一年的哪一条：文号:编号")] = None
    same_as: Annotated[Text | None, Says("与另一份文件的哪一条是同一件事：文号:编号；表上只在那边问一次")] = None
    checkpoints: Annotated[
        tuple[Checkpoint, ...], Says("节点；有百分比的，序时进度按节点算；只有话的，过期未报算滞后")
    ] = ()
    adjustments: Annotated[tuple[Adjustment, ...], Says("经批准的调整")] = ()
    note: Annotated[Text | None, Says("说明")] = None
    review: Annotated[Flag, Says("导入的草稿，待人工核对")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A numbered task; `text`, `leads` and `participants` are as the document writes them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    number: Annotated[Count, Says("任务序号，全文连续")]
    title: Annotated[Text, Says("任务名称：原文的第一句")]
    text: Annotated[Text, Says("任务原文，一字不差（责任单位的括号除外）")]
    leads: Annotated[tuple[Text, ...], Says("牵头单位，照原文写；没有就写 []")]
    participants: Annotated[tuple[Text, ...], Says("参与单位，照原文写")] = ()
    leaders: Annotated[tuple[Text, ...], Says("分管领导，只在原文点名时写；缺省为牵头单位的 leader")] = ()
    owner: Annotated[Text | None, Says("责任人，缺省为牵头单位的 head")] = None
    contact: Annotated[Text | None, Says("联系人，缺省为牵头单位的 contact")] = None
    due: Annotated[Day | None, Says("完成时限，缺省为文件的时限")] = None
    weight: Annotated[Weight, Says("权重：考核和平均里一项顶几项")] = Decimal(1)
    public: Annotated[Flag, Says("可以公开，连同它的目标和成果；false 的不进公开版（export html --public）")] = True
    implements: Annotated[tuple[Text, ...], Says("承接上级文件的哪几条；写在任务上，等于它的目标、成果条条都写了")] = ()
    continues: Annotated[Text | None, Says("接续上一年的哪一条：文号:编号；没有目标、成果的任务才写")] = None
    same_as: Annotated[Text | None, Says("与另一份文件的哪一条是同一件事：文号:编号；表上只在那边问一次")] = None
    checkpoints: Annotated[tuple[Checkpoint, ...], Says("节点，只在没有目标也没有成果的任务上")] = ()
    adjustments: Annotated[tuple[Adjustment, ...], Says("经批准的延期；有目标、成果的任务写在它们那里")] = ()
    targets: Annotated[tuple[Target, ...], Says("目标")] = ()
    milestones: Annotated[tuple[Milestone, ...], Says("成果")] = ()
    note: Annotated[Text | None, Says("说明，如原文疑似笔误")] = None
    review: Annotated[Flag, Says("导入的草稿，待人工核对")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A section (章节) without its tasks: its number and title."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    number: Annotated[Text, Says("章节号：一、二 … 十一")]
    title: Annotated[Text, Says("章节标题")]
    issued: Annotated[Day | None, Says("这一次会议、这一批批示的日期：事项从这天起算")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Heading):
    """A section of the document, with its tasks."""

    tasks: Annotated[tuple[Task, ...], Says("本章节的任务")] = ()


ADJUSTABLE: Mapping[type, tuple[Adjustable, ...]] = MappingProxyType(
    {
        Target: tuple(Adjustable),
        Share: (Adjustable.VALUE, Adjustable.DUE),
        Milestone: (Adjustable.DUE, Adjustable.FIRMNESS, Adjustable.CHECKPOINTS),
        Task: (Adjustable.DUE, Adjustable.CHECKPOINTS),
    }
)
"""Which fields of what an adjustment may change. A task's is changed where it has neither targets nor milestones."""


def effective(
    original: Decimal | date | str | None, field: str, adjustments: tuple[Adjustment, ...], as_of: date
) -> Any:
    """The value of a field on `as_of`: the original until an adjustment of that field, dated no later, says otherwise.

    When the record itself already carries the adjusted value, the first adjustment's `from` is the original.
    """
    changes = sorted((a for a in adjustments if a.field == field), key=lambda a: a.date)
    if not changes:
        return original
    value: Any = changes[0].from_
    for change in changes:
        if change.date <= as_of:
            value = change.to
    return value
