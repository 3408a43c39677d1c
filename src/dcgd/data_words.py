"""The closed sets of words that stand in the YAML and by which no listing is asked.

Apart from `words`: a short command loads none of them, and making an enum is not free.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dcgd.words import Word


class Kind(Word):
    """What the number of a target counts."""

    CUMULATIVE = "cumulative", "累计数"
    LEVEL = "level", "到期水平"
    STANDING = "standing", "始终保持"


class Comparator(Word):
    """How a value is compared with the goal."""

    AT_LEAST = "at_least", "以上"
    MORE_THAN = "more_than", "超过"
    ABOUT = "about", "左右"
    AT_MOST = "at_most", "不超过"


class Firmness(Word):
    """Whether the document commits itself or strives."""

    FIRM = "firm", "约束性"
    STRIVE = "strive", "力争"


STRIVE_WORDS = ("力争", "争创", "争取")
"""What a document says where it only strives for something."""


VALUE_WORDS: Mapping[str, str] = MappingProxyType(Comparator.glossary() | Firmness.glossary())
"""The Chinese of what an adjustment changes where that is neither a number nor a day."""


class PaceMode(Word):
    """By what the share of a period that is over is counted."""

    MONTHLY = "monthly", "按月"
    DAILY = "daily", "按日"


class Cycle(Word):
    """How often units report."""

    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季"


class Adjustable(Word):
    """What an approved adjustment may change: fields of an item, and the day of one of its checkpoints."""

    VALUE = "value", "目标值"
    DUE = "due", "时限"
    COMPARATOR = "comparator", "比较方式"
    BASELINE = "baseline", "基数"
    FIRMNESS = "firmness", "约束性"
    CHECKPOINTS = "checkpoints", "节点"


class Rollup(Word):
    """How the values of a target's shares make its own."""

    SUM = "sum", "合计"
    MEAN = "mean", "平均"
    MIN = "min", "最低"
    MAX = "max", "最高"


class Level(Word):
    """Of a notice, mildest first: the order of escalation."""

    BLUE = "蓝"
    YELLOW = "黄"
    RED = "红"


class Action(Word):
    """A step in the closed loop of a problem (task 89)."""

    RAISE = "raise", "发现"
    ASSIGN = "assign", "交办"
    RESOLVE = "resolve", "解决"
    FEEDBACK = "feedback", "反馈"
    CLOSE = "close", "销号"
    REJECT = "reject", "退回"
    WITHDRAW = "withdraw", "撤回"


class Decision(Word):
    """A step of a request to adjust an item."""

    ASK = "ask", "申请"
    APPROVE = "approve", "批准"
    REFUSE = "refuse", "不批准"
    WITHDRAW = "withdraw", "撤回"


class Answer(Word):
    """A step of a notice (督办单) after it was issued."""

    DELIVER = "deliver", "送达"
    REPLY = "reply", "回复"
    ACCEPT = "accept", "认可"
    RETURN = "return", "退回"
    WITHDRAW = "withdraw", "撤回"


class DocumentType(Word):
    """What kind of document a registry is of."""

    CIRCULAR = "circular", "通知"
    MINUTES = "minutes", "会议纪要"
    DIRECTIVE = "directive", "批示"
    MOTION = "motion", "建议提案"

    @property
    def matter(self) -> str:
        """What its tasks are called: 重点任务, 议定事项."""
        return _MATTERS[self.value][0]

    @property
    def counter(self) -> str:
        """What its items are counted in: 项, 件."""
        return _MATTERS[self.value][1]


_MATTERS = {
    "circular": ("重点任务", "项"),
    "minutes": ("议定事项", "件"),
    "directive": ("批示事项", "件"),
    "motion": ("建议提案", "件"),
}


class PaperKind(Word):
    """A kind of paper (公文) that an office issues."""

    BULLETIN = "bulletin", "通报"
    NOTICE = "notice", "督办单"
    REMINDER = "reminder", "提醒函"
    LEDGER = "ledger", "工作台账"
    FORM = "form", "填报表"
    PROBLEMS = "problems", "销号台账"
    APPRAISAL = "appraisal", "考核结果"
    BRIEF = "brief", "领导专报"
    PLAN = "plan", "目标任务分解表"
    MINUTES = "minutes", "议定事项督办表"


class HeadKind(Word):
    """What a paper has at its head."""

    DOCUMENT = "document", "文件头"
    BULLETIN = "bulletin", "简报头"
    LETTER = "letter", "信函头"
    SHEET = "sheet", "表单头"


class PaperAction(Word):
    """A step of a paper after it was issued."""

    WITHDRAW = "withdraw", "作废"


class Profile(Word):
    """A published scheme of appraisal."""

    DEDUCT = "deduct", "百分扣分制"
    EARN = "earn", "加分制"
    LIABILITY = "liability", "责任扣分制"


class Risk(Word):
    """Why an item that is not overdue is at risk, worst first."""

    FAR_BEHIND = "far_behind", "严重滞后"
    BEHIND = "behind", "滞后"
    NOT_HELD = "not_held", "未能保持"
    CHECKPOINT = "checkpoint", "节点未完成"
    UNREPORTED = "unreported", "未报送"
    STALE = "stale", "报送过期"
    DUE_SOON = "due_soon", "临期"
    FORECAST = "forecast", "预测达不到"
    PROBLEM = "problem", "问题超期"


class Grouping(Word):
    """By what items are counted together."""

    LIGHT = "light", "灯色"
    STATUS = "status", "状态"
    TYPE = "type", "文件类型"
    DOCUMENT = "document", "文件"
    SECTION = "section", "章节"
    UNIT = "unit", "单位"
    PERSON = "person", "人员"
    GROUP = "group", "单位类别"


class DoubtKind(Word):
    """What an auditor would ask about the reports of an item."""

    JUMP = "jump", "末月突增"
    STILL = "still", "久不变动"
    EQUAL = "equal", "各单位雷同"
    FALL = "fall", "通报后回落"
    PACED = "paced", "恰合序时"
    EVIDENCE = "evidence", "佐证缺失或变动"


class EventKind(Word):
    """What happened to an item."""

    PROMISED = "promised", "提出"
    PLANNED = "planned", "计划"
    REQUESTED = "requested", "申请"
    ADJUSTED = "adjusted", "调整"
    REPORTED = "reported", "报送"
    CORRECTED = "corrected", "更正"
    WITHDRAWN = "withdrawn", "撤回"
    PROBLEM = "problem", "问题"
    NOTICED = "noticed", "督办"
    ANSWERED = "answered", "督办经过"
    ISSUED = "issued", "公文"
    DOUBTED = "doubted", "疑点"
    SEALED = "sealed", "封存"
