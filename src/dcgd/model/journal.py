"""What happens during the year: reports, problems with their steps, notices."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le

from dcgd.data_words import Action, Answer, Level
from dcgd.model.fields import STRICT, Count, Day, Flag, Moment, Number, Says, Text
from dcgd.model.stamps import AllEvidence
from dcgd.naming import share_id

AFTER: Mapping[Action | None, tuple[Action, ...]] = MappingProxyType(
    {
        None: (Action.RAISE,),
        Action.RAISE: (Action.ASSIGN, Action.WITHDRAW),
        Action.ASSIGN: (Action.RESOLVE, Action.ASSIGN, Action.WITHDRAW),
        Action.RESOLVE: (Action.FEEDBACK, Action.WITHDRAW),
        Action.FEEDBACK: (Action.CLOSE, Action.REJECT, Action.WITHDRAW),
        Action.CLOSE: (Action.REJECT, Action.WITHDRAW),
        Action.REJECT: (Action.RESOLVE, Action.ASSIGN, Action.WITHDRAW),
        Action.WITHDRAW: (),
    }
)
"""Which steps may follow which (task 89: 发现、协调、解决、反馈); the first of them is the usual one.

A second assign is coordination: another body, another deadline. A reject sends a closure back, one asked for (after
feedback) as well as one made (after close); what was rejected is resolved again or assigned anew. What should never
have been raised is withdrawn, and nothing follows.
"""

ANSWER_AFTER: Mapping[Answer | None, tuple[Answer, ...]] = MappingProxyType(
    {
        None: (Answer.DELIVER, Answer.REPLY, Answer.WITHDRAW),
        Answer.DELIVER: (Answer.REPLY, Answer.WITHDRAW),
        Answer.REPLY: (Answer.ACCEPT, Answer.RETURN, Answer.WITHDRAW),
        Answer.RETURN: (Answer.REPLY, Answer.WITHDRAW),
        Answer.ACCEPT: (Answer.WITHDRAW,),
        Answer.WITHDRAW: (),
    }
)
"""Which steps of a notice may follow which; None is its issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a unit said at a date of exactly one of a target, a milestone or a whole task: a value or a percent."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    target: Annotated[Text | None, Says("目标编号，如 5-1")] = None
    milestone: Annotated[Text | None, Says("成果编号，如 19-m1")] = None
    task: Annotated[Count | None, Says("任务序号（报整项任务时）")] = None
    share: Annotated[Text | None, Says("报的是目标分解给哪个单位的数，如 柳园街道")] = None
    date: Annotated[Day, Says("数据截止之日")]
    value: Annotated[Number | None, Says("数值，按目标的计量单位")] = None
    percent: Annotated[Annotated[Number, Ge(0), Le(1000)] | None, Says("完成百分比，100 为完成")] = None
    by: Annotated[Text | None, Says("报送单位")] = None
    checkpoint: Annotated[Day | None, Says("完成了哪一天的节点（形象进度），写节点原来的日期")] = None
    note: Annotated[Text | None, Says("说明：进展情况")] = None
    difficulty: Annotated[Text | None, Says("存在问题")] = None
    next_step: Annotated[Text | None, Says("下一步打算")] = None
    filled_by: Annotated[Text | None, Says("填报人")] = None
    checked_by: Annotated[Text | None, Says("审核人")] = None
    evidence: Annotated[AllEvidence, Says("佐证：文件或网址；只写一段文字就是只记名")] = ()
    correction: Annotated[Flag, Says("更正：允许累计数比上次小")] = False
    withdrawn: Annotated[Flag, Says("撤回：作废同一事项同一日期的上一条进展；写明 by 和 note，不写数")] = False
    received: Annotated[Day | None, Says("交来之日：考核看它；没有写的按登记之日，再没有按数据截止之日")] = None
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None

    @property
    def subject(self) -> str:
        """The id of what is reported on: `5-1`, `19-m1`, the task's number or, of a share, `5-1@柳园街道`."""
        whole = self.item
        return whole if self.share is None else share_id(whole, self.share)

    @property
    def item(self) -> str:
        """The id of the target, milestone or task, be it reported on in a share."""
        return self.target or self.milestone or str(self.task)

    @property
    def handed_in(self) -> datetime.date:
        """When the unit handed it in; what says nothing of that counts as handed in on its own day."""
        return self.received or (self.recorded.date() if self.recorded else self.date)

    @property
    def says_when(self) -> bool:
        """Whether it says when it was handed in."""
        return self.received is not None or self.recorded is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a problem's loop: raise → assign → resolve → feedback → close, or reject."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    action: Annotated[Action, Says("raise 发现、assign 交办、resolve 解决、feedback 反馈、close 销号、reject 退回")]
    date: Annotated[Day, Says("日期")]
    by: Annotated[Text, Says("经办的单位或人")]
    to: Annotated[Text | None, Says("交办给谁")] = None
    deadline: Annotated[Day | None, Says("办结期限")] = None
    note: Annotated[Text | None, Says("说明")] = None
    evidence: Annotated[AllEvidence, Says("佐证：文件或网址；只写一段文字就是只记名")] = ()
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A problem of one task, with the whole trail of its steps."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    id: Annotated[Text, Says("编号，如 WT-2023-001")]
    task: Annotated[Count, Says("任务序号")]
    target: Annotated[Text | None, Says("目标或成果编号（只涉及一项时）")] = None
    title: Annotated[Text, Says("问题")]
    steps: Annotated[tuple[Step, ...], Says("经过：发现、交办、解决、反馈、销号")]

    @property
    def is_withdrawn(self) -> bool:
        """Whether it counts for nothing."""
        return any(step.action is Action.WITHDRAW for step in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeStep:
    """What became of a notice: it was delivered, replied to, the reply accepted or sent back, or it was withdrawn."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    action: Annotated[Answer, Says("deliver 送达、reply 回复、accept 认可、return 退回、withdraw 撤回")]
    date: Annotated[Day, Says("日期")]
    by: Annotated[Text | None, Says("经办的单位或人")] = None
    cause: Annotated[Text | None, Says("回复里的原因")] = None
    measures: Annotated[Text | None, Says("回复里的措施")] = None
    finish: Annotated[Day | None, Says("回复里的完成时间")] = None
    owner: Annotated[Text | None, Says("回复里的责任人")] = None
    note: Annotated[Text | None, Says("说明；退回、撤回的写明理由")] = None
    evidence: Annotated[AllEvidence, Says("佐证：文件或网址；只写一段文字就是只记名")] = ()
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One sheet (督办单) to one unit on one item."""

    __pydantic_config__: ClassVar[dict[str, Any]] = STRICT
    number: Annotated[Text, Says("督办单号，如 DB-2023-001")]
    level: Annotated[Level, Says("蓝、黄、红")]
    unit: Annotated[Text, Says("主送单位")]
    subject: Annotated[Text, Says("所督办的目标、成果或任务的编号")]
    issued: Annotated[Day, Says("签发日期")]
    reply_by: Annotated[Day, Says("回复期限")]
    reason: Annotated[Text, Says("督办事由")]
    replied: Annotated[Day | None, Says("回复日期：旧写法，等于一步 reply")] = None
    recorded: Annotated[Moment | None, Says("登记之时，程序写")] = None
    recorded_by: Annotated[Text | None, Says("谁登记的，程序写")] = None
    steps: Annotated[tuple[NoticeStep, ...], Says("经过：送达、回复、认可或退回、撤回")] = ()

    @property
    def trail(self) -> tuple[NoticeStep, ...]:
        """Its steps by date, with that for which `replied` stands."""
        if self.replied is None or any(step.action is Answer.REPLY for step in self.steps):
            return self.steps
        reply = NoticeStep(action=Answer.REPLY, date=self.replied)
        return tuple(sorted((reply, *self.steps), key=lambda step: step.date))

    def known(self, as_of: datetime.date) -> tuple[NoticeStep, ...]:
        """The steps up to a day."""
        return tuple(step for step in self.trail if step.date <= as_of)

    def answer(self, as_of: datetime.date) -> NoticeStep | None:
        """The reply that stands on a day; None where there is none, or it was sent back."""
        said = [step for step in self.known(as_of) if step.action in (Answer.REPLY, Answer.RETURN)]
        return said[-1] if said and said[-1].action is Answer.REPLY else None

    @property
    def is_withdrawn(self) -> bool:
        """Whether it counts for nothing."""
        return any(step.action is Answer.WITHDRAW for step in self.steps)


_NUMBER = re.compile(r"DB-(\d{4})-(\d{3,6})", re.ASCII)


def ordinal(number: str) -> tuple[int, int] | None:
    """The number of a notice, `DB-2023-001`, as (2023, 1); None for anything else."""
    parts = _NUMBER.fullmatch(number)
    return (int(parts[1]), int(parts[2])) if parts else None
