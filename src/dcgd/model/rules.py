"""rules.yaml: thresholds, lights, reporting cycle, appraisal. Every key has a default, documented here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from annotated_types import Ge, Le

from dcgd.data_words import Cycle, DocumentType, Level, PaceMode
from dcgd.model.appraisal import Appraisal
from dcgd.model.fields import STRICT, Count, Day, Number, Says, Whole
from dcgd.model.papers import Office
from dcgd.words import Light, Status

Points = Annotated[Number, Ge(0), Le(100)]
Repeats = Annotated[Count, Ge(2), Le(100)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How far below pace is how bad, in percentage points. The two gaps are those of the 银川 rule."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    behind: Annotated[Points, Says("低于序时进度多少个百分点起算滞后，缺省 10")] = Decimal(10)
    far_behind: Annotated[Points, Says("低于多少个百分点以上算严重滞后，缺省 30")] = Decimal(30)
    due_soon_days: Annotated[Count, Says("到期前多少天起算临期，缺省 30")] = 30
    tolerance: Annotated[Points, Says("“左右”允许少百分之几，缺省 5")] = Decimal(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """When units report: on the last day of each cycle, with some days of grace."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    cycle: Annotated[Cycle, Says("报送周期：monthly 每月、quarterly 每季，缺省每月")] = Cycle.MONTHLY
    grace_days: Annotated[Annotated[Whole, Le(90)], Says("周期末之后还可迟几天，缺省 5")] = 5
    first: Annotated[Day | None, Says("第一个报送日，缺省为文件印发后第一个周期的末日")] = None


REPLY_DAYS: Mapping[Level, int] = MappingProxyType({Level.BLUE: 10, Level.YELLOW: 7, Level.RED: 3})
"""Working days for the reply to a notice of each level, by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Which verdict calls for a notice (督办单) of which level, how long the reply may take, and what follows none.

    By default the level is the verdict's light: 蓝 reminds, 黄 warns, 红 demands; 绿 and 灰 call for none, nor does
    what is done.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    levels: Annotated[
        Mapping[Status, Literal["蓝", "黄", "红", "不发"]],
        Says("状态对应的督办级别；缺省与灯色相同，绿、灰和已完成的不发"),
    ] = field(default_factory=dict)
    reply_days: Annotated[Mapping[Level, Count], Says("各级督办单几个工作日内回复，缺省 蓝 10、黄 7、红 3")] = field(
        default_factory=dict
    )
    escalate_days: Annotated[Whole, Says("回复期限过后几个工作日仍未回复的升一级，缺省 0")] = 0
    again_days: Annotated[Count, Says("回复之后满几天仍未好转的再发，缺省 30")] = 30

    def days(self, level: Level) -> int:
        """Working days for the reply to a notice of a level."""
        return self.reply_days.get(level) or REPLY_DAYS[level]


LIGHTS: Mapping[Status, Light] = MappingProxyType(
    {
        Status.OVERDUE: Light.RED,
        Status.FAR_BEHIND: Light.RED,
        Status.BEHIND: Light.YELLOW,
        Status.UNREPORTED: Light.YELLOW,
        Status.STALE: Light.YELLOW,
        Status.DUE_SOON: Light.BLUE,
        Status.ON_TRACK: Light.GREEN,
        Status.NOT_STARTED: Light.GREY,
        Status.DONE_LATE: Light.YELLOW,
        Status.DONE: Light.GREEN,
    }
)
"""The default lights. 灰 is no light yet: before its period a target is neither well nor late. What was red and is made
up later is 黄, never 绿 (the 瓯海 rule), so that 逾期完成 is 黄 too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days on which offices work or not, where they differ from China's holidays and make-up workdays."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    days_off: Annotated[tuple[Day, ...], Says("另外放假的日子；期限遇到放假顺延到下一个工作日")] = ()
    workdays: Annotated[tuple[Day, ...], Says("另外上班的日子，如调休的周末；两处都写的算上班")] = ()


DEADLINES: Mapping[DocumentType, int] = MappingProxyType(
    {DocumentType.MINUTES: 30, DocumentType.DIRECTIVE: 15, DocumentType.MOTION: 60}
)
"""Working days for what has no due date of its own, by default; a circular has one for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """The year's plan: by when owners, contacts and checkpoints are settled."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    settled: Annotated[
        Day | None,
        Says("年度节点计划定稿之日：到这一天为止写的节点，diff 不算弱化也不算强化；过后 plan collect 不再改已有的节点"),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """From where on a pattern of reports is asked about by `progress doubts`. No verdict knows of them."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    jump: Annotated[Points, Says("末月突增：到期的当月平均每月增加超过多少个百分点，缺省 40")] = Decimal(40)
    still: Annotated[Repeats, Says("久不变动：连续几次报同一个数，缺省 4")] = 4
    equal: Annotated[Repeats, Says("各单位雷同：与别的单位连续几个数相同，缺省 3")] = 3
    fall: Annotated[Points, Says("通报后回落：比通报的低多少个百分点以上，缺省 5")] = Decimal(5)
    paced: Annotated[Repeats, Says("恰合序时：连续几次正好是序时进度的数，缺省 4")] = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """All of rules.yaml. A key left out has its default; `lights` names only what differs from `LIGHTS`."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    pace: Annotated[PaceMode, Says("序时进度：monthly 按月（缺省）、daily 按日")] = PaceMode.MONTHLY
    thresholds: Annotated[Thresholds, Says("滞后、临期、左右的界限")] = field(default_factory=Thresholds)
    reporting: Annotated[Reporting, Says("报送周期")] = field(default_factory=Reporting)
    lights: Annotated[Mapping[Status, Light], Says("状态对应的灯色；只写与缺省不同的")] = field(default_factory=dict)
    appraisal: Annotated[Appraisal, Says("考核办法")] = field(default_factory=Appraisal)
    notices: Annotated[Notices, Says("督办单：级别、回复期限、升级")] = field(default_factory=Notices)
    calendar: Annotated[Calendar, Says("工作日：国家放假调休之外的")] = field(default_factory=Calendar)
    office: Annotated[Office, Says("督查机构：名称、联系人，公文的代字、签发人、版头")] = field(default_factory=Office)
    plan: Annotated[Planning, Says("年度计划：节点何时定稿")] = field(default_factory=Planning)
    doubts: Annotated[Doubts, Says("进展疑点（progress doubts）的界限；不影响判定和考核")] = field(
        default_factory=Doubts
    )

    deadlines: Annotated[
        Mapping[DocumentType, Count],
        Says(
            "写了日期的章节里，没有写时限的事项在几个工作日内办结，按文件类型："
            "缺省 minutes 30、directive 15、motion 60；circular 不写就照文件的时限"
        ),
    ] = field(default_factory=dict)

    def deadline(self, type_: DocumentType) -> int | None:
        """Working days for an item of a section with a day of its own; None: until the end of the document's period."""
        return self.deadlines.get(type_) or DEADLINES.get(type_)

    def light(self, status: Status) -> Light:
        """The light of a status under these rules."""
        return self.lights.get(status) or LIGHTS[status]
