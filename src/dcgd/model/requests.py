"""Wishes to adjust what an item commits to, and what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from dcgd.data_words import Adjustable, Decision
from dcgd.model.fields import STRICT, Day, Moment, Says, Scalar, Text

DECISION_AFTER: Mapping[Decision | None, tuple[Decision, ...]] = MappingProxyType(
    {
        None: (Decision.ASK,),
        Decision.ASK: (Decision.APPROVE, Decision.REFUSE, Decision.WITHDRAW),
        Decision.APPROVE: (),
        Decision.REFUSE: (),
        Decision.WITHDRAW: (),
    }
)
"""Which steps of a request may follow which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestStep:
    """A request was asked, approved, refused or withdrawn."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    action: Annotated[Decision, Says("ask 申请、approve 批准、refuse 不批准、withdraw 撤回")]
    date: Annotated[Day, Says("日期")]
    by: Annotated[Text, Says("谁申请、谁决定：单位、人或会议")]
    note: Annotated[Text | None, Says("理由")] = None
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A wish (延期申请) to adjust a field of an item, then the decision."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: Annotated[Text, Says("编号，如 YQ-2025-001")]
    subject: Annotated[Text, Says("目标、成果的编号，或任务序号")]
    field: Annotated[Adjustable, Says("要调整哪一项：due 时限、value 目标值 …")]
    to: Annotated[Scalar, Says("调整为")]
    checkpoint: Annotated[Day | None, Says("调整节点的，申请时那个节点的日期")] = None
    steps: Annotated[tuple[RequestStep, ...], Says("经过：申请、批准或不批准、撤回")]

    @property
    def is_withdrawn(self) -> bool:
        """Whether it counts for nothing."""
        return any(step.action is Decision.WITHDRAW for step in self.steps)

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return bool(self.steps) and self.steps[-1].action is Decision.ASK
