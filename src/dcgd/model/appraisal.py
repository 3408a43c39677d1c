"""考核 in rules.yaml: a published scheme as a profile, with what differs from it; and evaluations entered by hand.

Points are written with their sign: what is taken is negative. docs/appraisal.md explains the arithmetic.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le

from dcgd.data_words import Level, Profile
from dcgd.model.fields import STRICT, Day, Number, Says, Text, Whole
from dcgd.words import Status

Signed = Annotated[Number, Ge(-1000), Le(1000)]
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByRole:
    """The points of one item for the unit that leads it and for one that participates."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    lead: Annotated[Signed, Says("牵头单位得（失）多少分")] = NOTHING
    participant: Annotated[Signed, Says("参与单位得（失）多少分")] = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """A leader's evaluation of a unit, entered by hand."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    unit: Annotated[Text, Says("单位")]
    date: Annotated[Day, Says("评价之日")]
    points: Annotated[Signed, Says("加分为正，扣分为负")]
    by: Annotated[Text, Says("谁评价的")]
    reason: Annotated[Text, Says("理由")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A whole scheme: what a unit starts from, what gives and takes points, between which bounds the score stays.

    `items`: by status, per item. `reference`: to how many items a unit's own are scaled, 0 for no scaling.
    `all_done`: when all items of a unit are done in time. `missing_report`, `late_report`: per reporting day, for all
    items due then (a part of them costs that part). `notices`: per notice, by level; `notice_unanswered`: not answered
    in time. `problem_overdue`: not closed by its deadline; `problem_rejected`: per closure sent back.
    """

    base: Decimal
    cap: Decimal
    floor: Decimal
    reference: int
    items: Mapping[Status, ByRole]
    all_done: Decimal
    missing_report: Decimal
    late_report: Decimal
    notices: Mapping[Level, Decimal]
    notice_unanswered: Decimal
    problem_overdue: Decimal
    problem_rejected: Decimal


def _by_role(lead: str, participant: str) -> ByRole:
    return ByRole(lead=Decimal(lead), participant=Decimal(participant))


_DEDUCT = Scheme(
    base=Decimal(100),
    cap=Decimal(100),
    floor=NOTHING,
    reference=10,
    items=MappingProxyType(
        {
            Status.OVERDUE: _by_role("-4", "-2"),
            Status.FAR_BEHIND: _by_role("-2", "-1"),
            Status.BEHIND: _by_role("-1", "-0.5"),
            Status.DONE_LATE: _by_role("-1", "-0.5"),
        }
    ),
    all_done=Decimal(2),
    missing_report=Decimal(-2),
    late_report=Decimal(-1),
    notices=MappingProxyType({Level.BLUE: Decimal("-0.5"), Level.YELLOW: Decimal(-1), Level.RED: Decimal(-2)}),
    notice_unanswered=Decimal(-1),
    problem_overdue=Decimal(-2),
    problem_rejected=Decimal(-1),
)
PROFILES: Mapping[Profile, Scheme] = MappingProxyType(
    {
        Profile.DEDUCT: _DEDUCT,
        Profile.EARN: replace(
            _DEDUCT,
            base=Decimal(80),
            items=MappingProxyType({Status.DONE: _by_role("2", "1"), Status.DONE_LATE: _by_role("1", "0.5")}),
        ),
        Profile.LIABILITY: replace(_DEDUCT, items=MappingProxyType({Status.OVERDUE: _by_role("-5", "-3")})),
    }
)
"""deduct 百分扣分制: 100 less deductions. earn 加分制: 80, and for each item done lead +2, participant +1, up to 100.
liability 责任扣分制: for each item overdue lead -5, participant -3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """The `appraisal` of rules.yaml: a profile, and only what differs from it. `evaluations` are records, not rules."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    profile: Annotated[
        Profile, Says("deduct 百分扣分制（缺省）、earn 八十分起加分制、liability 责任扣分制（牵头 5 分、参与 3 分）")
    ] = Profile.DEDUCT
    base: Annotated[Signed | None, Says("起评分")] = None
    cap: Annotated[Signed | None, Says("最高分")] = None
    floor: Annotated[Signed | None, Says("最低分")] = None
    reference: Annotated[Whole | None, Says("各单位的事项折算成多少项，0 为不折算，缺省 10")] = None
    items: Annotated[Mapping[Status, ByRole], Says("每一事项按状态得（失）分；只写与所选办法不同的")] = field(
        default_factory=dict
    )
    all_done: Annotated[Signed | None, Says("全部事项按期完成的加分")] = None
    missing_report: Annotated[Signed | None, Says("一个报送日漏报的扣分；漏报一部分的按比例")] = None
    late_report: Annotated[Signed | None, Says("一个报送日迟报的扣分；迟报一部分的按比例")] = None
    notices: Annotated[Mapping[Level, Signed], Says("每张督办单按级别的扣分；只写与所选办法不同的")] = field(
        default_factory=dict
    )
    notice_unanswered: Annotated[Signed | None, Says("督办单逾期未复的扣分")] = None
    problem_overdue: Annotated[Signed | None, Says("问题超过办结期限未销号的扣分")] = None
    problem_rejected: Annotated[Signed | None, Says("问题每被退回一次的扣分")] = None
    grades: Annotated[
        Mapping[Text, Annotated[Number, Ge(0), Le(100)]],
        Says("等次，由高到低，各占同类单位的百分之几，如 {优秀: 30, 良好: 40}；没有写的不分等次"),
    ] = field(default_factory=dict)
    evaluations: Annotated[tuple[Evaluation, ...], Says("领导评价：人工登记，写明日期和理由")] = ()

    def scheme(self) -> Scheme:
        """The profile with what differs from it."""
        profile = PROFILES[self.profile]
        own = {name: value for name in _PLAIN if (value := getattr(self, name)) is not None}
        items, notices = {**profile.items, **self.items}, {**profile.notices, **self.notices}
        return replace(profile, **own, items=items, notices=notices)


_PLAIN = (
    "base", "cap", "floor", "reference", "all_done", "missing_report", "late_report", "notice_unanswered",
    "problem_overdue", "problem_rejected",
)  # fmt: skip
